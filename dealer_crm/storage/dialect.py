"""What is SQLite's own: pragmas, ids, deferred keys, whole copies, the text index. A second dialect would stand here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, ColumnElement, Connection, Engine, Select, Table, case, create_engine, event, func, select, text
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.exc import DBAPIError

PRAGMAS = {
    "foreign_keys": 1,
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "mmap_size": 0,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 5000,
}
"""Every connection's settings with the value a read-back gives (synchronous 2 = FULL)."""
LARGE_CACHE = 64_000
"""kB for a large write: its indexes grow in many places at once."""
STORED_FORM = pysqlite.dialect()
"""Turns typed values into what the file holds, and back; the journal keeps values in this form."""
DriverError = sqlite3.Error
"""What a statement raises that goes past SQLAlchemy; see `trouble`."""
NO_ROOM = frozenset({sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMOPEN})
"""Failed writes that stand for a full disk as SQLITE_FULL does: of the file or its log, and of the log's index for a first reader."""
APPLICATION_ID = 0x44435231
"""'DCR1' in the file header, so that a foreign SQLite file is told apart."""


def engine_for(path: Path) -> Engine:
    """Return an engine for the store at `path`; BEGIN is ours, IMMEDIATE where the option `writing` is set."""
    engine = create_engine(url_of(path), connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "checkin", _on_checkin)
    return engine


def url_of(path: Path) -> URL:
    """Return the address of a store file, whatever signs its path holds."""
    return URL.create("sqlite+pysqlite", database=str(path))


def looking_engine_for(path: Path) -> Engine:
    """Return an engine for a store that nobody writes, on a medium that cannot be written: see `look_into`."""
    engine = create_engine(url_of(path), creator=lambda: look_into(path))
    event.listen(engine, "connect", _on_look)
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "checkin", _on_checkin)
    return engine


def look_into(path: Path) -> sqlite3.Connection:
    """Open a store file that nobody uses, without changing it or leaving anything beside it.

    Raises sqlite3.DatabaseError (see `trouble`). Values come as the file holds them.
    """
    log = path.with_name(path.name + "-wal")
    unused = "" if log.exists() and log.stat().st_size else "&immutable=1"
    uri = f"{path.resolve().as_uri()}?mode=ro{unused}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def _on_connect(dbapi: Any, _record: Any) -> None:
    dbapi.isolation_level = None
    for pragma, value in PRAGMAS.items():
        dbapi.execute(f"PRAGMA {pragma} = {value}").fetchall()


def _on_look(dbapi: Any, _record: Any) -> None:
    for pragma in PRAGMAS.keys() - {"journal_mode"}:
        dbapi.execute(f"PRAGMA {pragma} = {PRAGMAS[pragma]}").fetchall()


def _on_begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _on_checkin(dbapi: Any, _record: Any) -> None:
    """End what a COMMIT left open that failed (a broken reference): SQLAlchemy takes it for ended."""
    if dbapi is not None and dbapi.in_transaction:
        dbapi.rollback()


@contextmanager
def attached(connection: Connection, path: Path) -> Iterator[None]:
    """Let a connection that has not begun yet read another file as `staging`, with a larger cache for much work at once.

    After trouble the connection is given up with the file: nobody else gets it.
    """
    raw = connection.connection.driver_connection
    assert raw is not None
    try:
        raw.execute("ATTACH ? AS staging", (str(path),))
        raw.execute(f"PRAGMA main.cache_size = -{LARGE_CACHE}").fetchall()
        yield
    except BaseException:
        connection.invalidate()
        raise
    try:
        raw.execute("PRAGMA main.cache_size = -2000").fetchall()
        raw.execute("DETACH staging")
    except DriverError:
        connection.invalidate()


def defer_foreign_keys(connection: Connection) -> None:
    """Check foreign keys at COMMIT of this transaction instead of at each statement."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def broken_references(connection: Connection) -> list[tuple[str, int, str, int]]:
    """Return (table, row id, parent table, parent id) of each reference to a row that is not there."""
    broken = []
    for table, row_id, parent, number in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        keys = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")').all()
        column = next(key[3] for key in keys if key[0] == number)
        parent_id = connection.exec_driver_sql(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (row_id,)).scalar_one()
        broken.append((table, row_id, parent, parent_id))
    return broken


def local_day_of(instant: ColumnElement[Any]) -> ColumnElement[str]:
    """Return the day on which an instant falls where the computer stands, to group by."""
    return func.date(instant, text("'localtime'"))


def json_text(column: ColumnElement[Any], key: str) -> ColumnElement[str | None]:
    """Return the text that a column with a JSON object holds under a key; NULL where it has none. The key is a code: [a-z0-9_]."""
    return func.json_extract(column, f"$.{key}")


def one_of(column: Any, ids: Iterable[int]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of any number of ids, as one parameter."""
    condition: ColumnElement[bool] = column.in_(select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value))
    return condition


def held_in(column: Any, name: str) -> Any:
    """Return what a column with a JSON list holds as a table of that name, with its `value`; nothing of a text that cannot be read."""
    sound = case((func.json_valid(column), column), else_=text("'[]'"))
    return func.json_each(sound).table_valued("value", name=name)


def json_keys(column: ColumnElement[Any]) -> Select[str]:
    """Return the question for the keys that stand in the JSON objects of a column, each once."""
    held = func.json_each(column).table_valued("key", joins_implicitly=True)
    return select(held.c.key).where(func.length(column) > 2).distinct()


