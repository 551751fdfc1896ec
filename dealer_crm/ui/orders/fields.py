"""The fields of an order beside its lines: house, days, discount, the other party's number, promises, note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.orders import OrderDraft
from dealer_crm.domain.premises import PremisesDraft, short_line
from dealer_crm.i18n import Translator
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.orders.promises_field import PromisesField
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Combo, DateField, FormGrid, LineEdit, MoneyField, TextEdit


class OrderFields(QWidget):
    """`edited` for everything that is typed or chosen."""

    edited = Signal()
    left = Signal()

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        super().__init__()
        self._t = t
        self.grid = FormGrid(t, name="order_fields")
        add = self.grid.add
        self.promised = add("promised_on", t("Promised for"), DateField(t, today, name="field_promised_on"))
        self.discount = add("discount", t("Discount"), MoneyField(name="field_discount"), beside=True)
        self.place = add("premises_id", t("Delivered to"), Combo(name="field_premises", label=t("Delivered to")))
        self.staff = add("staff_id", t("Responsible"), Combo(name="field_staff", label=t("Responsible")), beside=True)
        self.promises = add("promises", t("Promises"), PromisesField(t, today))
        self.note = add("note", t("Note"), TextEdit(name="field_order_note", lines=2))
        more = self.grid.add_section("order_more", t("Factory or platform job, day of the order"))
        self.party = more.add("external_party", t("Factory or platform"), LineEdit(name="field_external_party", chars=24))
        self.number = more.add("external_number", t("Their order number"), LineEdit(name="field_external_number", chars=24), beside=True)
        self.ordered = more.add("ordered_on", t("Ordered on"), DateField(t, today, name="field_ordered_on"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.grid)
        self._listen()

    def _listen(self) -> None:
        self.grid.edited.connect(lambda _name: self.edited.emit())
        self.grid.left.connect(lambda _name: self.left.emit())
        self.promises.edited.connect(self.edited)

    def set_choices(self, places: Sequence[PremisesDraft], staff: Sequence[StaffRow]) -> None:
        """Offer the customer's houses and the people of the shop."""
        none = Choice(None, self._t("No address yet"))
        self.place.set_choices([*(Choice(place.id, short_line(place) or self._t("House")) for place in places), none])
        missing = "" if places else self._t("Type it into the customer's file (F2 there); this order keeps as a draft meanwhile.")
        self.grid.show_field_note("premises_id", missing)
        self.staff.set_choices([Choice(None, self._t("Nobody yet")), *(Choice(one.id, one.name) for one in staff)])

    def show_draft(self, draft: OrderDraft, wrong: dict[str, str]) -> None:
        """Show an order."""
        self.promised.set_value(draft.promised_on)
        self.discount.set_value(draft.discount or None)
        self.place.set_value(draft.premises_id)
        self.staff.set_value(draft.staff_id)
        self.party.setText(draft.external_party)
        self.number.setText(draft.external_number)
        self.ordered.set_value(draft.ordered_on)
        self.note.set_text(draft.note)
        self.promises.set_value(draft.promises)
        for name, field in (("promised_on", self.promised.edit), ("discount", self.discount), ("ordered_on", self.ordered.edit)):
            if name in wrong:
                field.setText(wrong[name])

    def taken(self, draft: OrderDraft) -> OrderDraft:
        """Return the order with what the fields say; its lines stay."""
        return replace(
            draft,
            promised_on=self.promised.value(),
            discount=self.discount.value() or 0,
            premises_id=self.place.value(),
            staff_id=self.staff.value(),
            external_party=self.party.text(),
            external_number=self.number.text(),
            ordered_on=self.ordered.value() or draft.ordered_on,
            note=self.note.text(),
            promises=self.promises.value(),
        )

    def wrong(self) -> dict[str, str]:
        """Return the texts that are no values, by field."""
        fields: dict[str, DateField | MoneyField] = {
            "promised_on": self.promised,
            "discount": self.discount,
            "ordered_on": self.ordered,
        }
        return {name: field.text() for name, field in fields.items() if not field.is_valid()}

    def complain(self) -> bool:
        """Mark what is no value; tell whether there is any."""
        wrong = self.wrong()
        for name in wrong:
            words = self._t("This is not an amount.") if name == "discount" else self._t("This is not a date.")
            self.grid.show_field_note(name, words, Tone.DANGER)
        if wrong:
            self.grid.field(next(iter(wrong))).setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(wrong)
