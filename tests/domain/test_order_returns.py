"""What a return makes of an order, and what a cancel keeps of it, as tables of cases."""

from dataclasses import replace

import pytest

from dealer_crm.domain.deliveries import QuantityTooMuch
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.order_cancel import KeptWarning, KeptWrong, Standing, check_kept, kept_warnings, settlement
from dealer_crm.domain.order_effects import Effect, OrderFacts
from dealer_crm.domain.order_returns import (
    FeeWrong,
    NothingComesBack,
    RefundWrong,
    ReplacementMissing,
    ReturnDraft,
    ReturnKind,
    ReturnReasonMissing,
    return_effects,
    returned,
)
from dealer_crm.domain.order_sums import Beside
from dealer_crm.domain.orders import CancelSide, LineDraft, TaxMode

UNIT = LineDraft(name="风管机", unit="台", quantity=3000, price=1_000_000, id=1)
PIPE = LineDraft(name="铜管", unit="米", quantity=10_000, price=10_000, id=2)
LINES = (UNIT, PIPE)
OTHER = LineDraft(name="柜机", unit="台", quantity=1000, price=1_200_000)


def draft(**values: object) -> ReturnDraft:
    """Return a return of one machine."""
    return replace(ReturnDraft(1, ((1, 1000),), reason="噪声大"), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("beside", "given", "amount", "total", "worth"),
    [
        (Beside(), draft(), 1_000_000, 2_100_000, 1_000_000),
        (Beside(), draft(fee=100_000), 1_000_000, 2_200_000, 1_000_000),
        (Beside(310_000), draft(), 900_000, 1_890_000, 900_000),  # discount goes along in its part
        (Beside(0, 31), draft(), 999_990, 2_099_979, 999_990),
        (Beside(0, 0, TaxMode.ADDED, 1300), draft(), 1_130_000, 2_373_000, 1_130_000),
        (Beside(subsidy=50_000), draft(), 1_000_000, 2_050_000, 1_000_000),
        (Beside(310_000), draft(kind=ReturnKind.EXCHANGE, lines=(replace(UNIT, quantity=1000),)), 0, 2_790_000, 900_000),
        (Beside(), draft(kind=ReturnKind.EXCHANGE, lines=(OTHER,)), -200_000, 3_300_000, 1_000_000),
        (Beside(310_000, fees=5), draft(back=((1, 3000), (2, 10_000)), fee=7), 2_790_000, 12, 2_790_000),
        (Beside(3_100_000), draft(back=((1, 3000), (2, 10_000))), 0, 0, 0),
    ],
)
def test_what_a_return_makes_of_the_price(beside: Beside, given: ReturnDraft, amount: int, total: int, worth: int) -> None:
    sums = returned(LINES, beside, 500_000, given.checked())
    assert (sums.amount, sums.after.total, sums.worth) == (amount, total, worth)
    assert sums.to_return(100) == 499_900 - total
    assert sums.nothing_left is (len(given.back) == 2)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (draft(reason=" "), ReturnReasonMissing),
        (draft(back=()), NothingComesBack),
        (draft(back=((1, 0),)), NothingComesBack),
        (draft(back=((1, -1000),)), NothingComesBack),
        (draft(back=((9, 1000),)), NothingComesBack),
        (draft(back=((1, 3001),)), QuantityTooMuch),
        (draft(kind=ReturnKind.EXCHANGE), ReplacementMissing),
        (draft(kind=ReturnKind.EXCHANGE, lines=(LineDraft(),)), ReplacementMissing),
        (draft(fee=1_000_001), FeeWrong),
        (draft(fee=-1), FeeWrong),
        (draft(refund=-1), RefundWrong),
    ],
)
def test_what_a_return_refuses(given: ReturnDraft, error: type[DomainError]) -> None:
    with pytest.raises(error):
        returned(LINES, Beside(), 0, given.checked())


def test_lines_of_a_plain_return_are_left_out() -> None:
    assert draft(lines=(OTHER,)).checked().lines == ()


def test_a_return_says_what_it_does() -> None:
    given = draft(kind=ReturnKind.EXCHANGE, lines=(OTHER,), fee=100, refund=20)
    facts = OrderFacts(equipment=("a",), coverages=2, visits=3, invoices=("1",), trade_ins=1)
    found = return_effects(facts, returned(LINES, Beside(), 3_100_000, given), given, {1: UNIT, 2: PIPE})
    assert [(line.effect, line.amount or line.count) for line in found] == [
        (Effect.GOODS_OFF_ORDER, 1_000_000),
        (Effect.GOODS_REPLACED, 1),
        (Effect.PRICE_RISES, 200_000),
        (Effect.FEE_KEPT, 100),
        (Effect.REFUND_NOW, 20),
        (Effect.STILL_TO_PAY, 200_120),
        (Effect.EQUIPMENT_REMOVED, 1),
        (Effect.COVERAGES_END, 2),
        (Effect.VISITS_DROPPED, 3),
        (Effect.TRADE_INS_REFUSED, 1),
        (Effect.INVOICES_TO_VOID, 1),
    ]
    assert found[0].details == ("风管机 ×1台",)


@pytest.mark.parametrize(
    ("standing", "side", "kept"),
    [
        (Standing(100_000, 30_000, 15_000), CancelSide.CUSTOMER, 15_000),
        (Standing(100_000, 30_000, 30_000), CancelSide.CUSTOMER, 20_000),  # 定金 has effect up to a fifth
        (Standing(100_000, 5_000, 15_000), CancelSide.CUSTOMER, 5_000),  # part of it went back before
        (Standing(100_000, 0, 0), CancelSide.CUSTOMER, 0),
        (Standing(100_000, 30_000, 15_000, 700), CancelSide.CUSTOMER, 15_700),
        (Standing(100_000, 30_000, 15_000), CancelSide.SHOP, -15_000),  # all back, and 定金 once more
        (Standing(100_000, 30_000, 30_000, 700), CancelSide.SHOP, -20_000),
        (Standing(100_000, 30_000, 15_000), CancelSide.AGREED, 0),
        (Standing(100_000, 30_000, 15_000, 700), CancelSide.AGREED, 700),
    ],
)
def test_what_a_cancel_keeps(standing: Standing, side: CancelSide, kept: int) -> None:
    assert settlement(standing, side) == kept
    assert kept_warnings(standing, side, kept) == ()
    check_kept(standing, kept)


@pytest.mark.parametrize(
    ("side", "kept", "said"),
    [
        (CancelSide.CUSTOMER, 15_001, (KeptWarning.BEYOND_EARNEST,)),
        (CancelSide.CUSTOMER, 30_001, (KeptWarning.BEYOND_EARNEST, KeptWarning.BEYOND_PAID)),
        (CancelSide.AGREED, 30_001, (KeptWarning.BEYOND_PAID,)),
        (CancelSide.SHOP, 0, (KeptWarning.LESS_THAN_TWICE,)),
        (CancelSide.SHOP, 1, (KeptWarning.SHOP_KEEPS,)),
        (CancelSide.SHOP, -20_000, ()),
    ],
)
def test_what_is_said_of_a_settlement(side: CancelSide, kept: int, said: tuple[KeptWarning, ...]) -> None:
    assert kept_warnings(Standing(100_000, 30_000, 15_000), side, kept) == said


@pytest.mark.parametrize("kept", [100_001, -100_001])
def test_no_settlement_goes_beyond_the_price(kept: int) -> None:
    with pytest.raises(KeptWrong):
        check_kept(Standing(100_000, 30_000, 15_000), kept)
