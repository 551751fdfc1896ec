"""Everything that happened with a customer, newest first: one question a kind of event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from dealer_crm.domain.dates import day_start
from dealer_crm.domain.followups import Attitude, Outcome, Way
from dealer_crm.storage.models import (
    Attachment,
    Complaint,
    Customer,
    Delivery,
    FollowUp,
    NextStep,
    Payment,
    SalesOrder,
    ServiceRequest,
    Staff,
    Visit,
)


class EventKind(StrEnum):
    """What a line of the timeline tells."""

    FOLLOW_UP = "follow_up"
    FILED = "filed"
    ATTACHED = "attached"
    STEP_CLOSED = "step_closed"
    ORDER = "order"
    PAYMENT = "payment"
    DELIVERY = "delivery"
    REQUEST = "request"
    VISIT = "visit"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class TimelineRow:
    """One event. `words` is the user's text, `state` what became of a record, `amount` in 分.

    The kinds of a follow-up are None for other events. `whole_day`: only the day of `at` means something.
    """

    kind: EventKind
    id: int
    at: datetime
    words: str
    staff: str
    way: Way | None = None
    outcome: Outcome | None = None
    attitude: Attitude | None = None
    number: str = ""
    state: StrEnum | None = None
    amount: int | None = None
    whole_day: bool = False


def timeline(session: Session, customer: Customer, events: int) -> tuple[TimelineRow, ...]:
    """Return the newest `events` of a customer, newest first."""
    staff = {person.id: person.name for person in session.execute(select(Staff.id, Staff.name))}
    rows = [_filed(customer, staff)]
    for read, query in _questions(customer.id):
        rows += [read(found, staff) for found in session.execute(query.limit(events))]
    rows.sort(key=lambda row: (row.at, row.id), reverse=True)
    return tuple(rows[:events])


def _filed(customer: Customer, staff: dict[int, str]) -> TimelineRow:
    owner = staff.get(customer.owner_id or 0, "")
    return TimelineRow(EventKind.FILED, customer.id, customer.created_at, "", owner, number=customer.number)


def _questions(customer_id: int) -> Iterator[tuple[Callable[[Any, dict[int, str]], TimelineRow], Select[Any]]]:
    """Yield each kind of event: how its rows read, and the query for them."""

    def of(table: Any, at: Any, *names: str) -> Select[Any]:
        columns = [getattr(table, name) for name in ("id", *names)]
        return select(*columns, at.label("at")).where(table.customer_id == customer_id).order_by(at.desc(), table.id.desc())

    yield _follow_up, of(FollowUp, FollowUp.happened_at, "number", "words", "staff_id", "way", "outcome", "attitude")
    yield _attached, of(Attachment, Attachment.added_at, "name")
    closed = of(NextStep, NextStep.closed_at, "purpose", "staff_id")
    yield _step, closed.where(NextStep.closed_at.is_not(None), NextStep.done_by_id.is_(None))
    yield _order, of(SalesOrder, SalesOrder.ordered_on, "number", "staff_id", "state", "note")
    yield _payment, of(Payment, Payment.created_at, "number", "staff_id", "way", "amount", "note")
    yield _delivery, of(Delivery, Delivery.created_at, "number", "staff_id", "state", "note", "signed_at")
    yield _request, of(ServiceRequest, ServiceRequest.reported_at, "number", "staff_id", "state", "symptom", "work")
    visits = of(Visit, Visit.done_at, "number", "staff_id", "outcome", "words")
    yield _visit, visits.where(Visit.done_at.is_not(None), Visit.outcome.is_not(None))
    yield _complaint, of(Complaint, Complaint.opened_at, "number", "staff_id", "state", "words")


def _follow_up(row: Any, staff: dict[int, str]) -> TimelineRow:
    name = staff.get(row.staff_id, "")
    return TimelineRow(EventKind.FOLLOW_UP, row.id, row.at, row.words, name, row.way, row.outcome, row.attitude, row.number)


def _attached(row: Any, _staff: dict[int, str]) -> TimelineRow:
    return TimelineRow(EventKind.ATTACHED, row.id, row.at, row.name, "")


def _step(row: Any, staff: dict[int, str]) -> TimelineRow:
    return TimelineRow(EventKind.STEP_CLOSED, row.id, row.at, row.purpose, staff.get(row.staff_id, ""))


def _order(row: Any, staff: dict[int, str]) -> TimelineRow:
    at, name = day_start(row.at), staff.get(row.staff_id, "")
    return TimelineRow(EventKind.ORDER, row.id, at, row.note, name, number=row.number, state=row.state, whole_day=True)


def _payment(row: Any, staff: dict[int, str]) -> TimelineRow:
    name = staff.get(row.staff_id, "")
    return TimelineRow(EventKind.PAYMENT, row.id, row.at, row.note, name, number=row.number, state=row.way, amount=row.amount)


def _delivery(row: Any, staff: dict[int, str]) -> TimelineRow:
    at, name = row.signed_at or row.at, staff.get(row.staff_id, "")
    return TimelineRow(EventKind.DELIVERY, row.id, at, row.note, name, number=row.number, state=row.state)


def _request(row: Any, staff: dict[int, str]) -> TimelineRow:
    words = " → ".join(filter(None, (row.symptom, row.work)))
    return TimelineRow(EventKind.REQUEST, row.id, row.at, words, staff.get(row.staff_id, ""), number=row.number, state=row.state)


def _visit(row: Any, staff: dict[int, str]) -> TimelineRow:
    return TimelineRow(EventKind.VISIT, row.id, row.at, row.words, staff.get(row.staff_id, ""), outcome=row.outcome, number=row.number)


def _complaint(row: Any, staff: dict[int, str]) -> TimelineRow:
    return TimelineRow(EventKind.COMPLAINT, row.id, row.at, row.words, staff.get(row.staff_id, ""), number=row.number, state=row.state)
