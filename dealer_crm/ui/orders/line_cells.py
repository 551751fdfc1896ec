"""The columns of the order lines: what each shows, and how typed text becomes part of the line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt

from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.text import one_line
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.products import ProductRow
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.widgets.date_text import read_date
from dealer_crm.ui.widgets.painting import LEFT, RIGHT
from dealer_crm.ui.widgets.typed_fields import number_text, read_number
from dealer_crm.words.figures import money, quantity

SERIAL_MARKS = re.compile(r"[,，;；、\s]+")


@dataclass(frozen=True)
class Cell:
    """One column. `take` returns None for text that says nothing it can hold; no `take` = not typed into.

    `width` counts digits, `rank` > 0 hides it where there is little room, the highest first; `path` = Enter stops there.
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


def _take_quantity(line: LineDraft, text: str, _today: date) -> LineDraft | None:
    value = read_number(text, 3)
    return None if value is None else replace(line, quantity=value)


def _take_price(line: LineDraft, text: str, _today: date) -> LineDraft | None:
    value = read_number(text, 2) if text.strip() else 0
    return None if value is None else replace(line, price=value)


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


def _unit(line: LineDraft, text: str, _today: date) -> LineDraft:
    return replace(line, unit=one_line(text))


def _price_text(line: LineDraft) -> str:
    return number_text(line.price, 2) if line.price or not line.empty else ""


def _cost_text(line: LineDraft) -> str:
    return "" if line.cost is None else number_text(line.cost, 2)


def _serials(line: LineDraft) -> str:
    return " ".join(line.serials)


def _arrives(line: LineDraft) -> str:
    return line.arrives_on.isoformat() if line.arrives_on else ""


CELLS: tuple[Cell, ...] = (
    Cell("goods", N_("Goods"), 22, lambda line, _d: _goods(line), _goods, _take_goods, path=True),
    Cell("model", N_("Model, spec"), 19, lambda line, _d: _model(line), _model, _take_model, rank=2),
    Cell(
        "quantity", N_("Quantity"), 7, lambda x, _d: quantity(x.quantity), lambda x: quantity(x.quantity), _take_quantity, True, path=True
    ),
    Cell("unit", N_("Sold by"), 5, lambda line, _d: line.unit, lambda line: line.unit, _unit, rank=3),
    Cell("price", N_("Price"), 11, lambda line, _d: _price_text(line), _price_text, _take_price, True, path=True),
    Cell("amount", N_("Amount"), 12, lambda line, _d: money(line.amount), right=True),
    Cell("cost", N_("Cost"), 10, lambda line, _d: _cost_text(line), _cost_text, _take_cost, True, rank=5, owner_only=True),
    Cell("room", N_("Which room"), 10, lambda line, _d: line.room, lambda line: line.room, _room, rank=4),
    Cell("serials", N_("Serial number"), 13, lambda line, _d: _serials(line), _serials, _take_serials, rank=6),
    Cell(
        "arrival", N_("Arrival"), 13, lambda x, day: short_day(x.arrives_on, day) if x.arrives_on else "", _arrives, _take_arrival, rank=1
    ),
)
"""Every column in order; those of a row pasted from a sheet come in the same order."""


def cells(t: Translator, *, costs: bool) -> list[tuple[Cell, str]]:
    """Return the columns with their titles; costs only for eyes that may see them."""
    return [(cell, t(cell.title)) for cell in CELLS if costs or not cell.owner_only]


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
        price=draft.price,
        cost=product.cost,
    )
