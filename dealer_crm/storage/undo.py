"""Takes back an entry of the journal: each row to its state before, if nothing newer stands on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, func, select

from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.journal import UndoBlocked, UndoErased
from dealer_crm.storage import dialect, rows
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.guard import recording
from dealer_crm.storage.journal import Recorder, Run, insert_rows, run_digest, write_row
from dealer_crm.storage.models import JournalBulk, JournalEntry, JournalPayload, JournalRow
from dealer_crm.storage.rows import Values


@dataclass
class Reversal:
    """What an entry did, read back from its payload, and what has happened to it since."""

    label: str
    subject_id: int | None
    changes: list[tuple[str, int, Values | None, Values | None]]
    came: list[Run] = field(default_factory=list)
    went: list[Run] = field(default_factory=list)
    edited: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def blocked(self) -> int:
        """How many rows carry a later change."""
        return sum(len(ids) for ids in self.edited.values())


def load(connection: Connection, entry_id: int) -> Reversal:
    """Read what the entry did and mark the rows on which a later change stands. Raises NotFound, UndoErased."""
    entry = connection.execute(select(JournalEntry.__table__).where(JournalEntry.id == entry_id)).first()
    if entry is None:
        raise NotFound(number=str(entry_id))
    body = connection.execute(select(JournalPayload.body).where(JournalPayload.entry_id == entry_id)).scalar()
    if body is None:
        raise UndoErased
    payload = rows.unpack(body)
    reversal = Reversal(payload["label"], entry.subject_id, [tuple(change) for change in payload["rows"]])
    kept = {(table, first): values for table, first, values in payload["kept"]}
    columns = (JournalBulk.table_name, JournalBulk.first_id, JournalBulk.last_id, JournalBulk.count, JournalBulk.digest)
    for table, first, last, count, digest in connection.execute(select(*columns).where(JournalBulk.entry_id == entry_id)).tuples():
        run = Run(table, first, last, count, digest, kept.get((table, first), []))
        (reversal.came if count > 0 else reversal.went).append(run)
    _mark_edited(connection, entry_id, reversal)
    return reversal


def _mark_edited(connection: Connection, entry_id: int, reversal: Reversal) -> None:
    wanted: dict[str, list[int]] = defaultdict(list)
    for table, row_id, _, _ in reversal.changes:
        wanted[table].append(row_id)
    now = {table: rows.read(connection, rows.table_named(table), ids) for table, ids in wanted.items()}
    for table, row_id, _, after in reversal.changes:
        if not rows.same(now[table].get(row_id), after):
            reversal.edited[table].add(row_id)
    for run in reversal.came:
        reversal.edited[run.table] |= _edited_in_run(connection, entry_id, run)


def _edited_in_run(connection: Connection, entry_id: int, run: Run) -> set[int]:
    """Return the rows of a run that differ from what came in: their first later change tells what that was."""
    first_later = (
        select(JournalRow.row_id, func.min(JournalRow.entry_id).label("entry_id"))
        .where(
            JournalRow.table_name == run.table,
            JournalRow.row_id.between(run.first_id, run.last_id),
            JournalRow.entry_id > entry_id,
        )
        .group_by(JournalRow.row_id)
    )
    later = connection.execute(first_later).all()
    now = rows.read(connection, rows.table_named(run.table), [row.row_id for row in later])
    edited = set()
    for row in later:
        body = connection.execute(select(JournalPayload.body).where(JournalPayload.entry_id == row.entry_id)).scalar()
        came = _before(body, run.table, row.row_id)
        if came is None or not rows.same(now.get(row.row_id), came):
            edited.add(row.row_id)
    return edited


def _before(body: bytes | None, table: str, row_id: int) -> Values | None:
    if body is None:
        return None
    return next((before for name, row, before, _ in rows.unpack(body)["rows"] if (name, row) == (table, row_id)), None)


def apply(session: WriteSession, entry_id: int, *, rest: bool = False) -> None:
    """Undo the entry inside the given write, as an entry of its own.

    Raises UndoBlocked when a later change stands on it; with `rest` everything else is undone and what
    later records need stays. Foreign keys are checked at COMMIT (ReferenceMissing).
    """
    connection = session.connection()
    dialect.defer_foreign_keys(connection)
    reversal = load(connection, entry_id)
    if reversal.blocked and not rest:
        raise UndoBlocked(count=reversal.blocked, latest=_latest(connection, entry_id, reversal))
    session.recorder.about.label = reversal.label
    session.recorder.about.subject_id = reversal.subject_id
    removed = _Removed(connection, session.recorder)
    if rest:
        _keep_whole_customers(connection, reversal)
    for table, row_id, before, after in reversal.changes:
        if row_id not in reversal.edited[table]:
            _revert_row(connection, session.recorder, (table, row_id), before, after)
    for run in reversal.came:
        removed.take(run, reversal.edited[run.table])
    for run in reversal.went:
        _bring_back(connection, session.recorder, run)
    if reversal.came and rest:
        removed.give_back_needed()
    removed.note()


def _revert_row(connection: Connection, recorder: Recorder, key: tuple[str, int], before: Values | None, after: Values | None) -> None:
    table = rows.table_named(key[0])
    if before is not None and "version" in before:
        before = {**before, "version": max(before["version"], (after or before)["version"]) + 1}
    write_row(connection, table, key[1], before)
    recorder.note(*key, after, before)


def _bring_back(connection: Connection, recorder: Recorder, run: Run) -> None:
    table = rows.table_named(run.table)
    values = [{**row, "version": row["version"] + 1} for row in run.values]
    insert_rows(connection, table, [rows.decode(table, row) for row in values])
    for _, group in groupby(enumerate(values), key=lambda pair: pair[1]["id"] - pair[0]):
        part = [row for _, row in group]
        recorder.runs.append(Run(run.table, part[0]["id"], part[-1]["id"], len(part), run_digest(part)))


class _Removed:
    """Rows of undone runs: taken out at once, some given back when others turn out to need them."""

    def __init__(self, connection: Connection, recorder: Recorder) -> None:
        self._connection = connection
        self._recorder = recorder
        self._runs: list[Run] = []
        self._values: dict[str, dict[int, Values]] = defaultdict(dict)

    def take(self, run: Run, keep: set[int]) -> None:
        """Remove the run's rows but those to keep."""
        table = rows.table_named(run.table)
        found = self._connection.execute(select(table).where(table.c.id.between(run.first_id, run.last_id))).mappings()
        values = {row["id"]: rows.encode(row) for row in found if row["id"] not in keep}
        self._values[run.table].update(values)
        self._runs.append(run)
        with recording(self._connection):
            if not keep:
                self._connection.execute(delete(table).where(table.c.id.between(run.first_id, run.last_id)))
                return
            ids = list(values)
            for start in range(0, len(ids), rows.CHUNK):
                self._connection.execute(delete(table).where(table.c.id.in_(ids[start : start + rows.CHUNK])))

    def give_back_needed(self) -> None:
        """Put back what remaining rows refer to, and with a customer all that is his, until nothing is missing."""
        while True:
            needed = {(parent, row) for _, _, parent, row in dialect.broken_references(self._connection)}
            needed = {key for key in needed if key[1] in self._values[key[0]]}
            if not needed:
                return
            customers = {row for table, row in needed if table == "customer"}
            for table, values in self._values.items():
                needed |= {(table, row) for row, v in values.items() if v.get("customer_id") in customers}
            for table, row in sorted(needed):
                write_row(self._connection, rows.table_named(table), row, self._values[table].pop(row))

    def note(self) -> None:
        """Record what stays removed, kept for redo."""
        for run in self._runs:
            values = [v for row, v in sorted(self._values[run.table].items()) if run.first_id <= row <= run.last_id]
            if values:
                gone = Run(run.table, run.first_id, run.last_id, -len(values), run_digest(values), values)
                self._recorder.runs.append(gone)


