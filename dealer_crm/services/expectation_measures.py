"""Reads what F, G and H come to after a hand-over; part of the caller's read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import UNREACHED, RequestState, VisitState
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.domain.expectation_measures import Answered, Asked, Measures, answer_speed, asked_in_time, in_touch
from dealer_crm.domain.followups import Outcome
from dealer_crm.storage.models import Complaint, Customer, Delivery, FollowUp, ServiceRequest, Visit

SPOKEN = (Outcome.REACHED, Outcome.RESCHEDULED)


def measures_of(session: Session, delivery: Delivery, today: date) -> Measures:
    """Return the measured half of F, G and H since the hand-over."""
    customer = session.get(Customer, delivery.customer_id)
    assert customer is not None
    wishes = (customer.consent_on is not None, customer.marketing_ok, len(customer.interests))
    return Measures(
        asked_in_time(_calls(session, delivery.id), today),
        answer_speed(list(_issues(session, delivery))),
        in_touch(_contacts(session, delivery.customer_id), today, wishes),
    )


def _calls(session: Session, delivery_id: int) -> Iterator[Asked]:
    query = select(Visit.due_on, Visit.state, Visit.outcome, Visit.done_at).where(Visit.delivery_id == delivery_id)
    for due_on, state, outcome, done_at in session.execute(query.where(Visit.request_id.is_(None), Visit.complaint_id.is_(None))):
        in_vain = state is VisitState.SKIPPED or outcome in UNREACHED
        reached = local_day(done_at) if state is VisitState.DONE and done_at and not in_vain else None
        yield Asked(due_on, reached, in_vain)


def _issues(session: Session, delivery: Delivery) -> Iterator[Answered]:
    """Yield complaints and calls for service since the hand-over; a call has its answer on the day it is done."""
    whose, since = delivery.customer_id, delivery.finished_at
    assert since is not None
    complaints = select(Complaint.opened_at, Complaint.responded_at, Complaint.state)
    for at, answered_at, state in session.execute(complaints.where(Complaint.customer_id == whose, Complaint.opened_at >= since)):
        yield Answered(at, answered_at, state is ComplaintState.OPEN)
    calls = select(ServiceRequest.reported_at, ServiceRequest.done_on, ServiceRequest.state)
    mine = (ServiceRequest.customer_id == whose, ServiceRequest.reported_at >= since, ServiceRequest.state != RequestState.CANCELLED)
    for call in session.execute(calls.where(*mine)):
        done_at = max(call.reported_at, day_start(call.done_on)) if call.done_on else None
        yield Answered(call.reported_at, done_at, call.state is not RequestState.DONE)


def _contacts(session: Session, customer_id: int) -> Iterator[date]:
    spoken = select(FollowUp.happened_at).where(FollowUp.customer_id == customer_id, FollowUp.outcome.in_(SPOKEN))
    last = session.execute(spoken.order_by(FollowUp.happened_at.desc()).limit(1)).scalar()
    visits = select(Visit.done_at).where(Visit.customer_id == customer_id, Visit.outcome.in_(SPOKEN))
    asked = session.execute(visits.order_by(Visit.done_at.desc()).limit(1)).scalar()
    work = select(ServiceRequest.done_on).where(ServiceRequest.customer_id == customer_id, ServiceRequest.done_on.is_not(None))
    came = session.execute(work.order_by(ServiceRequest.done_on.desc()).limit(1)).scalar()
    yield from (local_day(at) for at in (last, asked) if at is not None)
    if came is not None:
        yield came
