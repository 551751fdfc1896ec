"""The clock of a complaint, by severity, over holidays, and never beyond what the law allows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from dealer_crm.domain.complaint_clock import Hours
from dealer_crm.domain.complaint_rules import ComplaintRule, Span, deadlines
from dealer_crm.domain.complaints import Severity
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.services.trade import Trade

CHINA = timezone(timedelta(hours=8))
CALENDAR = WorkCalendar(holidays=frozenset(date(2026, 10, day) for day in range(1, 8)), published=frozenset({2026}))
TRADE = Trade()


def china(month: int, day: int, hour: int = 23, minute: int = 59, year: int = 2026) -> datetime:
    """Return an instant by the shop's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("severity", "opened", "respond", "plan", "close"),
    [
        (Severity.URGENT, china(9, 30, 20, 0), china(9, 30, 22, 0), china(10, 1, 20, 0), None),
        (Severity.MAJOR, china(9, 30, 20, 0), china(10, 1, 8, 0), china(10, 9), china(10, 14)),
        (Severity.MAJOR, china(9, 7, 9, 0), china(9, 7, 21, 0), china(9, 9), china(9, 14)),
        (Severity.NORMAL, china(9, 7, 9, 0), china(9, 8, 9, 0), china(9, 10), china(9, 14)),
        (Severity.NORMAL, china(9, 7, 0, 30), china(9, 8, 0, 30), china(9, 10), china(9, 14)),
    ],
)
def test_clock_by_severity(severity: Severity, opened: datetime, respond: datetime, plan: datetime, close: datetime | None) -> None:
    found = deadlines(opened, TRADE.complaint_rule(severity), Hours(calendar=CALENDAR, zone=CHINA))
    assert (found.respond_by, found.plan_by, found.close_by) == (respond, plan, close)
    assert found.respond_by.tzinfo is UTC
    assert not found.provisional


def test_nothing_goes_beyond_the_legal_limit() -> None:
    slow = ComplaintRule("slow", Severity.NORMAL, Span(days=20), plan=Span(hours=1000), close=Span(workdays=30))
    found = deadlines(china(9, 7, 9, 0), slow, Hours(calendar=CALENDAR, zone=CHINA))
    assert {found.respond_by, found.plan_by, found.close_by, found.legal_by} == {china(9, 22)}


def test_working_days_of_an_unpublished_year_are_provisional() -> None:
    found = deadlines(china(12, 30, 9, 0), TRADE.complaint_rule(Severity.MAJOR), Hours(calendar=CALENDAR, zone=CHINA))
    assert found.close_by == china(1, 6, year=2027)
    assert found.provisional


def test_a_rule_without_plan_and_close_has_only_its_answer() -> None:
    found = deadlines(china(9, 7, 9, 0), ComplaintRule("bare", Severity.NORMAL, Span(workdays=1)), Hours(calendar=CALENDAR, zone=CHINA))
    assert (found.respond_by, found.plan_by, found.close_by) == (china(9, 8), None, None)
