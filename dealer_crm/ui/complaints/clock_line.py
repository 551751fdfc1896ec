"""The clock of a complaint as one line: taken, answer, plan, close, and where now is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.theme import Type, line_height, tokens_of
from dealer_crm.ui.widgets.painting import CENTRE as MIDDLE
from dealer_crm.ui.widgets.painting import LEFT, RIGHT, Style, paint_text
from dealer_crm.words.moments import moment

DOT, EDGE, LINE = 11, 8, 4


@dataclass(frozen=True)
class _Mark:
    words: str
    at: datetime
    done: bool


class ClockLine(QWidget):
    """Says the same in words to screen readers; the sentence above it tells the time that is left."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self._marks: list[_Mark] = []
        self._now: datetime | None = None
        self.setObjectName("clock_line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_file(self, file: ComplaintFile, now: datetime) -> None:
        """Show a complaint's deadlines in the order in which they come."""
        t, clock = self._t, file.clock
        closed = file.closed_at is not None
        found = [
            (t("Taken"), file.opened_at, True),
            (t("Answer"), clock.respond_by, clock.responded_at is not None),
            (t("Promised"), clock.promised_by, clock.planned or closed),
            (t("Plan due"), clock.plan_by, clock.planned or closed),
            (t("Closing"), clock.close_by, closed),
        ]
        marks = [_Mark(f"{words} {moment(at, now, t)}", at, done) for words, at, done in found if at is not None]
        limit = short_day(file.legal_by.astimezone().date(), now.astimezone().date())
        marks.append(_Mark(t("Legal limit {day}").format(day=limit), file.legal_by, closed))
        self._marks, self._now = sorted(marks, key=lambda mark: mark.at), None if closed else now
        self.setAccessibleName(", ".join(mark.words for mark in self._marks))
        self.update()

    def sizeHint(self) -> QSize:
        """A line with words below."""
        return QSize(240, DOT + 8 + line_height(Type.CAPTION))

    def minimumSizeHint(self) -> QSize:
        """May become narrow: words are shortened."""
        return QSize(160, self.sizeHint().height())

    def _places(self) -> list[int]:
        """Return where each mark stands; the first at the left end, the last at the right, the others evenly between."""
        room, last = self.width() - 2 * EDGE, max(1, len(self._marks) - 1)
        return [EDGE + room * place // last for place in range(len(self._marks))]

    def _place_of(self, at: datetime) -> int:
        places, marks = self._places(), self._marks
        for place in range(len(marks) - 1):
            start, end = marks[place].at, marks[place + 1].at
            if start <= at <= end:
                share = (at - start) / (end - start) if end > start else 0.0
                return places[place] + round((places[place + 1] - places[place]) * share)
        return places[0] if at < marks[0].at else places[-1]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, what has passed of it, the marks and their words."""
        if len(self._marks) < 2:
            return
        painter, tokens, places = QPainter(self), tokens_of(self), self._places()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = DOT // 2 + 2
        painter.fillRect(QRect(EDGE, y - LINE // 2, self.width() - 2 * EDGE, LINE), QColor(tokens.hairline))
        if self._now is not None:
            here = self._place_of(self._now)
            painter.fillRect(QRect(EDGE, y - LINE // 2, here - EDGE, LINE), QColor(tokens.accent))
        for mark, x in zip(self._marks, places, strict=True):
            self._paint_mark(painter, mark, x, y)
        if self._now is not None:
            painter.setPen(QPen(QColor(tokens.surface), 2))
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(QPointF(self._place_of(self._now), y), DOT / 2, DOT / 2)
        self._paint_words(painter, places)

    def _paint_mark(self, painter: QPainter, mark: _Mark, x: int, y: int) -> None:
        tokens = tokens_of(self)
        late = self._now is not None and not mark.done and mark.at < self._now
        colour = tokens.done.fg if mark.done else tokens.danger.fg if late else tokens.border
        painter.setPen(QPen(QColor(colour), 2))
        painter.setBrush(QColor(colour if mark.done else tokens.surface))
        side = QRectF(x - DOT / 2 + 1, y - DOT / 2 + 1, DOT - 2, DOT - 2)
        painter.drawRect(side) if late else painter.drawEllipse(side)

    def _paint_words(self, painter: QPainter, places: list[int]) -> None:
        tokens = tokens_of(self)
        width = (self.width() - 2 * EDGE) // max(1, len(places) - 1)
        top, height = DOT + 6, line_height(Type.CAPTION)
        for place, (mark, x) in enumerate(zip(self._marks, places, strict=True)):
            late = self._now is not None and not mark.done and mark.at < self._now
            colour = tokens.danger.fg if late else tokens.text2
            if place == 0:
                box, align = QRect(0, top, width // 2, height), LEFT
            elif place == len(places) - 1:
                box, align = QRect(self.width() - width // 2 - EDGE, top, width // 2 + EDGE, height), RIGHT
            else:
                box, align = QRect(x - width // 2, top, width, height), MIDDLE
            paint_text(painter, box, mark.words, colour, Style(Type.CAPTION, align))
