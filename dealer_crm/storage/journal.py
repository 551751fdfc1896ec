"""The recorder of one write: which rows changed, from what to what, and the entry that keeps it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, Update, func, select, update

from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.storage import dialect, driver, rows
from dealer_crm.storage.guard import recording
from dealer_crm.storage.models import JournalBulk, JournalEntry, JournalPayload, JournalRow
from dealer_crm.storage.rows import Values

Key = tuple[str, int]


@dataclass
class Run:
    """Rows of one table from one id to another that came in (`count` > 0) or went out (`count` < 0, in `kept`).

    `told` = what derives from them is written by whoever brought them. The digest of rows that came is taken at the end.
    """

    table: str
    first_id: int
    last_id: int
    count: int
    digest: str = ""
    kept: list[rows.Piece | Values] = field(default_factory=list)
    told: bool = False

    def holds(self, table: str, row_id: int) -> bool:
        """Tell whether the row came in with this run."""
        return self.count > 0 and self.table == table and self.first_id <= row_id <= self.last_id


@dataclass
class About:
    """What the entry will say of itself."""

    actor: Actor
    action: Action
    subject: Subject
    subject_id: int | None = None
    label: str = ""
    undoes_id: int | None = None

    @property
    def link(self) -> tuple[int | None, str, str, int | None]:
        """What of it goes into the chain."""
        return self.actor.staff_id, self.action.value, self.subject.value, self.subject_id


class Recorder:
    """Collects the changes of one transaction, coalesced to first before and last after."""

    def __init__(self, about: About) -> None:
        self.about = about
        self.changes: dict[Key, list[Values | None]] = {}
        self.runs: list[Run] = []
        self.later: list[tuple[Key, tuple[Values | None, Values | None]]] = []
        """Changes of rows that came in with a run: they belong to the run, but what derives from them must follow."""
        self.touched: set[int] = set()
        """Customers of whom something went that could not be asked afterwards."""
        self.progress: Progress = NoProgress()
        """Told how far a large write is; may cancel it."""
        self.entry_id = 0
        """The entry, once written; 0 where nothing changed."""

    def note(self, table: str, row_id: int, before: Values | None, after: Values | None) -> None:
        """Record one change; a row that ends as it began is forgotten, one that came in with a run belongs to the run."""
        for run in self.runs:
            if run.holds(table, row_id):
                self.later.append(((table, row_id), (before, after)))
                return
        known = self.changes.get((table, row_id))
        first = known[0] if known else before
        if rows.same(first, after):
            self.changes.pop((table, row_id), None)
        else:
            self.changes[table, row_id] = [first, after]

    def came(self, table: str, ids: range, *, told: bool = False) -> None:
        """Record rows that came in bulk; what follows on the last ones of the table joins their run."""
        last = next((run for run in reversed(self.runs) if run.table == table and run.count > 0), None)
        if last and last.last_id + 1 == ids[0] and last.told == told:
            last.last_id, last.count = ids[-1], last.count + len(ids)
        else:
            self.runs.append(Run(table, ids[0], ids[-1], len(ids), told=told))

    @property
    def empty(self) -> bool:
        """Tell whether nothing changed."""
        return not self.changes and not self.runs

    @property
    def kinds(self) -> frozenset[str]:
        """Names of the changed tables."""
        return frozenset(table for table, _ in self.changes) | frozenset(run.table for run in self.runs)

    def write(self, connection: Connection, now: datetime) -> int:
        """Write the entry with its rows and payload; return its id."""
        for run in self.runs:
            if run.count > 0:
                run.digest, run.count = rows.digest(connection, rows.table_named(run.table), run.first_id, run.last_id)
        payload = rows.pack(self._payload())
        salt = os.urandom(16)
        digest = rows.sha(salt + payload)
        last = driver.execute(connection, "SELECT id, hash FROM journal_entry WHERE id = (SELECT max(id) FROM journal_entry)").rows
        last_id, last_hash = last[0] if last else (0, "")
        sequence = last_id + 1
        entry = {
            "id": sequence,
            "at": now,
            "staff_id": self.about.actor.staff_id,
            "origin": self.about.actor.origin,
            "action": self.about.action,
            "subject": self.about.subject,
            "subject_id": self.about.subject_id,
            "undoes_id": self.about.undoes_id,
            "changes": len(self.changes) + sum(abs(run.count) for run in self.runs),
            "digest": digest,
            "hash": chain_hash(last_hash, sequence, self.about.link, now, digest),
        }
        written = {"entry_id": sequence, "label": self.about.label, "salt": salt, "body": payload}
        with recording(connection):
            for table, values in (
                (JournalEntry, [entry]),
                (JournalPayload, [written]),
                (JournalRow, [{"entry_id": sequence, "table_name": name, "row_id": row} for name, row in self.changes]),
                (JournalBulk, [_run_values(sequence, run) for run in self.runs]),
            ):
                kept = rows.table_named(table.__tablename__)
                rows.insert(connection, kept, [rows.encode(kept, each) for each in values])
        self.entry_id = sequence
        return sequence

    def _payload(self) -> dict[str, Any]:
        return {
            "label": self.about.label,
            "rows": [[table, row, before, after] for (table, row), (before, after) in self.changes.items()],
            "runs": [[run.table, run.first_id, run.last_id, run.count, run.digest] for run in self.runs],
            "kept": [[run.table, run.first_id, run.kept] for run in self.runs if run.count < 0],
        }


def chain_hash(previous: str, sequence: int, about: tuple[int | None, str, str, int | None], at: datetime, digest: str) -> str:
    """Return the link of the chain, `about` = staff, action, subject and id (house rule: codes and ids only, no names)."""
    micros = round(at.timestamp() * 1_000_000)
    link = [previous, sequence, about[0], micros, *about[1:], digest]
    return rows.sha(rows.canonical(link))


def _run_values(entry_id: int, run: Run) -> dict[str, Any]:
    return {
        "entry_id": entry_id,
        "table_name": run.table,
        "first_id": run.first_id,
        "last_id": run.last_id,
        "count": run.count,
        "digest": run.digest,
    }


def insert_many(connection: Connection, recorder: Recorder, table: Table, values: Sequence[Mapping[str, Any]]) -> range:
    """Insert typed rows in bulk; ids are given here, contiguously, in order. Returns them."""
    ids = dialect.reserve_ids(connection, table, len(values))
    if not values:
        return ids
    full = [rows.encode(table, {**row, "id": row_id}) for row_id, row in zip(ids, values, strict=True)]
    with recording(connection):
        rows.insert(connection, table, full)
    recorder.came(table.name, ids)
    return ids


def update_where(connection: Connection, recorder: Recorder, statement: Update) -> int:
    """Run a Core UPDATE of a journalled table, each row recorded and its version counted. Returns how many rows changed."""
    table = statement.table
    assert isinstance(table, Table)
    condition = statement.whereclause
    query = select(table.c.id) if condition is None else select(table.c.id).where(condition)
    ids = list(connection.execute(query).scalars())
    before = rows.read(connection, table, ids)
    with recording(connection):
        connection.execute(statement.values(version=table.c.version + 1))
    after = rows.read(connection, table, ids)
    for row_id in ids:
        recorder.note(table.name, row_id, before[row_id], after[row_id])
    return len(ids)


def set_columns(connection: Connection, recorder: Recorder, table: Table, ids: Sequence[int], values: Mapping[str, Any]) -> None:
    """Set columns of rows alike; recorded are only these, whose row it is, and its version: a row once in a write.

    Many rows take little room that way, and an undo leaves alone what was changed in them later.
    """
    names = [name for name in ("id", "version", "customer_id", *values) if name in table.c]
    some = table.c.id.in_(select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value))
    before = [dict(row) for row in connection.execute(select(*(table.c[name] for name in names)).where(some)).mappings()]
    with recording(connection):
        connection.execute(update(table).where(some).values(**values, version=table.c.version + 1))
    for row in before:
        after = {**row, **values, "version": row["version"] + 1}
        recorder.note(table.name, row["id"], rows.stored(table, row), rows.stored(table, after))
