"""A step comes again as it is planned: by a usual rhythm or one's own, said in words with its next days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.planning import HolidayRule
from dealer_crm.domain.series import Every, Recurrence, SeasonWindow, read
from dealer_crm.i18n import Translator
from dealer_crm.ui.calendar.doors import PlannedStep
from dealer_crm.ui.calendar.plan_dialog import PlanDialog
from dealer_crm.ui.widgets import Button
from tests.ui.finding import find

MONDAY = date(2026, 11, 23)


@pytest.fixture
def planned() -> list[PlannedStep]:
    """Return what was planned."""
    return []


@pytest.fixture
def dialog(t: Translator, qtbot: QtBot, planned: list[PlannedStep]) -> Iterator[PlanDialog]:
    """Return the dialog on a Monday."""
    window = QWidget()
    qtbot.addWidget(window)
    shown = PlanDialog(t, lambda _words, _limit: [], lambda: MONDAY, window, planned.append)
    shown.begin(MONDAY)
    shown.who.set_value(7, "朱琳")
    yield shown
    window.close()


def accept(dialog: PlanDialog) -> None:
    """Press the button."""
    QTest.mouseClick(find(dialog, Button, "plan_accept"), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("often", "rule"),
    [
        ("week", "FREQ=WEEKLY;BYDAY=MO"),
        ("two_weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("quarter", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=23"),
        ("year", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23"),
    ],
)
def test_a_usual_rhythm_takes_its_day_from_the_step(dialog: PlanDialog, planned: list[PlannedStep], often: str, rule: str) -> None:
    dialog.repeat.often.set_value(often)
    accept(dialog)
    assert planned[0].repeat == Recurrence(read(rule), MONDAY)


def test_a_rule_of_ones_own_is_said_with_its_next_days(dialog: PlanDialog, planned: list[PlannedStep]) -> None:
    repeat = dialog.repeat
    repeat.often.set_value("own")
    repeat.every.setText("2")
    repeat.unit.set_value(Every.MONTH)
    repeat.on.set_value("nth")
    repeat.season_from.setText("415")
    assert "A season needs" in repeat.said.text()
    repeat.season_from.setText("9-1")
    repeat.season_to.setText("3月15日")
    assert repeat.said.text() == (
        "Every 2 months on the fourth Monday, only 09-01 to 03-15, from a day off to the next working day. "
        "Next: Mon 23 Nov, 2027-01-25, 2027-09-27"
    )
    accept(dialog)
    what = Recurrence(read("FREQ=MONTHLY;INTERVAL=2;BYDAY=4MO"), MONDAY, SeasonWindow("09-01", "03-15"), HolidayRule.NEXT)
    assert planned[0].repeat == what
    repeat.often.set_value("")
    repeat.show_value(what)
    assert repeat.value() == what


def test_a_step_without_a_rhythm_comes_once(dialog: PlanDialog, planned: list[PlannedStep]) -> None:
    dialog.repeat.often.set_value("week")
    dialog.repeat.often.set_value("")
    assert dialog.repeat.said.text() == ""
    accept(dialog)
    assert planned[0].repeat is None
