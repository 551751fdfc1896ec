"""What was done, by whom, and taking it back: Ctrl+Z and Ctrl+Y of this run, any entry from the history page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.details import FormField, FormFields, Holder, Section, ValueKind
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.journal import Action, Actor, DetailChange, FieldChange, HistoryRow, NothingToUndo, Origin, Role, Subject, UndoErased
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.domain.store import ReferenceMissing
from dealer_crm.services.complaint_topics import TOPICS
from dealer_crm.services.customer_history import entries_of
from dealer_crm.services.form_fields import form_fields
from dealer_crm.storage import chain, reversal, rows, undo
from dealer_crm.storage.database import Database, News
from dealer_crm.storage.models import JournalEntry, JournalPayload, Staff

if TYPE_CHECKING:
    from dealer_crm.services.trade import Trade

DETAILS, TOPIC = "details", "topic"
"""The column of further fields, which is told field by field."""
OWNERS = frozenset({"cost"})
"""Columns that only the owner may see."""


class History:
    """Use-cases of the journal. The steps of this run are kept in memory; the journal itself is in the store."""

    def __init__(self, db: Database, actor: Callable[[], Actor], trade: Callable[[], Trade] | None = None) -> None:
        self._db = db
        self._actor = actor
        self._trade = trade or _shipped
        self._done: list[int] = []
        self._undone: list[int] = []
        db.on_commit.append(self._on_commit)

    def undo(self, progress: Progress | None = None) -> HistoryRow:
        """Take back the last step of this run and return it. Raises NothingToUndo, UndoBlocked, UndoErased."""
        return self._step(self._done, progress)

    def redo(self, progress: Progress | None = None) -> HistoryRow:
        """Do again what was taken back last and return the step. Raises as `undo`."""
        return self._step(self._undone, progress)

    def undo_entry(self, entry_id: int, *, rest: bool = False, progress: Progress | None = None) -> HistoryRow:
        """Take back any entry; with `rest` what is not touched by later changes. Returns the new entry.

        Raises NotFound, UndoErased, UndoBlocked, NothingToUndo where no change is left to take back, and Cancelled.
        """
        new_id = self._reverse(entry_id, rest, progress or NoProgress())
        if self._done[-1:] == [entry_id]:
            self._done.pop()
            self._undone += [new_id] if new_id else []
        elif self._undone[-1:] == [entry_id]:
            self._undone.pop()
            self._done += [new_id] if new_id else []
        elif new_id:
            self._done.append(new_id)
            self._undone.clear()
        if not new_id:
            raise NothingToUndo
        return self._row(new_id)

    def next_undo(self) -> HistoryRow | None:
        """Return the step that Ctrl+Z would take back, named as it was done first; `undo_entry` takes its id."""
        return self._shown(self._done)

    def next_redo(self) -> HistoryRow | None:
        """Return the step that Ctrl+Y would do again."""
        return self._shown(self._undone)

    def rows(
        self, limit: int = 100, before_id: int | None = None, subject: Subject | None = None, subject_id: int | None = None
    ) -> list[HistoryRow]:
        """Return entries, newest first, older than `before_id`; of one kind of record or one record.

        Those of a customer are all that touched a record of his: steps, orders, payments, complaints …
        """
        conditions: list[ColumnElement[bool]] = []
        if before_id is not None:
            conditions.append(JournalEntry.id < before_id)
        with self._db.read() as session:
            if subject is Subject.CUSTOMER and subject_id is not None:
                his = json.dumps(sorted(entries_of(session.connection(), subject_id)))
                conditions.append(JournalEntry.id.in_(select(func.json_each(his).table_valued("value").c.value)))
                return _rows(session, conditions, limit)
            if subject is not None:
                conditions.append(JournalEntry.subject == subject)
            if subject_id is not None:
                conditions.append(JournalEntry.subject_id == subject_id)
            return _rows(session, conditions, limit)

    def deleted(self, limit: int = 500) -> list[HistoryRow]:
        """Return the recycle bin: deletions that were not taken back, newest first."""
        with self._db.read() as session:
            found = _rows(session, [JournalEntry.action == Action.DELETE], limit)
        return [row for row in found if row.undone_by_id is None]

    def changes(self, entry_id: int) -> list[FieldChange]:
        """Return every changed value of the entry's single rows; costs for the owner only. Raises NotFound, UndoErased."""
        with self._db.read() as session:
            if session.get(JournalEntry, entry_id) is None:
                raise NotFound(number=str(entry_id))
            payload = reversal.content(session.connection(), entry_id)
            if payload is None:
                raise UndoErased
            changes = [one for name, row_id, before, after in payload["rows"] for one in _field_changes(name, row_id, before, after)]
            fields = form_fields(session) if any(one.column in (DETAILS, TOPIC) for one in changes) else FormFields()
        found = [one for change in changes for one in _told(change, fields)]
        return found if self._actor().role is Role.OWNER else [change for change in found if change.column not in OWNERS]

    def verify_chain(self) -> list[int]:
        """Return the entries that do not fit the chain: changed, taken out or put in by other means than this program."""
        with self._db.read() as session:
            return chain.broken_links(session.connection())

    def _step(self, stack: list[int], progress: Progress | None) -> HistoryRow:
        if not stack:
            raise NothingToUndo
        entry_id = stack[-1]
        self.undo_entry(entry_id, progress=progress)
        return self._named(entry_id)

    def _reverse(self, entry_id: int, rest: bool, progress: Progress) -> int:
        """Undo an entry and return the new one, 0 where nothing was left to do."""
        from dealer_crm.services.complaint_undo import settle_cases
        from dealer_crm.services.order_undo import settle_orders  # all about orders, which a start does not need

        entry, trade = self._row(entry_id), self._trade()
        action = Action.REDO if entry.action is Action.UNDO else Action.UNDO
        try:
            with self._db.write(self._actor(), action, entry.subject, undoes_id=entry_id) as session:
                session.recorder.progress = progress
                undo.apply(session, entry_id, rest=rest)
                settle_orders(session, local_day(self._db.now()))
                settle_cases(session, trade)
        except ReferenceMissing:
            with self._db.write(self._actor(), action, entry.subject, undoes_id=entry_id) as session:
                undo.apply(session, entry_id, rest=rest)
                undo.refuse_needed(session, entry_id)
        return session.recorder.entry_id

    def _on_commit(self, news: News) -> None:
        if news.origin is Origin.USER and news.action not in {Action.UNDO, Action.REDO}:
            self._done.append(news.entry_id)
            self._undone.clear()

    def _shown(self, stack: list[int]) -> HistoryRow | None:
        return self._named(stack[-1]) if stack else None

    def _named(self, entry_id: int) -> HistoryRow:
        """Return the entry under the action that it undoes or does again."""
        with self._db.read() as session:
            row = _row(session, entry_id)
            return row if row.undoes_id is None else replace(row, action=_first_action(session, entry_id))

    def _row(self, entry_id: int) -> HistoryRow:
        with self._db.read() as session:
            return _row(session, entry_id)


