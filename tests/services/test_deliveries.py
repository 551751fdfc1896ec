"""Goods leave in parts, the sheet decides by its limits, and the list shows today first."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dealer_crm.domain.acceptances import DeadlineMissing, PhotoMissing
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.deliveries import (
    DeliveryClosed,
    DeliveryDraft,
    DeliveryLineDraft,
    DeliveryState,
    NoteMissing,
    NothingToDeliver,
    OrderNotConfirmed,
    QuantityNegative,
    QuantityTooMuch,
    ReasonMissing,
    SerialsTooMany,
    SerialTwice,
)
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import LineGroup, OrderState
from dealer_crm.domain.products import ProductDraft, ProductKind
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.delivery_list import DeliverySpec, DeliveryView
from dealer_crm.services.products import Products
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Equipment, OrderLine
from tests.services.conftest import Clock
from tests.services.loading import FAIL, PASS, Shop, finish, line, load, order
from tests.services.readings import picture


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop."""
    return load(db, actor, clock)


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


def test_the_rest_leaves_with_the_numbers_that_no_other_delivery_has(shop: Shop) -> None:
    with shop.db.write(Actor(), Action.EDIT, Subject.ORDER) as session:
        session.get_one(OrderLine, 1).serials = ["S1", "S2"]
    one = shop.deliveries.open(shop.deliveries.plan(1, DeliveryDraft(lines=(DeliveryLineDraft(1, 1000, ("S2",)),))))
    rest = shop.deliveries.plan(1)
    assert shop.deliveries.open(rest).lines[0].serials == ("S1",)
    shop.deliveries.cancel(rest)
    shop.deliveries.set_serials(one.lines[0].id, [])
    assert shop.deliveries.open(shop.deliveries.plan(1)).lines[0].serials == ()


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


def test_services_and_work_become_no_machine(shop: Shop) -> None:
    products = Products(shop.db, Actor, shop.clock, Trade())
    cleaning = products.create(ProductDraft("清洗", category="central_ac", kind=ProductKind.SERVICE))
    split = products.create(ProductDraft("挂机", category="room_ac"))
    one = order(
        shop.db,
        line("central_ac", 1000, product_id=cleaning),
        line("room_ac", 1000, name="挂机", product_id=split),
        line("room_ac", 8000, name="铜管", line_group=LineGroup.PIPES),
        line("room_ac", 1000, name="安装人工", line_group=LineGroup.LABOUR),
    )
    file = shop.deliveries.open(shop.deliveries.plan(one))
    assert [row.machine for row in file.lines] == [False, True, False, False]
    assert not any(check.code.startswith("AC-") for check in file.checks)
    finish(shop, file.id)
    assert [machine.product for machine in shop.rows(Equipment)] == ["挂机"]


def test_a_value_out_of_its_limits_fails_and_wants_word_picture_and_day(shop: Shop) -> None:
    delivery_id = shop.deliveries.plan(1)
    run = next(check for check in shop.deliveries.open(delivery_id).checks if check.code == "RA-11")
    with pytest.raises(NoteMissing):
        shop.deliveries.tick(run.id, PASS, "20")
    with pytest.raises(PhotoMissing):
        shop.deliveries.tick(run.id, PASS, "20", "下午再试", due_on=shop.clock.today)
    picture(shop.db, run.id)
    with pytest.raises(DeadlineMissing):
        shop.deliveries.tick(run.id, PASS, "20", "下午再试")
    assert shop.deliveries.tick(run.id, None, "20", "下午再试", due_on=shop.clock.today) is FAIL
    assert shop.deliveries.tick(run.id, None, "35 min") is PASS
    assert shop.deliveries.tick(run.id, None) is None


def test_a_group_passes_at_once_but_for_what_nobody_read_or_saw(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    run = next(group for group in file.groups if group.code == "run")
    shop.deliveries.pass_all([check.id for check in run.checks])
    results = {check.code: check.result for check in shop.deliveries.open(file.id).checks if check.group == "run"}
    assert results["RA-11"] is None
    assert results["RA-12"] is PASS
    before = shop.lists.rows([file.id])[0]
    shop.deliveries.pass_all([check.id for check in file.groups[0].checks])
    after = shop.lists.rows([file.id])[0]
    assert after.checked - before.checked == 5
    unseen = next(check for check in file.checks if check.code == "C")
    with pytest.raises(PhotoMissing):
        shop.deliveries.tick(unseen.id, PASS)
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


def test_photo_removed_added_again_and_brought_back_counts_once(shop: Shop, actor: Callable[[], Actor], tmp_path: Path) -> None:
    kept = Attachments(shop.db, tmp_path / "attachments", actor, shop.clock)
    delivery_id = shop.deliveries.plan(1)
    place = Belongs(delivery_id=delivery_id)
    kept.remove(kept.add(1, "a.png", b"\x89PNG\r\n\x1a\n1", place))
    removed = shop.history.rows(1)[0].id
    kept.add(1, "a.png", b"\x89PNG\r\n\x1a\n1", place)
    shop.history.undo_entry(removed)
    assert shop.deliveries.open(delivery_id).photos == 1


def test_what_is_not_taken_stays_to_be_delivered(shop: Shop) -> None:
    file = shop.deliveries.open(shop.deliveries.plan(1))
    shop.deliveries.sign(file.id, "陈静", {file.lines[0].id: 1000, file.lines[1].id: 0}, "吊顶未完")
    assert shop.deliveries.open(file.id).state is DeliveryState.PARTLY
    rest = shop.deliveries.open(shop.deliveries.plan(1))
    assert [(one.order_line_id, one.quantity) for one in rest.lines] == [(1, 1000), (2, 86_500)]


# the list


def test_today_stands_first(shop: Shop) -> None:
    lines = [(DeliveryLineDraft(1, 1000),), (DeliveryLineDraft(2, 86_500),), (DeliveryLineDraft(3, 1000),)]
    days = [shop.clock.today + timedelta(days=3), None, shop.clock.today]
    for wanted, day in zip(lines, days, strict=True):
        shop.deliveries.plan(1, DeliveryDraft(planned_on=day, lines=wanted))
    assert list(shop.lists.ids()) == [3, 1, 2]
    assert list(shop.lists.ids(DeliverySpec(DeliveryView.TODAY))) == [3]
    assert list(shop.lists.ids(DeliverySpec(words="陈静"))) == [3, 1, 2]
    assert list(shop.lists.ids(DeliverySpec(words="李"))) == []
    counts = shop.lists.counts()
    assert (counts[DeliveryView.ALL], counts[DeliveryView.WAITING], counts[DeliveryView.DONE]) == (3, 3, 0)
    row = shop.lists.rows([1])[0]
    assert (row.customer, row.goods, row.checked, row.checks) == ("陈静", "格力 room_ac KFR-35GW", 0, 9)
    assert shop.lists.page(1)[0].id == 3
