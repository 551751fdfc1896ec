"""The checked rows as a list in which faulty cells are mended in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from dealer_crm.domain.import_details import Slot
from dealer_crm.domain.imports import Choice, Outcome, Target
from dealer_crm.domain.imports import Column as SheetColumn
from dealer_crm.i18n import Translator
from dealer_crm.services.import_views import Preview, PreviewRow
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip, Column, LineEdit, PagedModel, TableView
from dealer_crm.ui.widgets.painting import RIGHT
from dealer_crm.ui.widgets.row_delegate import RowDelegate
from dealer_crm.words.errors import sentence
from dealer_crm.words.imports import outcome_label, reason_text, target_label

Index = QModelIndex | QPersistentModelIndex
TONES = {
    Outcome.ERROR: (Tone.DANGER, "triangle-alert"),
    Outcome.DUPLICATE: (Tone.WARN, "copy"),
    Outcome.UPDATE: (Tone.INFO, "refresh-cw"),
    Outcome.NEW: (Tone.DONE, "plus"),
    Outcome.SKIP: (Tone.NEUTRAL, "minus"),
}
_WIDTHS: dict[Slot, int] = {
    Target.NAME: 8,
    Target.PHONE: 13,
    Target.STREET: 18,
    Target.NOTE: 16,
    Target.COMMUNITY: 10,
    Target.BUILDING: 5,
    Target.UNIT: 5,
    Target.ROOM: 6,
}
_FIRST = (Target.NAME, Target.PHONE)


def chip_of(outcome: Outcome, t: Translator) -> Chip:
    """Return the chip of a result."""
    tone, icon = TONES[outcome]
    return Chip(outcome_label(outcome, t), tone, icon)


def why(row: PreviewRow, t: Translator) -> str:
    """Say why a row is what it is, and what it would fill in."""
    parts = [sentence(error, t) for error in row.wrong.values()]
    if row.reason is not None:
        parts.append(reason_text(row.reason, row.name, row.match_row, t))
        if row.gains and row.choice in {Choice.FILL, Choice.OVERWRITE}:
            parts.append(t("adds {fields}").format(fields=t.context("list", ", ").join(target_label(g, t) for g in row.gains[:4])))
    elif row.changes and not row.wrong:
        parts.append(t.plural("{n} value tidied", "{n} values tidied", len(row.changes)).format(n=len(row.changes)))
    return t.context("clauses", "; ").join(parts)


def columns_of(preview: Preview, wrong: set[int], t: Translator) -> list[Column]:
    """Return row, result, the taken columns of the sheet, reason; what has faults is never hidden."""
    found = [
        Column("row", t("Row"), lambda row: str(row.id), 4, RIGHT, sortable=False, quiet=True),
        Column("outcome", t("Result"), lambda _row: "", _chip_width(t), chip=lambda row: chip_of(row.outcome, t), sortable=False),
    ]
    taken = [c for c in preview.columns if c.target is not Target.NOTHING and (c.samples or c.index in wrong)]
    taken.sort(key=lambda c: (c.index not in wrong and c.target not in _FIRST, c.index))
    found += [_sheet_column(c, place, wrong, t) for place, c in enumerate(taken)]

    def reason(row: PreviewRow) -> str:
        return why(row, t)

    title = t("Reason and what it adds")
    return [*found, Column("why", title, reason, 24, stretch=True, sortable=False, tip=reason, alarming=_is_faulty)]


def _is_faulty(row: PreviewRow) -> bool:
    return row.outcome is Outcome.ERROR


def _chip_width(t: Translator) -> int:
    """Return the digits that the longest result needs beside its icon; a Chinese sign is as wide as two."""
    labels = [outcome_label(outcome, t) for outcome in Outcome]
    return 4 + max(sum(2 if sign > "\u2e7f" else 1 for sign in label) for label in labels)


def _sheet_column(column: SheetColumn, place: int, wrong: set[int], t: Translator) -> Column:
    title = column.heading or target_label(column.target, t)
    index = column.index

    def text(row: PreviewRow) -> str:
        return row.cells[index] if index < len(row.cells) else ""

    def faulty(row: PreviewRow) -> bool:
        return _is_faulty(row) and index in row.wrong

    rank = 0 if index in wrong or column.target in _FIRST else place + 1
    return Column(f"c{index}", title, text, _WIDTHS.get(column.target, 10), sortable=False, rank=rank, faulty=faulty)


class CheckModel(PagedModel):
    """Cells of faulty rows can be edited; `mend` takes row, column of the sheet and text."""

    def __init__(
        self,
        columns: Sequence[Column],
        ids: Callable[[], Sequence[int]],
        rows: Callable[[Sequence[int]], Sequence[PreviewRow]],
        mend: Callable[[int, int, str], None],
    ) -> None:
        super().__init__(columns, ids, rows)
        self._mend = mend

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells of faulty rows are editable."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.cell_of(index) is not None else flags

    def cell_of(self, index: Index) -> tuple[int, int] | None:
        """Return row and column of the sheet for a cell that can be mended."""
        if not index.isValid() or not self.columns[index.column()].key.startswith("c"):
            return None
        row = self.row_at(index.row())
        if row is None or row.outcome is not Outcome.ERROR:
            return None
        return row.id, int(self.columns[index.column()].key[1:])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the text to the editor, and the reason as tooltip."""
        if role == Qt.ItemDataRole.EditRole:
            return super().data(index, Qt.ItemDataRole.DisplayRole)
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Mend a cell if its text changed."""
        cell = self.cell_of(index)
        if role != Qt.ItemDataRole.EditRole or cell is None or value == self.data(index, role):
            return False
        self._mend(*cell, str(value))
        return True

    def first_wrong(self, at: int) -> QModelIndex:
        """Return the cell of a faulty row to begin with; invalid where there is none."""
        row = self.row_at(at)
        if row is not None and row.outcome is Outcome.ERROR:
            places = {column.key: place for place, column in enumerate(self.columns) if column.key.startswith("c")}
            wrong = [places[key] for key in (f"c{column}" for column in sorted(row.wrong)) if key in places]
            for place in (*wrong, *places.values()):
                return self.index(at, place)
        return QModelIndex()


class CheckDelegate(RowDelegate):
    """Edits faulty cells."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line of the kit."""
        editor = LineEdit(name="cell_editor")
        editor.setParent(parent)
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what stands in the cell."""
        if isinstance(editor, LineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed."""
        if isinstance(editor, LineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Fill the cell."""
        editor.setGeometry(option.rect)


class CheckTable(TableView):
    """A click or Enter on a faulty cell begins to mend it. `opened_row` is for rows that need no mending."""

    opened_row = Signal(int)

    def __init__(self, t: Translator, model: CheckModel, *, label: str) -> None:
        super().__init__(t, model, name="import_rows", label=label)
        self._rows = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(CheckDelegate(self))
        self.clicked.connect(self._on_clicked)
        self.opened.connect(self._on_opened)

    def _on_clicked(self, index: QModelIndex) -> None:
        cell, row = self._rows.cell_of(index), self._rows.row_at(index.row())
        if cell is not None and row is not None and cell[1] in row.wrong:
            self.edit(index)

    def _on_opened(self, row_id: int) -> None:
        index = self._rows.first_wrong(self._rows.row_of(row_id))
        if index.isValid():
            self.setCurrentIndex(index)
            self.edit(index)
        else:
            self.opened_row.emit(row_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that ends the editing of a cell does not open its row again."""
        if self.state() is not QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)

    def begin(self, row_id: int) -> None:
        """Go to a row and begin to mend it."""
        if self.select_id(row_id):
            self._on_opened(row_id)
