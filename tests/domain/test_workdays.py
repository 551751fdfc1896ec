"""Working days: weekends, holidays, make-up days, and years nobody has published."""

from __future__ import annotations

from datetime import date

import pytest

from dealer_crm.domain.workdays import WorkCalendar

CALENDAR = WorkCalendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    make_up=frozenset({date(2026, 10, 10)}),
    published=frozenset({2026}),
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2027, 10, 1), True),
        (date(2027, 10, 2), False),
    ],
)
def test_people_work(day: date, works: bool) -> None:
    assert CALENDAR.is_workday(day) is works


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 10, 2), 0, date(2026, 10, 2)),
    ],
)
def test_working_days_are_counted_after_the_day(day: date, count: int, last: date) -> None:
    assert CALENDAR.add_workdays(day, count) == last


def test_next_workday_may_be_the_day_itself() -> None:
    assert CALENDAR.next_workday(date(2026, 9, 30)) == date(2026, 9, 30)
    assert CALENDAR.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)


def test_a_shop_that_is_open_at_weekends_rests_only_on_holidays() -> None:
    calendar = WorkCalendar(holidays=CALENDAR.holidays, rest_days=frozenset())
    assert calendar.is_workday(date(2026, 10, 11))
    assert not calendar.is_workday(date(2026, 10, 3))


def test_an_unpublished_year_is_provisional() -> None:
    assert CALENDAR.provisional(date(2027, 1, 1))
    assert not CALENDAR.provisional(date(2026, 12, 31))
