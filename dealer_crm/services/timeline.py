"""Everything that happened with a customer, newest first: one question a kind of event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Select, String, cast, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import day_start
from dealer_crm.domain.followups import Attitude, Outcome, Way
from dealer_crm.services import timeline_sites
from dealer_crm.services.timeline_changes import Changed, ChangeEntry, changes_of
from dealer_crm.services.timeline_sites import Pictures, SiteEvent
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import (
    Attachment,
    ChangeOrder,
    Complaint,
    Customer,
    Delivery,
    ExpectationRating,
    FollowUp,
    HandoverSlip,
    Job,
    Moment,
    NextStep,
    OrderReturn,
    Payment,
    Quote,
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
    QUOTE = "quote"
    ORDER = "order"
    CHANGE_ORDER = "change_order"
    RETURN = "return"
    PAYMENT = "payment"
    DELIVERY = "delivery"
    JOB = "job"
    SHEET = "sheet"
    FINDING = "finding"
    REQUEST = "request"
    VISIT = "visit"
    COMPLAINT = "complaint"
    CHANGED = "changed"
    MOMENT = "moment"
    SLIP = "slip"
    MARKS = "marks"


class EventGroup(StrEnum):
    """What of the timeline is asked for."""

    ALL = "all"
    TALKS = "talks"
    MONEY = "money"
    SERVICE = "service"
    COMPLAINTS = "complaints"
    CHANGES = "changes"
    FILES = "files"


GROUPS: dict[EventGroup, frozenset[EventKind]] = {
    EventGroup.ALL: frozenset(EventKind),
    EventGroup.TALKS: frozenset({EventKind.FOLLOW_UP, EventKind.STEP_CLOSED, EventKind.VISIT, EventKind.MOMENT, EventKind.MARKS}),
    EventGroup.MONEY: frozenset({EventKind.QUOTE, EventKind.ORDER, EventKind.CHANGE_ORDER, EventKind.RETURN, EventKind.PAYMENT}),
    EventGroup.SERVICE: frozenset(
        {EventKind.DELIVERY, EventKind.JOB, EventKind.SHEET, EventKind.FINDING, EventKind.REQUEST, EventKind.SLIP}
    ),
    EventGroup.COMPLAINTS: frozenset({EventKind.COMPLAINT}),
    EventGroup.CHANGES: frozenset({EventKind.CHANGED, EventKind.FILED}),
    EventGroup.FILES: frozenset({EventKind.ATTACHED}),
}
PAGE = 50
"""So many of the newest events are shown at once."""


@dataclass(frozen=True)
class TimelineRow:
    """One event. `words` is the user's text, `state` what became of a record, `amount` in 分.

    The kinds of a follow-up are None for other events. `whole_day`: only the day of `at` means something. `order_id` is the
    order it is about, where there is one, `stage` that of a job. `names` are Chinese and English for the sheet or item it is about,
    `place` is where the room of deliveries shows it; of pictures `count` were added to its `owner`. `signer` is who signed.
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
    changes: tuple[Changed, ...] = ()
    order_id: int | None = None
    stage: StrEnum | None = None
    names: tuple[str, str] = ("", "")
    place: str = ""
    count: int = 0
    owner: str = ""
    signer: str = ""


@dataclass(frozen=True)
class TimelinePage:
    """The newest events of a group; `more` = there are earlier ones."""

    rows: tuple[TimelineRow, ...] = ()
    more: bool = False


class Timelines:
    """What happened with customers, read page by page: a longer page holds the shorter one."""

    def __init__(self, db: Database, trade: Trade | None = None) -> None:
        self._db, self._trade = db, trade or Trade()

    def page(self, customer_id: int, group: EventGroup = EventGroup.ALL, events: int = PAGE) -> TimelinePage:
        """Return the newest events of a group with the changes that the journal knows. Raises CustomerNotFound."""
        with self._db.read() as session:
            customer = session.get(Customer, customer_id)
            if customer is None:
                raise CustomerNotFound(number=str(customer_id))
            found = list(timeline(session, customer, events + 1, GROUPS[group], self._trade))
            if EventKind.CHANGED in GROUPS[group]:
                found += [_changed(one) for one in changes_of(session, customer_id, events + 1)]
        found.sort(key=lambda row: (row.at, row.id), reverse=True)
        return TimelinePage(tuple(found[:events]), len(found) > events)


