"""Lists of orders: which, in what order, and the lines to show; and what is still to deliver."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import OPEN_STATES as DELIVERIES_OPEN
from dealer_crm.domain.deliveries import DeliveryKind
from dealer_crm.domain.orders import OPEN_STATES, Arrival, LineDraft, OrderState
from dealer_crm.services.order_reading import HANDED_OVER, first_goods, line_draft
from dealer_crm.services.order_state import SOLD
from dealer_crm.storage import search
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import CustomerLine, Delivery, DeliveryLine, OrderLine, Payment, SalesOrder, Staff

OWING = (*SOLD, OrderState.DELIVERED, OrderState.DONE)
UNPAID = (*SOLD, OrderState.DELIVERED)
"""Where money may be missing: an order is done only when it is paid, and stops being done when it no longer is."""


class OrderView(StrEnum):
    """The views that stand ready above a list of orders."""

    ALL = "all"
    OPEN = "open"
    DRAFTS = "drafts"
    TO_ORDER = "to_order"
    LATE = "late"
    UNPAID = "unpaid"
    ENDED = "ended"


@dataclass(frozen=True)
class OrderSpec:
    """One question to the list of orders. Empty tuples and None do not filter."""

    view: OrderView = OrderView.ALL
    words: str = ""
    states: tuple[OrderState, ...] = ()
    customer_id: int | None = None
    staff_ids: tuple[int, ...] = ()
    sort: str = "ordered_on"
    descending: bool = True


@dataclass(frozen=True)
class OrderRow:
    """One order in a list, money in 分."""

    id: int
    number: str
    customer_id: int
    customer: str
    phone: str
    address: str
    state: OrderState
    ordered_on: date
    promised_on: date | None
    goods: str
    lines: int
    total: int
    paid: int
    staff: str
    external_party: str
    external_number: str

    @property
    def owed(self) -> int:
        """Return what is still to come; nothing from a draft or a cancelled order."""
        return self.total - self.paid if self.state in OWING else 0


@dataclass(frozen=True)
class UndeliveredLine:
    """A line of an open order with what is still to deliver (thousandths) and what no delivery carries yet."""

    order_id: int
    number: str
    customer_id: int
    customer: str
    line: LineDraft
    undelivered: int
    unplanned: int


def total_column() -> ColumnElement[int]:
    """Return what an order comes to, rounded line by line as papers do; `extra` holds discount, rounding, tax, subsidy and fees."""
    amount = (OrderLine.quantity * OrderLine.price + 500) // 1000
    goods = select(func.coalesce(func.sum(amount), 0)).where(OrderLine.order_id == SalesOrder.id).scalar_subquery()
    return goods + SalesOrder.extra


def paid_column() -> ColumnElement[int]:
    """Return what was received for an order."""
    return select(func.coalesce(func.sum(Payment.amount), 0)).where(Payment.order_id == SalesOrder.id).scalar_subquery()


class OrderList:
    """Questions to the list of orders; every method is one short read."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def ids(self, spec: OrderSpec) -> array[int]:
        """Return the ids of all orders of the view, in its order."""
        with self._db.read() as session:
            return ids_of(session, self._query(spec))

    def rows(self, ids: Sequence[int]) -> list[OrderRow]:
        """Return the lines of these orders in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            goods = _goods(session, ids)
            found = {row.id: row for row in session.execute(_columns().where(SalesOrder.id.in_(list(ids))))}
        return [_row(found[key], goods.get(key, [])) for key in ids if key in found]

    def page(self, spec: OrderSpec, limit: int, offset: int = 0) -> list[OrderRow]:
        """Return some lines of the view."""
        with self._db.read() as session:
            ids = list(session.execute(self._query(spec).limit(limit).offset(offset)).scalars())
        return self.rows(ids)

    def counts(self, spec: OrderSpec | None = None) -> dict[OrderView, int]:
        """Return the number of orders of each view, in one statement; with a spec only among its customers, states and words."""
        common = self._conditions(spec) if spec else []
        counts = {view: select(func.count(SalesOrder.id)).where(*self._view(view), *common) for view in OrderView}
        columns = [query.scalar_subquery().label(view.value) for view, query in counts.items()]
        with self._db.read() as session:
            row = session.execute(select(*columns)).one()
        return {view: getattr(row, view.value) for view in OrderView}

    def undelivered(self, order_id: int | None = None) -> list[UndeliveredLine]:
        """Return every line that is still to deliver, of one order or of all that are sold, the earliest promised first."""
        mine = SalesOrder.id == order_id if order_id else SalesOrder.state.in_(SOLD)
        with self._db.read() as session:
            found = session.execute(_undelivered().where(mine)).all()
            lines = {line.id: line_draft(line, with_cost=False) for line in session.scalars(_lines([row.line_id for row in found]))}
        rows = [_undelivered_row(row, lines[row.line_id]) for row in found]
        return [row for row in rows if row.undelivered]

    def _query(self, spec: OrderSpec) -> Select[Any]:
        column = _sorting(spec.sort)
        ordered = (column.desc() if spec.descending else column.asc()).nulls_last()
        query = select(SalesOrder.id).where(*self._view(spec.view), *self._conditions(spec))
        if spec.sort == "customer":
            query = _joined(query)
        return query.order_by(ordered, SalesOrder.id.desc() if spec.descending else SalesOrder.id)

    def _conditions(self, spec: OrderSpec) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = [_holds(word) for word in search.words_of(spec.words)]
        if spec.customer_id is not None:
            conditions.append(SalesOrder.customer_id == spec.customer_id)
        chosen: tuple[tuple[Any, tuple[Any, ...]], ...] = ((SalesOrder.state, spec.states), (SalesOrder.staff_id, spec.staff_ids))
        return conditions + [column.in_(values) for column, values in chosen if values]

    def _view(self, view: OrderView) -> list[ColumnElement[bool]]:
        to_order = exists().where(OrderLine.order_id == SalesOrder.id, OrderLine.arrival == Arrival.TO_ORDER)
        sold = SalesOrder.state.in_(SOLD)
        # nearly all have ended: asked through coalesce, so that they are read in their order and not by their state
        conditions: dict[OrderView, list[ColumnElement[bool]]] = {
            OrderView.OPEN: [SalesOrder.state.in_(OPEN_STATES)],
            OrderView.DRAFTS: [SalesOrder.state == OrderState.DRAFT],
            OrderView.TO_ORDER: [sold, to_order],
            OrderView.LATE: [sold, SalesOrder.promised_on < local_day(self._now())],
            OrderView.UNPAID: [SalesOrder.state.in_(UNPAID), total_column() > paid_column()],
            OrderView.ENDED: [func.coalesce(SalesOrder.state, "").in_((OrderState.DONE, OrderState.CANCELLED))],
        }
        return conditions.get(view, [])


def _joined(query: Select[Any]) -> Select[Any]:
    return query.join(CustomerLine, CustomerLine.customer_id == SalesOrder.customer_id)


def _sorting(key: str) -> Any:
    columns: dict[str, Any] = {
        "number": SalesOrder.number,
        "customer": CustomerLine.sort_key,
        "state": case({state.value: n for n, state in enumerate(OrderState)}, value=SalesOrder.state),
        "promised_on": SalesOrder.promised_on,
        "total": total_column(),
        "owed": total_column() - paid_column(),
    }
    return columns.get(key, SalesOrder.ordered_on)


def _holds(word: str) -> ColumnElement[bool]:
    """Return whether number, external party or number, or anything known of the customer holds the word."""
    texts = (SalesOrder.number, SalesOrder.external_number, SalesOrder.external_party)
    own = [func.lower(column).contains(word, autoescape=True) for column in texts]
    return or_(*own, SalesOrder.customer_id.in_(search.anywhere([word])))


def _columns() -> Select[Any]:
    names = ("id", "number", "customer_id", "state", "ordered_on", "promised_on", "external_party", "external_number")
    return _joined(
        select(
            *(getattr(SalesOrder, name) for name in names),
            CustomerLine.name.label("customer"),
            CustomerLine.phone,
            CustomerLine.address,
            func.coalesce(Staff.name, "").label("staff"),
            total_column().label("total"),
            paid_column().label("paid"),
        )
    ).outerjoin(Staff, Staff.id == SalesOrder.staff_id)


def _goods(session: Any, ids: Sequence[int]) -> dict[int, list[tuple[str, str, str]]]:
    query = select(OrderLine.order_id, OrderLine.brand, OrderLine.model, OrderLine.name).where(OrderLine.order_id.in_(list(ids)))
    found: dict[int, list[tuple[str, str, str]]] = {}
    for order_id, *words in session.execute(query.order_by(OrderLine.order_id, OrderLine.position, OrderLine.id)):
        found.setdefault(order_id, []).append(tuple(words))
    return found


def _row(row: Any, goods: list[tuple[str, str, str]]) -> OrderRow:
    return OrderRow(**row._mapping, goods=first_goods(goods), lines=len(goods))  # noqa: SLF001 - SQLAlchemy's public name


def _lines(ids: Sequence[int]) -> Select[OrderLine]:
    return select(OrderLine).where(OrderLine.id.in_(ids))


def _undelivered() -> Select[Any]:
    under_way = Delivery.state.in_(DELIVERIES_OPEN) & (Delivery.kind == DeliveryKind.DELIVERY)
    return (
        _joined(
            select(
                SalesOrder.id,
                SalesOrder.number,
                SalesOrder.customer_id,
                CustomerLine.name,
                OrderLine.id.label("line_id"),
                func.coalesce(func.sum(case((Delivery.state.in_(HANDED_OVER), DeliveryLine.quantity), else_=0)), 0).label("handed"),
                func.coalesce(func.sum(case((under_way, DeliveryLine.quantity), else_=0)), 0).label("planned"),
            ).join(OrderLine, OrderLine.order_id == SalesOrder.id)
        )
        .outerjoin(DeliveryLine, DeliveryLine.order_line_id == OrderLine.id)
        .outerjoin(Delivery, Delivery.id == DeliveryLine.delivery_id)
        .group_by(OrderLine.id)
        .order_by(SalesOrder.promised_on.is_(None), SalesOrder.promised_on, SalesOrder.id, OrderLine.position, OrderLine.id)
    )


def _undelivered_row(row: Any, line: LineDraft) -> UndeliveredLine:
    left = max(line.quantity - row.handed, 0)
    return UndeliveredLine(row.id, row.number, row.customer_id, row.name, line, left, max(left - row.planned, 0))
