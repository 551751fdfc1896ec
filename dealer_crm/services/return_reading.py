"""Reads returns and exchanges within a session, and tells what one would do before it is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.amounts import line_amount
from dealer_crm.domain.care import EquipmentState
from dealer_crm.domain.order_effects import EffectLine, OrderFacts
from dealer_crm.domain.order_returns import ReturnDraft, ReturnKind, ReturnNotFound, ReturnSums, return_effects, returned
from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.trade_ins import TradeInState
from dealer_crm.services.order_reading import beside_of, facts_of, line_draft, lines_of, progress_of
from dealer_crm.services.order_reading import require as require_order
from dealer_crm.services.trade_in_returns import counted, named_by, not_carried
from dealer_crm.storage.models import (
    CustomerLine,
    DeliveryLine,
    Equipment,
    EquipmentCoverage,
    Invoice,
    OrderLine,
    OrderReturn,
    SalesOrder,
    Staff,
    TradeIn,
)


@dataclass(frozen=True)
class ReturnLineRow:
    """Goods that came back: `quantity` in thousandths above nothing, `price` of one unit in 分."""

    goods: str
    spec: str
    unit: str
    quantity: int
    price: int
    serials: tuple[str, ...]

    @property
    def amount(self) -> int:
        """Return what the goods were in the order, in 分."""
        return line_amount(self.quantity, self.price)


@dataclass(frozen=True)
class ReturnRow:
    """A return as a card shows it. `amount` came off the price, `fee` is kept, in 分; `instead` names what an exchange brings."""

    id: int
    number: str
    order_id: int
    delivery_id: int
    kind: ReturnKind
    reason: str
    returned_on: date
    amount: int
    fee: int
    instead: str
    lines: tuple[ReturnLineRow, ...]


@dataclass(frozen=True)
class ReturnFile:
    """A return with whose it is, and what the order comes to now, in 分."""

    row: ReturnRow
    order_number: str
    customer: str
    phone: str
    address: str
    staff: str


@dataclass(frozen=True)
class Returnable:
    """A line of which something is with the customer: `delivered` thousandths, and the serial numbers that stand there, newest first."""

    line: LineDraft
    delivered: int
    serials: tuple[str, ...]


def require(session: Session, return_id: int = 0, *, number: str = "") -> OrderReturn:
    """Return a return by its id or its number. Raises ReturnNotFound."""
    wanted = OrderReturn.number == number.strip().upper() if number else OrderReturn.id == return_id
    found = session.scalars(select(OrderReturn).where(wanted)).first()
    if found is None:
        raise ReturnNotFound(number=number or str(return_id))
    return found


def sums_of(session: Session, order: SalesOrder, draft: ReturnDraft, serials: Collection[str]) -> tuple[ReturnSums, list[TradeIn]]:
    """Return what a return makes of its order, and the claims that count no more; machines with these serial numbers go.

    Claims go with their line or machine, all of them with the last goods, and what the state paid where the price carries it no more.
    Raises as `order_returns.returned`.
    """
    beside, paid = beside_of(session, order)
    claims = counted(session, order.id)
    going = named_by(claims, all_gone(session, order.id, dict(draft.back)), serials)
    lines = [line_draft(line) for line in lines_of(session, order.id)]
    sums = returned(lines, beside, paid, draft, _sum(going))
    more = [one for one in claims if one not in going] if sums.nothing_left else not_carried(claims, going, sums.after.price)
    if more:
        going += more
        sums = returned(lines, beside, paid, draft, _sum(going))
    return sums, going


def serials_going(session: Session, draft: ReturnDraft) -> tuple[str, ...]:
    """Return the serial numbers of the machines that a return takes."""
    machines = [one for line_id, quantity in draft.back for one in _machines(session, line_id, quantity, draft.serials)]
    return tuple(one.serial for one in machines if one.serial)


def _sum(claims: Collection[TradeIn]) -> int:
    return sum(claim.amount for claim in claims)


def effects_of(session: Session, draft: ReturnDraft) -> tuple[EffectLine, ...]:
    """Return what a return would do. Raises OrderNotFound, QuantityTooMuch, FeeWrong."""
    order = require_order(session, draft.order_id)
    goods = {line.id: line_draft(line) for line in lines_of(session, order.id)}
    sums, claims = sums_of(session, order, draft, serials_going(session, draft))
    return return_effects(_facts(session, order, draft, claims), sums, draft, goods)


def _facts(session: Session, order: SalesOrder, draft: ReturnDraft, claims: Collection[TradeIn]) -> OrderFacts:
    """Return what hangs on the goods that come back, and on nothing else."""
    back = dict(draft.back)
    going = [one for line_id, quantity in back.items() for one in _machines(session, line_id, quantity, draft.serials)]
    covered = select(func.count()).select_from(EquipmentCoverage).where(EquipmentCoverage.equipment_id.in_([one.id for one in going]))
    stays = any(line.delivered > back.get(line.line_id, 0) for line in progress_of(session, [order.id])[order.id])
    issued = (Invoice.order_id == order.id, Invoice.issued_on.is_not(None), Invoice.voided_on.is_(None))
    known = facts_of(session, order, back)
    paid = [one for one in claims if one.state is TradeInState.PAID]
    return replace(
        known,
        equipment=tuple(f"{one.product or one.model} {one.number}" for one in going),
        coverages=session.execute(covered).scalar_one(),
        visits=0 if stays else known.visits,
        invoices=tuple(session.scalars(select(Invoice.number).where(*issued))),
        trade_ins=len(claims) - len(paid),
        repay=(len(paid), _sum(paid)),
    )


def _machines(session: Session, line_id: int, quantity: int, serials: Collection[str]) -> list[Equipment]:
    """Return the machines that go with so much of a line, those named first and then the newest."""
    query = select(Equipment).where(Equipment.order_line_id == line_id, Equipment.state == EquipmentState.IN_USE)
    found = []
    for machine in sorted(session.scalars(query), key=lambda one: (one.serial not in serials, -one.id)):
        if machine.quantity > quantity:
            break
        quantity -= machine.quantity
        found.append(machine)
    return found


def all_gone(session: Session, order_id: int, back: Mapping[int, int]) -> list[int]:
    """Return the lines of which nothing is left in the order."""
    return [line.id for line in lines_of(session, order_id) if line.id in back and line.quantity <= back[line.id]]


def rows_of(session: Session, order_id: int) -> tuple[ReturnRow, ...]:
    """Return the returns of an order, in order."""
    query = select(OrderReturn).where(OrderReturn.order_id == order_id).order_by(OrderReturn.id)
    return tuple(row_of(session, one) for one in session.scalars(query))


def row_of(session: Session, one: OrderReturn) -> ReturnRow:
    """Return a return as a card shows it."""
    query = select(DeliveryLine, OrderLine).join(OrderLine, OrderLine.id == DeliveryLine.order_line_id)
    query = query.where(DeliveryLine.delivery_id == one.delivery_id).order_by(DeliveryLine.position, DeliveryLine.id)
    lines = tuple(_line(came, line) for came, line in session.execute(query))
    names = ("id", "number", "order_id", "delivery_id", "kind", "reason", "returned_on", "amount", "fee")
    return ReturnRow(**{name: getattr(one, name) for name in names}, instead=one.note, lines=lines)


def _line(came: DeliveryLine, line: OrderLine) -> ReturnLineRow:
    goods = " ".join(filter(None, (line.brand, line.name, line.model)))
    return ReturnLineRow(goods, line.spec, line.unit, -came.quantity, line.price, tuple(came.serials))


def read_file(session: Session, one: OrderReturn) -> ReturnFile:
    """Return a return with whose it is."""
    order = require_order(session, one.order_id)
    customer = session.execute(select(CustomerLine.__table__).where(CustomerLine.customer_id == order.customer_id)).one()
    staff = session.execute(select(Staff.name).where(Staff.id == one.staff_id)).scalar() or ""
    return ReturnFile(row_of(session, one), order.number, customer.name, customer.phone, customer.address, staff)
