"""The fields of an order beside its lines: days, discount, house, promises; what is needed rarely folds away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.orders import DeliveryMethod, OrderDraft, TaxMode
from dealer_crm.domain.pay_presets import PayPreset
from dealer_crm.domain.premises import PremisesDraft, short_line
from dealer_crm.i18n import Translator
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.orders.plan_field import PlanField
from dealer_crm.ui.orders.promises_field import PromisesField
from dealer_crm.ui.orders.sum_fields import DiscountField, RoundingField
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import CheckBox, Choice, Combo, DateField, FormGrid, LineEdit, NumberField, TextEdit
from dealer_crm.words.labels import label

Field = TypeVar("Field", bound=QWidget)
HELD = ("discount", "rounding", "tax_mode", "tax_rate")
"""What a signed contract holds fast."""
ZERO = ("discount", "rounding", "tax_rate")
"""Figures that are nothing, rather than not agreed, where none is typed."""


class OrderFields(QWidget):
    """`edited` for everything that is typed or chosen."""

    edited = Signal()
    left = Signal()

    def __init__(self, t: Translator, today: Callable[[], date], presets: Sequence[PayPreset] = ()) -> None:
        super().__init__()
        self._t, self._today = t, today
        self.grid = FormGrid(t, name="order_fields")
        self._all: dict[str, Any] = {}
        self._add_first()
        self.plan = PlanField(t, today, presets)
        plan = self.grid.add_section("order_plan", t("Plan of payment"))
        plan.add("nodes", t("Parts"), self.plan)
        self._add_site()
        self._add_wishes()
        self._add_further()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.grid)
        self._listen()

    def _add_first(self) -> None:
        t, today, add = self._t, self._today, self._add
        self.promised = add(self.grid, "promised_on", t("Promised for"), DateField(t, today, name="field_promised_on"))
        self.discount = add(self.grid, "discount", t("Discount"), DiscountField(name="field_discount"), beside=True)
        tip = t("↓ rounds down to whole ¥10, again to whole ¥100")
        self.rounding = add(self.grid, "rounding", t("Rounded off"), RoundingField(name="field_rounding", tip=tip))
        self.staff = add(self.grid, "staff_id", t("Responsible"), Combo(name="field_staff", label=t("Responsible")), beside=True)
        self.place = add(self.grid, "premises_id", t("Delivered to"), Combo(name="field_premises", label=t("Delivered to")))
        self.promises = self.grid.add("promises", t("Promises"), PromisesField(t, today))
        self.note = add(self.grid, "note", t("Note"), TextEdit(name="field_order_note", lines=2))
        self.discount.setPlaceholderText(t("500 or 5%"))

    def _add_site(self) -> None:
        t, today = self._t, self._today
        form, add = self.grid.add_section("order_site", t("Tax, delivery, work on site")), self._add
        modes = [Choice(mode, label(mode, t)) for mode in TaxMode]
        self.tax_mode = add(form, "tax_mode", t("Tax"), Combo(modes, name="field_tax_mode", label=t("Tax")))
        self.tax_rate = add(form, "tax_rate", t("Tax rate"), NumberField(name="field_tax_rate", decimals=2, unit="%"), beside=True)
        ways = [Choice(way, label(way, t)) for way in DeliveryMethod]
        title = t("How it is delivered")
        self.delivery = add(form, "delivery_method", title, Combo(ways, name="field_delivery_method", label=title))
        self.collect = add(form, "collect", t("Money on delivery"), CheckBox(t("Collect on delivery"), name="field_collect"), beside=True)
        add(form, "hidden_on", t("Concealed work begins on"), DateField(t, today, name="field_hidden_on"))
        add(form, "commission_on", t("Machines and commissioning on"), DateField(t, today, name="field_commission_on"), beside=True)
        add(form, "work_days", t("Working time (days)"), NumberField(name="field_work_days", decimals=0))
        months = NumberField(name="field_install_months", decimals=0)
        add(form, "install_months", t("Installation warranty (months)"), months, beside=True)
        add(form, "terms", t("Further terms"), TextEdit(name="field_terms", lines=2))

    def _add_wishes(self) -> None:
        t, add = self._t, self._add
        form = self.grid.add_section("order_wishes", t("What troubles him, what he expects"))
        add(form, "pains", t("What troubles him"), TextEdit(name="field_pains", lines=2))
        add(form, "expectations", t("What he expects"), TextEdit(name="field_expectations", lines=2))

    def _add_further(self) -> None:
        t, today, add = self._t, self._today, self._add
        form = self.grid.add_section("order_more", t("Factory or platform job, day of the order"))
        add(form, "external_party", t("Factory or platform"), LineEdit(name="field_external_party", chars=24))
        add(form, "external_number", t("Their order number"), LineEdit(name="field_external_number", chars=24), beside=True)
        self.code = add(form, "external_code", t("Return code"), LineEdit(name="field_external_code", chars=24))
        sent = DateField(t, today, name="field_external_returned_on")
        self.returned = add(form, "external_returned_on", t("Code sent back on"), sent, beside=True)
        add(form, "ordered_on", t("Ordered on"), DateField(t, today, name="field_ordered_on"))

    def _add(self, form: FormGrid, name: str, title: str, field: Field, *, beside: bool = False) -> Field:
        self._all[name] = field
        return form.add(name, title, field, beside=beside)

    def _listen(self) -> None:
        self.grid.edited.connect(lambda _name: self.edited.emit())
        self.grid.left.connect(lambda _name: self.left.emit())
        self.promises.edited.connect(self.edited)
        self.plan.edited.connect(self.edited)

    def set_choices(self, places: Sequence[PremisesDraft], staff: Sequence[StaffRow]) -> None:
        """Offer the customer's houses and the people of the shop."""
        none = Choice(None, self._t("No address yet"))
        self.place.set_choices([*(Choice(place.id, short_line(place) or self._t("House")) for place in places), none])
        missing = "" if places else self._t("Type it into the customer's file (F2 there); this order keeps as a draft meanwhile.")
        self.grid.show_field_note("premises_id", missing)
        self.staff.set_choices([Choice(None, self._t("Nobody yet")), *(Choice(one.id, one.name) for one in staff)])

    def set_held(self, held: bool) -> None:
        """The contract is signed: what it says of the sums stays."""
        for name in HELD:
            self._all[name].setEnabled(not held)

    def show_draft(self, draft: OrderDraft, wrong: dict[str, str]) -> None:
        """Show an order."""
        for name, field in self._all.items():
            _show(field, getattr(draft, name), blank=name in ZERO)
            if name in wrong and isinstance(field, (DateField, NumberField)):
                (field.edit if isinstance(field, DateField) else field).setText(wrong[name])
        self.promises.set_value(draft.promises)
        self.plan.set_value(draft.nodes)
        self.plan.hold_wrong(wrong)
        self.show_code()
        if self.code_waits():
            self.grid.open_section("order_more")

    def taken(self, draft: OrderDraft) -> OrderDraft:
        """Return the order with what the fields say; its lines stay."""
        values = {name: _value(field) for name, field in self._all.items()}
        values.update({name: values[name] or 0 for name in ZERO})
        values["ordered_on"] = values["ordered_on"] or draft.ordered_on
        return replace(draft, **values, promises=self.promises.value(), nodes=self.plan.value())

    def show_sums(self, sums: Totals) -> None:
        """Let percentages, cents and the plan follow the lines."""
        self.discount.set_base(sums.goods)
        self.rounding.set_base(sums.price + sums.rounding)
        self.plan.show_sums(sums)
        self.show_code()

    def code_waits(self) -> bool:
        """Tell whether a code of the factory is to be sent back still."""
        return bool(self.code.text().strip()) and self.returned.value() is None

    def show_code(self) -> None:
        """Say that a code is to be sent back still."""
        words = self._t("Not sent back yet.") if self.code_waits() else ""
        self.grid.show_field_note("external_code", words, Tone.WARN if words else None)

    def wrong(self) -> dict[str, str]:
        """Return the texts that are no values, by field."""
        fields = {name: field for name, field in self._all.items() if isinstance(field, (DateField, NumberField))}
        return {**{name: field.text() for name, field in fields.items() if not field.is_valid()}, **self.plan.wrong()}

    def complain(self) -> bool:
        """Mark what is no value; tell whether there is any."""
        wrong = self.wrong()
        for name in wrong:
            self.grid.show_field_note(self._row(name), self._complaint(name), Tone.DANGER)
        if wrong:
            self.grid.go_to(self._row(next(iter(wrong))))
        return bool(wrong)

    def _row(self, name: str) -> str:
        return "nodes" if name.startswith("part-") else name

    def _complaint(self, name: str) -> str:
        if name == "discount":
            return self._t("This is no amount, and no percentage up to 100 %.")
        if name == "rounding":
            return self._t("This is not an amount.")
        if name.startswith("part-"):
            return self._t("A part is a percentage, an amount or the rest; its day is a date.")
        return self._t("This is not a date.") if isinstance(self._all[name], DateField) else self._t("This is not a number.")


def _value(field: Any) -> Any:
    if isinstance(field, CheckBox):
        return field.isChecked()
    return field.text() if isinstance(field, (LineEdit, TextEdit)) and not isinstance(field, NumberField) else field.value()


def _show(field: Any, value: Any, *, blank: bool) -> None:
    if isinstance(field, CheckBox):
        field.setChecked(value)
    elif isinstance(field, TextEdit):
        field.set_text(value)
    elif isinstance(field, LineEdit) and not isinstance(field, NumberField):
        field.setText(value)
    else:
        field.set_value(value or None if blank else value)
