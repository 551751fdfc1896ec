"""Sites: orders on which work goes on, each with its stage, its next day and what is open; and one site with all that is on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, union
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import INSTALLED, AcceptanceState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import OPEN_STATES, TAKEN_STATES, DeliveryKind, DeliveryState
from dealer_crm.domain.jobs import OPEN_JOBS, JobStage, JobState, furthest
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.products import MACHINE_GROUPS, ProductKind
from dealer_crm.services import job_file
from dealer_crm.services.acceptance_list import AcceptanceRow, rows_of
from dealer_crm.services.failed_items import FailedItem, counts_of, of_order
from dealer_crm.services.job_file import JobFile
from dealer_crm.services.order_reading import first_goods, require
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import (
    Acceptance,
    Community,
    Customer,
    CustomerLine,
    Delivery,
    DeliveryLine,
    Job,
    OrderLine,
    Premises,
    Product,
    SalesOrder,
    Staff,
)

SOLD = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY)
"""States of an order whose goods are not all with the customer."""
MOST = 500
"""So many sites are shown at most, those whose day is next first."""


@dataclass(frozen=True)
class SiteRow:
    """An order in progress. `stage` is what goes on or comes next, `done` the furthest stage that is over; None = no job yet.

    `job_id` is the job that is next, with its `state`, day, slot, leader and `people` (ids of staff). `failed` items wait to be mended.
    """

    order_id: int
    order_number: str
    customer_id: int
    customer: str
    customer_number: str
    phone: str
    community: str
    address: str
    goods: str
    promised_on: date | None
    stage: JobStage | None
    done: JobStage | None
    job_id: int | None
    job_number: str
    state: JobState | None
    next_on: date | None
    slot: str
    days: int
    agreed: bool
    leader_id: int | None
    leader: str
    people: tuple[int, ...]
    crew: str
    jobs: int
    sheets_valid: int
    sheets: int
    failed: int
    deliveries_open: int
    late: bool

    @property
    def id(self) -> int:
        """Return the order, by which lists know a site."""
        return self.order_id


@dataclass(frozen=True)
class SiteDelivery:
    """A delivery of the site."""

    id: int
    number: str
    kind: DeliveryKind
    state: DeliveryState
    planned_on: date | None
    slot: str
    signed_at: datetime | None
    finished_at: datetime | None
    goods: str


@dataclass(frozen=True)
class SiteFile:
    """A site opened: its jobs in the order they are done, its sheets, hidden works first, its deliveries by day."""

    order_id: int
    order_number: str
    order_state: OrderState
    customer_id: int
    customer: str
    customer_number: str
    phone: str
    community: str
    address: str
    goods: str
    promised_on: date | None
    care_notes: str
    access: str
    jobs: tuple[JobFile, ...]
    acceptances: tuple[AcceptanceRow, ...]
    deliveries: tuple[SiteDelivery, ...]
    failed_items: tuple[FailedItem, ...] = ()

    @property
    def stage(self) -> JobStage | None:
        """Return what goes on or comes next: that of the next open job, else what was arranged on leaving, else the furthest."""
        return _stage_of([(job.state, job.draft.stage, job.draft.next_stage) for job in self.jobs])

    @property
    def failed(self) -> int:
        """Return how many items of its sheets, jobs and deliveries wait to be mended, as the board counts them."""
        return len(self.failed_items)


class Sites:
    """Questions on sites; every method is one short read."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade) -> None:
        self._db, self._now, self._trade = db, now, trade

    def rows(self, limit: int = MOST) -> list[SiteRow]:
        """Return the orders in progress, those whose day is next first, those without a day last."""
        with self._db.read() as session:
            return _Board(session, local_day(self._now())).rows(list(session.scalars(self._ids())))[:limit]

    def count(self) -> int:
        """Return how many orders are in progress."""
        with self._db.read() as session:
            return session.execute(select(func.count()).select_from(self._ids().subquery())).scalar_one()

    def open(self, order_id: int) -> SiteFile:
        """Return a site, also one that is over. Raises OrderNotFound."""
        with self._db.read() as session:
            return _read(session, self._trade, order_id)

    def wants_job(self, order_id: int) -> bool:
        """Tell whether an order has machines to install and no open job."""
        machines = [one.code for one in self._trade.categories() if one.machine]
        goods = select(OrderLine.id).join(SalesOrder, SalesOrder.id == OrderLine.order_id)
        goods = goods.outerjoin(Product, Product.id == OrderLine.product_id).where(OrderLine.order_id == order_id)
        alive = SalesOrder.state.not_in((OrderState.DRAFT, OrderState.CANCELLED))
        waits = select(Job.id).where(Job.order_id == order_id, Job.state.in_(OPEN_JOBS)).exists()
        with self._db.read() as session:
            return session.execute(goods.where(alive, ~waits, *_machine_lines(machines)).limit(1)).first() is not None

    def _ids(self) -> Any:
        machines = [one.code for one in self._trade.categories() if one.machine]
        return in_progress(machines)


