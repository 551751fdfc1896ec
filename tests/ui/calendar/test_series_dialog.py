"""The series of a customer is changed from here on, left out once, or ended with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.planning import SeriesState
from dealer_crm.domain.series import EndReasonMissing, Recurrence, SeriesDraft, read
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.i18n import Translator
from dealer_crm.services.series import SeriesRow
from dealer_crm.ui.calendar.series_dialog import SeriesDialog, SeriesDoors
from dealer_crm.ui.widgets import Button
from tests.ui.finding import find

MONDAY = date(2026, 11, 23)
DRAFT = SeriesDraft(7, Recurrence(read("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), MONDAY), "查看压力", slot="10:00")
ROW = SeriesRow(3, 1, DRAFT, SeriesState.RUNNING, "", MONDAY, 9, 2)
Told = list[tuple[object, ...]]


@pytest.fixture
def told() -> Told:
    """Return what was done."""
    return []


@pytest.fixture
def dialog(t: Translator, qtbot: QtBot, told: Told) -> Iterator[SeriesDialog]:
    """Return the dialog of a customer with one series."""

    def end(series_id: int, reason: str) -> None:
        if not reason:
            raise EndReasonMissing
        told.append(("end", series_id, reason))

    window = QWidget()
    qtbot.addWidget(window)
    doors = SeriesDoors(
        lambda _customer: [ROW], lambda *rest: told.append(rest), lambda *rest: told.append(rest), end, lambda: MONDAY, WorkCalendar
    )
    shown = SeriesDialog(t, doors, 7, window)
    shown.open()
    yield shown
    window.close()


def press(dialog: SeriesDialog, name: str) -> None:
    """Press a button."""
    QTest.mouseClick(find(dialog, Button, name), Qt.MouseButton.LeftButton)


def test_what_runs_is_shown_and_changed_from_here_on(dialog: SeriesDialog, told: Told) -> None:
    assert dialog.next.text() == "Next on Mon 23 Nov. 2 earlier ones were left out."
    assert dialog.repeat.value() == DRAFT.what
    dialog.repeat.every.setText("3")
    press(dialog, "series_save")
    what = Recurrence(read("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO"), MONDAY)
    assert told == [(3, SeriesDraft(7, what, "查看压力", slot="10:00"), 1)]


def test_one_is_left_out(dialog: SeriesDialog, told: Told) -> None:
    press(dialog, "series_skip")
    assert told == [(3, "", 1)]


def test_it_ends_only_with_a_reason(dialog: SeriesDialog, told: Told) -> None:
    dialog.repeat.often.set_value("")
    press(dialog, "series_save")
    press(dialog, "series_end")
    assert dialog.form is not None
    row = dialog.form.row("reason")
    assert row is not None
    assert row.note.text() == "Say why the series ends."
    assert told == []
    dialog.reason.setText("不再需要")
    press(dialog, "series_end")
    assert told == [("end", 3, "不再需要")]
