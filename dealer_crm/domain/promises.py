"""What was promised to a customer beside the goods, and what became of it (S1-12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import one_line


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class PromiseWordsMissing(DomainError):
    """A promise needs its words."""

    field = "words"


class PromiseForOther(DomainError):
    """The order belongs to another customer than the promise."""

    field = "order_id"


class PromiseNotFound(DomainError):
    """The promise is not in the file any more."""


class PromiseClosed(DomainError):
    """The promise was already kept or broken."""


class BrokenWithoutReason(DomainError):
    """A promise that is not kept needs a word on why."""

    field = "note"


@dataclass(frozen=True)
class PromiseDraft:
    """One promise as typed, due on a day or (None) without one."""

    words: str = ""
    due_on: date | None = None
    id: int | None = None

    @property
    def empty(self) -> bool:
        """Tell whether nothing was filled in."""
        return not self.words.strip() and self.due_on is None

    def checked(self) -> PromiseDraft:
        """Return the promise cleaned. Raises PromiseWordsMissing."""
        words = one_line(self.words)
        if not words:
            raise PromiseWordsMissing
        return replace(self, words=words)
