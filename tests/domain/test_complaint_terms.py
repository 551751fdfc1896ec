"""The terms of complaints: what each severity allows, by day and night or by shop hours, over holidays; more severe is never later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.domain.complaint_case import ClockKind
from dealer_crm.domain.complaint_clock import Pause, moved
from dealer_crm.domain.complaint_rules import ComplaintRule, Deadlines, Span
from dealer_crm.domain.complaint_terms import BY_WEIGHT, LONGEST, TermMissing, TermOutOfRange, Terms, days_of, plain_days, terms_of
from dealer_crm.domain.complaints import Severity
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.workdays import ShopHours, WorkCalendar
from dealer_crm.services.trade import Trade
from tests.domain.test_complaint_clock import CALENDAR, CHINA, at, instants, pauses

URGENT, MAJOR, NORMAL = Severity.URGENT, Severity.MAJOR, Severity.NORMAL
RULES = {severity: Trade().complaint_rule(severity) for severity in BY_WEIGHT}
HALF: Any = 2.5
BY_NIGHT, BY_SHOP = Terms(ClockKind.NATURAL, RULES), Terms(ClockKind.SHOP, RULES)


def told(found: Deadlines) -> tuple[str, ...]:
    """Return answer, plan and end by the wall clock in China."""
    ends = (found.respond_by, found.plan_by, found.close_by)
    return tuple(end.astimezone(CHINA).strftime("%m-%d %H:%M") if end else "" for end in ends)


@pytest.mark.parametrize(
    ("severity", "opened", "expected"),
    [
        pytest.param(URGENT, "09-21 10:00", ("09-21 12:00", "09-22 10:00", ""), id="urgent"),
        pytest.param(URGENT, "09-26 23:30", ("09-27 01:30", "09-27 23:30", ""), id="urgent on Saturday night"),
        pytest.param(URGENT, "10-01 02:00", ("10-01 04:00", "10-02 02:00", ""), id="urgent on a holiday's night"),
        pytest.param(MAJOR, "09-21 10:00", ("09-21 22:00", "09-23 23:59", "09-27 23:59"), id="major, the make-up Sunday is its fifth day"),
        pytest.param(MAJOR, "09-14 10:00", ("09-14 22:00", "09-16 23:59", "09-21 23:59"), id="major over a weekend"),
        pytest.param(MAJOR, "09-18 23:59", ("09-19 11:59", "09-22 23:59", "09-25 23:59"), id="major on Friday night"),
        pytest.param(
            MAJOR, "09-26 10:00", ("09-26 22:00", "09-28 23:59", "10-03 23:59"), id="major before the holidays: no later than normal"
        ),
        pytest.param(
            MAJOR, "09-30 10:00", ("09-30 22:00", "10-07 23:59", "10-07 23:59"), id="major into the holidays: no plan later than the end"
        ),
        pytest.param(NORMAL, "09-21 10:00", ("09-22 10:00", "09-24 23:59", "09-28 23:59"), id="normal"),
        pytest.param(NORMAL, "09-18 17:00", ("09-19 17:00", "09-23 23:59", "09-25 23:59"), id="normal on Friday"),
        pytest.param(NORMAL, "09-24 17:00", ("09-25 17:00", "09-28 23:59", "10-01 23:59"), id="normal over a make-up Sunday"),
        pytest.param(NORMAL, "09-29 17:00", ("09-30 17:00", "10-06 23:59", "10-06 23:59"), id="normal into the holidays"),
        pytest.param(NORMAL, "10-08 17:00", ("10-09 17:00", "10-12 23:59", "10-15 23:59"), id="normal over a make-up Saturday"),
        pytest.param(NORMAL, "09-21 00:00", ("09-22 00:00", "09-24 23:59", "09-28 23:59"), id="normal at midnight"),
    ],
)
def test_terms_by_day_and_night(severity: Severity, opened: str, expected: tuple[str, ...]) -> None:
    assert told(BY_NIGHT.deadlines(at(opened), severity, CALENDAR, CHINA)) == expected


@pytest.mark.parametrize(
    ("severity", "opened", "expected"),
    [
        pytest.param(URGENT, "09-21 22:00", ("09-22 00:00", "09-22 22:00", ""), id="danger does not wait for the morning"),
        pytest.param(URGENT, "09-19 10:00", ("09-19 12:00", "09-20 10:00", ""), id="nor for Monday"),
        pytest.param(URGENT, "10-03 10:00", ("10-03 12:00", "10-04 10:00", ""), id="nor for the end of the holidays"),
        pytest.param(MAJOR, "09-21 10:00", ("09-22 12:30", "09-23 18:00", "09-27 18:00"), id="major"),
        pytest.param(MAJOR, "09-21 22:00", ("09-23 11:00", "09-23 18:00", "09-27 18:00"), id="major at night"),
        pytest.param(MAJOR, "09-19 10:00", ("09-22 11:00", "09-22 18:00", "09-25 18:00"), id="major on a Saturday"),
        pytest.param(MAJOR, "09-26 10:00", ("09-28 11:00", "09-28 18:00", "10-08 18:00"), id="major before a make-up Sunday"),
        pytest.param(MAJOR, "09-30 17:00", ("10-08 18:00", "10-08 18:00", "10-08 18:00"), id="major into the holidays"),
        pytest.param(NORMAL, "09-21 10:00", ("09-23 15:00", "09-24 18:00", "09-28 18:00"), id="normal"),
        pytest.param(NORMAL, "09-18 17:00", ("09-23 12:30", "09-23 18:00", "09-25 18:00"), id="normal on Friday"),
        pytest.param(NORMAL, "10-09 17:00", ("10-13 12:30", "10-13 18:00", "10-16 18:00"), id="normal before a make-up Saturday"),
    ],
)
def test_terms_by_hours_of_the_shop(severity: Severity, opened: str, expected: tuple[str, ...]) -> None:
    assert told(BY_SHOP.deadlines(at(opened), severity, CALENDAR, CHINA)) == expected


spans = st.sampled_from(sorted(LONGEST)).flatmap(lambda unit: st.integers(1, LONGEST[unit]).map(lambda n: Span(**{unit: n})))


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    """Give any terms that a shop may set."""
    rules = {}
    for severity in BY_WEIGHT:
        plan, close = draw(st.none() | spans), draw(st.none() | spans)
        rules[severity] = replace(RULES[severity], respond=draw(spans), plan=plan, close=close)
    opens, longs = draw(st.integers(0, 22)), draw(st.integers(1, 12))
    hours = ShopHours(time(opens), time(min(opens + longs, 23)), draw(st.frozensets(st.integers(0, 6), max_size=6)))
    return Terms(draw(st.sampled_from(ClockKind)), rules, hours.checked()).checked()


@given(terms=terms(), opened=instants)
def test_more_severe_is_never_due_later(terms: Terms, opened: datetime) -> None:
    found = [terms.deadlines(opened, severity, CALENDAR, CHINA) for severity in BY_WEIGHT]
    for severe, milder in zip(found, found[1:], strict=False):
        for name in ("respond_by", "plan_by", "close_by"):
            first, second = getattr(severe, name), getattr(milder, name)
            assert first is None or second is None or first <= second
            assert first is None or opened <= first <= severe.legal_by


@given(shop=st.booleans(), opened=instants, waits=pauses())
def test_more_severe_is_never_due_later_after_pauses(shop: bool, opened: datetime, waits: list[Pause]) -> None:
    terms = BY_SHOP if shop else BY_NIGHT
    ends = []
    for severity in (MAJOR, NORMAL) if shop else BY_WEIGHT:
        hours = terms.hours_of(severity, CALENDAR, CHINA)
        ends.append(moved(terms.deadlines(opened, severity, CALENDAR, CHINA).respond_by, waits, hours))
    assert ends == sorted(ends)


@given(terms=terms())
def test_terms_are_read_as_they_were_kept(terms: Terms) -> None:
    read = terms_of(terms.plain(), BY_NIGHT)
    assert replace(read, hours=terms.hours) == terms
    assert (read.hours.opens_at, read.hours.closes_at) == (terms.hours.opens_at, terms.hours.closes_at)


@pytest.mark.parametrize(
    "body",
    [
        *({}, [], "x", None, {"kind": "natural"}),
        {**BY_SHOP.plain(), "kind": "moon"},
        {**BY_SHOP.plain(), "opens_at": "18:00", "closes_at": "08:30"},
        {**BY_SHOP.plain(), "number": "many"},
        {**BY_SHOP.plain(), "rules": {}},
        {**BY_SHOP.plain(), "rules": {"urgent": [], "major": [], "normal": []}},
        {**BY_SHOP.plain(), "rules": {**BY_SHOP.plain()["rules"], "major": {"code": "major", "version": 1}}},
        {**BY_SHOP.plain(), "rules": {**BY_SHOP.plain()["rules"], "major": {"respond": {"hours": 0}, "version": 1}}},
        {**BY_SHOP.plain(), "rules": {**BY_SHOP.plain()["rules"], "major": {"respond": {"moons": 1}, "version": 1}}},
    ],
)
def test_what_cannot_be_read_is_as_shipped(body: dict[str, object]) -> None:
    assert terms_of(body, BY_NIGHT) == BY_NIGHT


@pytest.mark.parametrize(
    ("span", "refusal"),
    [
        (Span(), TermMissing),
        (None, TermMissing),
        (Span(hours=0), TermOutOfRange),
        (Span(hours=-1), TermOutOfRange),
        (Span(hours=361), TermOutOfRange),
        (Span(days=16), TermOutOfRange),
        (Span(workdays=16), TermOutOfRange),
        (Span(hours=HALF), TermOutOfRange),
        (Span(hours=True), TermOutOfRange),
    ],
)
def test_no_term_is_longer_than_the_law_or_nothing(span: Any, refusal: type[DomainError]) -> None:
    rule: ComplaintRule = replace(RULES[MAJOR], respond=span)
    with pytest.raises(refusal):
        replace(BY_NIGHT, rules={**RULES, MAJOR: rule}).checked()


def test_days_are_read_as_they_were_kept() -> None:
    kept = days_of(plain_days(CALENDAR, date(2026, 9, 25)))
    assert kept is not None
    days = [date(2026, 8, 26) + timedelta(days=n) for n in range(150)]
    assert [kept.is_workday(day) for day in days] == [CALENDAR.is_workday(day) for day in days]
    far = days_of(plain_days(CALENDAR, date(2025, 1, 1)))
    assert far is not None
    assert far.holidays == far.make_up == frozenset()


@pytest.mark.parametrize("body", [None, {}, [], {"rest": [0, 1, 2, 3, 4, 5, 6], "off": [], "on": []}, {"rest": [], "off": ["x"], "on": []}])
def test_days_that_cannot_be_read_are_none(body: object) -> None:
    assert days_of(body) is None


def test_a_year_without_published_days_is_provisional() -> None:
    unknown = WorkCalendar()
    assert BY_NIGHT.deadlines(at("09-21 10:00"), MAJOR, unknown, CHINA).provisional
    assert not BY_NIGHT.deadlines(at("09-21 10:00"), URGENT, unknown, CHINA).provisional
