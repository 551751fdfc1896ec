"""Looks at a store after a fault as its owner would: does it open, is it sound, is everything there that was said to be saved."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from dealer_crm.app.opened import Opened, clock
from dealer_crm.app.services import Now
from dealer_crm.domain.journal import Origin
from dealer_crm.services.check import Check
from dealer_crm.storage import dialect
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.storage.opening import open_store
from tests.faults.rounds import Facts
from tests.storage.shops import pinyin


@dataclass(frozen=True)
class Said:
    """What somebody was told is saved: the last journal entry with its hash, and values of rows."""

    entry: int
    hash: str
    facts: Facts


@dataclass(frozen=True)
class Seen:
    """What the store shows of it. `unsound` is what SQLite, the journal chain and the program's own check find."""

    lost: int
    unsound: tuple[str, ...]
    entries: int


def share_statements() -> None:
    """Let all stores that this process opens share the SQL of statements that was put together once."""
    known: dict[Any, Any] = {}
    engine_for = dialect.engine_for

    def knowing(path: Path) -> Engine:
        engine = engine_for(path)
        engine.update_execution_options(compiled_cache=known)
        return engine

    dialect.engine_for = knowing


@contextmanager
def opened(path: Path, now: Now = clock) -> Iterator[Opened]:
    """Open a data folder as the program does at its start, with the readings read only once."""
    folder = DataFolder(path)
    lock = FolderLock(folder.lock)
    try:
        shop = Opened(folder, open_store(folder, pinyin(), now), lock, Origin.USER)
    except BaseException:
        lock.release()
        raise
    try:
        yield shop
    finally:
        shop.close()


def look(path: Path, said: Said) -> Seen:
    """Open the store as the program does and compare it with what was said; the program's whole check runs too."""
    with opened(path) as shop:
        found = [f"{finding.kind.value}: {finding.details}" for finding in Check(shop.db, shop.folder, shop.trade).run()]
    seen = _look(path, said)
    return replace(seen, unsound=(*found, *seen.unsound))


def peep(path: Path, said: Said) -> Seen:
    """Compare a copy of the store and its log with what was said, and leave both as the fault left them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "shop")
        copy.mkdir()
        for file in path.glob("store.sqlite*"):
            shutil.copy(file, copy)
        (copy / "attachments").symlink_to(path.resolve() / "attachments")
        return _look(copy, said)


def _look(path: Path, said: Said) -> Seen:
    blobs = Blobs(DataFolder(path).attachments)
    try:
        with closing(sqlite3.connect(path / "store.sqlite")) as store:
            store.row_factory = sqlite3.Row
            unsound = [row[0] for row in store.execute("PRAGMA integrity_check") if row[0] != "ok"]
            unsound += [str(tuple(row)) for row in store.execute("PRAGMA foreign_key_check")]
            unsound += [f"picture {row[0]}" for row in store.execute("SELECT sha256 FROM attachment") if not blobs.sound(row[0])]
            entries = store.execute("SELECT max(id) FROM journal_entry").fetchone()[0] or 0
            return Seen(_lost(store, said), tuple(unsound), entries)
    except sqlite3.DatabaseError as error:
        return Seen(0, (str(error),), 0)


def _lost(store: sqlite3.Connection, said: Said) -> int:
    head = store.execute("SELECT hash FROM journal_entry WHERE id = ?", (said.entry,)).fetchone()
    lost = int(said.entry > 0 and (head is None or head[0] != (said.hash or head[0])))
    later = store.execute(_LATER, {"entry": said.entry}).fetchall()
    for key, values in said.facts.items():
        table, row_id = key.split("/")
        if not any(name == table and first <= int(row_id) <= last for name, first, last in later):
            lost += not _holds(store, table, int(row_id), values)
    return lost


_LATER = """
    SELECT table_name, row_id, row_id FROM journal_row WHERE entry_id > :entry
    UNION ALL SELECT table_name, first_id, last_id FROM journal_bulk WHERE entry_id > :entry
"""


def _holds(store: sqlite3.Connection, table: str, row_id: int, values: dict[str, str | int] | None) -> bool:
    row = store.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
    if row is None or values is None:
        return row is values
    return all(row[column] == value for column, value in values.items())
