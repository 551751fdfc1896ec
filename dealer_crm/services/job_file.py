"""One job as its page and its papers show it: team, goods, material, manners and what hangs on it, in one snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import AcceptanceState, SheetStage, SignRole
from dealer_crm.domain.care import EquipmentState
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.deliveries import DeliveryState, is_open
from dealer_crm.domain.jobs import OPEN_JOBS, JobDraft, JobStage, JobState
from dealer_crm.domain.orders import Arrival
from dealer_crm.domain.premises import address_line
from dealer_crm.services.check_rows import CheckGroupRow, CheckRow, Place, groups_of, pictures_of
from dealer_crm.services.customer_draft import read_file
from dealer_crm.services.job_writing import draft_from, require
from dealer_crm.services.order_reading import lines_of
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import Acceptance, Customer, Delivery, DeliveryLine, Equipment, Job, OrderLine, SalesOrder, Signature, Staff

GOODS = ("category", "name", "brand", "model", "spec", "unit", "room", "quantity", "arrival")


@dataclass(frozen=True)
class JobGoods:
    """A line of the order as the team sees it; `quantity` in thousandths, `serials` are those known so far."""

    order_line_id: int
    category: str
    name: str
    brand: str
    model: str
    spec: str
    unit: str
    room: str
    quantity: int
    arrival: Arrival
    serials: tuple[str, ...]


@dataclass(frozen=True)
class SignedBy:
    """Whose signature stands under a job."""

    role: SignRole
    name: str
    signed_at: datetime


@dataclass(frozen=True)
class JobSheet:
    """An acceptance sheet that was begun with the job."""

    id: int
    number: str
    sheet: str
    stage: SheetStage
    state: AcceptanceState


@dataclass(frozen=True)
class JobFile:
    """A job opened; `draft` is what the form edits, saved by `version`. Instants aware UTC.

    `leader` and `members` are names, in the order of `draft.member_ids`. What access and this household want stands in the draft.
    """

    id: int
    number: str
    version: int
    state: JobState
    customer_id: int
    customer: str
    customer_number: str
    phone: str
    address: str
    community: str
    order_id: int
    order_number: str
    premises_id: int | None
    seller: str
    leader: str
    leader_phone: str
    members: tuple[str, ...]
    draft: JobDraft
    goods: tuple[JobGoods, ...]
    groups: tuple[CheckGroupRow, ...]
    photos: int
    signatures: tuple[SignedBy, ...]
    sheets: tuple[JobSheet, ...]
    channel: PreferredChannel | None
    preferred_time: str
    created_at: datetime
    agreed_by: PreferredChannel | None
    agreed_at: datetime | None
    called_at: datetime | None
    printed_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    signed_by: str
    signed_at: datetime | None
    reason: str

    @property
    def checks(self) -> tuple[CheckRow, ...]:
        """Return every item of the manners."""
        return tuple(check for group in self.groups for check in group.checks)

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many items of the manners are settled, and how many there are."""
        return sum(not is_open(check.result) for check in self.checks), len(self.checks)

    @property
    def is_open(self) -> bool:
        """Tell whether its work is not over."""
        return self.state in OPEN_JOBS

    @property
    def people(self) -> tuple[str, ...]:
        """Return the names of everybody of the shop who goes, the leader first."""
        return tuple(one for one in (self.leader, *self.members) if one)

    @property
    def team(self) -> str:
        """Return those names in one line."""
        return " · ".join(self.people)

    @property
    def planned_on(self) -> date | None:
        """Return the day it begins."""
        return self.draft.planned_on


def fitter_of(session: Session, order_id: int) -> str:
    """Return who led the newest work at an order, but for what was mended; "" where no job has a leader."""
    kept = (Job.order_id == order_id, Job.state != JobState.CANCELLED, Job.stage != JobStage.RECTIFY)
    query = select(Staff.name).join(Job, Job.leader_id == Staff.id).where(*kept).order_by(Job.planned_on.desc(), Job.id.desc())
    return session.execute(query.limit(1)).scalar() or ""


