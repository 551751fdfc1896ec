"""What the state paid for goods that come back is paid back to it: it counts no more, has its day, and every step is undone."""

from datetime import timedelta

import pytest

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.order_effects import Effect
from dealer_crm.domain.order_returns import ReturnDraft
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.trade_ins import RepaidBeforePaid, TradeInClosed, TradeInDraft, TradeInState
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_ins import TradeIns
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.sold import Shop


@pytest.fixture
def shop(db: Database, clock: Clock) -> Shop:
    """Return the shop with its order."""
    return Shop(db, clock)


@pytest.fixture
def claims(shop: Shop, clock: Clock) -> TradeIns:
    """Return the use-cases of claims."""
    return TradeIns(shop.db, lambda: shop.actor, clock)


def claim(shop: Shop, claims: TradeIns, amount: int, line_id: int | None = None) -> int:
    """Begin a claim."""
    return claims.add(TradeInDraft(shop.order, Trade().programs()[0].code, amount=amount, line_id=line_id))


def paid(shop: Shop, claims: TradeIns, amount: int, line_id: int | None = None) -> int:
    """Return a claim that the state paid."""
    claim_id = claim(shop, claims, amount, line_id)
    claims.submit(claim_id, why="材料后补")
    claims.paid(claim_id)
    return claim_id


@pytest.fixture
def paid_claim(shop: Shop, claims: TradeIns) -> int:
    """Return a claim of 500.00 for the machines, which the state paid as the customer did the rest."""
    claim_id = paid(shop, claims, 500_00, shop.lines[0])
    shop.payments.receive(PaymentDraft(1, shop.file.totals.owed, order_id=shop.order))
    shop.deliver()
    return claim_id


def test_what_the_state_paid_for_goods_that_came_back_is_paid_back_to_it(
    shop: Shop, claims: TradeIns, clock: Clock, paid_claim: int
) -> None:
    before = shop.file.totals
    back = ReturnDraft(shop.order, ((shop.lines[0], 3000),), reason="不合适")
    (said,) = (line for line in shop.returns.effects(back) if line.effect is Effect.TRADE_INS_TO_REPAY)
    assert (said.count, said.amount) == (1, 500_00)
    shop.returns.take(back)
    row = claims.open(paid_claim)
    assert (row.state, row.draft.due_on) == (TradeInState.TO_REPAY, clock.today + timedelta(days=row.program.repay_days))
    after = shop.file.totals
    assert (after.subsidy, after.total, after.owed) == (0, after.price, after.price - before.paid)
    (open_one,) = claims.open_claims()
    assert (open_one.state, open_one.amount) == (TradeInState.TO_REPAY, 500_00)
    shop.refused(TradeInClosed, lambda: claims.submit(paid_claim))
    shop.refused(RepaidBeforePaid, lambda: claims.repaid(paid_claim, clock.today - timedelta(days=1)))
    claims.repaid(paid_claim, clock.today)
    assert (claims.open_claims(), claims.open(paid_claim).repaid_on) == ((), clock.today)
    shop.holds()
    for _ in range(2):
        shop.history.undo()
    assert (claims.open(paid_claim).state, shop.file.totals) == (TradeInState.PAID, before)
    shop.holds()


def test_all_goods_back_call_back_claims_that_name_no_goods(shop: Shop, claims: TradeIns) -> None:
    waits, came = claim(shop, claims, 100_00), paid(shop, claims, 200_00)
    shop.deliver()
    shop.returns.take(ReturnDraft(shop.order, tuple((line.id or 0, line.quantity) for line in shop.file.draft.lines), reason="不合适"))
    assert [claims.open(one).state for one in (waits, came)] == [TradeInState.REFUSED, TradeInState.TO_REPAY]
    shop.holds()


def test_a_return_calls_back_what_the_price_no_longer_carries(shop: Shop, claims: TradeIns) -> None:
    for amount in (900_00, 2000_00):
        paid(shop, claims, amount)
    shop.deliver()
    shop.returns.take(ReturnDraft(shop.order, ((shop.lines[0], 3000),), reason="不合适"))
    assert [row.state for row in claims.of_order(shop.order)] == [TradeInState.PAID, TradeInState.TO_REPAY]
    assert shop.file.totals.total >= 0
    shop.holds()


def test_a_cancel_calls_back_what_the_state_paid(shop: Shop, claims: TradeIns) -> None:
    one = paid(shop, claims, 900_00)
    assert Effect.TRADE_INS_TO_REPAY in [line.effect for line in shop.orders.cancel_effect(shop.order)]
    shop.orders.cancel(shop.order, "不装了")
    assert claims.open(one).state is TradeInState.TO_REPAY
    shop.history.undo()
    assert claims.open(one).state is TradeInState.PAID


def test_the_customer_owes_what_the_state_wants_back(shop: Shop, claims: TradeIns, clock: Clock, paid_claim: int) -> None:
    assert claims.refusal(paid_claim).owed_after == 500_00
    claims.want_back(paid_claim, "抽查不符")
    assert (claims.open(paid_claim).state, shop.file.totals.owed) == (TradeInState.TO_REPAY, 500_00)
    rows = Agenda(shop.db, lambda: shop.actor, clock).day(clock.today + timedelta(days=30))
    assert [row.code for row in rows if row.kind is AgendaKind.CLAIM] == [TradeInState.TO_REPAY]
