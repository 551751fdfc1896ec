"""Measures two things in turn, so that a machine that is busy is busy for both."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Clock = Callable[[], float]
Work = Callable[[], object]
ROUNDS = 5


def cpu() -> float:
    """Return the CPU seconds of this process and of the children it waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


wall: Clock = time.perf_counter


@dataclass(frozen=True)
class Pairs:
    """What each round took: the program and its floor, in seconds."""

    measured: Sequence[float]
    floor: Sequence[float]

    @property
    def ratio(self) -> float:
        """Return the median of the rounds' own ratios."""
        return statistics.median(one / other for one, other in zip(self.measured, self.floor, strict=True))


def taken(work: Work, clock: Clock = wall) -> float:
    """Return how long something takes."""
    start = clock()
    work()
    return clock() - start


def in_turn(measured: Work, floor: Work, rounds: int = ROUNDS, clock: Clock = wall) -> Pairs:
    """Run both in turn, so often, once before that is not counted."""
    measured()
    floor()
    pairs = [(taken(measured, clock), taken(floor, clock)) for _ in range(rounds)]
    return Pairs([pair[0] for pair in pairs], [pair[1] for pair in pairs])


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
