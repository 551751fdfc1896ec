"""Cards with a number that filter the list below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from dealer_crm.ui.theme import RADIUS_CARD, Space, Tone, Type, line_height, tokens_of
from dealer_crm.ui.widgets.painting import advance, paint_box, paint_ring, paint_text, shows_focus
from dealer_crm.ui.widgets.text import set_tip

LOW_BELOW = 960


@dataclass(frozen=True)
class StatCard:
    """What a card says; an amount comes as words, and `rounded` where there is little room."""

    key: str
    number: int | str
    title: str
    detail: str = ""
    tone: Tone | None = None
    short: str = ""
    rounded: str = ""

    def titles(self) -> tuple[str, str]:
        """Return the title, and what is left of it where there is little room."""
        return self.title, self.short or self.title


class _Card(QRadioButton):
    def __init__(self, card: StatCard, name: str) -> None:
        super().__init__()
        self.low = self.brief = self.stacked = False
        self.setObjectName(f"{name}_{card.key}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_card(card)

    def show_card(self, card: StatCard) -> None:
        self.card = card
        self.setAccessibleName(f"{card.title} {card.number}")
        self.setAccessibleDescription(card.detail)
        set_tip(self, f"{card.title} {card.number}")
        self.updateGeometry()
        self.update()

    def hitButton(self, pos: object) -> bool:  # noqa: N802 - Qt's name
        return True

    def sizeHint(self) -> QSize:
        two_lines = line_height() + line_height(Type.CAPTION) + 8
        if self.stacked:
            return QSize(self.wanted_stacked(), two_lines)
        return QSize(self.wanted_low(brief=self.brief) if self.low else 80, line_height() + 16 if self.low else max(48, two_lines))

    def wanted(self) -> int:
        """Return the width that number, title and detail need on two lines."""
        number = advance(str(self.card.number), Type.NUMBER) + 1
        words = max(advance(self.card.title, Type.STRONG), advance(self.card.detail, Type.CAPTION))
        return max(50, 12 + number + 12) + words + 6

    def wanted_low(self, *, brief: bool) -> int:
        """Return the width that number and title need on one line."""
        return 8 + advance(self.number(brief=brief), Type.SECTION) + 7 + advance(self.card.titles()[brief], Type.CAPTION) + 6

    def wanted_stacked(self) -> int:
        """Return the width of the number with the title below it."""
        return 16 + max(advance(self.number(brief=True), Type.SECTION), advance(self.card.titles()[True], Type.CAPTION))

    def number(self, *, brief: bool) -> str:
        """Return the number as there is room for it."""
        return self.card.rounded if brief and self.card.rounded else str(self.card.number)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        on = self.isChecked()
        if on or shows_focus(self):
            paint_box(painter, self.rect(), tokens.selection if on else tokens.surface, radius=RADIUS_CARD)
            paint_ring(painter, self.rect(), tokens.accent, 2, RADIUS_CARD)
        else:
            paint_box(painter, self.rect(), tokens.alt if self.underMouse() else tokens.surface, tokens.hairline, radius=RADIUS_CARD)
        number = self.number(brief=self.low and self.brief)
        size = Type.SECTION if self.low else Type.NUMBER
        left = 8 if self.low else 12
        width = advance(number, size) + 1
        colour = tokens.tone(self.card.tone).fg if self.card.tone and self.card.number else tokens.text
        if self.stacked:
            self._paint_stacked(painter, number, colour)
            return
        paint_text(painter, QRect(left, 0, width, self.height()), number, colour, size)
        left = left + width + 6 if self.low else max(50, left + width + 12)
        room = self.width() - left - 4
        kind = Type.STRONG if on else Type.BODY
        if self.low or not self.card.detail:
            title = self.card.titles()[self.brief]
            paint_text(painter, QRect(left, 0, room, self.height()), title, tokens.text, Type.CAPTION if self.low else kind)
            return
        top = (self.height() - line_height() - line_height(Type.CAPTION)) // 2
        paint_text(painter, QRect(left, top, room, line_height()), self.card.title, tokens.text, kind)
        below = QRect(left, top + line_height() - 1, room, line_height(Type.CAPTION))
        paint_text(painter, below, self.card.detail, tokens.text2, Type.CAPTION)

    def _paint_stacked(self, painter: QPainter, number: str, colour: str) -> None:
        room, high = self.width() - 12, line_height()
        top = (self.height() - high - line_height(Type.CAPTION)) // 2
        paint_text(painter, QRect(8, top, room, high), number, colour, Type.SECTION)
        below = QRect(8, top + high, room, line_height(Type.CAPTION))
        paint_text(painter, below, self.card.titles()[True], tokens_of(self).text, Type.CAPTION)


class StatCards(QWidget):
    """One card is chosen; arrows move. `changed` carries its key."""

    changed = Signal(str)

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cards: list[_Card] = []
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Space.S)

    def set_cards(self, cards: Sequence[StatCard]) -> None:
        """Show these; the same keys in the same order keep their widgets, the focus and the choice."""
        if [card.key for card in cards] == [widget.card.key for widget in self._cards]:
            for widget, card in zip(self._cards, cards, strict=True):
                widget.show_card(card)
            self._fit()
            return
        for old in self._cards:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards = [_Card(card, self.objectName()) for card in cards]
        for widget in self._cards:
            self._box.addWidget(widget, 1)
            widget.toggled.connect(lambda on, widget=widget: self.changed.emit(widget.card.key) if on else None)
        self._fit()

    def value(self) -> str:
        """Return the key of the chosen card, or ""."""
        return next((widget.card.key for widget in self._cards if widget.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Choose a card."""
        for widget in self._cards:
            if widget.card.key == key:
                widget.setChecked(True)
                self.setFocusProxy(widget)

    def words(self) -> list[str]:
        """Return the titles as they are painted."""
        return [widget.card.titles()[widget.brief] for widget in self._cards]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one line where the window is small."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        each = self.width() // max(1, len(self._cards)) - Space.S
        low = self.width() < LOW_BELOW or any(widget.wanted() > each for widget in self._cards)
        room = self.width() - Space.S * max(0, len(self._cards) - 1)
        brief = low and sum(widget.wanted_low(brief=False) for widget in self._cards) > room
        stacked = brief and sum(widget.wanted_low(brief=True) for widget in self._cards) > room
        for place, widget in enumerate(self._cards):
            wanted = widget.wanted_stacked() if stacked else widget.wanted_low(brief=brief) if low else 1
            self._box.setStretch(place, wanted)
            if (widget.low, widget.brief, widget.stacked) != (low, brief, stacked):
                widget.low, widget.brief, widget.stacked = low, brief, stacked
                widget.updateGeometry()
                widget.update()
