"""What a case can be proved with: its order and what came of it, machines, services, contacts by date, photos and scans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import INSTALLED, AcceptanceState, SignRole
from dealer_crm.domain.care import RequestKind, RequestState
from dealer_crm.domain.complaint_papers import MOST_PICTURES
from dealer_crm.domain.complaints import ComplaintNotFound
from dealer_crm.domain.deliveries import TAKEN_STATES, DeliveryKind
from dealer_crm.domain.jobs import JobState
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.orders import OrderState
from dealer_crm.services.attachments import once
from dealer_crm.storage.models import (
    Acceptance,
    Attachment,
    Complaint,
    Delivery,
    DeliveryCheck,
    Equipment,
    FollowUp,
    Job,
    OrderLine,
    SalesOrder,
    ServiceRequest,
    Signature,
    Staff,
    Visit,
)

PDF = "application/pdf"


@dataclass(frozen=True)
class SignedNote:
    """A delivery that was taken: who signed when, with the picture of the signature where one was drawn."""

    id: int
    number: str
    signed_by: str
    signed_at: datetime | None
    picture: str
    finished_at: datetime | None


@dataclass(frozen=True)
class ValidSheet:
    """An acceptance sheet that is valid."""

    id: int
    number: str
    signed_by: str
    closed_at: datetime | None


@dataclass(frozen=True)
class KeptFile:
    """A photo or scan; `owner` is the number of what it belongs to. A `whole` one is a paper, not a photo."""

    name: str
    caption: str
    kind: AttachmentKind
    media_type: str
    sha256: str
    added_at: datetime
    owner: str

    @property
    def whole(self) -> bool:
        """Whether it is a signed paper or a scan, which takes a page of its own."""
        return self.media_type == PDF or self.kind in (AttachmentKind.FORM, AttachmentKind.CONTRACT)


@dataclass(frozen=True)
class Event:
    """A contact or event of the case. `kind` is the way of a contact, else a code that `services/evidence_packs.py` has words for."""

    at: datetime
    kind: Any
    outcome: Any = None
    who: str = ""
    words: str = ""
    number: str = ""


@dataclass(frozen=True)
class ServiceCall:
    """A call for service for the case or its machine, in the words in which it was taken and done."""

    id: int
    number: str
    kind: RequestKind
    state: RequestState
    reported_at: datetime
    symptom: str
    cause: str
    work: str
    done_on: date | None
    machine: str
    who: str


@dataclass(frozen=True)
class Sources:
    """All of them; nothing that cannot be found is made up. `more_files` were left out because there are too many."""

    order_id: int | None = None
    order_number: str = ""
    signed_on: date | None = None
    notes: tuple[SignedNote, ...] = ()
    sheets: tuple[ValidSheet, ...] = ()
    open_sheets: tuple[str, ...] = ()
    machines: tuple[tuple[int, str], ...] = ()
    requests: tuple[ServiceCall, ...] = ()
    events: tuple[Event, ...] = ()
    files: tuple[KeptFile, ...] = ()
    more_files: int = 0


def sources_of(session: Session, complaint_id: int, until: datetime) -> Sources:
    """Return what proves a case; contacts are those from its beginning to its end, or `until`. Raises ComplaintNotFound."""
    case = session.get(Complaint, complaint_id)
    if case is None:
        raise ComplaintNotFound(number=str(complaint_id))
    order = session.get(SalesOrder, order_id) if (order_id := _order_of(session, case)) else None
    notes = tuple(_notes(session, order.id)) if order else ()
    sheets = _sheets(session, order.id) if order else []
    requests = tuple(_requests(session, case))
    files = list(_files(session, case, order.id if order else None, requests))
    return Sources(
        order_id=order.id if order else None,
        order_number=order.number if order else "",
        signed_on=order.signed_on if order else None,
        notes=notes,
        sheets=tuple(ValidSheet(x.id, x.number, x.signed_by, x.closed_at) for x in sheets if x.state is AcceptanceState.VALID),
        open_sheets=tuple(x.number for x in sheets if x.state is AcceptanceState.OPEN),
        machines=tuple(_machines(session, case, order.id if order else None)),
        requests=requests,
        events=tuple(sorted(_events(session, case, until), key=lambda one: one.at)),
        files=tuple(files[:MOST_PICTURES]),
        more_files=max(len(files) - MOST_PICTURES, 0),
    )


def _order_of(session: Session, case: Complaint) -> int | None:
    """Return the order the case names, else that by which its machine was sold, else the only one of the customer."""
    if case.order_id is not None:
        return case.order_id
    if case.equipment_id is not None:
        query = select(OrderLine.order_id).join(Equipment, Equipment.order_line_id == OrderLine.id)
        return session.execute(query.where(Equipment.id == case.equipment_id)).scalar()
    real = SalesOrder.state.not_in((OrderState.DRAFT, OrderState.CANCELLED))
    own = session.scalars(select(SalesOrder.id).where(SalesOrder.customer_id == (case.customer_id or 0), real).limit(2)).all()
    return own[0] if len(own) == 1 else None


def _notes(session: Session, order_id: int) -> Iterator[SignedNote]:
    taken = (Delivery.order_id == order_id, Delivery.kind == DeliveryKind.DELIVERY, Delivery.state.in_(TAKEN_STATES))
    for one in session.scalars(select(Delivery).where(*taken).order_by(Delivery.signed_at, Delivery.id)):
        mine = (Signature.delivery_id == one.id, Signature.role == SignRole.CUSTOMER, Signature.letter == "")
        drawn = select(Signature.picture).where(*mine)
        picture = session.execute(drawn.order_by(Signature.id.desc()).limit(1)).scalar() or ""
        yield SignedNote(one.id, one.number, one.signed_by, one.signed_at, picture, one.finished_at)


def _sheets(session: Session, order_id: int) -> Sequence[Acceptance]:
    kept = and_(Acceptance.order_id == order_id, Acceptance.state != AcceptanceState.CANCELLED, Acceptance.stage.in_(INSTALLED))
    return session.scalars(select(Acceptance).where(kept).order_by(Acceptance.id)).all()


def _machines(session: Session, case: Complaint, order_id: int | None) -> Iterator[tuple[int, str]]:
    """Yield the machine of the case, or without one all that the order brought."""
    query = select(Equipment.id, Equipment.number)
    if case.equipment_id is not None:
        query = query.where(Equipment.id == case.equipment_id)
    else:
        query = query.join(OrderLine, OrderLine.id == Equipment.order_line_id).where(OrderLine.order_id == (order_id or 0))
    yield from ((row.id, row.number) for row in session.execute(query.order_by(Equipment.id)))


def _requests(session: Session, case: Complaint) -> Iterator[ServiceCall]:
    mine = ServiceRequest.complaint_id == case.id
    if case.equipment_id is not None:
        mine = or_(mine, ServiceRequest.equipment_id == case.equipment_id)
    named = (Equipment.brand, Equipment.product, Equipment.model, Equipment.serial)
    query = select(ServiceRequest, Staff.name, *named).outerjoin(Equipment, Equipment.id == ServiceRequest.equipment_id)
    query = query.outerjoin(Staff, Staff.id == ServiceRequest.staff_id).where(mine)
    for one, who, *machine in session.execute(query.order_by(ServiceRequest.reported_at, ServiceRequest.id)):
        told = (one.symptom, one.cause, one.work, one.done_on, " ".join(filter(None, machine)))
        yield ServiceCall(one.id, one.number, one.kind, one.state, one.reported_at, *told, who or "")


def _files(session: Session, case: Complaint, order_id: int | None, requests: Sequence[ServiceCall]) -> Iterator[KeptFile]:
    """Yield each photo and scan once: those of the case first, then of services, contract, delivery, work and acceptance."""
    deliveries = select(Delivery.id).where(Delivery.order_id == (order_id or 0))
    sheets = select(Acceptance.id).where(Acceptance.order_id == (order_id or 0))
    jobs = select(Job.id).where(or_(Job.order_id == (order_id or 0), Job.complaint_id == case.id))
    checks = select(DeliveryCheck.id).where(
        or_(DeliveryCheck.delivery_id.in_(deliveries), DeliveryCheck.acceptance_id.in_(sheets), DeliveryCheck.job_id.in_(jobs))
    )
    seen: set[str] = set()
    for where in (
        Attachment.complaint_id == case.id,
        Attachment.request_id.in_([one.id for one in requests]),
        Attachment.order_id == (order_id or 0),
        Attachment.delivery_id.in_(deliveries),
        Attachment.acceptance_id.in_(sheets),
        or_(Attachment.job_id.in_(jobs), Attachment.check_id.in_(checks)),
    ):
        query = select(Attachment).where(where, once()).order_by(Attachment.added_at, Attachment.id)
        for row in session.scalars(query):
            if row.sha256 not in seen:
                seen.add(row.sha256)
                yield KeptFile(row.name, row.caption, row.kind, row.media_type, row.sha256, row.added_at, _owner(session, row, case))


def _owner(session: Session, row: Attachment, case: Complaint) -> str:
    """Return the number of what a file belongs to, for an item of a sheet with its code."""
    if row.complaint_id == case.id:
        return case.number
    owners: tuple[tuple[Any, int | None], ...] = (
        (ServiceRequest, row.request_id),
        (SalesOrder, row.order_id),
        (Delivery, row.delivery_id),
        (Acceptance, row.acceptance_id),
        (Job, row.job_id),
    )
    owner = next((session.get(table, key) for table, key in owners if key is not None), None)
    check = session.get(DeliveryCheck, row.check_id) if row.check_id is not None else None
    if check is not None and owner is None:
        parents = ((Delivery, check.delivery_id), (Acceptance, check.acceptance_id), (Job, check.job_id))
        owner = next((session.get(table, key) for table, key in parents if key is not None), None)
    return " ".join(filter(None, (owner.number if owner else "", check.code if check else "")))


def _events(session: Session, case: Complaint, until: datetime) -> Iterator[Event]:
    names = {person.id: person.name for person in session.execute(select(Staff.id, Staff.name))}
    yield Event(case.opened_at, "taken", case.channel, names.get(case.taken_by_id or 0, ""))
    if case.first_closed_at is not None and case.reopened:
        yield Event(case.first_closed_at, "closed_first")
    if case.closed_at is not None:
        yield Event(case.closed_at, "closed", None, names.get(case.closed_by_id or 0, ""))
    yield from _talks(session, case, case.closed_at or until, names)
    yield from _work(session, case, names)


def _talks(session: Session, case: Complaint, end: datetime, names: Mapping[int, str]) -> Iterator[Event]:
    """Yield when the shop spoke with the customer: while the case ran, and about it afterwards."""
    spoken = (FollowUp.customer_id == (case.customer_id or 0), FollowUp.happened_at >= case.opened_at, FollowUp.happened_at <= end)
    for one in session.scalars(select(FollowUp).where(*spoken)):
        yield Event(one.happened_at, one.way, one.outcome, names.get(one.staff_id or 0, ""), one.words, one.number)
    asked = (Visit.complaint_id == case.id, Visit.done_at.is_not(None))
    for visit in session.scalars(select(Visit).where(*asked)):
        assert visit.done_at is not None
        words = " ".join(filter(None, (visit.words, visit.trouble)))
        yield Event(visit.done_at, "visit", visit.outcome, names.get(visit.staff_id or 0, ""), words, visit.number)


def _work(session: Session, case: Complaint, names: Mapping[int, str]) -> Iterator[Event]:
    """Yield the services that were asked for and the jobs that were done for the case."""
    for request in session.scalars(select(ServiceRequest).where(ServiceRequest.complaint_id == case.id)):
        yield Event(request.reported_at, "request", request.state, names.get(request.staff_id or 0, ""), request.symptom, request.number)
    done = (Job.complaint_id == case.id, Job.state == JobState.DONE, Job.finished_at.is_not(None))
    for job in session.scalars(select(Job).where(*done)):
        assert job.finished_at is not None
        yield Event(job.finished_at, "job", job.stage, names.get(job.leader_id or 0, ""), job.note, job.number)
