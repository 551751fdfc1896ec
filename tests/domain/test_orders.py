"""Lines, sums, states and effects of an order, as tables of cases."""

from dataclasses import replace
from datetime import date

import pytest

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.order_effects import Effect, OrderFacts, cancel_effect, refused, return_effect
from dealer_crm.domain.order_sums import LineProgress, Totals, state_after, totals
from dealer_crm.domain.orders import (
    MAX_PRICE,
    MAX_QUANTITY,
    STATE_CHANGES,
    Arrival,
    DiscountWrong,
    LineDraft,
    LineNameMissing,
    LinePriceWrong,
    LinesMissing,
    OrderDraft,
    OrderState,
    QuantityNotPositive,
    StateRefused,
    check_change,
)
from dealer_crm.domain.promises import PromiseDraft, PromiseWordsMissing

AC = LineDraft(name="中央空调", model="VRV-6", quantity=2000, price=1_234_500)


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [(1000, 0, 0), (2000, 150, 300), (118_500, 14_500, 1_718_250), (333, 1, 0), (500, 1, 1), (1499, 1, 1), (1500, 1, 2)],
)
def test_line_rounds_half_up(quantity: int, price: int, amount: int) -> None:
    assert LineDraft(name="x", quantity=quantity, price=price).amount == amount


def test_amount_of_the_dearest_line_fits_the_store() -> None:
    assert MAX_QUANTITY * MAX_PRICE < 2**63


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (LineDraft(price=100), LineNameMissing),
        (LineDraft(name="x", quantity=0), QuantityNotPositive),
        (LineDraft(name="x", quantity=-1000), QuantityNotPositive),
        (LineDraft(name="x", quantity=MAX_QUANTITY + 1), QuantityNotPositive),
        (LineDraft(name="x", price=-1), LinePriceWrong),
        (LineDraft(name="x", price=MAX_PRICE + 1), LinePriceWrong),
        (LineDraft(name="x", cost=-1), LinePriceWrong),
        (LineDraft(name="x", cost=MAX_PRICE + 1), LinePriceWrong),
    ],
)
def test_wrong_line_says_which_row(line: LineDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal) as caught:
        OrderDraft(1, (AC, line)).checked()
    assert caught.value.parameters == {"row": 2}


def test_the_dearest_line_is_taken() -> None:
    line = LineDraft(name="x", quantity=MAX_QUANTITY, price=MAX_PRICE, cost=MAX_PRICE)
    assert line.checked() == line
    assert replace(line, cost=0, quantity=1).checked().quantity == 1


