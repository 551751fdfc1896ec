"""Hand-over slips 交接单 (S4-07): sent at a change of stage, accepted or refused with a reason, settled by the sender."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.planning import Department, SlipState
from dealer_crm.domain.slips import (
    SlipAnswered,
    SlipDraft,
    SlipForOther,
    SlipGone,
    SlipNotRefused,
    SlipReceiverMissing,
    checked_reason,
    read_papers,
    stored_papers,
)
from dealer_crm.services.order_reading import require as require_order
from dealer_crm.services.slip_proposals import next_slip, proposed
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, CustomerLine, HandoverSlip, SalesOrder, Staff

if TYPE_CHECKING:
    from sqlalchemy import Select


@dataclass(frozen=True)
class SlipPage:
    """A slip as a dialog and its paper show it. `due_on`: answered by the receiver until, or, refused, settled by the sender."""

    id: int
    number: str
    customer_id: int
    customer_number: str
    customer: str
    phone: str
    address: str
    order_id: int | None
    order_number: str
    from_department: Department
    to_department: Department
    from_id: int | None
    from_staff: str
    to_id: int | None
    to_staff: str
    sent_at: datetime
    due_on: date
    promised: str
    open_points: str
    papers: tuple[AttachmentKind, ...]
    state: SlipState
    answered_at: datetime | None
    answered_by: str
    reason: str


class Slips:
    """Use-cases of hand-over slips. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade | None = None) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade or Trade()

    # questions

    def slip(self, slip_id: int) -> SlipPage:
        """Return a slip with its customer, order and people. Raises SlipGone."""
        found = self._pages(_PAGES.where(HandoverSlip.id == slip_id))
        if not found:
            raise SlipGone
        return found[0]

    def of(self, customer_id: int) -> list[SlipPage]:
        """Return the slips of a customer, the newest first."""
        return self._pages(_PAGES.where(HandoverSlip.customer_id == customer_id).order_by(HandoverSlip.id.desc()))

    def propose(self, customer_id: int, order_id: int | None = None, again: int | None = None) -> SlipDraft:
        """Return what a new slip of a customer begins with, or of one that was refused and is sent anew.

        Raises CustomerNotFound, OrderNotFound.
        """
        today = local_day(self._now())
        due_on = self._trade.calendar().add_workdays(today, 1)
        with self._db.read() as session:
            return proposed(session, (customer_id, order_id, again), due_on, self._actor().staff_id)

    def due_after(self, order_id: int) -> Department | None:
        """Return the department to which an order should be handed on now and was not yet; None where nothing is to be proposed."""
        with self._db.read() as session:
            step = next_slip(session, order_id)
        return step[1] if step else None

    def _pages(self, query: Select[tuple[object, ...]]) -> list[SlipPage]:
        with self._db.read() as session:
            found = session.execute(query).mappings().all()
        return [SlipPage(**{**row, "papers": read_papers(row["papers"])}) for row in found]

    # deeds

    def send(self, draft: SlipDraft) -> int:
        """Hand a customer on and return the slip's id; `draft.again`, refused, is settled with it.

        Raises CustomerNotFound, OrderNotFound, SlipForOther, SlipGone, SlipNotRefused and the errors of the draft.
        """
        now = self._now()
        draft = draft.checked(local_day(now))
        with self._db.write(self._actor(), Action.SEND, Subject.SLIP) as session:
            name = _refuse_foreign(session, draft)
            if draft.again is not None:
                _refused(session, draft.again).state = SlipState.SETTLED
            slip = put_slip(session, draft, now)
            session.about(slip.id, f"{slip.number} {name}")
            return slip.id

    def accept(self, slip_id: int) -> None:
        """Take the customer over as the slip says. Raises SlipGone, SlipAnswered."""
        self._answer(slip_id, Action.ACCEPT, SlipState.ACCEPTED, "")

    def refuse(self, slip_id: int, reason: str) -> None:
        """Send the slip back: it waits for its sender from today on. Raises as `accept`, SlipReasonMissing, SlipReasonTooLong."""
        self._answer(slip_id, Action.REFUSE, SlipState.REFUSED, checked_reason(reason))

    def settle(self, slip_id: int) -> None:
        """Take note of a refusal, so that it waits no longer. Raises SlipGone, SlipNotRefused."""
        with self._db.write(self._actor(), Action.CLOSE, Subject.SLIP) as session:
            slip = _refused(session, slip_id)
            slip.state = SlipState.SETTLED
            session.about(slip_id, _label(session, slip))

    def _answer(self, slip_id: int, action: Action, state: SlipState, reason: str) -> None:
        now = self._now()
        with self._db.write(self._actor(), action, Subject.SLIP) as session:
            slip = _require(session, slip_id)
            if slip.state is not SlipState.SENT:
                answerer = session.get(Staff, slip.answered_by_id) if slip.answered_by_id else None
                raise SlipAnswered(number=slip.number, staff=answerer.name if answerer else "—")
            slip.state, slip.reason, slip.answered_at, slip.answered_by_id = state, reason, now, self._actor().staff_id
            if state is SlipState.REFUSED:
                slip.due_on = local_day(now)
            session.about(slip_id, _label(session, slip))


