"""Text fields leave undo to the window, hear composed letters, and read what people type."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator, translator
from dealer_crm.ui.theme import advance, apply_theme
from dealer_crm.ui.widgets import AreaField, DateField, LineEdit, MoneyField, PhoneEdit, SearchField, TextEdit
from dealer_crm.ui.widgets.date_text import read_date
from dealer_crm.ui.widgets.month_grid import MonthGrid
from tests.ui.conftest import Show

TODAY = date(2026, 11, 18)  # a Wednesday


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """Do what an input method does."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("make", [lambda: LineEdit(name="line"), lambda: TextEdit(name="text")])
def test_undo_goes_to_the_window_when_the_field_has_none(qtbot: QtBot, show: Show, make: object) -> None:
    assert callable(make)
    field = make()
    outer = show(field)
    undone: list[int] = []
    QShortcut(QKeySequence("Ctrl+Z"), outer).activated.connect(lambda: undone.append(1))
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    qtbot.keyClicks(field, "ab")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    assert field.text() == ""


def test_search_hears_letters_that_are_still_composed(qtbot: QtBot, show: Show) -> None:
    field = SearchField(name="search")
    show(field)
    field.setFocus()
    heard: list[str] = []
    field.typed.connect(heard.append)
    qtbot.keyClicks(field, "a")
    compose(field, "wang")
    assert heard == ["a", "awang"]
    assert field.composing()
    with qtbot.assertNotEmitted(field.entered):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    compose(field, "", "王")
    assert heard[-1] == "a王"
    with qtbot.waitSignal(field.entered):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    with qtbot.waitSignal(field.moved) as moved:
        qtbot.keyClick(field, Qt.Key.Key_Down)
    assert moved.args == [1]
    with qtbot.waitSignal(field.escaped):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_tab_leaves_a_text_of_several_lines(qtbot: QtBot, show: Show) -> None:
    text, after = TextEdit(name="text"), LineEdit(name="after")
    show(text, after)
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert text.text() == ""


def test_phone_is_grouped_when_one_leaves(qtbot: QtBot, show: Show, t: Translator) -> None:
    phone, after = PhoneEdit(t, name="phone"), LineEdit(name="after")
    show(phone, after)
    phone.setFocus()
    qtbot.keyClicks(phone, "+86 13801370911")
    with qtbot.waitSignal(phone.doubtful) as said:
        after.setFocus()
    assert (phone.text(), phone.value(), said.args) == ("138 0137 0911", "13801370911", [""])


def test_unusual_phone_is_kept_and_said(qtbot: QtBot, show: Show, t: Translator) -> None:
    phone, after = PhoneEdit(t, name="phone"), LineEdit(name="after")
    show(phone, after)
    phone.setFocus()
    qtbot.keyClicks(phone, "123456789012345")
    with qtbot.waitSignal(phone.doubtful) as said:
        after.setFocus()
    assert said.args != [""]
    assert phone.value() == "123456789012345"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("t", TODAY),
        ("+3", date(2026, 11, 21)),
        ("-1", date(2026, 11, 17)),
        ("1125", date(2026, 11, 25)),
        ("11-25", date(2026, 11, 25)),
        ("11.25", date(2026, 11, 25)),
        ("11月25日", date(2026, 11, 25)),
        ("0103", date(2027, 1, 3)),
        ("20261201", date(2026, 12, 1)),
        ("2026年12月1日", date(2026, 12, 1)),
        ("2026/12/01", date(2026, 12, 1)),
        ("周五", date(2026, 11, 20)),
        ("周三", date(2026, 11, 25)),
        ("下周一", date(2026, 11, 23)),
        ("星期天", date(2026, 11, 22)),
        ("fri", date(2026, 11, 20)),
        ("Friday", date(2026, 11, 20)),
        ("明天", date(2026, 11, 19)),
        ("＋３", date(2026, 11, 21)),
        ("1332", None),
        ("0230", None),
        ("hello", None),
        ("", None),
        ("99999999", None),
        ("99991231", None),
        ("2100-12-31", date(2100, 12, 31)),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, meant: date | None) -> None:
    assert read_date(typed, TODAY) == meant


def test_leap_day_finds_its_year() -> None:
    assert read_date("0229", date(2027, 11, 1)) == date(2028, 2, 29)


def test_date_field_reads_steps_and_shows_the_weekday(qtbot: QtBot, show: Show, t: Translator) -> None:
    field, after = DateField(t, lambda: TODAY, name="next"), LineEdit(name="after")
    show(field, after)
    field.edit.setFocus()
    with qtbot.waitSignal(field.changed) as told:
        qtbot.keyClicks(field.edit, "+3")
    assert told.args == [date(2026, 11, 21)]
    after.setFocus()
    assert (field.text(), field.edit.hint()) == ("2026-11-21", "Sat")
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    assert field.value() == date(2026, 11, 22)
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    qtbot.keyClick(field.edit, Qt.Key.Key_Down)
    assert field.value() == date(2026, 11, 20)


def test_unreadable_date_is_kept_and_marked(qtbot: QtBot, show: Show, t: Translator) -> None:
    field, after = DateField(t, lambda: TODAY, name="next"), LineEdit(name="after")
    show(field, after)
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "1332")
    after.setFocus()
    assert not field.is_valid()
    assert field.text() == "1332"
    assert field.edit.property("wrong") is True


def test_month_opens_by_key_and_picks(qtbot: QtBot, show: Show, t: Translator) -> None:
    field = DateField(t, lambda: TODAY, name="next")
    outer = show(field)
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    grid = outer.findChild(MonthGrid)
    assert grid is not None
    qtbot.keyClick(grid.days, Qt.Key.Key_Right)
    qtbot.keyClick(grid.days, Qt.Key.Key_Return)
    assert field.value() == date(2026, 11, 19)


def test_month_turns_by_its_arrows(qtbot: QtBot, t: Translator) -> None:
    grid = MonthGrid(t, lambda: TODAY, date(2026, 12, 31))
    qtbot.addWidget(grid)
    grid.findChild(QWidget, "month_next").click()  # type: ignore[union-attr]  # an IconButton
    assert grid.days.day == date(2027, 1, 28)


@pytest.mark.parametrize(
    ("typed", "kept"), [("126.5", 126_500), ("1,234", 1_234_000), ("", None), ("abc", None), ("1.2345", None), ("-3", -3000)]
)
def test_area_is_kept_in_thousandths(qtbot: QtBot, typed: str, kept: int | None) -> None:
    field = AreaField(name="area")
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.value() == kept
    assert field.is_valid() == (kept is not None or typed == "")


def test_money_shows_both_decimals(qtbot: QtBot) -> None:
    field = MoneyField(name="owed")
    qtbot.addWidget(field)
    field.set_value(898_000)
    assert field.text() == "8,980.00"
    field.setText("¥ 12.5")
    assert field.value() == 1250
    field.set_value(-5)
    assert field.text() == "-0.05"


@pytest.mark.parametrize("text_size", [100, 150])
def test_a_date_is_seen_whole_at_any_size_of_the_text(qapp: QApplication, qtbot: QtBot, text_size: int) -> None:
    apply_theme(qapp, "light", text_size)
    try:
        field = DateField(translator("en"), lambda: TODAY, name="day")
        qtbot.addWidget(field)
        field.set_value(date(2028, 8, 28))
        field.resize(field.sizeHint())
        field.show()
        margins = field.edit.textMargins()
        padding = 24
        assert field.edit.width() - margins.left() - margins.right() - padding >= advance(field.text())
    finally:
        apply_theme(qapp, "light", 100)
