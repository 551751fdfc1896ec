"""Which entries of the journal touched a customer: his file, and every record filed under an id of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, or_, select, union

from dealer_crm.domain.journal import Subject
from dealer_crm.storage import rows
from dealer_crm.storage.models import Equipment, JournalBulk, JournalEntry, JournalPayload, JournalRow, PremisesHolder

HOUSE = {"premises": "id", "equipment": "premises_id"}
MACHINE = {"equipment_coverage": "equipment_id", "maintenance": "equipment_id"}
OWNERS = ("customer_id", "other_id")
"""Columns that name whose a row is; a tie is of both."""


def entries_of(connection: Connection, customer_id: int) -> set[int]:
    """Return the entries about the customer, those that touched a row that is his, and those of rows that are gone by now."""
    found = set(connection.execute(_standing(customer_id)).scalars())
    gone = [entry_id for entry_id in connection.execute(_of_gone_rows()).scalars() if entry_id not in found]
    return found | {entry_id for entry_id, body in _bodies(connection, gone) if _names(rows.unpack(body), customer_id)}


def _standing(customer_id: int) -> Any:
    """Return the question for entries that touched a row that still stands."""
    about = select(JournalEntry.id).where(JournalEntry.subject == Subject.CUSTOMER, JournalEntry.subject_id == customer_id)
    questions: list[Select[Any]] = [about]
    for table, mine in _rows_of(customer_id):
        single = JournalRow.table_name == table.name
        questions.append(select(JournalRow.entry_id).where(single, JournalRow.row_id.in_(mine)))
        within = table.c.id.between(JournalBulk.first_id, JournalBulk.last_id)
        in_run = select(JournalBulk.entry_id).join(table, within).where(JournalBulk.table_name == table.name)
        questions.append(in_run.where(table.c.id.in_(mine)))
    return union(*questions)


def _rows_of(customer_id: int) -> Iterator[tuple[Table, Select[Any]]]:
    """Return each table in which something can be a customer's, with the ids of what is."""
    houses = select(PremisesHolder.premises_id).where(PremisesHolder.customer_id == customer_id)
    machines = select(Equipment.id).where(Equipment.premises_id.in_(houses))
    for name, table in rows.journalled_tables().items():
        mine = select(table.c.id)
        if name == "customer":
            yield table, mine.where(table.c.id == customer_id)
        elif "customer_id" in table.c:
            owners = [table.c[column] for column in OWNERS if column in table.c]
            yield table, mine.where(or_(*(column == customer_id for column in owners)))
        elif name in HOUSE:
            yield table, mine.where(table.c[HOUSE[name]].in_(houses))
        elif name in MACHINE:
            yield table, mine.where(table.c[MACHINE[name]].in_(machines))
        elif parts := _parts(table, customer_id):
            yield table, mine.where(or_(*parts))


def _parts(table: Table, customer_id: int) -> list[Any]:
    """Return by what a row without a customer is his: a record of his that it is part of, or a part of such a record."""
    if wholes := _wholes(table):
        return [column.in_(select(whole.c.id).where(whole.c.customer_id == customer_id)) for column, whole in wholes]
    for key in sorted(table.foreign_keys, key=lambda one: one.parent.name):
        if not key.parent.nullable and (parts := _parts(key.column.table, customer_id)):
            return [key.parent.in_(select(key.column.table.c.id).where(or_(*parts)))]
    return []


def _wholes(table: Table) -> list[tuple[Any, Table]]:
    """Return the columns that name the record of a customer which a row is part of, with its table; several where it is one of them."""
    links = [(key.parent, key.column.table) for key in table.foreign_keys if "customer_id" in key.column.table.c]
    return [link for link in links if not link[0].nullable][:1] or links


def _of_gone_rows() -> Any:
    """Return the question for entries that touched a row with a customer's id which stands no more."""
    questions = []
    for name, table in rows.journalled_tables().items():
        if "customer_id" in table.c:
            stands = select(table.c.id).where(table.c.id == JournalRow.row_id).exists()
            questions.append(select(JournalRow.entry_id).where(JournalRow.table_name == name, ~stands))
    return union(*questions)


def _bodies(connection: Connection, entries: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Read the contents of entries, but for the erased ones."""
    query: Any = select(JournalPayload.entry_id, JournalPayload.body)
    question = rows.Stored(query.where(JournalPayload.body.is_not(None), JournalPayload.entry_id.in_(rows.IDS)))
    for start in range(0, len(entries), rows.CHUNK):
        yield from ((row[0], row[1]) for row in question.rows(connection, entries[start : start + rows.CHUNK]))


def _names(content: rows.Values, customer_id: int) -> bool:
    """Look into an entry: only its content still knows whose a row was that is gone."""
    states = (state for _, _, *states in content["rows"] for state in states if state)
    return any(state.get(column) == customer_id for state in states for column in OWNERS)
