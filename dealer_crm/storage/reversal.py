"""What an entry of the journal did, read back, and which of its rows were changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.journal import UndoErased
from dealer_crm.storage import rows
from dealer_crm.storage.journal import Run
from dealer_crm.storage.models import JournalBulk, JournalEntry, JournalPayload, JournalRow
from dealer_crm.storage.rows import Values

FOLLOWING = {"sales_order": ("extra",), "payment_node": ("amount", "open", "due_on")}
"""Columns that follow from other rows and are worked out anew after every undo: a later payment must not hold an earlier one."""
Change = tuple[str, int, Values | None, Values | None]


@dataclass
class Reversal:
    """The rows of an entry, single and in runs, with `edited` = those on which a later change stands."""

    entry_id: int
    label: str
    subject_id: int | None
    changes: list[Change]
    came: list[Run] = field(default_factory=list)
    went: list[Run] = field(default_factory=list)
    edited: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def blocked(self) -> int:
        """How many rows carry a later change."""
        return sum(len(ids) for ids in self.edited.values())


def load(connection: Connection, entry_id: int) -> Reversal:
    """Read what the entry did and mark the rows changed since. Raises NotFound, UndoErased."""
    entry = connection.execute(select(JournalEntry.__table__).where(JournalEntry.id == entry_id)).first()
    if entry is None:
        raise NotFound(number=str(entry_id))
    payload = content(connection, entry_id)
    if payload is None:
        raise UndoErased
    reversal = Reversal(entry_id, payload["label"], entry.subject_id, [tuple(change) for change in payload["rows"]])
    kept = {(table, first): values for table, first, values in payload["kept"]}
    columns = (JournalBulk.table_name, JournalBulk.first_id, JournalBulk.last_id, JournalBulk.count, JournalBulk.digest)
    for table, first, last, count, digest in connection.execute(select(*columns).where(JournalBulk.entry_id == entry_id)):
        run = Run(table, first, last, count, digest, kept.get((table, first), []))
        (reversal.came if count > 0 else reversal.went).append(run)
    _mark_edited(connection, reversal)
    return reversal


def content(connection: Connection, entry_id: int) -> rows.Values | None:
    """Return the content of an entry; None where it was erased."""
    body = connection.execute(select(JournalPayload.body).where(JournalPayload.entry_id == entry_id)).scalar()
    return None if body is None else dict(rows.unpack(body))


def _mark_edited(connection: Connection, reversal: Reversal) -> None:
    wanted: dict[str, dict[int, Values | None]] = defaultdict(dict)
    for table, row_id, _, after in reversal.changes:
        wanted[table][row_id] = after
    for run in reversal.went:
        if rows.any_between(connection, rows.table_named(run.table), run.first_id, run.last_id):
            wanted[run.table].update((row["id"], None) for piece in run.kept for row in rows.unfold(piece))
    for table, states in wanted.items():
        now = rows.read(connection, rows.table_named(table), states)
        reversal.edited[table] |= {
            row_id for row_id, after in states.items() if not rows.same(now.get(row_id), after, FOLLOWING.get(table, ()))
        }
    for run in reversal.came:
        reversal.edited[run.table] |= _edited_in_run(connection, reversal.entry_id, run)


def _edited_in_run(connection: Connection, entry_id: int, run: Run) -> set[int]:
    """Return the rows of a run that differ from what came in: their first later change tells what that was."""
    first_later = (
        select(func.min(JournalRow.entry_id).label("entry_id"), JournalRow.row_id)
        .where(
            JournalRow.table_name == run.table,
            JournalRow.row_id.between(run.first_id, run.last_id),
            JournalRow.entry_id > entry_id,
        )
        .group_by(JournalRow.row_id)
    )
    by_entry: dict[int, set[int]] = defaultdict(set)
    for later_id, row_id in connection.execute(first_later):
        by_entry[later_id].add(row_id)
    edited: set[int] = set()
    for later_id, ids in by_entry.items():
        came = _before(connection, later_id, run.table)
        now = rows.read(connection, rows.table_named(run.table), ids)
        edited |= {row_id for row_id in ids if row_id not in came or not rows.same(now.get(row_id), came[row_id])}
    return edited


def _before(connection: Connection, entry_id: int, table: str) -> dict[int, Values]:
    payload = content(connection, entry_id)
    return {} if payload is None else {row: before for name, row, before, _ in payload["rows"] if name == table}


def latest(connection: Connection, entry_id: int, touched: Iterable[tuple[str, int]]) -> str:
    """Return the label of the latest change after the entry to one of these rows; '' where there is none."""
    ids: dict[str, list[int]] = defaultdict(list)
    for table, row_id in touched:
        ids[table].append(row_id)
    best = 0
    for table, wanted in ids.items():
        query = select(func.max(JournalRow.entry_id)).where(
            JournalRow.table_name == table, JournalRow.row_id.in_(sorted(wanted)[: rows.CHUNK]), JournalRow.entry_id > entry_id
        )
        best = max(best, connection.execute(query).scalar() or 0)
    return connection.execute(select(JournalPayload.label).where(JournalPayload.entry_id == best)).scalar() or ""
