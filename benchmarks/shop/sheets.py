"""Fills tables fast: rows as tuples in the form of the file, columns that nobody names with the model's defaults."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from benchmarks.moment import TODAY
from dealer_crm.storage import rows
from dealer_crm.storage.base import Base

PAST, FUTURE = 1500, 400
_TEXTS = [(TODAY + timedelta(days=n)).isoformat() for n in range(-PAST, FUTURE)]
_COMPACT = [text.replace("-", "") for text in _TEXTS]
_CLOCKS = [f" {minute // 60:02d}:{minute % 60:02d}:00.000000" for minute in range(24 * 60)]


def day(offset: int) -> str:
    """Return a day as the file holds it, counted from today."""
    return _TEXTS[offset + PAST]


def instant(offset: int, minute: int) -> str:
    """Return an instant as the file holds it; `minute` of the day in UTC."""
    return _TEXTS[offset + PAST] + _CLOCKS[minute]


def offset_of(text: str) -> int:
    """Return which day a day as the file holds it is, counted from today."""
    return (date.fromisoformat(text) - TODAY).days


def some_day(since: int, choose: random.Random) -> int:
    """Return a day of the past: each as likely as another, but none before `since`."""
    return max(since, -choose.randrange(1, PAST))


def date_of(offset: int) -> date:
    """Return a day."""
    return TODAY + timedelta(days=offset)


class Sheet:
    """New rows of one table, by the `columns` named (with spaces between); `id` comes by itself."""

    def __init__(self, model: type[Base], columns: str) -> None:
        table = rows.table_named(model.__tablename__)
        given, fixed = ["id", *columns.split()], rows.encode(table, {})
        missing = [c.name for c in table.columns if not c.nullable and c.name not in given and fixed[c.name] is None]
        unknown = set(given) - fixed.keys()
        if missing or unknown:
            raise ValueError(f"{table.name}: {missing} are missing, {unknown} unknown")
        others = [name for name in fixed if name not in given and fixed[name] is not None]
        named = ", ".join(f'"{name}"' for name in (*given, *others))
        values = ", ".join((*("?" * len(given)), *(_literal(fixed[name]) for name in others)))
        self.statement = f'INSERT INTO "{table.name}" ({named}) VALUES ({values})'
        self.last = 0
        self._new: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> int:
        """Take a row; return its id."""
        self.last += 1
        self._new.append((self.last, *values))
        return self.last

    def write(self, connection: sqlite3.Connection) -> None:
        """Insert what came in since the last time."""
        connection.executemany(self.statement, self._new)
        self._new.clear()


def _literal(value: Any) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


class Numbers:
    """Gives the numbers of records, counted by kind and day as the program does."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, int], int] = defaultdict(int)

    def take(self, kind: str, offset: int) -> str:
        """Return the next number of the kind on the day."""
        self._last[kind, offset] = last = self._last[kind, offset] + 1
        return f"{kind}{_COMPACT[offset + PAST]}{last:03d}"

    def write(self, connection: sqlite3.Connection) -> None:
        """Write how far each series got."""
        series = [(kind, day(offset), last) for (kind, offset), last in sorted(self._last.items())]
        connection.executemany("INSERT INTO number_series (kind, day, last) VALUES (?, ?, ?)", series)
