"""The box at the head of an item: empty, ticked, failed, or struck out because it does not apply."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.ui.theme import tokens_of
from dealer_crm.ui.widgets.painting import icon_side, paint_box, paint_icon

MARKS = {CheckResult.PASS: "check", CheckResult.FAIL: "x", CheckResult.NA: "minus"}


class TickBox(QWidget):
    """Only shows; the item around it takes keys and clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._result: CheckResult | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_result(self, result: CheckResult | None) -> None:
        """Show a result."""
        self._result = result
        self.update()

    def sizeHint(self) -> QSize:
        """A little larger than an icon."""
        return QSize(icon_side() + 4, icon_side() + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box and its mark."""
        tokens, painter, side = tokens_of(self), QPainter(self), icon_side() + 4
        passed, failed = self._result is CheckResult.PASS, self._result is CheckResult.FAIL
        colour = tokens.done.fg if passed else tokens.danger.fg if failed else tokens.border
        box = self.rect()
        box.setSize(QSize(side, side))
        paint_box(painter, box, colour if passed or failed else tokens.surface, colour)
        if self._result is not None:
            ink = tokens.surface if passed or failed else tokens.text2
            paint_icon(painter, MARKS[self._result], ink, QPointF(2, 2), side - 4)
