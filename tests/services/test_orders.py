"""An order is saved whole, won when confirmed, follows its goods and its money, and is given up with everything told before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound, IntentLevel, Stage
from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.order_effects import Effect
from dealer_crm.domain.orders import (
    Arrival,
    LineDelivered,
    LineDraft,
    LinesMissing,
    OrderClosed,
    OrderDelivered,
    OrderDraft,
    OrderNotFound,
    OrderState,
    PayWay,
    PremisesForeign,
    QuantityNotPositive,
    ReasonMissing,
    StateRefused,
)
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.products import ProductDraft
from dealer_crm.domain.promises import PromiseDraft
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.order_list import OrderList, OrderSpec, OrderView
from dealer_crm.services.order_state import renew
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.services.products import Products
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Delivery, DeliveryLine, Opportunity, Promise
from tests.services.conftest import Clock

AC = LineDraft(name="中央空调", brand="大金", model="VRV-6", unit="套", quantity=1000, price=3_685_000, cost=2_900_000)
PIPE = LineDraft(name="铜管", unit="米", quantity=18_500, price=6_800, cost=4_000, room="客厅")
ORDER = OrderDraft(1, (AC, PIPE), discount=10_800, promises=(PromiseDraft("送两次清洗", date(2027, 5, 1)),))


@pytest.fixture
def history(db: Database, actor: Callable[[], Actor]) -> History:
    """Return the journal, listening from the start."""
    return History(db, actor)


@pytest.fixture
def orders(db: Database, actor: Callable[[], Actor], clock: Clock, history: History) -> Orders:
    """Return the use-cases on a store with one customer."""
    Customers(db, actor, clock).create(CustomerDraft(name="王芳", stage=Stage.INTENT, intent_level=IntentLevel.H))
    return Orders(db, actor, clock)


def deliver(db: Database, clock: Clock, order_id: int, sent: dict[int, int], state: DeliveryState = DeliveryState.SIGNED) -> None:
    """Write a delivery as the deliveries do."""
    with db.write(Actor(), Action.FINISH, Subject.DELIVERY) as session:
        kind = DeliveryKind.RETURN if min(sent.values()) < 0 else DeliveryKind.DELIVERY
        count = len(session.scalars(select(Delivery)).all()) + 1
        delivery = Delivery(number=f"SH{count}", kind=kind, customer_id=1, order_id=order_id, state=state, created_at=clock())
        session.add(delivery)
        session.flush()
        for line_id, quantity in sent.items():
            session.add(DeliveryLine(delivery_id=delivery.id, order_line_id=line_id, quantity=quantity, serials=[]))
        renew(session, order_id, clock.today)


def test_order_comes_back_as_it_was_typed(orders: Orders, clock: Clock) -> None:
    order_id = orders.create(ORDER)
    file = orders.open(order_id)
    assert (file.number, file.state, file.customer) == ("DD20261122001", OrderState.DRAFT, "王芳")
    assert file.draft.ordered_on == clock.today
    assert [replace(line, id=None, category="") for line in file.draft.lines] == [AC, PIPE]
    assert [line.category for line in file.draft.lines] == ["other", "other"]
    assert (file.totals.goods, file.totals.total, file.totals.owed, file.totals.cost) == (3_810_800, 3_800_000, 3_800_000, 2_974_000)
    assert [promise.words for promise in file.promises] == ["送两次清洗"]


def test_refused_order_saves_nothing(orders: Orders, db: Database, clock: Clock) -> None:
    for draft, refusal in ((OrderDraft(1), LinesMissing), (OrderDraft(9, (AC,)), CustomerNotFound)):
        with pytest.raises(refusal):
            orders.create(draft)
    assert not OrderList(db, clock).ids(OrderSpec())


def test_edit_keeps_the_lines_that_stay(orders: Orders) -> None:
    order_id = orders.create(ORDER)
    draft, version = orders.draft(order_id)
    orders.edit(order_id, replace(draft, lines=(draft.lines[1], LineDraft(name="安装", price=50_000)), promises=(), note="急"), version)
    after, later = orders.draft(order_id)
    assert after.lines[0] == draft.lines[1]
    assert [line.name for line in after.lines] == ["铜管", "安装"]
    assert (after.note, after.promises) == ("急", ())
    with pytest.raises(EditConflict):
        orders.edit(order_id, draft, version)
    assert version != later


def test_only_the_owner_sees_costs_and_nobody_else_loses_them(orders: Orders, db: Database, clock: Clock) -> None:
    order_id = orders.create(ORDER)
    clerk = Orders(db, lambda: Actor(role=Role.SALES), clock)
    assert [line.cost for line in clerk.open(order_id).draft.lines] == [None, None]
    assert clerk.open(order_id).totals.cost is None
    draft, version = clerk.draft(order_id)
    clerk.edit(order_id, replace(draft, note="x"), version)
    assert [line.cost for line in orders.open(order_id).draft.lines] == [2_900_000, 4_000]


def test_order_goes_to_a_house_of_its_customer(orders: Orders, db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
    customers = Customers(db, actor, clock)
    customers.create(CustomerDraft(name="李强", premises=(PremisesDraft(community="云上花园", building="1", room="101"),)))
    customers.create(CustomerDraft(name="赵敏", premises=(PremisesDraft(community="云上花园", building="2", room="202"),)))
    for house in (2, 9):
        with pytest.raises(PremisesForeign):
            orders.create(OrderDraft(2, (PIPE,), house))
    order_id = orders.create(OrderDraft(2, (PIPE,), 1))
    draft, version = orders.draft(order_id)
    with pytest.raises(PremisesForeign):
        orders.edit(order_id, replace(draft, premises_id=2), version)
    orders.edit(order_id, replace(draft, note="x"), version)
    assert orders.open(order_id).draft.premises_id == 1


def test_the_owner_clears_a_cost_and_another_product_brings_its_own(
    orders: Orders, db: Database, clock: Clock, actor: Callable[[], Actor]
) -> None:
    products = Products(db, actor, clock, Trade())
    dear = products.create(ProductDraft(name="外机", cost=700_000))
    plain = products.create(ProductDraft(name="支架"))

    def costs() -> list[int | None]:
        return [line.cost for line in orders.open(order_id).draft.lines]

    order_id = orders.create(OrderDraft(1, (AC, LineDraft(name="外机", product_id=dear))))
    assert costs() == [2_900_000, 700_000]
    draft, version = orders.draft(order_id)
    orders.edit(order_id, replace(draft, lines=tuple(replace(line, cost=None) for line in draft.lines)), version)
    assert costs() == [None, None]
    clerk = Orders(db, lambda: Actor(role=Role.SALES), clock)
    for product, cost in ((plain, None), (dear, 700_000), (None, None)):
        draft, version = clerk.draft(order_id)
        clerk.edit(order_id, replace(draft, lines=(draft.lines[0], replace(draft.lines[1], name="外机", product_id=product))), version)
        assert costs() == [None, cost]


def test_confirming_wins_the_opportunity_and_cancelling_opens_it_again(orders: Orders, db: Database, clock: Clock) -> None:
    order_id = orders.create(ORDER)
    orders.confirm(order_id)
    line = CustomerList(db, clock).rows([1])[0]
    assert (line.stage, line.intent_level, line.balance) == (Stage.DEAL, IntentLevel.O, 3_800_000)
    orders.cancel(order_id, "不装了")
    line = CustomerList(db, clock).rows([1])[0]
    assert (line.stage, line.intent_level, line.balance) == (Stage.INTENT, IntentLevel.N, 0)
    file = orders.open(order_id)
    assert (file.state, file.cancel_reason, file.closed_on, file.promises) == (OrderState.CANCELLED, "不装了", clock.today, ())


def test_second_sale_to_a_base_customer_is_an_opportunity_of_its_own(orders: Orders, db: Database, clock: Clock) -> None:
    first = orders.create(ORDER)
    orders.confirm(first)
    deliver(db, clock, first, {1: 1000, 2: 18_500})
    assert CustomerList(db, clock).rows([1])[0].stage is Stage.BASE
    orders.confirm(orders.create(ORDER))
    assert CustomerList(db, clock).rows([1])[0].stage is Stage.DEAL
    with db.read() as session:
        assert len(session.scalars(select(Opportunity)).all()) == 2


def test_state_follows_arrival_delivery_and_money(orders: Orders, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    order_id = orders.create(ORDER)
    orders.confirm(order_id)
    orders.set_arrival([1], Arrival.ORDERED, date(2026, 12, 1))
    assert orders.open(order_id).state is OrderState.PREPARING
    orders.set_arrival([1, 2], Arrival.READY)
    assert orders.open(order_id).state is OrderState.READY
    deliver(db, clock, order_id, {1: 1000, 2: 10_000})
    assert OrderList(db, clock).undelivered(order_id)[0].undelivered == 8500
    deliver(db, clock, order_id, {2: 8500})
    assert orders.open(order_id).state is OrderState.DELIVERED
    money = Payments(db, actor, clock)
    paid = money.receive(PaymentDraft(1, 3_800_000, PayKind.BALANCE, PayWay.TRANSFER, order_id))
    file = orders.open(order_id)
    assert (file.state, file.closed_on, file.totals.owed) == (OrderState.DONE, clock.today, 0)
    with pytest.raises(OrderClosed):
        orders.set_arrival([1], Arrival.ORDERED)
    money.remove(paid)
    assert orders.open(order_id).state is OrderState.DELIVERED


def test_line_cannot_fall_below_what_is_delivered_or_under_way(orders: Orders, db: Database, clock: Clock) -> None:
    order_id = orders.create(ORDER)
    orders.confirm(order_id)
    deliver(db, clock, order_id, {2: 10_000})
    deliver(db, clock, order_id, {2: 2000}, DeliveryState.DRAFT)
    draft, version = orders.draft(order_id)
    assert [(line.undelivered, line.unplanned) for line in orders.open(order_id).progress] == [(1000, 1000), (8500, 6500)]
    for lines in ((draft.lines[0],), (draft.lines[0], replace(draft.lines[1], quantity=11_000))):
        with pytest.raises(LineDelivered):
            orders.edit(order_id, replace(draft, lines=lines, discount=0), version)
    orders.edit(order_id, replace(draft, lines=(draft.lines[0], replace(draft.lines[1], quantity=12_000))), version)


def test_cancel_says_first_what_it_does_and_takes_planned_deliveries_along(
    orders: Orders, db: Database, actor: Callable[[], Actor], clock: Clock
) -> None:
    order_id = orders.create(ORDER)
    orders.confirm(order_id)
    Payments(db, actor, clock).receive(PaymentDraft(1, 500_000, PayKind.EARNEST_MONEY, order_id=order_id))
    deliver(db, clock, order_id, {1: 1000}, DeliveryState.PRINTED)
    told = {line.effect: line.amount or line.count for line in orders.cancel_effect(order_id)}
    assert told == {
        Effect.MONEY_TO_RETURN: 500_000,
        Effect.DEBT_FALLS_AWAY: 3_300_000,
        Effect.DELIVERIES_CANCELLED: 1,
        Effect.PROMISES_FALL_AWAY: 1,
    }
    with pytest.raises(ReasonMissing):
        orders.cancel(order_id, " ")
    orders.cancel(order_id, "x")
    assert orders.open(order_id).deliveries[0].state is DeliveryState.CANCELLED
    assert CustomerList(db, clock).rows([1])[0].balance == -500_000
    with pytest.raises(StateRefused):
        orders.cancel(order_id, "again")
    with pytest.raises(StateRefused):
        orders.confirm(order_id)


def test_delivered_goods_come_back_before_a_cancel(orders: Orders, db: Database, clock: Clock) -> None:
    order_id = orders.create(ORDER)
    orders.confirm(order_id)
    deliver(db, clock, order_id, {1: 1000})
    assert orders.cancel_effect(order_id)[0].effect is Effect.DELIVERIES_IN_THE_WAY
    with pytest.raises(OrderDelivered):
        orders.cancel(order_id, "x")
    effects = {line.effect: line.amount for line in orders.return_effect(order_id, {1: 1000})}
    assert effects[Effect.GOODS_COME_BACK] == 3_685_000
    deliver(db, clock, order_id, {1: -1000})
    orders.cancel(order_id, "x")
    assert orders.open(order_id).state is OrderState.CANCELLED


@pytest.mark.parametrize("deed", ["confirm", "sign", "cancel", "arrival", "edit", "create"])
def test_every_write_is_undone_and_named(deed: str, orders: Orders, db: Database, history: History) -> None:
    order_id = orders.create(ORDER)
    before = orders.open(order_id)
    match deed:
        case "confirm":
            orders.confirm(order_id)
        case "sign":
            orders.sign(order_id, date(2026, 11, 20))
        case "cancel":
            orders.cancel(order_id, "x")
        case "arrival":
            orders.set_arrival([1], Arrival.ARRIVED)
        case "edit":
            draft, version = orders.draft(order_id)
            orders.edit(order_id, replace(draft, lines=draft.lines[:1], promises=()), version)
    step = history.next_undo()
    assert step is not None
    assert (step.subject, step.label) == (Subject.ORDER, "DD20261122001 王芳")
    history.undo()
    if deed == "create":
        with pytest.raises(OrderNotFound):
            orders.open(order_id)
    else:
        after = orders.open(order_id)
        assert replace(after, version=0) == replace(before, version=0)
    with db.read() as session:
        assert session.scalars(select(Opportunity.stage)).one() is Stage.INTENT
        assert len(session.scalars(select(Promise)).all()) == (deed != "create")


@pytest.mark.parametrize("refusal", [OrderNotFound])
def test_missing_order_is_named(orders: Orders, refusal: type[DomainError]) -> None:
    for question in (
        lambda: orders.open(7),
        lambda: orders.confirm(7),
        lambda: orders.id_of("DD1"),
        lambda: orders.set_arrival([7], Arrival.READY),
    ):
        with pytest.raises(refusal):
            question()


def test_list_is_searched_sorted_and_counted(orders: Orders, db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
    Customers(db, actor, clock).create(CustomerDraft(name="李强"))
    first = orders.create(replace(ORDER, promised_on=date(2026, 11, 1)))
    second = orders.create(OrderDraft(2, (PIPE,), external_number="JD-77", external_party="京东"))
    orders.confirm(first)
    lists = OrderList(db, clock)
    row = lists.page(OrderSpec(words="wf"), 10)[0]
    assert (row.id, row.goods, row.lines, row.total, row.owed) == (first, "大金 中央空调 VRV-6 +1", 2, 3_800_000, 3_800_000)
    for words in ("jd-77", "京东", "李强", "DD20261122002"):
        assert list(lists.ids(OrderSpec(words=words))) == [second]
    assert list(lists.ids(OrderSpec(sort="total", descending=False))) == [second, first]
    assert list(lists.ids(OrderSpec(sort="owed"))) == [first, second]
    for key in ("number", "customer", "state", "promised_on", "ordered_on"):
        assert len(lists.ids(OrderSpec(sort=key))) == 2
    counts = lists.counts()
    assert counts == {
        OrderView.ALL: 2,
        OrderView.OPEN: 2,
        OrderView.DRAFTS: 1,
        OrderView.TO_ORDER: 1,
        OrderView.LATE: 1,
        OrderView.UNPAID: 1,
        OrderView.ENDED: 0,
    }
    assert lists.counts(OrderSpec(customer_id=2))[OrderView.ALL] == 1
    assert list(lists.ids(OrderSpec(OrderView.DRAFTS, customer_id=2, states=(OrderState.DRAFT,)))) == [second]
    assert [line.line.name for line in lists.undelivered()] == ["中央空调", "铜管"]
    assert orders.id_of(" dd20261122002 ") == second


def test_a_line_that_came_back_is_taken_out_and_owed_no_more(orders: Orders, db: Database, clock: Clock) -> None:
    order_id = orders.create(replace(ORDER, discount=0))
    orders.confirm(order_id)
    deliver(db, clock, order_id, {1: 1000, 2: 18_500})
    draft, version = orders.draft(order_id)
    with pytest.raises(LineDelivered):
        orders.edit(order_id, replace(draft, lines=(draft.lines[1],)), version)
    deliver(db, clock, order_id, {1: -1000})
    draft, version = orders.draft(order_id)
    orders.edit(order_id, replace(draft, lines=(draft.lines[1],)), version)
    file = orders.open(order_id)
    assert [(line.id, line.quantity) for line in file.draft.lines] == [(2, 18_500), (1, 0)]
    assert (file.state, file.totals.total) == (OrderState.DELIVERED, PIPE.amount)
    orders.edit(order_id, replace(file.draft, note="退了主机"), file.version)
    assert OrderList(db, clock).rows([order_id])[0].owed == PIPE.amount


def test_nothing_of_goods_that_were_never_brought_is_refused(orders: Orders) -> None:
    order_id = orders.create(ORDER)
    draft, version = orders.draft(order_id)
    none = replace(draft, lines=(draft.lines[0], replace(draft.lines[1], quantity=0)))
    with pytest.raises(QuantityNotPositive):
        orders.edit(order_id, none, version)


def test_history_tells_costs_to_the_owner_only(orders: Orders, db: Database, history: History) -> None:
    orders.create(ORDER)
    entry = history.rows(1)[0].id
    assert {change.after for change in history.changes(entry) if change.column == "cost"} == {2_900_000, 4_000}
    for role in (Role.SALES, Role.INSTALLER, Role.SERVICE):
        seen = History(db, lambda role=role: Actor(role=role)).changes(entry)  # type: ignore[misc]
        assert "price" in {change.column for change in seen}
        assert "cost" not in {change.column for change in seen}
