"""What a change makes of lines and price, and what it may not do, as tables of cases."""

from dataclasses import replace

import pytest

from dealer_crm.domain.change_orders import (
    ChangeBelowNothing,
    ChangeDaysWrong,
    ChangeDraft,
    ChangeEmpty,
    ChangeLineGone,
    ChangeReasonMissing,
    Difference,
    DifferenceTooMuch,
    change_amount,
    changed_lines,
    work_days_after,
)
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.order_sums import Beside, LineProgress
from dealer_crm.domain.orders import DiscountWrong, LineDelivered, LineDraft, LineNameMissing, QuantityNotPositive, TaxMode

UNIT = LineDraft(name="风管机", quantity=3000, price=1_000_000, id=1)
PIPE = LineDraft(name="铜管", quantity=10_000, price=10_000, id=2)
NEW = LineDraft(name="空开", quantity=2000, price=5_000)
PROGRESS = (LineProgress(1, 3000, 1000, 1000), LineProgress(2, 10_000))


def draft(**values: object) -> ChangeDraft:
    """Return a change that brings something new."""
    return replace(ChangeDraft(1, " 吊顶 改了 ", (NEW,)), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "beside", "amount"),
    [
        (draft(), Beside(), 10_000),
        (draft(lines=(), differences=(Difference(2, 5000), Difference(2, -7000))), Beside(), -20_000),
        (draft(differences=(Difference(1, -1000),)), Beside(500, 7), -990_000),
        (draft(discount=3_000), Beside(500), 7_000),
        (draft(), Beside(0, 0, TaxMode.ADDED, 1300), 11_300),
        (draft(lines=(), days=3), Beside(), 0),
        (draft(lines=(), differences=(Difference(2, -10_000),)), Beside(), -100_000),
    ],
)
def test_what_a_change_makes_of_the_price(change: ChangeDraft, beside: Beside, amount: int) -> None:
    assert change_amount((UNIT, PIPE), beside, PROGRESS, change.checked()) == amount


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (draft(reason=" "), ChangeReasonMissing),
        (draft(lines=()), ChangeEmpty),
        (draft(lines=(LineDraft(),), differences=(Difference(1, 1000), Difference(1, -1000))), ChangeEmpty),
        (draft(lines=(replace(NEW, name=""),)), LineNameMissing),
        (draft(lines=(replace(NEW, quantity=-1000),)), QuantityNotPositive),
        (draft(discount=-1), DiscountWrong),
        (draft(discount=10**13), DiscountWrong),
        (draft(days=4000), ChangeDaysWrong),
        (draft(differences=(Difference(9, 1000),)), ChangeLineGone),
        (draft(differences=(Difference(1, -1001),)), LineDelivered),
        (draft(differences=(Difference(2, -10_001),)), DifferenceTooMuch),
        (draft(differences=(Difference(2, 10**10),)), QuantityNotPositive),
        (draft(discount=3_110_001), ChangeBelowNothing),
    ],
)
def test_what_a_change_refuses(change: ChangeDraft, error: type[DomainError]) -> None:
    with pytest.raises(error):
        change_amount((UNIT, PIPE), Beside(), PROGRESS, change.checked())


def test_lines_that_do_not_change_stay_the_same() -> None:
    assert changed_lines((UNIT, PIPE), PROGRESS, draft()) == (UNIT, PIPE, NEW)
    assert draft().checked().reason == "吊顶 改了"


@pytest.mark.parametrize(("agreed", "days", "after"), [(None, 5, None), (10, 5, 15), (10, -12, 0)])
def test_working_time(agreed: int | None, days: int, after: int | None) -> None:
    assert work_days_after(agreed, days) == after
