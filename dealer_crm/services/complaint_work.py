"""The work that a case set off: repair calls and jobs on the site, with what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import RequestState
from dealer_crm.domain.complaints import ComplaintNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.jobs import OPEN_JOBS, JobState
from dealer_crm.domain.orders import OrderState
from dealer_crm.services.request_list import RUNNING
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint, Customer, Equipment, Job, OrderLine, SalesOrder, ServiceRequest


class WorkKind(StrEnum):
    """By which room the work is done."""

    REQUEST = "request"
    JOB = "job"


@dataclass(frozen=True)
class WorkRow:
    """A repair call or a job of a case. `day` is that of the appointment, once it is done that of the end; `words` say what is wanted,
    `cause` and `work` what was found and done.
    """

    kind: WorkKind
    id: int
    number: str
    state: RequestState | JobState
    day: date | None
    staff: str
    words: str
    cause: str = ""
    work: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to do it."""
        return self.state in RUNNING or self.state in OPEN_JOBS

    @property
    def is_done(self) -> bool:
        """Tell whether it was done."""
        return self.state in (RequestState.DONE, JobState.DONE)


@dataclass(frozen=True)
class CaseToMend:
    """What a job that mends for a case begins with. `order_id` None = there is no order to which it can belong."""

    complaint_id: int
    number: str
    order_id: int | None
    order: str
    customer: str
    words: str


def work_of(session: Session, complaint_id: int, names: Mapping[int, str]) -> tuple[WorkRow, ...]:
    """Return the work of a case in the order in which it came, calls before jobs; `names` are those of the staff by id."""
    requests = session.scalars(select(ServiceRequest).where(ServiceRequest.complaint_id == complaint_id).order_by(ServiceRequest.id))
    jobs = session.scalars(select(Job).where(Job.complaint_id == complaint_id).order_by(Job.id))
    calls = (
        WorkRow(
            *(WorkKind.REQUEST, row.id, row.number, row.state, row.done_on or row.appointment_on),
            *(names.get(row.staff_id or 0, ""), row.symptom, row.cause, row.work),
        )
        for row in requests
    )
    mends = (
        WorkRow(
            *(WorkKind.JOB, row.id, row.number, row.state, local_day(row.finished_at) if row.finished_at else row.planned_on),
            *(names.get(row.leader_id or 0, ""), row.note),
        )
        for row in jobs
    )
    return (*calls, *mends)


def order_to_mend(session: Session, case: Complaint) -> int | None:
    """Return the order to which a job for the case belongs: its own, that of its machine, else the newest one of the customer on which
    there is work; None where there is none.
    """
    if case.order_id is not None:
        return case.order_id
    bought = select(OrderLine.order_id).join(Equipment, Equipment.order_line_id == OrderLine.id).where(Equipment.id == case.equipment_id)
    found = session.execute(bought).scalar()
    if found is not None or case.customer_id is None:
        return found
    running = SalesOrder.state.not_in((OrderState.DRAFT, OrderState.CANCELLED))
    newest = select(SalesOrder.id).where(SalesOrder.customer_id == case.customer_id, running)
    return session.execute(newest.order_by(SalesOrder.ordered_on.desc(), SalesOrder.id.desc()).limit(1)).scalar()


class CaseWork:
    """Reads what a job that mends for a case begins with."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def to_mend(self, complaint_id: int) -> CaseToMend:
        """Return what the case wants mended. Raises ComplaintNotFound."""
        with self._db.read() as session:
            case = session.get(Complaint, complaint_id)
            if case is None:
                raise ComplaintNotFound(number=str(complaint_id))
            customer = session.get(Customer, case.customer_id) if case.customer_id is not None else None
            name = customer.name if customer is not None else case.complainant
            order_id = order_to_mend(session, case)
            number = session.execute(select(SalesOrder.number).where(SalesOrder.id == order_id)).scalar() or ""
            return CaseToMend(case.id, case.number, order_id, number, name, case.words)
