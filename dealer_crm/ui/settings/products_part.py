"""The products of the shop: a list found by initials, and a form for one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.products import ProductDraft, ProductKind
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import NEW, Drafts
from dealer_crm.services.products import ProductRow
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.settings.product_dialog import ProductDialog, ProductFormDoors, open_product
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import (
    Button,
    Chip,
    Choice,
    Column,
    Combo,
    EmptyState,
    FlowRow,
    InlineMessage,
    PagedModel,
    SearchField,
    TableView,
)
from dealer_crm.ui.widgets.chips import chip_width
from dealer_crm.ui.widgets.painting import RIGHT, advance
from dealer_crm.words.figures import money

WIDEST = 1000
ALL, GOODS, SERVICES, ASIDE = "all", "goods", "services", "aside"
WHICH = (ALL, GOODS, SERVICES, ASIDE)


@dataclass(frozen=True)
class ProductDoors:
    """What the part may call: `ids` takes words and which of them (`WHICH`); the writes raise DomainError."""

    ids: Callable[[str, str], Sequence[int]]
    rows: Callable[[Sequence[int]], Sequence[ProductRow]]
    create: Callable[[ProductDraft], int]
    edit: Callable[[int, ProductDraft, int], None]
    delete: Callable[[int], None]
    form: ProductFormDoors
    drafts: Drafts
    take_in: Callable[[], object] | None = None


class ProductsPart(Part):
    """A table with what can be done to the chosen product; every change can be undone."""

    changed = Signal()

    def __init__(self, t: Translator, doors: ProductDoors) -> None:
        sentence = t("What the shop sells. An order takes name, unit and price from here; what it has stays as it was.")
        super().__init__("products", t("Products"), sentence, widest=WIDEST)
        self._t, self._doors = t, doors
        self._names = {category.code: category.said(t.language) for category in doors.form.categories()}
        self.message = InlineMessage(t, name="products_message")
        self.search = SearchField(name="products_search", placeholder=t("Name, model, code, sound"))
        self.which = self._which()
        self.model = PagedModel(self._columns(), self._ids, doors.rows, self)
        self.table = TableView(t, self.model, name="products_list", label=t("Products"))
        empty = EmptyState(t("No products yet. A line of an order may also be free text."), icon="tag", name="products_empty")
        self.table.set_empty(empty)
        self._build()
        self.findable(t("New product"), self.add_button)
        self.findable(t("Products"), self.table)

    def _which(self) -> Combo:
        t = self._t
        words = (t("All products"), t("Physical goods"), t("Service items"), t("Set aside"))
        which = Combo([Choice(*one) for one in zip(WHICH, words, strict=True)], name="products_which", label=t("Which products"))
        which.set_value(ALL)
        return which

    def _build(self) -> None:
        t = self._t
        row = FlowRow("products_buttons")
        self.add_button = Button(t("New product"), icon="plus", name="product_add")
        self.edit_button = Button(t("Edit"), icon="pencil", key="Enter", name="product_edit")
        self.aside_button = Button(t("Set aside"), name="product_aside")
        self.delete_button = Button(t("Delete"), icon="trash-2", name="product_delete")
        self.import_button = Button(t("Import from Excel…"), icon="import", name="product_import")
        self.import_button.setVisible(self._doors.take_in is not None)
        deeds: tuple[tuple[Button, Callable[[], object]], ...] = (
            (self.add_button, self.add),
            (self.edit_button, self.edit),
            (self.aside_button, self.turn),
            (self.delete_button, self.delete),
            (self.import_button, self.take_in),
        )
        for button, run in deeds:
            row.add(button)
            button.clicked.connect(run)
        row.add(self.which)
        for widget in (self.message, row, self.search):
            self.box.addWidget(widget)
        self.box.addWidget(self.table, 1)
        self.table.setMinimumHeight(180)
        self.table.opened.connect(lambda _id: self.edit())
        self.table.removed.connect(lambda _ids: self.delete())
        self.table.current_changed.connect(lambda _id: self._dress())
        self.which.picked.connect(lambda _which: self.reload())
        self.search.typed.connect(lambda _text: self.reload())
        self.search.escaped.connect(self.search.clear)
        self.search.entered.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))

    def _columns(self) -> list[Column]:
        t = self._t
        cost = [
            Column("cost", t("Cost"), lambda row: money(row.cost) if row.cost is not None else "", 12, RIGHT, quiet=True, rank=2),
            Column("margin", t("Margin"), _margin, 8, RIGHT, quiet=True, rank=4),
        ]
        found = [
            Column("name", t("Goods"), lambda row: row.title, 28, bold=True, stretch=2),
            Column("spec", t("Spec"), lambda row: row.draft.spec, 18, quiet=True, stretch=1, rank=3),
            Column("category", t("Category"), lambda row: self._names.get(row.draft.category, row.draft.category), 15, rank=1),
            Column("price", t("Price"), lambda row: money(row.draft.price), 12, RIGHT),
            *(cost if self._doors.form.sees_cost() else []),
            Column("state", t("State"), lambda _row: "", self._state_digits(), chip=self._state),
        ]
        return [replace(column, sortable=False) for column in found]

    def _chips(self) -> tuple[Chip, Chip, Chip]:
        t = self._t
        return Chip(t("On sale"), Tone.DONE), Chip(t("Service item"), Tone.INFO), Chip(t("Set aside"), Tone.NEUTRAL)

    def _state(self, row: ProductRow) -> Chip:
        sold, service, aside = self._chips()
        return aside if not row.draft.active else service if row.draft.kind is ProductKind.SERVICE else sold

    def _state_digits(self) -> int:
        return -(-max(map(chip_width, self._chips())) // advance("8")) + 1

    def _ids(self) -> Sequence[int]:
        return self._doors.ids(self.search.query(), self.which.value() or ALL)

    def reload(self) -> None:
        """Show the products as stored."""
        self.model.reload()
        if self.model.rowCount() and not self.table.current_id():
            self.table.selectRow(0)
        self._dress()

    def _row(self) -> ProductRow | None:
        return next(iter(self._doors.rows([self.table.current_id()])), None) if self.table.current_id() else None

    def _dress(self) -> None:
        row = self._row()
        for button in (self.edit_button, self.aside_button, self.delete_button):
            button.setEnabled(row is not None)
        back = row is not None and not row.draft.active
        self.aside_button.set_label(self._t("On sale again") if back else self._t("Set aside"))
        self.aside_button.set_icon("undo-2" if back else "log-out")

    def add(self) -> None:
        """Ask for a new product."""
        self._open(ProductDraft(), self._doors.create, NEW)

    def edit(self) -> None:
        """Ask for changes of the chosen product."""
        row = self._row()
        if row is not None:
            self._open(row.draft, lambda draft: self._doors.edit(row.id, draft, row.version), str(row.id))

    def _open(self, draft: ProductDraft, save: Callable[[ProductDraft], object], key: str) -> None:
        self.message.clear()
        parent: QWidget = self.window()
        dialog = ProductDialog(self._t, draft, save, self._doors.form, parent)
        dialog.saved.connect(self.reload)
        open_product(dialog, self._t, self._doors.drafts, key)

    def take_in(self) -> None:
        """Take products over from a file."""
        if self._doors.take_in is not None:
            self._doors.take_in()

    def refused(self, error: Exception) -> None:
        """Say why a list was not taken in; what nobody expected goes to the crash report."""
        if not isinstance(error, DomainError):
            raise error
        self.message.show_error(error)

    def turn(self) -> None:
        """Set the chosen product aside, or sell it again."""
        row = self._row()
        if row is not None:
            self._do(lambda: self._doors.edit(row.id, replace(row.draft, active=not row.draft.active), row.version))

    def delete(self) -> None:
        """Delete the chosen product if it was never sold."""
        if row := self._row():
            self._do(lambda: self._doors.delete(row.id))

    def _do(self, run: Callable[[], object]) -> None:
        self.message.clear()
        try:
            run()
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.reload()


def _margin(row: ProductRow) -> str:
    left = row.margin
    return "" if left is None or left.share is None else f"{left.share / 100:.1f} %"
