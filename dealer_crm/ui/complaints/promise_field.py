"""By when the customer has an answer: two hours, this evening, tomorrow noon, or a time of one's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.phrases import clock_time
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Choice, DateField, Ink, Label, LineEdit, Segments
from dealer_crm.words.moments import moment

EVENING, NOON = 18, 12
_TIME = re.compile(r"\s*(\d{1,2})(?:[:：.]?(\d{2}))?\s*")


class PromiseChip(StrEnum):
    """The quick choices."""

    TWO_HOURS = "two_hours"
    EVENING = "evening"
    NOON = "noon"
    OTHER = "other"


def read_time(text: str) -> timedelta | None:
    """Read 9, 18:30, 1830 as the time since midnight; None when it is no time."""
    found = _TIME.fullmatch(text)
    hours, minutes = (int(found.group(1)), int(found.group(2) or 0)) if found else (24, 0)
    return timedelta(hours=hours, minutes=minutes) if hours < 24 and minutes < 60 else None


class PromiseField(QWidget):
    """Holds an instant, or None."""

    changed = Signal(object)

    def __init__(self, t: Translator, now: Callable[[], datetime], *, name: str) -> None:
        super().__init__()
        self._t, self._now = t, now
        self._value: datetime | None = None
        self.setObjectName(name)
        words = {
            PromiseChip.TWO_HOURS: t("2 hours"),
            PromiseChip.EVENING: t("18:00"),
            PromiseChip.NOON: t("Tomorrow 12:00"),
            PromiseChip.OTHER: t("Other time"),
        }
        self.chips = Segments([Choice(chip, text) for chip, text in words.items()], name=f"{name}_chip")
        self.day = DateField(t, lambda: local_day(now()), name=f"{name}_day")
        self.time = LineEdit(name=f"{name}_time", placeholder="18:00", chars=6)
        self.time.setAccessibleName(t("Time"))
        self._shown = Label("", Type.CAPTION, tone=Ink.TEXT2, name=f"{name}_shown")
        self._other = QWidget()
        line = QHBoxLayout(self._other)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        line.addWidget(self.day)
        line.addWidget(self.time)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(self.chips)
        box.addWidget(self._other)
        box.addWidget(self._shown)
        self.setFocusProxy(self.chips)
        self.chips.changed.connect(self._on_chip)
        self.day.changed.connect(lambda _day: self._take_typed())
        self.time.textEdited.connect(lambda _text: self._take_typed())
        self._settling = False
        self.set_value(None)

    def value(self) -> datetime | None:
        """Return the instant, aware UTC."""
        return self._value

    def set_value(self, value: datetime | None) -> None:
        """Show an instant: as a chip where one stands for it, else as day and time."""
        self._settling = True
        self._value = value
        chip = next((chip for chip in (PromiseChip.EVENING, PromiseChip.NOON) if value and self._instant(chip) == value), None)
        self.chips.set_value(chip or (PromiseChip.OTHER if value else None))
        self.day.set_value(local_day(value) if value else None)
        self.time.setText(clock_time(value) if value else "")
        self._settling = False
        self._show()

    def _instant(self, chip: PromiseChip) -> datetime | None:
        now = self._now()
        today = local_day(now)
        match chip:
            case PromiseChip.TWO_HOURS:
                return (now + timedelta(hours=2)).replace(second=0, microsecond=0)
            case PromiseChip.EVENING:
                evening = day_start(today) + timedelta(hours=EVENING)
                return evening if evening > now else evening + timedelta(days=1)
            case PromiseChip.NOON:
                return day_start(today) + timedelta(days=1, hours=NOON)
            case _:
                return None

    def _on_chip(self, chip: PromiseChip) -> None:
        if self._settling:
            return
        if chip is PromiseChip.OTHER:
            self._show()
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._value = self._instant(chip)
        self._show()
        self.changed.emit(self._value)

    def _take_typed(self) -> None:
        day, time = self.day.value(), read_time(self.time.text())
        self._value = day_start(day) + time if day and time is not None else None
        self._show()
        self.changed.emit(self._value)

    def _show(self) -> None:
        self._other.setVisible(self.chips.value() is PromiseChip.OTHER)
        words = (
            self._t("The customer hears from us by {when}.").format(when=moment(self._value, self._now(), self._t)) if self._value else ""
        )
        self._shown.setText(words)
        self._shown.setVisible(bool(words))
