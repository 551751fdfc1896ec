"""The last contacts with a caller, one line each: when, how, what was said, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import Translator
from dealer_crm.services.timeline import TimelineRow
from dealer_crm.ui.desk.events import icon_of, title_of
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.theme import Space, Type, line_height, tokens_of
from dealer_crm.ui.widgets.painting import RIGHT, Style, advance, icon_side, paint_icon, paint_text


class LastContacts(QWidget):
    """Paints at most three lines."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self._lines: list[tuple[str, str, str, str]] = []
        self.setObjectName("caller_contacts")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_events(self, events: Sequence[TimelineRow], today: date) -> None:
        """Show other contacts."""
        self._lines = [(short_day(local_day(e.at), today), icon_of(e), e.words or title_of(e, self._t), e.staff) for e in events]
        self.setAccessibleName("\n".join(" ".join((day, words, staff)) for day, _, words, staff in self._lines))
        self.setVisible(bool(self._lines))
        self.updateGeometry()
        self.update()

    def texts(self) -> list[str]:
        """Return what was said, newest first."""
        return [words for _, _, words, _ in self._lines]

    def _pitch(self) -> int:
        return line_height() + 6

    def sizeHint(self) -> QSize:
        """As high as the lines."""
        return QSize(200, self._pitch() * len(self._lines))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint day, icon, words and staff."""
        painter, tokens, height, side = QPainter(self), tokens_of(self), self._pitch(), icon_side()
        days = max((advance(day) for day, *_ in self._lines), default=0) + 2
        for at, (day, icon, words, staff) in enumerate(self._lines):
            top = at * height
            right = self.width() - advance(staff, Type.CAPTION) - 2
            left = days + Space.M
            paint_text(painter, QRect(0, top, days, height), day, tokens.text2)
            paint_icon(painter, icon, tokens.text2, QPointF(left, top + (height - side) / 2))
            left += side + Space.S
            paint_text(painter, QRect(left, top, max(0, right - left - Space.M), height), words, tokens.text)
            paint_text(painter, QRect(right, top, self.width() - right, height), staff, tokens.text2, Style(Type.CAPTION, RIGHT))
