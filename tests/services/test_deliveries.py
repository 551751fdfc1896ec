"""Goods leave in parts, the sheet decides by its limits, a finished delivery leaves machines behind, and one undo takes it all back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from dealer_crm.domain.care import EquipmentState, VisitState
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.customers import CustomerDraft, Interest, PhoneDraft, PreferredChannel
from dealer_crm.domain.deliveries import (
    DeliveryClosed,
    DeliveryDraft,
    DeliveryLineDraft,
    DeliveryState,
    HandOver,
    ItemsOpen,
    NoteMissing,
    NothingToDeliver,
    OrderNotConfirmed,
    PremisesMissing,
    QuantityNegative,
    QuantityPositive,
    QuantityTooMuch,
    ReasonMissing,
    SerialsTooMany,
    SerialTwice,
)
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.customers import Customers
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.delivery_list import DeliveryList, DeliveryView
from dealer_crm.services.history import History
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import (
    Customer,
    Delivery,
    DeliveryCheck,
    Equipment,
    EquipmentCoverage,
    Maintenance,
    NextStep,
    OrderLine,
    SalesOrder,
    Visit,
)
from tests.services.conftest import Clock

PASS, FAIL = CheckResult.PASS, CheckResult.FAIL
TABLES = (Delivery, DeliveryCheck, Equipment, EquipmentCoverage, Maintenance, NextStep, Visit, SalesOrder, Customer)


@dataclass
class Shop:
    """An order of two room air conditioners, 86.5 ㎡ of floor heating and a service, with the use-cases."""

    db: Database
    deliveries: Deliveries
    lists: DeliveryList
    history: History
    clock: Clock
    order_id: int = 1

    def all_checks(self, delivery_id: int) -> list[int]:
        """Return the ids of everything on the sheet."""
        return [check.id for check in self.deliveries.open(delivery_id).checks]

    def settle(self, delivery_id: int) -> None:
        """Tick whatever is required, with values inside the limits."""
        for check in self.deliveries.open(delivery_id).missing:
            value = (check.low or check.high or 0) / 1000 if check.unit else ""
            self.deliveries.tick(check.id, PASS, str(value))

    def rows(self, table: type[Any]) -> list[Any]:
        """Return what a table holds."""
        with self.db.read() as session:
            found = list(session.scalars(select(table).order_by(table.id)))
            session.expunge_all()
        return found

    def state(self) -> list[tuple[Any, ...]]:
        """Return every row of the tables that a finish touches, without versions."""
        with self.db.read() as session:
            return [
                tuple(row)
                for table in TABLES
                for row in session.execute(
                    select(*(c for c in table.__table__.c if c.name != "version")).order_by(table.id)
                )
            ]


def order(db: Database, *lines: OrderLine, state: OrderState = OrderState.CONFIRMED) -> int:
    """File an order of customer 1."""
    with db.write(Actor(), Action.CREATE, Subject.ORDER) as session:
        sold = SalesOrder(number=f"DD{session.execute(select(func.count()).select_from(SalesOrder)).scalar_one()}", customer_id=1)
        sold.state, sold.ordered_on, sold.discount = state, date(2026, 11, 20), 0
        session.add(sold)
        session.flush()
        for position, line in enumerate(lines):
            line.order_id, line.position = sold.id, position
            session.add(line)
        session.flush()
        return sold.id


def line(category: str, quantity: int, price: int = 100_00, **more: Any) -> OrderLine:
    """Return a line of an order."""
    return OrderLine(category=category, name=more.pop("name", category), quantity=quantity, price=price, serials=[], **more)


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop."""
    place = PremisesDraft(city="宁波市", community="锦样里", building="7", unit="2", room="1102")
    Customers(db, actor, clock).create(CustomerDraft(name="陈静", phones=(PhoneDraft("14200000317"),), premises=(place,)))
    order(
        db,
        line("room_ac", 2000, 3280_00, brand="格力", model="KFR-35GW"),
        line("floor_heating", 86_500, 150_00, unit="㎡"),
        line("service", 1000, 300_00),
    )
    return Shop(db, Deliveries(db, actor, clock, Trade()), DeliveryList(db, clock), History(db, actor), clock)


