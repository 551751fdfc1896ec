"""Plans a step on a day: with whom, what for, where it is an appointment by which way and when, and whether it comes again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.clashes import Clash
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
from dealer_crm.ui.theme import Tone, Type
from dealer_crm.ui.widgets import Choice, Combo, DateField, Dialog, FormGrid, Ink, Label, LineEdit, Role, Segments
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.words.clashes import clashes_words
from dealer_crm.words.labels import label

TOLD = 3
"""So many things in the way are told."""
OWN = 0
"""Stands for who looks after the customer."""
WAYS = (Way.PHONE, Way.WECHAT, Way.SHOP, Way.VISIT, Way.SURVEY, Way.SITE)


class PlanDialog(Dialog):
    """One use: `save` plans the step and may refuse; the dialog stays open then. `clashes` is asked beside the window."""

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
        self._save, self._asked = save, Asked(self)
        self._minded: PlannedStep | None = None
        self.clashes: Callable[[PlannedStep], Sequence[Clash]] = lambda _step: ()
        self.care_notes: Callable[[int], str] = lambda _customer_id: ""
        self.care = CareNotes()
        self.care.show_words("")
        form = self.form = FormGrid(t, name="plan_form")
        self.who = form.add("customer", t("Customer"), CustomerPicker(t, find, name="plan_customer"))
        self.day = form.add("day", t("Day"), DateField(t, today, name="plan_day"))
        self.clash = Label("", Type.CAPTION, tone=Ink.WARN, name="plan_clash", wrap=True)
        self.clash.hide()
        form.add_wide(self.clash)
        self.way = form.add(
            "way", t("How"), Segments([Choice(way, label(way, t), WAY_ICONS[way]) for way in WAYS], name="plan_way", columns=3)
        )
        self.slot = form.add("slot", t("Time"), LineEdit(name="plan_slot", placeholder=t("e.g. 10:00 or afternoon"), chars=20))
        self.staff = form.add("staff", t("Responsible"), Combo([Choice(OWN, t("As for the customer"))], name="plan_staff"), beside=True)
        self.purpose = form.add("purpose", t("What for"), LineEdit(name="plan_purpose", placeholder=t("What for, e.g. send the quotation")))
        self.repeat = RepeatRows(t, form, today, WorkCalendar)
        self.box.addWidget(self.care)
        self.box.addWidget(form)
        accept = self.add_button(t("Plan"), role=Role.PRIMARY, key="Ctrl+Enter", name="plan_accept")
        self.add_button(t("Later"), key="Esc", name="plan_cancel").clicked.connect(self.reject)
        self.way.set_value(Way.PHONE)
        form.set_last(accept)
        accept.clicked.connect(self._on_accept)
        form.set_row_visible("staff", False)
        self.who.picked.connect(self._mind)
        self.day.changed.connect(self.repeat.set_day)
        for signal in (self.who.picked, self.day.changed, self.way.changed, self.slot.textChanged, self.staff.currentIndexChanged):
            signal.connect(lambda *_value: self.look_ahead())
        self.repeat.changed.connect(self.look_ahead)

    def begin(self, day: date, row: CustomerRow | None = None) -> None:
        """Begin with a day, and with a customer where it is known who it is for."""
        self.day.set_value(day)
        self.repeat.set_day(day)
        if row is not None:
            self.who.set_value(row.id, name_of(row))
            self._mind(row.id)
        self.look_ahead()
        self.open()

    def offer_staff(self, people: Sequence[tuple[int, str]], chosen: int | None) -> None:
        """Offer these people, where there is a choice; None = who looks after the customer."""
        own = Choice(OWN, self._t("As for the customer"))
        self.staff.set_choices([own, *(Choice(person, name) for person, name in people)])
        self.staff.set_value(chosen or OWN)
        if self.form:
            self.form.set_row_visible("staff", len(people) > 1)

    def look_ahead(self) -> None:
        """Say what would be in the way of the step as it stands; nothing of it forbids to plan it."""
        step = self._step()
        step = replace(step, purpose="") if step else None
        if step == self._minded:
            return
        self._minded = step
        self._asked.ask(lambda: self.clashes(step) if step else (), self._say_clashes)

    def _say_clashes(self, found: Sequence[Clash]) -> None:
        said = self._t("Mind: {clash}.").format(clash=clashes_words(found[:TOLD], self._t)) if found else ""
        self.clash.setText(said)
        self.clash.setVisible(bool(said))

    def _step(self) -> PlannedStep | None:
        """Return the step as it stands, None without a customer or a day."""
        customer_id, day = self.who.value(), self.day.value()
        if customer_id is None or day is None:
            return None
        staff_id, repeat = self.staff.value() or None, self.repeat.value()
        return PlannedStep(customer_id, day, self.purpose.text(), self.way.value(), self.slot.text(), repeat, staff_id)

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
            step = self._step()
            assert step
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
