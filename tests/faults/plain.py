"""What plain SQLite sees in a store file, without a line of the program: schema, how many rows, and a digest of each table."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

VIRTUAL = "CREATE VIRTUAL TABLE"


@dataclass(frozen=True)
class Content:
    """A store file. `tables`: name → rows and their digest; `columns`: name → the columns that were digested."""

    application: int
    version: int
    schema: tuple[str, ...]
    tables: dict[str, tuple[int, str]]
    columns: dict[str, tuple[str, ...]]


def content(path: Path, columns: dict[str, tuple[str, ...]] | None = None) -> Content:
    """Read a file as whoever opens it after a crash would; with `columns` only these tables and columns are digested."""
    with closing(sqlite3.connect(path)) as connection:
        parts = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
        wanted = columns or {
            name: tuple(row[1] for row in connection.execute(f'PRAGMA table_info("{name}")'))
            for kind, name, _table, sql in parts
            if kind == "table" and not sql.upper().startswith(VIRTUAL)
        }
        return Content(
            connection.execute("PRAGMA application_id").fetchone()[0],
            connection.execute("PRAGMA user_version").fetchone()[0],
            tuple(sorted(" ".join(map(normal, map(str, part))) for part in parts)),
            {name: _table(connection, name, names) for name, names in wanted.items()},
            wanted,
        )


def normal(sql: str) -> str:
    """Return schema text without what a rebuild writes differently: quotes around names, spaces, the order of constraints."""
    text = " ".join(sql.replace('"', "").replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split())
    columns, *constraints = text.removesuffix(" )").split(" , CONSTRAINT ")
    return " , CONSTRAINT ".join([columns, *sorted(constraints)])


def broken(path: Path) -> list[str]:
    """Return what SQLite's own checks find wrong."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            return found + [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlite3.DatabaseError as error:
        return [str(error)]


def _table(connection: sqlite3.Connection, name: str, names: tuple[str, ...]) -> tuple[int, str]:
    listed = ", ".join(f'"{column}"' for column in names)
    rows = sorted(repr(row) for row in connection.execute(f'SELECT {listed} FROM "{name}"'))
    return len(rows), hashlib.sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()
