"""How old a debt is: up to 30 days, to 90, to a year, and older (domain.md 3.6); each part of a plan by its own day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

AGES = (30, 90, 365)
"""The last day of each bucket but the oldest."""
BUCKETS = range(len(AGES) + 1)


def bucket(days: int) -> int:
    """Return the bucket of a debt that is so many days old, 0 the youngest."""
    return bisect_left(AGES, days)


def ageing(debts: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return what is owed in each bucket, in 分, from (days, amount) of each debt."""
    sums = [0] * len(BUCKETS)
    for days, amount in debts:
        sums[bucket(days)] += amount
    return tuple(sums)


def debts(owed: int, parts: Iterable[tuple[date | None, int]], otherwise: date) -> tuple[tuple[date | None, int], ...]:
    """Return what an order still brings by the day since which it is due, in 分; None = its event has not come, so it is not due.

    `parts` are what is open of its plan, each with its day; parts of one day are one debt. What no part stands for (there is no plan,
    or more was given back than came) is owed since `otherwise`.
    """
    found: dict[date | None, int] = {}
    left = owed
    for day, amount in parts:
        if part := min(amount, left):
            found[day] = found.get(day, 0) + part
            left -= part
    if left or not found:
        found[otherwise] = found.get(otherwise, 0) + left
    return tuple(sorted(found.items(), key=lambda one: one[0] or date.max))


def days_late(since: date | None, today: date) -> int:
    """Return how old a debt is; one that is not due yet counts as of today."""
    return max((today - since).days, 0) if since else 0
