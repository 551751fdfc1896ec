"""Forms: Enter moves on, errors stand beside their field, nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import NameOrPhoneMissing
from dealer_crm.domain.followups import WordsMissing
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Button, Choice, Combo, DateField, FormGrid, LineEdit, Segments, TextEdit
from dealer_crm.words import errors
from tests.ui.checks import focused, nameless
from tests.ui.conftest import Show


@pytest.fixture
def form(t: Translator, show: Show) -> FormGrid:
    grid = FormGrid(t)
    grid.add("name", "Name", LineEdit(name="field_name"), required=True)
    grid.add("phone", "Phone", LineEdit(name="field_phone"), beside=True)
    grid.add("way", "How", Segments([Choice(1, "Call"), Choice(2, "Visit")], name="way"))
    grid.add("source", "Source", Combo([Choice(1, "Shop"), Choice(2, "Friend")], name="source"))
    grid.add("next", "Next", DateField(t, lambda: date(2026, 11, 18), name="next"))
    grid.add("words", "Words", TextEdit(name="words"))
    grid.add("last", "Estate", LineEdit(name="field_last"))
    save = Button("Save", name="save")
    grid.set_last(save)
    outer = show(grid, save)
    outer.resize(700, 600)
    grid.focus_first()
    return grid


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(focused(), key, modifiers)


def test_enter_walks_the_fields_and_ends_on_save(qtbot: QtBot, form: FormGrid) -> None:
    seen = [focused().objectName()]
    for _ in range(4):
        press(qtbot, Qt.Key.Key_Return)
        seen.append(focused().objectName())
    assert seen == ["field_name", "field_phone", "way_1", "source", "next_text"]
    press(qtbot, Qt.Key.Key_Return)
    assert focused().objectName() == "words"
    press(qtbot, Qt.Key.Key_Return)
    assert focused().objectName() == "words"
    form.field("last").setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert focused().objectName() == "save"


def test_second_enter_presses_save_but_not_one_held_down(qtbot: QtBot, form: FormGrid) -> None:
    form.field("last").setFocus()
    press(qtbot, Qt.Key.Key_Return)
    save, pressed = focused(), []
    assert isinstance(save, Button)
    save.clicked.connect(lambda: pressed.append(1))
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
    QApplication.sendEvent(save, held)
    assert not pressed
    press(qtbot, Qt.Key.Key_Return)
    assert pressed


def test_shift_enter_goes_back(qtbot: QtBot, form: FormGrid) -> None:
    form.field("phone").setFocus()
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert focused().objectName() == "field_name"


def test_ctrl_enter_saves_from_anywhere(qtbot: QtBot, form: FormGrid) -> None:
    form.field("words").setFocus()
    with qtbot.waitSignal(form.submitted):
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_tab_goes_in_reading_order(qtbot: QtBot, form: FormGrid) -> None:
    seen = [focused().objectName()]
    for _ in range(6):
        press(qtbot, Qt.Key.Key_Tab)
        seen.append(focused().objectName())
    assert seen == ["field_name", "field_phone", "way_1", "source", "next_text", "words", "field_last"]


def test_error_stands_under_its_field_until_it_is_edited(qtbot: QtBot, form: FormGrid) -> None:
    form.field("name").setText("typed")  # type: ignore[attr-defined]  # a LineEdit
    assert form.show_error(NameOrPhoneMissing())
    row = form.row("name")
    assert row is not None
    assert row.note.isVisible()
    assert "name or a phone" in row.note.text()
    assert focused().objectName() == "field_name"
    assert row.field.property("wrong") is True
    qtbot.keyClicks(row.field, "x")
    assert row.note.isHidden()
    assert row.field.property("wrong") is False


def test_error_of_no_field_is_handed_back(form: FormGrid) -> None:
    class Elsewhere(NameOrPhoneMissing):
        field = "nowhere"

    assert not form.show_error(Elsewhere())


def test_edits_and_leaving_are_told_by_name(qtbot: QtBot, form: FormGrid) -> None:
    with qtbot.waitSignal(form.edited) as edited:
        qtbot.keyClicks(form.field("name"), "a")
    assert edited.args == ["name"]
    with qtbot.waitSignal(form.left) as left:
        press(qtbot, Qt.Key.Key_Tab)
    assert left.args == ["name"]
    with qtbot.waitSignal(form.edited) as edited:
        form.field("way").set_value(2)  # type: ignore[attr-defined]  # Segments
    assert edited.args == ["way"]


def test_labels_stand_left_where_there_is_room_and_above_where_not(form: FormGrid) -> None:
    row = form.row("last")
    assert row is not None
    assert row.label.geometry().right() < row.field.mapTo(row, row.field.rect().topLeft()).x()
    form.window().resize(380, 700)
    QApplication.processEvents()
    assert row.label.geometry().bottom() <= row.field.mapTo(row, row.field.rect().topLeft()).y() + 1


def test_pairs_share_a_line_only_where_there_is_room(form: FormGrid) -> None:
    name, phone = form.row("name"), form.row("phone")
    assert name is not None
    assert phone is not None
    assert name.y() == phone.y()
    form.window().resize(380, 700)
    QApplication.processEvents()
    assert phone.y() > name.y()


def test_fields_of_a_folded_part_start_where_the_others_do(form: FormGrid) -> None:
    inner = form.add_section("more", "More", opened=True)
    inner.add("long", "A label longer than the others", LineEdit(name="inner"))
    form.window().resize(720, 600)
    QApplication.processEvents()
    starts = {row.field.mapTo(form, QPoint(0, 0)).x() for name in ("name", "last", "long") if (row := form.row(name))}
    assert len(starts) == 1


def test_folded_part_opens_for_its_error(qtbot: QtBot, form: FormGrid) -> None:
    more = form.add_section("more", "More")
    more.add("words2", "Words", LineEdit(name="inner"))

    class InnerMissing(WordsMissing):
        field = "words2"

    assert not form.field("words2").isVisible()
    errors.SENTENCES[InnerMissing] = errors.SENTENCES[WordsMissing]
    try:
        assert form.show_error(InnerMissing())
    finally:
        del errors.SENTENCES[InnerMissing]
    qtbot.waitUntil(form.field("words2").isVisible)
    qtbot.keyClick(form.findChild(Button, "fold_more"), Qt.Key.Key_Space)
    assert not form.field("words2").isVisible()


def test_hidden_rows_are_no_stops(qtbot: QtBot, form: FormGrid) -> None:
    form.set_row_visible("phone", False)
    form.field("name").setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert focused().objectName() == "way_1"


def test_notes_speak_and_clear(form: FormGrid) -> None:
    form.show_field_note("phone", "Wang Fang has this number.", Tone.WARN)
    row = form.row("phone")
    assert row is not None
    assert row.field.accessibleDescription() == "Wang Fang has this number."
    assert row.field.property("wrong") is not True
    form.clear_errors()
    assert row.note.isHidden()


def test_every_field_has_its_label_as_name(form: FormGrid) -> None:
    assert nameless(form) == []
    labels = form.findChildren(QLabel)
    assert all(isinstance(label.buddy(), QWidget) for label in labels if label.objectName().startswith("label_"))
