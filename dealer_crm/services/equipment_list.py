"""The list of machines: which, in what order, and the lines to show; all of it in SQL."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import EquipmentState, WarrantyAnswer
from dealer_crm.domain.coverages import Coverage, retirement_on
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.equipment import SHORT, verdict, whole_until
from dealer_crm.services.coverages import covered
from dealer_crm.services.houses import HOUSE_COLUMNS, holder_of, house_line, house_of
from dealer_crm.services.trade import Trade
from dealer_crm.storage import search
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import (
    Community,
    CustomerLine,
    Delivery,
    Equipment,
    EquipmentCoverage,
    MachineLine,
    Maintenance,
    OrderLine,
    Premises,
    PremisesHolder,
)

SOON, SOMEWHAT_LATER = 30, 60
CARE_LEAD = 14
"""So many days ahead care that somebody comes for counts as due (domain.md 3.3)."""
LEAST_BEGINNING, LEAST_END = 5, 6
"""So many signs of a serial tell it from a piece of a phone number."""
_NUMBER = re.compile(r"(?:SB|BX)-?(\d{11,})(?:-\d+)?", re.IGNORECASE)


class MachineView(StrEnum):
    """The views that stand ready above the list."""

    ALL = "all"
    ENDS_30 = "ends_30"
    ENDS_60 = "ends_60"
    ENDED = "ended"
    NOT_STARTED = "not_started"
    CARE_DUE = "care_due"


_SORTS: dict[str, Any] = {
    "until": MachineLine.until.expression,
    "care_on": MachineLine.care_on.expression,
    "name": MachineLine.sort_key.expression,
    "machine": Equipment.product.expression,
    "serial": Equipment.serial.expression,
    "number": Equipment.number.expression,
}


@dataclass(frozen=True)
class MachineSpec:
    """One question to the list, used by page, export and command line alike.

    By `until` it begins with what ends next; machines without their day and those whose coverage is over come after.
    """

    view: MachineView = MachineView.ALL
    words: str = ""
    sort: str = "until"
    descending: bool = False


@dataclass(frozen=True)
class MachineRow:
    """One line of the list. `deciding` gives the answer for a fault today, `until` is the last day of what covers the whole
    machine; `waiting` = a coverage lacks the day it counts from."""

    id: int
    number: str
    customer_id: int | None
    name: str
    phone: str
    address: str
    category: str
    product: str
    brand: str
    model: str
    serial: str
    room: str
    state: EquipmentState
    coverages: tuple[Coverage, ...]
    answer: WarrantyAnswer
    deciding: Coverage | None
    until: date | None
    waiting: bool
    care_on: date | None
    retire_on: date | None
    installed_on: date | None


class MachineList:
    """Questions to the list of machines; every method is one short read."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._now = now
        self._trade = trade

    def of_order(self, order_id: int) -> list[int]:
        """Return the machines that came with the lines or the deliveries of an order, in the order they were filed."""
        lines = select(OrderLine.id).where(OrderLine.order_id == order_id)
        brought = select(Delivery.id).where(Delivery.order_id == order_id)
        query = select(Equipment.id).where(or_(Equipment.order_line_id.in_(lines), Equipment.delivery_id.in_(brought)))
        with self._db.read() as session:
            return list(session.scalars(query.order_by(Equipment.id)))

    def ids(self, spec: MachineSpec) -> array[int]:
        """Return the ids of all machines of the view, in its order."""
        with self._db.read() as session:
            return sum((ids_of(session, query) for query in self._queries(session, spec)), array("q"))

    def rows(self, ids: Sequence[int]) -> list[MachineRow]:
        """Return the lines of these machines in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            return self._rows(session, ids)

    def page(self, spec: MachineSpec, limit: int, offset: int = 0) -> list[MachineRow]:
        """Return some lines of the view."""
        return self.rows(self.ids(spec)[offset : offset + limit])

    def count(self, spec: MachineSpec | None = None) -> int:
        """Return how many machines the view has (None = all)."""
        with self._db.read() as session:
            query = self._chosen(session, spec or MachineSpec()).subquery()
            return session.execute(select(func.count()).select_from(query)).scalar_one()

    def counts(self) -> dict[MachineView, int]:
        """Return the number of machines of each view, in one statement: each counts by the index that has its days."""
        of_view = {view: select(func.count(MachineLine.equipment_id)).where(*self._conditions(view)) for view in MachineView}
        with self._db.read() as session:
            row = session.execute(select(*(query.scalar_subquery().label(view.value) for view, query in of_view.items()))).one()
        return {view: getattr(row, view.value) for view in MachineView}

    def find(self, text: str, limit: int = 50) -> list[MachineRow]:
        """Return machines by serial, number, phone, name, model or address, those that hold the words themselves first."""
        with self._db.read() as session:
            return self._rows(session, _matching(session, text)[:limit])

    def plates(self, text: str, limit: int = 5) -> list[MachineRow]:
        """Return machines by their number, or by a serial as it is read off a plate: whole, its beginning or its end."""
        word = search.fold_word(text)
        with self._db.read() as session:
            serial = _folded(Equipment.serial)
            alike = [serial == word]
            alike += [serial.startswith(word, autoescape=True)] if len(word) >= LEAST_BEGINNING else []
            alike += [serial.endswith(word, autoescape=True)] if len(word) >= LEAST_END else []
            query = select(Equipment.id).where(serial != "", or_(*alike)).order_by(serial != word, Equipment.id)
            found = _numbered(session, text) or list(session.execute(query.limit(limit)).scalars())
            return self._rows(session, found)

    def of(self, customer_id: int) -> list[MachineRow]:
        """Return the machines at the customer's present houses, the newest first."""
        held = select(PremisesHolder.premises_id).where(PremisesHolder.customer_id == customer_id, PremisesHolder.to_on.is_(None))
        query = select(Equipment.id).where(Equipment.premises_id.in_(held)).order_by(Equipment.id.desc())
        with self._db.read() as session:
            return self._rows(session, list(session.execute(query).scalars()))

    def _queries(self, session: Session, spec: MachineSpec) -> list[Select[int]]:
        """Return the questions whose answers, one after the other, are the list: each part of an order is read as an index has it."""
        query = self._chosen(session, spec)
        column = _SORTS[spec.sort]
        if spec.sort != "until" or spec.descending:
            ties = Equipment.id if column.table is Equipment.__table__ else MachineLine.equipment_id
            ordered = (column.desc() if spec.descending else column.asc()).nulls_last()
            return [query.order_by(ordered, ties.desc() if spec.descending else ties.asc())]
        today, until = local_day(self._now()), MachineLine.until
        parts = (until >= today, until.is_(None), until < today)
        return [query.where(part).order_by(until, MachineLine.equipment_id) for part in parts]

    def _chosen(self, session: Session, spec: MachineSpec) -> Select[int]:
        query = select(MachineLine.equipment_id).where(*self._conditions(spec.view))
        if _SORTS[spec.sort].table is Equipment.__table__:
            query = query.join(Equipment, Equipment.id == MachineLine.equipment_id)
        if spec.words.strip():
            found = func.json_each(json.dumps(_matching(session, spec.words))).table_valued("value")
            query = query.where(MachineLine.equipment_id.in_(select(found.c.value)))
        return query

    def _conditions(self, view: MachineView) -> list[ColumnElement[bool]]:
        today, line = local_day(self._now()), MachineLine
        stands = line.state == EquipmentState.IN_USE
        conditions: dict[MachineView, list[ColumnElement[bool]]] = {
            MachineView.ALL: [],
            MachineView.ENDS_30: [stands, line.until.between(today, today + timedelta(days=SOON))],
            MachineView.ENDS_60: [stands, line.until.between(today, today + timedelta(days=SOMEWHAT_LATER))],
            MachineView.ENDED: [stands, line.until < today],
            MachineView.NOT_STARTED: [stands, line.waiting.is_(True)],
            MachineView.CARE_DUE: [stands, line.care_on <= today + timedelta(days=CARE_LEAD)],
        }
        return conditions[view]

    def _rows(self, session: Session, ids: Sequence[int]) -> list[MachineRow]:
        query = (
            select(Equipment, CustomerLine.customer_id, CustomerLine.name, CustomerLine.number, CustomerLine.phone, *HOUSE_COLUMNS)
            .join(Premises, Premises.id == Equipment.premises_id)
            .outerjoin(Community, Community.id == Premises.community_id)
            .outerjoin(CustomerLine, CustomerLine.customer_id == holder_of(Equipment.premises_id))
            .where(Equipment.id.in_(list(ids)))
        )
        found = {row[0].id: row for row in session.execute(query)}
        covers, cares = self._covers(session, ids), _next_cares(session, ids)
        return [self._row(found[key], covers.get(key, []), cares.get(key)) for key in ids if key in found]

    def _covers(self, session: Session, ids: Sequence[int]) -> dict[int, list[Coverage]]:
        cover, calendar = EquipmentCoverage, self._trade.legal_calendar()
        found: dict[int, list[Coverage]] = {}
        for row in session.scalars(select(cover).where(cover.equipment_id.in_(list(ids))).order_by(cover.position, cover.id)):
            found.setdefault(row.equipment_id, []).append(covered(row, calendar))
        return found

    def _row(self, found: Any, coverages: list[Coverage], care_on: date | None) -> MachineRow:
        machine: Equipment = found[0]
        category = self._trade.category(machine.category)
        said = verdict(coverages, local_day(self._now()))
        return MachineRow(
            id=machine.id,
            number=machine.number,
            customer_id=found.customer_id,
            name=found.name or found.number or "",
            phone=found.phone or "",
            address=house_line(house_of(found)),
            category=machine.category,
            product=machine.product,
            brand=machine.brand,
            model=machine.model,
            serial=machine.serial,
            room=machine.room,
            state=machine.state,
            coverages=tuple(coverages),
            answer=said.answer,
            deciding=said.by,
            until=whole_until(coverages),
            waiting=any(one.start_on is None and one.kind not in SHORT for one in coverages),
            care_on=care_on,
            retire_on=retirement_on(machine.sold_on, category.retire_months),
            installed_on=machine.installed_on,
        )


