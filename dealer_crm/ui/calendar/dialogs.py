"""What is asked before items are spread over days, or given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import DateField, Dialog, FormGrid, Ink, Label, LineEdit, Role
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.choosing import SpinBox

USUAL_A_DAY, MOST_A_DAY = 8, 99


class SpreadDialog(Dialog):
    """One use: from which day on, and how many a day at most; says on how many days that is. `takes` is asked beside the window."""

    def __init__(self, t: Translator, count: int, today: Callable[[], date], parent: QWidget, takes: Callable[[date, int], int]) -> None:
        super().__init__(t, t("Spread over days"), parent, name="spread_dialog", width=420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._takes, self._asked = takes, Asked(self)
        self.accepted_with: Callable[[date, int], object] = lambda _day, _each: None
        words = t.plural("{n} item goes to working days, in this order.", "{n} items go to working days, in this order.", count)
        self.said = Label(words.format(n=count), tone=Ink.TEXT2, name="spread_what", wrap=True)
        self.form = FormGrid(t, name="spread_form")
        self.day = self.form.add("day", t("From"), DateField(t, today, name="spread_day"))
        self.each = self.form.add("each", t("At most a day, for each person"), SpinBox("spread_each", 1, MOST_A_DAY))
        self.fills = Label("", name="spread_result", wrap=True)
        for widget in (self.said, self.form, self.fills):
            self.box.addWidget(widget)
        accept = self.add_button(t("Spread"), role=Role.PRIMARY, key="Ctrl+Enter", name="spread_accept")
        self.add_button(t("Cancel"), key="Esc", name="spread_cancel").clicked.connect(self.reject)
        self.form.set_last(accept)
        accept.clicked.connect(self._on_accept)
        self.each.setValue(USUAL_A_DAY)
        self.each.valueChanged.connect(lambda _value: self._count())
        self.day.changed.connect(lambda *_day: self._count())

    def begin(self, day: date) -> None:
        """Begin with a day."""
        self.day.set_value(day)
        self._count()
        self.open()

    def _count(self) -> None:
        day, each = self.day.value(), self.each.value()
        if day is not None:
            self._asked.ask(lambda: self._takes(day, each), self._show)

    def _show(self, days: int) -> None:
        self.fills.setText(self._t.plural("That fills {n} day.", "That fills {n} days.", days).format(n=days))

    def _on_accept(self) -> None:
        day = self.day.value()
        if day is None:
            assert self.form
            self.form.show_field_note("day", self._t("Type a day like +5, 1125 or Fri, or click one below."), Tone.DANGER)
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()
        self.accepted_with(day, self.each.value())


class DropDialog(Dialog):
    """One use: why items are given up. `drop` may refuse; the dialog stays open then."""

    def __init__(self, t: Translator, count: int, parent: QWidget, drop: Callable[[str], object]) -> None:
        title = t.plural("Drop {n} item", "Drop {n} items", count).format(n=count)
        super().__init__(t, title, parent, name="drop_dialog", width=420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._drop = drop
        self.form = FormGrid(t, name="drop_form")
        self.reason = self.form.add("reason", t("Reason"), LineEdit(name="drop_reason", placeholder=t("e.g. bought elsewhere, moved away")))
        self.box.addWidget(self.form)
        accept = self.add_button(t("Drop"), role=Role.PRIMARY, key="Ctrl+Enter", name="drop_accept")
        self.add_button(t("Cancel"), key="Esc", name="drop_cancel").clicked.connect(self.reject)
        self.form.set_last(accept)
        accept.clicked.connect(self._on_accept)

    def _on_accept(self) -> None:
        try:
            self._drop(self.reason.text())
        except DomainError as error:
            self.show_error(error)
        else:
            self.accept()
