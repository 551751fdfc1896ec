"""The steps of a longer task, with the present one marked: done ones carry a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Tokens, Type, line_height, tokens_of
from dealer_crm.ui.widgets.painting import CENTRE, Style, advance, icon_side, paint_box, paint_icon, paint_text

GAP, LINE = 8, 32


class StepBar(QWidget):
    """Numbered circles joined by lines; where it is narrow only the present step is named."""

    def __init__(self, t: Translator, steps: Sequence[str], *, name: str) -> None:
        super().__init__()
        self._t, self._steps, self._at = t, tuple(steps), 0
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_step(0)

    def set_step(self, at: int) -> None:
        """Mark a step as the present one."""
        self._at = at
        said = self._t("Step {n} of {total}: {name}")
        self.setAccessibleName(said.format(n=at + 1, total=len(self._steps), name=self._steps[at]))
        self.update()

    def _circle(self) -> int:
        return line_height() + 6

    def _width(self, named: bool) -> int:
        words = [advance(step, Type.STRONG) for i, step in enumerate(self._steps) if named or i == self._at]
        return sum(words) + len(words) * GAP + len(self._steps) * self._circle() + (len(self._steps) - 1) * self._line(named)

    def _line(self, named: bool) -> int:
        return LINE + 2 * GAP if named else 2 * GAP

    def sizeHint(self) -> QSize:
        """All steps named."""
        return QSize(self._width(named=True), self._circle())

    def minimumSizeHint(self) -> QSize:
        """Only the present one named."""
        return QSize(self._width(named=False), self._circle())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint circle, name and line of each step."""
        tokens, painter = tokens_of(self), QPainter(self)
        named = self.width() >= self._width(named=True)
        side = self._circle()
        x = 0
        for i, step in enumerate(self._steps):
            self._paint_circle(painter, QRect(x, 0, side, side), i, tokens)
            x += side
            if named or i == self._at:
                kind = Type.STRONG if i == self._at else Type.BODY
                paint_text(painter, QRect(x + GAP, 0, advance(step, kind) + 1, side), step, tokens.text, kind)
                x += GAP + advance(step, Type.STRONG)
            if i + 1 < len(self._steps):
                room = self._line(named)
                colour = tokens.done.fg if i < self._at else tokens.border
                painter.fillRect(QRect(x + GAP // 2, side // 2 - 1, room - GAP, 2 if i < self._at else 1), QColor(colour))
                x += room

    def _paint_circle(self, painter: QPainter, box: QRect, step: int, tokens: Tokens) -> None:
        if step < self._at:
            paint_box(painter, box, tokens.done.fg, radius=box.width() / 2)
            side = icon_side()
            offset = (box.width() - side) / 2
            paint_icon(painter, "check", tokens.surface, QPointF(box.x() + offset, box.y() + offset), side)
            return
        on = step == self._at
        paint_box(painter, box, tokens.accent if on else None, None if on else tokens.border, radius=box.width() / 2)
        paint_text(painter, box, str(step + 1), tokens.on_accent if on else tokens.text2, Style(Type.STRONG, CENTRE))
