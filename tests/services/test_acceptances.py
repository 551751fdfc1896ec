"""Acceptance sheets: begun from an order, noted item by item, valid only when nothing is open, undone whole."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from dealer_crm.domain.acceptances import (
    AcceptanceClosed,
    AcceptanceDraft,
    AcceptanceNotFound,
    AcceptanceState,
    DeadlineMissing,
    FinishedBeforeBegun,
    PhotoMissing,
    ReadingMissing,
    SheetNotValid,
    SheetStage,
    SheetUnknown,
    WhyNotMissing,
)
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import CheckNotFound, HandOver, ItemsOpen, NoteMissing, OrderNotConfirmed
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.jobs import JobNotFound
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import OrderState
from dealer_crm.services.acceptance_list import AcceptanceList
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Attachment
from tests.services.conftest import Clock
from tests.services.loading import FAIL, PASS, Shop, line, load, order
from tests.services.readings import filled, picture

HIDDEN, FINAL = "floor_heating_hidden", "floor_heating"


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop."""
    return load(db, actor, clock)


@pytest.fixture
def sheets(db: Database, actor: Callable[[], Actor], clock: Clock, shop: Shop) -> Acceptances:
    """Return the use-cases of sheets on the shop's order."""
    return Acceptances(db, actor, clock, Trade())


def check(sheets: Acceptances, one: int, code: str) -> CheckRow:
    """Return an item of a sheet."""
    return next(found for found in sheets.open(one).checks if found.code == code)


def settle(shop: Shop, sheets: Acceptances, one: int) -> None:
    """Pass everything on a sheet, with a picture and readings inside the limits."""
    for found in sheets.open(one).checks:
        if found.result is not PASS:
            picture(shop.db, found.id)
            value = str((found.low or found.high or 1000) / 1000) if found.unit else ""
            sheets.note(found.id, PASS, value, readings=filled(found.grid))


def delivered_sheets(shop: Shop, delivery_id: int) -> list[str]:
    """Return the sheets that stand in a delivery."""
    return list(dict.fromkeys(group.sheet for group in shop.deliveries.open(delivery_id).groups))


# begun, named, called off


def test_a_sheet_stands_on_the_order_or_in_the_delivery_never_in_both(shop: Shop, sheets: Acceptances) -> None:
    delivery_id = shop.deliveries.plan(1)
    one = sheets.begin(1, HIDDEN)
    assert delivered_sheets(shop, delivery_id) == ["expectations", "room_ac", "floor_heating", "manners"]
    file = sheets.open(one)
    assert (file.number, file.stage, file.state) == ("YS20261122001", SheetStage.HIDDEN, AcceptanceState.OPEN)
    assert (file.customer, file.order_number, "7幢2单元1102" in file.address) == ("陈静", "DD0", True)
    assert [(machine.name, machine.quantity, machine.unit) for machine in file.machines] == [("floor_heating", 86_500, "㎡")]
    shop.history.undo()
    assert HIDDEN in delivered_sheets(shop, delivery_id)
    with pytest.raises(AcceptanceNotFound):
        sheets.open(one)


def test_a_delivery_planned_later_leaves_the_sheet_to_the_order(shop: Shop, sheets: Acceptances) -> None:
    one = sheets.begin(1, HIDDEN)
    delivery_id = shop.deliveries.plan(1)
    assert HIDDEN not in delivered_sheets(shop, delivery_id)
    sheets.cancel(one)
    assert HIDDEN in delivered_sheets(shop, delivery_id)
    with pytest.raises(AcceptanceClosed):
        sheets.cancel(one)


def test_what_was_begun_at_the_door_stays_there(shop: Shop, sheets: Acceptances) -> None:
    delivery_id = shop.deliveries.plan(1)
    found = next(one for one in shop.deliveries.open(delivery_id).checks if one.sheet == HIDDEN)
    picture(shop.db, found.id)
    sheets.begin(1, HIDDEN)
    assert [one.code for one in shop.deliveries.open(delivery_id).checks if one.sheet == HIDDEN] == [found.code]


@pytest.mark.parametrize(
    ("run", "refusal"),
    [
        (lambda sheets: sheets.begin(1, "nothing"), SheetUnknown),
        (lambda sheets: sheets.begin(2, HIDDEN), OrderNotConfirmed),
        (lambda sheets: sheets.begin(1, HIDDEN, job_id=9), JobNotFound),
        (lambda sheets: sheets.close(9), AcceptanceNotFound),
        (lambda sheets: sheets.note(9, PASS), CheckNotFound),
        (lambda sheets: sheets.id_of("YS1"), AcceptanceNotFound),
    ],
)
def test_a_refusal_writes_nothing(
    shop: Shop, sheets: Acceptances, run: Callable[[Acceptances], object], refusal: type[DomainError]
) -> None:
    order(shop.db, line(FINAL, 1000), state=OrderState.DRAFT)
    with pytest.raises(refusal):
        run(sheets)
    assert AcceptanceList(shop.db, Trade()).of_order(1) == ()


