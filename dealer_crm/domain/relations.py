"""Ties between customers, told from both sides, and who brought whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.knowledge import RelationKind
from dealer_crm.domain.text import one_line


class Tie(StrEnum):
    """What somebody is to the customer whose file is open."""

    BROUGHT = "brought"
    BROUGHT_BY = "brought_by"
    FAMILY = "family"
    NEIGHBOUR = "neighbour"
    DESIGNER = "designer"
    DESIGNS_FOR = "designs_for"
    EMPLOYER = "employer"
    EMPLOYEE = "employee"


SIDES: Mapping[Tie, tuple[RelationKind, bool]] = {
    Tie.BROUGHT: (RelationKind.INTRODUCED, True),
    Tie.BROUGHT_BY: (RelationKind.INTRODUCED, False),
    Tie.FAMILY: (RelationKind.FAMILY, True),
    Tie.NEIGHBOUR: (RelationKind.NEIGHBOUR, True),
    Tie.DESIGNS_FOR: (RelationKind.DESIGNER, True),
    Tie.DESIGNER: (RelationKind.DESIGNER, False),
    Tie.EMPLOYER: (RelationKind.WORKS_FOR, True),
    Tie.EMPLOYEE: (RelationKind.WORKS_FOR, False),
}
"""The kind behind each tie, and whether the customer whose file is open is the one who brought, designs or works."""

ALIKE = frozenset({RelationKind.FAMILY, RelationKind.NEIGHBOUR})
"""Kinds that read the same from both sides."""


class RelationToSelf(DomainError):
    """A relation needs two customers."""

    field = "other"


class RelationKnown(DomainError):
    """The two are related that way already. Parameter: name."""

    field = "other"


class BroughtByOther(DomainError):
    """Somebody else is named as who brought this customer. Parameters: name, by."""

    field = "other"


class ReferrerCycle(DomainError):
    """Who is to be named as referrer was himself brought, at some remove, by this customer. Parameter: name (the referrer)."""

    field = "referrer"


class RelationGone(DomainError):
    """The relation was removed meanwhile."""


@dataclass(frozen=True)
class RelationDraft:
    """A tie as entered: `customer_id` is what `kind` says to `other_id` (brought, designs for, works for)."""

    customer_id: int
    other_id: int
    kind: RelationKind
    note: str = ""

    def checked(self) -> RelationDraft:
        """Return the draft cleaned. Raises RelationToSelf."""
        if self.customer_id == self.other_id:
            raise RelationToSelf
        return replace(self, note=one_line(self.note))


def draft_of(customer_id: int, other_id: int, tie: Tie, note: str = "") -> RelationDraft:
    """Return the draft that says what `other_id` is to the customer."""
    kind, forward = SIDES[tie]
    first, second = (customer_id, other_id) if forward else (other_id, customer_id)
    return RelationDraft(first, second, kind, note)


def tie_of(kind: RelationKind, *, forward: bool) -> Tie:
    """Return what the other one is, seen from the first (`forward`) or the second of a relation."""
    return next(tie for tie, side in SIDES.items() if side == (kind, forward or kind in ALIKE))
