"""The money of a day (日结) on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.cash_closing import CashClosing, CashDay
from dealer_crm.services.money import Money, MoneyDay, ReceiptRow
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.money_sheet import DrawerBlock, MoneySheetData, ReceiptLine
    from dealer_crm.services.paper_desk import PaperDesk


class MoneyPapers:
    """The day's account; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], money: Money, desk: PaperDesk) -> None:
        self._now, self._money, self._desk = now, money, desk
        self._closing = CashClosing(db, Actor, now)
        self._shop = ShopData(db, Actor)

    def money_sheet(self, on: date, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the account of a day as a PDF, with the cash that was still out on its evening."""
        from dealer_crm.documents.pdf.money_sheet import money_sheet

        return money_sheet(self.data(on, language), self._desk.setup("money_sheet", choice, language, printed_by))

    def data(self, on: date, language: str) -> MoneySheetData:
        """Return what the sheet prints."""
        from dealer_crm.documents.pdf.money_sheet import HeldLine, MoneySheetData, TakingsLine
        from dealer_crm.services.shop_head import shop_head

        t, day = translator(language), self._money.day(on)
        nobody = t("Nobody named")
        return MoneySheetData(
            shop_head(self._shop.shop()),
            on,
            by_way=tuple(TakingsLine(label(line.way, t), line.count, line.total) for line in day.by_way),
            by_staff=tuple(
                TakingsLine(line.staff or nobody, line.count, line.total, _cash(day, line.staff_id)) for line in day.by_staff if line.count
            ),
            held=tuple(HeldLine(row.staff or nobody, row.amount, row.paid_on, row.customer, row.number) for row in day.cash_out),
            receipts=tuple(_receipts(day.receipts, t)),
            drawer=_drawer(self._closing.day(on)),
        )


def _drawer(day: CashDay) -> DrawerBlock:
    from dealer_crm.documents.pdf.money_sheet import DrawerBlock

    sums, closed = day.sums, day.closed
    known = (sums.opening, sums.came_in, sums.given_back, sums.expected)
    if closed is None:
        return DrawerBlock(*known)
    return DrawerBlock(*known, closed.counted, closed.taken_out, closed.staff, closed.note)


def _cash(day: MoneyDay, staff_id: int | None) -> int:
    return sum(row.amount for row in day.receipts if row.way is PayWay.CASH and row.staff_id == staff_id)


def _receipts(rows: Iterable[ReceiptRow], t: Translator) -> Iterable[ReceiptLine]:
    from dealer_crm.documents.pdf.money_sheet import ReceiptLine

    for row in rows:
        yield ReceiptLine(
            row.number,
            row.amount,
            customer=row.customer,
            order_number=row.order_number,
            kind=label(row.kind, t),
            way=label(row.way, t),
            staff=row.staff,
        )
