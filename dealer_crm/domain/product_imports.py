"""Lists of goods from elsewhere: what each column fills, what a row says of a product, and which product of ours it means."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.import_cells import Cell, amount_of, exact_text, text_of
from dealer_crm.domain.import_headings import LOOK, plain
from dealer_crm.domain.products import OTHER_CATEGORY, ProductDraft, ProductKind, level_prices, plain_barcode
from dealer_crm.domain.text import fold, one_line

LEVEL = "price."
"""Begins the name of a column that holds the price of a level."""
CODES, AMOUNTS, MONTHS = ("code", "barcode"), ("price", "cost"), ("whole_months", "parts_months", "cycle_months")
NOT_SOLD = frozenset({"0", "否", "禁用", "停用", "停售", "下架", "no", "false", "set aside", "disabled"})
SERVICES = frozenset({"服务", "服务项目", "service", "service item"})
NAMING = frozenset({"name", "model"})


class GoodsHeadingsMissing(DomainError):
    """No row of the file names the goods. Parameter: file."""


class GoodsTwice(DomainError):
    """The row means the same product as one above it. Parameter: row."""


class GoodsOutcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True)
class GoodsRow:
    """One row (from 1, as the file counts). `product_id` is ours that it means, `error` why it is not taken."""

    row: int
    outcome: GoodsOutcome
    draft: ProductDraft
    product_id: int | None = None
    version: int = 0
    error: DomainError | None = None

    @property
    def id(self) -> int:
        """Return the number of the row, by which a list knows it."""
        return self.row


@dataclass(frozen=True)
class Known:
    """A product of ours."""

    id: int
    version: int
    draft: ProductDraft


class GoodsHeadings:
    """A table of headings; built once from the text of `resources/imports/product_headings.toml`."""

    def __init__(self, text: str) -> None:
        self._sure: dict[str, str] = {}
        self._likely: dict[str, list[str]] = {}
        for column, entry in tomllib.loads(text).items():
            self._sure.update((plain(word), column) for word in entry["sure"])
            for word in entry.get("likely", ()):
                self._likely.setdefault(plain(word), []).append(column)

    def columns(self, headings: Sequence[Cell]) -> dict[str, int]:
        """Return where each field stands in a row of headings."""
        words = [plain(text_of(cell)) if isinstance(cell, str) and len(cell) <= LOOK + 10 else "" for cell in headings]
        found: dict[str, int] = {}
        for index, word in enumerate(words):
            if word in self._sure:
                found.setdefault(self._sure[word], index)
        for index, word in enumerate(words):
            free = [column for column in self._likely.get(word, ()) if column not in found]
            if free and index not in found.values():
                found[free[0]] = index
        return found

    def find(self, rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]]:
        """Return the row of headings among the first ones (-1 = none) and its columns."""
        best: tuple[int, dict[str, int]] = (-1, {})
        for index, cells in enumerate(rows[:LOOK]):
            columns = self.columns(cells)
            if not NAMING.isdisjoint(columns) and len(columns) > len(best[1]):
                best = (index, columns)
        return best


def values_of(cells: Sequence[Cell], columns: Mapping[str, int], categories: Mapping[str, str]) -> dict[str, Any]:
    """Return what a row says, by field; empty cells say nothing. `categories` = codes by folded name.

    Raises AmountUnreadable, DigitsLost.
    """
    said: dict[str, Any] = {}
    for column, index in columns.items():
        cell = cells[index] if index < len(cells) else None
        if text_of(cell):
            said[column] = _value(column, cell)
    category = said.pop("category", "")
    if category:
        code = categories.get(fold(category))
        said["category"] = code or OTHER_CATEGORY
        if code is None:
            said["note"] = "\n".join(filter(None, (said.get("note", ""), category)))
    return said


def _value(column: str, cell: Cell) -> Any:
    if column in CODES:
        return one_line(exact_text(cell))
    if column in AMOUNTS or column.startswith(LEVEL):
        return amount_of(cell, 2)
    if column in MONTHS:
        return amount_of(cell, 0)
    text = text_of(cell)
    if column == "active":
        return fold(text) not in NOT_SOLD
    if column == "kind":
        return ProductKind.SERVICE if fold(text) in SERVICES else ProductKind.GOODS
    return text if column == "note" else one_line(text)


def merged(base: ProductDraft, said: Mapping[str, Any]) -> ProductDraft:
    """Return a product with what a row says of it; what the row does not say stays. Raises as `ProductDraft.checked`."""
    prices = {one.level: one.price for one in base.prices}
    prices |= {column.removeprefix(LEVEL): price for column, price in said.items() if column.startswith(LEVEL)}
    own = {column: value for column, value in said.items() if not column.startswith(LEVEL)}
    if base.note and "note" in own and own["note"] in base.note.splitlines():
        del own["note"]
    return replace(base, **own, prices=level_prices(prices)).checked()


class Shelf:
    """Finds the product that a row means: by the shop's code, by barcode, by brand and model."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by: dict[tuple[str, ...], Known] = {}
        for one in known:
            for key in _keys(one.draft):
                self._by.setdefault(key, one)

    def match(self, draft: ProductDraft) -> Known | None:
        """Return ours, None where it is new."""
        return next((self._by[key] for key in _keys(draft) if key in self._by), None)


def _keys(draft: ProductDraft) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = []
    if draft.code:
        keys.append(("code", fold(draft.code)))
    if barcode := plain_barcode(draft.barcode):
        keys.append(("barcode", barcode))
    if draft.model:
        keys.append(("model", fold(draft.brand), fold(draft.model)))
    elif not draft.code and not barcode:
        keys.append(("name", fold(draft.brand), fold(draft.name), fold(draft.spec)))
    return keys


def compared(rows: Iterable[tuple[int, Mapping[str, Any] | DomainError]], shelf: Shelf) -> list[GoodsRow]:
    """Return what becomes of each row (its number and what it says, or why that cannot be read)."""
    found: list[GoodsRow] = []
    above: dict[tuple[str, ...], int] = {}
    for number, said in rows:
        one = _compared(number, said, shelf, above)
        if one.outcome is not GoodsOutcome.WRONG:
            above |= dict.fromkeys(_keys(one.draft), number)
        found.append(one)
    return found


def _compared(number: int, said: Mapping[str, Any] | DomainError, shelf: Shelf, above: Mapping[tuple[str, ...], int]) -> GoodsRow:
    if isinstance(said, DomainError):
        return GoodsRow(number, GoodsOutcome.WRONG, ProductDraft(), error=said)
    words = {name: said.get(name, "") for name in ("name", "code", "barcode", "brand", "model", "spec")}
    plainly = ProductDraft(**words)
    ours = shelf.match(plainly)
    try:
        draft = merged(ours.draft if ours else ProductDraft(), said)
        twin = next((above[key] for key in _keys(plainly) if key in above), 0)
        if twin:
            raise GoodsTwice(row=twin)
    except DomainError as error:
        return GoodsRow(number, GoodsOutcome.WRONG, plainly, error=error)
    if ours is None:
        return GoodsRow(number, GoodsOutcome.NEW, draft)
    outcome = GoodsOutcome.SAME if draft == ours.draft else GoodsOutcome.CHANGED
    return GoodsRow(number, outcome, draft, ours.id, ours.version)
