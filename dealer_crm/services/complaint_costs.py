"""What a case costs, who approves its compensation, what manager and owner think of it, and how it stands before the authority."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import func, select

from dealer_crm.domain.complaint_case import CostKind, Escalation
from dealer_crm.domain.complaint_costs import (
    AuthorityDraft,
    CaseWordsChanged,
    CostDecided,
    CostDraft,
    CostNotFound,
    CostsNoApproval,
    Grant,
    RefusalWordsMissing,
    check_decides,
    needs_approval,
)
from dealer_crm.domain.complaint_waiting import OwnerRole, check_sees
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.text import clean
from dealer_crm.services.complaint_writing import any_case
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Complaint, ComplaintCost, Shop

SHOP_ID = 1
OPINIONS = {Escalation.MANAGER: "manager_words", Escalation.OWNER: "owner_words"}
"""In which column of the case who stands higher up writes what he thinks of it."""
OF_AUTHORITY = ("external_number", "authority_on", "mediation_on", "authority_result")
JUDGED = ("kind", "amount", "payer")
"""What was approved of a cost: when one of these changes, the yes does not hold any more."""


class ComplaintCosts:
    """Use-cases of cost and liability, of open and closed cases alike. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now

    @property
    def _today(self) -> date:
        return local_day(self._now())

    # the limit of the shop

    def limit(self) -> int:
        """Return how much compensation (分) staff may grant a case without asking."""
        with self._db.read() as session:
            return session.execute(select(Shop.compensation_limit).where(Shop.id == SHOP_ID)).scalar_one()

    def set_limit(self, limit: int) -> None:
        """Say how much compensation (分) staff may grant without asking; what waits already, waits on. Raises OwnerRole."""
        if self._actor().role is not Role.OWNER:
            raise OwnerRole
        with self._db.write(self._actor(), Action.EDIT, Subject.SHOP) as session:
            shop = session.get_one(Shop, SHOP_ID)
            shop.compensation_limit = max(0, limit)
            session.about(SHOP_ID, shop.name)

    # costs

    def add(self, complaint_id: int, draft: CostDraft) -> int:
        """Write down a cost; compensation beyond the limit waits for approval. Return its id.

        Raises ComplaintNotFound and the errors of `CostDraft.checked`.
        """
        draft = draft.checked(self._today)
        with self._about(complaint_id) as (session, case):
            cost = ComplaintCost(complaint_id=case.id, staff_id=self._actor().staff_id)
            self._fill(session, cost, draft)
            session.add(cost)
            session.flush()
            return cost.id

    def edit(self, cost_id: int, draft: CostDraft, version: int) -> None:
        """Change a cost that was opened at `version`; compensation of another amount is judged anew.

        Raises CostNotFound, EditConflict and the errors of `CostDraft.checked`.
        """
        draft = draft.checked(self._today)
        with self._cost(cost_id) as (session, cost):
            if cost.version != version:
                raise EditConflict(mine=version, theirs=cost.version)
            judged_anew = tuple(getattr(cost, name) for name in JUDGED) != tuple(getattr(draft, name) for name in JUDGED)
            if judged_anew:
                cost.staff_id = self._actor().staff_id
                self._fill(session, cost, draft)
            else:
                cost.spent_on, cost.words = draft.spent_on, draft.words

    def remove(self, cost_id: int) -> None:
        """Take a cost out. Raises CostNotFound."""
        with self._cost(cost_id) as (session, cost):
            session.delete(cost)

    def approve(self, cost_id: int, answer: str = "") -> None:
        """Grant the compensation that waits. Raises CostNotFound, CostsNoApproval, CostDecided, ApprovalRole, OwnAsk."""
        with self._deciding(cost_id, answer) as cost:
            cost.approved_at = self._now()

    def refuse(self, cost_id: int, answer: str) -> None:
        """Refuse the compensation that waits, with words. Raises RefusalWordsMissing and what `approve` raises."""
        if not clean(answer).strip():
            raise RefusalWordsMissing
        with self._deciding(cost_id, answer) as cost:
            cost.refused_at = self._now()

    # words from higher up, and from outside

    def say(self, complaint_id: int, level: Escalation, words: str, shown: str) -> None:
        """Write what the manager or the owner thinks of the case, in place of the words that were shown.

        Raises PersonRole, OwnerRole, CaseWordsChanged, ComplaintNotFound.
        """
        check_sees(level, self._actor().role)
        with self._about(complaint_id) as (_session, case):
            name = OPINIONS[level]
            if getattr(case, name) != shown:
                raise CaseWordsChanged
            setattr(case, name, clean(words).strip())

    def authority(self, complaint_id: int, draft: AuthorityDraft, shown: AuthorityDraft) -> None:
        """Write how the case stands before the authority, in place of what was shown.

        Raises CaseWordsChanged, ComplaintNotFound and the errors of `AuthorityDraft.checked`.
        """
        draft = draft.checked(self._today)
        with self._about(complaint_id) as (_session, case):
            if any(getattr(case, name) != getattr(shown, name) for name in OF_AUTHORITY):
                raise CaseWordsChanged
            for name in OF_AUTHORITY:
                if getattr(case, name) != getattr(draft, name):
                    setattr(case, name, getattr(draft, name))

    # inside

    def _fill(self, session: WriteSession, cost: ComplaintCost, draft: CostDraft) -> None:
        for name in (*JUDGED, "spent_on", "words"):
            setattr(cost, name, getattr(draft, name))
        actor, paid = self._actor(), draft.kind is CostKind.COMPENSATION
        grant = Grant(draft.amount, _granted(session, cost), _limit(session))
        waits = needs_approval(draft.kind, grant, actor.role)
        cost.asked_on = self._today if waits else None
        cost.approved_at = self._now() if paid and not waits else None
        cost.approved_by_id = actor.staff_id if paid and not waits else None
        cost.refused_at, cost.answer = None, ""

    @contextmanager
    def _deciding(self, cost_id: int, answer: str) -> Iterator[ComplaintCost]:
        with self._cost(cost_id) as (_session, cost):
            if cost.kind is not CostKind.COMPENSATION:
                raise CostsNoApproval
            if cost.asked_on is None:
                raise CostDecided
            actor = self._actor()
            check_decides(actor.role, actor.staff_id, cost.staff_id)
            cost.asked_on, cost.approved_by_id, cost.answer = None, actor.staff_id, clean(answer).strip()
            yield cost

    @contextmanager
    def _about(self, complaint_id: int) -> Iterator[tuple[WriteSession, Complaint]]:
        with self._db.write(self._actor(), Action.EDIT, Subject.COMPLAINT) as session:
            yield session, any_case(session, complaint_id)

    @contextmanager
    def _cost(self, cost_id: int) -> Iterator[tuple[WriteSession, ComplaintCost]]:
        with self._db.write(self._actor(), Action.EDIT, Subject.COMPLAINT) as session:
            cost = session.get(ComplaintCost, cost_id)
            if cost is None:
                raise CostNotFound(number=str(cost_id))
            any_case(session, cost.complaint_id)
            yield session, cost


def _limit(session: WriteSession) -> int:
    return session.execute(select(Shop.compensation_limit).where(Shop.id == SHOP_ID)).scalar() or 0


def _granted(session: WriteSession, cost: ComplaintCost) -> int:
    """Return what the case has been granted beside this cost."""
    granted = select(func.coalesce(func.sum(ComplaintCost.amount), 0)).where(
        ComplaintCost.complaint_id == cost.complaint_id,
        ComplaintCost.kind == CostKind.COMPENSATION,
        ComplaintCost.approved_at.is_not(None),
        ComplaintCost.id != (cost.id or 0),
    )
    with session.no_autoflush:
        return int(session.execute(granted).scalar_one())
