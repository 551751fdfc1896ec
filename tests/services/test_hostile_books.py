"""Whatever was typed into an order, its changes, returns, claims and payments stands as plain text in its workbooks."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dealer_crm.domain.journal import Actor
from dealer_crm.domain.order_returns import ReturnDraft
from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.trade_ins import TradeInDraft
from dealer_crm.services.record_books.books import RecordBooks
from dealer_crm.services.statement import Statements, StatementSpec
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_ins import TradeIns
from dealer_crm.storage.database import Database
from tests.documents.hostile import strings
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.services.sold import Shop

FORMULAS = ("=1+1", "@SUM(A1)", "\t=cmd|' /C calc'!A0")


def _texts(content: bytes) -> tuple[set[str], set[str]]:
    """Return the kinds of the cells that hold words, and the words."""
    cells = [cell for sheet in load_workbook(BytesIO(content)).worksheets for row in sheet.iter_rows() for cell in row]
    words = [cell for cell in cells if isinstance(cell.value, str)]
    return {cell.data_type for cell in words}, {str(cell.value) for cell in words}


@pytest.mark.parametrize("text", FORMULAS)
def test_books_of_an_order_hold_what_was_typed_as_text(db: Database, clock: Clock, text: str) -> None:
    _check(Shop(db, clock), clock, text)


@pytest.mark.slow
def test_books_of_an_order_hold_every_hostile_text(db: Database, clock: Clock, corpora: Path) -> None:
    texts = [one[:300] for one in strings(corpora) if one.strip()]
    _check(Shop(db, clock), clock, *texts[::3])


def _check(shop: Shop, clock: Clock, *texts: str) -> None:
    db, claims = shop.db, TradeIns(shop.db, Actor, clock)
    first = texts[0]
    for text in texts:
        shop.payments.receive(PaymentDraft(1, 100, order_id=shop.order, receipt_number=text, note=text, payer=text))
        shop.changes.sign(shop.changes.create(shop.draft(reason=text, lines=(_line(text),), days=0)), clock.today, text)
        claims.add(TradeInDraft(shop.order, Trade().programs()[0].code, amount=1, old_unit=text, claim_number=text, note=text))
    shop.payments.receive(PaymentDraft(1, 50, PayKind.REFUND, order_id=shop.order, note=first))
    shop.deliver()
    shop.returns.take(ReturnDraft(shop.order, ((shop.lines[1], 1000),), reason=first))
    book = RecordBooks(db, clock, Trade()).workbook("order", shop.order, "zh").content
    account = Statements(db, clock, desk(db, clock)).workbook(StatementSpec(1), "zh")
    wanted = {change.reason for change in shop.changes.of_order(shop.order)}
    for content in (book, account):
        kinds, words = _texts(content)
        assert kinds == {"s"}
        assert {one for one in wanted if "\n" not in one} - words == set()


def _line(text: str) -> LineDraft:
    return replace(LineDraft(name="软管", quantity=1000, price=1), name=text, note=text, room=text, brand=text, model=text)
