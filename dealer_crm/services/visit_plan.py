"""Plans the calls that follow a delivery, a repair or a complaint; part of the caller's write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.visits import VisitTrigger, planned_visits
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Complaint, Customer, Visit


@dataclass(frozen=True)
class VisitCause:
    """What visits follow: the customer, and the delivery, request or complaint behind them. `staff_id` None = the customer's owner."""

    customer_id: int
    delivery_id: int | None = None
    request_id: int | None = None
    complaint_id: int | None = None
    staff_id: int | None = None


def plan_visits(session: WriteSession, cause: VisitCause, trigger: VisitTrigger, on: date, trade: Trade) -> list[Visit]:
    """Plan the visits that follow what happened on the day, and return them; after a service none while a complaint is open,
    for then the complaint's own visit asks (domain.md 3.5)."""
    if trigger is VisitTrigger.SERVICE and _complains(session, cause.customer_id):
        return []
    plan = planned_visits(on, trade.visit_rules(), trade.calendar(), trigger)
    return [add_visit(session, cause, code, day, on) for code, day in plan]


def add_visit(session: WriteSession, cause: VisitCause, code: str, due_on: date, numbered_on: date) -> Visit:
    """Plan one visit, numbered as of a day."""
    customer = session.get(Customer, cause.customer_id)
    visit = Visit(
        number=numbers.take(session.connection(), numbers.VISIT, numbered_on)[0],
        customer_id=cause.customer_id,
        delivery_id=cause.delivery_id,
        request_id=cause.request_id,
        complaint_id=cause.complaint_id,
        staff_id=cause.staff_id or (customer.owner_id if customer else None),
        code=code,
        due_on=due_on,
        words="",
    )
    session.add(visit)
    session.flush()
    return visit


def _complains(session: WriteSession, customer_id: int) -> bool:
    query = select(Complaint.id).where(Complaint.customer_id == customer_id, Complaint.state != ComplaintState.CLOSED)
    return session.execute(query.limit(1)).first() is not None
