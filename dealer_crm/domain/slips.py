"""Hand-over slips 交接单 (S4-07): what one department hands on to the next, and when that is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.planning import Department
from dealer_crm.domain.text import clean

LONGEST = 2_000
PAPERS = (
    AttachmentKind.CONTRACT,
    AttachmentKind.DRAWING,
    AttachmentKind.SITE,
    AttachmentKind.FORM,
    AttachmentKind.INVOICE,
    AttachmentKind.CERTIFICATE,
)
"""What goes along on paper, in the order a slip asks for it."""
OPEN_SLIP = "slip"
"""The source of slips that wait for somebody."""


class SlipReceiverMissing(DomainError):
    """Somebody who works here must receive the slip."""

    field = "to_id"


class SlipToSelf(DomainError):
    """Nobody hands a customer on to himself."""

    field = "to_id"


class SlipWithinDepartment(DomainError):
    """A slip goes from one department to another."""

    field = "to_department"


class SlipDuePast(DomainError):
    """The answer is wanted before today. Parameter: day."""

    field = "due_on"


class SlipForOther(DomainError):
    """The order belongs to another customer."""


class PromisedTooLong(DomainError):
    """What was promised is too long for the slip. Parameter: most."""

    field = "promised"


class OpenPointsTooLong(DomainError):
    """What is open is too long for the slip. Parameter: most."""

    field = "open_points"


class SlipReasonMissing(DomainError):
    """Who refuses says why."""

    field = "reason"


class SlipReasonTooLong(DomainError):
    """The reason is too long for the slip. Parameter: most."""

    field = "reason"


class SlipGone(DomainError):
    """The slip was taken back or deleted meanwhile."""


class SlipAnswered(DomainError):
    """The slip was answered meanwhile. Parameters: number, staff."""


class SlipNotRefused(DomainError):
    """Only a refused slip comes back to its sender. Parameter: number."""


@dataclass(frozen=True)
class SlipDraft:
    """A slip as entered; `again` is the refused one that it takes the place of."""

    customer_id: int
    from_department: Department
    to_department: Department
    to_id: int | None
    due_on: date
    from_id: int | None = None
    order_id: int | None = None
    promised: str = ""
    open_points: str = ""
    papers: tuple[AttachmentKind, ...] = ()
    again: int | None = None

    def checked(self, today: date) -> SlipDraft:
        """Return the draft cleaned.

        Raises SlipReceiverMissing, SlipToSelf, SlipWithinDepartment, SlipDuePast, PromisedTooLong, OpenPointsTooLong.
        """
        if self.to_id is None:
            raise SlipReceiverMissing
        if self.to_id == self.from_id:
            raise SlipToSelf
        if self.to_department is self.from_department:
            raise SlipWithinDepartment
        if self.due_on < today:
            raise SlipDuePast(day=self.due_on.isoformat())
        promised, open_points = clean(self.promised).strip(), clean(self.open_points).strip()
        if len(promised) > LONGEST:
            raise PromisedTooLong(most=LONGEST)
        if len(open_points) > LONGEST:
            raise OpenPointsTooLong(most=LONGEST)
        papers = tuple(kind for kind in AttachmentKind if kind in self.papers)
        return replace(self, promised=promised, open_points=open_points, papers=papers)


def checked_reason(text: str) -> str:
    """Return why a slip is refused, cleaned. Raises SlipReasonMissing, SlipReasonTooLong."""
    reason = clean(text).strip()
    if not reason:
        raise SlipReasonMissing
    if len(reason) > LONGEST:
        raise SlipReasonTooLong(most=LONGEST)
    return reason


def stored_papers(papers: tuple[AttachmentKind, ...]) -> str:
    """Return the papers as the slip keeps them."""
    return ",".join(papers)


def read_papers(text: str) -> tuple[AttachmentKind, ...]:
    """Return the papers that a slip keeps."""
    return tuple(kind for kind in AttachmentKind if kind in text.split(","))