def timeline(
    session: Session,
    customer: Customer,
    events: int,
    kinds: frozenset[EventKind] = GROUPS[EventGroup.ALL],
    trade: Trade | None = None,
) -> tuple[TimelineRow, ...]:
    """Return the newest `events` of these kinds of a customer, newest first, without the changes that only the journal knows."""
    staff = {person.id: person.name for person in session.execute(select(Staff.id, Staff.name))}
    rows = [_filed(customer, staff)] if EventKind.FILED in kinds else []
    for kind, read, query in _questions(customer.id):
        if kind in kinds:
            rows += [read(found, staff) for found in session.execute(query.limit(events))]
    rows += _of_sites(session, customer.id, events, kinds, (staff, trade or Trade()))
    rows.sort(key=lambda row: (row.at, row.id), reverse=True)
    return tuple(rows[:events])


def _of_sites(
    session: Session, customer_id: int, most: int, kinds: frozenset[EventKind], known: tuple[dict[int, str], Trade]
) -> Iterator[TimelineRow]:
    """Yield at least the newest `most` of each kind of event on the customer's sites."""
    staff, trade = known
    if EventKind.SHEET in kinds:
        yield from (_site_event(EventKind.SHEET, one, staff) for one in timeline_sites.sheet_events(session, customer_id, trade))
    if EventKind.FINDING in kinds:
        yield from (_site_event(EventKind.FINDING, one, staff) for one in timeline_sites.findings(session, customer_id, most))
    if EventKind.ATTACHED in kinds:
        yield from map(_pictures, timeline_sites.pictures(session, customer_id, most))


def _site_event(kind: EventKind, one: SiteEvent, staff: dict[int, str]) -> TimelineRow:
    return TimelineRow(
        kind,
        one.id,
        one.at,
        one.words,
        staff.get(one.staff_id or 0, ""),
        number=one.number,
        state=one.deed,
        names=(one.zh, one.en),
        place=one.place,
        signer=one.signer,
    )


def _pictures(one: Pictures) -> TimelineRow:
    return TimelineRow(
        EventKind.ATTACHED, one.id, one.at, one.words, "", number=one.number, place=one.place, count=one.count, owner=one.owner
    )


def _filed(customer: Customer, staff: dict[int, str]) -> TimelineRow:
    owner = staff.get(customer.owner_id or 0, "")
    return TimelineRow(EventKind.FILED, customer.id, customer.created_at, "", owner, number=customer.number)


