"""The list of every page: fixed rows, columns that are remembered, keys that open, tick and remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import row_height
from dealer_crm.ui.widgets.frames import EmptyState
from dealer_crm.ui.widgets.paged_model import Index, PagedModel, places, spoken
from dealer_crm.ui.widgets.row_delegate import RowDelegate
from dealer_crm.ui.widgets.row_painter import RowPainter
from dealer_crm.ui.widgets.table_columns import ColumnArrangement
from dealer_crm.ui.widgets.table_header import Header, HeaderEnd

COPIED_ROWS = 5000
FIRST = -1
"""Wanted in place of an id: whatever comes first."""


class TableView(QTableView):
    """A list over a PagedModel. Signals carry record ids."""

    opened = Signal(int)
    ticked = Signal(list)
    removed = Signal(list)
    menu_requested = Signal(int, QPoint)
    current_changed = Signal(int)
    columns_changed = Signal()

    def __init__(self, t: Translator, model: PagedModel, *, name: str, label: str = "") -> None:
        super().__init__()
        self._t, self._paged = t, model
        self._empty: EmptyState | None = None
        self._panel: QWidget | None = None
        self._fill: Callable[[Any], None] | None = None
        self._menu_by_key = False
        self._kept: tuple[int, list[int], int] = (0, [], 0)
        self._wanted, self._tall, self._place, self._seen = 0, -1, -1, False
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setProperty("framed", "true")
        self._painter = RowPainter(self, model)
        self._dress()
        self.setModel(model)
        self.arrangement = ColumnArrangement(self, model)
        self._listen()
        self.arrangement.reset()

    def _dress(self) -> None:
        header = Header(self.objectName())
        self.setHorizontalHeader(header)
        self.addScrollBarWidget(HeaderEnd(header), Qt.AlignmentFlag.AlignTop)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(16)
        vertical.setDefaultSectionSize(row_height())

    def _listen(self) -> None:
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._paged.request_sort)
        self._paged.modelAboutToBeReset.connect(self._on_about_to_reset)
        self._paged.modelReset.connect(self._on_reset)
        self._paged.reloaded.connect(self._on_reloaded)
        self.arrangement.changed.connect(self.columns_changed)

    # what is chosen

    def current_id(self) -> int:
        """Return the id of the current row, or 0."""
        at = self.currentIndex().row()
        ids = self._paged.ids()
        return ids[at] if 0 <= at < len(ids) else 0

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected rows, in the order of the list."""
        ids = self._paged.ids()
        return [ids[index.row()] for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)]

    def select_id(self, row_id: int) -> bool:
        """Make a record current and bring it into view, now or when the list that is asked for holds it; False when this one does not."""
        at = self._paged.row_of(row_id)
        if at < 0:
            self._wanted = row_id if self._paged.waits() else 0
            return False
        self._make_current(at)
        self.scrollTo(self._paged.index(at, next(iter(self.arrangement.shown()), 0)))
        return True

    def choose_first(self) -> None:
        """Make the first row current where none is, as soon as there are rows."""
        if self._paged.rowCount() and not self.current_id():
            self._make_current(0)
        elif not self._paged.rowCount():
            self._wanted = FIRST

    def _make_current(self, row: int) -> None:
        """Select one row. Qt's own selectRow would toggle it while Ctrl is held, as in Ctrl+PgDn."""
        model = self.selectionModel()
        column = next(iter(self.arrangement.shown()), 0)
        model.setCurrentIndex(self._paged.index(row, column), model.SelectionFlag.ClearAndSelect | model.SelectionFlag.Rows)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which record is current now, and open its row where rows open."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self._wanted = 0
            self._open_row(previous.row(), current.row())
            self.current_changed.emit(self.current_id())
            self.viewport().update()

    def _on_about_to_reset(self) -> None:
        self._kept = (self.current_id(), self.selected_ids(), self.verticalScrollBar().value())
        self._place = self.currentIndex().row()
        self._seen = self.viewport().rect().intersects(self.visualRect(self.currentIndex()))

    def _on_reset(self) -> None:
        (current, selected, scroll), wanted = self._kept, self._wanted
        self.verticalHeader().setDefaultSectionSize(row_height())
        if self._panel:
            self._panel.hide()
        at = self._paged.row_of(current) if current else -1
        if at >= 0:
            self._make_current(at)
            if len(selected) > 1:
                self._select_all_of(selected)
            self.verticalScrollBar().setValue(scroll)
            if self._seen:
                self.scrollTo(self.currentIndex())
        elif current:
            self._leave_gone()
        self._wanted = wanted

    def _leave_gone(self) -> None:
        """The current record is gone: whoever works in the list goes on with the one that took its place."""
        self.current_changed.emit(0)
        if self.hasFocus() and self._paged.rowCount():
            self._make_current(min(self._place, self._paged.rowCount() - 1))

    def _on_reloaded(self) -> None:
        """What was asked for meanwhile becomes current; what is empty says so."""
        wanted, self._wanted = self._wanted, 0
        if wanted == FIRST:
            self.choose_first()
        elif wanted:
            self.select_id(wanted)
        self._show_empty()

    def _select_all_of(self, ids: Sequence[int]) -> None:
        model = self.selectionModel()
        for at in places(self._paged.ids(), ids):
            model.select(self._paged.index(at, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks, Del removes, Shift+F10 asks for the menu, Ctrl+C copies, Home and End go to the ends."""
        key, ids = event.key(), self.selected_ids
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        self._menu_by_key = _asks_for_menu(event)
        if self._menu_by_key:
            self._emit_menu()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._emit_opened()
        elif plain and key == Qt.Key.Key_Space:
            self.ticked.emit(ids())
        elif plain and key == Qt.Key.Key_Delete:
            self.removed.emit(ids())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._paged.rowCount():
            self._make_current(0 if key == Qt.Key.Key_Home else self._paged.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters do not search here: Qt would fetch every row of the list for it."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens."""
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._emit_opened()

    def _emit_opened(self) -> None:
        if current := self.current_id():
            self.opened.emit(current)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the row menu, under the row when it was a key."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self._emit_menu(event.globalPos())
        elif not self._menu_by_key:
            self._emit_menu()

    def _emit_menu(self, where: QPoint | None = None) -> None:
        under_row = self.visualRect(self.currentIndex()).bottomLeft()
        if current := self.current_id():
            self.menu_requested.emit(current, self.viewport().mapToGlobal(under_row) if where is None else where)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as lines of tab-separated text, as shown."""
        shown = self.arrangement.shown()
        lines = []
        for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)[:COPIED_ROWS]:
            row = self._paged.row_at(index.row())
            if row is not None:
                lines.append("\t".join(" ".join(spoken(self._paged.columns[i], row).split()) for i in shown))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def reset_columns(self) -> None:
        """Go back to the columns as they were delivered."""
        self.arrangement.reset()

    def save_columns(self) -> str:
        """Return order, widths and visibility as text; "" while they are as delivered."""
        return self.arrangement.save()

    def restore_columns(self, saved: str) -> None:
        """Arrange the columns as saved."""
        self.arrangement.restore(saved)

    # empty state, open row, sizes

    def set_empty(self, empty: EmptyState) -> None:
        """Show this where there are no rows."""
        if self._empty:
            self._empty.deleteLater()
        self._empty = empty
        empty.setParent(self.viewport())
        empty.hide()
        self._show_empty()

    def _show_empty(self) -> None:
        if self._empty:
            self._empty.setGeometry(self.viewport().rect())
            if not self._paged.waits():
                self._empty.setVisible(self._paged.rowCount() == 0)

    def set_open_row(self, panel: QWidget, fill: Callable[[Any], None]) -> None:
        """Let the current row open to a second line that shows `panel`, filled with the row."""
        self._panel, self._fill = panel, fill
        panel.setParent(self.viewport())
        panel.hide()
        self.verticalScrollBar().valueChanged.connect(self._place_panel)

    def _open_row(self, old: int, new: int) -> None:
        if not self._panel or not self._fill:
            return
        for narrow in {old, self._tall} - {new}:
            if 0 <= narrow < self._paged.rowCount():
                self.setRowHeight(narrow, row_height())
        self._tall = new
        row = self._paged.row_at(new)
        self._panel.setVisible(row is not None)
        if row is not None:
            self._fill(row)
            self.setRowHeight(new, row_height() + self._panel.sizeHint().height() + 2)
            self._place_panel()

    def _place_panel(self) -> None:
        current = self.currentIndex()
        if self._panel and current.isValid():
            top = self.rowViewportPosition(current.row()) + row_height() - 2
            self._panel.setGeometry(3, top, self.viewport().width() - 3, self._panel.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint whole rows."""
        painter = QPainter(self.viewport())
        try:
            self._painter.paint(painter, event.rect())
        finally:
            painter.end()  # rows that cannot be read are told from here with the traceback, which would keep it painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit columns, empty state and open row; what was current and in sight stays in sight."""
        super().resizeEvent(event)
        seen = QRect(QPoint(0, 0), event.oldSize()).intersects(self.visualRect(self.currentIndex()))
        self.arrangement.fit()
        self._show_empty()
        self._place_panel()
        if seen:
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Follow text size and density."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "arrangement"):
            self.verticalHeader().setDefaultSectionSize(row_height())
            self.arrangement.fit()
            self._open_row(-1, self.currentIndex().row())


def _asks_for_menu(event: QKeyEvent) -> bool:
    shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Menu or (shift and event.key() == Qt.Key.Key_F10)
