"""Plans a step on a day: with whom, what for, where it is an appointment by which way and when, and whether it comes again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import Way
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.ui.calendar.doors import PlannedStep
from dealer_crm.ui.calendar.repeat import RepeatRows
from dealer_crm.ui.desk.care_notes import CareNotes
from dealer_crm.ui.desk.customer_picker import CustomerPicker
from dealer_crm.ui.desk.events import WAY_ICONS
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, DateField, Dialog, FormGrid, LineEdit, Role, Segments
from dealer_crm.words.labels import label

WAYS = (Way.PHONE, Way.WECHAT, Way.SHOP, Way.VISIT, Way.SURVEY, Way.SITE)


class PlanDialog(Dialog):
    """One use: `save` plans the step and may refuse; the dialog stays open then."""

    def __init__(
        self,
        t: Translator,
        find: Callable[[str, int], Sequence[CustomerRow]],
        today: Callable[[], date],
        parent: QWidget,
        save: Callable[[PlannedStep], object],
    ) -> None:
        super().__init__(t, t("Plan a step"), parent, name="plan_dialog", width=460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._save = save
        self.care_notes: Callable[[int], str] = lambda _customer_id: ""
        self.care = CareNotes()
        self.care.show_words("")
        form = self.form = FormGrid(t, name="plan_form")
        self.who = form.add("customer", t("Customer"), CustomerPicker(t, find, name="plan_customer"))
        self.day = form.add("day", t("Day"), DateField(t, today, name="plan_day"))
        self.way = form.add(
            "way", t("How"), Segments([Choice(way, label(way, t), WAY_ICONS[way]) for way in WAYS], name="plan_way", columns=3)
        )
        self.slot = form.add("slot", t("Time"), LineEdit(name="plan_slot", placeholder=t("e.g. 10:00 or afternoon"), chars=20))
        self.purpose = form.add("purpose", t("What for"), LineEdit(name="plan_purpose", placeholder=t("What for, e.g. send the quotation")))
        self.repeat = RepeatRows(t, form, today, WorkCalendar)
        self.box.addWidget(self.care)
        self.box.addWidget(form)
        accept = self.add_button(t("Plan"), role=Role.PRIMARY, key="Ctrl+Enter", name="plan_accept")
        self.add_button(t("Later"), key="Esc", name="plan_cancel").clicked.connect(self.reject)
        self.way.set_value(Way.PHONE)
        form.set_last(accept)
        accept.clicked.connect(self._on_accept)
        self.who.picked.connect(self._mind)
        self.day.changed.connect(self.repeat.set_day)

    def begin(self, day: date, row: CustomerRow | None = None) -> None:
        """Begin with a day, and with a customer where it is known who it is for."""
        self.day.set_value(day)
        self.repeat.set_day(day)
        if row is not None:
            self.who.set_value(row.id, name_of(row))
            self._mind(row.id)
        self.open()

    def _mind(self, customer_id: int | None) -> None:
        """Show what to mind before one calls or goes there."""
        self.care.show_words(self.care_notes(customer_id) if customer_id else "")

    def _on_accept(self) -> None:
        customer_id, day = self.who.value(), self.day.value()
        if customer_id is None:
            self._note("customer", self._t("Choose the customer first."))
        elif day is None:
            self._note("day", self._t("Type a day like +5, 1125 or Fri, or click one below."))
        else:
            self.repeat.set_day(day)
            step = PlannedStep(customer_id, day, self.purpose.text(), self.way.value(), self.slot.text(), repeat=self.repeat.value())
            self._plan(step)

    def _note(self, name: str, text: str) -> None:
        if self.form:
            self.form.show_field_note(name, text, Tone.DANGER)
            self.form.field(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _plan(self, step: PlannedStep) -> None:
        try:
            self._save(step)
        except DomainError as error:
            self.show_error(error)
        else:
            self.accept()
