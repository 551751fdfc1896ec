"""A simple bar chart: one line a bar, its name, its value in words; a bar can be chosen by key or click."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.ui.theme import RADIUS_CONTROL, Type, line_height, tokens_of
from dealer_crm.ui.widgets.painting import RIGHT, Style, advance, paint_box, paint_ring, paint_text, shows_focus

PAD, BAR = 8, 8


@dataclass(frozen=True)
class Bar:
    """One bar: `value` sets its length, `words` are what stands at its end, `detail` what it is made of."""

    key: Hashable
    label: str
    value: int
    words: str
    detail: str = ""


class _Line(QRadioButton):
    def __init__(self, bar: Bar, longest: int) -> None:
        super().__init__()
        self.bar, self._longest = bar, longest
        self.setAutoExclusive(False)
        self.setAccessibleName(f"{bar.label} {bar.words}")
        self.setAccessibleDescription(bar.detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        lines = line_height() + (line_height(Type.CAPTION) if self.bar.detail else 0)
        return QSize(160, lines + BAR + 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def hitButton(self, pos: object) -> bool:  # noqa: N802 - Qt's name
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        if self.isChecked() or self.underMouse():
            paint_box(painter, self.rect(), tokens.selection if self.isChecked() else tokens.alt, radius=RADIUS_CONTROL)
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)
        kind = Type.STRONG if self.isChecked() else Type.BODY
        inner = self.rect().adjusted(PAD, 4, -PAD, -4)
        end = advance(self.bar.words, Type.STRONG) + 8
        top = QRect(inner.x(), inner.y(), inner.width(), line_height())
        paint_text(painter, top.adjusted(0, 0, -end, 0), self.bar.label, tokens.text, kind)
        paint_text(painter, top, self.bar.words, tokens.text, Style(Type.STRONG, RIGHT))
        y = top.bottom() + 3
        length = round(inner.width() * max(self.bar.value, 0) / self._longest) if self._longest else 0
        paint_box(painter, QRect(inner.x(), y, inner.width(), BAR), tokens.alt if not self.isChecked() else tokens.surface, radius=2)
        if length:
            paint_box(painter, QRect(inner.x(), y, max(length, 3), BAR), tokens.charts[0], radius=2)
        below = QRect(inner.x(), y + BAR + 2, inner.width(), line_height(Type.CAPTION))
        paint_text(painter, below, self.bar.detail, tokens.text2, Type.CAPTION)


class BarChart(QWidget):
    """Bars below each other; `chosen` carries the key of the chosen one, or None when it is chosen away again."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._lines: list[_Line] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self._box.addStretch(1)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars; the chosen one stays chosen if it is still there."""
        kept = self.value()
        for old in self._lines:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        longest = max((bar.value for bar in bars), default=0)
        self._lines = [_Line(bar, longest) for bar in bars]
        for number, line in enumerate(self._lines):
            line.setObjectName(f"{self.objectName()}_{number}")
            self._box.insertWidget(number, line)
            line.setChecked(line.bar.key == kept)
            line.clicked.connect(lambda on, line=line: self._on_clicked(line, on))

    def lines(self) -> Sequence[QRadioButton]:
        """Return the bars in order."""
        return tuple(self._lines)

    def value(self) -> Hashable | None:
        """Return the key of the chosen bar."""
        return next((line.bar.key for line in self._lines if line.isChecked()), None)

    def clear_choice(self) -> None:
        """Choose none; tells nobody."""
        for line in self._lines:
            line.setChecked(False)

    def _on_clicked(self, clicked: _Line, on: bool) -> None:
        for line in self._lines:
            line.setChecked(on and line is clicked)
        self.chosen.emit(self.value())
