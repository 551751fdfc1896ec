"""The workbook of an order says what its page says, read back by another library."""

from collections.abc import Callable
from io import BytesIO

from python_calamine import CalamineWorkbook

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import LineDraft, LineGroup, OrderDraft, TaxMode
from dealer_crm.domain.pay_plan import NodeDraft, PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.trade_ins import TradeInDraft
from dealer_crm.services.customers import Customers
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.services.record_books.books import RecordBooks
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_ins import TradeIns
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock

LINE = LineDraft("挂机", price=329_900, list_price=349_900, group=LineGroup.UNITS, room="客厅", note="=1+1")


def test_order_book_has_groups_rooms_sums_plan_and_claims(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    draft = OrderDraft(1, (LINE,), discount=9_900, rounding=3, tax_mode=TaxMode.ADDED, tax_rate=100, nodes=(NodeDraft(PayKind.BALANCE),))
    Orders(db, actor, clock).create(draft)
    Payments(db, actor, clock).receive(PaymentDraft(1, 100_000, order_id=1))
    TradeIns(db, actor, clock).add(TradeInDraft(1, "state_trade_in", line_id=1, amount=50_000))
    book = RecordBooks(db, clock, Trade()).workbook("order", 1, "zh")
    cells = [cell for row in CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python() for cell in row]
    for said in (
        "主机与室内外机",
        "客厅",
        "=1+1",
        3499.0,
        3299.0,
        99.0,
        0.03,
        32.0,
        3231.97,
        500.0,
        2731.97,
        1000.0,
        1731.97,
        "国补·以旧换新",
    ):
        assert said in cells, said
