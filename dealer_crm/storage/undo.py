"""Takes back an entry of the journal: each row to its state before, if nothing newer stands on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.exc import IntegrityError

from dealer_crm.domain.journal import UndoBlocked
from dealer_crm.storage import dialect, lines, rows
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.guard import recording
from dealer_crm.storage.journal import Key, Recorder, Run
from dealer_crm.storage.reversal import Reversal, latest, load
from dealer_crm.storage.rows import Values


@dataclass(frozen=True)
class Step:
    """One row on its way back: the state it has and the state it gets; None = not there."""

    now: Values | None
    then: Values | None


Reference = tuple[Key, Key]
"""A row and the row it refers to."""


def apply(session: WriteSession, entry_id: int, *, rest: bool = False) -> None:
    """Undo the entry inside the given write, as an entry of its own.

    Raises UndoBlocked when a later change stands on it; with `rest` everything else is undone and what
    later records need stays. Foreign keys are checked at COMMIT (ReferenceMissing; `refuse_needed` names it).
    """
    connection = session.connection()
    dialect.defer_foreign_keys(connection)
    reversal = load(connection, entry_id)
    if reversal.blocked and not rest:
        touched = [(table, row_id) for table, ids in reversal.edited.items() for row_id in ids]
        raise UndoBlocked(count=reversal.blocked, latest=latest(connection, entry_id, touched))
    session.recorder.about.label = reversal.label
    session.recorder.about.subject_id = reversal.subject_id
    with recording(connection):
        if rest:
            work = _Work(connection, reversal)
            work.plan_runs()
            work.keep_whole_customers()
            work.carry_out_what_goes()
            work.mend()
        else:
            runs = _Runs(connection, session.recorder, reversal)
            runs.take_out()
            work = _Work(connection, reversal)
            work.carry_out()
            runs.put_back()
    work.note(session.recorder)


def refuse_needed(session: WriteSession, entry_id: int) -> None:
    """Raise UndoBlocked for the records that still refer to what `apply` took away."""
    connection = session.connection()
    children = [child for child, _ in _broken(connection)]
    raise UndoBlocked(count=len(children), latest=latest(connection, entry_id, children))


class _Runs:
    """The way back of whole runs, of which nothing was changed since: piece by piece, without a look at the single row."""

    def __init__(self, connection: Connection, recorder: Recorder, reversal: Reversal) -> None:
        self._connection = connection
        self._recorder = recorder
        self._reversal = reversal
        self._total = sum(abs(run.count) for run in (*reversal.came, *reversal.went))
        self._done = 0

    def take_out(self) -> None:
        """Remove what came in, kept for redo."""
        for run in self._reversal.came:
            self._recorder.touched |= lines.owners(self._connection, run.table, run.first_id, run.last_id)
        for run in self._reversal.came:
            table = rows.table_named(run.table)
            kept, digest, count = rows.take(self._connection, table, run.first_id, run.last_id)
            if count:
                self._connection.execute(delete(table).where(table.c.id.between(run.first_id, run.last_id)))
                self._recorder.runs.append(Run(run.table, run.first_id, run.last_id, -count, digest, [*kept]))
            self._step(count)

    def put_back(self) -> None:
        """Bring in what went out. Raises UndoBlocked where a name is taken by now."""
        for run in self._reversal.went:
            table = rows.table_named(run.table)
            for piece in run.kept:
                try:
                    ids = self._put(table, piece)
                except IntegrityError as error:
                    raise UndoBlocked(count=1, latest=self._reversal.label) from error
                _record(self._recorder, run.table, ids)
                self._step(len(ids))

    def _put(self, table: Table, piece: rows.Piece | Values) -> list[int]:
        if isinstance(piece, dict):
            rows.insert(self._connection, table, [{**piece, "version": piece["version"] + 1}])
            return [piece["id"]]
        return rows.put_back(self._connection, table, piece)

    def _step(self, rows_done: int) -> None:
        self._done = min(self._done + rows_done, self._total)
        if self._total > rows.CHUNK:
            self._recorder.progress.step(self._done, self._total)


class _Work:
    """The steps of one undo by table and row, and their way to the file, the journal and back."""

    def __init__(self, connection: Connection, reversal: Reversal) -> None:
        self._connection = connection
        self._reversal = reversal
        self._steps: dict[str, dict[int, Step]] = defaultdict(dict)
        self._plan_changes()

    def _plan_changes(self) -> None:
        befores: dict[str, dict[int, Values | None]] = defaultdict(dict)
        for table, row_id, before, _ in self._reversal.changes:
            if row_id not in self._reversal.edited[table]:
                befores[table][row_id] = before
        for table, states in befores.items():
            now = rows.read(self._connection, rows.table_named(table), states)
            for row_id, before in states.items():
                self._steps[table][row_id] = Step(now.get(row_id), _newer(before, now.get(row_id)))

    def plan_runs(self) -> None:
        """Look at the rows of runs one by one, for some of them stay."""
        for run in self._reversal.came:
            found = rows.between(self._connection, rows.table_named(run.table), run.first_id, run.last_id)
            edited = self._reversal.edited[run.table]
            self._steps[run.table].update((row_id, Step(now, None)) for row_id, now in found.items() if row_id not in edited)
        for run in self._reversal.went:
            edited = self._reversal.edited[run.table]
            kept = (row for piece in run.kept for row in rows.unfold(piece) if row["id"] not in edited)
            self._steps[run.table].update((row["id"], Step(None, _newer(row, row))) for row in kept)

    def keep_whole_customers(self) -> None:
        """Leave alone all that came with a customer of whom something is kept."""
        kept: set[int] = set()
        for name, ids in self._reversal.edited.items():
            kept |= _customers_of(self._connection, name, ids)
        self._leave(kept)

    def _leave(self, customers: set[int]) -> list[Key]:
        """Forget the removal of these customers and of all that is theirs; return what was forgotten."""
        left = [(table, row_id) for table, row_id, step in self._all() if step.then is None and _owner(table, step.now) in customers]
        for table, row_id in left:
            del self._steps[table][row_id]
        return left

    def carry_out(self) -> None:
        """Bring every row to its state. Raises UndoBlocked where a name is taken by now."""
        for name, steps in self._steps.items():
            table = rows.table_named(name)
            rows.delete(self._connection, table, [row_id for row_id, step in steps.items() if step.then is None])
            try:
                rows.update(self._connection, table, [step.then for step in steps.values() if step.then and step.now])
                rows.insert(self._connection, table, [step.then for step in steps.values() if step.then and not step.now])
            except IntegrityError as error:
                raise UndoBlocked(count=1, latest=self._reversal.label) from error

    def carry_out_what_goes(self) -> None:
        """Bring every row to its state, row by row, leaving out where a name is taken by now."""
        for name, row_id, step in sorted(self._all(), key=lambda one: one[2].then is not None):
            try:
                self._put(name, row_id, step.now, step.then)
            except IntegrityError:
                del self._steps[name][row_id]

    def mend(self) -> None:
        """Take steps back until no reference hangs in the air: a needed row stays, with a customer all that is his."""
        while True:
            undone = {key for reference in _broken(self._connection) for key in self._taken_back(reference)}
            if not undone:
                return

    def _taken_back(self, reference: Reference) -> Iterator[Key]:
        child, parent = reference
        key = parent if parent[1] in self._steps[parent[0]] else child
        step = self._steps[key[0]].pop(key[1], None)
        if step is None:
            return
        self._put(*key, step.then, step.now)
        yield key
        if step.then is None and key[0] == "customer":
            stay = {(t, r): s for t, r, s in self._all() if s.then is None and _owner(t, s.now) == key[1]}
            for (table, row_id), other in stay.items():
                del self._steps[table][row_id]
                self._put(table, row_id, other.then, other.now)
                yield table, row_id

    def _put(self, name: str, row_id: int, now: Values | None, then: Values | None) -> None:
        table = rows.table_named(name)
        if then is None:
            rows.delete(self._connection, table, [row_id])
        elif now is None:
            rows.insert(self._connection, table, [then])
        else:
            rows.update(self._connection, table, [then])

    def _all(self) -> Iterator[tuple[str, int, Step]]:
        for table, steps in self._steps.items():
            for row_id, step in list(steps.items()):
                yield table, row_id, step

    def note(self, recorder: Recorder) -> None:
        """Record what was done: runs as runs, the removed rows kept for redo, single rows one by one."""
        for run in self._reversal.came:
            gone = [step.now for step in self._taken(run) if step.now is not None]
            if gone:
                recorder.runs.append(Run(run.table, run.first_id, run.last_id, -len(gone), rows.sha(rows.canonical(gone)), [*gone]))
        for run in self._reversal.went:
            _record(recorder, run.table, [step.then["id"] for step in self._taken(run) if step.then is not None])
        for table, row_id, step in self._all():
            recorder.note(table, row_id, step.now, step.then)

    def _taken(self, run: Run) -> list[Step]:
        steps = self._steps[run.table]
        return [steps.pop(row_id) for row_id in sorted(steps) if run.first_id <= row_id <= run.last_id]


def _record(recorder: Recorder, table: str, ids: list[int]) -> None:
    """Record rows that are back, as runs without gaps."""
    for _, group in groupby(enumerate(ids), key=lambda pair: pair[1] - pair[0]):
        part = [row_id for _, row_id in group]
        recorder.came(table, range(part[0], part[-1] + 1))


def _newer(before: Values | None, now: Values | None) -> Values | None:
    """Return the state before with the version counted on, so that an open form sees a conflict; what was not recorded stays."""
    if before is None:
        return None
    return {**(now or {}), **before, "version": max(before["version"], (now or before)["version"]) + 1}


def _owner(table: str, values: Values | None) -> int | None:
    if values is None:
        return None
    owner = values["id"] if table == "customer" else values.get("customer_id")
    return None if owner is None else int(owner)


def _customers_of(connection: Connection, name: str, ids: set[int]) -> set[int]:
    found = rows.read(connection, rows.table_named(name), ids)
    return {owner for values in found.values() if (owner := _owner(name, values)) is not None}


def _broken(connection: Connection) -> list[Reference]:
    """Return each reference of a recorded row to a row that is not there."""
    found: list[Reference] = []
    for table in rows.journalled_tables().values():
        for key in table.foreign_keys:
            target = key.column.table.name
            found += [((table.name, child), (target, parent)) for child, parent in _dangling(connection, table, key.parent.name)]
    return found


def _dangling(connection: Connection, table: Table, column: str) -> list[tuple[int, int]]:
    reference = table.c[column]
    target = next(iter(reference.foreign_keys)).column.table
    parents = target.alias()
    missing = ~select(parents.c.id).where(parents.c.id == reference).exists()
    query = select(table.c.id, reference).where(reference.is_not(None), missing)
    return [(row[0], row[1]) for row in connection.execute(query)]
