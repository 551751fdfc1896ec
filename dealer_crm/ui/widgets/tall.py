"""Columns inside scroll areas: as high as their content needs at its width, and as high as the room there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Ink, Label
from dealer_crm.ui.widgets.body import ScrollBody


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
        high = self.heightForWidth(self.width()) if self.hasHeightForWidth() else 0
        if high != self.minimumHeight():
            self.setMinimumHeight(high)


def take_whole_height(body: ScrollBody) -> None:
    """Let the content of a scrolled body use the room below it, instead of standing at the top."""
    outer = body.inner.layout()
    if isinstance(outer, QBoxLayout) and outer is not body.box:
        for place in range(outer.count()):
            outer.setStretch(place, 1 if place == 0 else 0)


def wrapped(text: str, kind: Type = Type.BODY, *, ink: Ink = Ink.TEXT, name: str = "") -> Label:
    """Return a text of several lines that asks for no more lines than it needs at its width."""
    label = Label(text, kind, tone=ink, name=name, wrap=True)
    policy = label.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    label.setSizePolicy(policy)
    return label
