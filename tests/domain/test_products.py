"""What a product may cost at each level, what is left of it, and what is refused, as tables of cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dealer_crm.domain.coverages import StartBasis
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import MAX_PRICE
from dealer_crm.domain.products import (
    CostWrong,
    LevelPrice,
    LevelPriceWrong,
    Margin,
    MonthsWrong,
    PriceNegative,
    PriceTooHigh,
    ProductDraft,
    ProductNameMissing,
    level_prices,
    margin,
    plain_barcode,
)

AC = ProductDraft("壁挂机", price=329_900, prices=level_prices({"trade": 280_000, "member": 319_900}))


@pytest.mark.parametrize(
    ("level", "price"), [("", 329_900), ("retail", 329_900), ("member", 319_900), ("trade", 280_000), ("vip", 329_900)]
)
def test_level_chooses_the_price(level: str, price: int) -> None:
    assert AC.price_for(level) == price


def test_a_level_may_get_it_for_nothing() -> None:
    assert replace(AC, prices=(LevelPrice("member", 0),)).price_for("member") == 0


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (ProductDraft(), ProductNameMissing),
        (ProductDraft(" \t", model="\n"), ProductNameMissing),
        (replace(AC, price=-1), PriceNegative),
        (replace(AC, cost=-1), CostWrong),
        (replace(AC, price=MAX_PRICE + 1), PriceTooHigh),
        (replace(AC, cost=MAX_PRICE + 1), CostWrong),
        (replace(AC, prices=(LevelPrice("member", -1),)), LevelPriceWrong),
        (replace(AC, prices=(LevelPrice("member", MAX_PRICE + 1),)), LevelPriceWrong),
        (replace(AC, whole_months=-1), MonthsWrong),
        (replace(AC, parts_months=10**9), MonthsWrong),
        (replace(AC, cycle_months=1201), MonthsWrong),
    ],
)
def test_what_no_product_can_be_is_refused(draft: ProductDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        draft.checked()


def test_the_dearest_and_the_longest_are_taken() -> None:
    dear = replace(AC, price=10**9, cost=MAX_PRICE, prices=(LevelPrice("trade", MAX_PRICE),), whole_months=1200)
    assert dear.checked() == dear


def test_checked_cleans_words_and_keeps_retail_out_of_the_levels() -> None:
    typed = replace(
        AC,
        name="  壁挂机\n一级 ",
        barcode=" 690-1234 567890 ",
        prices=(LevelPrice("retail", 1), *AC.prices),
        start_basis="yesterday",
        note=" 两行\r\n字 ",
    )
    found = typed.checked()
    assert (found.name, found.barcode, found.prices, found.start_basis, found.note) == (
        "壁挂机 一级",
        "6901234567890",
        AC.prices,
        "",
        "两行\n字",
    )
    assert replace(AC, start_basis=StartBasis.DELIVERY.value).checked().start_basis == "delivery"


@pytest.mark.parametrize(("typed", "plain"), [("", ""), ("６９０１２３４", "6901234"), ("abc-12 3", "ABC123"), (" - ", "")])
def test_barcodes_are_compared_without_gaps(typed: str, plain: str) -> None:
    assert plain_barcode(typed) == plain


@pytest.mark.parametrize(("typed", "kept"), [("69-01 2", "69012"), (" AB-1  x", "AB-1 x"), ("-1/x", "-1/x")])
def test_only_digits_lose_their_gaps_when_they_are_stored(typed: str, kept: str) -> None:
    assert ProductDraft("x", barcode=typed).checked().barcode == kept


@pytest.mark.parametrize(
    ("price", "cost", "left"),
    [
        (10_000, None, None),
        (10_000, 6_000, Margin(4_000, 4_000)),
        (10_000, 0, Margin(10_000, 10_000)),
        (30_000, 20_000, Margin(10_000, 3_333)),
        (60_000, 20_000, Margin(40_000, 6_667)),
        (10_000, 15_000, Margin(-5_000, -5_000)),
        (0, 500, Margin(-500, None)),
        (0, 0, Margin(0, None)),
        (3, 1, Margin(2, 6_667)),
        (20_000, 20_001, Margin(-1, -1)),
    ],
)
def test_margin_is_what_is_left_of_the_price(price: int, cost: int | None, left: Margin | None) -> None:
    assert margin(price, cost) == left
