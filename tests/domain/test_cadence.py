"""When a customer is to be heard from again, and how far an unkept date has gone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dealer_crm.domain.cadence import OverdueStage, goes_to_pool, next_contact, overdue_stage
from dealer_crm.domain.customers import IntentLevel
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.services.trade import Trade

CADENCES = Trade().cadences()
CALENDAR = WorkCalendar(holidays=frozenset({date(2026, 10, 1), date(2026, 10, 2)}), published=frozenset({2026}))
MONDAY = date(2026, 9, 7)


@pytest.mark.parametrize(
    ("day", "level", "due"),
    [
        (MONDAY, IntentLevel.H, date(2026, 9, 9)),
        (MONDAY, IntentLevel.A, date(2026, 9, 11)),
        (MONDAY, IntentLevel.B, date(2026, 9, 14)),
        (MONDAY, IntentLevel.C, date(2026, 9, 22)),
        (MONDAY, IntentLevel.N, date(2026, 9, 8)),
        (MONDAY, IntentLevel.O, date(2026, 9, 10)),
        (MONDAY, IntentLevel.D, None),
        (MONDAY, None, date(2026, 9, 8)),
        (date(2026, 9, 10), IntentLevel.H, date(2026, 9, 14)),
        (date(2026, 9, 29), IntentLevel.H, date(2026, 10, 5)),
    ],
)
def test_next_contact_falls_on_a_working_day(day: date, level: IntentLevel | None, due: date | None) -> None:
    assert next_contact(day, level, CADENCES, CALENDAR) == due


def test_whoever_wants_quiet_is_not_planned() -> None:
    assert next_contact(MONDAY, IntentLevel.H, CADENCES, CALENDAR, quiet=True) is None


def test_a_level_without_data_is_not_planned() -> None:
    assert next_contact(MONDAY, IntentLevel.H, {}, CALENDAR) is None


@pytest.mark.parametrize(
    ("level", "late", "stage"),
    [
        (IntentLevel.H, -1, None),
        (IntentLevel.H, 0, None),
        (IntentLevel.H, 1, OverdueStage.L1),
        (IntentLevel.H, 2, OverdueStage.L2),
        (IntentLevel.H, 4, OverdueStage.L3),
        (IntentLevel.A, 2, OverdueStage.L1),
        (IntentLevel.A, 3, OverdueStage.L2),
        (IntentLevel.A, 4, OverdueStage.L2),
        (IntentLevel.A, 5, OverdueStage.L3),
        (IntentLevel.B, 3, OverdueStage.L1),
        (IntentLevel.B, 14, OverdueStage.L2),
        (IntentLevel.B, 15, OverdueStage.L3),
        (IntentLevel.C, 7, OverdueStage.L1),
        (IntentLevel.C, 30, OverdueStage.L2),
        (IntentLevel.C, 31, OverdueStage.L3),
        (IntentLevel.D, 9, OverdueStage.L2),
    ],
)
def test_an_unkept_date_goes_up(level: IntentLevel, late: int, stage: OverdueStage | None) -> None:
    assert overdue_stage(MONDAY, MONDAY + timedelta(days=late), CADENCES[level]) is stage


@pytest.mark.parametrize(("level", "days", "free"), [(IntentLevel.C, 29, False), (IntentLevel.C, 30, True), (IntentLevel.H, 300, False)])
def test_a_forgotten_customer_goes_to_everybody(level: IntentLevel, days: int, free: bool) -> None:
    assert goes_to_pool(MONDAY, MONDAY + timedelta(days=days), CADENCES[level]) is free
