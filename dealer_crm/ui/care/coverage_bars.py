"""Until when a machine is covered, by whom and for what: a sentence each, above bars that share one axis of years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Tone, Type, line_height, tokens_of
from dealer_crm.ui.widgets import Ink, Label
from dealer_crm.ui.widgets.painting import CENTRE, Style, advance, paint_box, paint_text

HEIGHT, GAP = 10, 28
BESIDE_FROM = 420
MARGIN = timedelta(days=45)


@dataclass(frozen=True)
class Bar:
    """One coverage: its name, its sentence, its days (None = not started), and how it is painted."""

    name: str
    words: str
    start: date | None
    end: date | None
    tone: Tone


@dataclass(frozen=True)
class _Axis:
    """The years all bars share."""

    first: date
    last: date
    today: date

    def at(self, day: date, width: int) -> int:
        span = max((self.last - self.first).days, 1)
        return round((day - self.first).days / span * (width - 1))


def _axis(bars: Sequence[Bar], today: date) -> _Axis:
    days = [day for bar in bars for day in (bar.start, bar.end) if day] + [today]
    return _Axis(min(days) - MARGIN, max(days) + MARGIN, today)


class _Years(QWidget):
    """The years, with a pill for today."""

    def __init__(self, axis: _Axis, words: str) -> None:
        super().__init__()
        self._axis, self._words = axis, words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, line_height(Type.CAPTION) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, tokens, axis = QPainter(self), tokens_of(self), self._axis
        wide = advance(self._words, Type.CAPTION) + 12
        pill = QRect(min(max(axis.at(axis.today, self.width()) - wide // 2, 0), self.width() - wide), 0, wide, self.height() - 2)
        taken = pill.left() - 4, pill.right() + 4
        free = 0
        for year in range(axis.first.year, axis.last.year + 2):
            x, room = axis.at(date(year, 1, 1), self.width()), advance("2030", Type.CAPTION)
            left, right = x - room // 2, x + room // 2
            if left < free or right > self.width() or (right > taken[0] and left < taken[1]):
                continue
            paint_text(painter, QRect(left, 0, room + 2, pill.height()), str(year), tokens.text2, Style(Type.CAPTION, CENTRE))
            free = right + GAP
        paint_box(painter, pill, tokens.accent)
        paint_text(painter, pill, self._words, tokens.on_accent, Style(Type.CAPTION, CENTRE))


class _Strip(QWidget):
    """One bar: what has passed is hatched, a line marks today."""

    def __init__(self, bar: Bar, axis: _Axis) -> None:
        super().__init__()
        self._bar, self._axis = bar, axis
        self.setFixedHeight(HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, tokens, bar, width = QPainter(self), tokens_of(self), self._bar, self.width()
        painter.fillRect(QRect(0, HEIGHT - 1, width, 1), QColor(tokens.hairline))
        now = self._axis.at(self._axis.today, width)
        if bar.start and bar.end:
            pair = tokens.tone(bar.tone)
            left, right = self._axis.at(bar.start, width), self._axis.at(bar.end, width)
            box = QRect(left, 0, max(right - left, 3), HEIGHT)
            paint_box(painter, box, pair.bg, pair.fg, radius=3)
            past = box.intersected(QRect(0, 1, now, HEIGHT - 2)).adjusted(1, 0, 0, 0)
            painter.fillRect(past, QBrush(QColor(pair.fg), Qt.BrushStyle.BDiagPattern))
        painter.fillRect(QRect(now, 0, 2, HEIGHT), QColor(tokens.accent))


class CoverageBars(QWidget):
    """Every coverage of one machine."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("machine_coverages")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.S)
        self._lines: list[QBoxLayout] = []

    def show_bars(self, bars: Sequence[Bar], today: date, note: str = "") -> None:
        """Show other coverages, with a note below them."""
        while self._box.count():
            item = self._box.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._lines = []
        axis = _axis(bars, today)
        if any(bar.start for bar in bars):
            self._box.addWidget(_Years(axis, self._t("Today")))
        names = max((advance(bar.name, Type.STRONG) for bar in bars), default=0) + 2
        for at, bar in enumerate(bars, 1):
            self._box.addWidget(self._row(bar, axis, names, f"coverage_{at}"))
        self._arrange()
        if note:
            self._box.addWidget(Label(note, Type.CAPTION, tone=Ink.TEXT2, name="coverage_note", wrap=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sentences below the names where there is little room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= BESIDE_FROM
        for line in self._lines:
            line.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
            line.setSpacing(Space.M if beside else 0)

    def _row(self, bar: Bar, axis: _Axis, names: int, name: str) -> QWidget:
        row = QWidget()
        row.setAccessibleName(f"{bar.name} {bar.words}")
        what = Label(bar.name, Type.STRONG, name=f"{name}_name")
        what.setFixedWidth(names)
        words = Label(bar.words, tone=Ink.TEXT2 if bar.end else Ink.INFO, name=name, wrap=True)
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(Space.M)
        self._lines.append(line)
        line.addWidget(what, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        box = QVBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addLayout(line)
        if bar.end:
            box.addWidget(_Strip(bar, axis))
        return row
