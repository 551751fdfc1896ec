"""The sheet of a machine: what it is, where it stands, and the days its coverages are counted from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from dealer_crm.domain.care import CustomerMissing
from dealer_crm.domain.coverages import StartBasis
from dealer_crm.domain.equipment import DATE_FIELDS, MachineDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.draft_content import on_top, plain, restored
from dealer_crm.services.drafts import KIND_MACHINE, NOBODY_YET
from dealer_crm.services.equipment import MachineFile
from dealer_crm.ui.care.doors import CareDoors
from dealer_crm.ui.care.kept_sheet import KeptSheet
from dealer_crm.ui.care.machine_parts import ASKED
from dealer_crm.ui.care.phrases import machine_name
from dealer_crm.ui.desk.customer_picker import CustomerPicker
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.desk.second_save import save_both
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import Choice, Combo, DateField, Ink, Label, LineEdit, TextEdit

FIRST, LAST = ("serial", "product", "brand", "model"), ("spec", "room")
TYPED = (*FIRST, *LAST)
DAYS = (StartBasis.COMMISSIONING, StartBasis.INVOICE, StartBasis.SALE, StartBasis.DELIVERY, StartBasis.ACCEPTANCE, StartBasis.PRODUCTION)


@dataclass(frozen=True)
class MachineStart:
    """What the sheet begins with: a new machine of a customer (0 = not known yet), or one that is on file."""

    customer_id: int = 0
    file: MachineFile | None = None


class MachineSheet(KeptSheet):
    """`saved` tells the machine's id."""

    def __init__(self, t: Translator, doors: CareDoors, start: MachineStart = MachineStart()) -> None:  # noqa: B008 - frozen
        super().__init__(t, t("New machine"), doors, KIND_MACHINE, name="machine_sheet")
        self._start = start
        self._customer_id = 0
        self._draft = start.file.draft if start.file else MachineDraft()
        self._build_fields()
        self.finish_building(t("Save"))
        self.who.picked.connect(self._on_picked)
        self._begin()

    def _build_fields(self) -> None:
        t, form, doors = self._t, self.form, self._doors
        assert form is not None
        self.who = CustomerPicker(t, doors.people.find, name="machine_who", placeholder=t("Whose? Name, phone, sound"))
        self.house = Combo(name="machine_house", label=t("House"))
        categories = [one for one in doors.machines.categories() if one.machine or one.code == self._draft.category]
        self.category = Combo([Choice(one.code, one.said(t.language)) for one in categories], name="machine_category")
        names = (t("Serial number"), t("What it is"), t("Brand"), t("Model"), t("Specification"), t("Stands in"))
        self.texts = {name: LineEdit(name=f"machine_{name}_text") for name in TYPED}
        self.days = {basis: DateField(t, doors.today, name=f"machine_{basis.value}") for basis in DAYS}
        self.note = TextEdit(name="machine_note", lines=2)
        form.add("customer_id", t("Customer"), self.who)
        self.who.claim_keys()
        form.add("premises_id", t("House"), self.house, required=True)
        form.add("category", t("Kind of machine"), self.category)
        labels = dict(zip(TYPED, names, strict=True))
        for name in FIRST:
            form.add(name, labels[name], self.texts[name])
        form.add_heading(t("Days the coverages are counted from"))
        form.add_wide(Label(t("Leave empty what nobody knows: it can be filled in later."), Type.CAPTION, tone=Ink.TEXT2, wrap=True))
        for basis in DAYS:
            form.add(DATE_FIELDS[basis], t(ASKED[basis]), self.days[basis])
        more = form.add_section("more", t("More"))
        for name in LAST:
            more.add(name, labels[name], self.texts[name])
        more.add("note", t("Note"), self.note)

    def _begin(self) -> None:
        t, file = self._t, self._start.file
        if file is not None:
            self.set_title(t("Change the machine"), machine_name(file.line))
            self._show_customer(file.line.customer_id or 0)
            self.house.set_value(file.draft.premises_id)
            self._show(file.draft)
            self.begin(f"machine{file.id}")
        else:
            self._show_customer(self._start.customer_id)
            self._show(self._draft)
            self.begin(str(self._start.customer_id) if self._start.customer_id else NOBODY_YET)
        self.setFocusProxy(self.texts["serial"] if self.house.value() else self.who.field)

    def _show_customer(self, customer_id: int) -> None:
        self._customer_id = customer_id
        houses = self._doors.machines.houses(customer_id) if customer_id else ()
        choices = [Choice(house.id, house.address or self._t("House {n}").format(n=at)) for at, house in enumerate(houses, 1)]
        file = self._start.file
        if file is not None and file.draft.premises_id not in {house.id for house in houses}:
            choices.append(Choice(file.draft.premises_id, file.line.address or self._t("House")))
        self.house.set_choices(choices)
        if choices:
            self.house.set_value(choices[0].value)
        if self.form:
            self.form.set_row_visible("customer_id", not customer_id and file is None)
            self.form.set_row_visible("premises_id", bool(customer_id) or file is not None)
        row = self._doors.people.row(customer_id) if customer_id and file is None else None
        if row is not None:
            self.set_title(self._t("New machine"), name_of(row))

    def _on_picked(self, customer_id: int | None) -> None:
        if customer_id:
            self._show_customer(customer_id)
            self.texts["serial"].setFocus()

    def draft(self) -> MachineDraft:
        """Return the machine as typed."""
        texts: dict[str, Any] = {name: field.text() for name, field in self.texts.items()}
        days: dict[str, Any] = {DATE_FIELDS[basis]: field.value() for basis, field in self.days.items()}
        changes: dict[str, Any] = {"premises_id": self.house.value() or 0, "category": self.category.value() or self._draft.category}
        return replace(self._draft, **changes, **texts, **days, note=self.note.text())

    def _show(self, draft: MachineDraft) -> None:
        self.category.set_value(draft.category)
        for name, field in self.texts.items():
            field.setText(getattr(draft, name))
        for basis, day in self.days.items():
            day.set_value(getattr(draft, DATE_FIELDS[basis]))
        self.note.set_text(draft.note)

    def content(self) -> tuple[dict[str, Any], str] | None:
        """Keep the machine once something differs from what is on file."""
        draft = self.draft()
        bare = replace(self._draft, premises_id=draft.premises_id, category=draft.category)
        kept = {"draft": plain(draft), "base": plain(self._draft)}
        return (kept, draft.product or draft.model or draft.serial) if draft != bare else None

    def show_content(self, content: dict[str, Any]) -> None:
        """Show what was kept, on top of what the file says by now."""
        draft, base = restored(MachineDraft, content.get("draft")), restored(MachineDraft, content.get("base"))
        if draft is not None:
            draft = on_top(self._draft, base, draft) if base else draft
            self._show(draft)
            self.house.set_value(draft.premises_id)

    def write(self) -> int:
        """File the machine, or change it. Raises DomainError."""
        file = self._start.file
        if file is None and not self._customer_id:
            raise CustomerMissing
        if file is None:
            return self._doors.machines.add(self.draft())
        save_both(partial(self._doors.machines.edit, file.id), self.draft(), (file.draft, file.version), partial(self._read, file.id))
        return file.id

    def _read(self, equipment_id: int) -> tuple[MachineDraft, int]:
        file = self._doors.machines.open(equipment_id)
        return file.draft, file.version
