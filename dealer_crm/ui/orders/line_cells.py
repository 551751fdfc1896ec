"""The columns of the order lines: what each shows, and how typed text becomes part of the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.text import fold, one_line
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.products import ProductRow
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.orders.line_typing import group_words, share_text, take_group, take_list_price, take_quantity, take_share
from dealer_crm.ui.widgets.date_text import read_date
from dealer_crm.ui.widgets.painting import LEFT, RIGHT
from dealer_crm.ui.widgets.typed_fields import number_text, read_number
from dealer_crm.words.figures import money, quantity

SERIAL_MARKS = re.compile(r"[,，;；、\s]+")


@dataclass(frozen=True)
class Cell:
    """One column. `take` returns None for text that says nothing it can hold; no `take` = not typed into.

    `width` counts digits, `rank` > 0 hides it where there is little room, the highest first; `path` = Enter stops there.
    `held` = a signed contract holds it fast; `why` says what is wrong with text that it cannot take.
    """

    key: str
    title: str
    width: int
    show: Callable[[LineDraft, date], str]
    edit: Callable[[LineDraft], str] | None = None
    take: Callable[[LineDraft, str, date], LineDraft | None] | None = None
    right: bool = False
    rank: int = 0
    path: bool = False
    owner_only: bool = False
    held: bool = False
    why: str = ""

    @property
    def align(self) -> Qt.AlignmentFlag:
        """Figures stand at the right."""
        return RIGHT if self.right else LEFT


def _goods(line: LineDraft) -> str:
    return " ".join(filter(None, (line.brand, line.name)))


def _take_goods(line: LineDraft, text: str, _today: date) -> LineDraft:
    words = one_line(text)
    return line if words == _goods(line) else replace(line, name=words, brand="")


def _model(line: LineDraft) -> str:
    return " ".join(filter(None, (line.model, line.spec)))


def _take_model(line: LineDraft, text: str, _today: date) -> LineDraft:
    words = one_line(text)
    return line if words == _model(line) else replace(line, model=words, spec="")


def _take_price(line: LineDraft, text: str, _today: date) -> LineDraft | None:
    """A price above the list price is the list price from now on."""
    value = read_number(text, 2) if text.strip() else 0
    if value is None:
        return None
    return replace(line, price=value, list_price=line.list_price if (line.list_price or 0) > value else None)


def _take_cost(line: LineDraft, text: str, _today: date) -> LineDraft | None:
    value = read_number(text, 2)
    return None if value is None and text.strip() else replace(line, cost=value)


def _take_serials(line: LineDraft, text: str, _today: date) -> LineDraft:
    return replace(line, serials=tuple(filter(None, SERIAL_MARKS.split(text))))


def _take_arrival(line: LineDraft, text: str, today: date) -> LineDraft | None:
    day = read_date(text, today)
    return None if day is None and text.strip() else replace(line, arrives_on=day)


def _room(line: LineDraft, text: str, _today: date) -> LineDraft:
    return replace(line, room=one_line(text))


def _note(line: LineDraft, text: str, _today: date) -> LineDraft:
    return replace(line, note=one_line(text))


def _unit(line: LineDraft, text: str, _today: date) -> LineDraft:
    return replace(line, unit=one_line(text))


def _price_text(line: LineDraft) -> str:
    return number_text(line.price, 2) if line.price or not line.empty else ""


def _list_text(line: LineDraft) -> str:
    return number_text(line.list_price, 2) if line.list_price else ""


def _cost_text(line: LineDraft) -> str:
    return "" if line.cost is None else number_text(line.cost, 2)


def _serials(line: LineDraft) -> str:
    return " ".join(line.serials)


def _arrives_short(line: LineDraft, today: date) -> str:
    return short_day(line.arrives_on, today) if line.arrives_on else ""


def _quantity(line: LineDraft) -> str:
    return quantity(line.quantity)


def _shown(text: Callable[[LineDraft], str]) -> Callable[[LineDraft, date], str]:
    return lambda line, _today: text(line)


def _arrives(line: LineDraft) -> str:
    return line.arrives_on.isoformat() if line.arrives_on else ""


_NO_NUMBER = N_("This is not a number.")
_NO_SHARE = N_("A price is at most 100 % of the list price. Type for example 95.")
_LIST_BELOW = N_("The price before its discount is not lower than the price.")
_NO_GROUP = N_("No group is called so. F7 shows them all.")
_NO_DAY = N_("This is not a date.")

CELLS: tuple[Cell, ...] = (
    Cell("goods", N_("Goods"), 22, lambda line, _d: _goods(line), _goods, _take_goods, path=True, held=True),
    Cell("model", N_("Model, spec"), 19, lambda line, _d: _model(line), _model, _take_model, rank=2, held=True),
    Cell("quantity", N_("Quantity"), 7, _shown(_quantity), _quantity, take_quantity, True, path=True, held=True, why=_NO_NUMBER),
    Cell("unit", N_("Sold by"), 5, lambda line, _d: line.unit, lambda line: line.unit, _unit, rank=3, held=True),
    Cell("price", N_("Price"), 11, _shown(_price_text), _price_text, _take_price, True, path=True, held=True, why=_NO_NUMBER),
    Cell("share", N_("% of list"), 6, _shown(share_text), share_text, take_share, True, rank=5, held=True, why=_NO_SHARE),
    Cell("amount", N_("Amount"), 12, lambda line, _d: money(line.amount), right=True),
    Cell("cost", N_("Cost"), 10, _shown(_cost_text), _cost_text, _take_cost, True, rank=7, owner_only=True, why=_NO_NUMBER),
    Cell("room", N_("Which room"), 10, lambda line, _d: line.room, lambda line: line.room, _room, rank=4),
    Cell("group", N_("Group"), 14, lambda line, _d: "", rank=6),
    Cell("serials", N_("Serial number"), 13, _shown(_serials), _serials, _take_serials, rank=8),
    Cell("note", N_("Note"), 14, lambda line, _d: line.note, lambda line: line.note, _note, rank=9),
    Cell("list_price", N_("List price"), 11, _shown(_list_text), _list_text, take_list_price, True, rank=10, held=True, why=_LIST_BELOW),
    Cell("arrival", N_("Arrival"), 13, _arrives_short, _arrives, _take_arrival, rank=1, why=_NO_DAY),
)
"""Every column in order; those of a row pasted from a sheet without headings come in the same order."""


def cells(t: Translator, *, costs: bool, without: Collection[str] = ()) -> list[tuple[Cell, str]]:
    """Return the columns with their titles; costs only for eyes that may see them."""
    found = [cell for cell in CELLS if (costs or not cell.owner_only) and cell.key not in without]
    return [(_of_groups(cell, t) if cell.key == "group" else cell, t(cell.title)) for cell in found]


def _of_groups(cell: Cell, t: Translator) -> Cell:
    words = partial(group_words, t)
    return replace(cell, show=_shown(words), edit=words, take=partial(take_group, t), why=_NO_GROUP)


def with_product(line: LineDraft, product: ProductRow) -> LineDraft:
    """Return the line with the words and the price of a product; quantity, room and serials stay."""
    draft = product.draft
    return replace(
        line,
        product_id=product.id,
        category=draft.category,
        name=draft.name or draft.model,
        brand=draft.brand,
        model=draft.model if draft.name else "",
        spec=draft.spec,
        unit=draft.unit,
        price=product.price,
        list_price=None,
        cost=product.cost,
    )


def known_by_model(products: Iterable[ProductRow]) -> dict[str, ProductRow]:
    """Return the products that their model alone names, by the model as it is compared."""
    found: dict[str, ProductRow | None] = {}
    for product in products:
        key = fold(product.draft.model)
        found[key] = None if key in found else product
    return {key: product for key, product in found.items() if key and product is not None}


def of_known(line: LineDraft, known: Mapping[str, ProductRow]) -> LineDraft:
    """Return a line that came from a sheet as one of ours where its model is: figures and unit stay as the sheet says, words are ours."""
    product = known.get(fold(line.model)) if line.product_id is None else None
    if product is None or (line.brand and fold(line.brand) != fold(product.draft.brand)):
        return line
    ours = with_product(line, product)
    return replace(ours, unit=line.unit or ours.unit, price=line.price or ours.price, list_price=line.list_price)
