"""A batch of papers at the printer: each is a job of its own, counted as printed only when the printer has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class PaperState(StrEnum):
    """How a paper of a batch stands. `UNNOTED`: it is printed, but that could not be written down."""

    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    UNNOTED = "unnoted"
    REFUSED = "refused"


@dataclass(frozen=True)
class BatchLine:
    """One paper: `id` is its place (1 = first), `why` says what kept it from being printed or noted."""

    id: int
    title: str
    state: PaperState = PaperState.WAITING
    why: str = ""


class Batch:
    """The papers in their order. What came out stays out; what waits, or was refused, can be gone on with."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.lines = [BatchLine(place, title) for place, title in enumerate(titles, 1)]

    @property
    def printed(self) -> int:
        """How many came out."""
        return sum(line.state in (PaperState.PRINTED, PaperState.UNNOTED) for line in self.lines)

    @property
    def left(self) -> int:
        """How many did not."""
        return len(self.lines) - self.printed

    def next(self) -> int | None:
        """Return the place of the next paper that waits (0 = first)."""
        return next((n for n, line in enumerate(self.lines) if line.state is PaperState.WAITING), None)

    def set(self, place: int, state: PaperState, why: str = "") -> None:
        """Note how a paper stands."""
        self.lines[place] = replace(self.lines[place], state=state, why=why)

    def again(self) -> None:
        """Let what was refused wait once more."""
        for place, line in enumerate(self.lines):
            if line.state is PaperState.REFUSED:
                self.set(place, PaperState.WAITING)
