"""The SQL that the program really runs, taken down at its engine, and done again on a disk that can be watched or refuse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
from sqlalchemy import Connection, Engine, event

from dealer_crm.storage import dialect
from dealer_crm.storage.database import Database
from tests.faults.disks import Disk

STORE = "store.sqlite"
BEGIN, COMMIT, ROLLBACK, CHECKPOINT = "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "PRAGMA wal_checkpoint(TRUNCATE)"
ATTACH, DETACH = "ATTACH ':memory:' AS staging", "DETACH staging"


@dataclass
class Script:
    """Statements of write transactions in their order, each with the sets of values it ran with."""

    steps: list[tuple[str, list[Any]]] = field(default_factory=list)
    inside: bool = False

    def on_statement(self, _connection: Connection, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:  # noqa: FBT001
        """Take a statement down, if it belongs to a write."""
        self.inside = self.inside or statement == BEGIN
        if self.inside:
            self.steps.append((statement, list(values) if many and isinstance(values[0], tuple) else [values]))

    def on_end(self, word: str) -> None:
        """Take the end of a transaction down."""
        if self.inside:
            self.steps.append((word, [()]))
        self.inside = False


@contextmanager
def recording(db: Database) -> Iterator[Script]:
    """Take down what is written through this store, checkpoints too; from one thread."""
    script, watched, checkpoint, attached = Script(), db._engine, dialect.checkpoint, dialect.attached  # noqa: SLF001 - all SQL passes here

    def checkpointed(engine: Engine) -> None:
        script.steps.append((CHECKPOINT, [()]))
        checkpoint(engine)

    @contextmanager
    def beside(connection: Connection, path: Path) -> Iterator[None]:
        script.steps.append((ATTACH, [path.read_bytes()]))
        with attached(connection, path):
            yield
        script.steps.append((DETACH, [()]))

    event.listen(watched, "before_cursor_execute", script.on_statement)
    event.listen(watched, "commit", lambda _connection: script.on_end(COMMIT))
    event.listen(watched, "rollback", lambda _connection: script.on_end(ROLLBACK))
    dialect.checkpoint, dialect.attached = checkpointed, beside
    try:
        yield script
    finally:
        dialect.checkpoint, dialect.attached = checkpoint, attached


def connected(system: str, pragmas: Mapping[str, object]) -> apsw.Connection:
    """Open the store on a disk with the program's settings, each read back: apsw runs what nobody fetches later or never.

    The log's index lies in memory (exclusive locking), for nobody else is there.
    """
    connection = apsw.Connection(STORE, vfs=system)
    for name, value in {"locking_mode": "exclusive", **pragmas}.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    for name, value in pragmas.items():
        found = connection.execute(f"PRAGMA {name}").fetchall()
        assert found == [(value,)] or name in NOT_HERE, (name, value, found)
    return connection


NOT_HERE = {"mmap_size", "busy_timeout"}
"""Settings that a disk in memory has no use for."""


def replay(script: Script, connection: apsw.Connection, disk: Disk) -> None:
    """Do it all again, with a mark in the disk's log after each commit: the last journal entry that is saved now."""
    for statement, sets in script.steps:
        if statement == ATTACH:
            connection.execute(ATTACH).fetchall()
            connection.deserialize("staging", sets[0])
            continue
        for values in sets:
            connection.execute(statement, values).fetchall()
        if statement == COMMIT:
            entry = connection.execute("SELECT max(id) FROM journal_entry").fetchall()[0][0]
            disk.note("saved", STORE, int(entry or 0))
