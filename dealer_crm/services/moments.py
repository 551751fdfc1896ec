"""Praise and good moments of customers: added, changed, removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.knowledge import MomentKind
from dealer_crm.domain.moments import MomentDraft, MomentGone
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, Moment, Staff


@dataclass(frozen=True)
class MomentRow:
    """A moment as the file shows it; `staff` wrote it down."""

    id: int
    kind: MomentKind
    words: str
    happened_on: date
    may_show: bool
    staff: str

    def draft(self) -> MomentDraft:
        """Return what a form edits."""
        return MomentDraft(self.words, self.happened_on, self.kind, self.may_show)


class Moments:
    """Use-cases of moments. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now

    def of(self, customer_id: int) -> tuple[MomentRow, ...]:
        """Return the moments of a customer, the latest first."""
        columns = (Moment.id, Moment.kind, Moment.words, Moment.happened_on, Moment.may_show, func.coalesce(Staff.name, ""))
        query = select(*columns).outerjoin(Staff, Staff.id == Moment.staff_id).where(Moment.customer_id == customer_id)
        with self._db.read() as session:
            return tuple(MomentRow(*row) for row in session.execute(query.order_by(Moment.happened_on.desc(), Moment.id.desc())))

    def add(self, customer_id: int, draft: MomentDraft) -> int:
        """Write a moment down and return its id. Raises CustomerNotFound and the errors of the draft."""
        draft = draft.checked(local_day(self._now()))
        actor = self._actor()
        with self._db.write(actor, Action.CREATE, Subject.MOMENT) as session:
            moment = Moment(customer_id=customer_id, staff_id=actor.staff_id)
            _fill(moment, draft)
            name = _name(session, customer_id)
            session.add(moment)
            session.flush()
            session.about(moment.id, name)
            return moment.id

    def edit(self, moment_id: int, draft: MomentDraft) -> None:
        """Change a moment. Raises MomentGone and the errors of the draft."""
        draft = draft.checked(local_day(self._now()))
        with self._db.write(self._actor(), Action.EDIT, Subject.MOMENT) as session:
            moment = _require(session, moment_id)
            _fill(moment, draft)
            session.about(moment_id, _name(session, moment.customer_id))

    def remove(self, moment_id: int) -> None:
        """Remove a moment (an undoable entry). Raises MomentGone."""
        with self._db.write(self._actor(), Action.DELETE, Subject.MOMENT) as session:
            moment = _require(session, moment_id)
            session.about(moment_id, _name(session, moment.customer_id))
            session.delete(moment)


def _fill(moment: Moment, draft: MomentDraft) -> None:
    for name in ("kind", "words", "happened_on", "may_show"):
        if getattr(moment, name) != getattr(draft, name):
            setattr(moment, name, getattr(draft, name))


def _require(session: WriteSession, moment_id: int) -> Moment:
    moment = session.get(Moment, moment_id)
    if moment is None:
        raise MomentGone
    return moment


def _name(session: WriteSession, customer_id: int) -> str:
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise CustomerNotFound(number=str(customer_id))
    return customer.name or customer.number
