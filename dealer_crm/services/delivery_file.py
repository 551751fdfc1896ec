"""One delivery as its page and its papers show it: lines, sheet, photos and money in one snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import Interest, PreferredChannel
from dealer_crm.domain.deliveries import TAKEN_STATES, DeliveryDraft, DeliveryKind, DeliveryState, is_open
from dealer_crm.domain.delivery_notes import WORK, NoteLine, lacking
from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.products import ProductKind, becomes_machine
from dealer_crm.domain.trade import Category
from dealer_crm.services.acceptance_file import open_finals
from dealer_crm.services.check_rows import CheckGroupRow as CheckGroupRow
from dealer_crm.services.check_rows import CheckRow as CheckRow
from dealer_crm.services.check_rows import Place, groups_of, pictures_of
from dealer_crm.services.delivery_writing import draft_from, left_of, require
from dealer_crm.services.order_reading import totals_of
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import (
    Customer,
    Delivery,
    DeliveryLine,
    OrderLine,
    Premises,
    Product,
    SalesOrder,
    Staff,
)

Sort = tuple[Category, ProductKind | None, Sequence[str | None]]
"""What a line is: its category, what kind of product, and the product's codes."""
GOODS = ("category", "name", "brand", "model", "spec", "unit", "room", "price")


@dataclass(frozen=True)
class DeliveryLineRow:
    """A line of goods. `quantity`, `ordered` and `left` in thousandths, `price` in 分; `left` = most that it may carry.

    `model` and `spec` are as the note says them, `lacks` what it does not say; `codes` are those of the product that a scanner reads.
    """

    id: int
    order_line_id: int
    category: str
    name: str
    brand: str
    model: str
    spec: str
    unit: str
    room: str
    price: int
    quantity: int
    ordered: int
    left: int
    serials: tuple[str, ...]
    note: str
    machine: bool
    by_piece: bool
    lacks: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def goods(self) -> str:
        """Return what people call it: name, brand and model, or its category where it has none."""
        return " ".join(filter(None, (self.name, self.brand, self.model))) or self.category


@dataclass(frozen=True)
class PartRow:
    """A part delivery of the same order that was signed, and is not handed over yet."""

    id: int
    number: str
    signed_at: datetime | None


@dataclass(frozen=True)
class DeliveryFile:
    """A delivery opened. Money in 分; `draft` is what the form edits, saved by `version`."""

    id: int
    number: str
    version: int
    kind: DeliveryKind
    state: DeliveryState
    customer_id: int
    customer: str
    customer_number: str
    order_id: int
    order_number: str
    ordered_on: date
    seller: str
    staff: str
    access: str
    care_notes: str
    draft: DeliveryDraft
    lines: tuple[DeliveryLineRow, ...]
    groups: tuple[CheckGroupRow, ...]
    money: Totals
    photos: int
    printed_at: datetime | None
    sent_at: datetime | None
    signed_at: datetime | None
    signed_by: str
    refusal: str
    commissioned_on: date | None
    accepted_on: date | None
    finished_at: datetime | None
    open_reason: str
    open_staff: str
    consent_on: date | None
    marketing_ok: bool
    interests: tuple[Interest, ...]
    channel: PreferredChannel | None
    agreed_by: PreferredChannel | None = None
    agreed_at: datetime | None = None
    called_at: datetime | None = None
    handed_with: str = ""
    parts: tuple[PartRow, ...] = ()
    sheets_open: tuple[str, ...] = ()

    @property
    def lacking(self) -> tuple[DeliveryLineRow, ...]:
        """Return the lines of which the note does not say model or specification."""
        return tuple(line for line in self.lines if line.lacks) if self.kind is DeliveryKind.DELIVERY else ()

    @property
    def unsaid(self) -> tuple[DeliveryLineRow, ...]:
        """Return the lines that a note which goes out now would say too little of; what is over is printed as it was signed."""
        return self.lacking if self.is_open else ()

    @property
    def to_collect(self) -> int:
        """Return the money to bring back: what was agreed, but no more than is owed by now."""
        return max(0, min(self.draft.collect or 0, self.money.owed))

    @property
    def checks(self) -> tuple[CheckRow, ...]:
        """Return every item."""
        return tuple(check for group in self.groups for check in group.checks)

    @property
    def missing(self) -> tuple[CheckRow, ...]:
        """Return the required items that are open."""
        return tuple(check for check in self.checks if check.missing)

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many of the required items are settled, and how many there are."""
        wanted = [check for check in self.checks if check.required and not check.later]
        return sum(not is_open(check.result) for check in wanted), len(wanted)

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be changed and handed over."""
        gone = (DeliveryState.REFUSED, DeliveryState.CANCELLED)
        return self.finished_at is None and self.state not in gone and self.kind is DeliveryKind.DELIVERY


