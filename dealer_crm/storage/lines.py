"""Keeps the derived tables true: a line per customer and machine for lists, one text for search, from whatever a write touched."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, delete, func, literal_column, select

from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.storage import class_rows, machine_lines, rows, search
from dealer_crm.storage.guard import recording
from dealer_crm.storage.journal import Recorder
from dealer_crm.storage.line_content import compute
from dealer_crm.storage.models import (
    Customer,
    CustomerLine,
    Equipment,
    OrderLine,
    Premises,
    PremisesHolder,
    SalesOrder,
    SearchDoc,
    SearchKey,
)

PIECE = 2_000
"""Customers whose lines are worked out in one go."""
MANY = 1_000
"""From so many customers on, what is kept of them is not compared with what it shall be."""


def refresh(connection: Connection, recorder: Recorder, pinyin: Pinyin) -> None:
    """Bring the lines and search texts of every customer up to date that the recorded changes touch."""
    ids = sorted(touched(connection, recorder))
    if len(ids) > MANY:
        _take_out(connection, ids)
    _renew(connection, ids, pinyin, recorder.progress)
    machine_lines.refresh(connection, recorder)
    class_rows.mark(connection, recorder, ids)


def rebuild(connection: Connection, pinyin: Pinyin) -> int:
    """Write all derived rows anew; return the number of customers."""
    ids = list(connection.execute(select(Customer.id).order_by(Customer.id)).scalars())
    with recording(connection):
        connection.execute(delete(CustomerLine))
        search.clear(connection)
    _renew(connection, ids, pinyin, NoProgress())
    machine_lines.rebuild(connection)
    search.merge(connection)
    return len(ids)


def renew_moved(connection: Connection, pinyin: Pinyin) -> None:
    """Write anew what is kept of everybody who has left a house: before revision 0006 its address and machines still stood with him."""
    left = select(PremisesHolder.customer_id).where(PremisesHolder.to_on.is_not(None)).distinct()
    _renew(connection, sorted(connection.execute(left).scalars()), pinyin, NoProgress())


def _take_out(connection: Connection, ids: list[int]) -> None:
    """Take all of many out at once: that is cheaper than one by one, whatever of them changed."""
    with recording(connection):
        search.forget(connection, ids)
        rows.delete(connection, rows.table_named("customer_line"), ids)


def _renew(connection: Connection, ids: list[int], pinyin: Pinyin, progress: Progress) -> None:
    """Write what differs in the lines and texts of these customers. Raises what `progress` raises to cancel."""
    with recording(connection):
        for start in range(0, len(ids), PIECE):
            part = ids[start : start + PIECE]
            known = {row.asked: row for row in _known().rows(connection, part)}
            found = list(compute(connection, part, pinyin))
            _write_lines(connection, known, [line for line, _ in found])
            search.renew(connection, [_text(row) for row in known.values()], [text for _, text in found])
            if len(ids) > PIECE:
                progress.step(start, len(ids))


def _write_lines(connection: Connection, known: Mapping[int, Any], lines: Sequence[rows.Values]) -> None:
    table, there = rows.table_named("customer_line"), {key: row for key, row in known.items() if row.customer_id is not None}
    new: list[tuple[Any, ...]] = []
    for line in lines:
        row = there.pop(line["customer_id"], None)
        if row is None:
            new.append(tuple(line.values()))
        elif changed := {name: now for (name, now), then in zip(line.items(), row[1:], strict=False) if now != then}:
            rows.update(connection, table, [{"customer_id": row.customer_id, **changed}])
    rows.delete(connection, table, there)
    rows.insert_tuples(connection, table, new)


@cache
def _known() -> rows.Stored:
    """Return the question for what is kept of customers, whether they have a line or not."""
    asked = func.json_each(literal_column("?")).table_valued("value").alias("asked")
    line, doc, key = CustomerLine.__table__, SearchDoc, SearchKey
    his = select(func.json_group_array(func.json_array(key.weight, key.text))).where(key.customer_id == asked.c.value)
    query = select(asked.c.value.label("asked"), line, doc.body, his.correlate(asked).scalar_subquery().label("beginnings"))
    joined = asked.outerjoin(line, line.c.customer_id == asked.c.value).outerjoin(doc, doc.customer_id == asked.c.value)
    return rows.Stored(query.select_from(joined))


def _text(row: Any) -> search.Text:
    return search.Text(row.asked, row.body or "", tuple((weight, word) for weight, word in json.loads(row.beginnings)))


def differences(connection: Connection, pinyin: Pinyin) -> tuple[list[str], list[str]]:
    """Compute all derived rows again; return the customers' ids whose line differs, and what differs in the search."""
    ids = set(connection.execute(select(Customer.id)).scalars())
    stored = set(connection.execute(select(CustomerLine.customer_id)).scalars())
    wrong, texts = {str(left) for left in stored - ids}, search.Comparison(connection)
    for start in range(0, len(ids), rows.CHUNK):
        part = sorted(ids)[start : start + rows.CHUNK]
        now = _stored_lines().rows(connection, part)
        lines = {row.customer_id: tuple(row) for row in now}
        for line, text in compute(connection, part, pinyin):
            texts.expect(text)
            if lines.get(line["customer_id"]) != tuple(line.values()):
                wrong.add(str(line["customer_id"]))
    return sorted(wrong, key=int), texts.differences()


