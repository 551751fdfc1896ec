"""Visits after acceptance, after a service and after a complaint."""

from __future__ import annotations

from datetime import date, time

import pytest

from dealer_crm.domain.seasons import Season
from dealer_crm.domain.visits import VisitRule, VisitTrigger, next_slot, next_year, planned_visits
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.services.trade import Trade

CALENDAR = WorkCalendar(published=frozenset({2026}))
FRIDAY = date(2026, 11, 20)


def test_plan_after_acceptance_keeps_off_weekends_but_for_the_first_call() -> None:
    assert planned_visits(FRIDAY, Trade().visit_rules(), CALENDAR) == [
        ("d1", date(2026, 11, 21)),
        ("d3", date(2026, 11, 23)),
        ("d7", date(2026, 11, 27)),
        ("d30", date(2026, 12, 21)),
        ("d90", date(2027, 2, 18)),
        ("before_cooling", date(2027, 5, 3)),
        ("before_heating", date(2027, 10, 18)),
        ("anniversary", date(2027, 11, 22)),
    ]


def test_a_service_and_a_complaint_have_visits_of_their_own() -> None:
    rules = Trade().visit_rules()
    assert planned_visits(FRIDAY, rules, CALENDAR, VisitTrigger.SERVICE) == [("after_service", date(2026, 11, 23))]
    assert [code for code, _ in planned_visits(FRIDAY, rules, CALENDAR, VisitTrigger.COMPLAINT)] == [
        "after_complaint",
        "after_complaint_week",
    ]


def test_a_season_that_is_too_near_is_left_out() -> None:
    rule = VisitRule("season", days=60, before=Season((12, 31), (2, 1)), lead_days=30, exact=True)
    assert planned_visits(date(2026, 10, 2), [rule], CALENDAR) == [("season", date(2026, 12, 1))]
    assert planned_visits(date(2026, 10, 3), [rule], CALENDAR) == [("season", date(2027, 12, 1))]


def test_few_calls_where_the_relation_is_kept_at_a_distance() -> None:
    assert planned_visits(FRIDAY, Trade().visit_rules(), CALENDAR, few=True) == [("d1", date(2026, 11, 21))]


def test_a_yearly_call_keeps_its_day_of_the_year_and_never_comes_twice_at_once() -> None:
    rule, before = VisitRule("anniversary", months=12, yearly=True), VisitRule("season", before=Season((6, 1), (9, 30)), lead_days=30)
    leap = date(2024, 2, 29)
    assert next_year(leap, rule, date(2025, 2, 28), CALENDAR) == date(2026, 3, 2)
    assert next_year(leap, rule, date(2028, 2, 20), CALENDAR) == date(2029, 2, 28), "the one of 2028 was just made"
    assert next_year(FRIDAY, before, date(2027, 5, 3), CALENDAR) == date(2028, 5, 2)


@pytest.mark.parametrize(
    ("tried", "slot"),
    [
        ([], "10:00"),
        ([time(9, 5)], "12:30"),
        ([time(13)], "10:00"),
        ([time(9), time(12)], "19:00"),
        ([time(9), time(12), time(20)], "10:00"),
    ],
)
def test_each_try_comes_at_another_hour(tried: list[time], slot: str) -> None:
    assert next_slot(tried) == slot
