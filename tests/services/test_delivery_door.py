"""Around the door: goods taken in part, numbers scanned, notes completed, slots agreed, parts handed over together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.deliveries import (
    DeliveryClosed,
    DeliveryDraft,
    DeliveryLineDraft,
    DeliveryState,
    HandOver,
    ItemsOpen,
    ReasonMissing,
    SerialElsewhere,
    SerialsLeft,
    SerialsTooMany,
    SerialTwice,
    SlotMissing,
    taken_serials,
)
from dealer_crm.domain.journal import Actor, Subject
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.signatures import Signed
from dealer_crm.i18n import translator
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.delivery_door import DeliveryDoor, Taken
from dealer_crm.services.signatures import Signatures
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Equipment, EquipmentCoverage, Maintenance, NextStep, Visit
from dealer_crm.words.agenda import matter
from tests.services.conftest import Clock
from tests.services.loading import PASS, Shop, line, load, order
from tests.services.readings import filled, picture
from tests.services.test_signature_pictures import SOUND

MADE = (Equipment, EquipmentCoverage, Maintenance, NextStep, Visit)


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop with its order."""
    return load(db, actor, clock)


@pytest.fixture
def door(shop: Shop) -> DeliveryDoor:
    """Return what is tested."""
    return DeliveryDoor(shop.db, Actor, shop.clock)


def part(shop: Shop, *lines: tuple[int, int]) -> int:
    """Plan a part delivery: order lines with their thousandths."""
    return shop.deliveries.plan(1, DeliveryDraft(lines=tuple(DeliveryLineDraft(*one) for one in lines)))


def signed(shop: Shop, *lines: tuple[int, int]) -> int:
    """Bring a part delivery and let it be signed."""
    delivery_id = part(shop, *lines)
    shop.deliveries.sign(delivery_id, "陈静")
    return delivery_id


# signed at the door


def test_less_is_taken_for_a_reason_and_the_signature_stands_under_it(shop: Shop, tmp_path: Path) -> None:
    signatures = Signatures(shop.db, tmp_path / "attachments", Actor, shop.clock)
    file = shop.deliveries.open(shop.deliveries.plan(1))
    less = {file.lines[0].id: 1000}
    with pytest.raises(ReasonMissing):
        shop.deliveries.sign(file.id, "陈静", less, "  ")
    shop.deliveries.sign(file.id, "陈静", less, "一台外箱\n破损", signatures.keep(SOUND))
    after = shop.deliveries.open(file.id)
    assert (after.state, after.refusal, after.lines[0].quantity) == (DeliveryState.PARTLY, "一台外箱 破损", 1000)
    assert [row.name for row in signatures.of(Signed(delivery_id=file.id))] == ["陈静"]
    assert [one.quantity for one in shop.deliveries.open(shop.deliveries.plan(1)).lines] == [1000]
    shop.history.undo()
    shop.history.undo()
    assert signatures.of(Signed(delivery_id=file.id)) == ()
    assert shop.deliveries.open(file.id).lines == file.lines


