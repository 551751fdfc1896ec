"""Random work on orders and money, and the sums told plainly: tables read whole, nothing asked of the program."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from dealer_crm.domain.change_orders import ChangeDraft, Difference
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.deliveries import HandOver
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Actor, Subject
from dealer_crm.domain.order_returns import ReturnDraft
from dealer_crm.domain.orders import CancelSide, LineDraft, OrderDraft, TaxMode
from dealer_crm.domain.pay_plan import NodeDraft, NodeTrigger, PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.trade_ins import COUNTED, TradeInDraft
from dealer_crm.services.change_orders import ChangeOrders
from dealer_crm.services.customers import Customers
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.derived_sums import wrong_sums
from dealer_crm.services.history import History
from dealer_crm.services.order_returns import OrderReturns
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_ins import TradeIns
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.storage.shops import empty_file, pinyin

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, where there is one
PLACES = st.integers(0, 50)
PRICES = st.one_of(st.integers(0, 500_000), st.sampled_from((1, 10**9, 333_33)))
QUANTITIES = st.sampled_from((1, 500, 1000, 1333, 2000, 118_500))
LINES = st.lists(st.builds(lambda p, q: LineDraft("货", price=p, quantity=q, category="other"), PRICES, QUANTITIES), min_size=1, max_size=3)
PLAN = (
    NodeDraft(PayKind.EARNEST_MONEY, NodeTrigger.SIGNING, 2000),
    NodeDraft(PayKind.PREPAYMENT, NodeTrigger.SIGNING, 1000),
    NodeDraft(PayKind.PROGRESS, NodeTrigger.EQUIPMENT, fixed=77_777),
    NodeDraft(PayKind.BALANCE, NodeTrigger.ACCEPTANCE),
)
PLANS = st.sampled_from(
    (
        PLAN,
        (),
        (NodeDraft(PayKind.BALANCE),),
        (NodeDraft(PayKind.PROGRESS, share=3333), NodeDraft(PayKind.PROGRESS, share=3333), NodeDraft(PayKind.BALANCE, share=3334)),
    )
)
DRAFTS = st.builds(
    lambda lines, nodes, mode, off, rate: OrderDraft(
        1, tuple(lines), nodes=nodes, tax_mode=mode, discount=off[0], rounding=off[1], tax_rate=rate
    ),
    LINES,
    PLANS,
    st.sampled_from(tuple(TaxMode)),
    st.sampled_from(((0, 0), (1, 0), (999, 1), (5000, 7))),
    st.sampled_from((0, 100, 900, 1300, 10_000)),
)
MONEY_COLUMNS = {
    "sales_order": ("discount", "rounding", "tax_rate", "extra", "kept"),
    "order_line": ("quantity", "price", "list_price", "cost"),
    "payment": ("amount",),
    "payment_node": ("share", "fixed", "amount", "open"),
    "trade_in": ("amount",),
    "change_order": ("amount", "discount"),
    "order_return": ("amount", "fee"),
    "customer_line": ("balance",),
}
OWES_NOTHING_YET = "draft"


class MoneyWork(RuleBasedStateMachine):
    """A shop that sells, takes money, changes its mind and takes steps back; the sums are looked at after every step."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.path = self.folder / "shop.sqlite"
        self.path.write_bytes(empty_file())
        clock = Clock()
        self.db = Database(self.path, pinyin(), clock)
        self.file = sqlite3.connect(self.path)
        self.file.row_factory = sqlite3.Row
        given = (self.db, Actor, clock)
        Customers(*given).create(CustomerDraft(name="王芳"))
        self.history = History(self.db, Actor)
        self.orders, self.payments, self.claims = Orders(*given), Payments(*given), TradeIns(*given)
        self.changes, self.returns = ChangeOrders(*given), OrderReturns(*given)
        self.deliveries = Deliveries(*given, Trade())
        self.today: date = clock.today
        self.create(OrderDraft(1, (LineDraft("空调", price=333_333, quantity=3000, category="other"),), nodes=PLAN), bound=True)

    def teardown(self) -> None:
        """Nothing is a float, and the check of the store finds the same."""
        for table, columns in MONEY_COLUMNS.items():
            for column in columns:
                kinds = {kind for (kind,) in self.file.execute(f"SELECT DISTINCT typeof({column}) FROM {table}")}  # noqa: S608 - names of ours
                assert kinds <= {"integer", "null"}, (table, column)
        self.file.close()
        with self.db.read() as session:
            assert wrong_sums(session) == []
        self.db.close()
        shutil.rmtree(self.folder)

    # deeds; what the program refuses changes nothing

    def _try(self, deed: Callable[[], object]) -> None:
        with suppress(DomainError):
            deed()

    def _one(self, table: str, place: int) -> int:
        found = [row["id"] for row in self._rows(table)]
        return int(found[place % len(found)]) if found else 0

    def _has_order(self) -> bool:
        return bool(self._rows("sales_order"))

    @rule(draft=DRAFTS, bound=st.booleans())
    def create(self, draft: OrderDraft, bound: bool) -> None:
        """An order is written, and may be binding at once."""
        self._try(lambda: self.orders.confirm(self.orders.create(draft)) if bound else self.orders.create(draft))

    @precondition(_has_order)
    @rule(place=PLACES, draft=DRAFTS, keep=st.booleans())
    def edit(self, place: int, draft: OrderDraft, keep: bool) -> None:
        """An order is written anew, or keeps its lines at other prices."""
        order = self._one("sales_order", place)
        old, version = self.orders.draft(order)
        lines = tuple(replace(line, price=draft.lines[0].price) for line in old.lines) if keep else draft.lines
        nodes = old.nodes if keep else draft.nodes
        self._try(lambda: self.orders.edit(order, replace(draft, lines=lines, nodes=nodes), version))

    @precondition(_has_order)
    @rule(place=PLACES)
    def sign(self, place: int) -> None:
        """The contract is signed."""
        self._try(lambda: self.orders.sign(self._one("sales_order", place), self.today))

    @precondition(_has_order)
    @rule(place=PLACES, amount=PRICES, kind=st.sampled_from(tuple(PayKind)))
    def pay(self, place: int, amount: int, kind: PayKind) -> None:
        """Money comes or goes back."""
        draft = PaymentDraft(1, amount, kind, order_id=self._one("sales_order", place), note="退")
        self._try(lambda: self.payments.receive(draft))

    @precondition(lambda self: self._rows("payment"))
    @rule(place=PLACES)
    def remove_payment(self, place: int) -> None:
        """A payment was a mistake."""
        self._try(lambda: self.payments.remove(self._one("payment", place)))

    @precondition(_has_order)
    @rule(place=PLACES, lines=LINES, more=st.sampled_from((-1000, -500, 0, 1000)), off=st.sampled_from((0, 186_0)), signed=st.booleans())
    def change(self, place: int, lines: list[LineDraft], more: int, off: int, signed: bool) -> None:
        """More or less is wanted, and signed or dropped."""
        order = self._one("sales_order", place)
        first = self.orders.open(order).draft.lines[0].id or 0
        draft = ChangeDraft(order, "加", tuple(lines), (Difference(first, more),) if more else (), discount=off)

        def run() -> None:
            one = self.changes.create(draft)
            self.changes.sign(one, self.today, "王芳") if signed else self.changes.drop(one)

        self._try(run)

    @precondition(_has_order)
    @rule(place=PLACES)
    def deliver(self, place: int) -> None:
        """All that is left is brought and handed over."""

        def run() -> None:
            one = self.deliveries.plan(self._one("sales_order", place))
            self.deliveries.sign(one, "王芳")
            self.deliveries.finish(one, HandOver("王芳"), open_reason="急")

        self._try(run)

    @precondition(lambda self: self._rows("delivery"))
    @rule(place=PLACES, share=st.sampled_from((1, 2)), fee=st.sampled_from((0, 0, 50, 10_000)))
    def give_back(self, place: int, share: int, fee: int) -> None:
        """Goods come back off the order."""
        order = self._one("sales_order", place)
        back = tuple((line.line_id, line.delivered // share) for line in self.orders.open(order).progress if line.delivered > 0)
        self._try(lambda: self.returns.take(ReturnDraft(order, back[:1], reason="不要", fee=fee)))

    @precondition(_has_order)
    @rule(place=PLACES, amount=st.integers(1, 60_000))
    def claim(self, place: int, amount: int) -> None:
        """The shop advances what the state pays."""
        self._try(lambda: self.claims.add(TradeInDraft(self._one("sales_order", place), "state_trade_in", amount=amount)))

    @precondition(lambda self: self._rows("trade_in"))
    @rule(place=PLACES, deed=st.sampled_from(("submit", "paid", "refuse", "repaid", "remove", "edit")))
    def follow_claim(self, place: int, deed: str) -> None:
        """The claim goes on."""
        one = self._one("trade_in", place)
        deeds: dict[str, Callable[[], object]] = {
            "submit": lambda: self.claims.submit(one, why="先报"),
            "paid": lambda: self.claims.paid(one),
            "refuse": lambda: self.claims.refuse(one, "不符"),
            "repaid": lambda: self.claims.repaid(one),
            "remove": lambda: self.claims.remove(one),
            "edit": lambda: self.claims.edit(one, replace(self.claims.open(one).draft, amount=1), self.claims.open(one).version),
        }
        self._try(deeds[deed])

    @precondition(lambda self: len(self._rows("sales_order")) > 1)
    @rule(place=PLACES, kept=st.sampled_from((None, 0, 5000)), side=st.sampled_from(tuple(CancelSide)))
    def cancel(self, place: int, kept: int | None, side: CancelSide) -> None:
        """An order is cancelled."""
        self._try(lambda: self.orders.cancel(self._one("sales_order", place), "不装了", side, kept))

    @precondition(lambda self: self.history.next_undo() is not None)
    @rule()
    def undo(self) -> None:
        """The last step is taken back."""
        self._try(self.history.undo)

    @precondition(lambda self: self.history.next_redo() is not None)
    @rule()
    def redo(self) -> None:
        """What was taken back is done again."""
        self._try(self.history.redo)

    @rule(place=PLACES)
    def undo_any(self, place: int) -> None:
        """A step of before is taken back, as far as later ones allow."""
        rows = [row for row in self.history.rows(20) if row.subject is not Subject.CUSTOMER]
        if rows:
            self._try(lambda: self.history.undo_entry(rows[place % len(rows)].id))

    # what holds

    def _rows(self, table: str) -> list[sqlite3.Row]:
        return self.file.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()  # noqa: S608 - names of ours

    @invariant()
    def sums_are_what_the_rows_say(self) -> None:
        """Total = lines + extra, plan = total, paid + open = total, balance = what all orders still bring."""
        lines, payments, nodes = self._rows("order_line"), self._rows("payment"), self._rows("payment_node")
        claims, returns = self._rows("trade_in"), self._rows("order_return")
        balance = 0
        for order in self._rows("sales_order"):

            def of(rows: list[sqlite3.Row], order_id: int = order["id"]) -> list[sqlite3.Row]:
                return [row for row in rows if row["order_id"] == order_id]

            goods = sum(_half_up(Decimal(row["quantity"]) * row["price"] / 1000) for row in of(lines))
            subsidy = sum(row["amount"] for row in of(claims) if row["state"] in COUNTED)
            fees = sum(row["fee"] for row in of(returns))
            paid = sum(row["amount"] for row in of(payments))
            total = _total(order, goods, subsidy, fees)
            assert goods + order["extra"] == total
            assert total >= 0 or order["state"] == "cancelled"
            assert _shown(self.orders.open(order["id"])) == (total, paid, total - paid)
            _check_plan(of(nodes), total, paid)
            balance += (0 if order["state"] == OWES_NOTHING_YET else total) - paid
        assert [row["balance"] for row in self.file.execute("SELECT balance FROM customer_line")] == [balance]


def _half_up(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def _total(order: Any, goods: int, subsidy: int, fees: int) -> int:
    if order["state"] == "cancelled":
        return int(order["kept"] or 0)
    net = goods - order["discount"]
    tax = _half_up(Decimal(net) * order["tax_rate"] / 10_000) if order["tax_mode"] == "added" else 0
    return int(net + tax - order["rounding"] - subsidy + fees)


def _shown(file: Any) -> tuple[int, int, int]:
    return file.totals.total, file.totals.paid, file.totals.owed


def _check_plan(nodes: list[sqlite3.Row], total: int, paid: int) -> None:
    if nodes:
        assert sum(node["amount"] for node in nodes) == max(total, 0)
        assert sum(node["open"] for node in nodes) == max(max(total, 0) - max(paid, 0), 0)
        assert all(0 <= node["open"] <= node["amount"] for node in nodes)
