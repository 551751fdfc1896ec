"""One complaint as its page and its sheet show it: case, clock, steps, pictures, machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.attachments import AttachmentRow
from dealer_crm.domain.complaint_rules import LEGAL_DAYS
from dealer_crm.domain.complaint_steps import STEP_FIELDS, Clock, Due, Missing, StepDraft, what_is_missing
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintLevel, ComplaintNotFound, ComplaintState, LiableParty, Severity, Step8
from dealer_crm.domain.coverages import Coverage
from dealer_crm.domain.details import ListValue
from dealer_crm.services.attachments import ROW, once
from dealer_crm.services.complaint_parts import CaseParts, parts_of
from dealer_crm.services.complaint_topics import topics_of
from dealer_crm.services.complaints import OWN_FIELDS
from dealer_crm.services.coverages import coverages_of, covered
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import (
    Attachment,
    Complaint,
    ComplaintStep,
    CustomerLine,
    Equipment,
    PremisesHolder,
    SalesOrder,
    Staff,
)

REPEATED_WITHIN = timedelta(days=30)
CASE_FIELDS = (
    *("due_kind", "due_at", "remind_at", "manager_at", "owner_at", "reopened", "first_closed_at", "satisfaction"),
    *("manager_words", "owner_words", "authority_on", "mediation_on", "authority_result"),
)
"""Columns of the case that its file has under the same names."""


@dataclass(frozen=True)
class StepDone:
    """A ticked step. `at` aware UTC."""

    step: Step8
    at: datetime
    staff: str
    words: str


@dataclass(frozen=True)
class MachineRow:
    """A machine that can be complained about."""

    id: int
    number: str
    product: str
    brand: str
    model: str
    serial: str
    covers: tuple[Coverage, ...] = ()

    @property
    def name(self) -> str:
        """What it is called: brand, product, model, else its number."""
        return " ".join(part for part in (self.brand, self.product, self.model) if part) or self.number


@dataclass(frozen=True)
class ComplaintFile:
    """A complaint with all that belongs to it. `repeated` = closed less than 30 days before this customer came again.

    Without a customer `draft.customer_id` is 0, and `customer`, `phone` are those of who complains, both "" for nobody who gave a name;
    `topic` is the value that `draft.topic` names. After `legal_by` the law takes it
    for wilful delay; `remind_at`, `manager_at`, `owner_at` tell when the deadline that runs goes up.
    """

    id: int
    version: int
    number: str
    state: ComplaintState
    draft: ComplaintDraft
    customer: str
    phone: str
    address: str
    order: str
    machine: MachineRow | None
    clock: Clock
    rule: str
    rule_version: int
    staff_id: int | None
    staff: str
    taken_by: str
    closed_at: datetime | None
    closed_by: str
    cause: str
    liable: LiableParty | None
    measure: str
    prevention: str
    prevention_staff_id: int | None
    prevention_staff: str
    prevention_on: date | None
    verification: str
    steps: tuple[StepDone, ...]
    pictures: tuple[AttachmentRow, ...]
    repeated: bool
    parts: CaseParts
    due_kind: Due | None
    due_at: datetime | None
    remind_at: datetime | None
    manager_at: datetime | None
    owner_at: datetime | None
    legal_by: datetime
    reopened: int
    first_closed_at: datetime | None
    satisfaction: int | None
    manager_words: str
    owner_words: str
    authority_on: date | None
    mediation_on: date | None
    authority_result: str
    topic: ListValue | None = None

    @property
    def ticked(self) -> frozenset[Step8]:
        """The steps that are done."""
        return frozenset(done.step for done in self.steps)

    @property
    def severity(self) -> Severity:
        """How urgent it is."""
        return self.draft.severity

    @property
    def level(self) -> ComplaintLevel:
        """To whom the customer complains."""
        return self.draft.level

    @property
    def opened_at(self) -> datetime:
        """When the complaint came, aware UTC."""
        assert self.draft.opened_at is not None
        return self.draft.opened_at

    def done(self, step: Step8) -> StepDone | None:
        """Return a step as done, None while it is open."""
        return next((done for done in self.steps if done.step is step), None)

    def step_draft(self, step: Step8) -> StepDraft:
        """Return what is written at a step: the words of its tick and the fields that belong to it."""
        done = self.done(step)
        values: dict[str, Any] = {name: getattr(self, name) for name in STEP_FIELDS.get(step, ()) if name != "promised_by"}
        if step is Step8.PROMISE:
            values["promised_by"] = self.clock.promised_by
        return StepDraft(words=done.words if done else "", **values)

    def missing(self) -> list[Missing]:
        """Return what closing still wants."""
        return what_is_missing(self, self.ticked)

    def next_step(self) -> Step8:
        """Return the first step that is open, the last one when all are done."""
        return next((step for step in Step8 if step not in self.ticked), Step8.PREVENT)


class ComplaintFiles:
    """Reads whole complaints, each in one snapshot."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def open(self, complaint_id: int) -> ComplaintFile:
        """Return the complaint. Raises ComplaintNotFound."""
        with self._db.read() as session:
            complaint = session.get(Complaint, complaint_id)
            if complaint is None:
                raise ComplaintNotFound(number=str(complaint_id))
            names = {person.id: person.name for person in session.execute(select(Staff.id, Staff.name))}
            return _file(session, complaint, names)

    def id_of(self, number: str) -> int:
        """Return the id of a complaint's number. Raises ComplaintNotFound."""
        with self._db.read() as session:
            found = session.execute(select(Complaint.id).where(Complaint.number == number.strip().upper())).scalar()
        if found is None:
            raise ComplaintNotFound(number=number)
        return found

    def machine(self, equipment_id: int) -> MachineRow | None:
        """Return a machine with its coverages, None when it is gone."""
        with self._db.read() as session:
            return _machine_of(session, equipment_id)

    def machines(self, customer_id: int) -> list[MachineRow]:
        """Return the machines at the customer's houses, the newest first."""
        query = (
            select(Equipment)
            .join(PremisesHolder, PremisesHolder.premises_id == Equipment.premises_id)
            .where(PremisesHolder.customer_id == customer_id, PremisesHolder.to_on.is_(None))
            .order_by(Equipment.installed_on.desc(), Equipment.id)
        )
        with self._db.read() as session:
            return [_machine(one) for one in session.scalars(query).unique()]