def test_order_is_cleaned() -> None:
    draft = OrderDraft(1, (LineDraft(id=4), LineDraft(model=" K 1 ", serials=(" a ", "", "a"))), note=" n ", promises=(PromiseDraft(),))
    assert draft.checked() == OrderDraft(1, (LineDraft(model="K 1", serials=("a",)),), note="n")


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (OrderDraft(1), LinesMissing),
        (OrderDraft(1, (LineDraft(),)), LinesMissing),
        (OrderDraft(1, (AC,), discount=-1), DiscountWrong),
        (OrderDraft(1, (AC,), discount=AC.amount + 1), DiscountWrong),
        (OrderDraft(1, (AC,), promises=(PromiseDraft(" ", due_on=date(2026, 1, 1)),)), PromiseWordsMissing),
    ],
)
def test_wrong_order_is_refused(draft: OrderDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        draft.checked()


def test_sums() -> None:
    found = totals([LineDraft(name="a", price=1000, cost=600), LineDraft(name="b", quantity=1500, price=100, cost=10)], 50, 300)
    assert (found.goods, found.total, found.owed, found.cost, found.margin) == (1150, 1100, 800, 615, 485)
    assert totals([LineDraft(name="gift", price=0, cost=0), LineDraft(name="a", price=1000, cost=600)]).cost == 600
    assert totals([LineDraft(name="a", price=1000)]) == Totals(1000)
    assert totals([]).margin is None


@pytest.mark.parametrize(
    ("state", "arrivals", "delivered", "owed", "then"),
    [
        (OrderState.DRAFT, "rr", (9, 9), 0, OrderState.DRAFT),
        (OrderState.CANCELLED, "tt", (0, 0), 0, OrderState.CANCELLED),
        (OrderState.CONFIRMED, "tt", (0, 0), 0, OrderState.CONFIRMED),
        (OrderState.CONFIRMED, "to", (0, 0), 0, OrderState.PREPARING),
        (OrderState.PREPARING, "ar", (0, 0), 0, OrderState.PREPARING),
        (OrderState.PREPARING, "rr", (0, 0), 0, OrderState.READY),
        (OrderState.PREPARING, "tr", (9, 0), 5, OrderState.READY),
        (OrderState.READY, "rr", (9, 9), 5, OrderState.DELIVERED),
        (OrderState.READY, "tt", (9, 9), 0, OrderState.DONE),
        (OrderState.DONE, "rr", (9, 8), 0, OrderState.READY),
        (OrderState.DONE, "rr", (9, 9), 1, OrderState.DELIVERED),
    ],
)
def test_state_follows_goods_and_money(state: OrderState, arrivals: str, delivered: tuple[int, int], owed: int, then: OrderState) -> None:
    names = {"t": Arrival.TO_ORDER, "o": Arrival.ORDERED, "a": Arrival.ARRIVED, "r": Arrival.READY}
    progress = [LineProgress(n, 9, done) for n, done in enumerate(delivered)]
    found = state_after(state, [names[sign] for sign in arrivals], progress, owed)
    assert found is then
    if found is not state:
        check_change("DD1", state, found)


def test_every_state_has_its_ways() -> None:
    assert set(STATE_CHANGES) == set(OrderState)
    with pytest.raises(StateRefused):
        check_change("DD1", OrderState.CANCELLED, OrderState.CONFIRMED)
    with pytest.raises(StateRefused):
        check_change("DD1", OrderState.DONE, OrderState.CANCELLED)


def test_progress() -> None:
    line = LineProgress(1, 5000, 2000, 1000)
    assert (line.undelivered, line.unplanned) == (3000, 2000)
    assert (LineProgress(1, 1, 2, 3).undelivered, LineProgress(1, 1, 2, 3).unplanned) == (0, 0)


def test_cancel_says_what_becomes_of_everything() -> None:
    facts = OrderFacts(5000, 7000, ("SH1",), promises=("a", "b"), invoices=("1",), wanted=1, changes=("ZQ1",), trade_ins=1, plan=2)
    effects = cancel_effect(facts, 2000)
    assert [(line.effect, line.count or line.amount) for line in effects] == [
        (Effect.MONEY_KEPT, 2000),
        (Effect.MONEY_TO_RETURN, 3000),
        (Effect.DEBT_FALLS_AWAY, 7000),
        (Effect.PLAN_FALLS_AWAY, 2),
        (Effect.DELIVERIES_CANCELLED, 1),
        (Effect.CHANGES_DROPPED, 1),
        (Effect.TRADE_INS_REFUSED, 1),
        (Effect.INVOICES_TO_VOID, 1),
        (Effect.INVOICES_FALL_AWAY, 1),
        (Effect.PROMISES_FALL_AWAY, 2),
    ]
    assert not refused(effects)
    assert refused(cancel_effect(OrderFacts(delivered=("SH1",))))
    assert not cancel_effect(OrderFacts())


def test_goods_taken_back_to_be_delivered_again_leave_the_money_alone() -> None:
    facts = OrderFacts(paid=2_000_000, owed=469_000, equipment=("m",), coverages=3, visits=2, invoices=("1",))
    effects = return_effect(facts, {7: AC}, {7: 1000})
    assert [(line.effect, line.count, line.amount) for line in effects] == [
        (Effect.GOODS_COME_BACK, 1, 1_234_500),
        (Effect.EQUIPMENT_REMOVED, 1, 0),
        (Effect.COVERAGES_END, 3, 0),
        (Effect.VISITS_DROPPED, 2, 0),
    ]
