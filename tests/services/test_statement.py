"""An account closes with the balance in the customer's line, whatever was ordered, changed, paid, given back and cancelled."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from dealer_crm.domain.change_orders import ChangeDraft
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.deliveries import HandOver
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.order_returns import ReturnDraft
from dealer_crm.domain.orders import CancelSide, LineDraft, OrderDraft, OrderState
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.statement import EntryKind
from dealer_crm.domain.trade_ins import TradeInDraft
from dealer_crm.services.change_orders import ChangeOrders
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.services.customers import Customers
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.history import History
from dealer_crm.services.order_returns import OrderReturns
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.services.statement import Statements, StatementSpec
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_ins import TradeIns
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import OpeningBalance
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.services.sold import Shop


class Books:
    """One customer whose account is moved at random."""

    def __init__(self, db: Database, actor: Callable[[], Actor], clock: Clock, seed: int) -> None:
        self.random, self.clock, self.db = Random(seed), clock, db
        self.history = History(db, actor)
        Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
        self.orders, self.payments = Orders(db, actor, clock), Payments(db, actor, clock)
        self.statements, self.lists = Statements(db, clock, desk(db, clock)), CustomerList(db, clock)
        self.changes, self.returns = ChangeOrders(db, actor, clock), OrderReturns(db, actor, clock)
        self.claims, self.deliveries = TradeIns(db, actor, clock), Deliveries(db, actor, clock, Trade())
        self.made: list[int] = []

    def step(self) -> None:
        deeds = (self.order, self.pay, self.refund, self.undo, self.change, self.bring, self.give_back, self.claim, self.cancel)
        (deed,) = self.random.choices(deeds, (3, 3, 2, 2, 3, 3, 4, 2, 1))
        with contextlib.suppress(DomainError):  # what an order refuses leaves the account as it is
            deed()
        self.clock.on(self.random.randrange(2))

    def order(self) -> None:
        price = self.random.randrange(100, 10_000)
        self.made.append(self.orders.create(OrderDraft(1, (LineDraft(name="净水器", quantity=2500, price=price),), discount=price // 9)))
        if self.random.random() < 0.7:
            self.orders.confirm(self.made[-1])

    def pay(self) -> None:
        self.payments.receive(PaymentDraft(1, self.random.randrange(1, 5_000), order_id=self._one()))

    def refund(self) -> None:
        self.payments.receive(PaymentDraft(1, self.random.randrange(1, 900), PayKind.REFUND, order_id=self._one(), note="退"))

    def change(self) -> None:
        more = LineDraft(name="软管", price=self.random.randrange(600))
        draft = ChangeDraft(self._sold(), "吊顶改了", (more,), discount=self.random.choice((0, 300)))
        self.changes.sign(self.changes.create(draft), self.clock.today, "王芳")

    def bring(self) -> None:
        self.deliveries.finish(self.deliveries.plan(self._sold()), HandOver(), "客户要求")

    def give_back(self) -> None:
        order_id = self._sold()
        line = self.random.choice(self.orders.open(order_id).draft.lines)
        back = ((line.id or 0, self.random.choice((500, line.quantity))),)
        self.returns.take(ReturnDraft(order_id, back, reason="噪声大", fee=self.random.choice((0, 30))))

    def claim(self) -> None:
        amount = self.random.randrange(1, 400)
        self.claims.add(TradeInDraft(self._sold(), Trade().programs()[0].code, amount=amount, old_unit="旧机"))

    def cancel(self) -> None:
        order_id = self._one()
        if order_id is not None and self.orders.open(order_id).state in (OrderState.CONFIRMED, OrderState.DRAFT):
            self.orders.cancel(order_id, "不装了", self.random.choice(list(CancelSide)))
            self.made.remove(order_id)

    def undo(self) -> None:
        if self.made and self.random.random() < 0.3:
            self.pay()
            self.history.undo()

    def _sold(self) -> int:
        return self.random.choice(self.made or [0])

    def _one(self) -> int | None:
        return self.random.choice([None, *self.made])


@pytest.mark.parametrize("seed", range(4))
def test_account_closes_with_the_balance(db: Database, actor: Callable[[], Actor], clock: Clock, seed: int) -> None:
    books = Books(db, actor, clock, seed)
    for _ in range(36):
        books.step()
        account = books.statements.of(StatementSpec(1))
        assert account.closing == books.lists.rows([1])[0].balance
        middle = clock.today - timedelta(days=3)
        later = books.statements.of(StatementSpec(1, first=middle))
        assert (later.opening + later.owed - later.paid, later.closing) == (account.closing, account.closing)


def test_an_account_of_one_order_says_what_changed_it(db: Database, clock: Clock) -> None:
    shop = Shop(db, clock)
    shop.changes.sign(shop.changes.create(shop.draft(lines=(LineDraft(name="软管", price=5_000),))), clock.today, "王芳")
    shop.deliver()
    shop.payments.receive(PaymentDraft(1, 2_000_000, order_id=shop.order))
    shop.returns.take(ReturnDraft(shop.order, ((shop.lines[0], 1000),), reason="噪声大", fee=50_000, refund=1_000))
    TradeIns(db, Actor, clock).add(TradeInDraft(shop.order, Trade().programs()[0].code, amount=20_000, old_unit="旧机"))
    lines = Statements(db, clock, desk(db, clock)).of(StatementSpec(1, order_id=shop.order)).lines
    kinds = EntryKind.ORDER, EntryKind.CHANGE, EntryKind.RETURN, EntryKind.FEE, EntryKind.SUBSIDY, EntryKind.PAYMENT, EntryKind.REFUND
    assert tuple(line.entry.kind for line in lines) == kinds
    assert [line.entry.amount for line in lines[:2]] == [2_500_000, 5_000]
    assert [line.entry.amount for line in lines[3:]] == [50_000, -20_000, -2_000_000, 1_000]
    assert lines[-1].balance == shop.file.totals.owed


def test_account_is_written_as_a_paper_and_as_a_workbook_without_formulas(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    books = Books(db, actor, clock, 1)
    with db.write(Actor(), Action.CREATE, Subject.CUSTOMER) as session:
        session.add(OpeningBalance(customer_id=1, amount=5_000, as_of=clock.today))
    books.order()
    books.orders.confirm(1) if books.orders.open(1).state is OrderState.DRAFT else None
    books.payments.receive(PaymentDraft(1, 700, order_id=1, note="=1+1"))
    kinds = [line.entry.kind for line in books.statements.of(StatementSpec(1)).lines]
    assert kinds == [EntryKind.OPENING, EntryKind.ORDER, EntryKind.PAYMENT]
    assert len(books.statements.of(StatementSpec(1, order_id=1)).lines) == 2
    content = books.statements.workbook(StatementSpec(1), "zh")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1" in [cell.value for cell in cells]
    values = [value for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python() for value in row]
    assert clock.today in values
    assert 7.0 in values


def test_service_paid_with_an_order_is_in_the_account_as_in_the_balance(db: Database, clock: Clock) -> None:
    shop = Shop(db, clock)
    shop.payments.receive(PaymentDraft(1, 300_00, PayKind.SERVICE, order_id=shop.order), PaymentDraft(1, 80_00, PayKind.SERVICE))
    (row,) = CustomerList(db, clock).rows([1])
    assert Statements(db, clock, desk(db, clock)).of(StatementSpec(1)).closing == row.balance == shop.file.totals.owed
