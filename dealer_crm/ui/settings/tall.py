"""A column that is as high as its content needs at its width, also inside a scroll area, which Qt does not see to."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.ui.theme import Space


class TallColumn(QWidget):
    """Fill `box`. Wrapped texts and rows of buttons never press the others together."""

    def __init__(self, widest: int) -> None:
        super().__init__()
        self.setMaximumWidth(widest)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(Space.M)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Follow the content."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        if self.hasHeightForWidth() and (high := self.heightForWidth(self.width())) != self.minimumHeight():
            self.setMinimumHeight(high)
