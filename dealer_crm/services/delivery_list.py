"""The list of deliveries and returns: today's first, then what waits, then what is over; all of it in SQL."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import OPEN_STATES, TAKEN_STATES, DeliveryKind, DeliveryState
from dealer_crm.domain.orders import OPEN_STATES as OPEN_ORDERS
from dealer_crm.domain.orders import OrderState
from dealer_crm.services.order_list import paid_column, total_column
from dealer_crm.services.order_reading import first_goods, progress_of
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import CustomerLine, Delivery, DeliveryCheck, DeliveryLine, OrderLine, SalesOrder, Staff


class DeliveryView(StrEnum):
    """The views that stand ready above the list."""

    ALL = "all"
    TODAY = "today"
    WAITING = "waiting"
    UNFINISHED = "unfinished"
    DONE = "done"
    RETURNS = "returns"


@dataclass(frozen=True)
class DeliverySpec:
    """One question to the list; `words` are looked for in customer, phone, address and number. Its order is always the same."""

    view: DeliveryView = DeliveryView.ALL
    words: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True)
class DeliveryRow:
    """One line of the list. `checked` of the `checks` required items are settled; instants aware UTC.

    `collect` in 分 is what the delivery brings back, no more than is owed by now.
    """

    id: int
    number: str
    kind: DeliveryKind
    state: DeliveryState
    customer_id: int
    customer_number: str
    customer: str
    phone: str
    address: str
    order_number: str
    goods: str
    planned_on: date | None
    slot: str
    collect: int
    staff: str
    finished_at: datetime | None
    checked: int
    checks: int


_NEVER_TAKEN = tuple(state for state in DeliveryState if state not in (*OPEN_STATES, *TAKEN_STATES))
_NOT_CANCELLED = tuple(state for state in DeliveryState if state is not DeliveryState.CANCELLED)


@dataclass(frozen=True)
class OrderToDeliver:
    """An order with goods that no delivery carries yet."""

    id: int
    number: str
    state: OrderState
    customer_id: int
    customer: str
    phone: str
    address: str
    goods: str
    promised_on: date | None


class DeliveryList:
    """Questions to the list of deliveries; every method is one short read."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def ids(self, spec: DeliverySpec = DeliverySpec()) -> array[int]:
        """Return the ids of the question, today's first."""
        with self._db.read() as session:
            return sum((ids_of(session, query) for query in self._queries(spec.view, spec.words)), array("q"))

    def of_day(self, day: date) -> list[int]:
        """Return what is planned for a day and was not called off or refused, in the order of the day."""
        kept = tuple(state for state in _NOT_CANCELLED if state is not DeliveryState.REFUSED)
        planned = select(Delivery.id).where(Delivery.planned_on == day, Delivery.state.in_(kept))
        with self._db.read() as session:
            return list(session.scalars(planned.order_by(Delivery.slot, Delivery.id)))

    def rows(self, ids: Sequence[int]) -> list[DeliveryRow]:
        """Return the lines of these deliveries in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            found = {row.id: row for row in session.execute(_lines().where(Delivery.id.in_(list(ids))))}
            goods = _goods(session, list(found))
        return [_row(found[key], goods.get(key, "")) for key in ids if key in found]

    def page(self, limit: int, offset: int = 0, view: DeliveryView = DeliveryView.ALL) -> list[DeliveryRow]:
        """Return some lines of the view."""
        return self.rows(self.ids(DeliverySpec(view))[offset : offset + limit])

    def count(self) -> int:
        """Return how many there are."""
        with self._db.read() as session:
            return session.execute(select(func.count()).select_from(Delivery)).scalar_one()

    def counts(self) -> dict[DeliveryView, int]:
        """Return the number of each view, in one statement."""
        columns = [func.count().filter(and_(True, *self._conditions(view))).label(view.value) for view in DeliveryView]
        with self._db.read() as session:
            row = session.execute(select(*columns).select_from(Delivery)).one()
        return {view: getattr(row, view.value) for view in DeliveryView}

    def to_deliver(self, limit: int = 500) -> list[OrderToDeliver]:
        """Return the orders of which something is left to plan, those promised first at the top."""
        query = (
            select(SalesOrder.id, SalesOrder.number, SalesOrder.state, SalesOrder.customer_id, SalesOrder.promised_on)
            .add_columns(CustomerLine.name, CustomerLine.phone, CustomerLine.address)
            .join(CustomerLine, CustomerLine.customer_id == SalesOrder.customer_id)
            .where(SalesOrder.state.in_(OPEN_ORDERS), SalesOrder.state != OrderState.DRAFT)
            .order_by(SalesOrder.promised_on.is_(None), SalesOrder.promised_on, SalesOrder.id)
        )
        with self._db.read() as session:
            orders = session.execute(query.limit(limit)).all()
            left = progress_of(session, [order.id for order in orders])
            goods = _ordered(session, [order.id for order in orders])
        return [
            OrderToDeliver(o.id, o.number, o.state, o.customer_id, o.name, o.phone, o.address, goods.get(o.id, ""), o.promised_on)
            for o in orders
            if any(line.unplanned for line in left[o.id])
        ]

    def _queries(self, view: DeliveryView, words: str) -> list[Select[int]]:
        """Return the questions whose answers in turn are the list: what waits by its day, then what is over, the newest first."""
        query = select(Delivery.id).where(*self._conditions(view))
        if words.strip():
            query = query.join(CustomerLine, CustomerLine.customer_id == Delivery.customer_id).where(_named(words.strip()))
        day, waits = Delivery.planned_on, Delivery.state.in_(OPEN_STATES)
        later = case((and_(waits, day == local_day(self._now())), 0), else_=1)
        going_on = or_(waits, and_(Delivery.state.in_(TAKEN_STATES), Delivery.finished_at.is_(None)))
        # nearly all are over: asked through coalesce, so that they are read in their order and not by their state
        state = func.coalesce(Delivery.state, "")
        over = or_(state.in_(_NEVER_TAKEN), and_(Delivery.finished_at.is_not(None), state.in_(TAKEN_STATES)))
        return [
            query.where(going_on).order_by(later, day.is_(None), day, Delivery.slot, Delivery.id.desc()),
            query.where(over).order_by(Delivery.id.desc()),
        ]

    def _conditions(self, view: DeliveryView) -> list[ColumnElement[bool]]:
        goods_out = Delivery.kind == DeliveryKind.DELIVERY
        conditions: dict[DeliveryView, list[ColumnElement[bool]]] = {
            DeliveryView.TODAY: [Delivery.planned_on == local_day(self._now()), Delivery.state.in_(_NOT_CANCELLED)],
            DeliveryView.WAITING: [Delivery.state.in_(OPEN_STATES)],
            DeliveryView.UNFINISHED: [Delivery.state.in_(TAKEN_STATES), Delivery.finished_at.is_(None), goods_out],
            DeliveryView.DONE: [Delivery.finished_at.is_not(None), goods_out],
            DeliveryView.RETURNS: [or_(Delivery.kind == DeliveryKind.RETURN, Delivery.state == DeliveryState.REFUSED)],
        }
        return conditions.get(view, [])


def _named(words: str) -> ColumnElement[bool]:
    columns: tuple[Any, ...] = (CustomerLine.name, CustomerLine.phone, CustomerLine.address, Delivery.number, Delivery.receiver)
    return or_(*(column.icontains(words, autoescape=True) for column in columns))


def _lines() -> Select[Any]:
    own = ("id", "number", "kind", "state", "customer_id", "planned_on", "slot", "finished_at", "phone", "address")
    owed = total_column() - paid_column()
    settled = DeliveryCheck.result.in_((CheckResult.PASS, CheckResult.NA))
    item = select(func.count()).where(DeliveryCheck.delivery_id == Delivery.id, DeliveryCheck.required)
    return (
        select(*(Delivery.__table__.c[name] for name in own))
        .add_columns(
            CustomerLine.number.label("customer_number"),
            CustomerLine.name.label("customer"),
            func.coalesce(CustomerLine.address, "").label("short"),
            SalesOrder.number.label("order_number"),
            func.coalesce(Staff.name, "").label("staff"),
            case((owed <= 0, 0), (owed < Delivery.collect, owed), else_=Delivery.collect).label("collect"),
            item.where(settled).scalar_subquery().label("checked"),
            item.scalar_subquery().label("checks"),
        )
        .join(CustomerLine, CustomerLine.customer_id == Delivery.customer_id)
        .join(SalesOrder, SalesOrder.id == Delivery.order_id)
        .outerjoin(Staff, Staff.id == Delivery.staff_id)
    )


def _goods(session: Session, delivery_ids: list[int]) -> dict[int, str]:
    query = (
        select(DeliveryLine.delivery_id, OrderLine.brand, OrderLine.model, OrderLine.name)
        .join(OrderLine, OrderLine.id == DeliveryLine.order_line_id)
        .where(DeliveryLine.delivery_id.in_(delivery_ids))
        .order_by(DeliveryLine.position, DeliveryLine.id)
    )
    return _named_goods(session.execute(query))


def _ordered(session: Session, order_ids: list[int]) -> dict[int, str]:
    query = select(OrderLine.order_id, OrderLine.brand, OrderLine.model, OrderLine.name).where(OrderLine.order_id.in_(order_ids))
    return _named_goods(session.execute(query.order_by(OrderLine.position, OrderLine.id)))


def _named_goods(found: Any) -> dict[int, str]:
    lines: dict[int, list[tuple[str, str, str]]] = {}
    for owner, brand, model, name in found:
        lines.setdefault(owner, []).append((brand, model, name))
    return {owner: first_goods(names) for owner, names in lines.items()}


def _row(line: Any, goods: str) -> DeliveryRow:
    values = dict(line._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row's mapping
    short = values.pop("short")
    values["address"] = short or values["address"]
    return DeliveryRow(**values, goods=goods)
