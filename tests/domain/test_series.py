"""Days that come again: against dateutil's own reading of the rule, within seasons, beside days off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.planning import HolidayRule
from dealer_crm.domain.series import (
    LAST,
    Every,
    Occurrence,
    Pattern,
    Recurrence,
    RuleTooOften,
    RuleUnknown,
    RuleWithoutDay,
    SeasonWindow,
    SeasonWrong,
    WeekdaysMissing,
    between,
    checked,
    following,
    occurrences,
    read,
)
from dealer_crm.domain.workdays import WorkCalendar

GOLDEN = frozenset(date(2026, 10, day) for day in range(1, 8))
CALENDAR = WorkCalendar(holidays=GOLDEN, make_up=frozenset({date(2026, 9, 27), date(2026, 10, 10)}), published=frozenset({2026}))
ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
_ENDS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.integers(1, 40).map(lambda n: {"times": n}),
    st.dates(date(2026, 1, 1), date(2031, 1, 1)).map(lambda day: {"until": day}),
)
_OF_MONTH = st.one_of(
    st.one_of(st.just(LAST), st.integers(1, 31)).map(lambda day: {"day": day, "strict": day > 28}),
    st.one_of(st.just(LAST), st.integers(1, 31)).map(lambda day: {"day": day}),
    st.tuples(st.one_of(st.just(LAST), st.integers(1, 5)), st.integers(0, 6)).map(lambda one: {"nth": one[0], "weekdays": (one[1],)}),
)
_WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: {"weekdays": tuple(sorted(days))})
_KINDS = st.one_of(
    st.just({"every": Every.DAY}),
    _WEEKDAYS.map(lambda days: {"every": Every.WEEK, **days}),
    _OF_MONTH.map(lambda day: {"every": Every.MONTH, **day}),
    st.tuples(_OF_MONTH, st.integers(1, 12)).map(lambda one: {"every": Every.YEAR, "month": one[1], **one[0]}),
)
PATTERNS = st.builds(lambda kind, every, end: Pattern(**kind, interval=every, **end), _KINDS, st.integers(1, 12), _ENDS)


def by_the_text(pattern: Pattern, starts_on: date, first: date, last: date) -> list[date]:
    """Return the days that dateutil reads out of the text of the rule, the whole way from its start."""
    start = datetime.combine(starts_on, datetime.min.time())
    found = []
    for moment in rrulestr(pattern.text(), dtstart=start):
        if moment.date() > last:
            break
        found.append(moment.date())
    return [day for day in found if day >= first]


@settings(max_examples=60, deadline=None)
@given(PATTERNS, DAYS, st.integers(-100, 2500), st.integers(0, 800))
def test_the_days_are_those_that_dateutil_reads_out_of_the_text(pattern: Pattern, starts_on: date, ahead: int, length: int) -> None:
    first = starts_on + timedelta(days=ahead)
    last = first + timedelta(days=length)
    assert read(pattern.text()) == pattern
    found = occurrences(Recurrence(pattern, starts_on, holidays=HolidayRule.KEEP), first, last, CALENDAR)
    assert [one.day for one in found] == by_the_text(pattern, starts_on, first, last)
    assert all(one.day == one.due for one in found)


@settings(max_examples=60, deadline=None)
@given(PATTERNS, st.dates(date(2026, 7, 1), date(2026, 10, 20)), st.sampled_from(HolidayRule), st.booleans())
def test_days_off_and_seasons_take_from_the_rule_and_add_nothing(
    pattern: Pattern, starts_on: date, holidays: HolidayRule, winter: bool
) -> None:
    season = SeasonWindow("10-05", "03-01") if winter else SeasonWindow()
    what, first, last = Recurrence(pattern, starts_on, season, holidays), date(2026, 9, 20), date(2026, 12, 31)
    given_days = [day for day in by_the_text(pattern, starts_on, starts_on, last) if not winter or (day.month, day.day) >= (10, 5)]
    wanted = set(given_days)
    if holidays is HolidayRule.SKIP:
        wanted = {day for day in given_days if CALENDAR.is_workday(day)}
    elif holidays is HolidayRule.NEXT:
        wanted = {CALENDAR.next_workday(day) for day in given_days}
    found = [one.due for one in occurrences(what, first, last, CALENDAR)]
    assert found == sorted(day for day in wanted if first <= day <= last)
    walked, after = [], first - ONE_DAY
    while (one := following(what, after, CALENDAR)) is not None and one.due <= last:
        walked.append(one.due)
        after = one.due
    assert walked == found


@pytest.mark.parametrize(
    ("text", "starts_on", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", date(2027, 1, 31), ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", date(2027, 1, 31), ["2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2028, 1, 31), ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]),
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
            date(2027, 2, 1),
            ["2027-02-28", "2028-02-29", "2029-02-28", "2030-02-28"],
        ),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2027, 2, 1), ["2028-02-29", "2032-02-29", "2036-02-29"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", date(2026, 3, 25), ["2026-04-06", "2026-04-20", "2026-05-04", "2026-05-18"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", date(2026, 10, 1), ["2026-10-30", "2026-11-27"]),
        ("FREQ=DAILY;INTERVAL=10;UNTIL=20261104T235959Z", date(2026, 10, 20), ["2026-10-20", "2026-10-30"]),
    ],
)
def test_ends_of_months_leap_days_and_the_change_of_the_hour(text: str, starts_on: date, days: list[str]) -> None:
    what = Recurrence(read(text), starts_on, holidays=HolidayRule.KEEP)
    found = occurrences(what, starts_on, date(starts_on.year + 9, 12, 31), CALENDAR)
    assert [one.day.isoformat() for one in found[: len(days)]] == days
    assert len(found) == len(days) or what.pattern.times is None and what.pattern.until is None


def test_what_falls_on_holidays_stays_goes_on_or_falls_out() -> None:
    daily = Pattern(Every.DAY)
    first, last = date(2026, 9, 30), date(2026, 10, 9)

    def days(rule: HolidayRule) -> list[int]:
        return [one.due.day for one in occurrences(Recurrence(daily, first, holidays=rule), first, last, CALENDAR)]

    assert days(HolidayRule.KEEP) == [30, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert days(HolidayRule.SKIP) == days(HolidayRule.NEXT) == [30, 8, 9]
    weekly = Recurrence(Pattern(Every.WEEK, weekdays=(6,)), first)
    assert occurrences(weekly, first, date(2026, 10, 12), CALENDAR) == [
        Occurrence(date(2026, 10, 4), date(2026, 10, 8)),
        Occurrence(date(2026, 10, 11), date(2026, 10, 12)),
    ]


def test_what_was_left_out_is_counted() -> None:
    weekly = Recurrence(Pattern(Every.WEEK, weekdays=(0,)), date(2026, 11, 2))
    assert between(weekly, date(2026, 11, 2), date(2026, 11, 30), CALENDAR) == 3


@pytest.mark.parametrize(
    ("season", "day", "inside"),
    [
        (SeasonWindow(), date(2026, 2, 3), True),
        (SeasonWindow("04-15", "05-31"), date(2026, 4, 15), True),
        (SeasonWindow("04-15", "05-31"), date(2026, 6, 1), False),
        (SeasonWindow("11-15", "03-15"), date(2027, 1, 1), True),
        (SeasonWindow("11-15", "03-15"), date(2027, 3, 15), True),
        (SeasonWindow("11-15", "03-15"), date(2027, 11, 14), False),
        (SeasonWindow("02-29", "02-29"), date(2028, 2, 29), True),
    ],
)
def test_a_season_may_run_over_new_year(season: SeasonWindow, day: date, inside: bool) -> None:
    assert season.checked().has(day) is inside


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", RuleUnknown),
        ("jeden Montag", RuleUnknown),
        ("FREQ=WEEKLY", RuleUnknown),
        ("FREQ=WEEKLY;BYDAY=XX", RuleUnknown),
        ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", RuleUnknown),
        ("FREQ=WEEKLY;BYDAY=MO;WKST=SU", RuleUnknown),
        ("FREQ=DAILY;INTERVAL=0", RuleUnknown),
        ("FREQ=DAILY;INTERVAL=99999999999", RuleUnknown),
        ("FREQ=DAILY;COUNT=0", RuleUnknown),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", RuleUnknown),
        ("FREQ=DAILY;UNTIL=20270230", RuleUnknown),
        ("FREQ=DAILY;UNTIL=soon", RuleUnknown),
        ("FREQ=DAILY;BYWEEKNO=3", RuleUnknown),
        ("FREQ=MONTHLY;BYMONTHDAY=32", RuleUnknown),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", RuleUnknown),
        ("FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=-1", RuleUnknown),
        ("FREQ=MONTHLY;BYDAY=6MO", RuleUnknown),
        ("FREQ=YEARLY;BYMONTHDAY=1", RuleUnknown),
        ("FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1", RuleUnknown),
        ("FREQ=HOURLY", RuleTooOften),
        ("FREQ=DAILY;BYHOUR=9,15", RuleTooOften),
    ],
)
def test_text_that_is_no_rule_or_asks_too_often_is_refused(text: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        read(text)


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        (Recurrence(Pattern(Every.WEEK), date(2026, 1, 1)), WeekdaysMissing),
        (Recurrence(Pattern(Every.DAY, until=date(2026, 1, 1)), date(2026, 2, 1)), RuleWithoutDay),
        (Recurrence(Pattern(Every.YEAR, day=1, month=6), date(2026, 1, 1), SeasonWindow("11-15", "03-15")), RuleWithoutDay),
        (Recurrence(Pattern(Every.YEAR, 2, day=29, month=2, strict=True), date(2027, 1, 1)), RuleWithoutDay),
        (Recurrence(Pattern(Every.DAY, 7), date(2026, 11, 22), holidays=HolidayRule.SKIP), RuleWithoutDay),
        (Recurrence(Pattern(Every.DAY), date(2026, 1, 1), SeasonWindow("11-15")), SeasonWrong),
        (Recurrence(Pattern(Every.DAY), date(2026, 1, 1), SeasonWindow("11-15", "02-30")), SeasonWrong),
        (Recurrence(Pattern(Every.DAY), date(2026, 1, 1), SeasonWindow("11-15", "3-1")), SeasonWrong),
    ],
)
def test_a_series_without_a_day_or_with_half_a_season_is_refused(what: Recurrence, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        checked(what, CALENDAR)


def test_a_series_may_begin_with_a_leap_day_and_ends_with_its_last() -> None:
    what = Recurrence(read("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2"), date(2027, 3, 1), holidays=HolidayRule.KEEP)
    assert checked(what, CALENDAR) is what
    assert following(what, date(2032, 2, 28), CALENDAR) == Occurrence(date(2032, 2, 29), date(2032, 2, 29))
    assert following(what, date(2032, 2, 29), CALENDAR) is None
