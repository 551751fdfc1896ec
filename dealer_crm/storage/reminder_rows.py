"""Reads and writes what somebody was reminded of, past the journal: taking a step back does not make the program say the same again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, text

from dealer_crm.domain.reminders import Due, Kept
from dealer_crm.storage import driver, rows
from dealer_crm.storage.models import Reminder

_COLUMNS = tuple(getattr(Reminder, name) for name in (*Due._fields, "raised_at", "until", "ended_at", "end"))
_OPEN = select(*_COLUMNS).where(Reminder.ended_at.is_(None))
_WANTED = text(
    "SELECT r.id FROM json_each(:wanted) AS w JOIN reminder AS r ON r.source = json_extract(w.value, '$[0]') "
    "AND r.source_id = json_extract(w.value, '$[1]') AND r.due_on = json_extract(w.value, '$[2]') "
    "AND r.due_at = json_extract(w.value, '$[3]')"
)
_CHANGE = (
    'UPDATE reminder SET until = ?, ended_at = ?, "end" = ? '
    "WHERE source = ? AND source_id = ? AND due_on = ? AND due_at = ? AND occurrence IS ?"
)


def of(connection: Connection, wanted: Collection[Due], *, and_open: bool = False) -> dict[Due, Kept]:
    """Return the reminders at these due times, and all that nobody has dealt with yet."""
    found = [_kept(row) for row in connection.execute(_OPEN)] if and_open else []
    missing = set(wanted) - {row.due for row in found}
    if missing:
        keys = json.dumps([(due.source, due.source_id, due.due_on.isoformat(), due.due_at) for due in missing])
        there = select(*_COLUMNS).where(Reminder.id.in_(_WANTED.bindparams(wanted=keys).columns(Reminder.id)))
        found += [_kept(row) for row in connection.execute(there)]
    return {row.due: row for row in found}


def any_at_all(connection: Connection) -> bool:
    """Tell whether anything was ever said."""
    return connection.execute(select(Reminder.id).limit(1)).first() is not None


def add(connection: Connection, new: Iterable[Kept]) -> list[Kept]:
    """Write reminders that are not there yet, and return those; recorded by the caller."""
    wanted = {row.due: row for row in new}
    there = of(connection, wanted)
    missing = [row for due, row in wanted.items() if due not in there]
    if missing:
        connection.execute(insert(Reminder), [{**row.due._asdict(), **_values(row)} for row in missing])
    return missing


def change(connection: Connection, changed: Iterable[Kept]) -> None:
    """Write until when a reminder is not said, and how it ended; recorded by the caller."""
    table = rows.table_named(Reminder.__tablename__)
    found = [(rows.encode(table, {**row.due._asdict(), **_values(row)}), row) for row in changed]
    names = ("until", "ended_at", "end", "source", "source_id", "due_on", "due_at", "occurrence")
    driver.executemany(connection, _CHANGE, [tuple(values[name] for name in names) for values, _row in found])


def _values(row: Kept) -> Mapping[str, Any]:
    return {"raised_at": row.raised_at, "until": row.until, "ended_at": row.ended_at, "end": row.end}


def _kept(row: Any) -> Kept:
    return Kept(Due(*row[:5]), *row[5:])
