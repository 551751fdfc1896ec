"""What is undone out of order leaves no order that contradicts its goods and its money."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dealer_crm.domain.deliveries import DeliveryDraft, DeliveryLineDraft
from dealer_crm.domain.journal import Actor, UndoBlocked
from dealer_crm.domain.orders import LineDraft, OrderDraft, OrderState
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.loading import Shop, finish, load
from tests.services.sold import Shop as Sold


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop."""
    return load(db, actor, clock)


@pytest.fixture
def orders(shop: Shop, actor: Callable[[], Actor]) -> Orders:
    """Return the use-cases of orders."""
    return Orders(shop.db, actor, shop.clock)


def last(shop: Shop) -> int:
    """Return the newest entry."""
    return shop.history.rows(1)[0].id


def sold(orders: Orders, quantity: int = 2000) -> int:
    """Return a confirmed order of one line."""
    order_id = orders.create(OrderDraft(1, (LineDraft("空调", quantity=quantity, price=100_00, category="room_ac"),)))
    orders.confirm(order_id)
    return order_id


def test_an_order_with_a_delivery_stays_confirmed(shop: Shop, orders: Orders) -> None:
    order_id = sold(orders)
    confirmed = last(shop)
    number = shop.deliveries.open(shop.deliveries.plan(order_id)).number
    with pytest.raises(UndoBlocked) as refused:
        shop.history.undo_entry(confirmed)
    assert refused.value.parameters == {"count": 1, "latest": number}
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(confirmed, rest=True)
    assert orders.open(order_id).state is OrderState.CONFIRMED
    shop.history.undo()
    shop.history.undo()
    assert orders.open(order_id).state is OrderState.DRAFT


def test_an_order_owes_again_what_an_undone_payment_had_paid(shop: Shop, orders: Orders, actor: Callable[[], Actor]) -> None:
    order_id, payments = sold(orders), Payments(shop.db, actor, shop.clock)
    finish(shop, shop.deliveries.plan(order_id))
    payments.receive(PaymentDraft(1, 100_00, order_id=order_id))
    first = last(shop)
    payments.receive(PaymentDraft(1, 100_00, order_id=order_id))
    assert orders.open(order_id).state is OrderState.DONE
    shop.history.undo_entry(first)
    file = orders.open(order_id)
    assert (file.state, file.closed_on, file.totals.owed) == (OrderState.DELIVERED, None, 100_00)
    shop.history.undo()
    assert orders.open(order_id).state is OrderState.DONE
    assert shop.history.verify_chain() == []


def test_an_order_cannot_shrink_below_what_was_brought(shop: Shop, orders: Orders) -> None:
    order_id = sold(orders, 1000)
    draft, version = orders.draft(order_id)
    more = LineDraft("空调", quantity=3000, price=100_00, category="room_ac", id=draft.lines[0].id)
    orders.edit(order_id, OrderDraft(1, (more,)), version)
    edited = last(shop)
    part = DeliveryDraft(lines=(DeliveryLineDraft(draft.lines[0].id or 0, 2000),))
    shop.deliveries.sign(shop.deliveries.plan(order_id, part), "陈静")
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(edited)
    assert orders.open(order_id).draft.lines[0].quantity == 3000


def test_what_came_back_was_brought_first(shop: Shop, orders: Orders) -> None:
    order_id = sold(orders, 3000)
    line_id = orders.open(order_id).progress[0].line_id
    shop.deliveries.sign(shop.deliveries.plan(order_id, DeliveryDraft(lines=(DeliveryLineDraft(line_id, 2000),))), "陈静")
    signed = last(shop)
    shop.deliveries.take_back(order_id, {line_id: -1000}, "坏")
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(signed)
    assert orders.open(order_id).progress[0].delivered == 1000


def test_an_earlier_payment_is_taken_back_though_a_later_one_filled_the_same_part_of_the_plan(db: Database, clock: Clock) -> None:
    shop = Sold(db, clock)
    shop.payments.receive(PaymentDraft(1, 100_00, order_id=shop.order))
    first = shop.history.rows(1)[0].id
    shop.payments.receive(PaymentDraft(1, 50_00, order_id=shop.order))
    shop.history.undo_entry(first)
    shop.holds()
    total, nodes = shop.file.totals.total, shop.file.nodes
    assert (shop.file.totals.paid, sum(node.open for node in nodes)) == (50_00, total - 50_00)


def test_a_plan_that_is_taken_back_follows_the_money_of_today(db: Database, clock: Clock) -> None:
    shop = Sold(db, clock)
    draft, version = shop.orders.draft(shop.order)
    shop.orders.edit(shop.order, replace(draft, nodes=(replace(draft.nodes[0], share=5000), draft.nodes[1])), version)
    planned = shop.history.rows(1)[0].id
    shop.payments.receive(PaymentDraft(1, 100_00, order_id=shop.order))
    shop.history.undo_entry(planned)
    shop.holds()
    assert shop.file.nodes[0].draft.share == 3000
    assert sum(node.open for node in shop.file.nodes) == shop.file.totals.owed
