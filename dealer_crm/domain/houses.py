"""Who is what in a house from a day to a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.premises import PremisesRole, RoleEndsFirst


@dataclass(frozen=True)
class RoleDraft:
    """A role as entered; None = from the beginning, and still so."""

    premises_id: int
    customer_id: int
    role: PremisesRole = PremisesRole.OWNER
    from_on: date | None = None
    to_on: date | None = None

    def checked(self) -> RoleDraft:
        """Return the draft. Raises RoleEndsFirst."""
        refuse_backwards(self.from_on, self.to_on)
        return self


def refuse_backwards(from_on: date | None, to_on: date | None) -> None:
    """Raise RoleEndsFirst where a role would end before it began."""
    if from_on is not None and to_on is not None and to_on < from_on:
        raise RoleEndsFirst(from_on=from_on.isoformat())
