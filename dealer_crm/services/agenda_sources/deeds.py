"""What completing, moving or giving up an item writes: into the record itself, or a mark beside a derived one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.agenda import DAYLESS, AgendaItemFixed, AgendaItemGone, AgendaKey, AgendaRow, Place
from dealer_crm.domain.care import RequestState, VisitState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import OPEN_STATES
from dealer_crm.domain.followups import Outcome, StepNotOpen, StepState, add_months
from dealer_crm.domain.jobs import JobState
from dealer_crm.domain.orders import Arrival
from dealer_crm.domain.planning import SlipState
from dealer_crm.domain.promises import PromiseState
from dealer_crm.domain.slips import OPEN_SLIP
from dealer_crm.domain.trade_ins import OPEN
from dealer_crm.services.agenda_sources.care import MAINTENANCE, MAINTENANCE_LEAD, REQUEST, REQUEST_NEW, VISIT
from dealer_crm.services.agenda_sources.claims import CLAIM
from dealer_crm.services.agenda_sources.goods import ARRIVAL, DELIVERY, PROMISE
from dealer_crm.services.agenda_sources.jobs import JOB, JOB_NEW
from dealer_crm.services.agenda_sources.slips import WAITING_STATES
from dealer_crm.services.agenda_sources.steps import STEP
from dealer_crm.services.job_writing import ask_again, lead_by
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import (
    AgendaMark,
    Delivery,
    HandoverSlip,
    Job,
    Maintenance,
    NextStep,
    OrderLine,
    Promise,
    ServiceRequest,
    TradeIn,
    Visit,
)

_RECORDS: dict[str, tuple[type[Any], str, tuple[Any, ...]]] = {
    STEP: (NextStep, "due_on", (StepState.OPEN,)),
    VISIT: (Visit, "due_on", (VisitState.OPEN,)),
    PROMISE: (Promise, "due_on", (PromiseState.OPEN,)),
    DELIVERY: (Delivery, "planned_on", OPEN_STATES),
    DAYLESS: (Delivery, "planned_on", OPEN_STATES),
    JOB: (Job, "planned_on", (JobState.PLANNED, JobState.CONFIRMED)),
    JOB_NEW: (Job, "planned_on", (JobState.PLANNED, JobState.CONFIRMED)),
    REQUEST: (ServiceRequest, "appointment_on", (RequestState.OPEN, RequestState.SCHEDULED)),
    REQUEST_NEW: (ServiceRequest, "appointment_on", (RequestState.OPEN, RequestState.SCHEDULED)),
    ARRIVAL: (OrderLine, "arrives_on", (Arrival.ORDERED,)),
    OPEN_SLIP: (HandoverSlip, "due_on", WAITING_STATES),
    CLAIM: (TradeIn, "due_on", OPEN),
}
"""Sources whose record holds the day itself: the record, the column of its day, the states in which it is still to be done."""
_WITH_TIME = (NextStep, Visit, Delivery, ServiceRequest, Job)
"""Records that hold the time of the day as well, in words."""
REMINDED_AGAIN = timedelta(days=30)
"""So long after a call for maintenance it is due again where nobody told that the work was done."""


def movable(rows: Iterable[AgendaRow], may: Callable[[AgendaRow], bool]) -> list[AgendaRow]:
    """Return the rows of which this may be done. Raises AgendaItemFixed when there is none."""
    chosen = [row for row in rows if may(row)]
    if not chosen:
        raise AgendaItemFixed
    return chosen


def completed(session: WriteSession, row: AgendaRow, at: datetime, staff_id: int | None) -> None:
    """Close the record, or mark the derived item done. Raises StepNotOpen, AgendaItemGone.

    Of a maintenance only the call was made: until the work is told it comes again, a month on (domain.md 3.3: overdue 30, 60, 90 days).
    """
    if row.source not in _RECORDS:
        mark = _mark(session, row.key)
        mark.staff_id = staff_id
        if row.source == MAINTENANCE:
            mark.moved_to = max(local_day(at), mark.occurrence) + REMINDED_AGAIN
        else:
            mark.done_at = at
        return
    record = _open(session, row)
    match row.source:
        case "step":
            record.state, record.closed_at = StepState.DONE, at
        case "visit":
            record.state, record.done_at, record.outcome = VisitState.DONE, at, Outcome.REACHED
        case "promise":
            record.state, record.closed_at = PromiseState.KEPT, at
        case "arrival":
            record.arrival = Arrival.ARRIVED
        case _:
            raise AgendaItemFixed


def moved(session: WriteSession, row: AgendaRow, to: Place, staff_id: int | None) -> None:
    """Write the new place into the record, or mark where the derived item went. Raises StepNotOpen, AgendaItemGone."""
    if row.source not in _RECORDS:
        mark = _mark(session, row.key)
        mark.moved_to, mark.staff_id = to.day, staff_id
        return
    record = _open(session, row)
    setattr(record, _RECORDS[row.source][1], to.day)
    if isinstance(record, ServiceRequest):
        record.state = RequestState.SCHEDULED
    if isinstance(record, Job):
        ask_again(record)
    if to.at is not None and isinstance(record, _WITH_TIME):
        record.slot = f"{to.at:%H:%M}"
    if to.staff_id is not None:
        _give(record, to.staff_id)


def given(session: WriteSession, row: AgendaRow, staff_id: int) -> None:
    """Let somebody else see to the record on whatever day it has by now. Raises StepNotOpen, AgendaItemGone."""
    _give(_open(session, row), staff_id)


def _give(record: Any, staff_id: int) -> None:
    """Let somebody else see to the record. Goods to come and claims have nobody of their own; of a slip it is the side it waits for."""
    if isinstance(record, HandoverSlip):
        setattr(record, "from_id" if record.state is SlipState.REFUSED else "to_id", staff_id)
    elif isinstance(record, Job):
        lead_by(record, staff_id)
    elif not isinstance(record, OrderLine | TradeIn):
        record.staff_id = staff_id


def droppable(row: AgendaRow) -> bool:
    """Tell whether the item can be given up here: money owed, deliveries, service calls, complaints and goods have rooms for that."""
    return row.completable and row.source != ARRIVAL and not row.done


def dropped(session: WriteSession, row: AgendaRow, at: datetime, staff_id: int | None, reason: str) -> None:
    """Close the record as given up, or mark the derived item done, with the reason. Raises StepNotOpen, AgendaItemGone.

    A maintenance is given up for this time: it comes again when its next cycle would.
    """
    if row.source not in _RECORDS:
        mark = _mark(session, row.key)
        mark.staff_id, mark.reason = staff_id, reason
        care = session.get(Maintenance, row.key.source_id) if row.source == MAINTENANCE else None
        if care is not None:
            mark.moved_to = max(local_day(at), add_months(mark.occurrence, max(1, care.cycle_months)) - timedelta(days=MAINTENANCE_LEAD))
        else:
            mark.done_at = at
        return
    record = _open(session, row)
    match record:
        case NextStep():
            record.state, record.closed_at = StepState.DROPPED, at
            record.purpose = f"{record.purpose} ({reason})" if record.purpose else reason
        case Visit():
            record.state, record.words, record.done_at = VisitState.SKIPPED, reason, at
        case Promise():
            record.state, record.closed_at, record.note = PromiseState.BROKEN, at, reason
        case _:
            raise AgendaItemFixed


def _open(session: WriteSession, row: AgendaRow) -> Any:
    model, _day, states = _RECORDS[row.source]
    record = session.get(model, row.key.source_id)
    state = getattr(record, "arrival" if model is OrderLine else "state", None)
    if state not in states:
        raise StepNotOpen if model is NextStep else AgendaItemGone
    return record


def _mark(session: WriteSession, key: AgendaKey) -> AgendaMark:
    """Return the mark of the item, a new one where it has none."""
    wanted = (AgendaMark.source == key.source, AgendaMark.source_id == key.source_id, AgendaMark.occurrence == key.occurrence)
    mark = session.scalars(select(AgendaMark).where(*wanted)).first()
    if mark is None:
        mark = AgendaMark(source=key.source, source_id=key.source_id, occurrence=key.occurrence)
        session.add(mark)
    return mark
