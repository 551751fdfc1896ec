"""Praise and other good moments of a customer, with his consent to show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.knowledge import MomentKind
from dealer_crm.domain.text import clean


class MomentWordsMissing(DomainError):
    """A moment needs the customer's words, or a few about it."""

    field = "words"


class MomentAhead(DomainError):
    """A moment cannot lie ahead. Parameter: day."""

    field = "happened_on"


class MomentGone(DomainError):
    """The moment was removed meanwhile."""


@dataclass(frozen=True)
class MomentDraft:
    """A moment as entered. `may_show`: the customer agreed that others see it."""

    words: str
    happened_on: date
    kind: MomentKind = MomentKind.PRAISE
    may_show: bool = False

    def checked(self, today: date) -> MomentDraft:
        """Return the draft cleaned. Raises MomentWordsMissing, MomentAhead."""
        words = clean(self.words).strip()
        if not words:
            raise MomentWordsMissing
        if self.happened_on > today:
            raise MomentAhead(day=self.happened_on.isoformat())
        return replace(self, words=words)
