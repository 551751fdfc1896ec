"""Operation history and recycle bin: everything that was done, and taking any of it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import HistoryRow, Subject, UndoBlocked
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator
from dealer_crm.ui.history.details import EntryDetails
from dealer_crm.ui.history.doors import MANY, HistoryDoors, run_at_once
from dealer_crm.ui.history.lines import Entries, VoidRow, bin_columns, done_words, entry_columns, void_columns
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import Button, Dialog, EmptyState, PagedModel, SubTabs, TableView
from dealer_crm.ui.widgets.tall import take_whole_height
from dealer_crm.words.errors import sentence

SIDE, WIDEST, HIGHEST = 32, 1100, 640


class HistoryDialog(Dialog):
    """`customer` (id, name) filters at first. Reload it on news; it frees itself when it closes. Enter opens the customer of a line."""

    open_requested = Signal(int)

    def __init__(
        self, t: Translator, doors: HistoryDoors, parent: QWidget | None, *, customer: tuple[int, str] | None = None, tab: str = "history"
    ) -> None:
        super().__init__(t, t("Operation history"), parent, name="history_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors = doors
        self._busy = False
        self._names: dict[int, str] = dict([customer]) if customer else {}
        self._bin: dict[int, HistoryRow] = {}
        self.entries = Entries(doors.rows)
        self.entries.customer = customer[0] if customer else 0
        self.tabs = SubTabs(
            [("history", t("Operation history")), ("bin", t("Recycle bin")), ("voids", t("Void numbers"))], name="history_tabs"
        )
        self.tabs.setAccessibleName(t("Operation history"))
        self.list = self._table(
            "history_list", PagedModel(entry_columns(t, doors.now, self.entries.get), self.entries.ids, self.entries.rows, self)
        )
        self.bin = self._table(
            "bin_list", PagedModel(bin_columns(t, doors.now), self._bin_ids, lambda ids: [self._bin[i] for i in ids], self)
        )
        self._voids: dict[int, VoidRow] = {}
        self.voids = self._table("void_list", PagedModel(void_columns(t), self._void_ids, lambda ids: [self._voids[i] for i in ids], self))
        self.details = EntryDetails(t, doors)
        self.only = Button("", icon="user", name="history_only")
        self.older = Button(t("Older entries"), icon="chevron-down", name="history_older")
        self.restore = Button(t("Restore"), icon="undo-2", key="Enter", name="bin_restore")
        self._stack = QStackedWidget()
        self._build()
        self._wire()
        self.reload()
        self.tabs.set_value(tab)

    def _table(self, name: str, model: PagedModel) -> TableView:
        t = self._t
        labels = {"bin_list": t("Recycle bin"), "void_list": t("Void numbers")}
        table = TableView(t, model, name=name, label=labels.get(name, t("Operation history")))
        table.setMinimumHeight(120)
        return table

    def _build(self) -> None:
        t = self._t
        self.list.set_empty(EmptyState(t("Nothing was done yet."), icon="history", name="history_empty"))
        self.bin.set_empty(EmptyState(t("The recycle bin is empty."), icon="trash-2", name="bin_empty"))
        self._stack.addWidget(self._beside(self._column(self.list, self.only, self.older), self.details))
        self.voids.set_empty(EmptyState(t("Every number that was given is in use."), icon="circle-check", name="voids_empty"))
        self._stack.addWidget(self._column(self.bin, self.restore))
        self._stack.addWidget(self._column(self.voids))
        take_whole_height(self._body)
        self.box.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        self.box.addWidget(self.tabs)
        self.box.addWidget(self._stack, 1)
        self.close_button = self.add_button(t("Close"), key="Esc", name="history_close")
        self.close_button.clicked.connect(self.reject)

    def _beside(self, left: QWidget, right: QWidget) -> QWidget:
        page = QWidget()
        box = QHBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addWidget(left, 5)
        box.addWidget(right, 4)
        return page

    def _column(self, table: TableView, *buttons: Button) -> QWidget:
        page = QWidget()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(table, 1)
        box.addLayout(row)
        return page

    def _wire(self) -> None:
        self.tabs.changed.connect(self._on_tab)
        self.list.current_changed.connect(self._on_entry)
        self.list.opened.connect(self._on_opened)
        self.details.undo_requested.connect(self.undo)
        self.only.clicked.connect(self._on_only)
        self.older.clicked.connect(self._on_older)
        self.bin.opened.connect(self.undo)
        self.restore.clicked.connect(lambda: self.undo(self.bin.current_id()))

    def sizeHint(self) -> QSize:
        """Most of the window, within reason."""
        parent = self.parentWidget()
        room = parent.window().size() if parent else QSize(WIDEST + SIDE, HIGHEST)
        return QSize(min(WIDEST, room.width() - 16), min(HIGHEST, room.height() - 16))

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus into the list."""
        super().showEvent(event)
        self._on_tab(self.tabs.value())

    # what is shown

    def reload(self) -> None:
        """Read again; the chosen line stays chosen."""
        for table in (self.list, self.bin, self.voids):
            model = table.model()
            assert isinstance(model, PagedModel)
            model.reload()
            if model.rowCount() and not table.current_id():
                table.selectRow(0)
        self.tabs.set_count("bin", len(self._bin))
        self.restore.setEnabled(bool(self._bin))
        self._on_entry(self.list.current_id())

    def _bin_ids(self) -> list[int]:
        self._bin = {row.id: row for row in self._doors.deleted()}
        return list(self._bin)

    def _void_ids(self) -> list[int]:
        found = self._doors.voids() if self.tabs.value() == "voids" else ()
        self._voids = {place: VoidRow(place, void.number, void.day.isoformat()) for place, void in enumerate(found, 1)}
        return list(self._voids)

    def _on_tab(self, key: str) -> None:
        tables = {"history": self.list, "bin": self.bin, "voids": self.voids}
        self._stack.setCurrentIndex(list(tables).index(key))
        if key == "voids":
            self.reload()
        tables[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_entry(self, entry_id: int) -> None:
        row = self.entries.get(entry_id)
        self.details.show_entry(row, done_words(row, self.entries.get, self._t) if row else "")
        self.older.setVisible(self.entries.more)
        one = self.entries.customer or (row.subject_id or 0 if row and row.subject is Subject.CUSTOMER else 0)
        if row and row.subject is Subject.CUSTOMER and row.subject_id and row.label:
            self._names.setdefault(row.subject_id, row.label)
        self.only.setVisible(bool(one))
        name = self._names.get(one, "")
        words = self._t("Show everybody again") if self.entries.customer else self._t("Only {name}")
        self.only.set_label(words.format(name=name))
        self.only.set_icon("x" if self.entries.customer else "user")

    def _on_opened(self, entry_id: int) -> None:
        row = self.entries.get(entry_id)
        if row and row.subject is Subject.CUSTOMER and row.subject_id:
            self.open_requested.emit(row.subject_id)

    def _on_only(self) -> None:
        row = self.entries.get(self.list.current_id())
        self.entries.customer = 0 if self.entries.customer else (row.subject_id or 0 if row else 0)
        self.reload()

    def _on_older(self) -> None:
        self.entries.read_older()
        self.reload()

    # taking back

    def undo(self, entry_id: int, *, rest: bool = False) -> None:
        """Take an entry back; where later changes stand on it, offer the rest. One with many changes keeps the dialog busy."""
        row = self.entries.get(entry_id) or self._bin.get(entry_id)
        if row is None or self._busy:
            return
        long = row.changes > MANY
        if long:
            self._set_busy(True)
            self.message.show_message(self._t("Undoing…"))
        run = self._doors.run_task if long else run_at_once
        failed = partial(self._on_not_undone, entry_id)

        def work(progress: Progress) -> object:
            return self._doors.undo(entry_id, rest=rest, progress=progress)

        run(self._t("Undoing…"), work, self._on_undone, failed, cancellable=False)

    def _on_undone(self, _done: object) -> None:
        self._set_busy(False)
        self.message.show_message(self._t("Taken back."), Tone.DONE)
        self.reload()

    def _on_not_undone(self, entry_id: int, error: Exception) -> None:
        self._set_busy(False)
        self.message.clear()
        if not isinstance(error, DomainError):
            raise error
        if isinstance(error, UndoBlocked):
            again: Callable[[], object] = lambda: self.undo(entry_id, rest=True)  # noqa: E731 - the button of the message
            self.message.show_message(sentence(error, self._t), Tone.WARN, action=self._t("Undo the rest"), run=again)
        else:
            self.message.show_error(error)

    def _set_busy(self, busy: bool) -> None:
        """While much is taken back nothing else is, and the dialog stays."""
        self._busy = busy
        self._stack.setEnabled(not busy)
        self.close_button.setEnabled(not busy)

    def reject(self) -> None:
        """Close, but not in the middle of an undo."""
        if not self._busy:
            super().reject()
