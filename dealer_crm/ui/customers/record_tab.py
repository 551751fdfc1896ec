"""The record of a customer: what is filled in, in calm blocks, and a way to fill in what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.record import Block, Line
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Ink, Label, Role, section
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.painting import advance

TWO_COLUMNS_FROM = 620


class _BlockView(QWidget):
    fill_requested = Signal(str)

    def __init__(self, t: Translator, block: Block, label_width: int) -> None:
        super().__init__()
        self._t = t
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.addWidget(section(block.title), 0, 0, 1, 2)
        for at, line in enumerate(block.lines, 1):
            name = Label(line.label, Type.CAPTION, tone=Ink.TEXT2)
            name.setFixedWidth(label_width)
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            value = self._value(line)
            left = Qt.AlignmentFlag.AlignLeft if isinstance(value, Button) else Qt.AlignmentFlag(0)
            grid.addWidget(value, at, 1, Qt.AlignmentFlag.AlignTop | left)

    def _value(self, line: Line) -> QWidget:
        if line.text:
            return Label(line.text, wrap=True)
        fill = Button(self._t("Fill in"), role=Role.QUIET, icon="plus", name=f"fill_{line.field}")
        fill.clicked.connect(lambda: self.fill_requested.emit(line.field))
        return fill


class RecordTab(ScrollBody):
    """Two columns of blocks where there is room."""

    fill_requested = Signal(str)

    def __init__(self, t: Translator) -> None:
        super().__init__("record_tab", margin=Space.L)
        self._t = t
        self._blocks: list[_BlockView] = []
        self._label_width = 0
        self._wide: bool | None = None
        self._columns = QGridLayout()
        self._columns.setHorizontalSpacing(Space.XL)
        self._columns.setVerticalSpacing(Space.L)
        self.box.addLayout(self._columns)
        self.box.addStretch(1)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show another record."""
        for old in self._blocks:
            old.hide()
            old.deleteLater()
        self._blocks = []
        self._label_width = 72
        self.add_blocks(blocks)

    def add_blocks(self, blocks: Sequence[Block]) -> None:
        """Show more of the same record, below what is shown; blocks without lines stay away."""
        wanted = [block for block in blocks if block.lines]
        widths = (advance(line.label, Type.CAPTION) + 2 for block in wanted for line in block.lines)
        self._label_width = max([self._label_width, *widths])
        for block in wanted:
            view = _BlockView(self._t, block, self._label_width)
            view.fill_requested.connect(self.fill_requested)
            self._blocks.append(view)
        self._wide = None
        self._arrange()

    def words(self) -> list[str]:
        """Return what is written, in reading order."""
        return [label.text() for view in self._blocks for label in view.findChildren(Label)]

    def _arrange(self) -> None:
        wide = self.width() >= TWO_COLUMNS_FROM
        if wide == self._wide:
            return
        self._wide = wide
        while self._columns.count():
            self._columns.takeAt(0)
        halves = ([self._blocks[0]], self._blocks[1:]) if wide and self._blocks else (self._blocks, [])
        for column, half in enumerate(halves):
            box = QVBoxLayout()
            box.setSpacing(Space.L)
            self._columns.addLayout(box, 0, column)
            for view in half:
                box.addWidget(view)
                view.show()
            box.addStretch(1)
            self._columns.setColumnStretch(column, 1 if half else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose one or two columns."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again at another text size."""
        super().changeEvent(event)
        self.updateGeometry()
