"""Claims of 以旧换新: what is advanced the customer owes less, until the state refuses; every step is one undo."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from dealer_crm.domain.attachments import AttachmentRow
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.invoices import InvoiceDraft
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import LineDraft, OrderDraft, OrderState
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.domain.trade_ins import (
    AdvanceTooMuch,
    ClaimedTwice,
    ClaimForOther,
    EvidenceMissing,
    InvoiceClaimed,
    LineClaimed,
    RefusalWithoutReason,
    TradeInClosed,
    TradeInDraft,
    TradeInNotFound,
    TradeInState,
)
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.invoices import Invoices
from dealer_crm.services.orders import Orders
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_ins import TradeIns
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Attachment, Customer, SalesOrder
from tests.services.conftest import Clock

STATE = "state_trade_in"
REQUIRED = tuple(piece.code for piece in Trade().program(STATE).pieces if piece.required)


@pytest.fixture
def orders(db: Database, actor: Callable[[], Actor], clock: Clock) -> Orders:
    """Return orders with one (1) of two lines, 3,299.00 and 100.00, confirmed."""
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    made = Orders(db, actor, clock)
    made.create(OrderDraft(1, (LineDraft(name="挂机", price=329_900), LineDraft(name="支架", price=10_000))))
    made.confirm(1)
    return made


@pytest.fixture
def claims(db: Database, actor: Callable[[], Actor], clock: Clock, orders: Orders) -> TradeIns:
    """Return the use-cases on that store."""
    assert orders.open(1).totals.total == 339_900
    return TradeIns(db, actor, clock)


def claim(amount: int = 49_485, **more: Any) -> TradeInDraft:
    """Return a claim for the first line."""
    return TradeInDraft(1, STATE, **{"line_id": 1, "amount": amount, **more})


def test_customer_owes_less_by_what_is_advanced_until_it_is_refused(claims: TradeIns, orders: Orders, clock: Clock) -> None:
    one = claims.add(claim())
    assert (orders.open(1).totals.total, claims.of_order(1)[0].draft.due_on) == (290_415, clock.today + timedelta(days=30))
    claims.submit(one, "GB-1", why="本地只要发票")
    (row,) = claims.of_order(1)
    assert (row.state, row.submitted_on, row.draft.due_on, row.goods) == (
        TradeInState.SUBMITTED,
        clock.today,
        clock.today + timedelta(days=60),
        "挂机",
    )
    effect = claims.refusal(one)
    assert (effect.amount, effect.owed_before, effect.owed_after) == (49_485, 290_415, 339_900)
    claims.refuse(one, "旧机照片不清")
    assert orders.open(1).totals.owed == 339_900
    assert claims.refusal(one).owed_after == 339_900
    claims.submit(one, why="补拍了照片")
    claims.paid(one)
    assert (orders.open(1).totals.owed, claims.open_claims()) == (290_415, ())
    assert claims.open(one).draft.note.splitlines() == ["本地只要发票", "旧机照片不清", "补拍了照片"]


def test_every_step_can_be_undone(claims: TradeIns, orders: Orders, db: Database, actor: Callable[[], Actor]) -> None:
    history = History(db, actor)
    one = claims.add(claim(evidence=REQUIRED))
    claims.submit(one)
    claims.refuse(one, "名额已满")
    owed = []
    for _ in range(3):
        history.undo()
        owed.append(orders.open(1).totals.owed)
    assert (owed, claims.of_order(1)) == ([290_415, 290_415, 339_900], ())
    history.redo()
    assert orders.open(1).totals.owed == 290_415


def test_claim_goes_out_with_all_its_evidence_or_with_a_word_why(claims: TradeIns) -> None:
    one = claims.add(claim(asked=("银行卡复印件",)))
    for code in REQUIRED:
        claims.tick(one, code, is_there=True)
    claims.tick(one, "place", is_there=True)
    claims.tick(one, "place", is_there=False)
    with pytest.raises(EvidenceMissing) as refused:
        claims.submit(one)
    assert refused.value.parameters == {"count": 1}
    claims.tick(one, "银行卡复印件", is_there=True)
    claims.submit(one)
    assert claims.open(one).missing == ()
    assert claims.proposed(1, STATE).asked == ("银行卡复印件",)


def test_no_more_than_the_goods_and_no_serial_twice(claims: TradeIns, orders: Orders) -> None:
    with pytest.raises(AdvanceTooMuch):
        claims.add(claim(329_901))
    one = claims.add(claim(329_900, new_serial="N1", old_serial="A1"))
    for draft in (claim(1), claim(10_001, line_id=None)):
        with pytest.raises(AdvanceTooMuch):
            claims.add(draft)
    for serials in ({"new_serial": "N 1"}, {"old_serial": "A1"}):
        with pytest.raises(ClaimedTwice):
            claims.add(claim(1, line_id=None, **serials))
    claims.refuse(one, "不符合")
    claims.add(claim(1, line_id=None, new_serial="N1"))
    with pytest.raises(ClaimedTwice):
        claims.submit(one, why="再报")


def test_claim_belongs_to_its_order(claims: TradeIns, orders: Orders, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    orders.create(OrderDraft(1, (LineDraft(name="地暖", price=100),)))
    invoices = Invoices(db, actor, clock)
    mine, other = (invoices.ask(InvoiceDraft(order, "王芳", amount=100)) for order in (1, 2))
    for more in ({"line_id": 3}, {"line_id": 99}, {"invoice_id": other}):
        with pytest.raises(ClaimForOther):
            claims.add(claim(1, **more))
    claims.add(claim(1, invoice_id=mine))
    with pytest.raises(InvoiceClaimed):
        invoices.remove(mine)
    draft, version = orders.draft(1)
    with pytest.raises(LineClaimed):
        orders.edit(1, OrderDraft(1, draft.lines[1:]), version)


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (lambda claims, one: claims.paid(one), TradeInClosed),
        (lambda claims, one: claims.refuse(one, " "), RefusalWithoutReason),
        (lambda claims, one: claims.edit(one, claim(), 99), EditConflict),
        (lambda claims, one: claims.tick(one + 1, "photo", is_there=True), TradeInNotFound),
        (lambda claims, one: claims.open(one + 1), TradeInNotFound),
    ],
)
def test_steps_out_of_turn_are_refused(claims: TradeIns, deed: Callable[[TradeIns, int], object], refusal: type[DomainError]) -> None:
    one = claims.add(claim())
    with pytest.raises(refusal):
        deed(claims, one)


DEEDS: tuple[Callable[[TradeIns, int], object], ...] = (
    lambda claims, one: claims.remove(one),
    lambda claims, one: claims.refuse(one, "?"),
    lambda claims, one: claims.edit(one, claim(), 1),
    lambda claims, one: claims.submit(one),
)


@pytest.mark.parametrize("deed", DEEDS)
def test_paid_claim_stays_as_it_is(claims: TradeIns, deed: Callable[[TradeIns, int], object]) -> None:
    one = claims.add(claim(evidence=REQUIRED))
    claims.submit(one)
    claims.paid(one)
    with pytest.raises(TradeInClosed):
        deed(claims, one)


def test_claim_written_by_mistake_goes_and_its_pictures_stay(
    claims: TradeIns, db: Database, actor: Callable[[], Actor], clock: Clock
) -> None:
    one, pictures = claims.add(claim()), Attachments(db, db.path.parent / "attachments", actor, clock)
    picture = pictures.add(1, "旧机.png", b"\x89PNG\r\n\x1a\n")
    with db.write(actor(), Action.EDIT, Subject.TRADE_IN) as session:
        session.get_one(Attachment, picture).trade_in_id = one
    assert claims.open(one).photos == 1
    claims.remove(one)
    kept: list[AttachmentRow] = pictures.of(1)
    assert ([row.id for row in kept], claims.of_order(1)) == ([picture], ())


def test_agenda_asks_to_hand_in_and_then_what_became_of_it(
    claims: TradeIns, db: Database, actor: Callable[[], Actor], clock: Clock
) -> None:
    one, agenda = claims.add(claim(due_on=clock.today)), Agenda(db, actor, clock)
    (row,) = [row for row in agenda.day() if row.source == "trade_in"]
    assert (row.words, row.amount, row.code, row.record_id) == ("DD20261122001", 49_485, "collecting", 1)
    agenda.postpone([row], clock.today + timedelta(days=2))
    assert claims.open(one).draft.due_on == clock.today + timedelta(days=2)
    claims.submit(one, why="先报")
    assert [row for row in agenda.day(clock.today + timedelta(days=59)) if row.source == "trade_in"] == []
    assert [row.code for row in agenda.day(clock.today + timedelta(days=60)) if row.source == "trade_in"] == ["submitted"]
    (waiting,) = claims.open_claims()
    assert (waiting.customer, waiting.amount, waiting.program.code) == ("王芳", 49_485, STATE)


def test_claim_of_an_order_that_is_done_is_asked_about_by_who_has_the_customer(
    claims: TradeIns, db: Database, actor: Callable[[], Actor], clock: Clock
) -> None:
    claims.add(claim(due_on=clock.today))
    people = ShopData(db, actor)
    seller, owner = people.add_staff(StaffDraft("李强")), people.add_staff(StaffDraft("赵敏"))
    for state, asked in ((OrderState.DELIVERED, seller), (OrderState.DONE, owner)):
        with db.write(actor(), Action.EDIT, Subject.ORDER) as session:
            order = session.get_one(SalesOrder, 1)
            order.state, order.staff_id, session.get_one(Customer, 1).owner_id = state, seller, owner
        (row,) = [row for row in Agenda(db, actor, clock).day() if row.source == "trade_in"]
        assert row.staff_id == asked
