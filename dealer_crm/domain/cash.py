"""日结: what should be in the drawer at the end of a day, what was counted, and what is left for tomorrow; all in 分."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import MAX_AMOUNT
from dealer_crm.domain.text import one_line

DENOMINATIONS = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10)
"""Notes and coins of the renminbi."""


class CountWrong(DomainError):
    """What was counted is not below nothing and within reason."""

    field = "counted"


class OpeningWrong(DomainError):
    """What was in the drawer before is not below nothing and within reason."""

    field = "opening"


class TakenOutWrong(DomainError):
    """No more can be taken out of the drawer than was counted."""

    field = "taken_out"


class DayNotYet(DomainError):
    """A day that has not come cannot be counted. Parameter: day."""


class AlreadyClosed(DomainError):
    """The drawer of the day was counted already: change that count. Parameter: day."""


class CloseNotFound(DomainError):
    """The count is not in the file any more."""


@dataclass(frozen=True)
class CashCloseDraft:
    """The drawer as it was counted; `opening` None = what the last count left, `staff_id` None = whoever works."""

    day: date
    counted: int
    taken_out: int = 0
    opening: int | None = None
    staff_id: int | None = None
    note: str = ""

    def checked(self) -> CashCloseDraft:
        """Return the count cleaned. Raises CountWrong, OpeningWrong, TakenOutWrong."""
        if not 0 <= self.counted <= MAX_AMOUNT:
            raise CountWrong
        if not 0 <= (self.opening or 0) <= MAX_AMOUNT:
            raise OpeningWrong
        if not 0 <= self.taken_out <= self.counted:
            raise TakenOutWrong
        return replace(self, note=one_line(self.note))


@dataclass(frozen=True)
class DrawerSums:
    """What moved since the last count: `came_in` is cash handed in, `given_back` cash refunded (above nothing)."""

    opening: int = 0
    came_in: int = 0
    given_back: int = 0

    @property
    def expected(self) -> int:
        """Return what should be in the drawer."""
        return self.opening + self.came_in - self.given_back

    def difference(self, counted: int) -> int:
        """Return what is too much (above nothing) or missing."""
        return counted - self.expected


def drawer(opening: int, amounts: Iterable[int]) -> DrawerSums:
    """Return the sums of a drawer by cash that reached or left it, below nothing what was given back."""
    found = list(amounts)
    return DrawerSums(opening, sum(one for one in found if one > 0), -sum(one for one in found if one < 0))


def count_up(pieces: Mapping[int, int]) -> int:
    """Return what so many notes and coins come to, by their value in 分."""
    return sum(value * max(number, 0) for value, number in pieces.items())
