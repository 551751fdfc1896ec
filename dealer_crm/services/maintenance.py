"""Recurring care of machines: what is due, done with its day, counted on to the next time."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from dealer_crm.domain.care import EquipmentState, MaintenanceNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.equipment import refuse_ahead
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.services.coverages import count_care
from dealer_crm.services.equipment_list import MachineList, MachineRow
from dealer_crm.services.houses import holder_of
from dealer_crm.services.trade import Trade
from dealer_crm.storage import search
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import CustomerLine, Equipment, Maintenance

AHEAD = 30


class MaintenanceView(StrEnum):
    """The views above the list; `DUE` looks a month ahead, `SELF` is what households do themselves."""

    DUE = "due"
    OVERDUE = "overdue"
    ALL = "all"
    SELF = "self"


@dataclass(frozen=True)
class MaintenanceSpec:
    """One question to the list."""

    view: MaintenanceView = MaintenanceView.DUE
    words: str = ""
    sort: str = "next_on"
    descending: bool = False


@dataclass(frozen=True)
class MaintenanceRow:
    """One recurring work with the machine it is for; `zh` and `en` name it."""

    id: int
    code: str
    zh: str
    en: str
    by_customer: bool
    cycle_months: int
    last_on: date | None
    next_on: date | None
    active: bool
    machine: MachineRow

    def said(self, language: str) -> str:
        """Return the work's name in a language."""
        return self.zh if language == "zh" else self.en


def maintenance_row(care: Any, machine: MachineRow) -> MaintenanceRow:
    """Return the line of a stored maintenance."""
    return MaintenanceRow(
        care.id, care.code, care.zh, care.en, care.by_customer, care.cycle_months, care.last_on, care.next_on, care.active, machine
    )


class Maintenances:
    """Questions and use-cases of recurring care."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade
        self._machines = MachineList(db, now, trade)

    def ids(self, spec: MaintenanceSpec) -> array[int]:
        """Return the ids of all work of the view, in its order."""
        with self._db.read() as session:
            return ids_of(session, self._query(spec))

    def rows(self, ids: Sequence[int]) -> list[MaintenanceRow]:
        """Return the lines in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            cares = {care.id: care for care in session.execute(select(Maintenance.__table__).where(Maintenance.id.in_(list(ids))))}
        machines = {row.id: row for row in self._machines.rows(list({care.equipment_id for care in cares.values()}))}
        known = [cares[key] for key in ids if key in cares]
        return [maintenance_row(care, machines[care.equipment_id]) for care in known if care.equipment_id in machines]

    def counts(self) -> dict[MaintenanceView, int]:
        """Return how many each view has, in one statement."""
        columns = [func.count().filter(and_(True, *self._conditions(view))).label(view.value) for view in MaintenanceView]
        query = select(*columns).select_from(Maintenance).join(Equipment, Equipment.id == Maintenance.equipment_id)
        with self._db.read() as session:
            row = session.execute(query).one()
        return {view: getattr(row, view.value) for view in MaintenanceView}

    def done(self, ids: Iterable[int], on: date) -> None:
        """Say that work was done on the day, as one undoable step. Raises MaintenanceNotFound, DayAhead; then none is."""
        refuse_ahead(on, local_day(self._now()))
        with self._db.write(self._actor(), Action.COMPLETE, Subject.MAINTENANCE) as session:
            mark_done(session, ids, on, self._trade)

    def set_cycle(self, maintenance_id: int, months: int) -> None:
        """Let the work come every so many months from now on; 0 takes it out of the plan. Raises MaintenanceNotFound."""
        with self._db.write(self._actor(), Action.EDIT, Subject.MAINTENANCE) as session:
            care, machine = _require(session, maintenance_id)
            care.active = months > 0
            care.cycle_months = months or care.cycle_months
            count_care(care, machine, self._trade)

    def _query(self, spec: MaintenanceSpec) -> Select[int]:
        line = CustomerLine
        sorts: dict[str, Any] = {"next_on": Maintenance.next_on, "name": line.sort_key, "machine": Equipment.product}
        column = sorts[spec.sort]
        query = (
            select(Maintenance.id)
            .join(Equipment, Equipment.id == Maintenance.equipment_id)
            .outerjoin(line, line.customer_id == holder_of(Equipment.premises_id))
            .where(*self._conditions(spec.view))
        )
        if words := search.words_of(spec.words):
            own = (func.instr(func.lower(name), word) > 0 for name in (Equipment.serial, Maintenance.zh, Maintenance.en) for word in words)
            query = query.where(or_(line.customer_id.in_(search.anywhere(words)), *own))
        return query.order_by((column.desc() if spec.descending else column.asc()).nulls_last(), Maintenance.id)

    def _conditions(self, view: MaintenanceView) -> list[ColumnElement[bool]]:
        today = local_day(self._now())
        planned = [Maintenance.active.is_(True), Equipment.state == EquipmentState.IN_USE]
        ours = Maintenance.by_customer.is_(False)
        more: dict[MaintenanceView, list[ColumnElement[bool]]] = {
            MaintenanceView.DUE: [ours, Maintenance.next_on <= today + timedelta(days=AHEAD)],
            MaintenanceView.OVERDUE: [ours, Maintenance.next_on < today],
            MaintenanceView.ALL: [ours],
            MaintenanceView.SELF: [Maintenance.by_customer.is_(True)],
        }
        return planned + more[view]


def mark_done(session: WriteSession, ids: Iterable[int], on: date, trade: Trade) -> None:
    """Say in the caller's write that work was done on the day. Raises MaintenanceNotFound."""
    for maintenance_id in ids:
        care, machine = _require(session, maintenance_id)
        care.last_on = on
        count_care(care, machine, trade)


def _require(session: WriteSession, maintenance_id: int) -> tuple[Maintenance, Equipment]:
    care = session.get(Maintenance, maintenance_id)
    machine = session.get(Equipment, care.equipment_id) if care else None
    if care is None or machine is None:
        raise MaintenanceNotFound
    session.about(care.id, f"{machine.product or machine.model} {care.zh}".strip())
    return care, machine
