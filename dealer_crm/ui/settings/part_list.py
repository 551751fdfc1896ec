"""The list of parts at the left of the settings, with what the search box found in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.ui.theme import Type, control_height, line_height, tokens_of
from dealer_crm.ui.widgets.painting import advance, icon_side, paint_box, paint_icon, paint_ring, paint_text, shows_focus

PAD, GAP = 12, 10


class _Part(QAbstractButton):
    def __init__(self, key: str, text: str, icon: str) -> None:
        super().__init__()
        self.setText(text.replace("&", "&&"))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.key, self.words, self._icon, self.found = key, text, icon, ""
        self.setObjectName(f"settings_part_{key}")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_found(self, words: Sequence[str]) -> None:
        self.found = " · ".join(words)
        self.setAccessibleDescription(self.found)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        below = line_height(Type.CAPTION) if self.found else 0
        return QSize(PAD * 2 + icon_side() + GAP + advance(self.words, Type.STRONG) + 2, control_height() + 8 + below)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        on = self.isChecked()
        if on or self.underMouse():
            paint_box(painter, self.rect(), tokens.selection if on else tokens.alt)
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)
        high = control_height() + 8
        paint_icon(painter, self._icon, tokens.accent if on else tokens.text2, QPointF(PAD, (high - icon_side()) / 2))
        left = PAD + icon_side() + GAP
        room = self.width() - left - 6
        paint_text(painter, QRect(left, 0, room, high), self.words, tokens.text, Type.STRONG if on else Type.BODY)
        if self.found:
            paint_text(painter, QRect(left, high - 8, room, line_height(Type.CAPTION)), self.found, tokens.text2, Type.CAPTION)


class PartList(QWidget):
    """One part is chosen; arrows move."""

    chosen = Signal(str)

    def __init__(self, parts: Sequence[tuple[str, str, str]], *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._parts = [_Part(*part) for part in parts]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        for part in self._parts:
            box.addWidget(part)
            part.toggled.connect(lambda on, part=part: self._on_toggled(part, on))
        box.addStretch(1)
        self._parts[0].setChecked(True)

    def width_wanted(self) -> int:
        """Return the width that the longest part needs."""
        return max(180, *(part.sizeHint().width() for part in self._parts))

    def choose(self, key: str) -> None:
        """Choose a part; tells only when it changes."""
        had_focus = any(part.hasFocus() for part in self._parts)
        for part in self._parts:
            if part.key == key:
                part.setChecked(True)
                if had_focus:
                    part.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> str:
        """Return the key of the chosen part."""
        return next(part.key for part in self._parts if part.isChecked())

    def move(self, step: int) -> None:  # type: ignore[override]
        """Choose the next or previous part that is shown."""
        shown = [part for part in self._parts if not part.isHidden()]
        at = next((i for i, part in enumerate(shown) if part.isChecked()), -1)
        if shown:
            shown[(at + step) % len(shown)].setChecked(True)

    def show_counts(self, found: Mapping[str, Sequence[str]]) -> None:
        """Show what was found in each part, and only those parts; nothing at all shows every part."""
        for part in self._parts:
            part.set_found(found.get(part.key, ()))
            part.setVisible(not found or bool(found.get(part.key)))

    def _on_toggled(self, part: QAbstractButton, on: bool) -> None:
        if on and isinstance(part, _Part):
            self.setFocusProxy(part)
            self.chosen.emit(part.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down are the radio buttons' own; everything else is the page's."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Take the width of another text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.setFixedWidth(self.width_wanted())
