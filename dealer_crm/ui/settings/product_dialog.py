"""One product: what it is, what it costs, and what holds for it where its line of goods is silent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.products import ProductDraft
from dealer_crm.domain.trade import Category
from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import Choice, Combo, Dialog, FormGrid, LineEdit, MoneyField, NumberField, Role

TEXTS = ("name", "brand", "model", "spec", "code", "unit")


class ProductDialog(Dialog):
    """`save` may refuse; then the dialog stays open."""

    saved = Signal()

    def __init__(
        self,
        t: Translator,
        draft: ProductDraft,
        save: Callable[[ProductDraft], object],
        categories: Sequence[Category],
        parent: QWidget | None,
    ) -> None:
        super().__init__(t, draft.name or draft.model or t("New product"), parent, name="product_dialog", width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._draft, self._save = draft, save
        self._categories = {category.code: category for category in categories}
        self.form = FormGrid(t, name="product_form")
        self._texts = {name: LineEdit(name=f"field_product_{name}") for name in TEXTS}
        self.category = Combo([Choice(one.code, one.said(t.language)) for one in categories], name="field_product_category")
        self.category.setAccessibleName(t("Category"))
        self.price, self.cost = MoneyField(name="field_product_price"), MoneyField(name="field_product_cost")
        unit = t("months")
        self.whole = NumberField(name="field_product_whole", decimals=0, unit=unit)
        self.parts = NumberField(name="field_product_parts", decimals=0, unit=unit)
        self.cycle = NumberField(name="field_product_cycle", decimals=0, unit=unit)
        self._build(self.form)
        self._show(draft)
        self.category.picked.connect(lambda _code: self._take_unit())

    def _build(self, form: FormGrid) -> None:
        t, texts = self._t, self._texts
        form.add("name", t("Goods"), texts["name"], required=True)
        form.add("category", t("Category"), self.category, beside=True)
        form.add("brand", t("Brand"), texts["brand"])
        form.add("model", t("Model"), texts["model"], beside=True)
        form.add("spec", t("Spec"), texts["spec"])
        form.add("code", t("Shop code"), texts["code"], beside=True)
        form.add("price", t("Price"), self.price)
        form.add("unit", t("Sold by"), texts["unit"], beside=True)
        form.add("cost", t("Cost"), self.cost)
        more = form.add_section("product_terms", t("Warranty and care, where they differ from the category"))
        more.add("whole_months", t("Warranty of the whole unit"), self.whole)
        more.add("parts_months", t("Warranty of the main parts"), self.parts, beside=True)
        more.add("cycle_months", t("Cleaning or care every"), self.cycle)
        self.box.addWidget(form)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name="product_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="product_leave").clicked.connect(self.reject)
        form.set_last(button)

    def show_cost(self, *, there: bool) -> None:
        """Show what it costs the shop only to eyes that may see it."""
        if self.form:
            self.form.set_row_visible("cost", there)

    def _show(self, draft: ProductDraft) -> None:
        for name, field in self._texts.items():
            field.setText(getattr(draft, name))
        self.category.set_value(draft.category)
        self.price.set_value(draft.price or None)
        self.cost.set_value(draft.cost)
        for field, months in ((self.whole, draft.whole_months), (self.parts, draft.parts_months), (self.cycle, draft.cycle_months)):
            field.set_value(months)

    def _take_unit(self) -> None:
        """Offer the unit that the line of goods is sold in, where none was typed."""
        unit, category = self._texts["unit"], self._categories.get(self.category.value())
        if category and (not unit.text() or unit.text() in {one.unit(self._t.language) for one in self._categories.values()}):
            unit.setText(category.unit(self._t.language))

    def draft(self) -> ProductDraft:
        """Return the product as the fields say it."""
        return replace(
            self._draft,
            name=self._texts["name"].text(),
            brand=self._texts["brand"].text(),
            model=self._texts["model"].text(),
            spec=self._texts["spec"].text(),
            code=self._texts["code"].text(),
            unit=self._texts["unit"].text(),
            category=self.category.value(),
            price=self.price.value() or 0,
            cost=self.cost.value(),
            whole_months=self.whole.value(),
            parts_months=self.parts.value(),
            cycle_months=self.cycle.value(),
        )

    def accept(self) -> None:
        """Save, or say why not and stay."""
        try:
            self._save(self.draft())
        except DomainError as error:
            self.show_error(error)
        else:
            self.saved.emit()
            super().accept()
