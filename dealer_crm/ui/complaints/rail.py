"""The rail of the eight steps: what is done, by whom, and where one is; any step may be chosen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dealer_crm.domain.complaints import Step8
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile, StepDone
from dealer_crm.ui.complaints.phrases import step_short
from dealer_crm.ui.desk.phrases import clock_time, short_day
from dealer_crm.ui.theme import Type, line_height, tokens_of
from dealer_crm.ui.widgets.painting import CENTRE, Style, advance, paint_box, paint_icon, paint_ring, paint_text, shows_focus
from dealer_crm.ui.widgets.text import set_tip
from dealer_crm.words.complaints import step_words

CIRCLE, PAD, GAP = 26, 10, 10
TALL, LOW = 46, 30
NARROWEST, WIDEST = 176, 216


class _Step(QAbstractButton):
    """One step: a circle with its number or a tick, its name, and when it was done."""

    def __init__(self, step: Step8, t: Translator) -> None:
        super().__init__()
        self.step = step
        self._t = t
        self.detail = ""
        self.done = self.current = self.across = False
        self.setObjectName(f"rail_{int(step)}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, done: StepDone | None, current: bool, words: str) -> None:
        """Show whether it is done, and whether one is at it."""
        self.done, self.current, self.detail = done is not None, current, words
        state = words if done else self._t("open")
        self.setAccessibleName(f"{int(self.step)} {step_words(self.step, self._t)}: {state}")
        said = f"\n{words}: {done.words}" if done and done.words else f"\n{words}" if done else ""
        set_tip(self, step_words(self.step, self._t) + said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, line, circle and words."""
        painter, tokens = QPainter(self), tokens_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.current and not self.across:
            painter.fillRect(self.rect(), QColor(tokens.selection))
            painter.fillRect(QRect(0, 0, 3, self.height()), QColor(tokens.accent))
        circle = QRect(PAD if not self.across else 2, (self.height() - CIRCLE) // 2, CIRCLE, CIRCLE)
        self._paint_line(painter, circle)
        self._paint_circle(painter, circle)
        self._paint_words(painter, circle.right() + GAP)
        if shows_focus(self):
            paint_ring(painter, self.rect().adjusted(1, 1, -1, -1), tokens.accent)

    def _paint_line(self, painter: QPainter, circle: QRect) -> None:
        tokens = tokens_of(self)
        painter.setPen(QPen(QColor(tokens.done.fg if self.done else tokens.hairline), 2))
        if not self.across:
            x = circle.center().x()
            if self.step is not Step8.THANK:
                painter.drawLine(x, 0, x, circle.top())
            if self.step is not Step8.PREVENT:
                painter.drawLine(x, circle.bottom() + 1, x, self.height())

    def _paint_circle(self, painter: QPainter, circle: QRect) -> None:
        tokens = tokens_of(self)
        colour = tokens.accent if self.current else tokens.border
        if self.done:
            paint_box(painter, circle, tokens.done.fg, radius=CIRCLE / 2)
            paint_icon(painter, "check", tokens.surface, QPointF(circle.x() + 5, circle.y() + 5), 16)
            if self.current:
                painter.setPen(QPen(QColor(tokens.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QRectF(circle).adjusted(-2, -2, 2, 2))
            return
        painter.setPen(QPen(QColor(colour), 2 if self.current else 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(QRectF(circle).adjusted(1, 1, -1, -1))
        paint_text(painter, circle, str(int(self.step)), tokens.accent if self.current else tokens.text, Style(Type.STRONG, CENTRE))

    def _paint_words(self, painter: QPainter, x: int) -> None:
        tokens = tokens_of(self)
        kind = Type.STRONG if self.current else Type.BODY
        width = self.width() - x - 2
        if self.across:
            if max(advance(step_short(step, self._t), Type.STRONG) for step in Step8) <= width + 4:
                paint_text(painter, QRect(x - 4, 0, width + 4, self.height()), step_short(self.step, self._t), tokens.text, kind)
            return
        first, second = line_height(kind), line_height(Type.CAPTION)
        both = self.detail and self.height() >= first + second
        top = (self.height() - first - (second if both else 0)) // 2
        paint_text(painter, QRect(x, top, width, first), step_words(self.step, self._t), tokens.text, kind)
        if both:
            paint_text(painter, QRect(x, top + first, width, second), self.detail, tokens.text2, Type.CAPTION)


class StepRail(QWidget):
    """Eight steps below each other, or side by side where the window is low; `chosen` carries the step."""

    chosen = Signal(object)

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self._across = False
        self.setObjectName("step_rail")
        self.steps = [_Step(step, t) for step in Step8]
        for one in self.steps:
            one.setParent(self)
            one.clicked.connect(lambda _on=False, step=one.step: self.chosen.emit(step))
        self.set_across(False)

    def set_across(self, across: bool) -> None:
        """Lay the steps side by side, or below each other."""
        self._across = across
        for one in self.steps:
            one.across = across
        fixed, grow = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(grow if across else fixed, fixed if across else grow)
        self.updateGeometry()
        self._place()

    def show_file(self, file: ComplaintFile, current: Step8, now: datetime) -> None:
        """Show what is done."""
        for one in self.steps:
            done = file.done(one.step)
            one.show_state(done, one.step is current, self._detail(one.step, done, now))

    def _detail(self, step: Step8, done: StepDone | None, now: datetime) -> str:
        if done is not None:
            day = done.at.astimezone().date()
            when = clock_time(done.at) if day == now.astimezone().date() else short_day(day, now.astimezone().date())
            return f"{when} {done.staff}".strip()
        hints = {Step8.CONFIRM: self._t("needed to close"), Step8.PREVENT: self._t("measure, person, date")}
        return hints.get(step, "")

    def sizeHint(self) -> QSize:
        """Eight rows, or one line."""
        return QSize(8 * 90, CIRCLE + 10) if self._across else QSize(self._width(), 8 * TALL)

    def minimumSizeHint(self) -> QSize:
        """May become lower."""
        return QSize(8 * 40, CIRCLE + 10) if self._across else QSize(self._width(), 8 * LOW)

    def _width(self) -> int:
        widest = max(advance(step_words(step, self._t), Type.STRONG) for step in Step8)
        return min(max(widest + PAD + CIRCLE + GAP + 4, NARROWEST), WIDEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the steps."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        height = min(max(self.height() // 8, LOW), TALL)
        for place, one in enumerate(self.steps):
            if self._across:
                room = self.width() - PAD
                left, right = PAD + room * place // 8, PAD + room * (place + 1) // 8
                one.setGeometry(left, 0, right - left, self.height())
            else:
                one.setGeometry(0, place * height, self.width(), height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from step to step."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        at = next((place for place, one in enumerate(self.steps) if one.hasFocus()), -1)
        wanted = at + moves.get(Qt.Key(event.key()), 0)
        if event.key() in moves and at >= 0 and 0 <= wanted < len(self.steps):
            self.steps[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
