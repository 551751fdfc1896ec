"""Keeps one line per machine true: what the list of machines is sorted and counted by, worked out by SQLite in the same write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from dealer_crm.domain.equipment import SHORT, WHOLE
from dealer_crm.storage import driver, rows
from dealer_crm.storage.dialect import STORED_FORM
from dealer_crm.storage.guard import recording
from dealer_crm.storage.journal import Recorder, Run
from dealer_crm.storage.models import CustomerLine, Equipment, EquipmentCoverage, MachineLine, Maintenance, PremisesHolder

_PARTS = ("equipment_coverage", "maintenance")
"""Tables of what belongs to one machine."""
_AT_HOUSES = "SELECT id FROM equipment WHERE premises_id IN (SELECT value FROM json_each(?))"
_OF_CUSTOMERS = """
    SELECT equipment.id FROM premises_holder CROSS JOIN equipment ON equipment.premises_id = premises_holder.premises_id
    WHERE premises_holder.customer_id IN (SELECT value FROM json_each(?))
"""
_CAME = {
    "equipment": "SELECT id FROM equipment WHERE id BETWEEN ? AND ?",
    "equipment_coverage": "SELECT equipment_id FROM equipment_coverage WHERE id BETWEEN ? AND ?",
    "maintenance": "SELECT equipment_id FROM maintenance WHERE id BETWEEN ? AND ?",
    "premises_holder": """
        SELECT equipment.id FROM premises_holder CROSS JOIN equipment ON equipment.premises_id = premises_holder.premises_id
        WHERE premises_holder.id BETWEEN ? AND ?
    """,
}


def refresh(connection: Connection, recorder: Recorder) -> None:
    """Write the lines of every machine anew that the recorded changes touch; after the lines of the customers."""
    ids = touched(connection, recorder)
    if not ids:
        return
    asked = (json.dumps(sorted(ids)),)
    with recording(connection):
        driver.execute(connection, "DELETE FROM machine_line WHERE equipment_id IN (SELECT value FROM json_each(?))", asked)
        driver.execute(connection, _writing(some=True), asked)


def rebuild(connection: Connection) -> None:
    """Write all lines anew."""
    with recording(connection):
        driver.execute(connection, "DELETE FROM machine_line")
        driver.execute(connection, _writing(some=False))


def differences(connection: Connection) -> list[str]:
    """Return the ids of machines whose line is not what it should be, is missing, or should not be there."""
    now, stored = _text(_lines()), f"SELECT {_COLUMNS} FROM machine_line"
    query = f"SELECT equipment_id FROM (SELECT * FROM ({now}) EXCEPT {stored}) UNION SELECT equipment_id FROM ({stored} EXCEPT {now})"
    return [str(row[0]) for row in driver.execute(connection, query).rows]


_COLUMNS = ", ".join(MachineLine.__table__.columns.keys())


@cache
def _writing(*, some: bool) -> str:
    lines = _lines()
    return f"INSERT INTO machine_line ({_COLUMNS}) {_text(lines.where(Equipment.id.in_(rows.IDS)) if some else lines)}"


def _text(query: Select[Any]) -> str:
    return str(query.compile(dialect=STORED_FORM, compile_kwargs={"literal_binds": True}))


def _lines() -> Select[Any]:
    """Return the question for the lines: columns in the order of the table."""
    cover, care, holder, line = EquipmentCoverage, Maintenance, PremisesHolder, CustomerLine
    long = select(func.count()).where(cover.equipment_id == Equipment.id, cover.kind.not_in(sorted(SHORT))).correlate(Equipment)
    whole = cover.kind.in_(sorted(WHOLE))
    until = case((func.count().filter(whole) > 0, func.max(cover.end_on).filter(whole)), else_=func.max(cover.end_on))
    planned = select(func.min(care.next_on)).where(care.equipment_id == Equipment.id, care.active.is_(True), care.by_customer.is_(False))
    held = holder.premises_id == Equipment.premises_id, holder.to_on.is_(None)
    name = select(line.sort_key).join(holder, holder.customer_id == line.customer_id).where(*held)
    return select(
        Equipment.id.label("equipment_id"),
        Equipment.state,
        long.with_only_columns(until).scalar_subquery().label("until"),
        (long.where(cover.start_on.is_(None)).scalar_subquery() > 0).label("waiting"),
        planned.correlate(Equipment).scalar_subquery().label("care_on"),
        name.order_by(holder.position, holder.id).limit(1).correlate(Equipment).scalar_subquery().label("sort_key"),
    )


def touched(connection: Connection, recorder: Recorder) -> set[int]:
    """Return the ids of machines, also of some that are gone, whose line may differ after the recorded changes."""
    ids, houses, customers = set[int](), set[int](), set[int]()
    for (table, row_id), states in (*recorder.changes.items(), *recorder.later):
        if table == "customer":
            customers |= {row_id} if _renamed(states) else set()
        else:
            _collect(ids, houses, table, states)
    for run in recorder.runs:
        if run.count > 0 and run.table in _CAME:
            ids.update(row[0] for row in driver.execute(connection, _CAME[run.table], (run.first_id, run.last_id)).rows)
        elif run.count < 0:
            _collect(ids, houses, run.table, _went(run))
    for wanted, query in ((houses, _AT_HOUSES), (customers, _OF_CUSTOMERS)):
        if wanted:
            ids.update(row[0] for row in driver.execute(connection, query, (json.dumps(sorted(wanted)),)).rows)
    return ids


def _renamed(states: Sequence[rows.Values | None]) -> bool:
    before, after = states
    return bool(before and after and before.get("name") != after.get("name"))


def _went(run: Run) -> Iterable[rows.Values]:
    if run.table in {"equipment", *_PARTS, "premises_holder"}:
        for piece in run.kept:
            yield from rows.unfold(piece)


def _collect(ids: set[int], houses: set[int], table: str, states: Iterable[Mapping[str, Any] | None]) -> None:
    column, found = {
        "equipment": ("id", ids),
        "premises_holder": ("premises_id", houses),
        **dict.fromkeys(_PARTS, ("equipment_id", ids)),
    }.get(table, ("", ids))
    if column:
        found.update(values[column] for values in states if values)
