"""All fields of the customer form: the essentials first, everything else behind folds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

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
from dealer_crm.domain.details import FormFields, Holder, Section, value_of
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import NextChip
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.stages import StageRule
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.customers.bindings import Binding, Rows, choices
from dealer_crm.ui.customers.birthday_field import BirthdayEdit
from dealer_crm.ui.customers.contacts_field import ContactsField
from dealer_crm.ui.customers.form_details import REFUSALS, DetailFields
from dealer_crm.ui.customers.form_notes import QuietNotes
from dealer_crm.ui.customers.phones_field import PhonesField
from dealer_crm.ui.customers.place_fields import PlaceFields
from dealer_crm.ui.customers.places_field import PlacesField
from dealer_crm.ui.desk.customer_picker import CustomerPicker
from dealer_crm.ui.followups.next_step import NextStepField, Plan, is_last_words
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, FormGrid
from dealer_crm.ui.widgets.tall import TallColumn
from dealer_crm.words.customers import field_label
from dealer_crm.words.errors import sentence

TELLS_APART = {"name", "phones", "community", "room", "contacts"}
"""Fields after which the program looks for the same customer."""
WIDEST = 760
PARTS: dict[str, tuple[Section, ...]] = {
    "person": (Section.PERSON, Section.TRAITS),
    "company": (Section.COMPANY,),
    "house": (Section.HOUSE,),
    "decoration": (Section.DECORATION,),
    "present": (Section.PRESENT,),
    "needs": (Section.NEEDS,),
    "own": (Section.OWN,),
}
"""The parts of the form that have further fields."""
NO_PLAN = Plan(NextChip.NONE, None, "", "")


class CustomerFields(TallColumn):
    """Reads and shows a CustomerDraft."""

    edited = Signal(str)
    left = Signal()

    def __init__(self, t: Translator, find: Callable[[str, int], Sequence[CustomerRow]], today: Callable[[], date]) -> None:
        super().__init__(WIDEST)
        self._t, self._today = t, today
        self._consent: date | None = None
        self.last_note = ""
        self._draft = CustomerDraft()
        self._known = FormFields()
        self._shown: dict[str, tuple[Any, Any]] = {}
        self._rows = Rows(t)
        self.setObjectName("customer_fields")
        self.grid = FormGrid(t, name="customer_form")
        self.phones = PhonesField(t, name="field_phones")
        self.details = DetailFields(t, Holder.CUSTOMER, today)
        self.house = PlaceFields(t, today)
        self.more_houses = PlacesField(t, today, name="field_premises")
        self.more_houses.setParent(self)  # goes with the form also where its part is never opened
        self.more_houses.hide()
        self.contacts = ContactsField(t, name="field_contacts")
        self.referrer = CustomerPicker(t, find, name="field_referrer", placeholder=t("Who sent this customer: name or phone"))
        self.next_step = NextStepField(t, today, name="field_next", none=t("Not yet"), reasons=False)
        self.notes = QuietNotes(t, self.grid, self.draft, today)
        self._build()
        self._bind()
        self.box.addWidget(self.grid)

    # building

    def _build(self) -> None:
        self._add_essentials()
        t = self._t
        self._add_person(self._part("person", t("More about the person")))
        self._rows.line(self._part("company", t("Company and trade")), "credit_code")
        self.house.add_details(self._part("house", t("More about the house, second house")))
        self._part("decoration", t("Decoration"))
        self._part("present", t("What is there now"))
        self._rows.several(self._part("needs", t("Needs and budget")), "interests", choices(Interest, t), 4)
        self._add_talk(self.grid.add_section("talk", t("How to keep in touch")))
        self._add_trade(self.grid.add_section("trade", t("Stage, referrer, consent")))
        self._part("own", t("Our own fields"))

    def _part(self, name: str, title: str) -> FormGrid:
        return self.grid.add_section(name, title, fill=lambda form: self._fill(name, form))

    def _fill(self, name: str, form: FormGrid) -> None:
        """Draw the further fields of a part, which wait until it is opened."""
        self.house.details.fill(form, PARTS[name])
        self.details.fill(form, PARTS[name])
        if name == "house" and self.more_houses.parentWidget() is self:
            form.add_wide(self.more_houses)
            self.more_houses.show()

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
        self._add_birthday(form)
        form.add("contacts", field_label("contacts", t), self.contacts)

    def _add_birthday(self, form: FormGrid) -> None:
        t = self._t
        field = BirthdayEdit(t, name="field_birthday", placeholder=t("5-12 or lunar 8-15"))
        form.add("birthday", field_label("birthday", t), field, beside=True)
        self._rows.bindings["birthday"] = Binding(field.value, field.set_value)

    def _add_talk(self, form: FormGrid) -> None:
        t, rows = self._t, self._rows
        rows.text(form, "care_notes", 2, placeholder=t("Shown before every call: baby sleeps at noon, hard of hearing"))
        rows.choice(form, "preferred_channel", choices(PreferredChannel, t, t("Not said")))
        rows.line(form, "preferred_time", beside=True, placeholder=t("Saturday morning"))
        rows.choice(form, "preferred_frequency", choices(PreferredFrequency, t, t("Not said")))
        rows.tick(form, "do_not_disturb", t("Do not call or write of our own accord"), beside=True)

    def _add_trade(self, form: FormGrid) -> None:
        t, rows = self._t, self._rows
        rows.choice(form, "stage", choices(Stage, t))
        form.add("referrer", field_label("referrer_id", t), self.referrer, beside=True)
        self.referrer.claim_keys()
        rows.tick(form, "target_account", t("We want to win this customer this year"))
        rows.tick(form, "consent_on", t("Agreed that we keep this file (wording {version})").format(version=CONSENT_WORDING))
        rows.tick(form, "marketing_ok", t("May receive our advertising"))

    def _bind(self) -> None:
        bindings = self._rows.bindings
        agreed = bindings["consent_on"]
        bindings["consent_on"] = Binding(lambda: (self._consent or self._today()) if agreed.read() else None, self._show_consent(agreed))
        bindings["details"] = Binding(self.details.value, self.details.set_value)
        bindings["phones"] = Binding(self.phones.value, self._show_phones)
        bindings["contacts"] = Binding(self.contacts.value, self.contacts.set_value)
        bindings["premises"] = Binding(lambda: (self.house.value(), *self.more_houses.value()), self._show_places)
        self.grid.edited.connect(self._on_edited)
        self.grid.edited.connect(self.edited)
        self.grid.left.connect(self._on_left)
        self.phones.edited.connect(lambda: self.edited.emit("phones"))
        self.phones.doubtful.connect(lambda words: self.grid.show_field_note("phones", words, Tone.WARN))
        self.contacts.edited.connect(lambda: self._tell("contacts"))
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

    def _tell(self, name: str) -> None:
        self._on_edited(name)
        self.edited.emit(name)

    def _on_edited(self, name: str) -> None:
        if name in ("nature", "party_kind"):
            self._show_parts()
        if name in ("nature", "contacts", "stage"):
            self.notes.look(name)

    def _on_left(self, name: str) -> None:
        if name == "note":
            self._expand_last("note")
        if name in ("birthday", "email", "credit_code"):
            self.notes.look(name)
        self.left.emit()

    def _show_parts(self) -> None:
        """Show the parts that have something to ask of such a customer."""
        read = {name: self._rows.bindings[name].read() for name in ("nature", "party_kind", "credit_code")}
        company = read["nature"] is not Nature.INDIVIDUAL or read["party_kind"] is not PartyKind.END_CUSTOMER
        self.details.set_company(company)
        self.house.details.set_company(company)
        always = {"person", "house", "needs"}
        for name, sections in PARTS.items():
            asked = any(holder.asks(section) for holder in (self.details, self.house.details) for section in sections)
            self.grid.set_section_visible(name, asked or name in always)
        known = bool(read["credit_code"]) or self.details.holds(Section.COMPANY)
        self.grid.set_section_visible("company", company or known)

    # the draft

    def set_staff(self, staff: Sequence[StaffRow], chosen: int | None) -> None:
        """Offer the people who work here; one who left stays if the file is his."""
        offered = [one for one in staff if one.active or one.id == chosen]
        self._owner.set_choices([Choice(None, self._t("Nobody")), *(Choice(one.id, one.name) for one in offered)])

    def set_fields(self, fields: FormFields) -> None:
        """Take the further fields as the shop has them now."""
        for holder in (self.details, self.house.details):
            holder.set_fields(fields)
        self.more_houses.set_fields(fields)
        self.grid.reserve([*self.details.labels(), *self.house.details.labels()])
        self._known = fields

    def offer_communities(self, names: Callable[[str], Sequence[str]]) -> None:
        """Offer communities that are known, in every house."""
        self.house.community.names = self.more_houses.communities = names

    def show_draft(self, draft: CustomerDraft, referrer: str = "", rules: tuple[StageRule, ...] = ()) -> None:
        """Show a whole draft."""
        self._draft = draft
        for name, binding in self._rows.bindings.items():
            binding.show(getattr(draft, name))
        self._shown = {name: (getattr(draft, name), binding.read()) for name, binding in self._rows.bindings.items()}
        self.referrer.set_value(draft.referrer_id, referrer)
        self.grid.clear_errors()
        self._show_parts()
        self.notes.begin(draft, self._known, rules)

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
        if code := self.details.code_of(name):
            self.details.type_into(code, value_of(draft.details, code))
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
        if self.house.complain():
            if not self.house.area.is_valid():
                self._again("house", self.house.complain)
            return True
        if self.more_houses.complain():
            self._again("house", self.more_houses.complain)
            return True
        return self._complain_of_details()

    def _again(self, part: str, complain: Callable[[], bool]) -> None:
        """Say it once more where it can be seen: a folded field takes no focus."""
        self.grid.open_section(part)
        complain()

    def _complain_of_details(self) -> bool:
        error = self.details.refused() or self.house.details.refused()
        return error is not None and self.show_error(error)

    def show_error(self, error: DomainError) -> bool:
        """Put a refusal beside its field; False when the form has no such field."""
        if not isinstance(error, REFUSALS):
            return self.grid.show_error(error)
        row = self._reach(str(error.parameters["code"]))
        self.grid.show_field_note(row, sentence(error, self._t), Tone.DANGER)
        return self.grid.go_to(row)

    def _reach(self, code: str) -> str:
        """Return the name of the row of a further field, drawn; any other name as it is."""
        for holder in (self.details, self.house.details):
            section = holder.section_of(code)
            part = next((name for name, sections in PARTS.items() if section in sections), None)
            if part is not None:
                self.grid.open_section(part)
                return holder.row_name(code)
        return code

    def fold_all(self) -> None:
        """Close what was unfolded."""
        self.grid.fold_all()

    def focus_on(self, name: str) -> None:
        """Go to a field, opening its part."""
        if not self.grid.go_to(self._reach(name)):
            self.grid.focus_first()


def _holds(field: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (field is focused or field.isAncestorOf(focused))
