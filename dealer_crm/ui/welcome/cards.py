"""A card that says one way to begin and carries its button."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dealer_crm.ui.theme import Space, Type, tokens_of
from dealer_crm.ui.widgets import Button, Card, Ink, Label
from dealer_crm.ui.widgets.painting import paint_icon

PICTURE = 24


class _Picture(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(PICTURE, PICTURE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._icon, tokens_of(self).accent, QPointF(0, 0), PICTURE)


class BeginCard(Card):
    """Icon and title in one line, a sentence, the button at the bottom."""

    def __init__(self, name: str, icon: str, title: str, sentence: str, button: Button) -> None:
        super().__init__(f"{name}_card", spacing=Space.S)
        self.button = button
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(_Picture(icon))
        head.addWidget(Label(title, Type.SECTION, name=f"{name}_title"), 1)
        self.box.addLayout(head)
        self.box.addWidget(Label(sentence, tone=Ink.TEXT2, name=f"{name}_sentence", wrap=True))
        self.box.addStretch(1)
        self.box.addWidget(button)
