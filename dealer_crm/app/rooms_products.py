"""Products: their part of the settings, and the form for a new one wherever one is picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from dealer_crm.app.opened import Opened
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.products import ProductDraft, ProductKind, plain_barcode
from dealer_crm.i18n import Translator
from dealer_crm.services.product_imports import GoodsPreview
from dealer_crm.services.products import ProductRow
from dealer_crm.ui.settings.product_dialog import ProductDialog, ProductFormDoors, open_product
from dealer_crm.ui.settings.product_import import ProductImportDialog
from dealer_crm.ui.settings.product_picture import PictureDoors
from dealer_crm.ui.settings.products_part import ASIDE, GOODS, SERVICES, ProductDoors, ProductsPart


class _Bought(Protocol):
    """A record that says whose it is."""

    @property
    def customer_id(self) -> int:
        """The customer."""


File = TypeVar("File", bound=_Bought)

if TYPE_CHECKING:
    from dealer_crm.ui.shell import MainWindow

BARCODES = (8, 12, 13, 14)
"""Digits of the usual barcodes of goods."""
PICKED = "picked"
"""What is typed of a product that is made where it is picked is kept apart from one that is begun in the settings."""


class Picking:
    """Finds products for the lines of the customer whose order or quote was opened last, at the prices of his level."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._level = ""

    def find(self, words: str, limit: int) -> Sequence[ProductRow]:
        """Return products with what he pays for them."""
        return self._opened.products.find(words, limit, self._level)

    def customer(self, customer_id: int) -> CustomerDraft:
        """Return the file of who is to buy."""
        self._level = self._opened.products.level_of(customer_id)
        return self._opened.customers.draft(customer_id)[0]

    def opened(self, read: Callable[[int], File]) -> Callable[[int], File]:
        """Return what opens an order or quote, and notes whose it is."""

        def open_file(record_id: int) -> File:
            file = read(record_id)
            self._level = self._opened.products.level_of(file.customer_id)
            return file

        return open_file


def products_part(t: Translator, opened: Opened, window: MainWindow) -> ProductsPart:
    """Return the products as a part of the settings."""
    products = opened.products

    def ids(words: str, which: str) -> Sequence[int]:
        if which == ASIDE:
            return products.ids_aside(words)
        kinds = {GOODS: ProductKind.GOODS, SERVICES: ProductKind.SERVICE}
        return products.ids_of(kinds[which], words) if which in kinds else products.ids(words, everything=True)

    doors = ProductDoors(
        ids,
        products.rows,
        products.create,
        products.edit,
        products.delete,
        form_doors(opened, window),
        opened.drafts,
        lambda: _choose_list(t, opened, window, part),
    )
    part = ProductsPart(t, doors)
    return part


def _choose_list(t: Translator, opened: Opened, window: MainWindow, part: ProductsPart) -> None:
    """Ask for a list of goods, read it beside the window, and show what would become of its rows."""
    file = window.prompts.choose_file(t("List of goods"), t("Workbooks and tables") + " (*.xlsx *.xls *.csv *.ods *.tsv *.txt)")
    if file is None:
        return
    work = partial(opened.product_imports.preview, file)
    window.run_task(t("Reading {file}").format(file=file.name), work, lambda found: _show(t, opened, window, part, found), part.refused)


def _show(t: Translator, opened: Opened, window: MainWindow, part: ProductsPart, preview: GoodsPreview) -> None:
    names = {one.code: one.said(t.language) for one in opened.products.categories()}

    def take_in() -> None:
        work = partial(opened.product_imports.apply, preview)
        window.run_task(t("Taking in {file}").format(file=preview.file), work, lambda _count: part.reload(), part.refused)

    ProductImportDialog(t, preview, names, take_in, window).open()


def form_doors(opened: Opened, window: MainWindow) -> ProductFormDoors:
    """Return what the form of a product asks."""
    products, pictures = opened.products, opened.product_pictures
    return ProductFormDoors(
        products.categories,
        products.levels,
        opened.trade.goods_sheets,
        lambda: products.sees_cost,
        products.same_barcode,
        PictureDoors(pictures.keep, pictures.read, lambda: window.prompts),
    )


def new_product(t: Translator, opened: Opened, window: MainWindow) -> Callable[[str, Callable[[ProductRow], object]], None]:
    """Return what opens the form with what was typed, a barcode or a name, and hands on the product once it is saved."""
    products = opened.products

    def ask(typed: str, taken: Callable[[ProductRow], object]) -> None:
        made: list[int] = []
        scanned = len(plain_barcode(typed)) in BARCODES and plain_barcode(typed).isdecimal()
        begun = ProductDraft(barcode=typed) if scanned else ProductDraft(name=typed)
        dialog = ProductDialog(t, begun, lambda draft: made.append(products.create(draft)), form_doors(opened, window), window)
        dialog.setWindowTitle(t("New product"))
        dialog.saved.connect(lambda: taken(products.open(made[-1])))
        open_product(dialog, t, opened.drafts, PICKED)

    return ask