def in_progress(machines: Sequence[str]) -> Any:
    """Return the question for the ids of orders with an open job or sheet, or with machines that are to be delivered or handed over."""
    on_the_way = and_(Delivery.state.in_(OPEN_STATES), Delivery.kind == DeliveryKind.DELIVERY)
    unfinished = and_(Delivery.state.in_(TAKEN_STATES), Delivery.finished_at.is_(None), Delivery.kind == DeliveryKind.DELIVERY)
    installed = (
        select(OrderLine.id)
        .join(SalesOrder, SalesOrder.id == OrderLine.order_id)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .where(OrderLine.order_id == Delivery.order_id, SalesOrder.state != OrderState.CANCELLED, *_machine_lines(machines))
        .correlate(Delivery)
        .exists()
    )
    sold = (
        select(SalesOrder.id)
        .join(OrderLine, OrderLine.order_id == SalesOrder.id)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .where(SalesOrder.state.in_(SOLD), *_machine_lines(machines))
    )
    return union(
        select(Job.order_id).where(Job.state.in_(OPEN_JOBS)),
        select(Delivery.order_id).where(on_the_way, installed),
        select(Delivery.order_id).where(unfinished, installed),
        select(Acceptance.order_id).where(Acceptance.state == AcceptanceState.OPEN, Acceptance.stage.in_(INSTALLED)),
        sold,
    )


def _machine_lines(machines: Sequence[str]) -> tuple[Any, ...]:
    """Return what makes a line something to install: cartridges and services alone make no site."""
    grouped = or_(OrderLine.line_group.is_(None), OrderLine.line_group.in_(MACHINE_GROUPS))
    return (
        OrderLine.category.in_(machines),
        OrderLine.quantity > 0,
        grouped,
        or_(Product.kind.is_(None), Product.kind != ProductKind.SERVICE),
    )


