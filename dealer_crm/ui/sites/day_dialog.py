"""Of which day something is printed: today stands there, tomorrow is one key away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import Choice, DateField, Dialog, FormGrid, Role, Segments

WIDTH = 460


class DispatchDayDialog(Dialog):
    """`picked` carries the day. What is typed here is quickly typed again, so no draft is kept."""

    picked = Signal(object)

    def __init__(self, t: Translator, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(t, t("Dispatch sheets of a day"), parent, name="dispatch_day", width=WIDTH)
        self.form = form = FormGrid(t, name="dispatch_day_form")
        self.day = form.add("day", t("Day"), DateField(t, today, name="dispatch_day_field"))
        days = [Choice(today(), t("Today")), Choice(today() + timedelta(days=1), t("Tomorrow"))]
        self.near = form.add("near", t("Soon"), Segments(days, name="dispatch_day_near"))
        self.box.addWidget(form)
        self.button = self.add_button(t("Go on"), role=Role.PRIMARY, key="Enter", name="dispatch_day_go", icon="printer")
        self.button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="dispatch_day_cancel").clicked.connect(self.reject)
        form.set_last(self.button)
        self.near.changed.connect(self.day.set_value)
        self.day.changed.connect(self._on_day)
        self.day.set_value(today())
        self._on_day(today())
        self.finished.connect(self.deleteLater)

    def _on_day(self, day: date | None) -> None:
        self.near.set_value(day)
        self.button.setEnabled(day is not None)

    def accept(self) -> None:
        """Go on with the day; without one it stays."""
        day = self.day.value()
        if day is not None:
            super().accept()
            self.picked.emit(day)
