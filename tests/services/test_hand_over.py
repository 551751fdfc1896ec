"""A finished delivery leaves machines behind, a return takes them along, and one undo takes it all back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from dealer_crm.domain.care import EquipmentState, VisitState
from dealer_crm.domain.customers import CustomerDraft, Interest, PreferredChannel
from dealer_crm.domain.deliveries import (
    DeliveryClosed,
    DeliveryDraft,
    DeliveryLineDraft,
    HandOver,
    ItemsOpen,
    NothingTaken,
    NothingToDeliver,
    PremisesMissing,
    QuantityPositive,
    QuantityTooMuch,
    ReasonMissing,
    SerialNotThere,
    SerialsNotBack,
    SerialsTooMany,
    SerialTwice,
)
from dealer_crm.domain.equipment import DayAhead
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.customers import Customers
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.delivery_door import Taken
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import (
    Customer,
    Equipment,
    EquipmentCoverage,
    Maintenance,
    NextStep,
    SalesOrder,
    Visit,
)
from tests.services.conftest import Clock
from tests.services.loading import Shop, finish, line, load, order


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop."""
    return load(db, actor, clock)


# the hand-over


def test_open_items_are_named_or_excused_by_somebody(shop: Shop) -> None:
    delivery_id = shop.deliveries.plan(1)
    missing = shop.deliveries.open(delivery_id).missing
    with pytest.raises(ItemsOpen) as refused:
        shop.deliveries.finish(delivery_id, HandOver())
    assert refused.value.check_ids == tuple(check.id for check in missing)
    assert refused.value.parameters["count"] == len(missing) > 3
    assert shop.deliveries.open(delivery_id).finished_at is None
    shop.deliveries.finish(delivery_id, HandOver(), "客户要先用起来")
    assert shop.deliveries.open(delivery_id).open_reason == "客户要先用起来"


