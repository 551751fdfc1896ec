"""What a case waits for while its clock stands still, and who higher up may say that he has seen to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dealer_crm.domain.complaint_case import Escalation, WaitFor
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Role
from dealer_crm.domain.text import clean

LONGEST_WAIT = 60
"""So many days ahead somebody asks at the latest whether the waiting is over."""
MAY_SEE: dict[Escalation, tuple[Role, ...]] = {
    Escalation.MANAGER: (Role.MANAGER, Role.OWNER),
    Escalation.OWNER: (Role.OWNER,),
}
"""Who may say that he has seen to a case that went so far up."""


class WaitWordsMissing(DomainError):
    """Why the clock stands still was not said."""

    field = "words"


class WaitDayOutside(DomainError):
    """The day on which somebody asks lies before today, or too far away. Parameter: most (int, days)."""

    field = "expected_on"


class CaseWaits(DomainError):
    """The case waits already. Parameter: number."""


class CaseRuns(DomainError):
    """The case does not wait any more. Parameter: number."""


class PersonRole(DomainError):
    """Only the shop manager or the owner can say that."""


class OwnerRole(PersonRole):
    """Only the owner can say that."""


@dataclass(frozen=True)
class WaitDraft:
    """Whom a case waits for, why, and when somebody asks whether it is over."""

    wait_for: WaitFor
    words: str
    expected_on: date

    def checked(self, today: date) -> WaitDraft:
        """Return the draft cleaned. Raises WaitWordsMissing, WaitDayOutside."""
        draft = replace(self, words=clean(self.words).strip())
        if not draft.words:
            raise WaitWordsMissing
        if not today <= draft.expected_on <= today + timedelta(days=LONGEST_WAIT):
            raise WaitDayOutside(most=LONGEST_WAIT)
        return draft


def check_sees(level: Escalation, role: Role) -> None:
    """Refuse who stands too low to have seen to a case for this level. Raises PersonRole, OwnerRole."""
    if role not in MAY_SEE[level]:
        raise OwnerRole if level is Escalation.OWNER else PersonRole
