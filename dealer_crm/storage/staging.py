"""The file between reading a foreign sheet and writing it to the store: cleaned rows, what was found, what was chosen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dealer_crm.storage import new_files
from dealer_crm.storage.database import working_files

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE rows (
    row INTEGER PRIMARY KEY, rank INTEGER NOT NULL, outcome TEXT NOT NULL, choice TEXT NOT NULL,
    match_id INTEGER, match_row INTEGER, cells TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE changes (row INTEGER NOT NULL, target TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL);
CREATE TABLE keys (key TEXT NOT NULL, row INTEGER NOT NULL);
"""
_INDEXES = """
CREATE INDEX rows_rank ON rows (rank, row);
CREATE INDEX rows_choice ON rows (choice, row);
CREATE INDEX rows_match_row ON rows (match_row) WHERE match_row IS NOT NULL;
CREATE INDEX changes_row ON changes (row);
CREATE INDEX keys_key ON keys (key, row);
"""
CACHE = 32_000
"""kB: a dozen tables grow at once."""
RANKS = ("error", "duplicate", "update", "new", "skip")
"""Outcomes in the order of the list."""
_COLUMNS = "row, rank, outcome, choice, match_id, match_row, cells, body"


@dataclass(frozen=True)
class StagedRow:
    """One row as plain values; `row` is its number in the sheet, `keys` are what other rows may know it by."""

    row: int
    outcome: str
    choice: str
    cells: list[Any]
    values: dict[str, Any]
    problems: list[list[Any]] = field(default_factory=list)
    changes: list[list[str]] = field(default_factory=list)
    effects: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    name: str = ""
    match_id: int | None = None
    match_row: int | None = None
    keys: tuple[str, ...] = ()


