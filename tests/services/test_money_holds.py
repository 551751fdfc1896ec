"""Odd sequences of work with an order: its money stays what its rows say, and what would tear it is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dealer_crm.domain.change_orders import ChangeClosed, Difference
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Action, Actor, Role, Subject, UndoBlocked
from dealer_crm.domain.order_returns import ReturnDraft
from dealer_crm.domain.orders import CancelSide, ContractSigned, LineDraft, OrderClosed, OrderState
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft, RefundStands, RefundTooMuch
from dealer_crm.domain.quotes import QuoteDraft, VersionGiven
from dealer_crm.domain.trade_ins import AdvanceTooMuch, LineClaimed, TradeInDraft
from dealer_crm.services.quotes import Quotes
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_ins import TradeIns
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import ChangeLine
from tests.services.conftest import Clock
from tests.services.sold import Shop

HOSE = LineDraft(name="软管", unit="米", quantity=1000, price=50_00)


@pytest.fixture
def shop(db: Database, clock: Clock) -> Shop:
    """Return the shop with its order."""
    return Shop(db, clock)


@pytest.fixture
def claims(shop: Shop, clock: Clock) -> TradeIns:
    """Return the use-cases of claims."""
    return TradeIns(shop.db, lambda: shop.actor, clock)


def last(shop: Shop) -> int:
    """Return the newest entry."""
    return shop.history.rows(1)[0].id


def edit(shop: Shop, **values: object) -> None:
    """Change the order."""
    draft, version = shop.orders.draft(shop.order)
    shop.orders.edit(shop.order, replace(draft, **values), version)  # type: ignore[arg-type]


def claim(shop: Shop, claims: TradeIns, amount: int, line_id: int | None = None) -> int:
    """Begin a claim."""
    program = Trade().programs()[0].code
    return claims.add(TradeInDraft(shop.order, program, amount=amount, line_id=line_id, old_unit="旧机"))


def signed(shop: Shop, clock: Clock) -> int:
    """Have a change order signed and return its entry."""
    shop.changes.sign(shop.changes.create(shop.draft(lines=(HOSE,), days=0)), clock.today, "王芳")
    return last(shop)


def refuse(shop: Shop, error: type[DomainError], entry: int) -> None:
    """Expect that an entry is not undone."""
    shop.refused(error, lambda: shop.history.undo_entry(entry))


def test_a_shop_that_cannot_deliver_gives_the_earnest_money_back_twice(shop: Shop) -> None:
    shop.payments.receive(PaymentDraft(1, 1000_00, PayKind.EARNEST_MONEY, order_id=shop.order))
    taken = last(shop)
    shop.orders.cancel(shop.order, "缺货", CancelSide.SHOP)
    cancelled = last(shop)
    back = PaymentDraft(1, 2000_00, PayKind.REFUND, order_id=shop.order, note="双倍返还定金")
    with pytest.raises(RefundTooMuch):
        shop.payments.receive(replace(back, amount=2000_01))
    shop.payments.receive(back)
    assert shop.file.totals.owed == 0
    refuse(shop, RefundStands, cancelled)
    refuse(shop, RefundStands, taken)
    shop.history.undo()
    shop.history.undo_entry(cancelled)
    shop.holds()


def test_a_claim_for_an_order_that_was_cancelled_is_not_handed_in(shop: Shop, claims: TradeIns) -> None:
    claim_id = claim(shop, claims, 500_00)
    shop.orders.cancel(shop.order, "不要了")
    with pytest.raises(OrderClosed):
        claims.submit(claim_id, "N1", "材料后补")
    assert claims.open_claims() == ()


def test_a_price_never_falls_below_what_the_state_pays_of_it(shop: Shop, claims: TradeIns, clock: Clock) -> None:
    claim(shop, claims, 5000_00)
    goods = shop.file.totals.goods
    shop.refused(AdvanceTooMuch, lambda: edit(shop, discount=goods - 4999_99))
    less = shop.changes.create(shop.draft(discount=goods - 360_00 - 4999_99))
    shop.refused(AdvanceTooMuch, lambda: shop.changes.sign(less, clock.today, "王芳"))
    edit(shop, discount=goods - 5000_00)
    assert shop.file.totals.total == 0
    shop.holds()


def test_no_change_strikes_goods_that_a_claim_is_for(shop: Shop, claims: TradeIns, clock: Clock) -> None:
    claim_id = claim(shop, claims, 100_00, shop.lines[0])
    change = shop.changes.create(shop.draft(differences=(Difference(shop.lines[0], -3000),), lines=(replace(HOSE, quantity=900_000),)))
    shop.refused(LineClaimed, lambda: shop.changes.sign(change, clock.today, "王芳"))
    claims.refuse(claim_id, "不符合条件")
    shop.changes.sign(change, clock.today, "王芳")
    shop.holds()


def test_what_a_return_gives_back_is_said_without_the_claim_that_falls_with_it(shop: Shop, claims: TradeIns) -> None:
    claim(shop, claims, 500_00, shop.lines[0])
    total = shop.file.totals.total
    shop.payments.receive(PaymentDraft(1, total, order_id=shop.order))
    shop.deliver()
    draft = ReturnDraft(shop.order, ((shop.lines[0], 3000),), reason="不合适")
    said = {line.effect: line.amount for line in shop.returns.effects(draft)}
    shop.returns.take(draft)
    assert -shop.file.totals.owed in said.values()
    assert shop.file.totals.subsidy == 0


def test_an_order_with_changes_is_no_draft_again(shop: Shop, clock: Clock) -> None:
    confirmed = last(shop)
    change = signed(shop, clock)
    refuse(shop, UndoBlocked, confirmed)
    shop.history.undo_entry(change)
    shop.history.undo()
    assert shop.changes.of_order(shop.order) == ()
    shop.history.undo_entry(confirmed)
    assert shop.file.state is OrderState.DRAFT


def test_no_undo_changes_the_goods_of_a_signed_contract(shop: Shop, clock: Clock) -> None:
    draft = shop.file.draft
    edit(shop, lines=(replace(draft.lines[0], price=7000_00), draft.lines[1]))
    edited = last(shop)
    shop.orders.sign(shop.order, clock.today)
    contract = last(shop)
    refuse(shop, ContractSigned, edited)
    change = signed(shop, clock)
    shop.history.undo_entry(change)
    shop.history.undo_entry(contract)
    shop.history.undo_entry(edited)
    shop.holds()


def test_no_undo_changes_the_lines_of_a_signed_change(shop: Shop, clock: Clock) -> None:
    change_id = shop.changes.create(shop.draft(lines=(HOSE,), days=0))
    draft, version = shop.changes.draft(change_id)
    shop.changes.edit(change_id, replace(draft, lines=(replace(HOSE, name="保温软管"),)), version)
    edited = last(shop)
    shop.changes.sign(change_id, clock.today, "王芳")
    refuse(shop, ChangeClosed, edited)
    assert shop.changes.open(change_id).draft.lines[0].name == "保温软管"


def test_no_undo_changes_a_version_that_the_customer_has(shop: Shop, clock: Clock) -> None:
    quotes = Quotes(shop.db, lambda: shop.actor, clock, Trade())
    quote_id = quotes.create(QuoteDraft(1, (HOSE, HOSE)))
    version = quotes.open(quote_id).last
    quotes.edit(version.id, replace(version.draft, lines=(replace(HOSE, price=1_00, id=version.draft.lines[0].id), HOSE)), version.stamp)
    edited = last(shop)
    quotes.give(version.id)
    given = quotes.open(quote_id)
    refuse(shop, VersionGiven, edited)
    assert quotes.open(quote_id) == given


def test_what_a_quote_says_the_state_pays_is_claimed_by_its_day(shop: Shop, claims: TradeIns, clock: Clock) -> None:
    quotes = Quotes(shop.db, lambda: shop.actor, clock, Trade())
    order_id = quotes.accept(quotes.open(quotes.create(QuoteDraft(1, (HOSE,), subsidy=20_00))).last.id)
    (row,) = claims.of_order(order_id)
    assert row.draft.due_on == clock.today + timedelta(days=row.program.submit_days)
    assert row.missing


def test_a_return_leaves_no_claim_for_more_than_is_left(shop: Shop, claims: TradeIns) -> None:
    claim_id = claim(shop, claims, 2000_00)
    shop.deliver()
    back = ReturnDraft(shop.order, ((shop.lines[0], 3000),), reason="不合适")
    shop.refused(AdvanceTooMuch, lambda: shop.returns.take(back))
    claims.refuse(claim_id, "机器退了")
    shop.returns.take(back)
    shop.holds()


def test_who_sees_no_costs_leaves_them_with_their_goods(shop: Shop) -> None:
    vent = replace(HOSE, name="风口", cost=7_77)
    change_id = shop.changes.create(shop.draft(lines=(replace(HOSE, cost=30_00), vent), days=0))
    shop.actor = Actor(role=Role.SALES)
    draft, version = shop.changes.draft(change_id)
    shop.changes.edit(change_id, replace(draft, lines=(replace(HOSE, name="新货"), *draft.lines)), version)
    with shop.db.read() as session:
        rows = session.execute(select(ChangeLine.name, ChangeLine.cost)).all()
    assert {row.name: row.cost for row in rows} == {"新货": None, "软管": 30_00, "风口": 7_77}


def test_no_half_undo_leaves_a_discount_without_goods(shop: Shop) -> None:
    created = next(row.id for row in shop.history.rows(20) if row.subject is Subject.ORDER and row.action is Action.CREATE)
    shop.refused(UndoBlocked, lambda: shop.history.undo_entry(created, rest=True))
    shop.holds()
