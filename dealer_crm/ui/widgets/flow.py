"""Rows whose widgets wrap like words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QChildEvent, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets.chips import Chip, ChipLabel


class FlowRow(QWidget):
    """A row of widgets that wraps like words and grows with its lines: a new line where the width ends.

    It places its widgets itself. A QLayout written in Python holds items whose memory Qt gives to others: the program died of that.
    """

    def __init__(self, name: str = "", spacing: int = Space.S) -> None:
        super().__init__()
        self.setObjectName(name)
        self._widgets: list[QWidget] = []
        self._spacing = spacing
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> QWidget:
        """Append a widget."""
        hidden = widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        widget.setParent(self)
        self._widgets.append(widget)
        widget.setVisible(not hidden)
        self._changed()
        return widget

    def clear(self) -> None:
        """Remove and free everything."""
        widgets, self._widgets = self._widgets, []
        for widget in widgets:
            widget.hide()
            widget.deleteLater()
        self._changed()

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        sizes = [_wanted(widget) for widget in self._shown()]
        width = sum(size.width() for size in sizes) + self._spacing * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """Need the widest one."""
        sizes = [_least(widget) for widget in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def event(self, event: QEvent) -> bool:
        """Lay out again when a widget wants another size, comes or goes."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._changed()
        return super().event(event)

    def childEvent(self, event: QChildEvent) -> None:
        """Forget a widget that goes its own way."""
        super().childEvent(event)
        if event.removed():
            gone = event.child()
            self._widgets = [widget for widget in self._widgets if widget is not gone]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Sizes may have changed unseen."""
        super().showEvent(event)
        self._changed()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again at another text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_widgets"):
            self._changed()

    def _changed(self) -> None:
        self.updateGeometry()
        self._arrange(self.width(), move=True)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _arrange(self, width: int, *, move: bool) -> int:
        x, y, line = 0, 0, 0
        for widget in self._shown():
            size = _wanted(widget)
            if x > 0 and x + size.width() > width:
                x, y, line = 0, y + line + self._spacing, 0
            if move:
                widget.setGeometry(QRect(QPoint(x, y), QSize(min(size.width(), width), size.height())))
            x, line = x + size.width() + self._spacing, max(line, size.height())
        return y + line


def _wanted(widget: QWidget) -> QSize:
    """Return the size that a layout would give."""
    size = widget.sizeHint().expandedTo(widget.minimumSizeHint())
    return size.boundedTo(widget.maximumSize()).expandedTo(widget.minimumSize())


def _least(widget: QWidget) -> QSize:
    """Return the smallest size that a layout would give."""
    policy, wanted, least = widget.sizePolicy(), _wanted(widget), widget.minimumSizeHint()
    shrinks = QSizePolicy.PolicyFlag.ShrinkFlag.value
    width = least.width() if policy.horizontalPolicy().value & shrinks else wanted.width()
    height = least.height() if policy.verticalPolicy().value & shrinks else wanted.height()
    return QSize(width, height).boundedTo(widget.maximumSize()).expandedTo(widget.minimumSize())


def show_chips(row: FlowRow, chips: Sequence[Chip]) -> None:
    """Show chips in place of those before; each gets its words when it stands in the row, never as a window of its own."""
    row.clear()
    for chip in chips:
        shown = ChipLabel()
        row.add(shown)
        shown.set_chip(chip)
