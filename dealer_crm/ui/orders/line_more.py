"""What has no column at this width is typed below the lines, for the line one is in: group, discount, room, serials, note."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.orders.line_grid import LineGrid
from dealer_crm.ui.orders.line_model import CellRole, LineModel
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, FormGrid, LineEdit, Role
from dealer_crm.ui.widgets.inputs import mark_wrong


class LineMore(QWidget):
    """Folded until it is asked for; Alt+Enter goes here from the lines, and back."""

    def __init__(self, t: Translator, model: LineModel, grid: LineGrid) -> None:
        super().__init__()
        self._t, self._lines, self._grid = t, model, grid
        self.button = Button("", role=Role.QUIET, icon="chevron-right", name="line_more")
        self.form = FormGrid(t, name="line_more_form")
        self._fields: dict[str, LineEdit] = {}
        with self.form.together():
            for at, key in enumerate(model.keys()):
                if model.cell(at).take and model.cell(at).rank:
                    self._add(at, key)
        self.form.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.form)
        self.button.clicked.connect(lambda: self.set_opened(self.form.isHidden()))
        grid.more_asked.connect(self.open_more)
        self.form.submitted.connect(grid.setFocus)
        grid.selectionModel().currentChanged.connect(lambda *_: self.refresh())
        for signal in (model.dataChanged, model.modelReset, model.rowsInserted, model.rowsRemoved, grid.fitted):
            signal.connect(lambda *_: self.refresh())
        self.refresh()

    def _add(self, at: int, key: str) -> None:
        field = LineEdit(name=f"more_{key}")
        title = str(self._lines.headerData(at, Qt.Orientation.Horizontal))
        self._fields[key] = self.form.add(key, title, field, beside=bool(len(self._fields) % 2))
        field.textEdited.connect(partial(self._on_typed, key))
        field.editingFinished.connect(self.refresh)

    def _row(self) -> int:
        return max(self._grid.currentIndex().row(), 0)

    def set_opened(self, opened: bool) -> None:
        """Show or hide the fields."""
        self.form.setVisible(opened)
        self.button.set_icon("chevron-down" if opened else "chevron-right")
        self.refresh()

    def open_more(self) -> None:
        """Open and go to the first field."""
        if not self.isHidden():
            self.set_opened(True)
            self.form.focus_first()

    def _on_typed(self, key: str, text: str) -> None:
        index = self._lines.index(self._row(), self._lines.keys().index(key))
        self._lines.setData(index, text)
        mark_wrong(self._fields[key], bool(index.data(CellRole.WRONG)))

    def refresh(self) -> None:
        """Follow the line and the columns; what is being typed stays."""
        model, row = self._lines, self._row()
        hidden = {key: self._grid.isColumnHidden(at) for at, key in enumerate(model.keys())}
        self.setVisible(any(hidden[key] for key in self._fields) and not model.line(row).empty)
        self.button.set_label(self._t("More of line {row}").format(row=row + 1))
        if self.form.isHidden():
            return
        for key, field in self._fields.items():
            at = model.keys().index(key)
            index = model.index(row, at)
            self.form.set_row_visible(key, hidden[key])
            field.setEnabled(model.takes(at))
            if not field.hasFocus():
                field.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
                mark_wrong(field, bool(index.data(CellRole.WRONG)))
