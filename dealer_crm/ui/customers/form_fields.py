"""All fields of the customer form: the essentials first, everything else behind folds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.customers import (
    CONSENT_WORDING,
    Channel,
    CustomerDraft,
    IntentLevel,
    Interest,
    Nature,
    PartyKind,
    PreferredChannel,
    PreferredFrequency,
    Stage,
)
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import NextChip
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.customers.bindings import Binding, Rows, choices
from dealer_crm.ui.customers.contacts_field import ContactsField
from dealer_crm.ui.customers.phones_field import PhonesField
from dealer_crm.ui.customers.place_fields import PlaceFields
from dealer_crm.ui.customers.places_field import PlacesField
from dealer_crm.ui.desk.customer_picker import CustomerPicker
from dealer_crm.ui.followups.next_step import NextStepField, Plan, is_last_words
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import Button, Choice, FormGrid
from dealer_crm.words.customers import field_label

TELLS_APART = {"name", "phones", "community", "room", "contacts"}
"""Fields after which the program looks for the same customer."""
WIDEST = 760
NO_PLAN = Plan(NextChip.NONE, None, "", "")


class CustomerFields(QWidget):
    """Reads and shows a CustomerDraft."""

    edited = Signal(str)
    left = Signal()

    def __init__(self, t: Translator, find: Callable[[str, int], Sequence[CustomerRow]], today: Callable[[], date]) -> None:
        super().__init__()
        self._t, self._today = t, today
        self._consent: date | None = None
        self.last_note = ""
        self._draft = CustomerDraft()
        self._shown: dict[str, tuple[Any, Any]] = {}
        self._rows = Rows(t)
        self.setObjectName("customer_fields")
        self.setMaximumWidth(WIDEST)
        self.grid = FormGrid(t, name="customer_form")
        self.phones = PhonesField(t, name="field_phones")
        self.house = PlaceFields(t)
        self.more_houses = PlacesField(t, name="field_premises")
        self.contacts = ContactsField(t, name="field_contacts")
        self.referrer = CustomerPicker(t, find, name="field_referrer", placeholder=t("Who sent this customer: name or phone"))
        self.next_step = NextStepField(t, today, name="field_next", none=t("Not yet"), reasons=False)
        self._build()
        self._bind()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addWidget(self.grid)

    # building

    def _build(self) -> None:
        self._add_essentials()
        t = self._t
        self._add_person(self.grid.add_section("person", t("More about the person")))
        house = self.grid.add_section("house", t("More about the house, second house"))
        self.house.add_details(house)
        house.add_wide(self.more_houses)
        self._add_talk(self.grid.add_section("talk", t("How to keep in touch")))
        self._add_trade(self.grid.add_section("trade", t("Stage, referrer, consent")))

    def _add_essentials(self) -> None:
        t, rows, grid = self._t, self._rows, self.grid
        rows.line(grid, "name", placeholder=t("A name or a number is enough"))
        grid.add("phones", field_label("phones", t), self.phones, beside=True, required=True)
        self.house.add_essentials(grid)
        grid.add("house_type", t("House type"), self.house.house_type)
        rows.choice(grid, "source", choices(Channel, t, t("Not said")), beside=True)
        self._owner = rows.choice(grid, "owner_id", [Choice(None, t("Nobody"))])
        rows.choice(grid, "intent_level", choices(IntentLevel, t), beside=True)
        grid.add("next", t("Next step"), self.next_step)
        rows.text(grid, "note", 2, placeholder=t("What the customer wants; .. repeats the last note"))

    def _add_person(self, form: FormGrid) -> None:
        t, rows = self._t, self._rows
        rows.line(form, "salutation", placeholder=t("Ms Wang, Director Li"))
        rows.line(form, "wechat", beside=True)
        rows.choice(form, "nature", choices(Nature, t))
        rows.choice(form, "party_kind", choices(PartyKind, t), beside=True)
        rows.line(form, "email")
        rows.line(form, "credit_code", beside=True)
        form.add("contacts", field_label("contacts", t), self.contacts)

    def _add_talk(self, form: FormGrid) -> None:
        t, rows = self._t, self._rows
        rows.text(form, "care_notes", 2, placeholder=t("Shown before every call: baby sleeps at noon, hard of hearing"))
        rows.choice(form, "preferred_channel", choices(PreferredChannel, t, t("Not said")))
        rows.line(form, "preferred_time", beside=True, placeholder=t("Saturday morning"))
        rows.choice(form, "preferred_frequency", choices(PreferredFrequency, t, t("Not said")))
        rows.tick(form, "do_not_disturb", t("Do not call or write of our own accord"), beside=True)
        rows.several(form, "interests", choices(Interest, t), 4)

    def _add_trade(self, form: FormGrid) -> None:
        t, rows = self._t, self._rows
        rows.choice(form, "stage", choices(Stage, t))
        form.add("referrer", field_label("referrer_id", t), self.referrer, beside=True)
        self.referrer.claim_keys()
        rows.tick(form, "consent_on", t("Agreed that we keep this file (wording {version})").format(version=CONSENT_WORDING))
        rows.tick(form, "marketing_ok", t("May receive our advertising"))

    def _bind(self) -> None:
        bindings = self._rows.bindings
        agreed = bindings["consent_on"]
        bindings["consent_on"] = Binding(lambda: (self._consent or self._today()) if agreed.read() else None, self._show_consent(agreed))
        bindings["phones"] = Binding(self.phones.value, self._show_phones)
        bindings["contacts"] = Binding(self.contacts.value, self.contacts.set_value)
        bindings["premises"] = Binding(lambda: (self.house.value(), *self.more_houses.value()), self._show_places)
        self.grid.edited.connect(self.edited)
        self.grid.left.connect(self._on_left)
        self.phones.edited.connect(lambda: self.edited.emit("phones"))
        self.phones.doubtful.connect(lambda words: self.grid.show_field_note("phones", words, Tone.WARN))
        self.contacts.edited.connect(lambda: self.edited.emit("contacts"))
        self.more_houses.edited.connect(lambda: self.edited.emit("premises"))
        self.more_houses.left.connect(self.left)
        self.referrer.picked.connect(lambda _id: self.edited.emit("referrer"))
        self.next_step.changed.connect(lambda: self.edited.emit("next"))

    def _show_consent(self, tick: Binding) -> Callable[[date | None], None]:
        def show(day: date | None) -> None:
            self._consent = day
            tick.show(day is not None)

        return show

    def _show_phones(self, value: Any) -> None:
        self.phones.set_value(value)
        self.phones.adopt(self.grid)

    def _show_places(self, places: tuple[PremisesDraft, ...]) -> None:
        self.house.set_value(places[0] if places else PremisesDraft())
        self.more_houses.set_value(places[1:])

    def _on_left(self, name: str) -> None:
        if name == "note":
            self._expand_last("note")
        self.left.emit()

    # the draft

    def set_staff(self, staff: Sequence[StaffRow], chosen: int | None) -> None:
        """Offer the people who work here; one who left stays if the file is his."""
        offered = [one for one in staff if one.active or one.id == chosen]
        self._owner.set_choices([Choice(None, self._t("Nobody")), *(Choice(one.id, one.name) for one in offered)])

    def show_draft(self, draft: CustomerDraft, referrer: str = "") -> None:
        """Show a whole draft."""
        self._draft = draft
        for name, binding in self._rows.bindings.items():
            binding.show(getattr(draft, name))
        self._shown = {name: (getattr(draft, name), binding.read()) for name, binding in self._rows.bindings.items()}
        self.referrer.set_value(draft.referrer_id, referrer)
        self.grid.clear_errors()

    def draft(self) -> CustomerDraft:
        """Return everything as typed; what nobody touched, or has no field, is exactly what was shown, however the field writes it."""
        typed = {name: self._value(name) for name in self._rows.bindings}
        return replace(self._draft, **typed, referrer_id=self.referrer.value())

    def _value(self, name: str) -> Any:
        read = self._rows.bindings[name].read()
        given, shown = self._shown.get(name, (read, read))
        return given if read == shown else read

    def show_field(self, name: str, draft: CustomerDraft) -> None:
        """Take the value of one field from another draft."""
        if binding := self._rows.bindings.get(name):
            binding.show(getattr(draft, name))

    def name_of_focused(self) -> str:
        """Return the name of the field that has the focus, or ""."""
        rows = [(name, row) for name in self.grid.names() if (row := self.grid.row(name)) is not None]
        return next((name for name, row in rows if _holds(row.field, self.window().focusWidget())), "")

    def _expand_last(self, name: str) -> None:
        """Put the last note where only .. was typed."""
        binding = self._rows.bindings[name]
        if is_last_words(binding.read()) and self.last_note:
            binding.show(self.last_note)

    def complain(self) -> bool:
        """Show what cannot be saved as it stands; True when there was something."""
        if self.next_step.date_missing() and self.next_step.isVisibleTo(self):
            self.grid.show_field_note("next", self._t("Choose the day, or another chip."), Tone.DANGER)
            self.next_step.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self.house.complain() or self.more_houses.complain()

    def show_error(self, error: DomainError) -> bool:
        """Put a refusal beside its field; False when the form has no such field."""
        return self.grid.show_error(error)

    def fold_all(self) -> None:
        """Close what was unfolded."""
        for fold in self.findChildren(Button):
            part = self.findChild(FormGrid, fold.objectName().replace("fold_", "section_"))
            if fold.objectName().startswith("fold_") and isinstance(part, FormGrid) and not part.isHidden():
                fold.click()

    def focus_on(self, name: str) -> None:
        """Go to a field, opening its fold."""
        row = self.grid.row(name)
        if row is None:
            self.grid.focus_first()
            return
        part = row.parentWidget()
        fold = self.findChild(Button, part.objectName().replace("section_", "fold_")) if part is not None and part.isHidden() else None
        if isinstance(fold, Button):
            fold.click()
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)


def _holds(field: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (field is focused or field.isAncestorOf(focused))
