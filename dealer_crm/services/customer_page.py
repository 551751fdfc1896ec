"""Everything the page of one customer shows: the file, its houses and machines, and the timeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound
from dealer_crm.domain.followups import Attitude, Outcome, StepState, Way
from dealer_crm.services.customer_draft import draft_of, file_version
from dealer_crm.services.customer_list import CustomerList, CustomerRow
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import (
    Attachment,
    Customer,
    Equipment,
    FollowUp,
    NextStep,
    OpeningBalance,
    PremisesHolder,
    Staff,
)


class EventKind(StrEnum):
    """What a line of the timeline tells."""

    FOLLOW_UP = "follow_up"
    FILED = "filed"
    ATTACHED = "attached"
    STEP_CLOSED = "step_closed"


@dataclass(frozen=True)
class TimelineRow:
    """One event, newest first. `words` is the user's text; the kinds of a follow-up are None for other events."""

    kind: EventKind
    id: int
    at: datetime
    words: str
    staff: str
    way: Way | None = None
    outcome: Outcome | None = None
    attitude: Attitude | None = None
    number: str = ""


@dataclass(frozen=True)
class EquipmentRow:
    """A machine at one of the customer's houses."""

    number: str
    product: str
    brand: str
    model: str
    serial: str
    installed_on: date | None
    note: str


@dataclass(frozen=True)
class StepRow:
    """An open step of the customer."""

    id: int
    due_on: date
    purpose: str


@dataclass(frozen=True)
class CustomerFile:
    """The customer as his page shows him. `balance` in 分."""

    id: int
    version: int
    line: CustomerRow
    draft: CustomerDraft
    referrer: str
    referred: tuple[str, ...]
    consent_wording: str
    equipment: tuple[EquipmentRow, ...]
    steps: tuple[StepRow, ...]
    timeline: tuple[TimelineRow, ...]
    attachments: int
    balance: int


class CustomerPages:
    """Reads a whole customer in one snapshot."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._list = CustomerList(db, now)

    def open(self, customer_id: int, events: int = 200) -> CustomerFile:
        """Return the customer with the newest `events` of his timeline. Raises CustomerNotFound."""
        lines = self._list.rows([customer_id])
        with self._db.read() as session:
            customer = session.get(Customer, customer_id)
            if customer is None or not lines:
                raise CustomerNotFound(number=str(customer_id))
            pictures = _attached(session, customer_id)
            return CustomerFile(
                id=customer_id,
                version=file_version(session, customer_id),
                line=lines[0],
                draft=draft_of(session, customer),
                referrer=_name_of(session, customer.referrer_id),
                referred=tuple(session.scalars(select(Customer.name).where(Customer.referrer_id == customer_id).order_by(Customer.id))),
                consent_wording=customer.consent_wording,
                equipment=_equipment(session, customer_id),
                steps=_steps(session, customer_id),
                timeline=_timeline(session, customer, pictures, events),
                attachments=len(pictures),
                balance=sum(session.scalars(select(OpeningBalance.amount).where(OpeningBalance.customer_id == customer_id))),
            )


def _name_of(session: Session, customer_id: int | None) -> str:
    return session.execute(select(Customer.name).where(Customer.id == customer_id)).scalar() or "" if customer_id else ""


def _equipment(session: Session, customer_id: int) -> tuple[EquipmentRow, ...]:
    query = (
        select(Equipment)
        .join(PremisesHolder, PremisesHolder.premises_id == Equipment.premises_id)
        .where(PremisesHolder.customer_id == customer_id, PremisesHolder.to_on.is_(None))
        .order_by(Equipment.installed_on.desc(), Equipment.id)
    )
    return tuple(
        EquipmentRow(e.number, e.product, e.brand, e.model, e.serial, e.installed_on, e.note) for e in session.scalars(query).unique()
    )


def _steps(session: Session, customer_id: int) -> tuple[StepRow, ...]:
    query = select(NextStep.id, NextStep.due_on, NextStep.purpose).where(
        NextStep.customer_id == customer_id, NextStep.state == StepState.OPEN
    )
    return tuple(StepRow(*row) for row in session.execute(query.order_by(NextStep.due_on, NextStep.id)))


def _attached(session: Session, customer_id: int) -> list[Any]:
    query = select(Attachment.id, Attachment.added_at, Attachment.name).where(Attachment.customer_id == customer_id)
    return list(session.execute(query.order_by(Attachment.added_at.desc())))


def _timeline(session: Session, customer: Customer, pictures: list[Any], events: int) -> tuple[TimelineRow, ...]:
    staff = {person.id: person.name for person in session.execute(select(Staff.id, Staff.name))}
    calls = session.scalars(select(FollowUp).where(FollowUp.customer_id == customer.id).order_by(FollowUp.happened_at.desc()).limit(events))
    closed = session.execute(
        select(NextStep.id, NextStep.closed_at, NextStep.purpose, NextStep.staff_id)
        .where(NextStep.customer_id == customer.id, NextStep.closed_at.is_not(None), NextStep.done_by_id.is_(None))
        .order_by(NextStep.closed_at.desc())
        .limit(events)
    )
    rows = [
        TimelineRow(
            EventKind.FOLLOW_UP,
            f.id,
            f.happened_at,
            f.words,
            staff.get(f.staff_id or 0, ""),
            f.way,
            f.outcome,
            f.attitude,
            f.number,
        )
        for f in calls
    ]
    rows += [TimelineRow(EventKind.ATTACHED, p.id, p.added_at, p.name, "") for p in pictures]
    rows += [TimelineRow(EventKind.STEP_CLOSED, s.id, s.closed_at, s.purpose, staff.get(s.staff_id, "")) for s in closed]
    rows.append(
        TimelineRow(
            EventKind.FILED,
            customer.id,
            customer.created_at,
            "",
            staff.get(customer.owner_id or 0, ""),
            number=customer.number,
        )
    )
    rows.sort(key=lambda row: (row.at, row.id), reverse=True)
    return tuple(rows[:events])
