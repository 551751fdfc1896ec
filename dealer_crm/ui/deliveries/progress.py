"""How much of what is required is settled, as a bar and as figures."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.ui.deliveries.rail import WIDTH
from dealer_crm.ui.theme import Type, line_height, tokens_of
from dealer_crm.ui.widgets.painting import RIGHT, Style, paint_box, paint_text

BAR, GAP = 6, 4


class ProgressLine(QWidget):
    """Paints "Checklist 6/9" over its bar."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self._done = self._all = 0
        self._room = False
        self.setObjectName("delivery_progress")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_file(self, file: DeliveryFile) -> None:
        """Show how far a delivery is."""
        self._done, self._all = file.progress
        self._show()
        self.setAccessibleName(f"{self._t('Required')} {self.words()}")
        self.update()

    def set_room(self, room: bool) -> None:
        """Show the bar where there is room for it."""
        self._room = room
        self._show()

    def _show(self) -> None:
        self.setVisible(self._room and self._all > 0)

    def words(self) -> str:
        """Return the figures: 6/9."""
        return f"{self._done}/{self._all}"

    def sizeHint(self) -> QSize:
        """A line of words and the bar."""
        return QSize(WIDTH, line_height(Type.CAPTION) + GAP + BAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint words, figures and bar."""
        if not self._all:
            return
        painter, tokens, height = QPainter(self), tokens_of(self), line_height(Type.CAPTION)
        line = QRect(0, 0, self.width(), height)
        done = self._done >= self._all
        paint_text(painter, line, self._t("Required"), tokens.text2, Type.CAPTION)
        colour = tokens.done.fg if done else tokens.text
        paint_text(painter, line, self.words(), colour, Style(Type.LABEL, RIGHT))
        bar = QRect(0, height + GAP, self.width(), BAR)
        paint_box(painter, bar, tokens.hairline, radius=BAR / 2)
        part = QRect(bar)
        part.setWidth(round(bar.width() * self._done / self._all))
        if part.width() > 0:
            paint_box(painter, part, tokens.done.fg, radius=min(BAR, part.width()) / 2)
