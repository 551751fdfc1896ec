"""The customer's own marks for the eight expectations, asked at D+7 by phone or on paper (domain.md 1.6, S4-05+)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import clean

LETTERS = ("A", "B", "C", "D", "E", "F", "G", "H")
"""What the customer is asked; D stands for both halves of the explanation."""
WORST, BEST, LOW = 1, 5, 2
"""A mark of two or less wants a word and an offer."""
FEW = 5
"""Fewer marks than this tell nothing of the shop."""


class MarksMissing(DomainError):
    """Not one expectation was marked."""

    field = "marks"


class MarkUnknown(DomainError):
    """A mark is 1 to 5, a letter A to H. Parameters: letter, mark."""

    field = "marks"


class MarkNoteMissing(DomainError):
    """A low mark wants the customer's word on why. Parameters: letters."""

    field = "note"


class MarkedAhead(DomainError):
    """Marks cannot be given on a day that lies ahead."""

    field = "rated_on"


class NotHandedOver(DomainError):
    """Nothing was handed over yet that could be marked. Parameter: number."""


@dataclass(frozen=True)
class MarksDraft:
    """Marks by letter (1 not kept … 5 more than expected); what was not asked is left out. `on_paper` = he wrote them himself."""

    rated_on: date
    marks: Mapping[str, int] = field(default_factory=dict)
    on_paper: bool = False
    note: str = ""

    @property
    def low(self) -> tuple[str, ...]:
        """Return the letters that he was not content with."""
        return low_of(self.marks)

    def checked(self, today: date) -> MarksDraft:
        """Return the draft cleaned. Raises MarksMissing, MarkUnknown, MarkNoteMissing, MarkedAhead."""
        for letter, mark in self.marks.items():
            if letter not in LETTERS or not WORST <= mark <= BEST:
                raise MarkUnknown(letter=letter, mark=mark)
        if not self.marks:
            raise MarksMissing
        if self.rated_on > today:
            raise MarkedAhead
        note = clean(self.note).strip()
        if self.low and not note:
            raise MarkNoteMissing(letters="、".join(self.low))
        return replace(self, note=note)


def low_of(marks: Mapping[str, int]) -> tuple[str, ...]:
    """Return the letters with a low mark, in order."""
    return tuple(letter for letter in LETTERS if marks.get(letter, BEST) <= LOW)


def letter_of(code: str) -> str:
    """Return the letter that an item of the sheet belongs to: D1 and D2 are both D."""
    return code[:1] if code[:1] in LETTERS else ""


def mean(marks: Iterable[int]) -> float | None:
    """Return the mean mark to one place; None of none."""
    found = list(marks)
    return round(sum(found) / len(found), 1) if found else None


def too_few(count: int) -> bool:
    """Tell whether so few marks say nothing yet."""
    return count < FEW
