"""A signed contract holds what it says, and the plan of payment follows price, money and events."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import Arrival, ContractSigned, LineDraft, OrderDraft, OrderState, TaxMode
from dealer_crm.domain.pay_plan import NodeDraft, NodeTrigger, PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.signing import SignedBefore, SignedInFuture
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.test_orders import ORDER, PIPE


@pytest.fixture
def history(db: Database, actor: Callable[[], Actor]) -> History:
    """Return the journal, listening from the start."""
    return History(db, actor)


@pytest.fixture
def orders(db: Database, actor: Callable[[], Actor], clock: Clock, history: History) -> Orders:
    """Return the use-cases on a store with one customer."""
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    return Orders(db, actor, clock)


NODES = (
    NodeDraft(PayKind.EARNEST_MONEY, NodeTrigger.SIGNING, 2000),
    NodeDraft(PayKind.PROGRESS, NodeTrigger.SITE_ENTRY, 5000),
    NodeDraft(PayKind.BALANCE, NodeTrigger.ACCEPTANCE, due_on=date(2027, 3, 1)),
)


def test_signing_binds_a_draft_and_holds_lines_and_sums(orders: Orders, clock: Clock, history: History) -> None:
    order_id = orders.create(replace(ORDER, nodes=NODES))
    with pytest.raises(SignedInFuture):
        orders.sign(order_id, clock.today + timedelta(days=1))
    orders.sign(order_id, clock.today, " 店里 ")
    file = orders.open(order_id)
    assert (file.state, file.draft.signed_on, file.draft.signed_place) == (OrderState.CONFIRMED, clock.today, "店里")
    with pytest.raises(SignedBefore):
        orders.sign(order_id, clock.today)
    draft = file.draft
    first, second = draft.lines
    refused: tuple[OrderDraft, ...] = (
        replace(draft, lines=(first,)),
        replace(draft, lines=(*draft.lines, LineDraft(name="安装"))),
        replace(draft, lines=(replace(first, price=1), second)),
        replace(draft, lines=(replace(first, quantity=2000), second)),
        replace(draft, lines=(replace(first, model="X"), second)),
        replace(draft, discount=0),
        replace(draft, rounding=100),
        replace(draft, tax_mode=TaxMode.ADDED),
    )
    for wanted in refused:
        with pytest.raises(ContractSigned):
            orders.edit(order_id, wanted, file.version)
    free = replace(first, room="机房", serials=("A1",), arrival=Arrival.ORDERED, note="轻放")
    open_terms = replace(draft, lines=(second, free), note="急", external_code="77", signed_on=None, promised_on=date(2027, 1, 1))
    orders.edit(order_id, open_terms, file.version)
    after = orders.open(order_id).draft
    assert (after.signed_on, after.note, after.lines[1].serials, after.lines[0].id) == (clock.today, "急", ("A1",), second.id)
    history.undo()
    history.undo()
    assert (orders.open(order_id).state, orders.open(order_id).draft.signed_on) == (OrderState.DRAFT, None)


def test_parts_fall_due_with_their_events_and_a_typed_day_stands(orders: Orders, clock: Clock, history: History) -> None:
    order_id = orders.create(replace(ORDER, nodes=NODES, hidden_on=date(2026, 12, 1)))

    def days() -> list[date | None]:
        return [node.due_on for node in orders.open(order_id).nodes]

    assert days() == [None, date(2026, 12, 1), date(2027, 3, 1)]
    before = orders.draft(order_id)[1]
    orders.sign(order_id, clock.today)
    assert days()[0] == clock.today
    draft, version = orders.draft(order_id)
    assert [node.due_on for node in draft.nodes] == [None, None, date(2027, 3, 1)]
    assert version != before
    orders.edit(order_id, replace(draft, hidden_on=None), version)
    assert days()[1] is None
    history.undo()
    history.undo()
    assert days() == [None, date(2026, 12, 1), date(2027, 3, 1)]


def test_plan_follows_the_price_and_the_money(orders: Orders, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    order_id = orders.create(replace(ORDER, nodes=NODES))
    assert [(node.amount, node.open) for node in orders.open(order_id).nodes] == [(760_000,) * 2, (1_900_000,) * 2, (1_140_000,) * 2]
    Payments(db, actor, clock).receive(PaymentDraft(1, 760_000, PayKind.EARNEST_MONEY, order_id=order_id))
    draft, version = orders.draft(order_id)
    orders.edit(order_id, replace(draft, lines=draft.lines[1:], discount=0), version)
    file = orders.open(order_id)
    assert sum(node.amount for node in file.nodes) == file.totals.total == PIPE.amount
    assert sum(node.open for node in file.nodes) == file.totals.owed if file.totals.owed > 0 else True
