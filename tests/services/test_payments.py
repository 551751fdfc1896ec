"""Money is received, given back and handed in; the day and what is owed add up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dealer_crm.domain.care import RequestDraft
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.invoices import InvoiceDraft, InvoiceKind, InvoiceNotFound, InvoiceNumberMissing, VoidReasonMissing
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.orders import LineDraft, OrderDraft, OrderNotFound, PayWay
from dealer_crm.domain.pay_plan import NodeDraft, PayKind
from dealer_crm.domain.payments import (
    AmountMissing,
    EarnestAboveCap,
    HandedInBefore,
    MoreThanOpen,
    PaidMeanwhile,
    PaymentDraft,
    PaymentForOther,
    PaymentNotFound,
    RefundReasonMissing,
    RefundStands,
    RefundTooMuch,
)
from dealer_crm.domain.promises import BrokenWithoutReason, PromiseClosed, PromiseDraft, PromiseForOther, PromiseNotFound, PromiseState
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.i18n import translator
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.invoices import Invoices
from dealer_crm.services.money import Money
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.services.promises import Promises
from dealer_crm.services.requests import Requests
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import OpeningBalance
from dealer_crm.words.errors import sentence
from tests.services.conftest import Clock


@pytest.fixture
def payments(db: Database, actor: Callable[[], Actor], clock: Clock) -> Payments:
    """Return the use-cases on a store with two customers, an installer (1) and a confirmed order of 1,000.00 for the first."""
    customers = Customers(db, actor, clock)
    for name in ("王芳", "李强"):
        customers.create(CustomerDraft(name=name))
    ShopData(db, actor).add_staff(StaffDraft("小赵", Role.INSTALLER))
    orders = Orders(db, actor, clock)
    orders.create(OrderDraft(1, (LineDraft(name="净水器", price=100_000),)))
    orders.confirm(1)
    return Payments(db, actor, clock)


def pay(amount: int, kind: PayKind = PayKind.PREPAYMENT, way: PayWay = PayWay.WECHAT) -> PaymentDraft:
    """Return money for the order."""
    return PaymentDraft(1, amount, kind, way, order_id=1, note="退回" if kind is PayKind.REFUND else "")


def test_day_adds_up_by_way_and_person(payments: Payments, db: Database, clock: Clock) -> None:
    payments.receive(replace(pay(20_000, PayKind.EARNEST_MONEY), receipt_number=" 0012 "))
    cash = payments.receive(replace(pay(30_000, way=PayWay.CASH), staff_id=1))
    payments.receive(pay(5_000, PayKind.REFUND))
    day = Money(db, clock).day()
    assert [(row.number, row.amount, row.order_number) for row in day.receipts] == [
        ("SK20261122001", 20_000, "DD20261122001"),
        ("SK20261122002", 30_000, "DD20261122001"),
        ("SK20261122003", -5_000, "DD20261122001"),
    ]
    assert day.receipts[0].receipt_number == "0012"
    assert [(way.way, way.count, way.received, way.returned, way.total) for way in day.by_way] == [
        (PayWay.CASH, 1, 30_000, 0, 30_000),
        (PayWay.WECHAT, 2, 20_000, -5_000, 15_000),
    ]
    assert [(one.staff, one.count, one.total, one.with_him) for one in day.by_staff] == [("", 2, 15_000, 0), ("小赵", 1, 30_000, 30_000)]
    assert (day.total, day.cash_out_total) == (45_000, 30_000)
    clock.on(1)
    assert Money(db, clock).day().cash_out_total == 30_000
    payments.hand_in([cash])
    assert Money(db, clock).day().cash_out_total == 0
    assert Money(db, clock).day(clock.today - timedelta(days=1)).cash_out_total == 30_000


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (PaymentDraft(1, 0), AmountMissing),
        (PaymentDraft(1, 5, order_id=9), OrderNotFound),
        (PaymentDraft(2, 5, order_id=1), PaymentForOther),
        (PaymentDraft(1, -5), AmountMissing),
        (PaymentDraft(1, 10**12 + 1), AmountMissing),
        (PaymentDraft(1, 5, PayKind.REFUND, order_id=1), RefundReasonMissing),
        (PaymentDraft(1, 5, PayKind.REFUND, order_id=1, note="退"), RefundTooMuch),
        (PaymentDraft(1, 99_900, PayKind.REFUND, note="退"), RefundTooMuch),
    ],
)
def test_refused_money_is_not_kept(payments: Payments, db: Database, clock: Clock, draft: PaymentDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        payments.receive(draft)
    assert not Money(db, clock).day().receipts


def test_money_for_a_service_is_that_customers_own(payments: Payments, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    request_id = Requests(db, actor, clock, Trade()).take(RequestDraft(1, symptom="漏水"))
    for wrong in (PaymentDraft(2, 5, PayKind.SERVICE, request_id=request_id), PaymentDraft(1, 5, PayKind.SERVICE, request_id=9)):
        with pytest.raises(PaymentForOther):
            payments.receive(wrong)
    payments.receive(PaymentDraft(1, 5, PayKind.SERVICE, request_id=request_id))
    assert [row.customer_id for row in Money(db, clock).day().receipts] == [1]


def test_no_more_is_given_back_than_was_received_for_the_same(
    payments: Payments, db: Database, actor: Callable[[], Actor], clock: Clock
) -> None:
    request_id = Requests(db, actor, clock, Trade()).take(RequestDraft(1, symptom="漏水"))
    payments.receive(PaymentDraft(1, 5_000, PayKind.SERVICE, request_id=request_id))
    payments.receive(PaymentDraft(1, 3_000))
    payments.receive(pay(2_000))
    for paid, limit in ((PaymentDraft(1, 0, request_id=request_id), "50.00"), (PaymentDraft(1, 0), "30.00"), (pay(0), "20.00")):
        refund = replace(paid, kind=PayKind.REFUND, note="退")
        with pytest.raises(RefundTooMuch) as refused:
            payments.receive(replace(refund, amount=5_001))
        assert limit in sentence(refused.value, translator("en"))
        payments.receive(replace(refund, amount=1_000))
    assert Money(db, clock).day().total == 7_000


@pytest.mark.parametrize("first", [pay(3_000), PaymentDraft(1, 3_000)])
def test_money_stays_while_a_part_of_it_is_given_back(
    payments: Payments, db: Database, actor: Callable[[], Actor], clock: Clock, first: PaymentDraft
) -> None:
    history = History(db, actor)
    received = payments.receive(first)
    entry = history.rows(1)[0].id
    refund = payments.receive(replace(first, kind=PayKind.REFUND, amount=1_000, note="退"))
    for take_out in (lambda: payments.remove(received), lambda: history.undo_entry(entry)):
        with pytest.raises(RefundStands):
            take_out()
    assert Money(db, clock).day().total == 2_000
    payments.remove(refund)
    gone = history.rows(1)[0].id
    payments.remove(received)
    with pytest.raises(RefundStands):
        history.undo_entry(gone)
    assert Money(db, clock).day().total == 0
    while history.next_undo():
        history.undo()
    while history.next_redo():
        history.redo()
    assert not Money(db, clock).day().receipts


def test_what_the_shop_owed_from_before_may_be_given_back(payments: Payments, db: Database, clock: Clock) -> None:
    with db.write(Actor(), Action.CREATE, Subject.CUSTOMER) as session:
        session.add(OpeningBalance(customer_id=2, amount=-8_000, as_of=clock.today))
    payments.receive(PaymentDraft(2, 8_000, PayKind.REFUND, note="退"))
    with pytest.raises(RefundTooMuch):
        payments.receive(PaymentDraft(2, 1, PayKind.REFUND, note="退"))


def test_earnest_money_above_a_fifth_is_warned_of_and_taken(payments: Payments) -> None:
    draft = pay(30_000, PayKind.EARNEST_MONEY)
    (warning,) = payments.warnings(draft)
    assert isinstance(warning, EarnestAboveCap)
    assert (warning.cap_fen, warning.rest_fen) == (20_000, 10_000)
    payments.receive(draft)
    assert payments.warnings(pay(100)) == ()
    assert len(payments.warnings(pay(20_000, PayKind.EARNEST_MONEY))) == 1


def test_more_than_is_open_is_warned_of_and_taken(payments: Payments, db: Database, clock: Clock) -> None:
    assert payments.warnings(pay(100_000)) == ()
    (warning,) = payments.warnings(pay(100_001))
    assert warning.parameters == {"open": "¥1,000.00", "more": "¥0.01"}
    assert [type(one) for one in payments.warnings(pay(100_001, PayKind.EARNEST_MONEY))] == [MoreThanOpen, EarnestAboveCap]
    payments.receive(pay(100_001))
    assert payments.warnings(replace(pay(1), order_id=None)) == ()
    assert payments.warnings(pay(100_001, PayKind.REFUND)) == ()
    assert Money(db, clock).receivables() == []


def test_second_clerk_is_asked_whether_it_is_the_same_money(payments: Payments, db: Database, clock: Clock) -> None:
    first = replace(pay(60_000, way=PayWay.CASH), staff_id=1, expected_paid=0)
    payments.receive(first)
    second = replace(first, way=PayWay.WECHAT)
    with pytest.raises(PaidMeanwhile) as asked:
        payments.receive(replace(second, amount=1), second)
    words = sentence(asked.value, translator("en"))
    assert all(part in words for part in ("¥600.00", "SK20261122001", "小赵"))
    assert Money(db, clock).day().total == 60_000
    payments.receive(replace(second, expected_paid=asked.value.paid_fen))
    payments.receive(replace(second, expected_paid=None, amount=100, payer=" 王太太 "))
    payments.remove(2)
    payments.receive(replace(second, expected_paid=120_100, amount=100))
    assert Money(db, clock).day().total == 60_200


def test_cash_is_not_handed_in_before_it_was_taken(payments: Payments, db: Database, clock: Clock) -> None:
    first, second = (payments.receive(replace(pay(100, way=PayWay.CASH), staff_id=1)) for _ in range(2))
    with pytest.raises(HandedInBefore) as refused:
        payments.hand_in([first, second], clock.today - timedelta(days=1))
    assert clock.today.isoformat() in sentence(refused.value, translator("en"))
    assert len(Money(db, clock).day().cash_out) == 2
    payments.hand_in([first, second], clock.today)
    payments.hand_in([first, second], clock.today - timedelta(days=1))
    assert {row.handed_in_on for row in Money(db, clock).day().receipts} == {clock.today}


def test_what_is_owed_has_its_age(payments: Payments, db: Database, clock: Clock) -> None:
    with db.write(Actor(), Action.CREATE, Subject.CUSTOMER) as session:
        session.add(OpeningBalance(customer_id=2, amount=80_000, as_of=clock.today - timedelta(days=100)))
    payments.receive(PaymentDraft(2, 30_000))
    payments.receive(PaymentDraft(2, 1_000, PayKind.SERVICE))
    payments.receive(pay(40_000))
    clock.on(10)
    found = Money(db, clock).receivables()
    assert [(row.customer, row.order_id, row.owed, row.days) for row in found] == [("李强", None, 50_000, 110), ("王芳", 1, 60_000, 10)]
    assert [row.balance for row in CustomerList(db, clock).rows([1, 2])] == [60_000, 50_000]
    assert sum(row.owed for row in found) == 110_000


def test_each_part_of_a_plan_ages_by_its_own_day(payments: Payments, db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
    orders, money, today = Orders(db, actor, clock), Money(db, clock), clock.today
    due = (today - timedelta(days=40), today + timedelta(days=20), None)
    draft, version = orders.draft(1)
    nodes = (NodeDraft(due_on=due[0], share=3000), NodeDraft(due_on=due[1], share=3000), NodeDraft())
    orders.edit(1, replace(draft, nodes=nodes), version)
    found = [(row.owed, row.since, row.days) for row in money.receivables()]
    assert found == [(30_000, due[0], 40), (30_000, due[1], 0), (40_000, None, 0)]
    payments.receive(pay(35_000))
    assert [(row.owed, row.since) for row in money.receivables()] == [(25_000, due[1]), (40_000, None)]
    clock.on(30)
    assert [(row.owed, row.days) for row in money.receivables(1)] == [(25_000, 10), (40_000, 0)]


def test_money_on_a_cancelled_order_is_in_his_favour_and_pays_no_other(
    payments: Payments, db: Database, clock: Clock, actor: Callable[[], Actor]
) -> None:
    orders, money = Orders(db, actor, clock), Money(db, clock)

    def stand() -> tuple[int, list[tuple[int | None, int]]]:
        return CustomerList(db, clock).rows([1])[0].balance, [(row.order_id, row.owed) for row in money.receivables()]

    payments.receive(pay(30_000))
    assert stand() == (70_000, [(1, 70_000)])
    orders.cancel(1, "不装了")
    assert stand() == (-30_000, [])
    orders.create(OrderDraft(1, (LineDraft(name="净水器", price=50_000),)))
    payments.receive(PaymentDraft(1, 2_000, order_id=2))
    assert stand() == (-32_000, [])
    orders.confirm(2)
    assert stand() == (18_000, [(2, 48_000)])
    payments.receive(pay(30_000, PayKind.REFUND))
    assert stand() == (48_000, [(2, 48_000)])


def test_money_is_undone_and_a_slip_taken_out(payments: Payments, db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
    history = History(db, actor)
    paid = payments.receive(pay(100))
    history.undo()
    with pytest.raises(PaymentNotFound):
        payments.hand_in([paid])
    again = payments.receive(pay(100))
    assert Money(db, clock).day().receipts[0].number == "SK20261122002"
    payments.remove(again)
    assert not Money(db, clock).day().receipts


def test_invoice_is_asked_for_then_issued(payments: Payments, db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
    invoices = Invoices(db, actor, clock)
    asked = invoices.ask(InvoiceDraft(1, "王芳", amount=100_000))
    row = invoices.waiting()[0]
    assert (row.asked_on, row.issued_on) == (clock.today, None)
    invoices.edit(asked, InvoiceDraft(1, "某公司", amount=90_000), row.version)
    with pytest.raises(EditConflict):
        invoices.edit(asked, InvoiceDraft(1, "x", amount=1), row.version)
    version = invoices.waiting()[0].version
    issued = InvoiceDraft(1, "某公司", amount=90_000, number="26322000", issued_on=date(2026, 11, 30))
    with pytest.raises(InvoiceNumberMissing):
        invoices.edit(asked, replace(issued, number=" "), version)
    invoices.edit(asked, issued, version)
    assert not invoices.waiting()
    assert Orders(db, actor, clock).open(1).invoices[0].issued_on == date(2026, 11, 30)
    version = Orders(db, actor, clock).open(1).invoices[0].version
    with pytest.raises(VoidReasonMissing):
        invoices.edit(asked, replace(issued, voided_on=clock.today), version)
    invoices.edit(asked, replace(issued, voided_on=clock.today, note="抬头写错", kind=InvoiceKind.SPECIAL), version)
    row = Orders(db, actor, clock).open(1).invoices[0]
    assert (row.kind, row.voided_on, invoices.waiting()) == (InvoiceKind.SPECIAL, clock.today, ())
    invoices.remove(asked)
    with pytest.raises(InvoiceNotFound):
        invoices.remove(asked)


def test_promises_are_kept_broken_or_moved(payments: Payments, db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
    promises = Promises(db, actor, clock)
    day = clock.today
    kept, broken = promises.make(1, PromiseDraft("送支架", day), 1), promises.make(1, PromiseDraft("开票"))
    assert [(row.words, row.days_late, row.order_number) for row in promises.due()] == [("送支架", 0, "DD20261122001"), ("开票", None, "")]
    for customer, order, refusal in ((2, 1, PromiseForOther), (1, 9, OrderNotFound)):
        with pytest.raises(refusal):
            promises.make(customer, PromiseDraft("送支架"), order)
    promises.postpone([kept], day + timedelta(days=3))
    assert not promises.due(day)
    promises.keep([kept], "已送")
    with pytest.raises(PromiseClosed):
        promises.keep([kept])
    with pytest.raises(BrokenWithoutReason):
        promises.break_off(broken, " ")
    promises.break_off(broken, "缺货")
    assert not promises.due()
    with pytest.raises(PromiseNotFound):
        promises.keep([9])
    assert Orders(db, actor, clock).open(1).promises[0].state is PromiseState.KEPT