_FROM, _TO, _BY = aliased(Staff), aliased(Staff), aliased(Staff)
_OWN = ("id", "number", "customer_id", "order_id", "from_department", "to_department", "from_id", "to_id", "sent_at", "due_on")
_SAID = ("promised", "open_points", "papers", "state", "answered_at", "reason")
_PAGES: Select[tuple[object, ...]] = (
    select(
        *(getattr(HandoverSlip, name) for name in (*_OWN, *_SAID)),
        CustomerLine.number.label("customer_number"),
        CustomerLine.name.label("customer"),
        CustomerLine.phone,
        CustomerLine.address,
        func.coalesce(SalesOrder.number, "").label("order_number"),
        func.coalesce(_FROM.name, "").label("from_staff"),
        func.coalesce(_TO.name, "").label("to_staff"),
        func.coalesce(_BY.name, "").label("answered_by"),
    )
    .join(CustomerLine, CustomerLine.customer_id == HandoverSlip.customer_id)
    .outerjoin(SalesOrder, SalesOrder.id == HandoverSlip.order_id)
    .outerjoin(_FROM, _FROM.id == HandoverSlip.from_id)
    .outerjoin(_TO, _TO.id == HandoverSlip.to_id)
    .outerjoin(_BY, _BY.id == HandoverSlip.answered_by_id)
)


def put_slip(session: WriteSession, draft: SlipDraft, now: datetime) -> HandoverSlip:
    """Write a checked slip; part of the caller's write."""
    slip = HandoverSlip(number=numbers.take(session.connection(), numbers.SLIP, local_day(now))[0], sent_at=now)
    for column in ("customer_id", "order_id", "from_department", "to_department", "from_id", "to_id", "due_on"):
        setattr(slip, column, getattr(draft, column))
    slip.promised, slip.open_points, slip.papers = draft.promised, draft.open_points, stored_papers(draft.papers)
    session.add(slip)
    session.flush()
    return slip


def _refuse_foreign(session: WriteSession, draft: SlipDraft) -> str:
    """Return what the customer is called, if he, his order and the receiver are there."""
    customer = session.get(Customer, draft.customer_id)
    if customer is None:
        raise CustomerNotFound(number=str(draft.customer_id))
    if draft.order_id is not None and require_order(session, draft.order_id).customer_id != draft.customer_id:
        raise SlipForOther
    receiver = session.get(Staff, draft.to_id)
    if receiver is None or not receiver.active:
        raise SlipReceiverMissing
    return customer.name or customer.number


def _require(session: Session, slip_id: int) -> HandoverSlip:
    slip = session.get(HandoverSlip, slip_id)
    if slip is None:
        raise SlipGone
    return slip


def _refused(session: Session, slip_id: int) -> HandoverSlip:
    slip = _require(session, slip_id)
    if slip.state is not SlipState.REFUSED:
        raise SlipNotRefused(number=slip.number)
    return slip


def _label(session: Session, slip: HandoverSlip) -> str:
    customer = session.get_one(Customer, slip.customer_id)
    return f"{slip.number} {customer.name or customer.number}"
