"""How trade with a customer stands, from orders, money, complaints and calls as they stand."""

from __future__ import annotations

from datetime import timedelta

from dealer_crm.domain.complaints import ComplaintDraft, ComplaintSubtype
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.services.complaints import Complaints
from dealer_crm.services.customers import Customers
from dealer_crm.services.orders import Orders
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_status import Sum, TradeStatus, TradeStatuses
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock

BOILER = LineDraft(name="壁挂炉", unit="台", quantity=1000, price=10_000_00, cost=7_500_00, category="boiler")


def test_of_nobody_and_of_a_new_file_there_is_nothing(db: Database, clock: Clock) -> None:
    new = Customers(db, Actor, clock).create(CustomerDraft(name="王芳", phones=(PhoneDraft("14200000911"),)))
    statuses = TradeStatuses(db, clock)
    assert statuses.of(new) == statuses.of(99) == TradeStatus()


def test_offers_orders_and_debts_are_told_apart(db: Database, clock: Clock) -> None:
    one = Customers(db, Actor, clock).create(CustomerDraft(name="王芳"))
    other = Customers(db, Actor, clock).create(CustomerDraft(name="李四"))
    today = local_day(clock())
    orders = Orders(db, Actor, clock)
    orders.create(OrderDraft(one, (BOILER,), ordered_on=today))
    agreed = orders.create(OrderDraft(one, (BOILER, BOILER), ordered_on=today - timedelta(days=10)))
    orders.confirm(agreed)
    orders.create(OrderDraft(other, (BOILER,), ordered_on=today))
    found = TradeStatuses(db, clock).of(one)
    assert found.offers == Sum(1, 10_000_00, today)
    assert found.under_way == found.deals == Sum(1, 20_000_00, today - timedelta(days=10))
    assert found.owed == 20_000_00
    assert found.done == {"agreed"}


def test_open_complaints_are_counted(db: Database, clock: Clock) -> None:
    one = Customers(db, Actor, clock).create(CustomerDraft(name="王芳"))
    Complaints(db, Actor, clock, Trade()).log(ComplaintDraft(one, subtype=ComplaintSubtype.QUALITY, words="漏水"))
    found = TradeStatuses(db, clock).of(one)
    assert (found.complaints, found.complaints_open) == (1, 1)