class Staging:
    """A staging file; each call opens and closes it, so any thread may ask."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def create(self) -> None:
        """Make the empty tables; replaces an older file."""
        self.path.unlink(missing_ok=True)
        with self.open() as connection:
            connection.executescript(_SCHEMA)
            new_files.create(connection)

    def finish(self) -> None:
        """Build the indexes once all rows are in."""
        with self.open() as connection:
            connection.executescript(_INDEXES)

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one piece of work that is committed at its end. Raises known trouble of its disk."""
        with working_files(self.path.parent), closing(sqlite3.connect(self.path)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
            with connection:
                yield connection

    def set_meta(self, **values: Any) -> None:
        """Remember facts about the file."""
        with self.open() as connection:
            lines = [(key, _dump(value)) for key, value in values.items()]
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", lines)

    def meta(self) -> dict[str, Any]:
        """Return what was remembered."""
        with self.open() as connection:
            return {key: json.loads(value) for key, value in connection.execute("SELECT key, value FROM meta")}

    def counts(self) -> dict[tuple[str, str], int]:
        """Return the number of rows by (outcome, choice)."""
        with self.open() as connection:
            found = connection.execute("SELECT outcome, choice, count(*) FROM rows GROUP BY outcome, choice")
            return {(outcome, choice): count for outcome, choice, count in found}

    def ids(self, outcome: str | None = None, text: str = "") -> list[int]:
        """Return row numbers, what needs a look first; `text` is searched in the cells."""
        query = "SELECT row FROM rows WHERE (? IS NULL OR outcome = ?) AND (? = '' OR instr(lower(cells), lower(?)) > 0)"
        with self.open() as connection:
            found = connection.execute(f"{query} ORDER BY rank, row", (outcome, outcome, text, text))
            return [row for (row,) in found]

    def place(self, row: int) -> tuple[int, int]:
        """Return which one of its outcome a row is (1 = first), and how many there are; (0, 0) for no row."""
        query = """SELECT count(*) FILTER (WHERE r.row <= me.row), count(*)
            FROM rows me JOIN rows r ON r.rank = me.rank WHERE me.row = ?"""
        with self.open() as connection:
            at, total = connection.execute(query, (row,)).fetchone()
            return at, total

    def neighbour(self, row: int, step: int) -> int:
        """Return the row of the same outcome after (1) or before (-1) this one, round and round."""
        compare, order = (">", "ASC") if step > 0 else ("<", "DESC")
        query = f"""SELECT r.row FROM rows me JOIN rows r ON r.rank = me.rank WHERE me.row = ?
            ORDER BY r.row {compare} me.row DESC, r.row {order} LIMIT 1"""
        with self.open() as connection:
            found = connection.execute(query, (row,)).fetchone()
            return found[0] if found else row

    def rows(self, ids: Sequence[int]) -> list[StagedRow]:
        """Return the rows in the order asked for."""
        with self.open() as connection:
            return read_rows(connection, ids)

    def chosen(self, choices: Sequence[str], limit: int) -> Iterator[list[StagedRow]]:
        """Yield all rows with one of these choices in row order, `limit` at a time."""
        last = -1
        marks = ", ".join("?" * len(choices))
        query = f"SELECT {_COLUMNS} FROM rows WHERE choice IN ({marks}) AND row > ? ORDER BY row LIMIT ?"
        while True:
            with self.open() as connection:
                found = [_row(line) for line in connection.execute(query, (*choices, last, limit))]
            if not found:
                return
            yield found
            last = found[-1].row

    def choose(self, choice: str, rows: Sequence[int] | None = None, outcome: str | None = None) -> None:
        """Set what is done with these rows, or with all of an outcome; new and faulty rows stay as they are."""
        statement = "UPDATE rows SET choice = ? WHERE outcome NOT IN ('new', 'error') AND "
        with self.open() as connection:
            if rows is None:
                connection.execute(statement + "outcome = ?", (choice, outcome))
            else:
                connection.executemany(statement + "row = ?", [(choice, row) for row in rows])

    def wrong_columns(self) -> set[int]:
        """Return the columns in which something is to be mended."""
        query = "SELECT DISTINCT json_extract(p.value, '$[0]') FROM rows, json_each(rows.body, '$[1]') p WHERE outcome = 'error'"
        with self.open() as connection:
            return {column for (column,) in connection.execute(query)}

    def dependents(self, row: int) -> list[int]:
        """Return the rows that were taken for the same customer as this one."""
        with self.open() as connection:
            return [found for (found,) in connection.execute("SELECT row FROM rows WHERE match_row = ? ORDER BY row", (row,))]

    def with_keys(self, keys: Sequence[str]) -> list[int]:
        """Return the rows that carry one of these keys, in row order."""
        marks = ", ".join("?" * len(keys))
        with self.open() as connection:
            found = connection.execute(f"SELECT DISTINCT row FROM keys WHERE key IN ({marks}) ORDER BY row", tuple(keys))
            return [row for (row,) in found]

    def replace(self, rows: Sequence[StagedRow]) -> None:
        """Put rows in the place of what stood there."""
        with self.open() as connection:
            for table in ("rows", "changes", "keys"):
                connection.executemany(f"DELETE FROM {table} WHERE row = ?", [(row.row,) for row in rows])
            new_files.remove(connection, [row.row for row in rows])
            add_rows(connection, rows)


def add_rows(connection: sqlite3.Connection, rows: Iterable[StagedRow]) -> None:
    """Write rows that are not there yet."""
    lines, changes, keys = [], [], []
    for row in rows:
        body = [row.values, row.problems, row.effects, row.reason, row.name]
        lines.append(
            (row.row, RANKS.index(row.outcome), row.outcome, row.choice, row.match_id, row.match_row, _dump(row.cells), _dump(body))
        )
        changes += [(row.row, *change) for change in row.changes]
        keys += [(key, row.row) for key in row.keys]
    connection.executemany(f"INSERT INTO rows ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", lines)
    connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?)", changes)
    connection.executemany("INSERT INTO keys VALUES (?, ?)", keys)


def read_rows(connection: sqlite3.Connection, ids: Sequence[int]) -> list[StagedRow]:
    """Return the rows in the order asked for, with their changes."""
    found: dict[int, StagedRow] = {}
    for start in range(0, len(ids), 500):
        some = list(ids[start : start + 500])
        marks = ", ".join("?" * len(some))
        changes: dict[int, list[list[str]]] = {}
        for row, *change in connection.execute(
            f"SELECT row, target, before, after FROM changes WHERE row IN ({marks}) ORDER BY rowid", some
        ):
            changes.setdefault(row, []).append(change)
        for line in connection.execute(f"SELECT {_COLUMNS} FROM rows WHERE row IN ({marks})", some):
            found[line[0]] = _row(line, changes.get(line[0], []))
    return [found[row] for row in ids if row in found]


def read_values(connection: sqlite3.Connection, row: int) -> dict[str, Any]:
    """Return the values of one row that is there, without what else is known of it."""
    (body,) = connection.execute("SELECT body FROM rows WHERE row = ?", (row,)).fetchone()
    values: dict[str, Any] = json.loads(body)[0]
    return values


def _row(line: tuple[Any, ...], changes: list[list[str]] | None = None) -> StagedRow:
    row, _, outcome, choice, match_id, match_row, cells, body = line
    values, problems, effects, reason, name = json.loads(body)
    return StagedRow(row, outcome, choice, json.loads(cells), values, problems, changes or [], effects, reason, name, match_id, match_row)


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
