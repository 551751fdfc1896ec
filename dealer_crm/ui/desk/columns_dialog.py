"""Chooses and orders the columns of a list by keyboard; dragging the header does the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.field_picker import FieldPicker, Groups
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import CheckBox, Dialog, IconButton, PagedModel, Role, TableView


@dataclass(frozen=True)
class MoreColumns:
    """Columns that a list does not have yet: which there are, by their part, and adding one."""

    offered: Callable[[], Groups]
    add: Callable[[str], None]


class ColumnsDialog(Dialog):
    """Works at once on the list behind it."""

    def __init__(self, t: Translator, table: TableView, model: PagedModel, parent: QWidget, more: MoreColumns | None = None) -> None:
        super().__init__(t, t("Columns of the list"), parent, name="columns_dialog", width=560 if more else 400)
        self._table, self._model, self._more = table, model, more
        self._lines: list[QWidget] = []
        self.box.setSpacing(0)
        if more:
            self._picker = FieldPicker(t, more.offered(), t("Add the column"), name="columns_more")
            self._picker.picked.connect(self._on_add)
            self.box.addWidget(self._picker)
            self.box.addSpacing(Space.S)
        self._fill()
        self._lines[1].findChildren(CheckBox)[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.add_button(t("Finish"), role=Role.PRIMARY, key="Ctrl+Enter", name="columns_done").clicked.connect(self.accept)
        self.add_button(t("Default columns"), name="columns_reset").clicked.connect(self._on_reset)
        self.finished.connect(self.deleteLater)

    def _order(self) -> list[int]:
        header = self._table.horizontalHeader()
        return [header.logicalIndex(place) for place in range(header.count())]

    def _fill(self) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(place, logical) for place, logical in enumerate(self._order())]
        for line in self._lines:
            self.box.addWidget(line)

    def _line(self, place: int, logical: int) -> QWidget:
        column = self._model.columns[logical]
        tick = CheckBox(column.title, name=f"column_{column.key}")
        tick.setChecked(not self._table.isColumnHidden(logical))
        tick.setEnabled(column.key != "name")
        tick.toggled.connect(lambda on: self._table.arrangement.set_shown(column.key, on))
        up = IconButton("arrow-up", self._t("Move {column} to the left").format(column=column.title), name=f"column_up_{column.key}")
        down = IconButton("arrow-down", self._t("Move {column} to the right").format(column=column.title), name=f"column_down_{column.key}")
        up.setEnabled(place > 0)
        down.setEnabled(place < len(self._model.columns) - 1)
        up.clicked.connect(lambda: self._move(place, place - 1, f"column_up_{column.key}"))
        down.clicked.connect(lambda: self._move(place, place + 1, f"column_down_{column.key}"))
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(tick, 1)
        box.addWidget(up)
        box.addWidget(down)
        return line

    def _move(self, place: int, to: int, focus: str) -> None:
        self._table.horizontalHeader().moveSection(place, to)
        self._fill()
        button = next((b for line in self._lines for b in line.findChildren(IconButton) if b.objectName() == focus), None)
        if button:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self, key: str) -> None:
        if self._more:
            self._more.add(key)
            self._picker.set_groups(self._more.offered())
            self._fill()
            self._picker.focus_fields()

    def _on_reset(self) -> None:
        self._table.reset_columns()
        self._fill()
