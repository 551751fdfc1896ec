"""Figures of an order that were changed past the journal are found and mended; a sound shop has none."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dealer_crm.domain.check import FindingKind
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.pay_plan import NodeDraft, NodeTrigger, PayKind
from dealer_crm.services.check import Check
from dealer_crm.services.customers import Customers
from dealer_crm.services.orders import Orders
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from tests.services.conftest import Clock

PLAN = (NodeDraft(PayKind.EARNEST_MONEY, NodeTrigger.SIGNING, 2000), NodeDraft(PayKind.BALANCE, NodeTrigger.ACCEPTANCE))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sales_order SET extra = extra + 1",
        "UPDATE payment_node SET open = open - 1 WHERE position = 1",
        "UPDATE payment_node SET amount = amount + 1 WHERE position = 0",
        "UPDATE order_line SET price = price + 1",
    ],
)
def test_sums_broken_by_hand_are_found_and_mended(
    db: Database, actor: Callable[[], Actor], clock: Clock, tmp_path: Path, statement: str
) -> None:
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    orders = Orders(db, actor, clock)
    orders.create(OrderDraft(1, (LineDraft(name="净水器", price=100_050),), discount=50, nodes=PLAN))
    check = Check(db, DataFolder(tmp_path))
    assert check.run() == []
    with closing(sqlite3.connect(db.path)) as connection, connection:
        connection.execute(statement)
    (found,) = check.run(repair=True)
    assert (found.kind, found.count, found.details, found.repaired) == (FindingKind.SUMS, 1, ("DD20261122001",), True)
    assert check.run() == []
    file = orders.open(1)
    assert sum(node.amount for node in file.nodes) == file.totals.total == sum(node.open for node in file.nodes)
