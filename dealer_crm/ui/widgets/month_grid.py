"""A month to pick a day from, by mouse and by arrows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Type, line_height, tokens_of
from dealer_crm.ui.widgets.buttons import IconButton
from dealer_crm.ui.widgets.painting import CENTRE, Style, paint_box, paint_ring, paint_text
from dealer_crm.ui.widgets.text import Label

_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
    Qt.Key.Key_PageUp: -28,
    Qt.Key.Key_PageDown: 28,
}


class _Days(QWidget):
    picked = Signal(object)
    moved = Signal()

    def __init__(self, weekdays: list[str], today: date, day: date) -> None:
        super().__init__()
        self.setObjectName("month_days")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._weekdays, self._today = weekdays, today
        self.day = day

    def sizeHint(self) -> QSize:
        cell = max(30, line_height() + 8)
        return QSize(7 * cell, 7 * cell - 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def set_day(self, day: date) -> None:
        self.day = day
        self.setAccessibleName(day.isoformat())
        self.moved.emit()
        self.update()

    def _first(self) -> date:
        first = self.day.replace(day=1)
        return first - timedelta(days=first.weekday())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            self.set_day(self.day + timedelta(days=_KEYS[Qt.Key(event.key())]))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day)
        elif event.key() == Qt.Key.Key_T:
            self.set_day(self._today)
        else:
            super().keyPressEvent(event)

    def _cell(self) -> tuple[int, int]:
        return self.width() // 7, self.height() // 7

    def mousePressEvent(self, event: QMouseEvent) -> None:
        width, height = self._cell()
        column, line = int(event.position().x()) // width, int(event.position().y()) // height - 1
        if line >= 0 and column < 7:
            self.picked.emit(self._first() + timedelta(days=line * 7 + column))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        width, height = self._cell()
        for i, word in enumerate(self._weekdays):
            paint_text(painter, QRect(i * width, 0, width, height), word, tokens.text2, Style(Type.CAPTION, CENTRE))
        for i in range(42):
            day = self._first() + timedelta(days=i)
            box = QRect(QPoint(i % 7 * width, (i // 7 + 1) * height), QSize(width, height)).adjusted(1, 1, -1, -1)
            colour = tokens.text if day.month == self.day.month else tokens.disabled
            if day == self.day:
                paint_box(painter, box, tokens.accent)
                colour = tokens.on_accent
            elif day == self._today:
                paint_ring(painter, box, tokens.accent, 1)
            paint_text(painter, box, str(day.day), colour, Style(Type.STRONG if day == self._today else Type.BODY, CENTRE))


class MonthGrid(QWidget):
    """Month title with arrows above the days. `picked` carries the date."""

    picked = Signal(object)

    def __init__(self, t: Translator, today: Callable[[], date], day: date | None) -> None:
        super().__init__()
        self.setObjectName("month_grid")
        self._t = t
        weekdays = [t("Mo"), t("Tu"), t("We"), t("Th"), t("Fr"), t("Sa"), t("Su")]
        self.days = _Days(weekdays, today(), day or today())
        self._title = Label("", Type.STRONG, name="month_title")
        earlier = IconButton("chevron-left", t("Previous month"), name="month_previous", key="PgUp")
        later = IconButton("chevron-right", t("Next month"), name="month_next", key="PgDn")
        earlier.clicked.connect(lambda: self._turn(-1))
        later.clicked.connect(lambda: self._turn(1))
        top = QHBoxLayout()
        top.addWidget(earlier)
        top.addWidget(self._title, 1, Qt.AlignmentFlag.AlignCenter)
        top.addWidget(later)
        box = QVBoxLayout(self)
        box.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        box.addLayout(top)
        box.addWidget(self.days)
        self.days.picked.connect(self.picked)
        self.days.moved.connect(self._show_title)
        self.setFocusProxy(self.days)
        self._show_title()

    def _show_title(self) -> None:
        self._title.setText(self._t("{year}-{month:02d}").format(year=self.days.day.year, month=self.days.day.month))

    def _turn(self, months: int) -> None:
        index = self.days.day.year * 12 + self.days.day.month - 1 + months
        self.days.set_day(date(index // 12, index % 12 + 1, min(self.days.day.day, 28)))
