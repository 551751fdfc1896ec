"""A quote is written, given, changed by new versions, and becomes an order with everything in it; each step can be undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound, IntentLevel, Stage
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.orders import LineDraft, LineGroup, LinesMissing, OrderState, PremisesForeign, TaxMode
from dealer_crm.domain.pay_plan import NodeDraft, PayKind
from dealer_crm.domain.quotes import (
    DeclineReasonMissing,
    QuoteClosed,
    QuoteDraft,
    QuoteNotFound,
    QuoteState,
    VersionGiven,
    VersionUnfinished,
)
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.orders import Orders
from dealer_crm.services.quotes import Quotes
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import NextStep, Opportunity, Quote, SalesOrder
from tests.services.conftest import Clock

AC = LineDraft(
    name="中央空调", brand="大金", model="VRV-6", unit="套", price=3_685_000, list_price=3_985_000, cost=2_900_000, group=LineGroup.UNITS
)
PIPE = LineDraft(name="铜管", unit="米", quantity=18_500, price=6_800, cost=4_000, room="客厅", group=LineGroup.PIPES)
QUOTE = QuoteDraft(
    1,
    (AC, PIPE),
    discount=10_800,
    subsidy=150_000,
    system="一拖五多联机",
    included="不含：电源",
    extras="按实测米数",
    lead_time="15 天",
    warranty="整机六年",
    note="送清洗",
    pains="冬天冷",
    expectations="不吵",
)


@pytest.fixture
def history(db: Database, actor: Callable[[], Actor]) -> History:
    """Return the journal, listening from the start."""
    return History(db, actor)


@pytest.fixture
def quotes(db: Database, actor: Callable[[], Actor], clock: Clock, history: History) -> Quotes:
    """Return the use-cases on a store with one customer."""
    Customers(db, actor, clock).create(CustomerDraft(name="王芳", stage=Stage.INTENT, intent_level=IntentLevel.H))
    return Quotes(db, actor, clock, Trade())


def plain(line: LineDraft) -> LineDraft:
    """Return a line without what the store adds."""
    return replace(line, id=None, category="")


def test_quote_comes_back_as_it_was_typed(quotes: Quotes, db: Database, clock: Clock) -> None:
    quote_id = quotes.create(QUOTE)
    file = quotes.open(quote_id)
    assert (file.number, file.state, file.customer, len(file.versions)) == ("BJ20261122001", QuoteState.DRAFT, "王芳", 1)
    draft = file.last.draft
    assert [plain(line) for line in draft.lines] == [AC, PIPE]
    assert replace(draft, lines=QUOTE.lines, quoted_on=None) == QUOTE
    assert file.valid_until == clock.today + timedelta(days=15)
    assert (file.last.totals.price, file.last.totals.total) == (3_800_000, 3_650_000)
    assert quotes.id_of(" bj20261122001 ") == quote_id
    with db.read() as session:
        assert session.scalars(select(Quote.opportunity_id)).one() == session.scalars(select(Opportunity.id)).one()


def test_refused_quote_saves_nothing(quotes: Quotes, db: Database) -> None:
    cases: tuple[tuple[QuoteDraft, type[DomainError]], ...] = (
        (QuoteDraft(1), LinesMissing),
        (replace(QUOTE, customer_id=9), CustomerNotFound),
        (replace(QUOTE, premises_id=77), PremisesForeign),
    )
    for draft, refusal in cases:
        with pytest.raises(refusal):
            quotes.create(draft)
    with db.read() as session:
        assert not session.scalars(select(Quote.id)).all()
    for ask in (lambda: quotes.open(5), lambda: quotes.id_of("BJ1"), lambda: quotes.give(5), lambda: quotes.decline(5, "x")):
        with pytest.raises(QuoteNotFound):
            ask()


def test_who_saves_second_is_asked(quotes: Quotes) -> None:
    version = quotes.open(quotes.create(QUOTE)).last
    quotes.edit(version.id, replace(version.draft, lines=version.draft.lines[1:], discount=0, subsidy=0), version.stamp)
    with pytest.raises(EditConflict):
        quotes.edit(version.id, version.draft, version.stamp)
    assert [line.name for line in quotes.open(1).last.draft.lines] == ["铜管"]


def test_what_the_customer_has_stays_as_it_is(quotes: Quotes, clock: Clock) -> None:
    quote_id = quotes.create(QUOTE)
    with pytest.raises(VersionUnfinished):
        quotes.new_version(quote_id)
    first = quotes.open(quote_id).last
    quotes.give(first.id)
    clock.on(3)
    with pytest.raises(VersionGiven):
        quotes.edit(first.id, first.draft, first.stamp)
    with pytest.raises(VersionGiven):
        quotes.give(first.id)
    second_id = quotes.new_version(quote_id)
    second = quotes.open(quote_id).last
    assert (second.id, second.position, second.given_on) == (second_id, 2, None)
    assert [plain(line) for line in second.draft.lines] == [AC, PIPE]
    quotes.edit(second_id, replace(second.draft, discount=50_800), second.stamp)
    file = quotes.open(quote_id)
    assert [version.totals.price for version in file.versions] == [3_800_000, 3_760_000]
    assert file.valid_until == file.versions[0].valid_until
    quotes.give(second_id)
    assert quotes.open(quote_id).valid_until == clock.today + timedelta(days=15)
    assert file.version(1).id == first.id
    with pytest.raises(QuoteNotFound):
        file.version(3)


def test_giving_plans_one_question_and_undo_takes_both_back(quotes: Quotes, db: Database, history: History, clock: Clock) -> None:
    version = quotes.open(quotes.create(QUOTE)).last
    quotes.give(version.id, "问问方案看得怎样")
    with db.read() as session:
        step = session.scalars(select(NextStep)).one()
        assert (step.customer_id, step.due_on, step.purpose) == (1, date(2026, 11, 23), "问问方案看得怎样")
    assert quotes.open(1).state is QuoteState.GIVEN
    history.undo()
    assert quotes.open(1).state is QuoteState.DRAFT
    history.redo()
    quotes.give(quotes.new_version(1), "再问")
    with db.read() as session:
        assert len(session.scalars(select(NextStep.id)).all()) == 1


@pytest.fixture
def orders(db: Database, actor: Callable[[], Actor], clock: Clock) -> Orders:
    """Return the use-cases of orders."""
    return Orders(db, actor, clock)


def test_accepted_version_becomes_an_order_in_one_step(
    quotes: Quotes, orders: Orders, db: Database, clock: Clock, history: History
) -> None:
    version = quotes.open(quotes.create(QUOTE)).last
    plan = (NodeDraft(PayKind.PREPAYMENT, share=3000), NodeDraft(PayKind.BALANCE))
    order_id = quotes.accept(version.id, plan)
    order = orders.open(order_id)
    assert (order.state, order.draft.ordered_on) == (OrderState.DRAFT, clock.today)
    assert [plain(line) for line in order.draft.lines] == [AC, PIPE]
    assert (order.totals.price, order.totals.total) == (version.totals.price, version.totals.total)
    assert [node.amount for node in order.nodes] == [1_095_000, 2_555_000]
    assert (order.draft.pains, order.draft.expectations) == ("冬天冷", "不吵")
    assert order.draft.terms.split("\n") == ["不含：电源", "按实测米数", "15 天", "整机六年"]
    assert order.draft.note == "一拖五多联机\n送清洗"
    file = quotes.open(1)
    assert (file.state, file.order_id, file.order_number, file.closed_on) == (QuoteState.ACCEPTED, order_id, order.number, clock.today)
    assert file.last.given_on == clock.today
    deeds: tuple[Callable[[], object], ...] = (
        lambda: quotes.accept(version.id),
        lambda: quotes.decline(1, "x"),
        lambda: quotes.new_version(1),
        lambda: quotes.reopen(1),
    )
    for refused in deeds:
        with pytest.raises(QuoteClosed):
            refused()
    history.undo()
    with db.read() as session:
        assert not session.scalars(select(SalesOrder.id)).all()
    assert quotes.open(1).state is QuoteState.DRAFT


def test_order_without_a_plan_gets_the_usual_one(quotes: Quotes, orders: Orders) -> None:
    order = orders.open(quotes.accept(quotes.open(quotes.create(QUOTE)).last.id))
    assert [(node.draft.kind, node.amount) for node in order.nodes] == [
        (PayKind.EARNEST_MONEY, 730_000),
        (PayKind.PREPAYMENT, 365_000),
        (PayKind.PROGRESS, 1_460_000),
        (PayKind.PROGRESS, 912_500),
        (PayKind.BALANCE, 182_500),
    ]
    assert sum(node.amount for node in order.nodes) == order.totals.total


def test_tax_and_rounding_reach_the_order(quotes: Quotes, orders: Orders) -> None:
    draft = replace(QUOTE, rounding=80, tax_mode=TaxMode.ADDED, tax_rate=1300, subsidy=0)
    version = quotes.open(quotes.create(draft)).last
    order = orders.open(quotes.accept(version.id))
    assert order.totals.total == version.totals.total == 3_800_000 + 494_000 - 80


def test_declined_quote_names_its_reason_and_may_be_taken_up_again(quotes: Quotes) -> None:
    quote_id = quotes.create(QUOTE)
    with pytest.raises(DeclineReasonMissing):
        quotes.decline(quote_id, " ")
    quotes.decline(quote_id, "价格高")
    file = quotes.open(quote_id)
    assert (file.state, file.decline_reason, file.open) == (QuoteState.DECLINED, "价格高", False)
    with pytest.raises(QuoteClosed):
        quotes.edit(file.last.id, file.last.draft, file.last.stamp)
    quotes.reopen(quote_id)
    assert (quotes.open(quote_id).state, quotes.open(quote_id).decline_reason) == (QuoteState.DRAFT, "")


def test_only_the_owner_sees_costs_and_nobody_else_loses_them(quotes: Quotes, orders: Orders, db: Database, clock: Clock) -> None:
    quote_id = quotes.create(QUOTE)
    clerk = Quotes(db, lambda: Actor(role=Role.SALES), clock, Trade())
    version = clerk.open(quote_id).last
    assert [line.cost for line in version.draft.lines] == [None, None]
    assert version.totals.cost is None
    clerk.edit(version.id, replace(version.draft, note="x"), version.stamp)
    clerk.give(version.id)
    clerk.new_version(quote_id)
    assert [line.cost for line in quotes.open(quote_id).last.draft.lines] == [2_900_000, 4_000]
    order_id = clerk.accept(clerk.open(quote_id).last.id)
    assert [line.cost for line in orders.open(order_id).draft.lines] == [2_900_000, 4_000]


def test_quote_stays_what_became_an_order_though_that_was_cancelled(quotes: Quotes, orders: Orders) -> None:
    quote_id = quotes.create(QUOTE)
    order_id = quotes.accept(quotes.open(quote_id).last.id)
    assert not quotes.open(quote_id).order_cancelled
    orders.cancel(order_id, "客户不做了")
    file = quotes.open(quote_id)
    assert (file.state, file.order_id, file.order_cancelled) == (QuoteState.ACCEPTED, order_id, True)