def test_goods_and_money_at_the_door_are_one_step(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    owed, less = file.money.owed, {file.lines[0].id: 1000}
    money = PaymentDraft(file.customer_id, owed, PayKind.BALANCE, PayWay.CASH, file.order_id)
    with pytest.raises(ReasonMissing):
        shop.deliveries.sign_and_collect(file.id, Taken("陈静", less), money)
    assert shop.deliveries.open(file.id).money.owed == owed
    shop.deliveries.sign_and_collect(file.id, Taken("陈静", less, "一台外箱破损"), money)
    after, last = shop.deliveries.open(file.id), shop.history.next_undo()
    assert (after.state, after.money.owed) == (DeliveryState.PARTLY, 0)
    assert last is not None
    assert (last.subject, last.subject_id) == (Subject.DELIVERY, file.id)
    shop.history.undo()
    back = shop.deliveries.open(file.id)
    assert (back.state, back.lines, back.money) == (file.state, file.lines, file.money)


def test_everything_taken_needs_no_reason(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    shop.deliveries.sign(file.id, "", {row.id: row.quantity for row in file.lines}, "said by mistake")
    after = shop.deliveries.open(file.id)
    assert (after.state, after.refusal, after.signed_by) == (DeliveryState.SIGNED, "", "陈静")


# the note


def test_a_note_is_completed_line_by_line_and_machines_say_the_same(shop: Shop, door: DeliveryDoor) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    assert [(row.order_line_id, row.lacks) for row in file.lacking] == [(1, ("spec",)), (2, ("model", "spec"))]
    door.complete(file.id, {file.lines[0].id: ("他型号", "3.5 kW"), file.lines[1].id: ("PE-RT", "20×2.0")})
    after = shop.deliveries.open(file.id)
    assert after.lacking == ()
    assert [(row.model, row.spec) for row in after.lines[:2]] == [("KFR-35GW", "3.5 kW"), ("PE-RT", "20×2.0")]
    shop.settle(file.id)
    shop.deliveries.finish(file.id, HandOver())
    assert {(machine.model, machine.spec) for machine in shop.rows(Equipment)} == {("KFR-35GW", "3.5 kW"), ("PE-RT", "20×2.0")}
    with pytest.raises(DeliveryClosed):
        door.complete(file.id, {file.lines[0].id: ("", "")})


# the slot


def test_a_slot_is_agreed_and_another_slot_is_to_be_agreed_anew(shop: Shop, door: DeliveryDoor) -> None:
    delivery_id = shop.deliveries.plan(1)
    with pytest.raises(SlotMissing):
        door.agree(delivery_id, PreferredChannel.WECHAT)
    file = shop.deliveries.open(delivery_id)
    shop.deliveries.edit(delivery_id, DeliveryDraft(planned_on=shop.clock.today, slot="14:00"), file.version)
    door.agree(delivery_id, PreferredChannel.WECHAT)
    door.called(delivery_id)
    file = shop.deliveries.open(delivery_id)
    assert (file.agreed_by, file.agreed_at, file.called_at) == (PreferredChannel.WECHAT, shop.clock.at, shop.clock.at)
    shop.deliveries.edit(delivery_id, DeliveryDraft(planned_on=shop.clock.today, slot="14:00", driver="孙师傅"), file.version)
    assert shop.deliveries.open(delivery_id).agreed_at is not None
    file = shop.deliveries.open(delivery_id)
    shop.deliveries.edit(delivery_id, DeliveryDraft(planned_on=shop.clock.today, slot="16:00"), file.version)
    file = shop.deliveries.open(delivery_id)
    assert (file.agreed_by, file.agreed_at, file.called_at) == (None, None, None)
    shop.deliveries.sign(delivery_id, "")
    with pytest.raises(DeliveryClosed):
        door.called(delivery_id)


# serial numbers


def test_scans_are_noted_as_one_step(shop: Shop, door: DeliveryDoor) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    first, floor = file.lines[0].id, file.lines[1].id
    door.note_scans(file.id, {first: ["S1", "S2"], floor: ["F1"]})
    assert [row.serials for row in shop.deliveries.open(file.id).lines] == [("S1", "S2"), ("F1",), ()]
    shop.history.undo()
    assert [row.serials for row in shop.deliveries.open(file.id).lines] == [(), (), ()]
    for wanted, refusal in (({first: ["a", "b", "c"]}, SerialsTooMany), ({first: ["a"], floor: ["A"]}, SerialTwice)):
        with pytest.raises(refusal):
            door.note_scans(file.id, wanted)


def test_a_number_that_stands_elsewhere_is_told_with_its_place(shop: Shop, door: DeliveryDoor) -> None:
    other = order(shop.db, line("room_ac", 1000), line("room_ac", 1000))
    theirs = shop.deliveries.plan(other, DeliveryDraft(lines=(DeliveryLineDraft(4, 1000, ("T1",)),)))
    mine = part(shop, (1, 1000))
    rest = shop.deliveries.plan(1, DeliveryDraft(lines=(DeliveryLineDraft(1, 1000, ("R1",)),)))
    number = {one: shop.deliveries.open(one).number for one in (theirs, rest)}
    found = {text: door.place_of(mine, text) for text in ("T1", "(21)t1", "R1", "new", "\x00", "A" * 5000)}
    told = {text: (place.words, place.foreign) for text, place in found.items() if place}
    assert told == {
        "T1": (f"{number[theirs]} 陈静", True),
        "(21)t1": (f"{number[theirs]} 陈静", True),
        "R1": (f"{number[rest]} 陈静", False),
    }
    row = shop.deliveries.open(mine).lines[0].id
    with pytest.raises(SerialElsewhere) as refused:
        door.note_scans(mine, {row: ["t1"]})
    assert refused.value.parameters == {"serial": "t1", "place": f"{number[theirs]} 陈静"}
    with pytest.raises(SerialElsewhere):
        shop.deliveries.set_serials(row, ["R1"])
    shop.deliveries.cancel(theirs)
    assert door.place_of(mine, "T1") is None
    shop.settle(rest)
    shop.deliveries.finish(rest, HandOver())
    place = door.place_of(mine, "r1")
    assert place is not None
    assert place.words == f"{shop.rows(Equipment)[0].number} room_ac"


# handed over together


@pytest.mark.parametrize(
    "parts",
    [
        [((1, 1000),), ((1, 1000), (2, 86_500), (3, 1000))],
        [((1, 1000),), ((2, 86_500),), ((1, 1000),), ((3, 1000),)],
        [((2, 86_500),), ((1, 2000),)],
    ],
)
def test_parts_are_handed_over_together_and_one_undo_takes_all_of_it_back(shop: Shop, parts: list[tuple[tuple[int, int], ...]]) -> None:
    *earlier, last = [signed(shop, *lines) for lines in parts[:-1]] + [part(shop, *parts[-1])]
    shop.settle(last)
    for check in [check for one in earlier for check in shop.deliveries.open(one).missing if check.sheet != "expectations"]:
        picture(shop.db, check.id)
        value = (check.low or check.high or 0) / 1000 if check.unit else ""
        shop.deliveries.tick(check.id, PASS, str(value), readings=filled(check.grid))
    assert [one.id for one in shop.deliveries.open(last).parts] == earlier
    before = shop.state()
    shop.clock.on(2)
    shop.deliveries.finish(last, HandOver(accepted_on=shop.clock.today), also=earlier)
    files = [shop.deliveries.open(one) for one in (*earlier, last)]
    assert all(file.finished_at is not None and file.accepted_on == shop.clock.today for file in files)
    assert {file.handed_with for file in files[:-1]} == {files[-1].number}
    brought = {order_line: quantity for lines in parts for order_line, quantity in lines}
    machines = shop.rows(Equipment)
    assert sum(machine.quantity for machine in machines if machine.order_line_id == 1) == 2000
    assert {machine.order_line_id for machine in machines} == brought.keys() & {1, 2}
    assert {machine.delivery_id for machine in machines} <= {*earlier, last}
    assert len({machine.number for machine in machines}) == len(machines)
    assert [visit.delivery_id for visit in shop.rows(Visit)] == [last] * len(shop.rows(Visit)) != []
    with pytest.raises(DeliveryClosed):
        shop.deliveries.finish(last, HandOver(), "noch einmal", also=earlier)
    shop.history.undo()
    assert shop.state() == before
    assert [shop.rows(table) for table in MADE] == [[]] * len(MADE)
    shop.history.redo()
    assert len(shop.rows(Equipment)) == len(machines)


def test_what_is_open_in_another_part_is_told(shop: Shop) -> None:
    first = signed(shop, (1, 1000))
    last = part(shop, (1, 1000))
    shop.settle(last)
    with pytest.raises(ItemsOpen) as refused:
        shop.deliveries.finish(last, HandOver(), also=[first])
    wanted = [check.id for check in shop.deliveries.open(first).missing if check.sheet != "expectations"]
    assert list(refused.value.check_ids) == wanted != []
    shop.deliveries.finish(last, HandOver(), "先用", also=[first])
    assert shop.deliveries.open(first).finished_at is not None


def test_only_parts_of_the_order_that_were_signed_go_along(shop: Shop) -> None:
    other = shop.deliveries.plan(order(shop.db, line("room_ac", 1000)))
    shop.deliveries.sign(other, "")
    unsigned, last = part(shop, (1, 1000)), part(shop, (1, 1000))
    shop.settle(last)
    for wrong in (other, unsigned, last):
        with pytest.raises(DeliveryClosed):
            shop.deliveries.finish(last, HandOver(), also=[wrong])
    assert shop.rows(Equipment) == []


def test_the_agenda_of_today_says_whom_to_call_ahead(shop: Shop, door: DeliveryDoor) -> None:
    agenda, t = Agenda(shop.db, Actor, shop.clock, Trade()), translator("en")

    def said() -> list[str]:
        return [matter(row, t) for row in agenda.range(shop.clock.today, shop.clock.today) if row.kind is AgendaKind.DELIVERY]

    number = shop.deliveries.open(shop.deliveries.plan(1, DeliveryDraft(planned_on=shop.clock.today, slot="14:00"))).number
    assert said() == [f"{number} · call 30 minutes ahead"]
    door.called(1)
    assert said() == [number]
    shop.history.undo()
    shop.clock.on(-1)
    (tomorrow,) = [row for row in agenda.range(shop.clock.today, shop.clock.today + timedelta(days=1)) if row.kind is AgendaKind.DELIVERY]
    assert matter(tomorrow, t) == number


# what stays behind


@pytest.mark.parametrize(
    ("quantity", "stay", "taken"),
    [
        (2000, ("b",), ("A", "C")),
        (2000, (), None),
        (2000, ("X",), None),
        (2000, ("A", "C"), ("B",)),
        (1000, ("A",), None),
        (3000, (), ("A", "B", "C")),
        (500, ("A", "B"), ("C",)),
    ],
)
def test_nobody_guesses_whose_number_stays_behind(quantity: int, stay: tuple[str, ...], taken: tuple[str, ...] | None) -> None:
    if taken is None:
        with pytest.raises(SerialsLeft):
            taken_serials("空调", quantity, ("A", "B", "C"), stay)
    else:
        assert taken_serials("空调", quantity, ("A", "B", "C"), stay) == taken


def test_the_number_of_a_machine_that_stays_behind_is_scanned_on_the_rest(shop: Shop, door: DeliveryDoor) -> None:
    order(shop.db, line("room_ac", 3000))
    delivery_id = shop.deliveries.plan(2)
    (row,) = shop.deliveries.open(delivery_id).lines
    door.note_scans(delivery_id, {row.id: ("A1", "A2", "A3")})
    with pytest.raises(SerialsLeft) as refused:
        shop.deliveries.take(delivery_id, Taken("陈静", {row.id: 2000}, "一台外箱破损"))
    assert refused.value.parameters == {"name": "room_ac", "count": 2, "noted": 3}
    shop.deliveries.take(delivery_id, Taken("陈静", {row.id: 2000}, "一台外箱破损", stay={row.id: ("A2",)}))
    (part_row,) = shop.deliveries.open(delivery_id).lines
    assert (part_row.quantity, part_row.serials) == (2000, ("A1", "A3"))
    rest = shop.deliveries.plan(2)
    (rest_row,) = shop.deliveries.open(rest).lines
    assert (rest_row.quantity, rest_row.serials) == (1000, ())
    with pytest.raises(SerialElsewhere):
        door.note_scans(rest, {rest_row.id: ("A1",)})
    door.note_scans(rest, {rest_row.id: ("A2",)})
    shop.settle(delivery_id)
    shop.deliveries.finish(delivery_id, HandOver())
    assert [machine.serial for machine in shop.rows(Equipment)] == ["A1", "A3"]
