"""Reads change orders within a session: their rows, the draft that a form edits, and what they make of the price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zlib import crc32

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.amounts import line_amount
from dealer_crm.domain.change_orders import ChangeDraft, ChangeNotFound, ChangeState, Difference, change_amount, work_days_after
from dealer_crm.domain.orders import LineDraft
from dealer_crm.services.order_reading import LINE_TEXTS, beside_of, line_draft, lines_of, progress_of, totals_of
from dealer_crm.services.order_reading import require as require_order
from dealer_crm.storage.models import Attachment, ChangeLine, ChangeOrder, CustomerLine, OrderReturn, SalesOrder, Staff


@dataclass(frozen=True)
class ChangeLineRow:
    """One line of a change: `quantity` in thousandths, below nothing when it becomes less; `amount` in 分."""

    goods: str
    spec: str
    unit: str
    quantity: int
    price: int
    room: str
    note: str
    order_line_id: int | None

    @property
    def amount(self) -> int:
        """Return what the line makes more or less, in 分."""
        return line_amount(self.quantity, self.price)


@dataclass(frozen=True)
class ChangeRow:
    """A change order as a card shows it; `amount` in 分, below nothing when the price falls.

    `photos` are the pictures of its signed paper.
    """

    id: int
    number: str
    order_id: int
    state: ChangeState
    asked_on: date
    reason: str
    days: int
    discount: int
    amount: int
    signed_on: date | None
    signed_by: str
    note: str
    lines: tuple[ChangeLineRow, ...]
    photos: int = 0


@dataclass(frozen=True)
class ChangeFile:
    """A change order with whose it is and the price of the contract before and after it."""

    row: ChangeRow
    draft: ChangeDraft
    version: int
    order_number: str
    customer_id: int
    customer: str
    phone: str
    address: str
    staff: str
    before: int
    after: int


@dataclass(frozen=True)
class Foreseen:
    """What a change would make: the price of the contract in 分 and the working time in days (None = never agreed), before and after."""

    before: int
    after: int
    days_before: int | None
    days_after: int | None


def require(session: Session, change_id: int = 0, *, number: str = "") -> ChangeOrder:
    """Return a change by its id or its number. Raises ChangeNotFound."""
    wanted = ChangeOrder.number == number.strip().upper() if number else ChangeOrder.id == change_id
    found = session.scalars(select(ChangeOrder).where(wanted)).first()
    if found is None:
        raise ChangeNotFound(number=number or str(change_id))
    return found


def change_lines(session: Session, change_id: int) -> list[ChangeLine]:
    """Return the rows of a change's lines, in order."""
    query = select(ChangeLine).where(ChangeLine.change_id == change_id)
    return list(session.scalars(query.order_by(ChangeLine.position, ChangeLine.id)))


def change_draft(session: Session, change: ChangeOrder, *, with_cost: bool = True) -> ChangeDraft:
    """Return a change as the draft that a form edits."""
    lines = change_lines(session, change.id)
    return ChangeDraft(
        change.order_id,
        change.reason,
        tuple(_goods(line, with_cost=with_cost) for line in lines if line.order_line_id is None),
        tuple(Difference(line.order_line_id, line.quantity) for line in lines if line.order_line_id is not None),
        change.discount,
        change.days,
        change.asked_on,
        change.note,
    )


def _goods(line: ChangeLine, *, with_cost: bool) -> LineDraft:
    return LineDraft(
        **{name: getattr(line, name) for name in LINE_TEXTS},
        quantity=line.quantity,
        price=line.price,
        cost=line.cost if with_cost else None,
        product_id=line.product_id,
        group=line.line_group,
    )


def change_version(session: Session, change_id: int) -> int:
    """Return a figure that changes with the change order and its lines."""
    head = select(ChangeOrder.id, ChangeOrder.version).where(ChangeOrder.id == change_id)
    lines = select(ChangeLine.id, ChangeLine.version).where(ChangeLine.change_id == change_id).order_by(ChangeLine.id)
    seen = [tuple(row) for query in (head, lines) for row in session.execute(query)]
    return crc32(repr(seen).encode())


def foreseen(session: Session, order: SalesOrder, draft: ChangeDraft) -> Foreseen:
    """Return what a change would make of price and working time. Raises as `change_amount`."""
    lines = [line_draft(line) for line in lines_of(session, order.id)]
    more = change_amount(lines, beside_of(session, order)[0], progress_of(session, [order.id])[order.id], draft)
    before = totals_of(session, order).price
    return Foreseen(before, before + more, order.work_days, work_days_after(order.work_days, draft.days))


def rows_of(session: Session, order_id: int) -> tuple[ChangeRow, ...]:
    """Return the changes of an order, in the order they were asked for."""
    query = select(ChangeOrder).where(ChangeOrder.order_id == order_id).order_by(ChangeOrder.asked_on, ChangeOrder.id)
    return tuple(_row(session, change) for change in session.scalars(query))


def _row(session: Session, change: ChangeOrder) -> ChangeRow:
    names = ("id", "number", "order_id", "state", "asked_on", "reason", "days", "discount", "amount", "signed_on", "signed_by", "note")
    lines = tuple(_line_row(line) for line in change_lines(session, change.id))
    photos = session.execute(select(func.count()).select_from(Attachment).where(Attachment.change_id == change.id)).scalar_one()
    return ChangeRow(**{name: getattr(change, name) for name in names}, lines=lines, photos=photos)


def _line_row(line: ChangeLine) -> ChangeLineRow:
    goods = " ".join(filter(None, (line.brand, line.name, line.model)))
    return ChangeLineRow(goods, line.spec, line.unit, line.quantity, line.price, line.room, line.note, line.order_line_id)


def read_file(session: Session, change: ChangeOrder, *, with_cost: bool) -> ChangeFile:
    """Return a change with whose it is and the prices around it."""
    order = require_order(session, change.order_id)
    customer = session.execute(select(CustomerLine.__table__).where(CustomerLine.customer_id == order.customer_id)).one()
    before = _price_before(session, order, change)
    return ChangeFile(
        row=_row(session, change),
        draft=change_draft(session, change, with_cost=with_cost),
        version=change_version(session, change.id),
        order_number=order.number,
        customer_id=order.customer_id,
        customer=customer.name,
        phone=customer.phone,
        address=customer.address,
        staff=session.execute(select(Staff.name).where(Staff.id == change.staff_id)).scalar() or "",
        before=before,
        after=before + change.amount,
    )


def _price_before(session: Session, order: SalesOrder, change: ChangeOrder) -> int:
    """Return the price of the contract before a change: that of now, or of a signed one without what came with it and since."""
    price = totals_of(session, order).price
    if change.state is not ChangeState.SIGNED:
        return price
    since = (ChangeOrder.order_id == order.id, ChangeOrder.state == ChangeState.SIGNED)
    later = (ChangeOrder.signed_on > change.signed_on) | (ChangeOrder.signed_on == change.signed_on) & (ChangeOrder.id >= change.id)
    more = session.execute(select(func.coalesce(func.sum(ChangeOrder.amount), 0)).where(*since, later)).scalar_one()
    came_back = (OrderReturn.order_id == order.id, OrderReturn.returned_on >= change.signed_on)
    less = session.execute(select(func.coalesce(func.sum(OrderReturn.amount), 0)).where(*came_back)).scalar_one()
    return price - more + less