@cache
def _stored_lines() -> rows.Stored:
    return rows.Stored(select(CustomerLine.__table__).where(CustomerLine.customer_id.in_(rows.IDS)))


def touched(connection: Connection, recorder: Recorder) -> set[int]:
    """Return the ids of customers whose line or text may differ after the recorded changes."""
    ids: set[int] = set()
    wider: dict[str, set[int]] = defaultdict(set)
    for (table, row_id), states in (*recorder.changes.items(), *recorder.later):
        _collect(ids, wider, table, row_id, states)
    for run in recorder.runs:
        for values in run.kept:
            if isinstance(values, dict):
                _collect(ids, wider, run.table, values["id"], [values])
        if not run.told:
            ids |= owners(connection, run.table, run.first_id, run.last_id)
    return ids | recorder.touched | _wider(connection, wider)


def _collect(ids: set[int], wider: dict[str, set[int]], table: str, row_id: int, states: Iterable[Any]) -> None:
    if table == "customer":
        ids.add(row_id)
    for values in states:
        if values and values.get("customer_id"):
            ids.add(values["customer_id"])
        if values and values.get("premises_id"):
            wider["premises"].add(values["premises_id"])
        if table == "order_line" and values:
            wider["sales_order"].add(values["order_id"])
    if table in {"premises", "community", "staff"}:
        wider[table].add(row_id)


def owners(connection: Connection, name: str, first: int, last: int) -> set[int]:
    """Return the customers whose line or text may speak of the rows of a table from one id to another."""
    table = rows.table_named(name)
    column = table.c.id if name == "customer" else table.c.get("customer_id")
    if column is not None:
        query = select(column).distinct()
    elif name == "equipment":
        query = select(PremisesHolder.customer_id).join(Equipment, Equipment.premises_id == PremisesHolder.premises_id)
    elif name == "order_line":
        query = select(SalesOrder.customer_id).join(OrderLine, OrderLine.order_id == SalesOrder.id)
    else:
        return set()
    found = set(connection.execute(query.where(table.c.id.between(first, last))).scalars())
    return found - {None}


def _wider(connection: Connection, wider: Mapping[str, set[int]]) -> set[int]:
    found: set[int] = set()
    for name, ids in wider.items():
        found.update(row[0] for row in _concerned(name).rows(connection, sorted(ids)))
    return found


@cache
def _concerned(name: str) -> rows.Stored:
    """Return the question for the customers whose line or text speaks of rows of a table that are not theirs alone."""
    holders = select(PremisesHolder.customer_id)
    queries: dict[str, tuple[Select[int], Any]] = {
        "premises": (holders, PremisesHolder.premises_id),
        "community": (holders.join(Premises, Premises.id == PremisesHolder.premises_id), Premises.community_id),
        "staff": (select(Customer.id), Customer.owner_id),
        "sales_order": (select(SalesOrder.customer_id), SalesOrder.id),
    }
    query, column = queries[name]
    return rows.Stored(query.where(column.in_(rows.IDS)))
