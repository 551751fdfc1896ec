"""Everything the page of one customer shows: the file, its houses and machines, and the timeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound
from dealer_crm.domain.followups import StepState
from dealer_crm.services.attachments import once
from dealer_crm.services.customer_draft import read_file
from dealer_crm.services.customer_list import CustomerList, CustomerRow
from dealer_crm.services.timeline import TimelineRow, timeline
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Attachment, Customer, Equipment, NextStep, PremisesHolder


@dataclass(frozen=True)
class EquipmentRow:
    """A machine at one of the customer's houses."""

    id: int
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

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade | None = None) -> None:
        self._db, self._trade = db, trade or Trade()
        self._list = CustomerList(db, now)

    def open(self, customer_id: int, events: int = 200) -> CustomerFile:
        """Return the customer with the newest `events` of his timeline. Raises CustomerNotFound."""
        lines = self._list.rows([customer_id])
        with self._db.read() as session:
            customer, found = session.get(Customer, customer_id), read_file(session, customer_id)
            if customer is None or found is None or not lines:
                raise CustomerNotFound(number=str(customer_id))
            draft, version = found
            return CustomerFile(
                id=customer_id,
                version=version,
                line=lines[0],
                draft=draft,
                referrer=_name_of(session, customer.referrer_id),
                referred=tuple(session.scalars(select(Customer.name).where(Customer.referrer_id == customer_id).order_by(Customer.id))),
                consent_wording=customer.consent_wording,
                equipment=_equipment(session, customer_id),
                steps=_steps(session, customer_id),
                timeline=timeline(session, customer, events, trade=self._trade),
                attachments=session.execute(select(func.count()).where(Attachment.customer_id == customer_id, once())).scalar_one(),
                balance=lines[0].balance,
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
        EquipmentRow(e.id, e.number, e.product, e.brand, e.model, e.serial, e.installed_on, e.note) for e in session.scalars(query).unique()
    )


def _steps(session: Session, customer_id: int) -> tuple[StepRow, ...]:
    query = select(NextStep.id, NextStep.due_on, NextStep.purpose).where(
        NextStep.customer_id == customer_id, NextStep.state == StepState.OPEN
    )
    return tuple(StepRow(*row) for row in session.execute(query.order_by(NextStep.due_on, NextStep.id)))
