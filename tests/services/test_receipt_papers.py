"""The paper of a payment says what the order's account was after it, and nothing it should not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import LineDraft, OrderDraft, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft, PaymentNotFound
from dealer_crm.services.customers import Customers
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.services.receipt_papers import ReceiptPapers
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.desk import desk


def test_each_receipt_has_the_account_of_its_own_moment(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    orders, payments, papers = Orders(db, actor, clock), Payments(db, actor, clock), ReceiptPapers(db, desk(db, clock))
    orders.create(OrderDraft(1, (LineDraft(name="净水器", price=100_000),)))
    first = PaymentDraft(1, 20_000, PayKind.EARNEST_MONEY, PayWay.CASH, order_id=1, payer="李强", receipt_number="0012")
    payments.receive(first)
    payments.receive(replace(first, amount=90_000, kind=PayKind.PROGRESS))
    payments.receive(replace(first, amount=30_000, kind=PayKind.REFUND, note="多付"))
    payments.receive(PaymentDraft(1, 5_000))
    found = [papers.data(papers.id_of(f" sk2026112200{n}"), "zh") for n in (1, 2, 3, 4)]
    assert [(one.amount, one.total, one.paid, one.owed) for one in found] == [
        (20_000, 100_000, 20_000, 80_000),
        (90_000, 100_000, 110_000, -10_000),
        (30_000, 100_000, 80_000, 20_000),
        (5_000, None, None, None),
    ]
    assert [(one.payer, one.purpose, one.way, one.belongs_to, one.receipt_number) for one in found[:1]] == [
        ("李强", "定金", "现金", "DD20261122001", "0012")
    ]
    with pytest.raises(PaymentNotFound):
        papers.data(9, "zh")
    with pytest.raises(NotFound):
        papers.id_of("SK1")
