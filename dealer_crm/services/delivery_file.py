"""One delivery as its page and its papers show it: lines, sheet, photos and money in one snapshot."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.customers import Interest, PreferredChannel
from dealer_crm.domain.deliveries import DeliveryDraft, DeliveryKind, DeliveryState, begins_later, is_open
from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.products import ProductKind, becomes_machine
from dealer_crm.domain.trade import Category
from dealer_crm.services.attachments import once
from dealer_crm.services.delivery_writing import draft_from, left_of, require
from dealer_crm.services.order_reading import totals_of
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import (
    Attachment,
    Customer,
    Delivery,
    DeliveryCheck,
    DeliveryLine,
    OrderLine,
    Premises,
    Product,
    SalesOrder,
    Staff,
)

GOODS = ("category", "name", "brand", "model", "spec", "unit", "room", "price")


@dataclass(frozen=True)
class DeliveryLineRow:
    """A line of goods. `quantity`, `ordered` and `left` in thousandths, `price` in 分; `left` = most that it may carry."""

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


@dataclass(frozen=True)
class CheckRow:
    """An item of the sheet in both languages. Limits in thousandths of `unit`; `later` = it begins at the hand-over."""

    id: int
    sheet: str
    sheet_version: int
    group: str
    code: str
    zh: str
    en: str
    standard_zh: str
    standard_en: str
    unit: str
    low: int | None
    high: int | None
    required: bool
    result: CheckResult | None
    value: str
    note: str
    due_on: date | None
    done_at: datetime | None
    staff: str
    photos: int
    later: bool

    def words(self, language: str) -> str:
        """Return what is looked at."""
        return self.zh if language == "zh" else self.en

    def standard(self, language: str) -> str:
        """Return what it has to be like."""
        return self.standard_zh if language == "zh" else self.standard_en

    @property
    def missing(self) -> bool:
        """Tell whether the delivery cannot be finished without a reason because of it."""
        return self.required and not self.later and is_open(self.result)


@dataclass(frozen=True)
class CheckGroupRow:
    """A heading with its items, in the order of the sheet; `sheet_zh`, `sheet_en` name the sheet it is on."""

    sheet: str
    code: str
    zh: str
    en: str
    sheet_zh: str
    sheet_en: str
    later: bool
    checks: tuple[CheckRow, ...]

    @property
    def done(self) -> int:
        """Return how many items are settled."""
        return sum(not is_open(check.result) for check in self.checks)

    def words(self, language: str) -> str:
        """Return the heading."""
        return self.zh if language == "zh" else self.en

    def sheet_words(self, language: str) -> str:
        """Return what the sheet is called."""
        return self.sheet_zh if language == "zh" else self.sheet_en


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
    photos = _photos(session, delivery_id)
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
        groups=_groups(session, trade, delivery_id, photos),
        money=totals_of(session, order),
        photos=sum(photos.values()),
        open_staff=_name(session, delivery.open_staff_id),
        consent_on=customer.consent_on,
        marketing_ok=customer.marketing_ok,
        interests=tuple(Interest(value) for value in customer.interests),
        channel=customer.preferred_channel,
    )


def _name(session: Session, staff_id: int | None) -> str:
    return session.execute(select(Staff.name).where(Staff.id == staff_id)).scalar() or "" if staff_id else ""


def _photos(session: Session, delivery_id: int) -> Counter[int | None]:
    """Return how many pictures each item has; None = those of the delivery as a whole."""
    query = select(Attachment.check_id, func.count()).where(Attachment.delivery_id == delivery_id, once()).group_by(Attachment.check_id)
    return Counter({check_id: count for check_id, count in session.execute(query)})


def _lines(session: Session, trade: Trade, delivery: Delivery) -> tuple[DeliveryLineRow, ...]:
    left = left_of(session, delivery.order_id, but=delivery.id)
    query = (
        select(DeliveryLine, OrderLine, Product.kind)
        .join(OrderLine, OrderLine.id == DeliveryLine.order_line_id)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .where(DeliveryLine.delivery_id == delivery.id)
        .order_by(DeliveryLine.position, DeliveryLine.id)
    )
    return tuple(
        _line(line, ordered, left.get(ordered.id, 0), (trade.category(ordered.category), kind))
        for line, ordered, kind in session.execute(query)
    )


def _line(line: DeliveryLine, ordered: OrderLine, left: int, sort: tuple[Category, ProductKind | None]) -> DeliveryLineRow:
    category, kind = sort
    return DeliveryLineRow(
        id=line.id,
        order_line_id=ordered.id,
        **{name: getattr(ordered, name) for name in GOODS},
        quantity=line.quantity,
        ordered=ordered.quantity,
        left=max(0, left),
        serials=tuple(line.serials),
        note=line.note,
        machine=becomes_machine(category, kind, ordered.line_group),
        by_piece=category.by_piece,
    )


def _groups(session: Session, trade: Trade, delivery_id: int, photos: Counter[int | None]) -> tuple[CheckGroupRow, ...]:
    query = (
        select(DeliveryCheck, func.coalesce(Staff.name, "").label("staff"))
        .outerjoin(Staff, Staff.id == DeliveryCheck.staff_id)
        .where(DeliveryCheck.delivery_id == delivery_id)
        .order_by(DeliveryCheck.position, DeliveryCheck.id)
    )
    found: dict[tuple[str, str], list[CheckRow]] = {}
    for check, staff in session.execute(query):
        found.setdefault((check.sheet, check.group), []).append(_check(check, staff, photos[check.id]))
    return tuple(_group(trade, key, checks) for key, checks in found.items())


def _check(check: DeliveryCheck, staff: str, photos: int) -> CheckRow:
    own = [name for name in CheckRow.__dataclass_fields__ if name not in ("staff", "photos", "later")]
    values: dict[str, Any] = {name: getattr(check, name) for name in own}
    return CheckRow(**values, staff=staff, photos=photos, later=begins_later(check.sheet, check.group))


def _group(trade: Trade, key: tuple[str, str], checks: list[CheckRow]) -> CheckGroupRow:
    """Name a group as the trade's data do now; what is unknown there keeps its code."""
    sheet = next((one for one in trade.checklists() if one.code == key[0]), None)
    group = next((one for one in sheet.groups if one.code == key[1]), None) if sheet else None
    zh, en = (group.zh, group.en) if group else (key[1], key[1])
    sheet_zh, sheet_en = (sheet.zh, sheet.en) if sheet else (key[0], key[0])
    return CheckGroupRow(*key, zh, en, sheet_zh, sheet_en, begins_later(*key), tuple(checks))