def read(session: Session, trade: Trade, job_id: int) -> JobFile:
    """Return the job. Raises JobNotFound."""
    job = require(session, job_id)
    order = session.get(SalesOrder, job.order_id)
    customer = session.get(Customer, job.customer_id)
    found = read_file(session, job.customer_id)
    assert order is not None
    assert customer is not None
    assert found is not None
    known = found[0]
    place = next((one for one in known.premises if one.id == job.premises_id), None) or next(iter(known.premises), None)
    pictures = pictures_of(session, Place(job_id=job.id))
    staff = _staff(session, [order.staff_id, job.leader_id, *job.members])
    own = ("agreed_by", "agreed_at", "called_at", "printed_at", "started_at", "finished_at", "signed_by", "signed_at", "reason")
    return JobFile(
        id=job.id,
        number=job.number,
        version=job.version,
        state=job.state,
        customer_id=customer.id,
        customer=customer.name,
        customer_number=customer.number,
        phone=next((phone.number for phone in known.phones), ""),
        address=address_line(place) if place else "",
        community=place.community if place else "",
        order_id=order.id,
        order_number=order.number,
        premises_id=job.premises_id,
        seller=staff.get(order.staff_id, _NOBODY)[0],
        leader=staff.get(job.leader_id, _NOBODY)[0],
        leader_phone=staff.get(job.leader_id, _NOBODY)[1],
        members=tuple(staff[one][0] for one in job.members if one in staff),
        draft=draft_from(session, job),
        goods=goods_of(session, order.id),
        groups=groups_of(session, trade, Place(job_id=job.id), pictures),
        photos=sum(pictures.values()),
        signatures=_signatures(session, job.id),
        sheets=_sheets(session, job.id),
        channel=customer.preferred_channel,
        preferred_time=customer.preferred_time,
        created_at=job.created_at,
        **{name: getattr(job, name) for name in own},
    )


_NOBODY = ("", "")


def _staff(session: Session, ids: Sequence[int | None]) -> dict[int | None, tuple[str, str]]:
    query = select(Staff.id, Staff.name, Staff.phone).where(Staff.id.in_([one for one in ids if one]))
    return {staff_id: (name, phone) for staff_id, name, phone in session.execute(query)}


def goods_of(session: Session, order_id: int) -> tuple[JobGoods, ...]:
    """Return what was sold with an order, each line with the serial numbers known so far: of machines, of deliveries, of the order."""
    lines = lines_of(session, order_id)
    ids = [line.id for line in lines]
    known: dict[int, dict[str, None]] = {line.id: {} for line in lines}
    machines = select(Equipment.order_line_id, Equipment.serial).where(
        Equipment.order_line_id.in_(ids), Equipment.serial != "", Equipment.state == EquipmentState.IN_USE
    )
    for line_id, serial in session.execute(machines.order_by(Equipment.id)):
        known[line_id or 0][serial] = None
    gone = (DeliveryState.REFUSED, DeliveryState.CANCELLED)
    carried = select(DeliveryLine.order_line_id, DeliveryLine.serials).join(Delivery, Delivery.id == DeliveryLine.delivery_id)
    for line_id, serials in session.execute(carried.where(DeliveryLine.order_line_id.in_(ids), Delivery.state.not_in(gone))):
        known[line_id].update(dict.fromkeys(serials))
    return tuple(_goods(line, (*known[line.id], *line.serials)) for line in lines)


def _goods(line: OrderLine, serials: Sequence[str]) -> JobGoods:
    return JobGoods(line.id, **{name: getattr(line, name) for name in GOODS}, serials=tuple(dict.fromkeys(serials)))


def _signatures(session: Session, job_id: int) -> tuple[SignedBy, ...]:
    query = select(Signature.role, Signature.name, Signature.signed_at).where(Signature.job_id == job_id)
    return tuple(SignedBy(*row) for row in session.execute(query.order_by(Signature.signed_at, Signature.id)))


def _sheets(session: Session, job_id: int) -> tuple[JobSheet, ...]:
    own = (Acceptance.id, Acceptance.number, Acceptance.sheet, Acceptance.stage, Acceptance.state)
    kept = Acceptance.state != AcceptanceState.CANCELLED
    return tuple(JobSheet(*row) for row in session.execute(select(*own).where(Acceptance.job_id == job_id, kept).order_by(Acceptance.id)))
