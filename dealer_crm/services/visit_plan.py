"""Plans the calls that follow a delivery, a repair or a complaint; part of the caller's write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dealer_crm.domain.care import VisitState
from dealer_crm.domain.classes import ClassKind, Relationship
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.visits import VisitTrigger, next_year, planned_visits
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import ClassOverride, Complaint, Customer, Delivery, Staff, Visit

DISTANT = frozenset({Relationship.BASIC.value, Relationship.REACTIVE.value})


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
    plan = planned_visits(on, trade.visit_rules(), trade.calendar(), trigger, few=keeps_distance(session, cause.customer_id))
    return [add_visit(session, cause, code, day, on) for code, day in plan]


def add_visit(session: WriteSession, cause: VisitCause, code: str, due_on: date, numbered_on: date) -> Visit:
    """Plan one visit, numbered as of a day. It is seen to by whoever the cause names, unless he has left the shop."""
    person = session.get(Staff, cause.staff_id) if cause.staff_id is not None else None
    customer = session.get(Customer, cause.customer_id)
    visit = Visit(
        number=numbers.take(session.connection(), numbers.VISIT, numbered_on)[0],
        customer_id=cause.customer_id,
        delivery_id=cause.delivery_id,
        request_id=cause.request_id,
        complaint_id=cause.complaint_id,
        staff_id=person.id if person is not None and person.active else customer.owner_id if customer else None,
        code=code,
        due_on=due_on,
        words="",
    )
    session.add(visit)
    session.flush()
    return visit


def keeps_distance(session: WriteSession, customer_id: int) -> bool:
    """Tell whether somebody set the relation to basic or passive, with his reason: then only what is needed is asked (S1-08).

    What is merely worked out from few talks does not count: it would keep the shop from calling because it did not call.
    """
    mine = (ClassOverride.customer_id == customer_id, ClassOverride.kind == ClassKind.RELATIONSHIP.value)
    return session.execute(select(ClassOverride.value).where(*mine)).scalar() in DISTANT


def plan_next_year(session: WriteSession, visits: Iterable[Visit], trade: Trade, today: date) -> None:
    """Plan the visits that come again each year in place of closed ones; none where the relation is kept at a distance by now."""
    for visit in visits:
        rule = trade.visit_rule(visit.code)
        if rule is None or not rule.yearly or visit.delivery_id is None or keeps_distance(session, visit.customer_id):
            continue
        session.flush()
        same = (Visit.delivery_id == visit.delivery_id, Visit.code == visit.code, Visit.state == VisitState.OPEN)
        if session.execute(select(Visit.id).where(*same).limit(1)).first() is None:
            due_on = next_year(_accepted(session, visit), rule, max(today, visit.due_on), trade.calendar())
            add_visit(session, VisitCause(visit.customer_id, visit.delivery_id, staff_id=visit.staff_id), visit.code, due_on, today)


def _accepted(session: WriteSession, visit: Visit) -> date:
    """Return the day from which the years of a visit count."""
    delivery = session.get(Delivery, visit.delivery_id)
    known = delivery.accepted_on or (local_day(delivery.signed_at) if delivery.signed_at else None) if delivery else None
    return known or visit.due_on


def _complains(session: WriteSession, customer_id: int) -> bool:
    query = select(Complaint.id).where(Complaint.customer_id == customer_id, Complaint.state != ComplaintState.CLOSED)
    return session.execute(query.limit(1)).first() is not None
