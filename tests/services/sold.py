"""A shop that sold something: a customer with a confirmed order of machines and pipes, and all that changes it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from dealer_crm.domain.change_orders import ChangeDraft
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.deliveries import HandOver
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.pay_plan import NodeDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.change_orders import ChangeOrders
from dealer_crm.services.customers import Customers
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.history import History
from dealer_crm.services.order_file import OrderFile
from dealer_crm.services.order_returns import OrderReturns
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import PaymentNode, SalesOrder
from tests.services.conftest import Clock

AC = LineDraft(name="风管机", model="KFR-72", unit="台", quantity=3000, price=800_000, cost=600_000, category="central_ac")
PIPE = LineDraft(name="铜管", unit="米", quantity=20_000, price=6_800)


class Shop:
    """A customer with a confirmed order, and all that changes it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db, self.actor = db, Actor()
        who = lambda: self.actor  # noqa: E731
        self.history = History(db, who)
        self.orders, self.payments = Orders(db, who, clock), Payments(db, who, clock)
        self.changes, self.deliveries = ChangeOrders(db, who, clock), Deliveries(db, who, clock, Trade())
        self.returns = OrderReturns(db, who, clock)
        Customers(db, who, clock).create(CustomerDraft(name="王芳", premises=(PremisesDraft(community="临江小区"),)))
        nodes = (NodeDraft(share=3000), NodeDraft())
        self.order = self.orders.create(OrderDraft(1, (AC, PIPE), discount=36_000, work_days=10, nodes=nodes))
        self.orders.confirm(self.order)
        self.lines = [line.id or 0 for line in self.file.draft.lines]

    @property
    def file(self) -> OrderFile:
        """Return the order as its page shows it."""
        return self.orders.open(self.order)

    def deliver(self) -> None:
        """Bring all that is left, and hand it over."""
        self.deliveries.finish(self.deliveries.plan(self.order), HandOver(), "客户要求")

    def draft(self, **values: object) -> ChangeDraft:
        """Return a change of the order."""
        return replace(ChangeDraft(self.order, "吊顶改了", days=2), **values)  # type: ignore[arg-type]

    def refused(self, error: type[DomainError], run: Callable[[], object]) -> None:
        """Expect a refusal that leaves nothing behind."""
        before = self.file
        with pytest.raises(error):
            run()
        assert self.file == before

    def holds(self) -> None:
        """Check that plan and lines come to the total."""
        file = self.file
        with self.db.read() as session:
            extra = session.execute(select(SalesOrder.extra).where(SalesOrder.id == self.order)).scalar_one()
            nodes = session.scalars(select(PaymentNode.amount).where(PaymentNode.order_id == self.order)).all()
        assert sum(line.amount for line in file.draft.lines) + extra == file.totals.total
        assert sum(nodes) == max(file.totals.total, 0)
        assert file.totals.paid + file.totals.owed == file.totals.total
