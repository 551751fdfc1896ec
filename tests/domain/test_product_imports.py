"""Columns of lists of goods, what their rows say, and which product they mean."""

from __future__ import annotations

from typing import Any

import pytest

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.import_cells import Cell
from dealer_crm.domain.imports import AmountUnreadable, DigitsLost
from dealer_crm.domain.product_imports import GoodsHeadings, GoodsOutcome, GoodsRow, GoodsTwice, Known, Shelf, compared, merged, values_of
from dealer_crm.domain.products import PriceNegative, PriceTooHigh, ProductDraft, ProductKind, ProductNameMissing, level_prices
from dealer_crm.storage.files import program_text

HEADINGS = GoodsHeadings(program_text("imports", "product_headings.toml"))
CATEGORIES = {"挂机/柜机": "room_ac"}
OURS = Known(7, 3, ProductDraft("壁挂机", "A1", "room_ac", "云岭", "KFR-35", price=329_900, barcode="6901", note="旧"))


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (("名称*", "采购价", "零售价", "销售价"), {"name": 0, "cost": 1, "price": 2, "price.trade": 3}),
        (("品名", "销售价"), {"name": 0, "price": 1}),
        (("品牌", "制造商", "型号"), {"brand": 0, "model": 2}),
        (("Product name", "SKU", "Trade price"), {"name": 0, "code": 1, "price.trade": 2}),
        ((None, 5.0, "？？"), {}),
    ],
)
def test_headings_say_what_a_column_fills(headings: tuple[Cell, ...], columns: dict[str, int]) -> None:
    assert HEADINGS.columns(headings) == columns


def test_headings_are_found_under_notes() -> None:
    assert HEADINGS.find([("说明：填写范例", ""), ("名称", "型号"), ("a", "b")])[0] == 1
    assert HEADINGS.find([("数量", "仓库"), (1, 2)]) == (-1, {})


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("code", 2001.0, "2001"),
        ("barcode", "6901234567892", "6901234567892"),
        ("price", "¥1,234.50", 123_450),
        ("price.trade", "1.2万", 1_200_000),
        ("cost", -5, -500),
        ("whole_months", 36.0, 36),
        ("active", 0.0, False),
        ("active", "启用", True),
        ("kind", "服务", ProductKind.SERVICE),
        ("kind", "什么", ProductKind.GOODS),
        ("name", "=HYPERLINK(1)\n x", "=HYPERLINK(1) x"),
        ("category", "挂机/柜机", "room_ac"),
    ],
)
def test_a_cell_is_a_value(column: str, cell: Cell, said: Any) -> None:
    assert values_of((cell,), {column: 0}, CATEGORIES) == {column: said}


def test_unknown_category_is_kept_in_the_note() -> None:
    assert values_of(("饮料", "冰"), {"category": 0, "note": 1}, CATEGORIES) == {"category": "other", "note": "冰\n饮料"}


@pytest.mark.parametrize(("column", "cell", "refusal"), [("price", "贵", AmountUnreadable), ("barcode", 6.901234567892e15, DigitsLost)])
def test_an_unreadable_cell_is_refused(column: str, cell: Cell, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        values_of((cell,), {column: 0}, CATEGORIES)


@pytest.mark.parametrize(
    ("said", "outcome", "product"),
    [
        ({"code": "A1"}, GoodsOutcome.SAME, 7),
        ({"barcode": "69-01", "price": 1}, GoodsOutcome.CHANGED, 7),
        ({"brand": "云岭", "model": "kfr-35", "price.trade": 5}, GoodsOutcome.CHANGED, 7),
        ({"model": "KFR-35"}, GoodsOutcome.NEW, None),
        ({"name": "壁挂机"}, GoodsOutcome.NEW, None),
        ({"price": 5}, GoodsOutcome.WRONG, None),
        ({"code": "A1", "note": "旧"}, GoodsOutcome.SAME, 7),
    ],
)
def test_a_row_means_ours_or_a_new_one(said: dict[str, Any], outcome: GoodsOutcome, product: int | None) -> None:
    (row,) = compared([(2, said)], Shelf([OURS]))
    assert (row.outcome, row.product_id) == (outcome, product)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"name": "x", "price": -1}, PriceNegative),
        ({"name": "x", "price": 10**12}, PriceTooHigh),
        ({"price": 1}, ProductNameMissing),
        (AmountUnreadable(text="贵"), AmountUnreadable),
    ],
)
def test_a_wrong_row_says_why(said: dict[str, Any] | DomainError, refusal: type[DomainError]) -> None:
    (row,) = compared([(9, said)], Shelf([]))
    assert (row.row, row.outcome, type(row.error)) == (9, GoodsOutcome.WRONG, refusal)


def test_the_second_row_of_one_product_is_not_taken() -> None:
    rows: list[GoodsRow] = compared([(2, {"name": "x", "code": "1"}), (3, {"name": "y", "code": "1"})], Shelf([]))
    assert [type(row.error) for row in rows] == [type(None), GoodsTwice]
    assert rows[1].error is not None
    assert rows[1].error.parameters == {"row": 2}


def test_what_a_row_does_not_say_stays() -> None:
    found = merged(OURS.draft, {"price": 300_000, "price.member": 290_000})
    assert (found.name, found.code, found.price, found.prices, found.note) == (
        "壁挂机",
        "A1",
        300_000,
        level_prices({"member": 290_000}),
        "旧",
    )