def _shipped() -> Trade:
    from dealer_crm.services.trade import Trade  # read when something is undone

    return Trade()


def _row(session: Session, entry_id: int) -> HistoryRow:
    found = _rows(session, [JournalEntry.id == entry_id], 1)
    if not found:
        raise NotFound(number=str(entry_id))
    return found[0]


def _first_action(session: Session, entry_id: int) -> Action:
    """Return what was done at first, however often it was taken back and done again since."""
    columns = JournalEntry.__table__.c
    wanted = (columns.id, columns.undoes_id, columns.action)
    back = select(*wanted).where(columns.id == entry_id).cte("back", recursive=True)
    back = back.union_all(select(*wanted).where(columns.id == back.c.undoes_id))
    action: Action = session.execute(select(back.c.action).where(back.c.undoes_id.is_(None))).scalar_one()
    return action


def _rows(session: Session, conditions: list[ColumnElement[bool]], limit: int) -> list[HistoryRow]:
    columns = JournalEntry.__table__.c
    query = (
        select(columns.id, columns.at, Staff.name, columns.action, columns.subject, columns.subject_id, columns.changes)
        .add_columns(columns.undoes_id, JournalPayload.label)
        .outerjoin(Staff, Staff.id == columns.staff_id)
        .outerjoin(JournalPayload, JournalPayload.entry_id == columns.id)
        .where(*conditions)
        .order_by(columns.id.desc())
        .limit(limit)
    )
    found = session.execute(query).all()
    undone = undone_by(session, [row.id for row in found])
    return [_history_row(row, undone.get(row.id)) for row in found]


def _history_row(row: Any, undone_by_id: int | None) -> HistoryRow:
    about = (row.action, row.subject, row.subject_id, row.label or "")
    return HistoryRow(row.id, row.at, row.name or "", *about, row.changes, row.undoes_id, undone_by_id)


def undone_by(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """Return for each undone entry the entry that undid it and still stands (was not itself undone)."""
    link = select(JournalEntry.id, JournalEntry.undoes_id).where(JournalEntry.undoes_id.in_(list(ids))).cte("link", recursive=True)
    later = select(JournalEntry.id, JournalEntry.undoes_id).join(link, JournalEntry.undoes_id == link.c.id)
    links = link.union_all(later)
    undone: dict[int, int] = {}
    for new_id, undone_id in session.execute(select(links.c.id, links.c.undoes_id).distinct().order_by(links.c.id.desc())):
        if new_id not in undone and undone_id is not None:
            undone.setdefault(undone_id, new_id)
    return undone


def _told(change: FieldChange, fields: FormFields) -> list[FieldChange]:
    """Return a change as the history tells it: what is kept as codes of the shop's lists by their names."""
    match change.table, change.column:
        case _, "details":
            return _detail_changes(change, fields)
        case "complaint", "topic":
            title = fields.titles[TOPICS]
            known = FormField(TOPIC, Holder.CUSTOMER, ValueKind.CHOICE, Section.OWN, zh=title.zh, en=title.en, list_code=TOPICS)
            place = (change.table, change.row_id, TOPIC, change.before or "", change.after or "")
            return [DetailChange(*place, known, fields.values(TOPICS))]
        case _:
            return [change]


def _detail_changes(change: FieldChange, fields: FormFields) -> list[FieldChange]:
    """Return a change of further fields field by field, in the order of the form; of one that is gone the code is the name."""
    old, new = (values if isinstance(values, dict) else {} for values in (change.before, change.after))
    codes = [one.code for one in fields.fields if one.code in old or one.code in new]
    found: list[FieldChange] = []
    for code in (*codes, *sorted((old.keys() | new.keys()) - set(codes))):
        known = fields.field(code) or FormField(code, Holder.CUSTOMER, ValueKind.LINES, Section.OWN, zh=code, en=code)
        if old.get(code, "") != new.get(code, ""):
            place = (change.table, change.row_id, code, old.get(code, ""), new.get(code, ""))
            found.append(DetailChange(*place, known, fields.values(known.list_code)))
    return found


def _field_changes(name: str, row_id: int, before: rows.Values | None, after: rows.Values | None) -> list[FieldChange]:
    table = rows.table_named(name)
    old, new = (rows.decode(table, values) if values else {} for values in (before, after))
    return [
        FieldChange(name, row_id, column.name, old.get(column.name), new.get(column.name))
        for column in table.columns
        if column.name not in {"id", "version"} and old.get(column.name) != new.get(column.name)
    ]
