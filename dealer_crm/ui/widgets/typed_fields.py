"""Fields that know what is typed into them: phones, dates, numbers with a unit."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import control_height
from dealer_crm.ui.widgets.buttons import IconButton
from dealer_crm.ui.widgets.date_text import read_date
from dealer_crm.ui.widgets.inputs import LineEdit, mark_wrong
from dealer_crm.ui.widgets.month_grid import MonthGrid


class PhoneEdit(LineEdit):
    """A phone number: grouped when one leaves, never refused; unusual ones get a sentence."""

    doubtful = Signal(str)

    def __init__(self, t: Translator, *, name: str) -> None:
        super().__init__(name=name, chars=20)
        self._t = t

    def value(self) -> str:
        """Return the number as it is stored; "" when there are no digits."""
        return phones.digits(self.text())

    def set_value(self, number: str) -> None:
        """Show a stored number."""
        self.setText(phones.shown(number))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Group the digits and say when they look unusual."""
        super().focusOutEvent(event)
        number = self.value()
        if number and phones.shown(number) != self.text():
            self.setText(phones.shown(number))
        odd = bool(self.text().strip()) and (not number or phones.kind(number) is phones.PhoneKind.UNUSUAL)
        self.doubtful.emit(self._t("This number looks unusual; it is kept as typed.") if odd else "")


class DateField(QWidget):
    """A date typed the short way or picked from a month."""

    changed = Signal(object)

    def __init__(self, t: Translator, today: Callable[[], date], *, name: str) -> None:
        super().__init__()
        self._t, self._today = t, today
        self._value: date | None = None
        self.setObjectName(name)
        self.edit = LineEdit(name=f"{name}_text", placeholder=t("+3, 1125, Fri"), chars=14)
        self.button = IconButton("calendar-days", t("Pick a date"), name=f"{name}_pick", key="Alt+↓")
        self.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.edit)
        box.addWidget(self.button)
        box.addStretch(1)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit.textEdited.connect(lambda _text: self._take())
        self.edit.editingFinished.connect(self._tidy)
        self.edit.installEventFilter(self)
        self.button.clicked.connect(self.open_month)

    def value(self) -> date | None:
        """Return the date, or None when empty or not readable."""
        return self._value

    def text(self) -> str:
        """Return what stands in the field."""
        return self.edit.text()

    def is_valid(self) -> bool:
        """Tell whether the field is empty or holds a date."""
        return not self.edit.text().strip() or self._value is not None

    def set_value(self, value: date | None) -> None:
        """Show a date, without telling anybody."""
        self._value = value
        self.edit.setText(value.isoformat() if value else "")
        self._show_weekday()

    def held(self) -> str:
        """Return what is typed, also where it is no date yet."""
        return self.edit.text()

    def hold(self, content: object) -> None:
        """Show what was typed."""
        self.edit.setText(str(content))
        self._take()

    def _take(self) -> None:
        value = read_date(self.edit.text(), self._today())
        if value != self._value:
            self._value = value
            self._show_weekday()
            self.changed.emit(value)

    def _tidy(self) -> None:
        mark_wrong(self.edit, not self.is_valid())
        if self._value and self.edit.text() != self._value.isoformat():
            self.edit.setText(self._value.isoformat())

    def _show_weekday(self) -> None:
        t = self._t
        names = [t("Mon"), t("Tue"), t("Wed"), t("Thu"), t("Fri"), t("Sat"), t("Sun")]
        self.edit.set_hint(names[self._value.weekday()] if self._value else "")

    def _step(self, days: int) -> None:
        self.set_value((self._value or self._today()) + timedelta(days=days))
        self.changed.emit(self._value)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Up and Down move by a day; Alt+Down opens the month."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if event.key() == Qt.Key.Key_Down and alt:
                self.open_month()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(1 if event.key() == Qt.Key.Key_Up else -1)
                return True
        return False

    def open_month(self) -> None:
        """Show a month under the field; a dialog, because a popup would keep input methods out."""
        dialog = QDialog(self, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        dialog.setObjectName(f"{self.objectName()}_month")
        dialog.setWindowTitle(self._t("Pick a date"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(True)
        grid = MonthGrid(self._t, self._today, self._value)
        box = QVBoxLayout(dialog)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(grid)
        grid.picked.connect(dialog.accept)
        grid.picked.connect(self._on_picked)
        dialog.adjustSize()
        dialog.move(_within_window(self, dialog.sizeHint()))
        dialog.open()
        grid.setFocus()

    def _on_picked(self, day: date) -> None:
        self.set_value(day)
        self.changed.emit(day)
        self.edit.setFocus()


def _within_window(field: QWidget, size: QSize) -> QPoint:
    """Return where a small dialog under `field` stays inside its window."""
    window = field.window()
    below = field.mapTo(window, QPoint(0, field.height() + 2))
    x = max(0, min(below.x(), window.width() - size.width()))
    y = below.y() if below.y() + size.height() <= window.height() else max(0, window.height() - size.height())
    return window.mapToGlobal(QPoint(x, y))


class NumberField(LineEdit):
    """A decimal number, kept as a whole number of its smallest unit."""

    changed = Signal(object)

    def __init__(self, *, name: str, decimals: int, unit: str = "") -> None:
        super().__init__(name=name, hint=unit, chars=10)
        self._decimals = decimals
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(lambda _text: self.changed.emit(self.value()))
        self.editingFinished.connect(self._tidy)

    def value(self) -> int | None:
        """Return the number in 10^-decimals, or None when empty or not a number."""
        return read_number(self.text(), self._decimals)

    def is_valid(self) -> bool:
        """Tell whether the field is empty or holds a number."""
        return not self.text().strip() or self.value() is not None

    def set_value(self, value: int | None) -> None:
        """Show a number."""
        self.setText("" if value is None else number_text(value, self._decimals))

    def _tidy(self) -> None:
        mark_wrong(self, not self.is_valid())
        if (value := self.value()) is not None:
            self.set_value(value)

    def minimumSizeHint(self) -> QSize:
        """Room for a few digits."""
        return QSize(80, control_height())


def read_number(text: str, decimals: int) -> int | None:
    """Return what a text says in 10^-decimals: '1,234.5', '¥12', full-width digits too; None when it is no such number."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").lstrip("¥")
    whole, _dot, part = plain.partition(".")
    sign = -1 if whole.startswith("-") else 1
    whole = whole.removeprefix("-")
    digits = whole + part
    if not digits.isascii() or not digits.isdecimal() or len(part) > decimals or len(whole) > 12:
        return None
    return sign * int((whole or "0") + part.ljust(decimals, "0"))


def number_text(value: int, decimals: int) -> str:
    """Return 1234500 with 3 decimals as "1,234.5"; money (2) always shows both."""
    whole, part = divmod(abs(value), 10**decimals)
    tail = f"{part:0{decimals}d}" if decimals else ""
    tail = tail if decimals == 2 else tail.rstrip("0")
    return ("-" if value < 0 else "") + f"{whole:,}" + (f".{tail}" if tail else "")


class AreaField(NumberField):
    """Square metres, kept in thousandths."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name, decimals=3, unit="㎡")


class MoneyField(NumberField):
    """Yuan, kept in fen."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name, decimals=2, unit="¥")
