"""The record of a customer in its parts: what is known, in calm blocks, and one way in each to fill in the rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dealer_crm.domain.class_rules import Classes
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.record import Block, Side
from dealer_crm.ui.customers.record_classes import ClassList
from dealer_crm.ui.customers.record_stage import StageLine
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Ink, Label, Role, section, set_tip
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.labels import label

TWO_COLUMNS_FROM, LEAST_LABEL, MOST_LABEL = 84, 10, 16
"""In digits of the text size: the width from which there are two columns, and the room for what a value is called."""


class _BlockView(QWidget):
    fill_requested = Signal(str)

    def __init__(self, t: Translator, block: Block, label_width: int) -> None:
        super().__init__()
        self.side = block.side
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.addWidget(section(block.title), 0, 0, 1, 2)
        for at, line in enumerate(block.lines, 1):
            name = Label(line.label, Type.CAPTION, tone=Ink.TEXT2, wrap=True)
            name.setFixedWidth(label_width)
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(line.text, wrap=True), at, 1, Qt.AlignmentFlag.AlignTop)
        if block.missing:
            grid.addWidget(self._fill(t, block), len(block.lines) + 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _fill(self, t: Translator, block: Block) -> Button:
        """Return the button that offers everything that is missing, and goes to the first of it."""
        first, n = block.missing[0], len(block.missing)
        words = t.plural("Fill in {n} field", "Fill in {n} fields", n).format(n=n)
        fill = Button(words, role=Role.QUIET, icon="plus", name=f"fill_{first.field}")
        names = t(", ").join(one.label for one in block.missing)
        fill.setAccessibleDescription(names)
        set_tip(fill, names)
        fill.clicked.connect(lambda: self.fill_requested.emit(first.field))
        return fill


class RecordTab(ScrollBody):
    """Two columns of blocks where there is room: who he is at the left, what he is to the shop at the right."""

    fill_requested = Signal(str)
    class_chosen = Signal(object)

    def __init__(self, t: Translator) -> None:
        super().__init__("record_tab", margin=Space.L)
        self._t = t
        self._blocks: list[_BlockView] = []
        self.classes: ClassList | None = None
        self._label_width = 0
        self._wide: bool | None = None
        self.stage = StageLine(t)
        self.stage.fill_requested.connect(self.fill_requested)
        self._columns = QGridLayout()
        self._columns.setHorizontalSpacing(Space.XL)
        self._columns.setVerticalSpacing(Space.L)
        self.box.addWidget(self.stage)
        self.box.addLayout(self._columns)
        self.box.addStretch(1)
        self.box.setSpacing(Space.L)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show another record; what is asked beside the window follows below."""
        for old in [*self._blocks, *([self.classes] if self.classes else [])]:
            old.hide()
            old.deleteLater()
        self._blocks, self.classes = [], None
        self._label_width = LEAST_LABEL * advance("8")
        self.add_blocks(blocks)

    def add_blocks(self, blocks: Sequence[Block]) -> None:
        """Show more of the same record, below what is shown; blocks without anything to say stay away."""
        wanted = [block for block in blocks if block.lines or block.missing]
        widths = (advance(line.label, Type.CAPTION) + 2 for block in wanted for line in block.lines)
        self._label_width = min(MOST_LABEL * advance("8"), max([self._label_width, *widths]))
        for block in wanted:
            view = _BlockView(self._t, block, self._label_width)
            view.fill_requested.connect(self.fill_requested)
            self._blocks.append(view)
        self._wide = None
        self._arrange()

    def show_classes(self, found: Classes) -> None:
        """Show the classes of the same record, last."""
        width = max((advance(label(kind, self._t), Type.CAPTION) + 2 for kind, values in found.items() if values), default=0)
        self.classes = ClassList(self._t, found, min(MOST_LABEL * advance("8"), max(self._label_width, width)))
        self.classes.chosen.connect(self.class_chosen)
        self.box.insertWidget(self.box.count() - 1, self.classes)
        self.classes.show()
        self._wide = None
        self._arrange()

    def words(self) -> list[str]:
        """Return what is written, in reading order."""
        parts: list[QWidget] = [*self._blocks, *([self.classes] if self.classes else [])]
        return [label.text() for view in parts for label in view.findChildren(Label)]

    def _arrange(self) -> None:
        wide = self.width() >= TWO_COLUMNS_FROM * advance("8")
        if wide == self._wide:
            return
        self._wide = wide
        while self._columns.count():
            self._columns.takeAt(0)
        if self.classes:
            self.classes.set_wide(wide)
        left = [one for one in self._blocks if one.side is Side.LEFT or not wide]
        halves: tuple[list[QWidget], list[QWidget]] = ([*left], [one for one in self._blocks if one not in left])
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
