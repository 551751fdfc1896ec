"""The fields of a quote beside its lines: house, days, price, the remarks it must have, and what it is to solve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.orders import TaxMode
from dealer_crm.domain.premises import PremisesDraft, short_line
from dealer_crm.domain.quotes import REMARKS, VALID_DAYS, QuoteDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.desk.too_much import Flags, too_much_words
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import AreaField, Choice, Combo, DateField, FormGrid, LineEdit, MoneyField, NumberField, TextEdit
from dealer_crm.words.labels import label

TEXTS = ("included", "extras", "lead_time", "warranty", "note", "pains", "expectations")
PROMISING = ("included", "extras", "lead_time", "warranty", "note", "expectations")
"""Texts that the customer holds the shop to."""


class QuoteFields(QWidget):
    """`edited` for everything that is typed or chosen."""

    edited = Signal()
    left = Signal()

    def __init__(self, t: Translator, today: Callable[[], date], flags: Flags) -> None:
        super().__init__()
        self._t, self._flags = t, flags
        self.grid = FormGrid(t, name="quote_fields")
        self._add_first(today)
        self.texts = {name: TextEdit(name=f"field_{name}", lines=3 if name in REMARKS else 2) for name in TEXTS}
        for text in self.texts.values():
            text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        add = self.grid.add
        self.grid.add_heading(t("What it is to solve"))
        add("pains", t("What troubles him"), self.texts["pains"])
        add("expectations", t("What he expects"), self.texts["expectations"], beside=True)
        self.grid.add_heading(t("Remarks on the paper"))
        add("included", t("Included and not included"), self.texts["included"])
        add("extras", t("How extras are charged"), self.texts["extras"], beside=True)
        add("lead_time", t("Time of delivery"), self.texts["lead_time"])
        add("warranty", t("Warranty in short"), self.texts["warranty"], beside=True)
        add("note", t("Further remarks"), self.texts["note"])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.grid)
        self.grid.edited.connect(self._on_edited)
        self.grid.left.connect(lambda _name: self.left.emit())

    def _add_first(self, today: Callable[[], date]) -> None:
        t, add = self._t, self.grid.add
        self.place = add("premises_id", t("Where"), Combo(name="field_premises", label=t("Where")))
        self.staff = add("staff_id", t("Responsible"), Combo(name="field_staff", label=t("Responsible")), beside=True)
        self.system = add("system", t("System"), LineEdit(name="field_system", placeholder=t("For example: one outdoor unit, five rooms")))
        self.area = add("area", t("Area"), AreaField(name="field_area"), beside=True)
        self.quoted = add("quoted_on", t("Quoted on"), DateField(t, today, name="field_quoted_on"))
        self.days = add("valid_days", t("Valid for (days)"), NumberField(name="field_valid_days", decimals=0), beside=True)
        self.discount = add("discount", t("Discount"), MoneyField(name="field_discount"))
        self.rounding = add("rounding", t("Rounded off"), MoneyField(name="field_rounding"), beside=True)
        modes = [Choice(mode, label(mode, t)) for mode in TaxMode]
        self.tax_mode = add("tax_mode", t("Tax"), Combo(modes, name="field_tax_mode", label=t("Tax")))
        self.tax_rate = add("tax_rate", t("Tax rate"), NumberField(name="field_tax_rate", decimals=2, unit="%"), beside=True)
        self.subsidy = add("subsidy", t("Subsidy"), MoneyField(name="field_subsidy"))
        self.designer = add("designer", t("Designer"), LineEdit(name="field_designer", chars=24), beside=True)

    def _on_edited(self, name: str) -> None:
        if name in PROMISING:
            self._look(name)
        self.edited.emit()

    def _look(self, name: str) -> None:
        """Say which words of a text promise too much; nothing is forbidden."""
        self.grid.show_field_note(name, too_much_words(self._flags(self.texts[name].text()), self._t), Tone.WARN)
        QTimer.singleShot(0, self, self._fit_notes)

    def _fit_notes(self) -> None:
        """Give a note the height of its lines: beside the sums nothing else asks for it."""
        for name in PROMISING:
            if (row := self.grid.row(name)) is not None:
                high = row.note.heightForWidth(row.field.width()) if row.note.text() else 0
                row.note.setMinimumHeight(max(high, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notes wrap anew."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_notes)

    def set_choices(self, places: Sequence[PremisesDraft], staff: Sequence[StaffRow]) -> None:
        """Offer the customer's houses and the people of the shop."""
        none = Choice(None, self._t("No address yet"))
        self.place.set_choices([*(Choice(place.id, short_line(place) or self._t("House")) for place in places), none])
        self.staff.set_choices([Choice(None, self._t("Nobody yet")), *(Choice(one.id, one.name) for one in staff)])

    def show_draft(self, draft: QuoteDraft, wrong: dict[str, str]) -> None:
        """Show a version."""
        self.place.set_value(draft.premises_id)
        self.staff.set_value(draft.staff_id)
        self.system.setText(draft.system)
        self.designer.setText(draft.designer)
        self.quoted.set_value(draft.quoted_on)
        self.tax_mode.set_value(draft.tax_mode)
        for name, field in self._numbers().items():
            value = getattr(draft, name)
            field.set_value(value if name == "valid_days" else value or None)
        for name, text in self.texts.items():
            text.set_text(getattr(draft, name))
        for name, typed in self._typed().items():
            if name in wrong:
                typed.setText(wrong[name])
        for name in PROMISING:
            self._look(name)

    def taken(self, draft: QuoteDraft) -> QuoteDraft:
        """Return the version with what the fields say; its lines stay."""
        numbers = {name: field.value() or 0 for name, field in self._numbers().items()}
        days, area = numbers.pop("valid_days"), numbers.pop("area")
        return replace(
            draft,
            premises_id=self.place.value(),
            staff_id=self.staff.value(),
            system=self.system.text(),
            designer=self.designer.text(),
            quoted_on=self.quoted.value() or draft.quoted_on,
            tax_mode=self.tax_mode.value() or TaxMode.INCLUDED,
            valid_days=days if self.days.text().strip() else VALID_DAYS,
            area=area or None,
            **numbers,  # type: ignore[arg-type]
            **{name: text.text() for name, text in self.texts.items()},  # type: ignore[arg-type]
        )

    def _numbers(self) -> dict[str, NumberField]:
        names = ("valid_days", "discount", "rounding", "tax_rate", "subsidy", "area")
        return dict(zip(names, (self.days, self.discount, self.rounding, self.tax_rate, self.subsidy, self.area), strict=True))

    def _typed(self) -> dict[str, NumberField | LineEdit]:
        return {**self._numbers(), "quoted_on": self.quoted.edit}

    def wrong(self) -> dict[str, str]:
        """Return the texts that are no values, by field."""
        fields: dict[str, DateField | NumberField] = {**self._numbers(), "quoted_on": self.quoted}
        return {name: field.text() for name, field in fields.items() if not field.is_valid()}

    def complain(self) -> bool:
        """Mark what is no value; tell whether there is any."""
        wrong = self.wrong()
        for name in wrong:
            words = self._t("This is not a date.") if name == "quoted_on" else self._t("This is not a number.")
            self.grid.show_field_note(name, words, Tone.DANGER)
        if wrong:
            self.grid.field(next(iter(wrong))).setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(wrong)

    def lock(self, *, locked: bool) -> None:
        """Let nothing be typed into a version that the customer has; it can be read and copied."""
        for text in self.texts.values():
            text.setReadOnly(locked)
        for field in (*self._numbers().values(), self.system, self.designer, self.quoted.edit):
            field.setReadOnly(locked)
        for chosen in (self.place, self.staff, self.tax_mode):
            chosen.setEnabled(not locked)
        self.quoted.setEnabled(not locked)
