"""The field of an appointment: a day by chip or date, a time of day in words, and who goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.i18n import N_, Translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Choice, DateField, LineEdit, Segments

NO_DAY = "none"
DAYS = {"0": N_("Today"), "1": N_("Tomorrow"), "2": N_("In 2 days"), NO_DAY: N_("Not yet")}
SLOTS = (N_("Morning"), N_("Noon"), N_("Afternoon"), N_("Evening"))


class AppointmentField(QWidget):
    """Holds day and slot; without a day there is no slot."""

    changed = Signal()

    def __init__(self, t: Translator, today: Callable[[], date], *, name: str) -> None:
        super().__init__()
        self._today = today
        self.setObjectName(name)
        self.days = Segments([Choice(key, t(text)) for key, text in DAYS.items()], name=f"{name}_days", label=t("Appointment on"))
        self.day = DateField(t, today, name=f"{name}_day")
        self.day.setAccessibleName(t("Appointment on"))
        self.slots = Segments([Choice(t(text), t(text)) for text in SLOTS], name=f"{name}_slots", label=t("Time of day"))
        self.slot = LineEdit(name=f"{name}_slot", placeholder=t("or a time: 9:30"), chars=14)
        self.slot.setAccessibleName(t("Time of day"))
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self.day, 1)
        line.addWidget(self.slot, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(self.days)
        box.addWidget(self.slots)
        box.addLayout(line)
        self.setFocusProxy(self.days)
        self.days.changed.connect(self._on_chip)
        self.day.changed.connect(self._on_day)
        self.slots.changed.connect(self._on_slot)
        self.slot.textEdited.connect(self._on_time)
        self.show_appointment(None, "")

    def appointment(self) -> tuple[date | None, str]:
        """Return day and time of day."""
        day = self.day.value()
        return day, self.slot.text().strip() if day else ""

    def show_appointment(self, day: date | None, slot: str) -> None:
        """Show an appointment, without telling anybody."""
        self.day.set_value(day)
        self.slot.setText(slot)
        self._follow()

    def _follow(self) -> None:
        day = self.day.value()
        ahead = str((day - self._today()).days) if day else NO_DAY
        for row, value in ((self.days, ahead), (self.slots, self.slot.text())):
            row.blockSignals(True)
            row.set_value(value)
            row.blockSignals(False)

    def _on_chip(self, key: str) -> None:
        self.day.set_value(None if key == NO_DAY else self._today() + timedelta(days=int(key)))
        self._follow()
        self.changed.emit()

    def _on_day(self, _day: date | None) -> None:
        self._follow()
        self.changed.emit()

    def _on_slot(self, words: str) -> None:
        self.slot.setText(words)
        if self.day.value() is None:
            self.day.set_value(self._today())
        self._follow()
        self.changed.emit()

    def _on_time(self, _text: str) -> None:
        self._follow()
        self.changed.emit()
