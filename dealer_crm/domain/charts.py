"""What a chart shows: bars with a line over them, lines, a Pareto; and the round steps of its axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor, isfinite, log10
from typing import NamedTuple

VITAL = 80
"""Per cent of all that the few vital causes come to (Pareto)."""
WHOLE = 100
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Bars:
    """Bars side by side, `unit` is what they count.

    `line` has a point over every bar on a scale of its own at the right, in `line_unit`, None where there is none; `mark` is a height
    on that scale that is drawn across. `top` is where the scale of the bars ends, None = a round number above the highest. With
    `same_scale` the line is measured by the scale of the bars.
    """

    labels: tuple[str, ...]
    values: tuple[float, ...]
    line: tuple[float | None, ...] = ()
    unit: str = ""
    line_unit: str = ""
    mark: float | None = None
    top: float | None = None
    same_scale: bool = False


class Series(NamedTuple):
    """One line by its name; None where nothing is known."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Lines:
    """Lines over the same places."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


@dataclass(frozen=True)
class Pareto:
    """Causes and how often each was; shown as bars, the most frequent first, with what they come to together in per cent.

    The last `trailing` ones (what is left of many rare ones, what is not known) stay last, however many they are.
    """

    labels: tuple[str, ...]
    values: tuple[float, ...]
    unit: str = ""
    trailing: int = 0

    def order(self) -> tuple[int, ...]:
        """Return the places of the causes, the most frequent first; equal ones stay in their order."""
        causes = len(self.values) - self.trailing
        return tuple(sorted(range(len(self.values)), key=lambda one: (one, 0) if one >= causes else (-1, -self.values[one])))

    def cumulative(self) -> tuple[float, ...]:
        """Return what the causes come to together, in per cent, in that order; nothing of nothing."""
        total = sum(self.values)
        return tuple(WHOLE * one / total for one in accumulate(self.values[one] for one in self.order())) if total > 0 else ()

    def vital(self) -> int:
        """Return how many causes, from the first, come to 80 per cent of all."""
        return next((count for count, one in enumerate(self.cumulative(), 1) if one >= VITAL), 0)

    def bars(self) -> Bars:
        """Return it as bars whose scale ends where the line comes to 100 per cent."""
        order, line = self.order(), self.cumulative()
        return Bars(
            labels=tuple(self.labels[one] for one in order),
            values=tuple(self.values[one] for one in order),
            line=line,
            unit=self.unit,
            line_unit="%",
            mark=VITAL if line else None,
            top=sum(self.values) if line else None,
        )


class Scale(NamedTuple):
    """An axis from `low` to `high` with its ticks; zero is always on it."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Return how far up a value stands, 0 to 1; what lies beyond the ends stands at them."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def scale_of(values: Sequence[float | None], most: int = 6, top: float | None = None) -> Scale:
    """Return an axis for these values with round steps and at most so many of them, whole ones where all values are whole.

    With a `top` it ends there and not at a round number. What is no number is left out.
    """
    known = [one for one in values if one is not None and isfinite(one)]
    low = min(0, *known) if known else 0
    high = max(0, *known, top or 0) if known else top or 0
    if low == high:
        high = low + 1
    whole = all(float(one).is_integer() for one in known)
    step = _step(high - low, max(most, 1), whole)
    first, last = floor(low / step), ceil(high / step)
    if top is not None and high == top:
        last = floor(high / step)
    ticks = tuple(one * step for one in range(first, last + 1))
    return Scale(first * step, high if top is not None and high == top else last * step, ticks)


def _step(reach: float, most: int, whole: bool) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that needs no more steps than that."""
    power = floor(log10(reach / most))
    for exponent in (power, power + 1):
        for one in STEPS:
            step = one * 10.0**exponent if exponent >= 0 else one / 10.0**-exponent
            if reach / step <= most and (step >= 1 or not whole):
                return step
    return max(10.0 ** (power + 2), 1.0)