def test_who_saves_the_head_second_hears_of_it(sheets: Acceptances, clock: Clock) -> None:
    one = sheets.begin(1, HIDDEN)
    version = sheets.open(one).version
    sheets.edit(one, AcceptanceDraft(zone=" 一层 <b> ", decorator="=1+1", started_on=clock.today), version)
    assert (sheets.open(one).draft.zone, sheets.open(one).draft.decorator) == ("一层 <b>", "=1+1")
    with pytest.raises(EditConflict):
        sheets.edit(one, AcceptanceDraft(), version)
    early, version = AcceptanceDraft(started_on=clock.today, finished_on=clock.today - timedelta(days=1)), sheets.open(one).version
    with pytest.raises(FinishedBeforeBegun):
        sheets.edit(one, early, version)


def test_goods_say_which_sheets_they_want(shop: Shop, sheets: Acceptances) -> None:
    sheets.begin(1, FINAL)
    wanted = AcceptanceList(shop.db, Trade()).wanted(1)
    own = [(one.code, one.stage, one.begun) for one in wanted if one.own]
    assert own == [(HIDDEN, SheetStage.HIDDEN, 0), ("room_ac", SheetStage.FINAL, 0), (FINAL, SheetStage.FINAL, 1)]
    assert not {"expectations", "manners"} & {one.code for one in wanted}


# the items


def test_a_failure_wants_its_word_its_picture_and_its_day(shop: Shop, sheets: Acceptances, clock: Clock) -> None:
    found = check(sheets, sheets.begin(1, HIDDEN), "FH-H1")
    due = clock.today + timedelta(days=3)
    with pytest.raises(NoteMissing):
        sheets.note(found.id, FAIL, due_on=due)
    with pytest.raises(PhotoMissing):
        sheets.note(found.id, FAIL, "", "接缝开了", due_on=due)
    picture(shop.db, found.id)
    with pytest.raises(DeadlineMissing):
        sheets.note(found.id, FAIL, "", "接缝开了")
    assert check(sheets, 1, "FH-H1").result is None
    assert sheets.note(found.id, FAIL, "", "接缝开了", due_on=due) is FAIL
    clock.on(2)
    sheets.note(found.id, PASS, "", "已贴铝箔胶带")
    mended = check(sheets, 1, "FH-H1")
    assert (mended.result, mended.failure, mended.note, mended.due_on) == (PASS, "接缝开了", "已贴铝箔胶带", due)
    assert mended.failed_at == clock() - timedelta(days=2)


def test_the_words_of_a_failure_are_no_note_of_what_was_mended_and_no_reason_why_it_does_not_apply(
    shop: Shop, sheets: Acceptances, clock: Clock
) -> None:
    found = check(sheets, sheets.begin(1, HIDDEN), "FH-H1")
    picture(shop.db, found.id)
    sheets.note(found.id, FAIL, "", "接缝开了", due_on=clock.today)
    for said in ("", "接缝开了"):
        with pytest.raises(WhyNotMissing):
            sheets.note(found.id, CheckResult.NA, "", said)
    assert check(sheets, 1, "FH-H1").result is FAIL
    assert sheets.note(found.id, CheckResult.NA, "", "这间改铺瓷砖") is CheckResult.NA
    shop.history.undo()
    assert sheets.note(found.id, PASS, "", "接缝开了") is PASS
    mended = check(sheets, 1, "FH-H1")
    assert (mended.note, mended.failure, mended.failed_at) == ("", "接缝开了", clock())


def test_readings_decide_and_are_kept_while_the_picture_is_fetched(shop: Shop, sheets: Acceptances, clock: Clock) -> None:
    one = sheets.begin(1, HIDDEN)
    test = check(sheets, one, "FH-H8")
    leaking = [{**row, "p2": "0.1"} for row in filled(test.grid)]
    picture(shop.db, test.id)
    with pytest.raises(NoteMissing):
        sheets.note(test.id, PASS, readings=leaking)
    sheets.keep(test.id, "", leaking)
    kept = check(sheets, one, "FH-H8")
    assert (kept.result, [row["p2"] for row in kept.readings]) == (None, ["0.1", "0.1"])
    assert sheets.note(test.id, None, "", "接头渗水", due_on=clock.today) is FAIL
    assert sheets.note(test.id, None, readings=filled(test.grid)) is PASS
    with pytest.raises(ReadingMissing):
        sheets.note(test.id, PASS, readings=[])


def test_readings_are_text_of_known_columns(shop: Shop, sheets: Acceptances) -> None:
    found = check(sheets, sheets.begin(1, HIDDEN), "FH-H4")
    rows = [{"row": "1\n主卧", "length": "=HYPERLINK(1)", "drop table": "x"}, {}, {"length": "9" * 500}, {}, {}]
    sheets.keep(found.id, "", rows)
    kept = check(sheets, 1, "FH-H4").readings
    assert (len(kept), kept[1], "drop table" in kept[0], kept[0]["row"]) == (3, {}, False, "1 主卧")
    assert len(kept[2]["length"]) == 200