def read(session: Session, trade: Trade, delivery_id: int) -> DeliveryFile:
    """Return the delivery. Raises DeliveryNotFound."""
    delivery = require(session, delivery_id)
    order = session.get(SalesOrder, delivery.order_id)
    customer = session.get(Customer, delivery.customer_id)
    assert order is not None
    assert customer is not None
    place = session.get(Premises, delivery.premises_id) if delivery.premises_id else None
    at = Place(delivery_id=delivery_id)
    photos = pictures_of(session, at)
    plain = ("number", "version", "kind", "state", "customer_id", "order_id", "printed_at", "sent_at", "signed_at", "signed_by")
    told = ("refusal", "commissioned_on", "accepted_on", "finished_at", "open_reason")
    return DeliveryFile(
        id=delivery_id,
        **{name: getattr(delivery, name) for name in (*plain, *told)},
        customer=customer.name,
        customer_number=customer.number,
        order_number=order.number,
        ordered_on=order.ordered_on,
        seller=_name(session, order.staff_id),
        staff=_name(session, delivery.staff_id),
        access=place.access_notes if place else "",
        care_notes=customer.care_notes,
        draft=draft_from(session, delivery),
        lines=_lines(session, trade, delivery),
        groups=groups_of(session, trade, at, photos),
        money=totals_of(session, order),
        photos=sum(photos.values()),
        open_staff=_name(session, delivery.open_staff_id),
        consent_on=customer.consent_on,
        marketing_ok=customer.marketing_ok,
        interests=tuple(Interest(value) for value in customer.interests),
        channel=customer.preferred_channel,
        agreed_by=delivery.agreed_by,
        agreed_at=delivery.agreed_at,
        called_at=delivery.called_at,
        handed_with=session.scalar(select(Delivery.number).where(Delivery.id == delivery.handed_with_id)) or "",
        parts=_parts(session, delivery),
        sheets_open=open_finals(session, delivery.order_id) if delivery.finished_at is None else (),
    )


def _name(session: Session, staff_id: int | None) -> str:
    return session.execute(select(Staff.name).where(Staff.id == staff_id)).scalar() or "" if staff_id else ""


def _parts(session: Session, delivery: Delivery) -> tuple[PartRow, ...]:
    query = (
        select(Delivery.id, Delivery.number, Delivery.signed_at)
        .where(Delivery.order_id == delivery.order_id, Delivery.id != delivery.id, Delivery.kind == DeliveryKind.DELIVERY)
        .where(Delivery.state.in_(TAKEN_STATES), Delivery.finished_at.is_(None))
    )
    return tuple(PartRow(*row) for row in session.execute(query.order_by(Delivery.signed_at, Delivery.id)))


def _lines(session: Session, trade: Trade, delivery: Delivery) -> tuple[DeliveryLineRow, ...]:
    left = left_of(session, delivery.order_id, but=delivery.id)
    query = (
        select(DeliveryLine, OrderLine, Product.kind, Product.code, Product.barcode)
        .join(OrderLine, OrderLine.id == DeliveryLine.order_line_id)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .where(DeliveryLine.delivery_id == delivery.id)
        .order_by(DeliveryLine.position, DeliveryLine.id)
    )
    return tuple(
        _line(line, ordered, left.get(ordered.id, 0), (trade.category(ordered.category), kind, codes))
        for line, ordered, kind, *codes in session.execute(query)
    )


def _line(line: DeliveryLine, ordered: OrderLine, left: int, sort: Sort) -> DeliveryLineRow:
    category, kind, codes = sort
    own = {name: getattr(ordered, name) for name in GOODS}
    own |= {"model": ordered.model or line.model, "spec": ordered.spec or line.spec}
    machine = becomes_machine(category, kind, ordered.line_group)
    unit = ordered.unit or category.unit("zh")
    said = NoteLine(own["model"], own["spec"], unit, machine, kind is ProductKind.SERVICE or ordered.category in WORK, ordered.line_group)
    return DeliveryLineRow(
        id=line.id,
        order_line_id=ordered.id,
        **own,
        quantity=line.quantity,
        ordered=ordered.quantity,
        left=max(0, left),
        serials=tuple(line.serials),
        note=line.note,
        machine=machine,
        by_piece=category.by_piece,
        lacks=lacking(said),
        codes=tuple(filter(None, (*codes, ordered.model))),
    )
