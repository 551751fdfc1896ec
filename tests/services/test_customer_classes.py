"""Classes of customers on a real store: what the records say is what the rules are told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from dealer_crm.domain.class_by_hand import ClassNotByHand, ClassNoteMissing, ClassNotInKind
from dealer_crm.domain.class_rules import Classes
from dealer_crm.domain.classes import (
    ByHand,
    CareTag,
    Classed,
    ClassKind,
    MarketRank,
    Profit,
    ServiceClass,
    Stability,
    TimeClass,
    TradePhase,
    ValueClass,
    Why,
)
from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound, IntentLevel, PhoneDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import HandOver
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import add_months
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.class_money import settled
from dealer_crm.services.customer_classes import CustomerClasses
from dealer_crm.services.customer_list import CustomerList, CustomerSpec
from dealer_crm.services.customers import Customers
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.history import History
from dealer_crm.services.orders import Orders
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock

BOILER = LineDraft(name="壁挂炉", unit="台", quantity=1000, price=10_000_00, cost=7_500_00, category="boiler")


@dataclass
class Shop:
    """A shop in which customers buy."""

    db: Database
    clock: Clock
    role: Role = Role.OWNER

    @property
    def today(self) -> date:
        return local_day(self.clock())

    def customer(self, name: str, **more: object) -> int:
        draft = CustomerDraft(name=name, phones=(PhoneDraft("14200000911"),))
        return Customers(self.db, Actor, self.clock).create(replace(draft, **more))  # type: ignore[arg-type]

    def buys(self, customer_id: int, *lines: LineDraft, months_ago: int = 0, agreed: bool = True) -> int:
        orders = Orders(self.db, Actor, self.clock)
        order = orders.create(OrderDraft(customer_id, lines or (BOILER,), ordered_on=add_months(self.today, -months_ago)))
        if agreed:
            orders.confirm(order)
        return order

    def classes(self, customer_id: int) -> Classes:
        return self.service().of(customer_id)

    def service(self) -> CustomerClasses:
        return CustomerClasses(self.db, lambda: Actor(role=self.role), self.clock, Trade())

    def value(self, customer_id: int, kind: ClassKind) -> object:
        return next((one.value for one in self.classes(customer_id)[kind]), None)

    def said(self, customer_id: int, kind: ClassKind) -> tuple[Why, dict[str, object]]:
        (one,) = self.classes(customer_id)[kind]
        return one.why, dict(one.figures)


@pytest.fixture
def shop(db: Database, clock: Clock) -> Shop:
    """An empty shop, asked by its owner."""
    return Shop(db, clock)


def test_an_order_makes_a_new_customer_and_its_undo_a_future_one_again(shop: Shop) -> None:
    one = shop.customer("王芳", intent_level=IntentLevel.A)
    assert (shop.value(one, ClassKind.TIME), shop.value(one, ClassKind.PHASE)) == (TimeClass.FUTURE, TradePhase.NONE)
    before, history = shop.classes(one), History(shop.db, Actor)
    shop.buys(one, agreed=False)
    assert shop.value(one, ClassKind.PHASE) is TradePhase.UPCOMING
    shop.buys(one)
    assert (shop.value(one, ClassKind.TIME), shop.value(one, ClassKind.PHASE)) == (TimeClass.NEW, TradePhase.CURRENT)
    for _ in range(3):
        history.undo()
    assert shop.classes(one) == before


def test_margin_is_price_less_cost_and_the_usual_share_where_no_cost_is_written(shop: Shop) -> None:
    one, other = shop.customer("王芳"), shop.customer("陈静")
    shop.buys(one, replace(BOILER, quantity=2000))
    shop.buys(other, replace(BOILER, cost=None))
    assert shop.said(one, ClassKind.PROFIT) == (Why.CONTRIBUTION, {"amount": 5_000_00})
    assert shop.said(other, ClassKind.PROFIT) == (Why.CONTRIBUTION, {"amount": 3_000_00})
    assert shop.said(other, ClassKind.AMOUNT)[1] == {"rank": 2, "of": 2, "amount": 10_000_00}
    assert shop.said(other, ClassKind.VALUE) == (Why.SHARE_OF_GAIN, {"rank": 2, "of": 2, "share": 100})


@pytest.mark.parametrize(("months", "contribution", "money"), [(24, 2_500_00, 10_000_00), (25, 2_500_00, 0), (36, 2_500_00, 0), (37, 0, 0)])
def test_what_is_long_ago_does_not_count(shop: Shop, months: int, contribution: int, money: int) -> None:
    one = shop.customer("王芳")
    shop.buys(one, months_ago=months)
    assert shop.said(one, ClassKind.PROFIT)[1] == {"amount": contribution}
    assert shop.said(one, ClassKind.AMOUNT)[1]["amount"] == money


def test_cancelled_orders_and_drafts_are_no_deals(shop: Shop) -> None:
    one = shop.customer("王芳")
    Orders(shop.db, Actor, shop.clock).cancel(shop.buys(one), "不装了")
    assert shop.value(one, ClassKind.TIME) is TimeClass.FUTURE
    assert shop.classes(one)[ClassKind.VALUE] == ()


def test_goods_handed_over_on_no_planned_day_count_as_of_the_day_they_went(shop: Shop) -> None:
    buyer = shop.customer("尉迟暖", premises=(PremisesDraft(street="云上路 1 号"),))
    order = shop.buys(buyer, BOILER)
    deliveries = Deliveries(shop.db, Actor, shop.clock, Trade())
    deliveries.finish(deliveries.plan(order), HandOver(), "x")
    with shop.db.read() as session:
        found = settled(session, Trade().class_rules(), shop.today + timedelta(days=365), None)
    assert [on for on, _way in found[buyer]] == [shop.today]


def test_what_is_owed_and_who_was_brought(shop: Shop) -> None:
    one = shop.customer("王芳")
    shop.buys(one)
    assert shop.said(one, ClassKind.OWED) == (Why.OWES_SINCE, {"on": shop.today, "days": 0})
    shop.customer("陈静", referrer_id=one)
    assert shop.said(one, ClassKind.LOYALTY)[1]["referrals"] == 1
    assert shop.value(one, ClassKind.STABILITY) is Stability.UNKNOWN


def test_only_the_owner_sees_what_a_customer_brings(shop: Shop) -> None:
    one, loss = shop.customer("王芳"), shop.customer("陈静")
    shop.buys(one)
    shop.buys(loss, replace(BOILER, cost=12_000_00))
    assert shop.value(loss, ClassKind.PROFIT) is Profit.UNPROFITABLE
    assert shop.said(loss, ClassKind.VALUE) == (Why.NO_GAIN, {"amount": -2_000_00})
    shop.role = Role.SALES
    assert shop.classes(one)[ClassKind.PROFIT] == ()
    assert (shop.value(loss, ClassKind.VALUE), shop.said(loss, ClassKind.VALUE)) == (ValueClass.C, (Why.IS_NEITHER, {}))
    shown = [one for customer in (one, loss) for values in shop.classes(customer).values() for one in values]
    assert all(said.figures["amount"] in (10_000_00,) for said in shown if "amount" in said.figures)


def test_a_class_set_by_hand_stands_over_the_rules_until_it_is_taken_back(shop: Shop) -> None:
    one = shop.customer("王芳")
    classes, history, before = shop.service(), History(shop.db, Actor), shop.classes(one)
    classes.override(one, ClassKind.VALUE, "A", " 连锁店老板，\n会带来同行 ")
    (held,) = shop.classes(one)[ClassKind.VALUE]
    assert held.value is ValueClass.A
    assert held.by_hand == ByHand("A", "连锁店老板， 会带来同行", shop.today)
    assert shop.value(one, ClassKind.SERVICE) is ServiceClass.KEY
    classes.override(one, ClassKind.VALUE, "B", "先看一年")
    assert shop.value(one, ClassKind.SERVICE) is ServiceClass.SUITABLE
    history.undo()
    assert shop.value(one, ClassKind.VALUE) is ValueClass.A
    classes.take_back(one, ClassKind.VALUE)
    assert shop.classes(one) == before
    with pytest.raises(ClassNotByHand):
        classes.take_back(one, ClassKind.VALUE)


def test_what_the_rules_give_stays_at_hand_under_a_class_set_by_hand(shop: Shop) -> None:
    one = shop.customer("王芳")
    shop.buys(one, replace(BOILER, cost=12_000_00))
    shop.service().override(one, ClassKind.VALUE, "A", "大楼物业经理")
    (held,) = shop.classes(one)[ClassKind.VALUE]
    assert held.by_hand is not None
    assert held.by_hand.computed == Classed(ValueClass.C, Why.NO_GAIN, {"amount": -2_000_00})
    shop.role = Role.SALES
    (held,) = shop.classes(one)[ClassKind.VALUE]
    assert held.by_hand is not None
    assert held.by_hand.computed == Classed(ValueClass.C, Why.IS_NEITHER)


def test_extra_service_by_hand_is_added_to_what_the_rules_give(shop: Shop) -> None:
    one = shop.customer("王芳")
    shop.buys(one, months_ago=14)
    given = [tag.value for tag in shop.classes(one)[ClassKind.CARE]]
    assert CareTag.OLD in given
    shop.service().override(one, ClassKind.CARE, "fussy old fussy", "量房时挑了三次")
    assert [tag.value for tag in shop.classes(one)[ClassKind.CARE]] == [*given, CareTag.FUSSY]


@pytest.mark.parametrize(
    ("kind", "value", "note", "refusal"),
    [
        (ClassKind.VALUE, "D", "好客户", ClassNotInKind),
        (ClassKind.VALUE, "A B", "好客户", ClassNotInKind),
        (ClassKind.CARE, " ", "好客户", ClassNotInKind),
        (ClassKind.CARE, "fussy rich", "好客户", ClassNotInKind),
        (ClassKind.LOYALTY, "90", "好客户", ClassNotInKind),
        (ClassKind.VALUE, "A", " \n", ClassNoteMissing),
    ],
)
def test_a_class_by_hand_is_of_its_kind_and_says_why(
    shop: Shop, kind: ClassKind, value: str, note: str, refusal: type[DomainError]
) -> None:
    one = shop.customer("王芳")
    with pytest.raises(refusal):
        shop.service().override(one, kind, value, note)
    assert all(held.by_hand is None for values in shop.classes(one).values() for held in values)


def test_no_class_is_set_for_who_is_gone_and_a_file_takes_its_settings_along(shop: Shop) -> None:
    with pytest.raises(CustomerNotFound):
        shop.service().override(99, ClassKind.VALUE, "A", "好客户")
    one, history = shop.customer("王芳"), History(shop.db, Actor)
    shop.service().override(one, ClassKind.MARKET, "major", "集团采购")
    Customers(shop.db, Actor, shop.clock).delete(one)
    history.undo()
    assert shop.value(one, ClassKind.MARKET) is MarketRank.MAJOR


def test_the_shop_may_want_somebody_as_a_customer(shop: Shop) -> None:
    assert shop.said(shop.customer("示例幼儿园", target_account=True), ClassKind.RELATION)[0] is Why.WANTED_BY_US


def test_who_is_gone_has_no_class(shop: Shop) -> None:
    assert shop.classes(99) == {}


def test_every_customer_of_the_sample_shop_has_his_classes(sample: Database, clock: Clock) -> None:
    classes = CustomerClasses(sample, Actor, clock, Trade())
    found = [classes.of(one) for one in CustomerList(sample, clock).ids(CustomerSpec())]
    assert {one[ClassKind.TIME][0].value for one in found} == set(TimeClass)
    assert {one.value for each in found for one in each[ClassKind.VALUE]} == set(ValueClass)
    assert all(one[ClassKind.RELATION] and one[ClassKind.OWED] and one[ClassKind.SERVICE] for one in found)