def test_what_is_neither_read_nor_seen_cannot_pass(shop: Shop, sheets: Acceptances) -> None:
    one = sheets.begin(1, HIDDEN)
    for found in sheets.open(one).checks:
        if found.photo:
            with pytest.raises((PhotoMissing, ReadingMissing)):
                sheets.note(found.id, PASS)
    passed = sheets.pass_all([found.id for found in sheets.open(one).checks])
    left = [found for found in sheets.open(one).checks if found.result is None]
    assert passed + len(left) == len(sheets.open(one).checks)
    assert all(found.photo or found.grid or found.unit for found in left)


# valid


def test_a_sheet_is_valid_only_without_open_failures(shop: Shop, sheets: Acceptances, clock: Clock) -> None:
    one = sheets.begin(1, FINAL)
    settle(shop, sheets, one)
    odd = next(found for found in sheets.open(one).checks if not found.required or not found.unit)
    sheets.note(odd.id, FAIL, "", "异响", due_on=clock.today)
    with pytest.raises(SheetNotValid) as refused:
        sheets.close(one)
    assert (refused.value.check_ids, refused.value.parameters["items"]) == ((odd.id,), odd.code)
    settle(shop, sheets, one)
    sheets.close(one, " 陈静 ")
    file = sheets.open(one)
    assert (file.state, file.signed_by, file.draft.finished_on) == (AcceptanceState.VALID, "陈静", clock.today)
    with pytest.raises(AcceptanceClosed):
        sheets.note(odd.id, None)
    shop.history.undo()
    assert sheets.open(one).is_open
    sheets.close(one)
    sheets.reopen(one)
    assert sheets.open(one).signed_at is None


def test_the_hand_over_asks_for_final_acceptances(shop: Shop, sheets: Acceptances) -> None:
    one = sheets.begin(1, FINAL)
    sheets.begin(1, HIDDEN)
    delivery_id = shop.deliveries.plan(1)
    shop.settle(delivery_id)
    assert shop.deliveries.open(delivery_id).sheets_open == ("YS20261122001",)
    with pytest.raises(ItemsOpen) as refused:
        shop.deliveries.finish(delivery_id, HandOver())
    assert refused.value.parameters["items"] == "YS20261122001"
    settle(shop, sheets, one)
    sheets.close(one)
    shop.deliveries.finish(delivery_id, HandOver())
    assert shop.deliveries.open(delivery_id).finished_at is not None


def test_what_failed_stands_on_the_agenda_until_it_passes(shop: Shop, sheets: Acceptances, clock: Clock) -> None:
    agenda = Agenda(shop.db, Actor, clock)
    found = check(sheets, sheets.begin(1, HIDDEN), "FH-H1")
    picture(shop.db, found.id)
    sheets.note(found.id, FAIL, "", "接缝开了", due_on=clock.today)
    (row,) = [one for one in agenda.day() if one.kind is AgendaKind.MEND]
    assert (row.record_id, row.code, row.zh.startswith("FH-H1")) == (1, "acceptance", True)
    sheets.note(found.id, PASS, "", "已贴好")
    assert [one for one in agenda.day() if one.kind is AgendaKind.MEND] == []


def test_hidden_works_are_not_valid_without_their_pictures(shop: Shop, sheets: Acceptances) -> None:
    one = sheets.begin(1, HIDDEN)
    settle(shop, sheets, one)
    shown = next(found for found in sheets.open(one).checks if found.photo)
    with shop.db.read() as session:
        taken = session.execute(select(Attachment.id).where(Attachment.check_id == shown.id)).scalar_one()
    with shop.db.write(Actor(), Action.DELETE, Subject.ATTACHMENT) as session:
        session.delete(session.get_one(Attachment, taken))
    with pytest.raises(SheetNotValid) as refused:
        sheets.close(one)
    assert refused.value.check_ids == (shown.id,)


def test_the_last_values_of_the_house_stand_beside_the_blanks(shop: Shop, sheets: Acceptances) -> None:
    first = sheets.begin(1, HIDDEN)
    settle(shop, sheets, first)
    again = sheets.begin(1, HIDDEN)
    last = check(sheets, again, "FH-H8").last
    assert last is not None
    assert last.readings == check(sheets, first, "FH-H8").readings
    assert check(sheets, sheets.begin(1, HIDDEN, AcceptanceDraft(zone="二层")), "FH-H8").last is None
    assert check(sheets, first, "FH-H8").last is None


def test_undoing_step_by_step_leaves_nothing(shop: Shop, sheets: Acceptances) -> None:
    before = shop.state()
    one = sheets.begin(1, FINAL)
    settle(shop, sheets, one)
    sheets.close(one)
    while shop.state() != before:
        assert shop.history.undo() is not None
    assert AcceptanceList(shop.db, Trade()).of_order(1) == ()