def _questions(customer_id: int) -> Iterator[tuple[EventKind, Callable[[Any, dict[int, str]], TimelineRow], Select[Any]]]:
    """Yield each kind of event: how its rows read, and the query for them."""

    def of(table: Any, at: Any, *names: str) -> Select[Any]:
        columns = [getattr(table, name) for name in ("id", *names)]
        return select(*columns, at.label("at")).where(table.customer_id == customer_id).order_by(at.desc(), table.id.desc())

    yield EventKind.FOLLOW_UP, _follow_up, of(FollowUp, FollowUp.happened_at, "number", "words", "staff_id", "way", "outcome", "attitude")
    yield EventKind.ATTACHED, _attached, of(Attachment, Attachment.added_at, "name", "caption").where(timeline_sites.alone())
    closed = of(NextStep, NextStep.closed_at, "purpose", "staff_id")
    yield EventKind.STEP_CLOSED, _step, closed.where(NextStep.closed_at.is_not(None), NextStep.done_by_id.is_(None))
    yield EventKind.QUOTE, _quote, of(Quote, Quote.quoted_on, "number", "staff_id", "state", "decline_reason")
    yield EventKind.ORDER, _order, of(SalesOrder, SalesOrder.ordered_on, "number", "staff_id", "state", "note")
    yield EventKind.CHANGE_ORDER, _change_order, _of_orders(customer_id, ChangeOrder, _CHANGED_ON, "state", "amount", "reason")
    yield EventKind.RETURN, _return, _of_orders(customer_id, OrderReturn, OrderReturn.returned_on, "kind", "amount", "fee", "reason")
    yield EventKind.PAYMENT, _payment, of(Payment, Payment.created_at, "number", "staff_id", "way", "amount", "note", "order_id")
    yield EventKind.DELIVERY, _delivery, of(Delivery, _SIGNED_AT, "number", "staff_id", "state", "note")
    yield EventKind.JOB, _job, of(Job, _DONE_AT, "number", "leader_id", "state", "stage", "note", "order_id")
    yield EventKind.REQUEST, _request, of(ServiceRequest, ServiceRequest.reported_at, "number", "staff_id", "state", "symptom", "work")
    visits = of(Visit, Visit.done_at, "number", "staff_id", "outcome", "words")
    yield EventKind.VISIT, _visit, visits.where(Visit.done_at.is_not(None), Visit.outcome.is_not(None))
    yield EventKind.COMPLAINT, _complaint, of(Complaint, Complaint.opened_at, "number", "staff_id", "state", "words")
    slips = of(HandoverSlip, HandoverSlip.sent_at, "number", "from_id", "state", "promised", "reason")
    yield EventKind.SLIP, _slip, slips
    yield EventKind.MARKS, _marks, _marked(customer_id)
    yield EventKind.MOMENT, _moment, of(Moment, Moment.happened_on, "kind", "words", "staff_id")


_CHANGED_ON = func.coalesce(ChangeOrder.signed_on, ChangeOrder.asked_on)
_SIGNED_AT = func.coalesce(Delivery.signed_at, Delivery.created_at)
_DONE_AT = func.coalesce(Job.finished_at, Job.created_at)


def _marked(customer_id: int) -> Select[Any]:
    """Return the query for the customer's marks, one row a hand-over."""
    rating = ExpectationRating
    given = func.group_concat(rating.letter + " " + cast(rating.score, String), "|").label("marks")
    at, note = func.max(rating.rated_on, type_=Date).label("at"), func.max(rating.note).label("note")
    query = select(func.min(rating.id).label("id"), at, given, note, func.max(rating.staff_id).label("staff_id"), Delivery.number)
    query = query.join(Delivery, Delivery.id == rating.delivery_id).where(rating.customer_id == customer_id)
    return query.group_by(rating.delivery_id, Delivery.number).order_by(at.desc(), func.min(rating.id).desc())


def _of_orders(customer_id: int, table: Any, at: Any, *names: str) -> Select[Any]:
    """Return the query for what hangs on the customer's orders."""
    columns = [getattr(table, name) for name in ("id", "number", "staff_id", "order_id", *names)]
    query = select(*columns, at.label("at")).join(SalesOrder, SalesOrder.id == table.order_id)
    return query.where(SalesOrder.customer_id == customer_id).order_by(at.desc(), table.id.desc())


def _follow_up(row: Any, staff: dict[int, str]) -> TimelineRow:
    name = staff.get(row.staff_id, "")
    return TimelineRow(EventKind.FOLLOW_UP, row.id, row.at, row.words, name, row.way, row.outcome, row.attitude, row.number)


def _attached(row: Any, _staff: dict[int, str]) -> TimelineRow:
    return TimelineRow(EventKind.ATTACHED, row.id, row.at, row.caption or row.name, "")


def _moment(row: Any, staff: dict[int, str]) -> TimelineRow:
    name = staff.get(row.staff_id, "")
    return TimelineRow(EventKind.MOMENT, row.id, day_start(row.at), row.words, name, state=row.kind, whole_day=True)


