"""A change order alters its order once it is signed, as one step; the plan follows, and an undo brings back what was."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.change_orders import (
    ChangeBelowNothing,
    ChangeClosed,
    ChangeNotFound,
    ChangeState,
    Difference,
    DifferenceTooMuch,
    SignDayMissing,
    SignerMissing,
)
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.equipment import DayAhead
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.hand_over import HandOverDraft, Held
from dealer_crm.domain.journal import Actor, Role, UndoBlocked
from dealer_crm.domain.order_returns import ReturnDraft, ReturnKind
from dealer_crm.domain.orders import CancelSide, LineDelivered, LineDraft, OrderClosed, OrderDraft, OrderState, StateRefused
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.hand_over import HandOver
from dealer_crm.services.shop import ShopData
from dealer_crm.services.timeline import EventGroup, EventKind, Timelines
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import ChangeOrder
from tests.services.conftest import Clock
from tests.services.sold import AC, Shop

MORE = LineDraft(name="空开", unit="个", quantity=2000, price=12_000, cost=8_000)
SIGNED = date(2026, 11, 20)


@pytest.fixture
def shop(db: Database, clock: Clock) -> Shop:
    """Return the shop."""
    return Shop(db, clock)


def test_only_a_signed_change_alters_the_order(shop: Shop) -> None:
    before = shop.file
    one = shop.changes.create(shop.draft(lines=(MORE,), differences=(Difference(shop.lines[1], -5000),), discount=4_000))
    assert shop.file == before
    shop.changes.sign(one, SIGNED, "王芳")
    after = shop.file
    assert [(line.name, line.quantity) for line in after.draft.lines] == [("风管机", 3000), ("铜管", 15_000), ("空开", 2000)]
    assert (after.draft.discount, after.draft.work_days) == (40_000, 12)
    row = shop.changes.of_order(shop.order)[0]
    assert (row.number, row.state, row.signed_on, row.signed_by) == ("ZQ20261122001", ChangeState.SIGNED, SIGNED, "王芳")
    assert row.amount == after.totals.price - before.totals.price == 24_000 - 34_000 - 4_000
    shop.holds()


def test_what_a_change_would_make_is_told_before_and_kept_after(shop: Shop) -> None:
    draft = shop.draft(lines=(MORE,))
    told = shop.changes.foresee(draft)
    assert (told.after - told.before, told.days_before, told.days_after) == (24_000, 10, 12)
    first, second = shop.changes.create(draft), shop.changes.create(draft)
    shop.changes.sign(first, SIGNED, "王芳")
    shop.changes.sign(second, SIGNED, "王芳")
    found = [shop.changes.open(one) for one in (first, second)]
    assert [(one.before - told.before, one.after - told.before) for one in found] == [(0, 24_000), (24_000, 48_000)]


def test_undo_of_a_signature_brings_back_what_was(shop: Shop) -> None:
    one = shop.changes.create(shop.draft(lines=(MORE,), differences=(Difference(shop.lines[0], -1000),), discount=500))
    before = (shop.file.draft, shop.file.totals, shop.file.nodes)
    shop.changes.sign(one, SIGNED, "王芳")
    shop.history.undo()
    assert (shop.file.draft, shop.file.totals, shop.file.nodes) == before
    assert shop.changes.open(one).row.state is ChangeState.DRAFT
    shop.history.redo()
    shop.holds()
    assert shop.file.draft.discount == 36_500


def test_a_signature_whose_goods_are_delivered_stands(shop: Shop) -> None:
    one = shop.changes.create(shop.draft(differences=(Difference(shop.lines[0], 1000),)))
    shop.changes.sign(one, SIGNED, "王芳")
    entry = shop.history.rows(1)[0].id
    shop.deliver()
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(entry)
    assert shop.file.draft.lines[0].quantity == 4000


def test_new_goods_that_are_delivered_keep_their_signature(shop: Shop) -> None:
    one = shop.changes.create(shop.draft(lines=(MORE,)))
    shop.changes.sign(one, SIGNED, "王芳")
    entry = shop.history.rows(1)[0].id
    shop.deliveries.plan(shop.order)
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(entry)


def test_less_than_delivered_or_under_way_is_refused_also_when_it_is_signed(shop: Shop) -> None:
    one = shop.changes.create(shop.draft(differences=(Difference(shop.lines[0], -1000),)))
    shop.deliveries.plan(shop.order)
    shop.refused(LineDelivered, lambda: shop.changes.sign(one, SIGNED, "王芳"))
    shop.refused(LineDelivered, lambda: shop.changes.create(shop.draft(differences=(Difference(shop.lines[0], -1000),))))


def test_a_line_struck_to_nothing_stays_and_the_order_can_still_be_saved(shop: Shop) -> None:
    one = shop.changes.create(shop.draft(differences=(Difference(shop.lines[1], -20_000),)))
    shop.changes.sign(one, SIGNED, "王芳")
    draft, version = shop.orders.draft(shop.order)
    assert [line.quantity for line in draft.lines] == [3000, 0]
    shop.orders.edit(shop.order, replace(draft, note="x"), version)
    shop.holds()


def test_what_cannot_be_signed_or_written(shop: Shop) -> None:
    changes, order = shop.changes, shop.order
    one = changes.create(shop.draft(lines=(MORE,)))
    shop.refused(SignerMissing, lambda: changes.sign(one, SIGNED, " "))
    shop.refused(SignDayMissing, lambda: changes.sign(one, None, "王芳"))
    shop.refused(DayAhead, lambda: changes.sign(one, date(2026, 12, 1), "王芳"))
    shop.refused(ChangeNotFound, lambda: changes.sign(99, SIGNED, "王芳"))
    shop.refused(ChangeBelowNothing, lambda: changes.create(shop.draft(discount=10_000_000)))
    shop.refused(DifferenceTooMuch, lambda: changes.create(shop.draft(differences=(Difference(shop.lines[0], -4000),))))
    changes.drop(one)
    assert changes.open(one).row.state is ChangeState.DROPPED
    shop.refused(ChangeClosed, lambda: changes.sign(one, SIGNED, "王芳"))
    shop.refused(ChangeClosed, lambda: changes.edit(one, shop.draft(lines=(MORE,)), changes.draft(one)[1]))
    other = shop.orders.create(OrderDraft(1, (AC,)))
    shop.refused(StateRefused, lambda: changes.create(replace(shop.draft(lines=(MORE,)), order_id=other)))
    shop.orders.cancel(order, "客户不做了", CancelSide.AGREED, 0)
    shop.refused(OrderClosed, lambda: changes.create(shop.draft(lines=(MORE,))))


def test_an_edit_keeps_to_its_version_and_costs_to_the_owner(shop: Shop) -> None:
    one = shop.changes.create(shop.draft(lines=(MORE,)))
    draft, version = shop.changes.draft(one)
    shop.changes.edit(one, replace(draft, lines=(replace(MORE, quantity=3000),), days=0), version)
    assert shop.changes.open(one).row.amount == 36_000
    with pytest.raises(EditConflict):
        shop.changes.edit(one, draft, version)
    shop.actor = Actor(role=Role.SALES)
    hidden, version = shop.changes.draft(one)
    assert hidden.lines[0].cost is None
    shop.changes.edit(one, replace(hidden, note="x"), version)
    shop.changes.sign(one, SIGNED, "王芳")
    shop.actor = Actor()
    assert shop.file.draft.lines[-1].cost == 8_000


def test_a_delivered_order_that_gets_more_is_to_deliver_again(shop: Shop) -> None:
    shop.deliver()
    before = shop.file.state
    shop.payments.receive(PaymentDraft(1, 500_000, order_id=shop.order))
    one = shop.changes.create(shop.draft(lines=(MORE,)))
    shop.changes.sign(one, SIGNED, "王芳")
    assert (before, shop.file.state) == (OrderState.DELIVERED, OrderState.CONFIRMED)
    shop.holds()


def test_what_nobody_signed_is_told_until_it_is_signed(shop: Shop, clock: Clock) -> None:
    agenda = Agenda(shop.db, Actor, clock)
    one = shop.changes.create(shop.draft(lines=(MORE,), asked_on=clock.today))
    (row,) = [row for row in agenda.day() if row.kind is AgendaKind.CHANGE]
    assert (row.words, row.amount, row.record_id, row.completable) == ("ZQ20261122001", 24_000, shop.order, False)
    agenda.postpone([row], clock.today + timedelta(days=3))
    assert [row for row in agenda.day() if row.kind is AgendaKind.CHANGE] == []
    shop.changes.sign(one, SIGNED, "王芳")
    assert [row for row in agenda.day(clock.today + timedelta(days=3)) if row.kind is AgendaKind.CHANGE] == []


def test_unsigned_change_goes_to_who_takes_over(shop: Shop, clock: Clock) -> None:
    people = ShopData(shop.db, Actor)
    from_id, to_id = people.add_staff(StaffDraft("李强")), people.add_staff(StaffDraft("赵敏"))
    shop.actor = Actor(from_id, role=Role.OWNER)
    open_one, signed = (shop.changes.create(shop.draft(lines=(MORE,))) for _ in range(2))
    shop.changes.sign(signed, SIGNED, "王芳")
    done = HandOver(shop.db, lambda: shop.actor).hand_over(HandOverDraft(from_id, (to_id,), leaves=False))
    assert done.counts[Held.CHANGES] == 1
    with shop.db.read() as session:
        assert [session.get_one(ChangeOrder, one).staff_id for one in (open_one, signed)] == [to_id, from_id]


def test_changes_and_returns_stand_in_the_story_of_the_customer(shop: Shop) -> None:
    one = shop.changes.create(shop.draft(lines=(MORE,)))
    shop.changes.sign(one, SIGNED, "王芳")
    shop.deliver()
    shop.returns.take(ReturnDraft(shop.order, ((shop.lines[1], 1000),), reason="多送"))
    rows = {row.kind: row for row in Timelines(shop.db).page(1, EventGroup.MONEY).rows}
    change, back = rows[EventKind.CHANGE_ORDER], rows[EventKind.RETURN]
    assert (change.number, change.state, change.amount, local_day(change.at)) == ("ZQ20261122001", ChangeState.SIGNED, 24_000, SIGNED)
    assert (back.words, back.state, (back.amount or 0) < 0) == ("多送", ReturnKind.RETURN, True)
    assert {rows[kind].order_id for kind in (EventKind.ORDER, EventKind.CHANGE_ORDER, EventKind.RETURN)} == {shop.order}
