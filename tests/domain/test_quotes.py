"""A version of a quote, its groups and subtotals, and what differs between two, as tables of cases."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import (
    DiscountWrong,
    LineDraft,
    LineGroup,
    LineNameMissing,
    LinesMissing,
    QuantityNotPositive,
    RoundingWrong,
    TaxMode,
    TaxRateWrong,
)
from dealer_crm.domain.quote_changes import compare
from dealer_crm.domain.quotes import AreaWrong, QuoteDraft, SubsidyWrong, Subtotal, ValidDaysWrong, expired, grouped, subtotals, valid_until

AC = LineDraft(name="中央空调", brand="大金", model="VRV-6", quantity=1000, price=3_000_000, group=LineGroup.UNITS, product_id=7)
PIPE = LineDraft(name="铜管", unit="米", quantity=18_500, price=6_800, room="客厅", group=LineGroup.PIPES)
WORK = LineDraft(name="安装", price=50_000, group=LineGroup.LABOUR)
CARE = LineDraft(name="延保", price=20_000, group=LineGroup.OPTIONS)
LOOSE = LineDraft(name="杂项", price=1_000)
QUOTE = QuoteDraft(1, (AC, PIPE, WORK))
GOODS = 3_000_000 + 125_800 + 50_000


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"lines": ()}, LinesMissing),
        ({"lines": (LineDraft(),)}, LinesMissing),
        ({"lines": (AC, LineDraft(price=1))}, LineNameMissing),
        ({"lines": (replace(AC, quantity=0),)}, QuantityNotPositive),
        ({"lines": (replace(AC, quantity=0, id=3),)}, QuantityNotPositive),
        ({"discount": -1}, DiscountWrong),
        ({"discount": GOODS + 1}, DiscountWrong),
        ({"rounding": -1}, RoundingWrong),
        ({"discount": GOODS, "rounding": 1}, RoundingWrong),
        ({"tax_rate": 10_001}, TaxRateWrong),
        ({"subsidy": -1}, SubsidyWrong),
        ({"discount": 1, "subsidy": GOODS}, SubsidyWrong),
        ({"valid_days": 0}, ValidDaysWrong),
        ({"valid_days": 366}, ValidDaysWrong),
        ({"area": -1}, AreaWrong),
        ({"area": 10**8 + 1}, AreaWrong),
    ],
)
def test_wrong_version_is_refused(change: dict[str, Any], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        replace(QUOTE, **change).checked()


def test_checked_cleans_and_keeps_the_ids_of_lines() -> None:
    lines = (replace(AC, id=4, name=" 中央  空调 "), LineDraft())
    draft = replace(QUOTE, lines=lines, area=0, system=" 多联\n机 ", included=" 不含：\r\n电源 ").checked()
    assert [(line.id, line.name) for line in draft.lines] == [(4, "中央 空调")]
    assert (draft.area, draft.system, draft.included) == (None, "多联 机", "不含：\n电源")


def test_totals_hold_all_that_stands_beside() -> None:
    draft = replace(QUOTE, discount=75_800, rounding=500, tax_mode=TaxMode.ADDED, tax_rate=300, subsidy=200_000)
    sums = draft.totals
    assert (sums.net, sums.tax, sums.price, sums.total) == (3_100_000, 93_000, 3_192_500, 2_992_500)


def test_lines_are_grouped_in_the_order_of_the_paper_and_numbered_through() -> None:
    parts = grouped((LOOSE, WORK, AC, PIPE, replace(AC, room="卧室")))
    assert [part.group for part in parts] == [LineGroup.UNITS, LineGroup.PIPES, LineGroup.LABOUR, None]
    assert [row for part in parts for row, _ in part.rows] == [1, 2, 3, 4, 5]
    assert [part.amount for part in parts] == [6_000_000, 125_800, 50_000, 1_000]


def test_subtotals_come_to_the_goods() -> None:
    kinds = {LineGroup.UNITS: Subtotal.EQUIPMENT, LineGroup.LABOUR: Subtotal.LABOUR, LineGroup.OPTIONS: Subtotal.OPTIONS}
    lines = (AC, PIPE, WORK, CARE, LOOSE)
    found = subtotals(lines, kinds)
    assert found == {Subtotal.EQUIPMENT: 3_000_000, Subtotal.MATERIAL: 126_800, Subtotal.LABOUR: 50_000, Subtotal.OPTIONS: 20_000}
    assert sum(found.values()) == QuoteDraft(1, lines).totals.goods


@pytest.mark.parametrize(("day", "past"), [(date(2026, 11, 16), False), (date(2026, 11, 17), True)])
def test_an_offer_stands_through_its_last_day(day: date, past: bool) -> None:
    assert expired(valid_until(date(2026, 11, 1), 15), day) is past


def test_comparison_names_what_came_went_and_changed() -> None:
    after = replace(QUOTE, lines=(replace(PIPE, quantity=20_000), WORK, replace(AC, model="VRV-8", price=3_200_000), CARE), discount=10_000)
    found = compare(replace(QUOTE, lines=(*QUOTE.lines, LOOSE)), after)
    assert [change.line for change in found.added] == [CARE]
    assert [change.line for change in found.gone] == [LOOSE]
    assert [(c.before, c.line.model, c.difference) for c in found.changed] == [(PIPE, "", 10_200), (AC, "VRV-8", 200_000)]
    assert found.same == 1
    assert (found.before, found.after) == (GOODS + 1_000, GOODS + 10_200 + 200_000 + 20_000 - 10_000)
    assert found.difference == sum(c.difference for c in (*found.added, *found.gone, *found.changed)) - 10_000
    assert not found.alike


@pytest.mark.parametrize(
    ("before", "after", "added", "gone", "changed"),
    [
        ((PIPE, replace(PIPE, room="卧室")), (replace(PIPE, room="卧室"), PIPE), 0, 0, 0),
        ((PIPE,), (replace(PIPE, room="卧室"),), 0, 0, 1),
        ((PIPE, PIPE), (PIPE,), 0, 1, 0),
        ((PIPE,), (PIPE, PIPE), 1, 0, 0),
        ((AC,), (replace(AC, product_id=None),), 0, 0, 0),
        ((AC,), (replace(AC, brand="格力", product_id=8),), 1, 1, 0),
        ((replace(AC, cost=1, id=2),), (replace(AC, cost=5, id=9),), 0, 0, 0),
    ],
)
def test_lines_are_matched_by_product_then_by_their_words(
    before: tuple[LineDraft, ...], after: tuple[LineDraft, ...], added: int, gone: int, changed: int
) -> None:
    found = compare(QuoteDraft(1, before), QuoteDraft(1, after))
    assert (len(found.added), len(found.gone), len(found.changed)) == (added, gone, changed)
    assert found.alike is not bool(added or gone or changed)
