"""Entries of the journal as lists show them, read a piece at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dealer_crm.domain.journal import Action, HistoryRow, Subject
from dealer_crm.i18n import Translator
from dealer_crm.ui.history.doors import Rows
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip, Column
from dealer_crm.ui.widgets.painting import RIGHT
from dealer_crm.words.labels import deed, label
from dealer_crm.words.moments import moment

PIECE = 200


class Entries:
    """Keeps what was read; `customer` (0 = all) filters."""

    def __init__(self, ask: Rows) -> None:
        self._ask = ask
        self._rows: dict[int, HistoryRow] = {}
        self.customer = 0
        self.more = False

    def ids(self) -> list[int]:
        """Read again as much as was read, and return the entries, newest first."""
        wanted = max(PIECE, len(self._rows))
        self._rows = {}
        self._read(None, wanted)
        return list(self._rows)

    def kept(self) -> list[int]:
        """Return the entries that were read."""
        return list(self._rows)

    def rows(self, ids: Sequence[int]) -> list[HistoryRow]:
        """Return these entries."""
        return [self._rows[i] for i in ids if i in self._rows]

    def get(self, entry_id: int) -> HistoryRow | None:
        """Return an entry if it was read."""
        return self._rows.get(entry_id)

    def read_older(self) -> None:
        """Read one piece more."""
        self._read(min(self._rows, default=None), PIECE)

    def _read(self, before_id: int | None, limit: int) -> None:
        subject = Subject.CUSTOMER if self.customer else None
        found = self._ask(limit + 1, before_id, subject, self.customer or None)
        self._rows.update((row.id, row) for row in found[:limit])
        self.more = len(found) > limit


def done_words(row: HistoryRow, known: Callable[[int], HistoryRow | None], t: Translator) -> str:
    """Return the deed; an undo names what it took back, as far as that was read."""
    first = row
    while first.action in (Action.UNDO, Action.REDO) and first.undoes_id is not None and (earlier := known(first.undoes_id)):
        first = earlier
    words = deed(first.action, first.subject, first.label, t)
    if first is row:
        return words
    return (t("Undone: {deed}") if row.action is Action.UNDO else t("Done again: {deed}")).format(deed=words)


def who(row: HistoryRow, t: Translator) -> str:
    """Return who did it."""
    return row.actor or t("The program")


def entry_columns(t: Translator, now: Callable[[], datetime], known: Callable[[int], HistoryRow | None]) -> list[Column]:
    """Return the columns of the history."""

    def deed(row: HistoryRow) -> str:
        return done_words(row, known, t)

    return [
        Column("at", t("When"), lambda row: moment(row.at, now(), t), 15, sortable=False),
        Column("deed", t("What"), deed, 28, chip=lambda row: undone_chip(row, t), bold=True, stretch=True, sortable=False),
        Column("who", t("Who"), lambda row: who(row, t), 11, quiet=True, sortable=False, rank=2),
        Column("changes", t("Changes"), lambda row: f"{row.changes:,}", 7, align=RIGHT, quiet=True, sortable=False, rank=3),
    ]


def bin_columns(t: Translator, now: Callable[[], datetime]) -> list[Column]:
    """Return the columns of the recycle bin."""
    return [
        Column("name", t("Name"), lambda row: row.label, 24, bold=True, stretch=True, sortable=False),
        Column("kind", t("Kind"), lambda row: label(row.subject, t), 12, sortable=False, rank=1),
        Column("at", t("Deleted"), lambda row: moment(row.at, now(), t), 16, sortable=False),
        Column("who", t("By whom"), lambda row: who(row, t), 10, quiet=True, sortable=False, rank=2),
    ]


@dataclass(frozen=True)
class VoidRow:
    """A void number as a line of a list; `id` is its place."""

    id: int
    number: str
    day: str


def void_columns(t: Translator) -> list[Column]:
    """Return the columns of the void numbers."""
    return [
        Column("number", t("Number"), lambda row: row.number, 20, bold=True, sortable=False),
        Column("day", t("Day"), lambda row: row.day, 14, stretch=True, sortable=False),
        Column("state", "", lambda row: "", 11, chip=lambda row: Chip(t("void"), Tone.NEUTRAL, "x"), sortable=False),
    ]


def undone_chip(row: HistoryRow, t: Translator) -> Chip | None:
    """Return the mark of an entry that was taken back."""
    return Chip(t("undone"), Tone.NEUTRAL, "undo-2") if row.undone_by_id is not None else None
