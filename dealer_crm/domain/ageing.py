"""How old a debt is: up to 30 days, to 90, to a year, and older (domain.md 3.6)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

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
