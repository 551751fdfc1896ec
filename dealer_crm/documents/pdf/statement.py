"""The statement (对账单): what was open, what was added and paid, and what is open, to be confirmed by both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.grids import Column, Slot
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import translator


@dataclass(frozen=True)
class StatementRow:
    """One change in 分: above nothing owed, below nothing paid; `balance` is what is owed after it."""

    day: date
    kind: str
    number: str
    words: str
    amount: int
    balance: int


@dataclass(frozen=True)
class StatementData:
    """What paper and workbook say, labels in their language."""

    shop: ShopHead
    customer: str
    customer_number: str
    phone: str
    address: str
    order_number: str
    first: date | None
    last: date
    opening: int
    rows: tuple[StatementRow, ...]

    @property
    def closing(self) -> int:
        """Return what is owed at the end."""
        return self.rows[-1].balance if self.rows else self.opening


def statement_paper(data: StatementData, page: PageSetup) -> bytes:
    """Render the statement; same data, same bytes."""
    t = translator(page.language)
    period = f"{figures.day(data.first)} – {figures.day(data.last)}" if data.first else figures.day(data.last)
    heading = Heading(t.context("paper", "Statement of account"), data.customer_number, data.shop, subject=data.customer, beside=period)
    sheet = Sheet(page, heading, look=TIGHT)
    sheet.gap(4)
    _sums(sheet, data)
    _lines(sheet, data)
    sheet.add_note(t.context("paper", "Please compare with your own papers and tell us within seven days where something differs."))
    date_line = t("Date ____ - __ - __")
    shop = SignBox(t.context("paper", "Shop"), seal=t.context("paper", "Seal of the cashier"))
    sheet.signatures(
        [SignBox(t.context("paper", "Drawn up by")), shop, SignBox(t.context("paper", "Confirmed by the customer"))], date_line
    )
    return sheet.bytes()


def _sums(sheet: Sheet, data: StatementData) -> None:
    t, closing = sheet.t, data.closing
    last = t.context("paper", "Still owed") if closing >= 0 else t.context("paper", "In the customer's favour")
    added = sum(row.amount for row in data.rows if row.amount > 0)
    paid = -sum(row.amount for row in data.rows if row.amount < 0)
    who = [Slot(t.context("paper", "Customer"), data.customer, bold=True), Slot(t("Phone"), data.phone)]
    where = Slot(t("Address"), data.address, span=2)
    contract = [[Slot(t.context("paper", "Contract, order"), data.order_number, span=4)]] if data.order_number else []
    sheet.slots(
        [
            [*who, where],
            *contract,
            [
                Slot(t.context("paper", "Open before"), figures.yuan(data.opening)),
                Slot(t.context("paper", "Added"), figures.yuan(added)),
                Slot(t.context("paper", "Paid and credited"), figures.yuan(paid)),
                Slot(last, figures.yuan(abs(closing)), bold=True),
            ],
            [Slot(t.context("paper", "In words"), figures.amount_in_words(abs(closing), t), span=4)],
        ],
        (1, 1, 1, 1),
    )


def _lines(sheet: Sheet, data: StatementData) -> None:
    t = sheet.t
    amounts = [figures.money(one) for row in data.rows for one in (row.amount, row.balance)]
    widest = max([*amounts, figures.money(data.opening), "18,600.00"], key=len)
    columns = [
        Column(t.context("paper", "Day"), 0.1, fits=figures.SAMPLE_DAY),
        Column(t.context("paper", "What"), 2),
        Column(t.context("paper", "Document no."), 0.1, fits="DD20261128888", small=True),
        Column(t.context("paper", "Remark"), 2.4, small=True),
        Column(t.context("paper", "Added"), 0.1, fits=widest, align=Align.RIGHT),
        Column(t.context("paper", "Paid"), 0.1, fits=widest, align=Align.RIGHT),
        Column(t.context("paper", "Balance"), 0.1, fits=widest, align=Align.RIGHT, bold=True),
    ]
    rows = [
        (
            figures.day(row.day),
            row.kind,
            row.number,
            row.words,
            figures.money(row.amount) if row.amount >= 0 else "",
            figures.money(-row.amount) if row.amount < 0 else "",
            figures.money(row.balance),
        )
        for row in data.rows
    ]
    before = ("", t.context("paper", "Open before"), "", "", "", "", figures.money(data.opening))
    sheet.gap(7)
    sheet.table(columns, [before, *rows])
