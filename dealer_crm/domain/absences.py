"""Days on which somebody of the shop is not there, and when they are refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.planning import AbsenceKind
from dealer_crm.domain.text import one_line

LONGEST_NOTE = 200
LONGEST = timedelta(days=366)


class AbsencePersonMissing(DomainError):
    """An absence is somebody's, and this one is none of the shop's people."""

    field = "staff_id"


class AbsenceEndsFirst(DomainError):
    """The last day lies before the first. Parameter: first_on."""

    field = "last_on"


class AbsenceTooLong(DomainError):
    """Who is away longer than a year hands his work over. Parameter: most (days)."""

    field = "last_on"


class AbsenceOverlaps(DomainError):
    """The person is absent on some of these days already. Parameters: first_on, last_on (of what is entered)."""

    field = "first_on"


class AbsenceNoteTooLong(DomainError):
    """The note is longer than a line. Parameter: most (characters)."""

    field = "note"


class AbsenceGone(DomainError):
    """The absence was removed meanwhile."""


@dataclass(frozen=True)
class AbsenceDraft:
    """Days as entered, both included. `version` is that of the absence that is changed."""

    staff_id: int
    first_on: date
    last_on: date
    kind: AbsenceKind = AbsenceKind.LEAVE
    note: str = ""
    version: int = 0

    def checked(self) -> AbsenceDraft:
        """Return the draft cleaned. Raises AbsenceEndsFirst, AbsenceTooLong, AbsenceNoteTooLong."""
        if self.last_on < self.first_on:
            raise AbsenceEndsFirst(first_on=self.first_on.isoformat())
        if self.last_on - self.first_on >= LONGEST:
            raise AbsenceTooLong(most=LONGEST.days)
        note = one_line(self.note)
        if len(note) > LONGEST_NOTE:
            raise AbsenceNoteTooLong(most=LONGEST_NOTE)
        return replace(self, note=note)
