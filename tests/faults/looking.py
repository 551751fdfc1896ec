"""Looks at a store after a fault as its owner would: does it open, is it sound, is everything there that was said to be saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from dealer_crm.app.opened import Now, Opened, clock
from dealer_crm.domain.journal import Origin
from dealer_crm.services.check import Check
from dealer_crm.storage import chain, dialect
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.storage.models import Attachment
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


def look(path: Path, said: Said, *, thorough: bool = True) -> Seen:
    """Open the store and compare it with what was said, row by row; rows that a later, unsaid entry changed are left out.

    Always: SQLite's checks, the chain of the journal, pictures; `thorough` runs the program's whole check besides.
    """
    with opened(path) as shop:
        check = Check(shop.db, shop.folder, shop.trade)
        unsound = [f"{finding.kind.value}: {finding.details}" for finding in check.run()] if thorough else []
        with shop.db.read() as session:
            entries = chain.head(session.connection()).sequence
            unsound += [f"chain: {entry}" for entry in chain.broken_links(session.connection())]
            blobs = Blobs(shop.folder.attachments)
            pictures = session.scalars(select(Attachment.sha256)).all()
            unsound += [f"picture: {sha256}" for sha256 in pictures if not blobs.sound(sha256)]
    with closing(dialect.look_into(path / "store.sqlite")) as store:
        store.row_factory = sqlite3.Row
        unsound += [row[0] for row in store.execute("PRAGMA integrity_check") if row[0] != "ok"]
        unsound += [str(tuple(row)) for row in store.execute("PRAGMA foreign_key_check")]
        return Seen(_lost(store, said), tuple(unsound), entries)


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
