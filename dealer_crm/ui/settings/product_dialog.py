"""One product: what it is, what it costs whom, what holds for it where its line of goods is silent, and how it looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.checklists import Checklist
from dealer_crm.domain.coverages import StartBasis
from dealer_crm.domain.details import DetailNotNumber, ListValue
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.products import RETAIL, LevelPrice, LevelPriceWrong, ProductDraft, ProductKind, margin
from dealer_crm.domain.trade import Category
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_PRODUCT, DraftPlace, Drafts
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.settings.product_picture import PictureDoors, PictureField
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Combo, Dialog, FormGrid, LineEdit, MoneyField, NumberField, Role, TextEdit
from dealer_crm.words.errors import sentence
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

TEXTS = ("name", "brand", "model", "spec", "code", "barcode", "unit", "energy_label")
MONTHS = ("whole_months", "parts_months", "cycle_months")
TERMS = "product_terms"


@dataclass(frozen=True)
class ProductFormDoors:
    """What the dialog asks: lines of goods, price levels, checklists; `same_barcode` names another product that has it."""

    categories: Callable[[], Sequence[Category]]
    levels: Callable[[], Sequence[ListValue]]
    checklists: Callable[[], Sequence[Checklist]]
    sees_cost: Callable[[], bool]
    same_barcode: Callable[[str], str]
    pictures: PictureDoors


class ProductDialog(Dialog):
    """`save` may refuse; then the dialog stays open."""

    saved = Signal()

    def __init__(
        self, t: Translator, draft: ProductDraft, save: Callable[[ProductDraft], object], doors: ProductFormDoors, parent: QWidget | None
    ) -> None:
        super().__init__(t, draft.name or draft.model or t("New product"), parent, name="product_dialog", width=760)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._draft, self._save, self._doors = draft, save, doors
        self._categories = {category.code: category for category in doors.categories()}
        self.form = FormGrid(t, name="product_form")
        self._texts = {name: LineEdit(name=f"field_product_{name}") for name in TEXTS}
        self.category = Combo([Choice(one.code, one.said(t.language)) for one in self._categories.values()], name="field_product_category")
        self.kind = Combo([Choice(one, label(one, t)) for one in ProductKind], name="field_product_kind")
        self.price, self.cost = MoneyField(name="field_product_price"), MoneyField(name="field_product_cost")
        kept = {one.level for one in draft.prices}
        offered = [one for one in doors.levels() if one.code != RETAIL and (not one.retired or one.code in kept)]
        self._levels = {one.code: (one, MoneyField(name=f"field_product_price_{one.code}")) for one in offered}
        self._months = {name: NumberField(name=f"field_product_{name}", decimals=0, unit=t("months")) for name in MONTHS}
        self.basis, self.checklist = self._term_choices()
        self.picture = PictureField(t, doors.pictures)
        self.note = TextEdit(name="field_product_note", lines=2)
        with self.form.together():
            self._build(self.form)
        self._show(draft)
        self._listen()

    def _term_choices(self) -> tuple[Combo, Combo]:
        t, silent = self._t, Choice("", self._t("As the category says"))
        bases = [Choice(basis.value, label(basis, t)) for basis in StartBasis]
        sheets = [Choice(one.code, one.said(t.language)) for one in self._doors.checklists()]
        return Combo([silent, *bases], name="field_product_basis"), Combo([silent, *sheets], name="field_product_checklist")

    def _build(self, form: FormGrid) -> None:
        t, texts = self._t, self._texts
        form.add("name", t("Goods"), texts["name"], required=True)
        form.add("category", t("Category"), self.category, beside=True)
        form.add("brand", t("Brand"), texts["brand"])
        form.add("model", t("Model"), texts["model"], beside=True)
        form.add("spec", t("Spec"), texts["spec"])
        form.add("kind", t("Sold as"), self.kind, beside=True)
        form.add("price", t("Price"), self.price)
        form.add("unit", t("Sold by"), texts["unit"], beside=True)
        form.add("cost", t("Cost"), self.cost)
        form.add("code", t("Shop code"), texts["code"], beside=True)
        form.add("barcode", t("Barcode"), texts["barcode"])
        form.add("energy_label", t("Energy label"), texts["energy_label"], beside=True)
        form.set_row_visible("cost", self._doors.sees_cost())
        self._build_further(form)
        self.box.addWidget(form)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name="product_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="product_leave").clicked.connect(self.reject)
        form.set_last(button)

    def _build_further(self, form: FormGrid) -> None:
        t = self._t
        prices = form.add_section("product_prices", t("Prices by level; empty means the plain price"), opened=bool(self._draft.prices))
        for at, (level, field) in enumerate(self._levels.values()):
            prices.add(f"price_{level.code}", level.said(t.language), field, beside=bool(at % 2))
        terms = form.add_section(TERMS, t("Warranty and care, where they differ from the category"))
        terms.add("whole_months", t("Warranty of the whole unit"), self._months["whole_months"])
        terms.add("parts_months", t("Warranty of the main parts"), self._months["parts_months"], beside=True)
        terms.add("start_basis", t("Warranty counts from"), self.basis)
        terms.add("cycle_months", t("Cleaning or care every"), self._months["cycle_months"], beside=True)
        terms.add("checklist", t("Checklist"), self.checklist)
        look = form.add_section("product_look", t("Picture and note"), opened=bool(self._draft.picture or self._draft.note))
        look.add("picture", t("Picture"), self.picture)
        look.add("note", t("Note"), self.note)

    def _listen(self) -> None:
        form = self.form
        self.category.picked.connect(lambda _code: self._take_unit())
        self.kind.picked.connect(lambda _kind: self._dress())
        for field in (self.price, self.cost):
            field.textChanged.connect(lambda _text: self._tell_margin())
        self._texts["barcode"].editingFinished.connect(self._look_for_twin)
        if form:
            self.picture.changed.connect(lambda: form.edited.emit("picture"))
        self._dress()
        self._tell_margin()

    # showing

    def _show(self, draft: ProductDraft) -> None:
        for name, field in self._texts.items():
            field.setText(getattr(draft, name))
        self.category.set_value(draft.category)
        self.kind.set_value(draft.kind)
        self.price.set_value(draft.price or None)
        self.cost.set_value(draft.cost)
        prices = {one.level: one.price for one in draft.prices}
        for code, (_level, field) in self._levels.items():
            field.set_value(prices.get(code))
        for name, months in self._months.items():
            months.set_value(getattr(draft, name))
        self.basis.set_value(draft.start_basis)
        self.checklist.set_value(draft.checklist)
        self.picture.set_value(draft.picture)
        self.note.set_text(draft.note)

    def _dress(self) -> None:
        """What is work has no machine that a warranty or care is for."""
        if self.form:
            self.form.set_section_visible(TERMS, self.kind.value() is ProductKind.GOODS)

    def _tell_margin(self) -> None:
        left = margin(self.price.value() or 0, self.cost.value()) if self._doors.sees_cost() else None
        share = "" if left is None or left.share is None else f" ({left.share / 100:.1f} %)"
        words = "" if left is None else self._t("Margin {amount}").format(amount=money(left.amount)) + share
        if self.form:
            self.form.show_field_note("cost", words, Tone.WARN if left and left.amount < 0 else None)

    def _look_for_twin(self) -> None:
        barcode = self._texts["barcode"].text()
        other = "" if barcode == self._draft.barcode else self._doors.same_barcode(barcode)
        words = self._t("{name} has this barcode, too.").format(name=other) if other else ""
        if self.form:
            self.form.show_field_note("barcode", words, Tone.WARN)

    def _take_unit(self) -> None:
        """Offer the unit that the line of goods is sold in, where none was typed."""
        unit, category = self._texts["unit"], self._categories.get(self.category.value())
        if category and (not unit.text() or unit.text() in {one.unit(self._t.language) for one in self._categories.values()}):
            unit.setText(category.unit(self._t.language))

    # taking

    def _numbers(self) -> dict[str, NumberField]:
        levels = {f"price_{code}": field for code, (_level, field) in self._levels.items()}
        return {"price": self.price, "cost": self.cost, **levels, **self._months}

    def draft(self) -> ProductDraft:
        """Return the product as the fields say it; levels that nobody is asked for any more keep their price."""
        typed = [LevelPrice(code, price) for code, (_, field) in self._levels.items() if (price := field.value()) is not None]
        return replace(
            self._draft,
            **{name: field.text() for name, field in self._texts.items()},  # type: ignore[arg-type]
            **{name: field.value() for name, field in self._months.items()},  # type: ignore[arg-type]
            category=self.category.value(),
            kind=self.kind.value(),
            price=self.price.value() or 0,
            cost=self.cost.value(),
            prices=tuple(one for one in self._draft.prices if one.level not in self._levels) + tuple(typed),
            start_basis=self.basis.value(),
            checklist=self.checklist.value(),
            picture=self.picture.value(),
            note=self.note.text(),
        )

    def accept(self) -> None:
        """Save, or say why not and stay."""
        wrong = next((name for name, field in self._numbers().items() if not field.is_valid()), "")
        if wrong:
            self._refuse(wrong, DetailNotNumber(text=self._numbers()[wrong].text()))
            return
        try:
            self._save(self.draft())
        except LevelPriceWrong as error:
            self._refuse(f"price_{error.parameters['level']}", error)
        except DomainError as error:
            self.show_error(error)
        else:
            self.saved.emit()
            super().accept()

    def _refuse(self, name: str, error: DomainError) -> None:
        if self.form:
            self.form.go_to(name)
            self.form.show_field_note(name, sentence(error, self._t), Tone.DANGER)


def open_product(dialog: ProductDialog, t: Translator, drafts: Drafts, key: str) -> None:
    """Show the dialog; what is typed is kept until it is saved, new products under `NEW`."""
    KeptDialog(t, dialog, drafts, DraftPlace(KIND_PRODUCT, key, dialog.windowTitle()))
    dialog.open()
