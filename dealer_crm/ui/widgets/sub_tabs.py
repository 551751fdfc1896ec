"""Tabs inside a page, with counts; the wheel does not turn them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar

from dealer_crm.ui.theme import Type, line_height, tokens_of
from dealer_crm.ui.widgets.painting import CENTRE, LEFT, Style, advance, paint_ring, paint_text, shows_focus

ROOMY, TIGHT = 12, 6


class SubTabs(QTabBar):
    """A line of words, the chosen one underlined."""

    changed = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], *, name: str) -> None:
        super().__init__()
        self._keys = [key for key, _ in tabs]
        self._texts = [text for _, text in tabs]
        self._counts: dict[str, int] = {}
        self._pad = ROOMY
        self.setObjectName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for text in self._texts:
            self.addTab(text.replace("&", "&&"))
        self.currentChanged.connect(lambda index: self.changed.emit(self._keys[index]))

    def value(self) -> str:
        """Return the key of the chosen tab."""
        return self._keys[self.currentIndex()]

    def set_value(self, key: str) -> None:
        """Choose a tab."""
        self.setCurrentIndex(self._keys.index(key))

    def set_count(self, key: str, count: int) -> None:
        """Show a number behind the words; zero shows none."""
        self._counts[key] = count
        index = self._keys.index(key)
        self.setTabText(index, self._texts[index].replace("&", "&&") + (f" {count}" if count else ""))

    def tabSizeHint(self, index: int) -> QSize:
        """Words, count, and room around them."""
        count = self._counts.get(self._keys[index], 0) if index < len(self._keys) else 0
        width = advance(self._texts[index], Type.STRONG) + 2 * self._pad
        width += advance(str(count), Type.CAPTION) + 6 if count else 0
        return QSize(width, line_height() + 14)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Never cut a tab; scroll instead."""
        return self.tabSizeHint(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the words together where there is little room."""
        super().resizeEvent(event)
        room, here = sum(self.tabSizeHint(i).width() + 2 * (ROOMY - self._pad) for i in range(self.count())), self.width()
        pad = ROOMY if room <= here else TIGHT
        if pad != self._pad:
            self._pad = pad
            self.setIconSize(QSize(pad, pad))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint words, counts, and the line under the chosen tab."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        for i, text in enumerate(self._texts):
            rect = self.tabRect(i)
            on = i == self.currentIndex()
            kind = Type.STRONG if on else Type.BODY
            count = self._counts.get(self._keys[i], 0)
            words = QRect(rect.x() + self._pad, rect.y(), advance(text, kind) + 1, rect.height())
            paint_text(painter, words, text, tokens.accent if on else tokens.text, Style(kind, CENTRE if not count else LEFT))
            if count:
                paint_text(painter, QRect(words.right() + 6, rect.y(), 60, rect.height()), str(count), tokens.text2, Type.CAPTION)
            if on:
                painter.fillRect(QRect(rect.x() + 4, rect.bottom() - 1, rect.width() - 8, 2), QColor(tokens.accent))
                if shows_focus(self):
                    paint_ring(painter, rect.adjusted(2, 2, -2, -3), tokens.accent, 2)