def finish(shop: Shop, delivery_id: int, **more: Any) -> None:
    """Settle what is required and hand over."""
    shop.settle(delivery_id)
    shop.deliveries.finish(delivery_id, HandOver(**more))


# planning


def test_a_delivery_takes_everything_that_is_left(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    assert (file.number, file.state, file.draft.receiver, file.draft.phone) == ("SH20261122001", DeliveryState.DRAFT, "陈静", "14200000317")
    assert "7幢2单元1102" in file.draft.address
    assert [one.quantity for one in file.lines] == [2000, 86_500, 1000]
    assert file.draft.collect == 2 * 3280_00 + 12975_00 + 300_00


def test_the_sheet_copies_texts_limits_and_version(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    sheets = list(dict.fromkeys(group.sheet for group in file.groups))
    assert sheets == ["expectations", "room_ac", "floor_heating_hidden", "floor_heating", "manners"]
    assert [check.code[0] for check in file.checks if check.later] == ["F", "G", "H"]
    assert not any(check.missing for check in file.checks if check.later)
    run = next(check for check in file.checks if check.code == "RA-11")
    assert (run.low, run.unit, run.required, run.sheet_version, bool(run.zh and run.en)) == (30_000, "min", True, 1, True)
    assert file.groups[0].words("zh") == "交付时完成"


def test_parts_leave_the_rest(shop: Shop) -> None:
    first = shop.deliveries.plan(1, DeliveryDraft(lines=(DeliveryLineDraft(1, 1000),)))
    assert [group.sheet for group in shop.deliveries.open(first).groups].count("floor_heating") == 0
    rest = shop.deliveries.open(shop.deliveries.plan(1))
    assert [(one.order_line_id, one.quantity) for one in rest.lines] == [(1, 1000), (2, 86_500), (3, 1000)]
    with pytest.raises(NothingToDeliver):
        shop.deliveries.plan(1)
    assert shop.lists.to_deliver() == []
    shop.deliveries.cancel(first)
    assert [one.number for one in shop.lists.to_deliver()] == ["DD0"]


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (DeliveryLineDraft(1, -1000), QuantityNegative),
        (DeliveryLineDraft(1, 3000), QuantityTooMuch),
        (DeliveryLineDraft(1, 1000, ("a", "b")), SerialsTooMany),
        (DeliveryLineDraft(1, 2000, ("a", "A")), SerialTwice),
        (DeliveryLineDraft(9, 1000), NothingToDeliver),
    ],
)
def test_a_refused_delivery_saves_nothing(shop: Shop, wanted: DeliveryLineDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        shop.deliveries.plan(1, DeliveryDraft(lines=(wanted,)))
    assert shop.lists.count() == 0


def test_drafts_and_cancelled_orders_are_not_delivered(shop: Shop) -> None:
    for state in (OrderState.DRAFT, OrderState.CANCELLED):
        with pytest.raises(OrderNotConfirmed):
            shop.deliveries.plan(order(shop.db, line("room_ac", 1000), state=state))


def test_an_edit_brings_the_sheet_along(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    shop.deliveries.edit(file.id, DeliveryDraft(slot="14:00", driver="孙师傅", lines=(DeliveryLineDraft(1, 2000),)), file.version)
    changed = shop.deliveries.open(file.id)
    assert (changed.draft.slot, changed.draft.driver, len(changed.lines)) == ("14:00", "孙师傅", 1)
    assert not [group for group in changed.groups if group.sheet == "floor_heating"]
    with pytest.raises(EditConflict):
        shop.deliveries.edit(file.id, DeliveryDraft(), file.version)


def test_serial_numbers_come_from_the_scanner(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    shop.deliveries.set_serials(file.lines[0].id, [" S1 ", "S2", ""])
    assert shop.deliveries.open(file.id).lines[0].serials == ("S1", "S2")
    with pytest.raises(SerialTwice):
        shop.deliveries.set_serials(file.lines[1].id, ["s1"])
    with pytest.raises(SerialsTooMany):
        shop.deliveries.set_serials(file.lines[0].id, ["1", "2", "3"])


# the sheet


def test_a_value_out_of_its_limits_fails_and_wants_a_word(shop: Shop) -> None:
    delivery_id = shop.deliveries.plan(1)
    run = next(check for check in shop.deliveries.open(delivery_id).checks if check.code == "RA-11")
    with pytest.raises(NoteMissing):
        shop.deliveries.tick(run.id, PASS, "20")
    assert shop.deliveries.tick(run.id, None, "20", "下午再试") is FAIL
    assert shop.deliveries.tick(run.id, None, "35 min") is PASS
    assert shop.deliveries.tick(run.id, None) is None


def test_a_group_passes_at_once_but_for_values_nobody_read(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    run = next(group for group in file.groups if group.code == "run")
    shop.deliveries.pass_all([check.id for check in run.checks])
    results = {check.code: check.result for check in shop.deliveries.open(file.id).checks if check.group == "run"}
    assert results["RA-11"] is None
    assert results["RA-12"] is PASS
    before = shop.lists.rows([file.id])[0]
    shop.deliveries.pass_all([check.id for check in file.groups[0].checks])
    after = shop.lists.rows([file.id])[0]
    assert after.checked - before.checked == 6
    shop.history.undo()
    assert shop.lists.rows([file.id])[0].checked == before.checked


# on the way


def test_printed_sent_refused(shop: Shop) -> None:
    delivery_id = shop.deliveries.plan(1)
    shop.deliveries.printed(delivery_id)
    shop.deliveries.send(delivery_id)
    shop.deliveries.printed(delivery_id)
    assert shop.deliveries.open(delivery_id).state is DeliveryState.SENT
    with pytest.raises(ReasonMissing):
        shop.deliveries.refuse(delivery_id, "  ")
    shop.deliveries.refuse(delivery_id, "外箱破损")
    assert shop.deliveries.open(delivery_id).refusal == "外箱破损"
    with pytest.raises(DeliveryClosed):
        shop.deliveries.sign(delivery_id, "")
    assert shop.lists.to_deliver()


def test_what_is_not_taken_stays_to_be_delivered(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    shop.deliveries.sign(file.id, "陈静", {file.lines[0].id: 1000, file.lines[1].id: 0})
    assert shop.deliveries.open(file.id).state is DeliveryState.PARTLY
    rest = shop.deliveries.open(shop.deliveries.plan(1))
    assert [(one.order_line_id, one.quantity) for one in rest.lines] == [(1, 1000), (2, 86_500)]


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


# the list


def test_today_stands_first(shop: Shop) -> None:
    lines = [(DeliveryLineDraft(1, 1000),), (DeliveryLineDraft(2, 86_500),), (DeliveryLineDraft(3, 1000),)]
    days = [shop.clock.today + timedelta(days=3), None, shop.clock.today]
    for wanted, day in zip(lines, days, strict=True):
        shop.deliveries.plan(1, DeliveryDraft(planned_on=day, lines=wanted))
    assert list(shop.lists.ids()) == [3, 1, 2]
    assert list(shop.lists.ids(DeliveryView.TODAY)) == [3]
    assert list(shop.lists.ids(words="陈静")) == [3, 1, 2]
    assert list(shop.lists.ids(words="李")) == []
    counts = shop.lists.counts()
    assert (counts[DeliveryView.ALL], counts[DeliveryView.WAITING], counts[DeliveryView.DONE]) == (3, 3, 0)
    row = shop.lists.rows([1])[0]
    assert (row.customer, row.goods, row.checked, row.checks) == ("陈静", "格力 room_ac KFR-35GW", 0, 9)
    assert shop.lists.page(1)[0].id == 3
