"""Looks over a copy of a store that nobody uses: sound or not, what it holds, and its second form as text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dealer_crm.domain.store import StoreDamaged, StoreForeign
from dealer_crm.storage import dialect
from dealer_crm.storage.blobs import names_one
from dealer_crm.storage.database import refusal_for

_DERIVED = ("sqlite_", "search_", "customer_line", "machine_line", "alembic_version")
_UNREADABLE = frozenset({"journal_payload"})
_SHOWN = (("product", "picture"), ("shop", "logo"), ("overprint_form", "background"), ("signature", "picture"))
"""Tables and columns that name a picture by its SHA-256 alone."""


@dataclass(frozen=True)
class Facts:
    """What a copy says of itself. `pictures` = SHA-256 and size of every attachment it names, 0 for those without a row of their own."""

    schema: str
    counts: dict[str, int]
    newest: datetime | None
    sequence: int
    head: str
    pictures: dict[str, int]


def facts(path: Path) -> Facts:
    """Check the copy thoroughly and count it. Raises StoreDamaged, StoreForeign."""
    with _looking(path) as connection:
        if _value(connection, "PRAGMA application_id") != dialect.APPLICATION_ID:
            raise StoreForeign(file=path.name)
        sound = _value(connection, "PRAGMA integrity_check") == "ok"
        if not sound or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreDamaged(file=path.name)
        pictures = _pictures(connection)
        if not all(map(names_one, pictures)):
            raise StoreDamaged(file=path.name)
        last = connection.execute("SELECT id, hash, at FROM journal_entry ORDER BY id DESC LIMIT 1").fetchone() or (0, "", None)
        return Facts(
            schema=str(_value(connection, "SELECT version_num FROM alembic_version")),
            counts={table: int(str(_value(connection, f'SELECT count(*) FROM "{table}"'))) for table in _tables(connection)},
            newest=datetime.fromisoformat(last[2]).replace(tzinfo=UTC) if last[2] else None,
            sequence=last[0],
            head=last[1],
            pictures=pictures,
        )


def _pictures(connection: sqlite3.Connection) -> dict[str, int]:
    """Return every picture that is named; older stores do not have all the columns that name some."""
    shown: list[tuple[str, int]] = []
    for table, column in _SHOWN:
        if column in {name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')}:
            shown += connection.execute(f'SELECT "{column}", 0 FROM "{table}" WHERE "{column}" <> \'\'').fetchall()
    return dict(sorted([*shown, *connection.execute("SELECT sha256, size FROM attachment").fetchall()]))


def texts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each table as (name, CSV in UTF-8): readable without this program. Nothing is `,,`, an empty text `,"",`."""
    with _looking(path) as connection:
        for table in _tables(connection):
            if table not in _UNREADABLE:
                rows = connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
                lines = [_line(column[0] for column in rows.description), *map(_line, rows)]
                yield table, "".join(lines).encode()


def _line(values: Iterator[object] | tuple[object, ...]) -> str:
    return ",".join(map(_cell, values)) + "\r\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else str(value)


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables that hold something of their own: not the derived ones, not SQLite's."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in found if not name.startswith(_DERIVED)]


def _value(connection: sqlite3.Connection, query: str) -> object:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


@contextmanager
def _looking(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(dialect.look_into(path)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise refusal_for(error, path) or StoreDamaged(file=path.name) from error