def _marks(row: Any, staff: dict[int, str]) -> TimelineRow:
    words = " · ".join([*sorted(row.marks.split("|")), *filter(None, (row.note,))])
    name = staff.get(row.staff_id, "")
    return TimelineRow(EventKind.MARKS, row.id, day_start(row.at), words, name, number=row.number, whole_day=True)


def _slip(row: Any, staff: dict[int, str]) -> TimelineRow:
    words = " ".join((row.reason or row.promised).split())
    return TimelineRow(EventKind.SLIP, row.id, row.at, words, staff.get(row.from_id, ""), number=row.number, state=row.state)


def _changed(one: ChangeEntry) -> TimelineRow:
    return TimelineRow(EventKind.CHANGED, one.entry_id, one.at, "", one.staff, changes=one.changes)


def _step(row: Any, staff: dict[int, str]) -> TimelineRow:
    return TimelineRow(EventKind.STEP_CLOSED, row.id, row.at, row.purpose, staff.get(row.staff_id, ""))


def _order(row: Any, staff: dict[int, str]) -> TimelineRow:
    at, name = day_start(row.at), staff.get(row.staff_id, "")
    return TimelineRow(EventKind.ORDER, row.id, at, row.note, name, number=row.number, state=row.state, whole_day=True, order_id=row.id)


def _change_order(row: Any, staff: dict[int, str]) -> TimelineRow:
    return _on_order(EventKind.CHANGE_ORDER, row, staff, row.state, row.amount)


def _return(row: Any, staff: dict[int, str]) -> TimelineRow:
    return _on_order(EventKind.RETURN, row, staff, row.kind, row.fee - row.amount)


def _on_order(kind: EventKind, row: Any, staff: dict[int, str], state: StrEnum, amount: int) -> TimelineRow:
    """Return what changed the price of an order by `amount`."""
    at, name = day_start(row.at), staff.get(row.staff_id, "")
    return TimelineRow(
        kind, row.id, at, row.reason, name, number=row.number, state=state, amount=amount, whole_day=True, order_id=row.order_id
    )


def _quote(row: Any, staff: dict[int, str]) -> TimelineRow:
    at, name = day_start(row.at), staff.get(row.staff_id, "")
    return TimelineRow(EventKind.QUOTE, row.id, at, row.decline_reason, name, number=row.number, state=row.state, whole_day=True)


def _payment(row: Any, staff: dict[int, str]) -> TimelineRow:
    name = staff.get(row.staff_id, "")
    return TimelineRow(
        EventKind.PAYMENT, row.id, row.at, row.note, name, number=row.number, state=row.way, amount=row.amount, order_id=row.order_id
    )


def _delivery(row: Any, staff: dict[int, str]) -> TimelineRow:
    name = staff.get(row.staff_id, "")
    return TimelineRow(EventKind.DELIVERY, row.id, row.at, row.note, name, number=row.number, state=row.state, place=str(row.id))


def _job(row: Any, staff: dict[int, str]) -> TimelineRow:
    at, name, place = row.at, staff.get(row.leader_id, ""), f"job-{row.id}"
    return TimelineRow(
        EventKind.JOB, row.id, at, row.note, name, number=row.number, state=row.state, stage=row.stage, order_id=row.order_id, place=place
    )


def _request(row: Any, staff: dict[int, str]) -> TimelineRow:
    words = " → ".join(filter(None, (row.symptom, row.work)))
    return TimelineRow(EventKind.REQUEST, row.id, row.at, words, staff.get(row.staff_id, ""), number=row.number, state=row.state)


def _visit(row: Any, staff: dict[int, str]) -> TimelineRow:
    return TimelineRow(EventKind.VISIT, row.id, row.at, row.words, staff.get(row.staff_id, ""), outcome=row.outcome, number=row.number)


def _complaint(row: Any, staff: dict[int, str]) -> TimelineRow:
    return TimelineRow(EventKind.COMPLAINT, row.id, row.at, row.words, staff.get(row.staff_id, ""), number=row.number, state=row.state)
