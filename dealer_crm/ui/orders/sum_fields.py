"""Fields of sums: a discount as an amount or a percentage, and what is rounded off by one key."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from dealer_crm.domain.discounts import next_rounding, percent_off
from dealer_crm.ui.widgets import MoneyField, set_tip
from dealer_crm.ui.widgets.typed_fields import read_number


class DiscountField(MoneyField):
    """Takes "500" or "5%" of what it goes off; more than 100 % is no value."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self._base = 0

    def set_base(self, amount: int) -> None:
        """Say what a percentage is of, in 分."""
        self._base = amount

    def value(self) -> int | None:
        """Return the discount in 分, None when empty or no value."""
        text = unicodedata.normalize("NFKC", self.text()).strip()
        if not text.endswith("%"):
            return super().value()
        share = read_number(text[:-1], 2)
        return None if share is None else percent_off(self._base, share)


class RoundingField(MoneyField):
    """Down rounds to whole 10 元, then to whole 100 元, then not at all; Up goes back."""

    def __init__(self, *, name: str, tip: str) -> None:
        super().__init__(name=name)
        self._price = 0
        set_tip(self, tip)
        self.setAccessibleDescription(tip)
        self.set_hint("↓ ¥")

    def set_base(self, price: int) -> None:
        """Say what the price is before it is rounded, in 分."""
        self._price = price

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Round by a key."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self.set_value(next_rounding(self._price, self.value() or 0, step) or None)
        self.textEdited.emit(self.text())
