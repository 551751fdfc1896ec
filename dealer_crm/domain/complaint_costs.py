"""What a case costs and who bears it (S0-17 ④): who may grant compensation, and what the authority is told (domain.md 2.11)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaint_waiting import PersonRole
from dealer_crm.domain.complaints import ComplaintChannel, ComplaintLevel, LiableParty
from dealer_crm.domain.errors import DomainError, NotFound
from dealer_crm.domain.journal import Role
from dealer_crm.domain.text import clean, one_line

MOST = 100_000_000_00
"""So much (分) no case costs: a typing error."""
PAYERS: dict[LiableParty, Payer] = {
    LiableParty.MANUFACTURER: Payer.MANUFACTURER,
    LiableParty.SALES: Payer.SHOP,
    LiableParty.INSTALLATION: Payer.INSTALLERS,
    LiableParty.THIRD_PARTY: Payer.THIRD_PARTY,
    LiableParty.CUSTOMER: Payer.CUSTOMER,
}
"""Who bears it when this party is liable, as long as nobody says otherwise."""
OUTSIDE = frozenset({ComplaintChannel.HOTLINE_12315, ComplaintChannel.CONSUMER_COUNCIL, ComplaintChannel.MEDIA, ComplaintChannel.LAWYER})
"""Channels by which a case comes that is known outside the shop."""


class CostNotFound(NotFound):
    """The cost was taken out meanwhile. Parameter: number."""


class CostAmountMissing(DomainError):
    """Nobody said how much."""

    field = "amount"


class CostTooMuch(DomainError):
    """No case costs so much."""

    field = "amount"


class ApprovalRole(PersonRole):
    """Only the shop manager or the owner approves compensation."""


class SpentAhead(DomainError):
    """Nothing was spent on a day to come."""

    field = "spent_on"


class FiledAhead(DomainError):
    """Nothing was filed on a day to come."""

    field = "authority_on"


class OwnAsk(PersonRole):
    """Who asks for compensation does not approve it himself, unless he is the owner."""


class CostDecided(DomainError):
    """Somebody decided on the compensation meanwhile."""


class CostsNoApproval(DomainError):
    """What was spent needs nobody's yes; only compensation does."""


class RefusalWordsMissing(DomainError):
    """Who refuses compensation says why."""

    field = "answer"


class MediationBeforeFiling(DomainError):
    """Nobody mediates before the case is filed."""

    field = "mediation_on"


class CaseWordsChanged(DomainError):
    """Somebody wrote here since it was shown."""


class CaseWithoutOrder(DomainError):
    """A job belongs to an order; the case is about none. Parameter: number."""


@dataclass(frozen=True)
class CostDraft:
    """A cost as typed; `amount` in 分."""

    kind: CostKind
    amount: int
    payer: Payer
    spent_on: date
    words: str = ""

    def checked(self, today: date) -> CostDraft:
        """Return the draft cleaned. Raises CostAmountMissing, CostTooMuch, SpentAhead."""
        if self.amount <= 0:
            raise CostAmountMissing
        if self.amount > MOST:
            raise CostTooMuch
        if self.spent_on > today:
            raise SpentAhead
        return replace(self, words=clean(self.words).strip())


@dataclass(frozen=True)
class AuthorityDraft:
    """A case before the authority: its number there, when it was filed, when it is mediated, what came of it."""

    external_number: str = ""
    authority_on: date | None = None
    mediation_on: date | None = None
    authority_result: str = ""

    def checked(self, today: date) -> AuthorityDraft:
        """Return the draft cleaned. Raises FiledAhead, MediationBeforeFiling."""
        if self.authority_on is not None and self.authority_on > today:
            raise FiledAhead
        if self.authority_on and self.mediation_on and self.mediation_on < self.authority_on:
            raise MediationBeforeFiling
        return replace(self, external_number=one_line(self.external_number), authority_result=clean(self.authority_result).strip())


@dataclass(frozen=True)
class Grant:
    """Compensation as approval sees it: `granted` is what the case has been granted already, `limit` what staff grant alone, in 分."""

    amount: int
    granted: int = 0
    limit: int = 0


def needs_approval(kind: CostKind, grant: Grant, role: Role) -> bool:
    """Tell whether somebody higher up has to say yes: to compensation beyond the limit, all of the case counted; the owner needs nobody."""
    if kind is not CostKind.COMPENSATION or role is Role.OWNER:
        return False
    return grant.granted + grant.amount > grant.limit


def may_decide(role: Role, staff_id: int | None, asked_by: int | None) -> bool:
    """Tell whether somebody may approve or refuse what was asked for."""
    return role is Role.OWNER or (role is Role.MANAGER and (staff_id is None or staff_id != asked_by))


def check_decides(role: Role, staff_id: int | None, asked_by: int | None) -> None:
    """Refuse who may not approve compensation. Raises ApprovalRole, OwnAsk."""
    if may_decide(role, staff_id, asked_by):
        return
    raise OwnAsk if role is Role.MANAGER else ApprovalRole


def proposed_payer(liable: LiableParty | None) -> Payer:
    """Return who bears a cost as far as is known; the shop while nobody is found liable."""
    return PAYERS[liable] if liable is not None else Payer.SHOP


def goes_outside(level: ComplaintLevel, channel: ComplaintChannel) -> bool:
    """Tell whether the authority, a council, the media or a lawyer have to do with the case."""
    return level is ComplaintLevel.THIRD_PARTY or channel in OUTSIDE
