"""A sheet of labels in small: the first free one is chosen with a click or the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Type, tokens_of
from dealer_crm.ui.widgets import set_tip
from dealer_crm.ui.widgets.painting import CENTRE, Style, paint_box, paint_ring, paint_text, shows_focus

CELL, GAP, EDGE = QSize(46, 20), 3, 5


class LabelSheet(QWidget):
    """`changed` carries the number of the first free label, counted from 1 in reading order."""

    changed = Signal(int)

    def __init__(self, t: Translator, *, name: str) -> None:
        super().__init__()
        self._t = t
        self._across, self._down, self._value = 1, 1, 1
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tell()

    def set_sheet(self, across: int, down: int) -> None:
        """Show another sheet; what was chosen stays where it can."""
        if (across, down) != (self._across, self._down):
            self._across, self._down = across, down
            self._value = min(self._value, across * down)
            self._tell()
            self.updateGeometry()
            self.update()

    def value(self) -> int:
        """Return the first free label."""
        return self._value

    def set_value(self, value: int) -> None:
        """Choose a label; tells only when it changes."""
        value = min(max(value, 1), self._across * self._down)
        if value != self._value:
            self._value = value
            self._tell()
            self.update()
            self.changed.emit(value)

    def _tell(self) -> None:
        words = self._t("First free label: {n} of {all}").format(n=self._value, all=self._across * self._down)
        self.setAccessibleName(words)
        set_tip(self, words)

    def sizeHint(self) -> QSize:
        """As many cells as the sheet has."""
        return QSize(
            2 * EDGE + self._across * (CELL.width() + GAP) - GAP,
            2 * EDGE + self._down * (CELL.height() + GAP) - GAP,
        )

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def _cell(self, number: int) -> QRect:
        row, column = divmod(number - 1, self._across)
        return QRect(EDGE + column * (CELL.width() + GAP), EDGE + row * (CELL.height() + GAP), CELL.width(), CELL.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        where = event.position().toPoint()
        number = next((n for n in range(1, self._across * self._down + 1) if self._cell(n).contains(where)), 0)
        if number:
            self.set_value(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Home and End go to the first and the last."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self._across, Qt.Key.Key_Down: self._across}
        ends = {Qt.Key.Key_Home: 1, Qt.Key.Key_End: self._across * self._down}
        key = Qt.Key(event.key())
        if key in steps:
            wanted = self._value + steps[key]
            if 1 <= wanted <= self._across * self._down:
                self.set_value(wanted)
        elif key in ends:
            self.set_value(ends[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint used labels grey, the first free one strong."""
        tokens, painter = tokens_of(self), QPainter(self)
        paint_box(painter, self.rect(), tokens.surface, tokens.hairline)
        for number in range(1, self._across * self._down + 1):
            cell, first = self._cell(number), number == self._value
            ground = tokens.selection if first else tokens.alt if number < self._value else tokens.surface
            paint_box(painter, cell, ground, tokens.accent if first else tokens.hairline)
            ink = tokens.disabled if number < self._value else tokens.text
            paint_text(painter, cell, str(number), ink, Style(Type.CAPTION, CENTRE))
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)