def _keep_whole_customers(connection: Connection, reversal: Reversal) -> None:
    """Extend what is kept from edited rows to everything of the same customer."""
    customers = set(reversal.edited["customer"])
    for name, ids in list(reversal.edited.items()):
        table = rows.table_named(name)
        if "customer_id" in table.c and ids:
            customers |= set(connection.execute(select(table.c.customer_id).where(table.c.id.in_(sorted(ids)))).scalars())
    if not customers:
        return
    reversal.edited["customer"] |= customers
    for name in {run.table for run in reversal.came} | {table for table, *_ in reversal.changes}:
        table = rows.table_named(name)
        if "customer_id" in table.c:
            mine: Any = select(table.c.id).where(table.c.customer_id.in_(sorted(customers)))
            reversal.edited[name] |= set(connection.execute(mine).scalars())


def _latest(connection: Connection, entry_id: int, reversal: Reversal) -> str:
    """Return the label of the latest change that stands on the entry; '' where it has none."""
    best = 0
    for table, ids in reversal.edited.items():
        query = select(func.max(JournalRow.entry_id)).where(
            JournalRow.table_name == table, JournalRow.row_id.in_(sorted(ids)[: rows.CHUNK]), JournalRow.entry_id > entry_id
        )
        best = max(best, connection.execute(query).scalar() or 0)
    body = connection.execute(select(JournalPayload.body).where(JournalPayload.entry_id == best)).scalar()
    return "" if body is None else str(rows.unpack(body)["label"])
