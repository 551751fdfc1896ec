"""Change orders, returns and receipts are found by their numbers, with the order in which they stand."""

import pytest

from dealer_crm.domain.order_returns import ReturnDraft
from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.services.numbered_papers import NumberedPapers, PaperOf
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.sold import Shop


@pytest.mark.parametrize("digits", ["20", "{day}", "{day}001"])
def test_papers_of_an_order_are_found_by_their_number(db: Database, clock: Clock, digits: str) -> None:
    shop, begins = Shop(db, clock), digits.format(day=f"{clock.today:%Y%m%d}")
    shop.payments.receive(PaymentDraft(1, 5_000, order_id=shop.order))
    shop.changes.create(shop.draft(lines=(LineDraft(name="软管", quantity=1000, price=5_000),), days=0))
    shop.deliver()
    shop.returns.take(ReturnDraft(shop.order, ((shop.lines[1], 1000),), reason="多了", fee=1_00))
    number, papers = shop.file.number, NumberedPapers(db)
    found = [papers.beginning(kind, begins, 3)[0] for kind in PaperOf]
    assert [one.number[:2] for one in found] == ["ZQ", "TH", "SK"]
    assert [(one.customer, one.order_id, one.order_number) for one in found] == [("王芳", shop.order, number)] * 3
    assert [one.amount for one in found] == [5_000, 1_00 - shop.returns.of_order(shop.order)[0].amount, 5_000]


def test_money_for_no_order_has_none_and_another_day_is_not_found(db: Database, clock: Clock) -> None:
    shop, papers = Shop(db, clock), NumberedPapers(db)
    for _ in range(4):
        shop.payments.receive(PaymentDraft(1, 5_000))
    found = papers.beginning(PaperOf.PAYMENT, "20", 3)
    assert [(one.number[-3:], one.order_id, one.order_number) for one in found] == [("004", None, ""), ("003", None, ""), ("002", None, "")]
    assert papers.beginning(PaperOf.PAYMENT, "1999", 3) == papers.beginning(PaperOf.CHANGE, "20", 3) == []
