"""Seasons over New Year, in leap years, and the day in a season that is nearest."""

from __future__ import annotations

from datetime import date

import pytest

from dealer_crm.domain.maintenance import dates_ahead, next_due
from dealer_crm.domain.seasons import Season

HEATING, LEAP = Season((11, 15), (3, 15)), Season((2, 29), (3, 1))
SPRING, AUTUMN, CARE = Season((4, 15), (5, 31)), Season((10, 1), (10, 31)), Season((9, 1), (10, 31))


def test_a_season_may_run_over_new_year() -> None:
    assert HEATING.starting(2026) == (date(2026, 11, 15), date(2027, 3, 15))
    assert SPRING.starting(2026) == (date(2026, 4, 15), date(2026, 5, 31))


@pytest.mark.parametrize(("year", "day"), [(2024, 29), (2026, 28), (2000, 29), (2100, 28)])
def test_the_leap_day_is_the_28th_elsewhere(year: int, day: int) -> None:
    assert LEAP.starting(year)[0] == date(year, 2, day)


@pytest.mark.parametrize(
    ("last", "months", "windows", "due"),
    [
        (date(2026, 11, 22), 12, (), date(2027, 11, 22)),
        (date(2026, 1, 31), 1, (), date(2026, 2, 28)),
        (date(2025, 10, 20), 6, (SPRING, AUTUMN), date(2026, 4, 20)),
        (date(2026, 5, 10), 6, (SPRING, AUTUMN), date(2026, 10, 31)),
        (date(2026, 11, 22), 12, (CARE,), date(2027, 10, 31)),
        (date(2026, 6, 1), 12, (CARE,), date(2027, 9, 1)),
        (date(2026, 10, 20), 1, (CARE,), date(2026, 10, 31)),
        (date(2026, 10, 31), 1, (CARE,), date(2027, 9, 1)),
        (date(2026, 1, 5), 12, (HEATING,), date(2027, 1, 5)),
    ],
)
def test_care_is_due_in_its_season_and_after_the_last_time(last: date, months: int, windows: tuple[Season, ...], due: date) -> None:
    assert next_due(last, months, windows) == due


@pytest.mark.parametrize(
    ("first", "months", "windows", "until", "found"),
    [
        (date(2026, 12, 31), 1, (), date(2027, 2, 28), [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]),
        (date(2026, 12, 1), 12, (), date(2026, 11, 30), []),
        (date(2026, 4, 20), 6, (SPRING, AUTUMN), date(2027, 4, 30), [date(2026, 4, 20), date(2026, 10, 20), date(2027, 4, 20)]),
        (date(2026, 4, 20), 0, (), date(2027, 4, 30), [date(2026, 4, 20)]),
    ],
)
def test_the_days_of_care_ahead_follow_each_other(
    first: date, months: int, windows: tuple[Season, ...], until: date, found: list[date]
) -> None:
    assert list(dates_ahead(first, months, windows, until)) == found