def reserve_ids(connection: Connection, table: Table, count: int) -> range:
    """Return the next `count` ids of the table, never given before; used at once under the write lock."""
    first = max(last_id(connection, table), connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
    return range(first, first + count)


def last_id(connection: Connection, table: Table) -> int:
    """Return the highest id that the table ever gave."""
    return connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}).scalar() or 0


def counts_ids(connection: Connection, table: Table) -> bool:
    """Tell whether the file itself keeps the table from giving an id twice."""
    schema = connection.execute(text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"), {"name": table.name}).scalar()
    return "AUTOINCREMENT" in (schema or "")


def raise_last_id(connection: Connection, table: Table, highest: int) -> None:
    """Let the table count on from this id."""
    connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
    connection.execute(text("INSERT INTO sqlite_sequence(name, seq) VALUES (:name, :seq)"), {"name": table.name, "seq": highest})


def checkpoint(engine: Engine) -> None:
    """Write the WAL back into the file and empty it, as far as no reader is using it: nobody waits.

    Call under the write lock only (house rule). Raises DriverError.
    """
    connection = engine.raw_connection()
    try:
        raw = connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA busy_timeout = 0").fetchall()
        try:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            raw.execute(f"PRAGMA busy_timeout = {PRAGMAS['busy_timeout']}").fetchall()
    finally:
        connection.close()


def copy_into(engine: Engine, target: Path) -> None:
    """Write a whole, defragmented copy of the committed state to a file that does not exist yet. Raises DriverError."""
    raw = engine.raw_connection()
    try:
        driver = raw.driver_connection
        assert driver is not None
        driver.execute("VACUUM INTO ?", (str(target),))
    finally:
        raw.close()


def copy_pages(engine: Engine, target: Path) -> None:
    """Write the committed state page by page to a file that does not exist yet: a third of the work of `copy_into`.

    For a child process to read and throw away: nothing is synced, and free pages come along. Raises DriverError.
    """
    raw = engine.raw_connection()
    try:
        driver = raw.driver_connection
        assert driver is not None
        with closing(sqlite3.connect(target)) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            driver.backup(copy)
    finally:
        raw.close()


def copy_unused(path: Path, target: Path) -> None:
    """Write a whole copy of a store file that nobody uses. Raises sqlite3.DatabaseError."""
    with closing(look_into(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def integrity_errors(connection: Connection) -> list[str]:
    """Return what SQLite's own check finds wrong; empty = sound. Some damage ends the check itself: that is a finding too."""
    try:
        lines = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check").all()]
    except DBAPIError as error:
        if trouble(error) != "damaged":
            raise
        return [str(error.orig)]
    return [] if lines == ["ok"] else lines


def trouble(error: BaseException) -> str:
    """Name known trouble: 'full', 'busy', 'read_only', 'damaged', 'failed' or ''. SQLITE_FULL and `NO_ROOM` are both a full disk."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(origin, "sqlite_errorcode", None)
    if code is None:
        return "damaged" if isinstance(origin, sqlite3.DatabaseError) and "not a database" in str(origin) else ""
    primary = code & 0xFF
    names = {sqlite3.SQLITE_FULL: "full", sqlite3.SQLITE_BUSY: "busy", sqlite3.SQLITE_READONLY: "read_only"}
    damaged = {sqlite3.SQLITE_CORRUPT: "damaged", sqlite3.SQLITE_NOTADB: "damaged", sqlite3.SQLITE_CANTOPEN: "read_only"}
    damaged |= {sqlite3.SQLITE_IOERR: "failed"}
    if code in NO_ROOM:
        return "full"
    return (names | damaged).get(primary, "")


FTS = "search_fts"
CREATE_FTS = f"CREATE VIRTUAL TABLE {FTS} USING fts5(tokens, content='', detail=none, tokenize='ascii')"


def index_texts(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Add (id, tokens) to the text index."""
    connection.exec_driver_sql(f"INSERT INTO {FTS}(rowid, tokens) VALUES (?, ?)", list(rows))


def forget_texts(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Take (id, the tokens it was indexed with) out of the text index."""
    connection.exec_driver_sql(f"INSERT INTO {FTS}({FTS}, rowid, tokens) VALUES ('delete', ?, ?)", list(rows))


def indexes_texts(connection: Connection) -> bool:
    """Tell whether the text index holds anything."""
    return connection.exec_driver_sql(f"SELECT 1 FROM {FTS}_docsize LIMIT 1").first() is not None


def text_pieces(connection: Connection) -> int:
    """Return in how many pieces the text index lies: every save adds one, and each word is looked up in all of them."""
    return connection.exec_driver_sql(f"SELECT count(DISTINCT segid) FROM {FTS}_idx").scalar() or 0


def merge_texts(connection: Connection) -> None:
    """Lay the text index down in one piece."""
    connection.exec_driver_sql(f"INSERT INTO {FTS}({FTS}) VALUES ('optimize')")


def text_counts(connection: Connection) -> dict[str, int]:
    """Return how many texts each token of the index stands in."""
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, {FTS}, row)")
    found = connection.exec_driver_sql("SELECT term, doc FROM temp.search_words").all()
    connection.exec_driver_sql("DROP TABLE temp.search_words")
    return {row[0]: row[1] for row in found}


def clear_texts(connection: Connection) -> None:
    """Empty the text index."""
    connection.exec_driver_sql(f"INSERT INTO {FTS}({FTS}) VALUES ('delete-all')")