def test_finishing_leaves_machines_coverages_care_and_visits(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    shop.deliveries.set_serials(file.lines[0].id, ["S1"])
    today = shop.clock.today
    finish(shop, file.id, signed_by="陈静", commissioned_on=today, accepted_on=today)
    machines = shop.rows(Equipment)
    assert [(m.category, m.serial, m.quantity) for m in machines] == [
        ("room_ac", "S1", 1000),
        ("room_ac", "", 1000),
        ("floor_heating", "", 86_500),
    ]
    assert {m.accepted_on for m in machines} == {today}
    assert {c.equipment_id for c in shop.rows(EquipmentCoverage)} == {m.id for m in machines}
    assert {c.next_on is not None for c in shop.rows(Maintenance)} == {True}
    visits = shop.rows(Visit)
    assert (visits[0].code, visits[0].due_on, visits[0].state) == ("d1", today + timedelta(days=1), VisitState.OPEN)
    assert visits[0].number == "HF20261122001"
    assert shop.rows(SalesOrder)[0].state is OrderState.DELIVERED
    later = [check for check in shop.deliveries.open(file.id).checks if check.later]
    assert {check.due_on for check in later} == {visits[0].due_on}


def test_goods_by_measure_keep_every_serial_number(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    shop.deliveries.set_serials(file.lines[1].id, ["P1", "P2"])
    finish(shop, file.id)
    assert [(m.serial, m.note) for m in shop.rows(Equipment)] == [("", ""), ("", ""), ("P1", "P1, P2")]


def test_an_unknown_day_is_asked_for_not_guessed(shop: Shop) -> None:
    delivery_id = shop.deliveries.plan(1)
    finish(shop, delivery_id)
    waiting = [coverage for coverage in shop.rows(EquipmentCoverage) if coverage.start_on is None]
    assert waiting
    assert all(coverage.end_on is None for coverage in waiting)
    steps = shop.rows(NextStep)
    assert len(steps) == 1
    assert steps[0].due_on == shop.clock.today + timedelta(days=1)
    assert "SH20261122001" in steps[0].purpose


def test_wishes_are_written_down_and_silence_changes_nothing(shop: Shop) -> None:
    half = DeliveryDraft(lines=(DeliveryLineDraft(1, 1000),))
    finish(
        shop, shop.deliveries.plan(1, half), care_ok=True, news_ok=True, interests=(Interest.FRESH_AIR,), channel=PreferredChannel.WECHAT
    )
    customer = shop.rows(Customer)[0]
    assert (customer.consent_on, customer.marketing_ok, customer.interests) == (shop.clock.today, True, ["fresh_air"])
    finish(shop, shop.deliveries.plan(1))
    customer = shop.rows(Customer)[0]
    assert (customer.consent_on, customer.preferred_channel) == (shop.clock.today, PreferredChannel.WECHAT)
    assert len({visit.delivery_id for visit in shop.rows(Visit)}) == 1


def test_a_machine_stands_once(shop: Shop) -> None:
    first = shop.deliveries.open(shop.deliveries.plan(1, DeliveryDraft(lines=(DeliveryLineDraft(1, 1000, ("S1",)),))))
    finish(shop, first.id)
    with pytest.raises(SerialTwice):
        shop.deliveries.plan(1, DeliveryDraft(lines=(DeliveryLineDraft(1, 1000, ("S1",)),)))
    with pytest.raises(DeliveryClosed):
        shop.deliveries.finish(first.id, HandOver())


def test_machines_need_a_house(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    Customers(db, actor, clock).create(CustomerDraft(name="无址"))
    deliveries = Deliveries(db, actor, clock, Trade())
    delivery_id = deliveries.plan(order(db, line("room_ac", 1000)))
    with pytest.raises(PremisesMissing):
        deliveries.finish(delivery_id, HandOver(), "试")


def test_machines_stand_at_the_address_of_the_note_where_the_file_has_none(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    customer = Customers(db, actor, clock)
    customer.create(CustomerDraft(name="无址"))
    deliveries = Deliveries(db, actor, clock, Trade())
    delivery_id = deliveries.plan(order(db, line("room_ac", 1000)), DeliveryDraft(address="老街 9 号"))
    deliveries.finish(delivery_id, HandOver(), "试")
    [house] = customer.draft(1)[0].premises
    assert house.line == "老街 9 号"
    with db.read() as session:
        assert list(session.scalars(select(Equipment.premises_id))) == [house.id]


def test_machines_stand_in_the_house_that_the_file_got_meanwhile(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    customer = Customers(db, actor, clock)
    customer.create(CustomerDraft(name="无址"))
    deliveries = Deliveries(db, actor, clock, Trade())
    delivery_id = deliveries.plan(order(db, line("room_ac", 1000)))
    draft, version = customer.draft(1)
    customer.edit(1, replace(draft, premises=(PremisesDraft(community="锦样里", room="101"),)), version)
    deliveries.finish(delivery_id, HandOver(), "试")
    [house] = customer.draft(1)[0].premises
    with db.read() as session:
        assert list(session.scalars(select(Equipment.premises_id))) == [house.id]


def test_one_undo_takes_the_hand_over_back(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    shop.deliveries.set_serials(file.lines[0].id, ["S1", "S2"])
    shop.settle(file.id)
    before = shop.state()
    shop.deliveries.finish(file.id, HandOver(care_ok=True, news_ok=True, interests=(Interest.BOILER,)))
    after = shop.state()
    assert after != before
    shop.history.undo()
    assert shop.state() == before
    shop.history.redo()
    assert shop.state() == after


# taken back


def test_a_return_takes_machines_care_and_visits_along(shop: Shop) -> None:
    finish(shop, shop.deliveries.plan(1), commissioned_on=shop.clock.today, accepted_on=shop.clock.today)
    before = shop.state()
    back = shop.deliveries.take_back(1, {1: -1000, 2: -86_500}, "客户换型号")
    file = shop.deliveries.open(back)
    assert [one.quantity for one in file.lines] == [-1000, -86_500]
    assert (file.draft.note, file.is_open) == ("客户换型号", False)
    states = [machine.state for machine in shop.rows(Equipment)]
    assert states == [EquipmentState.IN_USE, EquipmentState.REMOVED, EquipmentState.REMOVED]
    assert {care.active for care in shop.rows(Maintenance) if care.equipment_id != 1} == {False}
    assert all(c.end_on is None or c.end_on <= shop.clock.today for c in shop.rows(EquipmentCoverage) if c.equipment_id != 1)
    assert {visit.state for visit in shop.rows(Visit)} == {VisitState.OPEN}
    shop.history.undo()
    assert shop.state() == before


def test_the_machine_that_is_named_comes_back(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    shop.deliveries.set_serials(file.lines[0].id, ["S1", "S2"])
    finish(shop, file.id)
    assert shop.deliveries.serials_there([1, 2]) == {1: ("S2", "S1")}
    for quantities, serials, refusal in (
        ({1: -1000}, ("S1", "S2"), SerialsNotBack),
        ({1: -1000}, ("S3",), SerialNotThere),
        ({2: -6_500}, ("S1",), SerialNotThere),
    ):
        with pytest.raises(refusal):
            shop.deliveries.take_back(1, quantities, "噪音大", serials)
    back = shop.deliveries.open(shop.deliveries.take_back(1, {1: -1000}, "噪音大", ("S1",)))
    assert back.lines[0].serials == ("S1",)
    assert shop.deliveries.serials_there([1]) == {1: ("S2",)}
    shop.deliveries.take_back(1, {1: -1000}, "噪音大")
    assert shop.deliveries.serials_there([1]) == {}


def test_visits_end_when_everything_is_back(shop: Shop) -> None:
    finish(shop, shop.deliveries.plan(1))
    shop.deliveries.take_back(1, {1: -2000, 2: -86_500, 3: -1000}, "退货")
    assert {visit.state for visit in shop.rows(Visit)} == {VisitState.SKIPPED}


def test_measured_goods_shrink(shop: Shop) -> None:
    finish(shop, shop.deliveries.plan(1))
    shop.deliveries.take_back(1, {2: -6_500}, "多送")
    floor = shop.rows(Equipment)[-1]
    assert (floor.quantity, floor.state) == (80_000, EquipmentState.IN_USE)


@pytest.mark.parametrize(
    ("quantities", "reason", "refusal"),
    [
        ({1: 1000}, "x", QuantityPositive),
        ({1: -3000}, "x", QuantityTooMuch),
        ({9: -1000}, "x", NothingToDeliver),
        ({}, "x", NothingToDeliver),
        ({1: -1000}, " ", ReasonMissing),
    ],
)
def test_a_refused_return_saves_nothing(shop: Shop, quantities: dict[int, int], reason: str, refusal: type[DomainError]) -> None:
    finish(shop, shop.deliveries.plan(1))
    with pytest.raises(refusal):
        shop.deliveries.take_back(1, quantities, reason)
    assert shop.lists.count() == 1


def test_goods_come_back_from_an_order_paid_in_full(shop: Shop, actor: Callable[[], Actor]) -> None:
    finish(shop, shop.deliveries.plan(1))
    orders, payments = Orders(shop.db, actor, shop.clock), Payments(shop.db, actor, shop.clock)
    payments.receive(PaymentDraft(1, orders.open(1).totals.owed, order_id=1))
    assert orders.open(1).state is OrderState.DONE
    shop.deliveries.take_back(1, {1: -1000}, "噪音大")
    assert (orders.open(1).state, orders.open(1).closed_on) == (OrderState.CONFIRMED, None)
    shop.history.undo()
    assert orders.open(1).state is OrderState.DONE


def test_what_came_back_before_the_hand_over_is_no_machine(shop: Shop) -> None:
    delivery_id = shop.deliveries.plan(1)
    shop.deliveries.sign(delivery_id, "陈静")
    shop.deliveries.take_back(1, {1: -1000, 2: -86_500}, "客户换型号")
    finish(shop, delivery_id)
    assert [(machine.category, machine.quantity) for machine in shop.rows(Equipment)] == [("room_ac", 1000)]


def test_nobody_is_asked_about_goods_that_all_came_back_before_the_hand_over(shop: Shop) -> None:
    delivery_id = shop.deliveries.plan(1)
    shop.deliveries.sign(delivery_id, "陈静")
    shop.deliveries.take_back(1, {1: -2000, 2: -86_500, 3: -1000}, "退货")
    finish(shop, delivery_id)
    assert (shop.rows(Equipment), shop.rows(Visit), shop.rows(NextStep)) == ([], [], [])


def test_whose_number_the_taken_machine_has_is_asked_not_guessed(shop: Shop) -> None:
    delivery_id = shop.deliveries.plan(1, DeliveryDraft(lines=(DeliveryLineDraft(1, 2000, ("S1", "S2")),)))
    row = shop.deliveries.open(delivery_id).lines[0]
    with pytest.raises(SerialsTooMany):
        shop.deliveries.sign(delivery_id, "陈静", {row.id: 1000}, "一台碰伤")
    shop.deliveries.take(delivery_id, Taken("陈静", {row.id: 1000}, "一台碰伤", stay={row.id: ("s1",)}))
    shop.settle(delivery_id)
    shop.deliveries.finish(delivery_id, HandOver())
    assert [machine.serial for machine in shop.rows(Equipment)] == ["S2"]
    with pytest.raises(SerialTwice):
        shop.deliveries.plan(1, DeliveryDraft(lines=(DeliveryLineDraft(1, 1000, ("s2",)),)))


@pytest.mark.parametrize("field", ["commissioned_on", "accepted_on"])
def test_a_day_that_lies_ahead_is_not_known_at_the_hand_over(shop: Shop, field: str) -> None:
    delivery_id = shop.deliveries.plan(1)
    with pytest.raises(DayAhead):
        finish(shop, delivery_id, **{field: shop.clock.today + timedelta(days=1)})
    assert shop.deliveries.open(delivery_id).finished_at is None


def test_a_signed_note_says_what_was_signed(shop: Shop) -> None:
    delivery_id = shop.deliveries.plan(1)
    shop.deliveries.sign(delivery_id, "陈静")
    file = shop.deliveries.open(delivery_id)
    with pytest.raises(DeliveryClosed):
        shop.deliveries.edit(delivery_id, DeliveryDraft(lines=(DeliveryLineDraft(1, 1000),)), file.version)
    assert [row.quantity for row in shop.deliveries.open(delivery_id).lines] == [2000, 86_500, 1000]


def test_nobody_signs_for_nothing(shop: Shop) -> None:
    delivery_id = shop.deliveries.plan(1)
    lines = shop.deliveries.open(delivery_id).lines
    with pytest.raises(NothingTaken):
        shop.deliveries.sign(delivery_id, "陈静", {row.id: 0 for row in lines})
    assert shop.deliveries.open(delivery_id).lines == lines
