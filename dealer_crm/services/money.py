"""Where the money is: what came in on a day (日结), cash not handed in yet, and what customers still owe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain.ageing import days_late, debts
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryKind
from dealer_crm.domain.orders import OrderState, PayWay
from dealer_crm.domain.pay_plan import NodeTrigger, PayKind
from dealer_crm.services.order_list import UNPAID, paid_column, total_column
from dealer_crm.services.order_reading import HANDED_OVER
from dealer_crm.services.order_state import HANDED_OVER as BROUGHT
from dealer_crm.storage.database import Database
from dealer_crm.storage.dialect import one_of
from dealer_crm.storage.models import CustomerLine, Delivery, OpeningBalance, Payment, PaymentNode, SalesOrder, Staff


@dataclass(frozen=True)
class ReceiptRow:
    """One payment of the day; `amount` in 分, below nothing when given back; `handed_in_on` None = cash still with `staff`."""

    id: int
    number: str
    customer_id: int
    customer: str
    order_id: int | None
    order_number: str
    kind: PayKind
    way: PayWay
    amount: int
    paid_on: date
    staff_id: int | None
    staff: str
    receipt_number: str
    handed_in_on: date | None
    note: str


@dataclass(frozen=True)
class WaySum:
    """What came (and went) by one way."""

    way: PayWay
    count: int
    received: int
    returned: int

    @property
    def total(self) -> int:
        """Return what is left of it."""
        return self.received + self.returned


@dataclass(frozen=True)
class StaffSum:
    """What one person took on the day, and how much cash he still has from this and earlier days."""

    staff_id: int | None
    staff: str
    count: int
    total: int
    with_him: int


@dataclass(frozen=True)
class MoneyDay:
    """日结: the receipts of a day, their sums, and all cash that is still out on the evening of it."""

    on: date
    receipts: tuple[ReceiptRow, ...]
    by_way: tuple[WaySum, ...]
    by_staff: tuple[StaffSum, ...]
    cash_out: tuple[ReceiptRow, ...]

    @property
    def total(self) -> int:
        """Return what the day brought."""
        return sum(row.amount for row in self.receipts)

    @property
    def cash_out_total(self) -> int:
        """Return the cash not handed in."""
        return sum(row.amount for row in self.cash_out)


@dataclass(frozen=True)
class Receivable:
    """What a customer owes for an order, or (`order_id` None) since before the shop moved in: above nothing; `days` since `since`.

    That is the day on which this part of its plan is due (None: its event has not come), without a plan the day of the delivery, else
    of the order. An order whose parts fall due on several days has a row for each.
    """

    customer_id: int
    customer: str
    phone: str
    order_id: int | None
    order_number: str
    owed: int
    since: date | None
    days: int
    delivered: bool


class Money:
    """Questions about money; every method is one short read."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def day(self, on: date | None = None, *, since: date | None = None) -> MoneyDay:
        """Return the money of a day (None = today), or of all days from `since` to that one."""
        on = on or local_day(self._now())
        out = and_(
            Payment.way == PayWay.CASH,
            Payment.paid_on <= on,
            or_(Payment.handed_in_on.is_(None), Payment.handed_in_on > on),
        )
        with self._db.read() as session:
            receipts = _receipts(session, Payment.paid_on.between(since or on, on))
            cash_out = _receipts(session, out)
        return MoneyDay(on, receipts, _by_way(receipts), _by_staff(receipts, cash_out), cash_out)

    def favours(self) -> list[Receivable]:
        """Return the orders, cancelled ones too, on which the shop holds more than they come to: below nothing, to be given back."""
        today = local_day(self._now())
        with self._db.read() as session:
            return _orders(session, today, None, SalesOrder.state != OrderState.DRAFT, total_column() < paid_column())

    def receivables(self, customer_id: int | None = None) -> list[Receivable]:
        """Return what each order (one customer's or all), and what was from before, still brings: above nothing, the oldest first.

        Money is set against what it was given for and nothing else: a deposit on a draft, money on a cancelled order or too much
        on another lessens no debt here, since it may have to go back. `CustomerLine.balance` counts all of it: it is what these
        rows of a customer come to less what the shop holds in his favour, and below nothing where the shop owes him.
        """
        today = local_day(self._now())
        with self._db.read() as session:
            asked = None if customer_id is None else (customer_id,)
            found = [*_orders(session, today, asked), *_openings(session, today, asked)]
        return sorted(found, key=lambda row: (row.since or date.max, row.customer_id, row.order_id or 0))


def _receipts(session: Session, condition: Any) -> tuple[ReceiptRow, ...]:
    names = ("kind", "way", "amount", "paid_on", "staff_id")
    query: Select[Any] = (
        select(
            Payment.id,
            Payment.number,
            Payment.customer_id,
            CustomerLine.name,
            Payment.order_id,
            func.coalesce(SalesOrder.number, ""),
            *(getattr(Payment, name) for name in names),
            func.coalesce(Staff.name, ""),
            Payment.receipt_number,
            Payment.handed_in_on,
            Payment.note,
        )
        .join(CustomerLine, CustomerLine.customer_id == Payment.customer_id)
        .outerjoin(SalesOrder, SalesOrder.id == Payment.order_id)
        .outerjoin(Staff, Staff.id == Payment.staff_id)
        .where(condition)
        .order_by(Payment.paid_on, Payment.id)
    )
    return tuple(ReceiptRow(*row) for row in session.execute(query))


