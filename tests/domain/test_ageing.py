"""A debt is in one bucket, and the buckets add up to what is owed."""

from datetime import date

import pytest

from dealer_crm.domain.ageing import ageing, bucket, days_late, debts


@pytest.mark.parametrize(("days", "found"), [(0, 0), (30, 0), (31, 1), (90, 1), (91, 2), (365, 2), (366, 3), (9999, 3)])
def test_last_day_of_a_bucket_still_belongs_to_it(days: int, found: int) -> None:
    assert bucket(days) == found


def test_buckets_add_up() -> None:
    assert ageing(()) == (0, 0, 0, 0)
    assert ageing([(0, 5), (30, 7), (91, 11), (400, 13)]) == (12, 0, 11, 13)


DAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("owed", "parts", "found"),
    [
        (100, [], [(DAY, 100)]),
        (-100, [], [(DAY, -100)]),
        (100, [(date(2026, 9, 1), 30), (date(2026, 12, 1), 70)], [(date(2026, 9, 1), 30), (date(2026, 12, 1), 70)]),
        (100, [(date(2026, 12, 1), 30), (date(2026, 9, 1), 70)], [(date(2026, 9, 1), 70), (date(2026, 12, 1), 30)]),
        (100, [(date(2026, 9, 1), 30), (date(2026, 9, 1), 70)], [(date(2026, 9, 1), 100)]),
        (100, [(None, 60), (date(2026, 9, 1), 40)], [(date(2026, 9, 1), 40), (None, 60)]),
        (100, [(None, 100)], [(None, 100)]),
        (100, [(date(2026, 9, 1), 60)], [(date(2026, 9, 1), 60), (DAY, 40)]),
        (50, [(date(2026, 9, 1), 60), (None, 10)], [(date(2026, 9, 1), 50)]),
    ],
)
def test_each_part_of_a_plan_is_owed_since_its_own_day(
    owed: int, parts: list[tuple[date | None, int]], found: list[tuple[date | None, int]]
) -> None:
    assert list(debts(owed, parts, DAY)) == found
    assert sum(amount for _day, amount in debts(owed, parts, DAY)) == owed


@pytest.mark.parametrize(("since", "days"), [(None, 0), (DAY, 9), (date(2026, 12, 1), 0)])
def test_what_is_not_due_yet_is_not_old(since: date | None, days: int) -> None:
    assert days_late(since, date(2026, 11, 10)) == days
