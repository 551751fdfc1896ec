"""Choices by mouse and arrows; the wheel chooses nothing by accident."""

from __future__ import annotations

from enum import StrEnum

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.ui.widgets import CheckBox, Choice, Combo, MultiSegments, RadioCards, Segments, SpinBox, SubTabs
from tests.ui.checks import focused
from tests.ui.conftest import Show


class Way(StrEnum):
    CALL = "call"
    VISIT = "visit"
    WECHAT = "wechat"


CHOICES = [Choice(way, way.value.title(), "phone") for way in Way]


def wheel(widget: QWidget) -> bool:
    """Turn the wheel over a widget; tell whether it was taken."""
    middle = QPointF(widget.rect().center())
    where = QPointF(widget.mapToGlobal(widget.rect().center()))
    nobody, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(middle, where, QPoint(0, -120), QPoint(0, -120), nobody, Qt.KeyboardModifier.NoModifier, phase, False)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_wheel_passes_over_values_without_focus(qtbot: QtBot, show: Show) -> None:
    combo, spin, other = Combo(CHOICES, name="way"), SpinBox("copies", 1, 9), CheckBox("x")
    show(other, combo, spin)
    other.setFocus()
    spin.setValue(5)
    for widget in (combo, spin):
        assert not wheel(widget)
    assert (combo.value(), spin.value()) == (Way.CALL, 5)


def test_wheel_does_not_turn_tabs(qtbot: QtBot, show: Show) -> None:
    tabs = SubTabs([("a", "First"), ("b", "Second")], name="tabs")
    show(tabs)
    wheel(tabs)
    assert tabs.value() == "a"


def test_combo_gives_back_the_member_itself(qtbot: QtBot) -> None:
    combo = Combo(CHOICES, name="way")
    qtbot.addWidget(combo)
    combo.set_value(Way.VISIT)
    assert combo.value() is Way.VISIT
    combo.set_choices(CHOICES[1:])
    assert combo.value() is Way.VISIT
    combo.set_value("unknown")
    assert combo.value() is Way.VISIT
    empty = Combo(name="empty")
    qtbot.addWidget(empty)
    assert empty.value() is None


def test_combo_tells_only_what_the_user_picked(qtbot: QtBot, show: Show) -> None:
    combo = Combo(CHOICES, name="way")
    show(combo)
    with qtbot.assertNotEmitted(combo.picked):
        combo.set_value(Way.WECHAT)
    combo.setFocus()
    with qtbot.waitSignal(combo.picked) as picked:
        qtbot.keyClick(combo, Qt.Key.Key_Up)
    assert picked.args == [Way.VISIT]


def test_arrows_go_on_over_the_end_of_a_line(qtbot: QtBot, show: Show) -> None:
    row = Segments(CHOICES, name="way", label="How", columns=2)
    show(row)
    row.set_value(Way.VISIT)
    row.setFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_Right)
    assert row.value() is Way.WECHAT
    qtbot.keyClick(focused(), Qt.Key.Key_Left)
    assert row.value() is Way.VISIT


def test_segments_choose_one_by_mouse_and_arrows(qtbot: QtBot, show: Show) -> None:
    row = Segments(CHOICES, name="way", label="How")
    show(row)
    assert row.value() is None
    with qtbot.waitSignal(row.changed) as told:
        qtbot.mouseClick(row.buttons()[0], Qt.MouseButton.LeftButton)
    assert told.args == [Way.CALL]
    qtbot.keyClick(row.buttons()[0], Qt.Key.Key_Right)
    assert row.value() is Way.VISIT
    row.set_value(None)
    assert row.value() is None


def test_segments_are_named_for_screen_readers_and_tests(qtbot: QtBot) -> None:
    row = Segments(CHOICES, name="way", label="How")
    qtbot.addWidget(row)
    assert [b.objectName() for b in row.buttons()] == ["way_call", "way_visit", "way_wechat"]
    assert [b.accessibleName() for b in row.buttons()] == ["Call", "Visit", "Wechat"]
    assert row.buttons()[0].accessibleDescription() == "How"


def test_segments_wrap_where_it_is_narrow(qtbot: QtBot, show: Show) -> None:
    row = Segments([Choice(n, f"outcome {n}") for n in range(6)], name="outcome")
    outer = show(row)
    assert row.heightForWidth(900) < row.heightForWidth(260)
    outer.resize(260, 200)
    right = max(button.geometry().right() for button in row.buttons())
    assert right <= row.width()


@pytest.mark.parametrize("joined", [False, True])
def test_segments_fill_the_width_exactly(qtbot: QtBot, show: Show, joined: bool) -> None:
    row = Segments(CHOICES, name="way", joined=joined)
    outer = show(row)
    outer.resize(401, 100)
    assert row.buttons()[0].x() == 0
    assert row.buttons()[-1].geometry().right() == row.width() - 1


def test_several_can_be_on(qtbot: QtBot, show: Show) -> None:
    row = MultiSegments(CHOICES, name="ways")
    show(row)
    row.set_values([Way.CALL, Way.WECHAT])
    qtbot.mouseClick(row.buttons()[0], Qt.MouseButton.LeftButton)
    assert row.values() == [Way.WECHAT]
    row.buttons()[0].setFocus()
    qtbot.keyClick(row.buttons()[0], Qt.Key.Key_Right)
    assert row.buttons()[1].hasFocus()


def test_radio_cards_tell_the_choice(qtbot: QtBot, show: Show) -> None:
    cards = RadioCards(
        [Choice(1, "Fill the empty ones", detail="nothing is changed"), Choice(2, "Skip", detail="nothing is written")], "what"
    )
    show(cards)
    with qtbot.waitSignal(cards.changed) as told:
        cards.set_value(2)
    assert told.args == [2]
    assert cards.value() == 2
    assert cards.findChildren(QWidget)[0].accessibleDescription() == "nothing is changed"


def test_check_box_takes_clicks_on_its_words(qtbot: QtBot, show: Show) -> None:
    box = CheckBox("Print the care notes", "notes")
    show(box)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()
