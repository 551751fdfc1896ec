"""What to mind with a customer, shown before every call and visit: the baby sleeps at noon, mind the dog."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.ui.theme import Space, Tone, tokens_of
from dealer_crm.ui.widgets import ElidedLabel, Label
from dealer_crm.ui.widgets.painting import icon_side, paint_box, paint_icon


class CareNotes(QWidget):
    """What to mind before every call; hidden when there is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("care_notes")
        self._words = Label("", name="care_notes_words", wrap=True)
        self._line = ElidedLabel("", name="care_notes_line")
        self._line.hide()
        box = QHBoxLayout(self)
        box.setContentsMargins(Space.M + icon_side() + Space.S, Space.XS, Space.M, Space.XS)
        box.addWidget(self._words)
        box.addWidget(self._line)

    def set_compact(self, compact: bool) -> None:
        """Keep to one line where there is little room; the whole text is its tooltip."""
        self._line.setVisible(compact)
        self._words.setVisible(not compact)

    def show_words(self, words: str) -> None:
        """Show other words."""
        self._words.setText(words)
        self._line.setText(words)
        self.setVisible(bool(words))

    def words(self) -> str:
        """Return what is shown."""
        return self._words.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of a warning and its sign."""
        painter = QPainter(self)
        pair = tokens_of(self).tone(Tone.WARN)
        paint_box(painter, self.rect(), pair.bg)
        paint_icon(painter, "circle-alert", pair.fg, QPointF(Space.M, Space.XS + 2))
