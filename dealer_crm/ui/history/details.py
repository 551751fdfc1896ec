"""One entry in full: what changed from what to what, and the button that takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Action, FieldChange, HistoryRow
from dealer_crm.i18n import Translator
from dealer_crm.ui.history.doors import HistoryDoors
from dealer_crm.ui.history.lines import who
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Column, ElidedLabel, EmptyState, Ink, Label, PagedModel, TableView
from dealer_crm.words.columns import TABLES, change_words, value_words
from dealer_crm.words.errors import sentence
from dealer_crm.words.moments import moment

MOST, NOTHING = 2000, "—"


@dataclass(frozen=True)
class ChangeLine:
    """One changed value in words."""

    id: int
    what: str
    before: str
    after: str


class EntryDetails(QWidget):
    """Empty until `show_entry`. `undo_requested` carries the entry."""

    undo_requested = Signal(int)

    def __init__(self, t: Translator, doors: HistoryDoors) -> None:
        super().__init__()
        self.setObjectName("entry_details")
        self._t, self._doors = t, doors
        self._entry = 0
        self._lines: dict[int, ChangeLine] = {}
        self._title = ElidedLabel("", Type.SECTION, name="entry_title")
        self._about = Label("", Type.CAPTION, tone=Ink.TEXT2, name="entry_about")
        self.model = PagedModel(_columns(t), lambda: list(self._lines), lambda ids: [self._lines[i] for i in ids], self)
        self.table = TableView(t, self.model, name="entry_changes", label=t("Changes"))
        self._empty = EmptyState("", name="entry_empty")
        self.table.set_empty(self._empty)
        self.table.setMinimumHeight(96)
        self.button = Button(t("Undo this step"), icon="undo-2", name="entry_undo")
        self.button.clicked.connect(lambda: self.undo_requested.emit(self._entry))
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(self._title)
        box.addWidget(self._about)
        box.addWidget(self.table, 1)
        box.addSpacing(Space.XS)
        box.addLayout(row)

    def show_entry(self, row: HistoryRow | None, deed: str) -> None:
        """Show an entry, or nothing."""
        self._entry = row.id if row else 0
        self._title.setText(deed)
        self._about.setText(" · ".join((moment(row.at, self._doors.now(), self._t), who(row, self._t))) if row else "")
        self._lines = {}
        self._empty.set_sentence(self._t("Choose a line to see what changed."))
        if row is not None:
            self._read(row)
        self.model.reload()
        self._dress(row)

    def _read(self, row: HistoryRow) -> None:
        try:
            changes = self._doors.changes(row.id)
        except DomainError as error:
            self._empty.set_sentence(sentence(error, self._t))
            return
        self._lines = {line.id: line for line in self._in_words(changes)}
        many = self._t.plural("{n} record came in or went as a whole.", "{n} records came in or went as a whole.", row.changes)
        self._empty.set_sentence(many.format(n=row.changes))

    def _in_words(self, changes: Sequence[FieldChange]) -> list[ChangeLine]:
        named = [(change, change_words(change, self._t)) for change in changes[:MOST]]
        homes: dict[str, set[str]] = {}
        for change, column in named:
            homes.setdefault(column, set()).add(change.table)
        lines: list[ChangeLine] = []
        for change, column in named:
            before, after = (value_words(change, value, self._doors.name_of, self._t) for value in (change.before, change.after))
            if column and before != after:
                table = self._t(TABLES[change.table])
                what = f"{table} · {column}" if len(homes[column]) > 1 and table != column else column
                lines.append(ChangeLine(len(lines) + 1, what, before or NOTHING, after or NOTHING))
        return lines

    def _dress(self, row: HistoryRow | None) -> None:
        self.button.setEnabled(row is not None and row.undone_by_id is None)
        again = row is not None and row.action is Action.UNDO
        self.button.set_label(self._t("Do it again") if again else self._t("Undo this step"))
        self.button.set_icon("redo-2" if again else "undo-2")


def _columns(t: Translator) -> list[Column]:
    return [
        Column("what", t("Entry"), lambda line: line.what, 16, sortable=False, quiet=True, stretch=True, tip=lambda line: line.what),
        Column("before", t("Before"), lambda line: line.before, 14, sortable=False, stretch=True, tip=lambda line: line.before),
        Column("after", t("After"), lambda line: line.after, 14, bold=True, sortable=False, stretch=True, tip=lambda line: line.after),
    ]
