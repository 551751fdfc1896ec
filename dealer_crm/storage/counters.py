"""Numbers and ids that must never be given twice: whether their counters stand behind what was given, and raising them."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update

from dealer_crm.storage import dialect, rows
from dealer_crm.storage.guard import recording
from dealer_crm.storage.models import JOURNALLED, JournalBulk, JournalRow, NumberSeries

_NUMBER = re.compile(r"([A-Z]{2})(\d{8})(\d{3,})")
NUMBERED = [table.c.number for table in (model.__table__ for model in JOURNALLED) if "number" in table.c and table.c.number.unique]
"""The numbers that the shop itself gives; an invoice has somebody else's."""
Series = dict[tuple[str, date], int]


def numbers_behind(connection: Connection) -> Series:
    """Return the series that stand below a number in use, with that number."""
    used: Series = defaultdict(int)
    for column in NUMBERED:
        for number in connection.execute(select(column)).scalars():
            key = _key(number)
            if key:
                used[key] = max(used[key], int(number[10:]))
    given = {(kind, day): last for kind, day, last in connection.execute(select(NumberSeries.kind, NumberSeries.day, NumberSeries.last))}
    return {key: last for key, last in sorted(used.items()) if given.get(key, 0) < last}


def _key(number: str) -> tuple[str, date] | None:
    """Return kind and day of a number; None for a foreign one that an import kept."""
    found = _NUMBER.fullmatch(number)
    try:
        return (found[1], datetime.strptime(found[2], "%Y%m%d").date()) if found else None  # noqa: DTZ007 - a calendar day
    except ValueError:
        return None


def ids_behind(connection: Connection) -> dict[str, int]:
    """Return recorded tables that might give an id again: without AUTOINCREMENT, or counting below an id the journal knows."""
    behind = {}
    for model in JOURNALLED:
        name = model.__tablename__
        highest = max(
            connection.execute(select(func.max(model.id))).scalar() or 0,
            connection.execute(select(func.max(JournalRow.row_id)).where(JournalRow.table_name == name)).scalar() or 0,
            connection.execute(select(func.max(JournalBulk.last_id)).where(JournalBulk.table_name == name)).scalar() or 0,
        )
        if dialect.last_id(connection, rows.table_named(name)) < highest or not dialect.counts_ids(connection, rows.table_named(name)):
            behind[name] = highest
    return behind


def raise_all(connection: Connection) -> None:
    """Bring every counter up to what was given; part of a repair."""
    with recording(connection):
        for (kind, day), last in numbers_behind(connection).items():
            key = (NumberSeries.kind == kind, NumberSeries.day == day)
            if connection.execute(update(NumberSeries).where(*key).values(last=last)).rowcount == 0:
                connection.execute(insert(NumberSeries), {"kind": kind, "day": day, "last": last})
        for name, highest in ids_behind(connection).items():
            dialect.raise_last_id(connection, rows.table_named(name), highest)