def _cares() -> tuple[ColumnElement[bool], ...]:
    """Return what holds for planned work that somebody comes for."""
    return (Maintenance.active.is_(True), Maintenance.by_customer.is_(False))


def _next() -> Select[int, date | None]:
    """Return the question for the day of each machine's next work, all machines in one pass."""
    query = select(Maintenance.equipment_id, func.min(Maintenance.next_on).label("next_on"))
    return query.where(*_cares()).group_by(Maintenance.equipment_id)


def _next_cares(session: Session, ids: Sequence[int]) -> dict[int, date]:
    query = _next().where(Maintenance.equipment_id.in_(list(ids)))
    return {row.equipment_id: row.next_on for row in session.execute(query) if row.next_on}


def _matching(session: Session, text: str) -> list[int]:
    """Return the machines that hold all words themselves, else those of the customers who do; the better match first."""
    if numbered := _numbered(session, text):
        return numbered
    words = search.words_of(text)
    if not words:
        return []
    folded = {name: _folded(getattr(Equipment, name)) for name in ("serial", "number", "brand", "model", "product", "spec")}
    holds = [or_(*(func.instr(column, word) > 0 for column in folded.values())) for word in words]
    own = select(Equipment.id).where(*holds).order_by(folded["serial"] != words[0], folded["serial"], Equipment.id)
    found = list(session.execute(own).scalars())
    return found or _of_customers(session, words, holds)


def _numbered(session: Session, text: str) -> list[int]:
    """Return the machine of a whole number, its own or its certificate's."""
    number = own_number(text)
    return list(session.execute(select(Equipment.id).where(Equipment.number == number)).scalars()) if number else []


def own_number(text: str) -> str:
    """Return the number of the machine that a number on a card or certificate stands for; "" for anything else."""
    found = _NUMBER.fullmatch("".join(text.split()))
    return f"SB{found[1]}" if found else ""


def _of_customers(session: Session, words: list[str], holds: list[ColumnElement[bool]]) -> list[int]:
    """Return the machines of customers with all words; those that hold most of the words themselves."""
    held = select(PremisesHolder.premises_id).where(PremisesHolder.customer_id.in_(search.anywhere(words)), PremisesHolder.to_on.is_(None))
    score = sum((case((hold, 1), else_=0) for hold in holds[1:]), case((holds[0], 1), else_=0))
    query = select(Equipment.id, score.label("score")).where(Equipment.premises_id.in_(held)).order_by(score.desc(), Equipment.id)
    rows = session.execute(query).all()
    return [row.id for row in rows if row.score == rows[0].score]


def _folded(column: Any) -> Any:
    return func.replace(func.lower(column), " ", "")
