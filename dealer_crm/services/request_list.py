"""The list of service requests: which, in what order, and the lines to show; all of it in SQL."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from dealer_crm.domain.care import RequestKind, RequestState, WarrantyAnswer
from dealer_crm.domain.dates import local_day
from dealer_crm.services.houses import HOUSE_COLUMNS, house_line, house_of
from dealer_crm.storage import search
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import Community, CustomerLine, Equipment, Premises, ServiceRequest, Staff

RUNNING = (RequestState.OPEN, RequestState.SCHEDULED)
COLUMNS = (
    "id", "number", "customer_id", "equipment_id", "kind", "state", "warranty", "reported_at", "symptom",
    "appointment_on", "slot", "staff_id", "done_on", "cause", "work", "fee", "repair_days", "note", "version",
)  # fmt: skip


class RequestView(StrEnum):
    """The views above the list; `OPEN` holds what is not finished, with or without an appointment."""

    OPEN = "open"
    UNSCHEDULED = "unscheduled"
    TODAY = "today"
    DONE = "done"
    ALL = "all"


@dataclass(frozen=True)
class RequestSpec:
    """One question to the list, used by page, export and command line alike."""

    view: RequestView = RequestView.OPEN
    words: str = ""
    sort: str = "appointment_on"
    descending: bool = False


@dataclass(frozen=True)
class RequestRow:
    """One request. `fee` in 分; `machine` is what the machine is called, "" without one."""

    id: int
    number: str
    customer_id: int
    equipment_id: int | None
    kind: RequestKind
    state: RequestState
    warranty: WarrantyAnswer
    reported_at: datetime
    symptom: str
    appointment_on: date | None
    slot: str
    staff_id: int | None
    done_on: date | None
    cause: str
    work: str
    fee: int
    repair_days: int
    note: str
    version: int
    name: str
    phone: str
    address: str
    machine: str
    serial: str
    staff: str


class RequestList:
    """Questions to the list of requests; every method is one short read."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def ids(self, spec: RequestSpec) -> array[int]:
        """Return the ids of all requests of the view, in its order; those without an appointment come first."""
        with self._db.read() as session:
            return ids_of(session, self._query(spec))

    def rows(self, ids: Sequence[int]) -> list[RequestRow]:
        """Return the lines in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            found = {row.id: _row(row) for row in session.execute(_lines().where(ServiceRequest.id.in_(list(ids))))}
        return [found[key] for key in ids if key in found]

    def page(self, spec: RequestSpec, limit: int, offset: int = 0) -> list[RequestRow]:
        """Return some lines of the view."""
        with self._db.read() as session:
            ids = list(session.execute(self._query(spec).limit(limit).offset(offset)).scalars())
        return self.rows(ids)

    def count(self, spec: RequestSpec) -> int:
        """Return how many requests the view has."""
        with self._db.read() as session:
            return session.execute(select(func.count()).select_from(self._query(spec).order_by(None).subquery())).scalar_one()

    def counts(self) -> dict[RequestView, int]:
        """Return how many each view has, in one statement."""
        columns = [func.count().filter(and_(True, *self._conditions(view))).label(view.value) for view in RequestView]
        with self._db.read() as session:
            row = session.execute(select(*columns).select_from(ServiceRequest)).one()
        return {view: getattr(row, view.value) for view in RequestView}

    def of_machine(self, equipment_id: int) -> list[RequestRow]:
        """Return the requests about a machine, the latest first."""
        return self._latest(ServiceRequest.equipment_id == equipment_id)

    def _latest(self, mine: ColumnElement[bool]) -> list[RequestRow]:
        query = _lines().where(mine).order_by(ServiceRequest.reported_at.desc(), ServiceRequest.id.desc())
        with self._db.read() as session:
            return [_row(row) for row in session.execute(query)]

    def _query(self, spec: RequestSpec) -> Select[int]:
        line, own = CustomerLine, ServiceRequest
        sorts: dict[str, Any] = {
            "appointment_on": own.appointment_on,
            "reported_at": own.reported_at,
            "done_on": own.done_on,
            "name": line.sort_key,
            "number": own.number,
        }
        column = sorts[spec.sort]
        query = select(own.id).join(line, line.customer_id == own.customer_id).where(*self._conditions(spec.view))
        if words := search.words_of(spec.words):
            machine = select(Equipment.id).where(func.instr(func.lower(Equipment.serial), words[0]) > 0)
            mine = func.instr(func.lower(own.number), words[0]) > 0
            query = query.where(or_(own.customer_id.in_(search.anywhere(words)), own.equipment_id.in_(machine), mine))
        return query.order_by(column.desc().nulls_last() if spec.descending else column.asc().nulls_first(), own.id)

    def _conditions(self, view: RequestView) -> list[ColumnElement[bool]]:
        state = ServiceRequest.state
        conditions: dict[RequestView, list[ColumnElement[bool]]] = {
            RequestView.OPEN: [state.in_(RUNNING)],
            RequestView.UNSCHEDULED: [state == RequestState.OPEN],
            RequestView.TODAY: [state == RequestState.SCHEDULED, ServiceRequest.appointment_on <= local_day(self._now())],
            RequestView.DONE: [state.not_in(RUNNING)],
            RequestView.ALL: [],
        }
        return conditions[view]


def _lines() -> Select[Any]:
    line, own = CustomerLine, ServiceRequest.__table__.c
    return (
        select(
            *(own[name] for name in COLUMNS),
            line.name,
            line.number.label("customer_number"),
            line.phone,
            line.address,
            Equipment.brand,
            Equipment.product,
            Equipment.model,
            func.coalesce(Equipment.serial, "").label("serial"),
            func.coalesce(Staff.name, "").label("staff"),
            *HOUSE_COLUMNS,
        )
        .join(line, line.customer_id == ServiceRequest.customer_id)
        .outerjoin(Equipment, Equipment.id == ServiceRequest.equipment_id)
        .outerjoin(Premises, Premises.id == ServiceRequest.premises_id)
        .outerjoin(Community, Community.id == Premises.community_id)
        .outerjoin(Staff, Staff.id == ServiceRequest.staff_id)
    )


def _row(row: Any) -> RequestRow:
    return RequestRow(
        **{name: getattr(row, name) for name in COLUMNS},
        name=row.name or row.customer_number,
        phone=row.phone,
        address=house_line(house_of(row)) or row.address,
        machine=" ".join(part for part in (row.brand, row.product, row.model) if part),
        serial=row.serial,
        staff=row.staff,
    )