def _by_way(receipts: Sequence[ReceiptRow]) -> tuple[WaySum, ...]:
    found = []
    for way in PayWay:
        amounts = [row.amount for row in receipts if row.way is way]
        if amounts:
            found.append(WaySum(way, len(amounts), sum(a for a in amounts if a > 0), sum(a for a in amounts if a < 0)))
    return tuple(found)


def _by_staff(receipts: Sequence[ReceiptRow], cash_out: Sequence[ReceiptRow]) -> tuple[StaffSum, ...]:
    people = dict.fromkeys((row.staff_id, row.staff) for row in [*receipts, *cash_out])
    return tuple(
        StaffSum(
            staff_id,
            name,
            sum(row.staff_id == staff_id for row in receipts),
            _sum(receipts, staff_id),
            _sum(cash_out, staff_id),
        )
        for staff_id, name in sorted(people, key=lambda person: person[0] or 0)
    )


def _sum(rows: Iterable[ReceiptRow], staff_id: int | None) -> int:
    return sum(row.amount for row in rows if row.staff_id == staff_id)


def _orders(session: Session, today: date, customer_ids: Collection[int] | None, *conditions: Any) -> list[Receivable]:
    """Return what orders still bring; `conditions` ask for others than those that are owed."""
    wanted = conditions or (SalesOrder.state.in_(UNPAID), total_column() > paid_column())
    owed = (total_column() - paid_column()).label("owed")
    signed = select(func.max(Delivery.planned_on)).where(
        Delivery.order_id == SalesOrder.id, Delivery.state.in_(HANDED_OVER), Delivery.kind == DeliveryKind.DELIVERY
    )
    query = (
        select(
            SalesOrder.customer_id,
            CustomerLine.name,
            CustomerLine.phone,
            SalesOrder.id,
            SalesOrder.number,
            SalesOrder.ordered_on,
            SalesOrder.state,
            owed,
            signed.scalar_subquery().label("delivered_on"),
        )
        .join(CustomerLine, CustomerLine.customer_id == SalesOrder.customer_id)
        .where(*wanted, *_of(SalesOrder.customer_id, customer_ids))
    )
    rows = session.execute(query).all()
    open_parts = _open_parts(session, [row.id for row in rows])
    found = []
    for row in rows:
        is_there = row.delivered_on is not None
        all_there = row.delivered_on if row.state in BROUGHT else None
        parts = ((part.due_on or _day_after_all(part.trigger, all_there), part.open) for part in open_parts.get(row.id, ()))
        for since, amount in debts(row.owed, parts, row.delivered_on or row.ordered_on):
            days = days_late(since, today)
            found.append(Receivable(row.customer_id, row.name, row.phone, row.id, row.number, amount, since, days, is_there))
    return found


def _open_parts(session: Session, order_ids: Collection[int]) -> dict[int, list[Any]]:
    """Return the open parts of the plans of these orders, in their order."""
    columns = (PaymentNode.order_id, PaymentNode.due_on, PaymentNode.trigger, PaymentNode.open)
    query = select(*columns).where(one_of(PaymentNode.order_id, order_ids), PaymentNode.open > 0)
    found: dict[int, list[Any]] = defaultdict(list)
    for part in session.execute(query.order_by(PaymentNode.order_id, PaymentNode.position, PaymentNode.id)):
        found[part.order_id].append(part)
    return found


def _day_after_all(trigger: NodeTrigger, delivered_on: date | None) -> date | None:
    """Return since when a part without a day is due: once all goods are there they are to be paid, though nobody noted the event."""
    return None if trigger is NodeTrigger.RETENTION else delivered_on


def _openings(session: Session, today: date, customer_ids: Collection[int] | None) -> list[Receivable]:
    """Return what is left of opening balances after payments that belong to no order and no service."""
    paid = select(func.coalesce(func.sum(Payment.amount), 0)).where(Payment.customer_id == OpeningBalance.customer_id, free_payment())
    owed = (func.sum(OpeningBalance.amount) - paid.scalar_subquery()).label("owed")
    query = (
        select(OpeningBalance.customer_id, CustomerLine.name, CustomerLine.phone, func.min(OpeningBalance.as_of).label("since"), owed)
        .join(CustomerLine, CustomerLine.customer_id == OpeningBalance.customer_id)
        .where(*_of(OpeningBalance.customer_id, customer_ids))
        .group_by(OpeningBalance.customer_id)
        .having(owed > 0)
    )
    return [
        Receivable(row.customer_id, row.name, row.phone, None, "", row.owed, row.since, days_late(row.since, today), delivered=True)
        for row in session.execute(query)
    ]


def owed_since(session: Session, today: date, customer_ids: Collection[int] | None) -> dict[int, date]:
    """Return since when each of these customers (None = all) owes anything; who owes nothing is left out."""
    found: dict[int, date] = {}
    for row in (*_orders(session, today, customer_ids), *_openings(session, today, customer_ids)):
        since = row.since or today
        found[row.customer_id] = min(since, found.get(row.customer_id, since))
    return found


def _of(column: Any, customer_ids: Collection[int] | None) -> tuple[Any, ...]:
    return () if customer_ids is None else (one_of(column, customer_ids),)


def free_payment() -> Any:
    """Return the condition of payments that pay off what was owed from before: of no order, no service."""
    return and_(Payment.order_id.is_(None), Payment.request_id.is_(None), Payment.kind != PayKind.SERVICE)
