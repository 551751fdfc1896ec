"""Products: their part of the settings, and the form for a new one wherever one is picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dealer_crm.app.opened import Opened
from dealer_crm.domain.products import ProductDraft, ProductKind
from dealer_crm.i18n import Translator
from dealer_crm.services.products import ProductRow
from dealer_crm.ui.settings.product_dialog import ProductDialog, ProductFormDoors, open_product
from dealer_crm.ui.settings.product_picture import PictureDoors
from dealer_crm.ui.settings.products_part import ASIDE, GOODS, SERVICES, ProductDoors, ProductsPart

if TYPE_CHECKING:
    from dealer_crm.ui.shell import MainWindow

PICKED = "picked"
"""What is typed of a product that is made where it is picked is kept apart from one that is begun in the settings."""


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
    )
    return ProductsPart(t, doors)


def form_doors(opened: Opened, window: MainWindow) -> ProductFormDoors:
    """Return what the form of a product asks."""
    products, pictures = opened.products, opened.product_pictures
    return ProductFormDoors(
        products.categories,
        products.levels,
        opened.trade.checklists,
        lambda: products.sees_cost,
        products.same_barcode,
        PictureDoors(pictures.keep, pictures.read, lambda: window.prompts),
    )


def new_product(t: Translator, opened: Opened, window: MainWindow) -> Callable[[str, Callable[[ProductRow], object]], None]:
    """Return what opens the form with a name that was typed and hands on the product once it is saved."""
    products = opened.products

    def ask(typed: str, taken: Callable[[ProductRow], object]) -> None:
        made: list[int] = []
        dialog = ProductDialog(
            t, ProductDraft(name=typed), lambda draft: made.append(products.create(draft)), form_doors(opened, window), window
        )
        dialog.setWindowTitle(t("New product"))
        dialog.saved.connect(lambda: taken(products.open(made[-1])))
        open_product(dialog, t, opened.drafts, PICKED)

    return ask
