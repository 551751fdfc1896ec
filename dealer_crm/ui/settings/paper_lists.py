"""Parts of a paper to tick: blocks and places to sign in a row, columns in an order that keys and the mouse change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dealer_crm.domain.paper_kinds import Part
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, row_height
from dealer_crm.ui.widgets import Button, CheckBox, FlowRow
from dealer_crm.ui.widgets.ticked_rows import TickedRows

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CODE = Qt.ItemDataRole.UserRole


def said(part: Part, t: Translator) -> str:
    """Return what a part is called, and that it always stands where it does."""
    name = part.said(t.language)
    return t("{part} (always printed)").format(part=name) if part.fixed else name


class TickList(QWidget):
    """One tick for each part; what the paper means nothing without is ticked and stays so."""

    changed = Signal()

    def __init__(self, t: Translator, parts: Sequence[Part], name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        self._ticks: dict[str, CheckBox] = {}
        for part in parts:
            tick = CheckBox(said(part, t), name=f"{name}_{part.code}")
            tick.setChecked(True)
            tick.setEnabled(not part.fixed)
            tick.toggled.connect(lambda _on: self.changed.emit())
            box.addWidget(tick)
            self._ticks[part.code] = tick

    def left_out(self) -> tuple[str, ...]:
        """Return the parts without a tick."""
        return tuple(code for code, tick in self._ticks.items() if not tick.isChecked())

    def show_left_out(self, codes: Sequence[str]) -> None:
        """Tick all but these."""
        for code, tick in self._ticks.items():
            with QSignalBlocker(tick):
                tick.setChecked(code not in codes)


class _Rows(QListWidget):
    """As high as its rows; it is the form that scrolls."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setProperty("framed", "true")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(TickedRows(self))

    def fit(self) -> None:
        """Take the height of the rows."""
        for at in range(self.count()):
            self.item(at).setSizeHint(QSize(10, row_height()))
        self.setFixedHeight(row_height() * max(1, self.count()) + 2 * self.frameWidth() + 4)


class ColumnList(QWidget):
    """The columns of a paper: Space ticks, Alt with an arrow or dragging moves."""

    changed = Signal()

    def __init__(self, t: Translator, parts: Sequence[Part], name: str) -> None:
        super().__init__()
        self._t, self._parts = t, {part.code: part for part in parts}
        self.rows = _Rows(f"{name}_list", t.context("paper", "Columns"))
        self.up_button = Button(t("Up"), icon="arrow-up", key="Alt+↑", name=f"{name}_up")
        self.down_button = Button(t("Down"), icon="arrow-down", key="Alt+↓", name=f"{name}_down")
        row = FlowRow(f"{name}_buttons")
        row.add(self.up_button)
        row.add(self.down_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.rows)
        box.addWidget(row)
        self.up_button.clicked.connect(lambda: self.move_current(-1))
        self.down_button.clicked.connect(lambda: self.move_current(1))
        self.rows.itemChanged.connect(lambda _item: self.changed.emit())
        self.rows.model().rowsMoved.connect(lambda *_moved: self.changed.emit())
        self.rows.installEventFilter(self)
        self.show_chosen(())

    def chosen(self) -> tuple[str, ...]:
        """Return the ticked columns in their order."""
        items = [self.rows.item(at) for at in range(self.rows.count())]
        return tuple(str(item.data(_CODE)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def show_chosen(self, codes: Sequence[str]) -> None:
        """Show columns in an order, () = the usual ones; those that are left out stand behind."""
        wanted = tuple(codes) or tuple(self._parts)
        if self.rows.count() and wanted == self.chosen():
            return
        here = self.rows.currentRow()
        with QSignalBlocker(self.rows), QSignalBlocker(self.rows.model()):
            self.rows.clear()
            for code in (*wanted, *(code for code in self._parts if code not in wanted)):
                self.rows.addItem(self._item(self._parts[code], ticked=code in wanted))
        self.rows.fit()
        self.rows.setCurrentRow(max(0, min(here, self.rows.count() - 1)))
        self.rows.viewport().update()

    def _item(self, part: Part, *, ticked: bool) -> QListWidgetItem:
        item = QListWidgetItem(said(part, self._t))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags if part.fixed else flags | Qt.ItemFlag.ItemIsUserCheckable)
        item.setData(_CODE, part.code)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return item

    def move_current(self, step: int) -> None:
        """Move the current column up or down."""
        here = self.rows.currentRow()
        there = here + step
        if here < 0 or not 0 <= there < self.rows.count():
            return
        with QSignalBlocker(self.rows), QSignalBlocker(self.rows.model()):
            item = self.rows.takeItem(here)
            self.rows.insertItem(there, item)
        self.rows.setCurrentRow(there)
        self.rows.viewport().update()
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the height of another text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "rows"):
            self.rows.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves the column instead of the choice."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            step = STEPS.get(Qt.Key(event.key()))
            if step:
                self.move_current(step)
                return True
        return super().eventFilter(watched, event)
