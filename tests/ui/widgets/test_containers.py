"""Dialogs, sheets, cards and bars: they fit, they close by Esc, they keep what was typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from dealer_crm.domain.customers import NameOrPhoneMissing
from dealer_crm.domain.errors import NotFound
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import (
    Button,
    Dialog,
    FormGrid,
    InlineMessage,
    Label,
    LineEdit,
    OverlayCard,
    Role,
    SideSheet,
    TextEdit,
    UndoBar,
)
from dealer_crm.ui.widgets.body import Foot, ScrollBody
from tests.ui.checks import focused
from tests.ui.conftest import Show


def long_dialog(t: Translator, parent: QWidget | None = None) -> Dialog:
    """Return a dialog with more than fits."""
    dialog = Dialog(t, "Edit the customer", parent, name="edit")
    dialog.form = FormGrid(t)
    for n in range(30):
        dialog.form.add(f"f{n}", f"Field {n}", LineEdit(name=f"field_{n}"))
    dialog.box.addWidget(dialog.form)
    save = dialog.add_button("Save", role=Role.PRIMARY, key="Ctrl+Enter", name="save")
    save.clicked.connect(dialog.accept)
    dialog.add_button("Cancel", key="Esc", name="cancel").clicked.connect(dialog.reject)
    return dialog


def test_dialog_fits_the_smallest_window_with_its_buttons(qtbot: QtBot, t: Translator, show: Show) -> None:
    outer = show(Label("page"))
    outer.resize(911, 440)
    dialog = long_dialog(t, outer)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.width() <= 911
    assert dialog.height() <= 440
    for button in dialog.foot.buttons:
        assert dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight()))
    assert dialog.form is not None
    assert dialog.focusWidget() is dialog.form.field("f0")


def test_short_dialog_is_as_high_as_its_form(qtbot: QtBot, t: Translator) -> None:
    dialog = Dialog(t, "Shop name", None, name="short", width=440)
    dialog.box.addWidget(Label("Shop name", wrap=True))
    dialog.form = FormGrid(t, name="form")
    dialog.form.add("name", "Shop name", LineEdit(name="name"))
    dialog.box.addWidget(dialog.form)
    dialog.add_button("Cancel", key="Esc", name="cancel")
    qtbot.addWidget(dialog)
    dialog.show()
    bar = next(area for area in dialog.findChildren(QScrollArea)).verticalScrollBar()
    assert bar.maximum() == 0


def test_foot_leaves_keys_and_icons_out_before_it_cuts_words(show: Show) -> None:
    foot = Foot("foot")
    save = foot.add(Button("Save and go on", icon="check", key="Ctrl+Enter", name="save"))
    foot.add(Button("Later", key="Esc", name="later"), right=True)
    show(foot).resize(700, 60)
    assert (save.key, save.picture) == ("Ctrl+Enter", "check")
    foot.setFixedWidth(foot.sizeHint().width() - 10)
    QApplication.processEvents()
    assert (save.key, save.picture) == ("", "check")
    foot.setFixedWidth(foot.sizeHint().width() - 10)
    QApplication.processEvents()
    assert (save.key, save.picture) == ("", "")


def test_dialog_keys_save_and_leave(qtbot: QtBot, t: Translator) -> None:
    for keys, signal in (("Ctrl+Return", "accepted"), ("F8", "accepted"), ("Ctrl+S", "accepted"), ("Esc", "rejected")):
        dialog = long_dialog(t)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        with qtbot.waitSignal(getattr(dialog, signal)):
            qtbot.keySequence(dialog.form.field("f0"), keys)  # type: ignore[union-attr]


def test_no_button_of_a_dialog_is_pressed_by_enter_alone(qtbot: QtBot, t: Translator) -> None:
    dialog = long_dialog(t)
    qtbot.addWidget(dialog)
    assert [b.objectName() for b in dialog.findChildren(QPushButton) if b.autoDefault()] == []


def test_refusal_stands_beside_the_field_or_above_the_form(qtbot: QtBot, t: Translator) -> None:
    dialog = Dialog(t, "x", None, name="x")
    qtbot.addWidget(dialog)
    dialog.form = FormGrid(t)
    dialog.form.add("name", "Name", LineEdit(name="field_name"))
    dialog.box.addWidget(dialog.form)
    dialog.show()
    dialog.show_error(NameOrPhoneMissing())
    assert dialog.form.row("name").note.text()  # type: ignore[union-attr]
    assert dialog.message.text() == ""
    dialog.show_error(NotFound(number=7))
    assert "7" in dialog.message.text()
    assert dialog.message.isVisible()
    dialog.message.clear()
    assert dialog.message.isHidden()


def test_message_offers_one_thing_to_do(qtbot: QtBot, t: Translator, show: Show) -> None:
    done: list[int] = []
    message = InlineMessage(t)
    show(message)
    message.show_message("Backup is three days old.", Tone.WARN, action="Back up", run=lambda: done.append(1))
    qtbot.mouseClick(message.findChild(Button), Qt.MouseButton.LeftButton)
    assert done == [1]
    assert message.accessibleName() == "Backup is three days old."


def test_sheet_leaves_by_esc_unless_somebody_minds(qtbot: QtBot, t: Translator, show: Show) -> None:
    sheet = SideSheet(t, "Log follow-up", name="log")
    field = TextEdit(name="words")
    sheet.box.addWidget(field)
    saved: list[int] = []
    sheet.add_button("Save", role=Role.PRIMARY, key="Ctrl+Enter", name="save").clicked.connect(lambda: saved.append(1))
    sheet.add_button("Later", key="Esc", name="later").clicked.connect(sheet.close_sheet)
    show(sheet)
    sheet.set_title("Log follow-up", "Wang & <Fang>")
    assert sheet.accessibleName() == "Log follow-up Wang & <Fang>"
    field.setFocus()
    qtbot.keySequence(field, "Ctrl+Return")
    assert saved == [1]
    sheet.can_close = lambda: False
    with qtbot.assertNotEmitted(sheet.closed):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    sheet.can_close = None
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


@pytest.mark.parametrize("size", [(1366, 690), (911, 440)])
def test_card_stands_inside_the_window_and_keeps_the_focus(qtbot: QtBot, show: Show, size: tuple[int, int]) -> None:
    before = LineEdit(name="before")
    outer = show(before)
    outer.resize(*size)
    before.setFocus()
    card = OverlayCard(outer, name="caller")
    number, note = LineEdit(name="number"), LineEdit(name="note")
    card.box.addWidget(number)
    card.box.addWidget(note)
    card.box.addWidget(TextEdit(name="long", lines=40))
    open_file = card.add_button(Button("Open", role=Role.PRIMARY, name="open"))
    card.open_card(number)
    assert not card.isWindow()
    assert number.hasFocus()
    assert outer.rect().contains(card.panel.geometry())
    assert card.panel.rect().contains(open_file.mapTo(card.panel, open_file.rect().bottomRight()))
    for _ in range(4):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        assert card.isAncestorOf(focused())
    number.setText("138")
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().topLeft())
    assert card.isVisible()
    with qtbot.waitSignal(card.closed):
        qtbot.keyClick(number, Qt.Key.Key_Escape)
    assert before.hasFocus()
    assert number.text() == "138"


def test_card_closes_when_what_had_the_focus_is_gone(qtbot: QtBot, show: Show) -> None:
    before = LineEdit(name="before")
    outer = show(before)
    before.setFocus()
    card = OverlayCard(outer, name="caller")
    card.open_card()
    delete(before)
    with qtbot.waitSignal(card.closed):
        card.close_card()


def test_undo_bar_stays_and_tab_passes_it_over(qtbot: QtBot, t: Translator, show: Show) -> None:
    field, other, bar = LineEdit(name="field"), LineEdit(name="other"), UndoBar(t)
    show(field, other, bar)
    assert bar.isHidden()
    field.setFocus()
    bar.show_undo("Wang Fang was moved to the recycle bin")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is other
    bar.setFocus()
    assert QApplication.focusWidget() is bar.button
    with qtbot.waitSignal(bar.undo_requested):
        qtbot.keyClick(bar.button, Qt.Key.Key_Space)
    bar.dismiss()
    assert bar.isHidden()


@pytest.mark.parametrize("height", [30, 120])
def test_what_has_the_focus_stays_in_sight_when_the_room_becomes_less(qtbot: QtBot, show: Show, height: int) -> None:
    body, fields = ScrollBody("body"), [LineEdit(name=f"field_{n}") for n in range(9)]
    for field in fields:
        field.setFixedHeight(height)
        body.box.addWidget(field)
    show(body)
    body.setFixedHeight(8 * height)
    fields[5].setFocus()
    body.verticalScrollBar().setValue(0)
    body.setFixedHeight(80)
    qtbot.waitUntil(lambda: 0 <= fields[5].mapTo(body.viewport(), QPoint()).y() <= 80 - 24)


LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _half_in_sight(show: Show, widget: QWidget) -> tuple[ScrollBody, QPoint]:
    """Return an area at the lower edge of which a widget is cut, and the place in the window where it can be pressed."""
    body = ScrollBody("body")
    for part in [LineEdit(name="first"), *(Label("words") for _ in range(9)), widget, *(Label("words") for _ in range(9))]:
        body.box.addWidget(part)
    outer = show(body)
    outer.setFixedHeight(240)
    QApplication.processEvents()
    top = widget.mapTo(body.viewport(), QPoint()).y()
    body.verticalScrollBar().setValue(top - body.viewport().height() + widget.height() // 2)
    assert widget.visibleRegion().boundingRect().height() == widget.height() // 2
    return body, widget.mapTo(outer, QPoint(8, 4))


def _let_go(body: ScrollBody, place: QPoint) -> None:
    QTest.qWait(60)
    QTest.mouseRelease(body.window().windowHandle(), LEFT, PLAIN, place)
    QTest.qWait(60)


def test_a_button_half_in_sight_takes_the_click(qtbot: QtBot, show: Show) -> None:
    button = Button("Save", name="save")
    body, place = _half_in_sight(show, button)
    before = body.verticalScrollBar().value()
    with qtbot.waitSignal(button.clicked):
        QTest.mousePress(body.window().windowHandle(), LEFT, PLAIN, place)
        _let_go(body, place)
    assert body.verticalScrollBar().value() == before
    assert button.hasFocus()


def test_a_field_half_in_sight_comes_into_view_when_the_mouse_lets_go(qtbot: QtBot, show: Show) -> None:
    field = LineEdit(name="phone")
    field.setText("13912345678")
    body, place = _half_in_sight(show, field)
    before = body.verticalScrollBar().value()
    QTest.mousePress(body.window().windowHandle(), LEFT, PLAIN, place)
    QTest.qWait(60)
    assert field.hasFocus()
    assert body.verticalScrollBar().value() == before
    _let_go(body, place)
    assert field.visibleRegion().boundingRect().height() == field.height()
    assert not field.hasSelectedText()  # nothing was dragged over
