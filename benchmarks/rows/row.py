"""What a row of the table is: an operation, its aim, the floor it is measured against, and how it came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.bench import Bench


@dataclass(frozen=True)
class Outcome:
    """A ratio to the floor; `faults` says what else was asked for and did not hold, `detail` what helps to read the ratio."""

    ratio: float
    detail: str = ""
    faults: str = ""


@dataclass(frozen=True)
class Row:
    """One operation. The aim is the highest ratio that is good enough."""

    name: str
    operation: str
    aim: float
    floor: str
    measure: Callable[[Bench], Outcome]

    def met(self, outcome: Outcome) -> bool:
        """Tell whether the aim is met."""
        return outcome.ratio <= self.aim and not outcome.faults