def _file(session: Session, complaint: Complaint, names: dict[int, str]) -> ComplaintFile:
    line = session.get(CustomerLine, complaint.customer_id) if complaint.customer_id is not None else None
    pictures, steps = _pictures(session, complaint.id), _steps(session, complaint.id, names)
    return ComplaintFile(
        id=complaint.id,
        version=complaint.version,
        number=complaint.number,
        state=complaint.state,
        draft=ComplaintDraft(
            **{name: getattr(complaint, name) for name in OWN_FIELDS if name != "customer_id"},
            customer_id=complaint.customer_id or 0,
            nobody=complaint.customer_id is None,
            opened_at=complaint.opened_at,
            picture_ids=tuple(picture.id for picture in pictures),
        ),
        customer=line.name if line else complaint.complainant,
        phone=line.phone if line else complaint.reporter_phone,
        address=line.address if line else "",
        order=session.execute(select(SalesOrder.number).where(SalesOrder.id == complaint.order_id)).scalar() or "",
        machine=_machine_of(session, complaint.equipment_id),
        **_clock(complaint, steps),
        **_people(complaint, names),
        **{name: getattr(complaint, name) for name in ("closed_at", "cause", "liable", "measure")},
        **{name: getattr(complaint, name) for name in ("prevention", "prevention_staff_id", "prevention_on", "verification")},
        steps=steps,
        pictures=pictures,
        repeated=_repeated(session, complaint),
        parts=parts_of(session, complaint.id, names),
        legal_by=complaint.opened_at + timedelta(days=LEGAL_DAYS),
        **{name: getattr(complaint, name) for name in CASE_FIELDS},
        topic=topics_of(session).get(complaint.topic) if complaint.topic else None,
    )


def _clock(complaint: Complaint, steps: Sequence[StepDone]) -> dict[str, Any]:
    corrected = any(done.step is Step8.CORRECT for done in steps)
    clock = Clock(
        complaint.respond_by,
        complaint.plan_by,
        complaint.close_by,
        complaint.promised_by,
        complaint.responded_at,
        planned=corrected or bool(complaint.measure),
        told_at=max((at for at in (complaint.told_at, *(done.at for done in steps)) if at), default=None),
        waits_until=complaint.due_at if complaint.due_kind is Due.WAITING else None,
    )
    return {"clock": clock, "rule": complaint.rule, "rule_version": complaint.rule_version}


def _people(complaint: Complaint, names: dict[int, str]) -> dict[str, Any]:
    return {
        "staff_id": complaint.staff_id,
        "staff": names.get(complaint.staff_id or 0, ""),
        "taken_by": names.get(complaint.taken_by_id or 0, ""),
        "closed_by": names.get(complaint.closed_by_id or 0, ""),
        "prevention_staff": names.get(complaint.prevention_staff_id or 0, ""),
    }


def _steps(session: Session, complaint_id: int, names: dict[int, str]) -> tuple[StepDone, ...]:
    query = select(ComplaintStep).where(ComplaintStep.complaint_id == complaint_id).order_by(ComplaintStep.step)
    return tuple(StepDone(Step8(one.step), one.done_at, names.get(one.staff_id or 0, ""), one.words) for one in session.scalars(query))


def _pictures(session: Session, complaint_id: int) -> tuple[AttachmentRow, ...]:
    query = select(*(Attachment.__table__.c[name] for name in ROW)).where(Attachment.complaint_id == complaint_id, once())
    return tuple(AttachmentRow(*row) for row in session.execute(query.order_by(Attachment.added_at, Attachment.id)))


def _machine_of(session: Session, equipment_id: int | None) -> MachineRow | None:
    machine = session.get(Equipment, equipment_id) if equipment_id else None
    if machine is None:
        return None
    return _machine(machine, tuple(map(covered, coverages_of(session, machine.id))))


def _machine(machine: Equipment, covers: tuple[Coverage, ...] = ()) -> MachineRow:
    return MachineRow(machine.id, machine.number, machine.product, machine.brand, machine.model, machine.serial, covers)


def _repeated(session: Session, complaint: Complaint) -> bool:
    if complaint.customer_id is None:
        return False
    since = complaint.opened_at - REPEATED_WITHIN
    earlier = select(func.count()).where(
        Complaint.customer_id == complaint.customer_id,
        Complaint.id != complaint.id,
        Complaint.closed_at > since,
        Complaint.closed_at <= complaint.opened_at,
    )
    return session.execute(earlier).scalar_one() > 0
