"""Goods that come back take machines, care, calls and money along as one step; an undo brings all of it back."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.care import EquipmentState, VisitState
from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.domain.deliveries import HandOver, OrderNotConfirmed, QuantityTooMuch, SerialNotThere
from dealer_crm.domain.invoices import InvoiceDraft
from dealer_crm.domain.journal import UndoBlocked
from dealer_crm.domain.order_effects import Effect
from dealer_crm.domain.order_returns import FeeWrong, NothingComesBack, ReturnDraft, ReturnKind, ReturnNotFound
from dealer_crm.domain.orders import CancelSide, LineDraft, OrderState, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft, RefundTooMuch
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.invoices import Invoices
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Equipment, EquipmentCoverage, Invoice, Maintenance, OrderReturn, Payment, Visit
from tests.services.conftest import Clock
from tests.services.sold import AC, Shop


@pytest.fixture
def shop(db: Database, clock: Clock) -> Shop:
    """Return the shop; the goods are at the customer's and partly paid."""
    made = Shop(db, clock)
    made.deliver()
    made.payments.receive(PaymentDraft(1, 2_000_000, PayKind.PROGRESS, order_id=made.order))
    return made


def one(shop: Shop, **values: object) -> ReturnDraft:
    """Return a return of one machine."""
    return replace(ReturnDraft(shop.order, ((shop.lines[0], 1000),), reason="噪声大"), **values)  # type: ignore[arg-type]


def standing(shop: Shop) -> tuple[object, ...]:
    """Return all that a return touches."""
    with shop.db.read() as session:
        machines = session.execute(select(Equipment.id, Equipment.state, Equipment.removed_on)).all()
        cover = session.execute(select(EquipmentCoverage.id, EquipmentCoverage.end_on)).all()
        care = session.execute(select(Maintenance.id, Maintenance.active, Maintenance.next_on)).all()
        visits = session.execute(select(Visit.id, Visit.state)).all()
        paid = session.execute(select(Payment.id, Payment.amount)).all()
        returns = session.execute(select(OrderReturn.id)).all()
    file = replace(shop.file, version=0)
    return file, machines, cover, care, visits, paid, returns


def test_a_return_is_one_step_that_an_undo_takes_back(shop: Shop) -> None:
    before = standing(shop)
    told = {line.effect: line.amount or line.count for line in shop.returns.effects(one(shop, fee=50_000, refund=300_000))}
    number = shop.returns.take(one(shop, fee=50_000, refund=300_000, way=PayWay.CASH))
    file = shop.file
    # 2,536,000 of goods with 36,000 off: a machine of 800,000 takes 11,356 of the discount along
    assert (file.draft.lines[0].quantity, file.draft.discount, file.totals.fees) == (2000, 24_644, 50_000)
    assert (file.totals.total, file.totals.paid) == (1_761_356, 1_700_000)
    assert told[Effect.GOODS_OFF_ORDER] == told[Effect.PRICE_FALLS] == 788_644
    assert told[Effect.STILL_TO_PAY] == file.totals.owed == 61_356
    assert (told[Effect.EQUIPMENT_REMOVED], told[Effect.REFUND_NOW]) == (1, 300_000)
    assert Effect.VISITS_DROPPED not in told
    shop.holds()
    row = shop.returns.open(number).row
    assert (row.number, row.kind, row.amount, row.fee) == ("TH20261122001", ReturnKind.RETURN, 788_644, 50_000)
    assert [(line.goods, line.quantity) for line in row.lines] == [("风管机 KFR-72", 1000)]
    after = standing(shop)
    shop.history.undo()
    assert standing(shop) == before
    shop.history.redo()
    assert standing(shop) == after


def test_all_of_it_back_closes_the_order(shop: Shop, clock: Clock) -> None:
    invoices = Invoices(shop.db, lambda: shop.actor, clock)
    invoices.ask(InvoiceDraft(shop.order, "王芳", amount=100))
    change = shop.changes.create(shop.draft(days=1))
    draft = one(shop, back=((shop.lines[0], 3000), (shop.lines[1], 20_000)), fee=100)
    told = [line.effect for line in shop.returns.effects(draft)]
    assert Effect.ORDER_CANCELLED in told
    assert Effect.VISITS_DROPPED in told
    shop.returns.take(draft)
    file = shop.file
    assert (file.state, file.totals.total, file.totals.owed, file.cancel_reason) == (OrderState.CANCELLED, 100, -1_999_900, "噪声大")
    assert shop.changes.open(change).row.state is ChangeState.DROPPED
    with shop.db.read() as session:
        assert set(session.scalars(select(Equipment.state))) == {EquipmentState.REMOVED}
        assert set(session.scalars(select(Visit.state))) == {VisitState.SKIPPED}
        assert session.scalars(select(Invoice.voided_on)).one() == clock.today
    shop.payments.receive(PaymentDraft(1, 1_999_900, PayKind.REFUND, order_id=shop.order, note="退货"))
    assert shop.file.totals.owed == 0
    shop.holds()