class _Board:
    """Reads the lines of many sites, each table once."""

    def __init__(self, session: Session, today: date) -> None:
        self._session, self._today = session, today

    def rows(self, order_ids: Sequence[int]) -> list[SiteRow]:
        found = sorted((self._next_day(jobs), order_id) for order_id, jobs in self._jobs(order_ids).items())
        shown = [order_id for _day, order_id in found[:MOST]]
        return self._lines(shown)

    def _jobs(self, order_ids: Sequence[int]) -> dict[int, list[Any]]:
        own = ("id", "number", "order_id", "stage", "state", "planned_on", "slot", "days", "leader_id", "members", "crew")
        more = ("agreed_at", "next_stage", "next_on", "finished_at")
        query = select(*(getattr(Job, name) for name in (*own, *more))).where(Job.state != JobState.CANCELLED)
        jobs: dict[int, list[Any]] = {order_id: [] for order_id in order_ids}
        for part in _parts(order_ids):
            for job in self._session.execute(query.where(Job.order_id.in_(part)).order_by(Job.finished_at, Job.id)):
                jobs[job.order_id].append(job)
        return jobs

    def _next_day(self, jobs: Sequence[Any]) -> tuple[bool, date]:
        job = _next_of(jobs)
        day = job.planned_on if job is not None else jobs[-1].next_on if jobs else None
        return day is None, day or date.max

    def _lines(self, order_ids: Sequence[int]) -> list[SiteRow]:
        session, jobs = self._session, self._jobs(order_ids)
        goods, sheets, failed, ways = self._goods(order_ids), self._sheets(order_ids), counts_of(session, order_ids), self._ways(order_ids)
        names = {staff_id: name for staff_id, name in session.execute(select(Staff.id, Staff.name))}
        heads = {row.id: row for row in session.execute(_heads().where(SalesOrder.id.in_(order_ids)))}
        return [
            SiteRow(
                **_head(heads[order_id]),
                **self._job(jobs[order_id], names),
                goods=goods.get(order_id, ""),
                sheets_valid=sheets[order_id][0],
                sheets=sheets[order_id][1],
                failed=failed.get(order_id, 0),
                deliveries_open=ways[order_id],
            )
            for order_id in order_ids
            if order_id in heads
        ]

    def _job(self, jobs: Sequence[Any], names: dict[int, str]) -> dict[str, Any]:
        job = _next_of(jobs)
        past = [one for one in jobs if one.state is JobState.DONE]
        day = job.planned_on if job is not None else past[-1].next_on if past else None
        team = job or (past[-1] if past else None)
        return {
            "stage": _stage_of([(one.state, one.stage, one.next_stage) for one in _in_turn(jobs)]),
            "done": furthest(one.stage for one in past),
            "job_id": job.id if job else None,
            "job_number": job.number if job else "",
            "state": job.state if job else None,
            "next_on": day,
            "slot": job.slot if job else "",
            "days": job.days if job else 1,
            "agreed": bool(job and job.agreed_at),
            "leader_id": team.leader_id if team else None,
            "leader": names.get(team.leader_id, "") if team and team.leader_id else "",
            "people": tuple(dict.fromkeys(filter(None, (team.leader_id, *team.members)))) if team else (),
            "crew": team.crew if team else "",
            "jobs": len(jobs),
            "late": day is not None and day < self._today and (job is None or job.state is not JobState.UNDER_WAY),
        }

    def _goods(self, order_ids: Sequence[int]) -> dict[int, str]:
        query = select(OrderLine.order_id, OrderLine.brand, OrderLine.model, OrderLine.name).where(OrderLine.order_id.in_(order_ids))
        lines: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
        for order_id, brand, model, name in self._session.execute(query.order_by(OrderLine.position, OrderLine.id)):
            lines[order_id].append((brand, model, name))
        return {order_id: first_goods(names) for order_id, names in lines.items()}

    def _sheets(self, order_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
        valid = func.count().filter(Acceptance.state == AcceptanceState.VALID)
        query = select(Acceptance.order_id, valid, func.count()).where(Acceptance.order_id.in_(order_ids), Acceptance.stage.in_(INSTALLED))
        found = self._session.execute(query.where(Acceptance.state != AcceptanceState.CANCELLED).group_by(Acceptance.order_id))
        return defaultdict(lambda: (0, 0), {order_id: (good, every) for order_id, good, every in found})

    def _ways(self, order_ids: Sequence[int]) -> dict[int, int]:
        alive = Delivery.state.in_((*OPEN_STATES, *TAKEN_STATES))
        query = select(Delivery.order_id, func.count()).where(Delivery.order_id.in_(order_ids), alive, Delivery.finished_at.is_(None))
        found = self._session.execute(query.where(Delivery.kind == DeliveryKind.DELIVERY).group_by(Delivery.order_id))
        return defaultdict(int, {order_id: count for order_id, count in found})


def _in_turn(jobs: Iterable[Any]) -> list[Any]:
    """Return jobs in the order they are done: what is over, what goes on, what is planned by its day."""
    waits = {JobState.DONE: 0, JobState.UNDER_WAY: 1}

    def key(job: Any) -> tuple[Any, ...]:
        over = job.finished_at.timestamp() if job.finished_at else 0.0
        return waits.get(job.state, 2), over, job.planned_on or date.max, job.slot, job.id

    return sorted(jobs, key=key)


def _next_of(jobs: Iterable[Any]) -> Any:
    return next((job for job in _in_turn(jobs) if job.state in OPEN_JOBS), None)


def _stage_of(jobs: Sequence[tuple[JobState, JobStage, JobStage | None]]) -> JobStage | None:
    """Return the stage of a site by its jobs in turn."""
    waiting = next((stage for state, stage, _ in jobs if state in OPEN_JOBS), None)
    if waiting is not None:
        return waiting
    past = [(stage, after) for state, stage, after in jobs if state is JobState.DONE]
    return (past[-1][1] if past else None) or furthest(stage for stage, _ in past)


def _parts(ids: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _heads() -> Select[Any]:
    return (
        select(SalesOrder.id, SalesOrder.number.label("order_number"), SalesOrder.customer_id, SalesOrder.promised_on)
        .add_columns(CustomerLine.name.label("customer"), CustomerLine.number.label("customer_number"), CustomerLine.phone)
        .add_columns(CustomerLine.address, func.coalesce(Community.name, CustomerLine.community).label("community"))
        .join(CustomerLine, CustomerLine.customer_id == SalesOrder.customer_id)
        .outerjoin(Premises, Premises.id == SalesOrder.premises_id)
        .outerjoin(Community, Community.id == Premises.community_id)
    )


def _head(row: Any) -> dict[str, Any]:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row's mapping
    values["order_id"] = values.pop("id")
    return values


def _read(session: Session, trade: Trade, order_id: int) -> SiteFile:
    order = require(session, order_id)
    head = _head(session.execute(_heads().where(SalesOrder.id == order_id)).one())
    customer = session.get(Customer, order.customer_id)
    house = session.get(Premises, order.premises_id) if order.premises_id else None
    jobs = session.scalars(select(Job).where(Job.order_id == order_id, Job.state != JobState.CANCELLED)).all()
    board = _Board(session, date.min)
    return SiteFile(
        **head,
        order_state=order.state,
        goods=board._goods([order_id]).get(order_id, ""),  # noqa: SLF001 - the same file
        care_notes=customer.care_notes if customer else "",
        access=house.access_notes if house else "",
        jobs=tuple(job_file.read(session, trade, job.id) for job in _in_turn(jobs)),
        acceptances=rows_of(session, trade, [order_id]),
        deliveries=_deliveries(session, order_id),
        failed_items=of_order(session, order_id),
    )


def _deliveries(session: Session, order_id: int) -> tuple[SiteDelivery, ...]:
    query = (
        select(DeliveryLine.delivery_id, OrderLine.brand, OrderLine.model, OrderLine.name)
        .join(OrderLine, OrderLine.id == DeliveryLine.order_line_id)
        .where(OrderLine.order_id == order_id)
    )
    goods: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for delivery_id, brand, model, name in session.execute(query.order_by(DeliveryLine.position, DeliveryLine.id)):
        goods[delivery_id].append((brand, model, name))
    own = ("id", "number", "kind", "state", "planned_on", "slot", "signed_at", "finished_at")
    found = select(*(getattr(Delivery, name) for name in own)).where(Delivery.order_id == order_id)
    found = found.where(Delivery.state != DeliveryState.CANCELLED)
    rows = session.execute(found.order_by(Delivery.planned_on.is_(None), Delivery.planned_on, Delivery.id))
    return tuple(SiteDelivery(**row._mapping, goods=first_goods(goods[row.id])) for row in rows)  # noqa: SLF001
