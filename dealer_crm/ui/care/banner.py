"""One sentence on a ground of its own, with its sign: the answer somebody on the phone is waiting for."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.ui.theme import Space, Tone, Type, tokens_of
from dealer_crm.ui.widgets import Ink, Label
from dealer_crm.ui.widgets.painting import icon_side, paint_box, paint_icon

INKS = {Tone.DONE: Ink.DONE, Tone.WARN: Ink.WARN, Tone.DANGER: Ink.DANGER, Tone.INFO: Ink.INFO}


class Banner(QWidget):
    """Says one thing; further widgets stand at its right end."""

    def __init__(self, name: str, kind: Type = Type.STRONG) -> None:
        super().__init__()
        self.setObjectName(name)
        self._tone, self._icon = Tone.NEUTRAL, "info"
        self._label = Label("", kind, name=f"{name}_words", wrap=True)
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(Space.M + icon_side() + Space.S, Space.S, Space.M, Space.S)
        self.box.setSpacing(Space.M)
        self.box.addWidget(self._label, 1)

    def say(self, words: str, tone: Tone, icon: str) -> None:
        """Say something else."""
        self._tone, self._icon = tone, icon
        self._label.setText(words)
        self._label.set_ink(INKS.get(tone, Ink.TEXT))
        self.setAccessibleName(words)
        self.update()

    def words(self) -> str:
        """Return what is said."""
        return self._label.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and sign."""
        painter = QPainter(self)
        pair = tokens_of(self).tone(self._tone)
        paint_box(painter, self.rect(), pair.bg)
        paint_icon(painter, self._icon, pair.fg, QPointF(Space.M, (self.height() - icon_side()) / 2))