def test_an_exchange_brings_other_goods_whose_guarantee_is_their_own(shop: Shop) -> None:
    before = shop.file.totals.total
    other = LineDraft(name="风管机", model="KFR-50", unit="台", quantity=1000, price=700_000, category=AC.category)
    number = shop.returns.take(one(shop, kind=ReturnKind.EXCHANGE, lines=(other,)))
    file = shop.file
    assert (file.totals.total, file.draft.discount, file.state) == (before - 100_000, 36_000, OrderState.CONFIRMED)
    assert shop.returns.open(number).row.instead == "风管机 KFR-50 ×1台"
    entry = shop.history.rows(1)[0].id
    shop.deliver()
    with shop.db.read() as session:
        models = session.scalars(select(Equipment.model).where(Equipment.state == EquipmentState.IN_USE)).all()
    assert sorted(models) == ["KFR-50", "KFR-72", "KFR-72"]
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(entry)
    shop.holds()


def test_what_cannot_come_back(shop: Shop) -> None:
    shop.refused(QuantityTooMuch, lambda: shop.returns.take(one(shop, back=((shop.lines[0], 4000),))))
    shop.refused(FeeWrong, lambda: shop.returns.take(one(shop, fee=900_000)))
    shop.refused(RefundTooMuch, lambda: shop.returns.take(one(shop, refund=2_000_001)))
    shop.refused(SerialNotThere, lambda: shop.returns.take(one(shop, serials=("SN-9",))))
    shop.refused(NothingComesBack, lambda: shop.returns.effects(one(shop, back=((99, 1000),))))
    shop.refused(ReturnNotFound, lambda: shop.returns.open(99))


def test_only_what_was_brought_comes_back(db: Database, clock: Clock) -> None:
    shop = Shop(db, clock)
    assert shop.returns.returnable(shop.order) == ()
    shop.refused(QuantityTooMuch, lambda: shop.returns.take(one(shop)))
    shop.orders.cancel(shop.order, "x")
    shop.refused(OrderNotConfirmed, lambda: shop.returns.take(one(shop)))


def test_the_machine_that_was_named_goes(db: Database, clock: Clock) -> None:
    shop = Shop(db, clock)
    delivery = shop.deliveries.plan(shop.order)
    shop.deliveries.set_serials(shop.deliveries.open(delivery).lines[0].id, ("A1", "A2", "A3"))
    shop.deliveries.finish(delivery, HandOver(), "客户要求")
    assert shop.returns.returnable(shop.order)[0].serials == ("A3", "A2", "A1")
    told = shop.returns.effects(one(shop, serials=("A1",)))
    assert any(line.effect is Effect.EQUIPMENT_REMOVED and line.count == 1 for line in told)
    number = shop.returns.take(one(shop, serials=("A1",)))
    assert shop.returns.open(number).row.lines[0].serials == ("A1",)


def test_a_change_after_a_return_knows_the_price_between(shop: Shop) -> None:
    change = shop.changes.create(shop.draft(days=0, discount=500))
    shop.changes.sign(change, shop.file.draft.ordered_on, "王芳")
    before = shop.changes.open(change).before
    shop.returns.take(one(shop))
    assert shop.changes.open(change).before == before


@pytest.mark.parametrize(
    ("side", "kept", "total"),
    [(CancelSide.CUSTOMER, None, 300_000), (CancelSide.SHOP, None, -300_000), (CancelSide.AGREED, None, 0), (CancelSide.AGREED, 500, 500)],
)
def test_a_cancelled_order_comes_to_what_is_kept(db: Database, clock: Clock, side: CancelSide, kept: int | None, total: int) -> None:
    shop = Shop(db, clock)
    shop.payments.receive(PaymentDraft(1, 300_000, PayKind.EARNEST_MONEY, order_id=shop.order))
    before = (shop.file.draft, shop.file.totals, shop.file.nodes)
    Invoices(db, lambda: shop.actor, clock).ask(InvoiceDraft(shop.order, "王芳", amount=100, number="1", issued_on=clock.today))
    shop.orders.cancel(shop.order, "不装了", side, kept, void=True)
    assert (shop.file.totals.total, shop.file.totals.owed) == (total, total - 300_000)
    with db.read() as session:
        assert session.scalars(select(Invoice.voided_on)).one() == clock.today
    shop.holds()
    shop.history.undo()
    assert (shop.file.draft, shop.file.totals, shop.file.nodes) == before


def test_the_signed_paper_stays_with_its_change(shop: Shop, clock: Clock) -> None:
    kept = Attachments(shop.db, shop.db.path.parent / "attachments", lambda: shop.actor, clock)
    change = shop.changes.create(shop.draft(days=1))
    place = Belongs(order_id=shop.order, change_id=change)
    kept.add(1, "签字.png", b"\x89PNG\r\n\x1a\n", place)
    assert [row.name for row in kept.at(Belongs(change_id=change))] == ["签字.png"]
