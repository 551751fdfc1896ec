"""One acceptance sheet as its page and its papers show it: head, machines, items, and what was read the last time, in one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from dealer_crm.domain.acceptances import AcceptanceDraft, AcceptanceNotFound, AcceptanceState, SheetStage
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState, is_open
from dealer_crm.services import sheets
from dealer_crm.services.check_rows import CheckGroupRow, CheckRow, LastReading, Place, groups_of, pictures_of
from dealer_crm.services.delivery_sheets import sheet_codes
from dealer_crm.services.handed_sheets import HandedSheet, handed_of
from dealer_crm.services.house_address import address_of
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import Acceptance, Customer, Delivery, DeliveryCheck, DeliveryLine, Job, OrderLine, SalesOrder, Staff

GONE = (DeliveryState.REFUSED, DeliveryState.CANCELLED)
HEAD = ("zone", "leader_id", "inspector_id", "decorator", "started_on", "finished_on", "note")
PLAIN = (
    "number",
    "version",
    "state",
    "stage",
    "sheet",
    "sheet_version",
    "customer_id",
    "order_id",
    "premises_id",
    "job_id",
    "created_at",
    "closed_at",
    "signed_by",
    "signed_at",
)


@dataclass(frozen=True)
class SheetMachine:
    """Goods of the order that the sheet is about. `quantity` in thousandths of `unit`; `place` is the room."""

    order_line_id: int
    name: str
    brand: str
    model: str
    spec: str
    unit: str
    place: str
    quantity: int
    serials: tuple[str, ...]


@dataclass(frozen=True)
class AcceptanceFile:
    """A sheet opened. `draft` is the head that the form edits, saved by `version`; `zh`, `en` name the sheet."""

    id: int
    number: str
    version: int
    state: AcceptanceState
    stage: SheetStage
    sheet: str
    sheet_version: int
    zh: str
    en: str
    customer_id: int
    customer: str
    customer_number: str
    order_id: int
    order_number: str
    premises_id: int | None
    address: str
    job_id: int | None
    job_number: str
    leader: str
    inspector: str
    draft: AcceptanceDraft
    machines: tuple[SheetMachine, ...]
    groups: tuple[CheckGroupRow, ...]
    photos: int
    created_at: datetime
    closed_at: datetime | None
    signed_by: str
    signed_at: datetime | None
    handed: HandedSheet | None = None

    def words(self, language: str) -> str:
        """Return what the sheet is called."""
        return self.zh if language == "zh" else self.en

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be filled."""
        return self.state is AcceptanceState.OPEN

    @property
    def is_ceremony(self) -> bool:
        """Tell whether it is a signing ceremony, which accepts nothing."""
        return self.stage is SheetStage.CEREMONY

    @property
    def checks(self) -> tuple[CheckRow, ...]:
        """Return every item."""
        return tuple(check for group in self.groups for check in group.checks)

    @property
    def missing(self) -> tuple[CheckRow, ...]:
        """Return the required items without a result and all that failed."""
        return tuple(check for check in self.checks if check.missing or check.failed)

    @property
    def failed(self) -> tuple[CheckRow, ...]:
        """Return the items that failed and are not mended."""
        return tuple(check for check in self.checks if check.failed)

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many of the required items are settled, and how many there are; where none is required, of all."""
        wanted = [check for check in self.checks if check.required] or self.checks
        return sum(not is_open(check.result) for check in wanted), len(wanted)


def require(session: Session, acceptance_id: int) -> Acceptance:
    """Return a sheet. Raises AcceptanceNotFound."""
    found = session.get(Acceptance, acceptance_id)
    if found is None:
        raise AcceptanceNotFound(number=str(acceptance_id))
    return found


def open_finals(session: Session, order_id: int) -> tuple[str, ...]:
    """Return the numbers of the final acceptances of an order that are not passed yet."""
    query = select(Acceptance.number).where(
        Acceptance.order_id == order_id, Acceptance.stage == SheetStage.FINAL, Acceptance.state == AcceptanceState.OPEN
    )
    return tuple(session.scalars(query.order_by(Acceptance.id)))


def read(session: Session, trade: Trade, acceptance_id: int) -> AcceptanceFile:
    """Return the sheet. Raises AcceptanceNotFound."""
    one = require(session, acceptance_id)
    leader, inspector = aliased(Staff), aliased(Staff)
    query = (
        select(Customer.name, Customer.number, SalesOrder.number, Job.number, leader.name, inspector.name)
        .select_from(Acceptance)
        .join(Customer, Customer.id == Acceptance.customer_id)
        .join(SalesOrder, SalesOrder.id == Acceptance.order_id)
        .outerjoin(Job, Job.id == Acceptance.job_id)
        .outerjoin(leader, leader.id == Acceptance.leader_id)
        .outerjoin(inspector, inspector.id == Acceptance.inspector_id)
        .where(Acceptance.id == acceptance_id)
    )
    customer, customer_number, order_number, job_number, led_by, inspected_by = session.execute(query).one()
    at = Place(acceptance_id=acceptance_id)
    photos = pictures_of(session, at)
    kind = next((sheet for sheet in sheets.sheets(session, trade) if sheet.code == one.sheet), None)
    return AcceptanceFile(
        id=acceptance_id,
        **{name: getattr(one, name) for name in PLAIN},
        zh=kind.zh if kind else one.sheet,
        en=kind.en if kind else one.sheet,
        customer=customer,
        customer_number=customer_number,
        order_number=order_number,
        address=address_of(session, one.premises_id) if one.premises_id else "",
        job_number=job_number or "",
        leader=led_by or "",
        inspector=inspected_by or "",
        draft=AcceptanceDraft(**{name: getattr(one, name) for name in HEAD}),
        machines=machines_of(session, trade, one.order_id, one.sheet),
        groups=groups_of(session, trade, at, photos, last_of(session, one)),
        photos=sum(photos.values()),
        handed=handed_of(session, trade, one),
    )


def machines_of(session: Session, trade: Trade, order_id: int, sheet: str) -> tuple[SheetMachine, ...]:
    """Return the goods of an order that want a sheet, with the serial numbers that were delivered or noted with the order."""
    wanted = sheet_codes(session, trade, OrderLine.order_id == order_id).get(sheet, ())
    sent = (
        select(DeliveryLine.order_line_id, DeliveryLine.serials)
        .join(Delivery, Delivery.id == DeliveryLine.delivery_id)
        .where(DeliveryLine.order_line_id.in_(wanted), Delivery.state.not_in(GONE), Delivery.kind == DeliveryKind.DELIVERY)
        .order_by(DeliveryLine.id)
    )
    serials: dict[int, tuple[str, ...]] = {}
    for line_id, found in session.execute(sent):
        serials[line_id] = (*serials.get(line_id, ()), *found)
    lines = session.scalars(select(OrderLine).where(OrderLine.id.in_(wanted)).order_by(OrderLine.position, OrderLine.id))
    return tuple(_machine(line, serials.get(line.id) or tuple(line.serials)) for line in lines)


def _machine(line: OrderLine, serials: tuple[str, ...]) -> SheetMachine:
    return SheetMachine(line.id, line.name, line.brand, line.model, line.spec, line.unit, line.room, line.quantity, serials)


def last_of(session: Session, one: Acceptance) -> Mapping[str, LastReading]:
    """Return by item what the newest earlier sheet of the same kind read at the same part of the same house."""
    if one.premises_id is None:
        return {}
    earlier = (
        select(Acceptance.id)
        .where(Acceptance.premises_id == one.premises_id, Acceptance.sheet == one.sheet, Acceptance.zone == one.zone)
        .where(Acceptance.state != AcceptanceState.CANCELLED, Acceptance.id < one.id)
    )
    found = session.execute(earlier.order_by(Acceptance.id.desc()).limit(1)).scalar()
    if found is None:
        return {}
    checks = session.scalars(select(DeliveryCheck).where(DeliveryCheck.acceptance_id == found))
    return {
        check.code: LastReading(check.value, tuple(check.readings), local_day(check.done_at) if check.done_at else None)
        for check in checks
        if check.value or check.readings
    }
