"""The statement (对账单): what was open, what was added and paid, and what is open, to be confirmed by both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.frames import Heading
from dealer_crm.documents.pdf.grids import Column, Slot
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, Paper, ShopHead
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
    """Render the statement; same data, same bytes. On A5 it lies on its side."""
    page = replace(page, paper=Paper.A5_LANDSCAPE) if page.paper is Paper.A5 else page
    return in_copies(page, partial(_built, data))


def _built(data: StatementData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    period = f"{figures.day(data.first)} – {figures.day(data.last)}" if data.first else figures.day(data.last)
    heading = Heading(t.context("paper", "Statement of account"), data.customer_number, data.shop, subject=data.customer, beside=period)
    sheet = Sheet(page, heading, look=TIGHT)
    sheet.gap(4)
    _sums(sheet, data)
    _lines(sheet, data)
    if sheet.shows("terms"):
        usual = t.context("paper", "Please compare with your own papers and tell us within seven days where something differs.")
        sheet.add_note(sheet.said("terms", usual))
    signs = {
        "drawn_up": SignBox(t.context("paper", "Drawn up by")),
        "shop": SignBox(t.context("paper", "Shop"), seal=t.context("paper", "Seal of the cashier")),
        "customer": SignBox(t.context("paper", "Confirmed by the customer")),
    }
    sheet.signatures(signs, t("Date ____ - __ - __"))
    return sheet


def _sums(sheet: Sheet, data: StatementData) -> None:
    t, closing = sheet.t, data.closing
    last = t.context("paper", "Still owed") if closing >= 0 else t.context("paper", "In the customer's favour")
    added = sum(row.amount for row in data.rows if row.amount > 0)
    paid = -sum(row.amount for row in data.rows if row.amount < 0)
    who = [Slot(t.context("paper", "Customer"), data.customer, bold=True), Slot(t("Phone"), data.phone)]
    where = Slot(t("Address"), data.address, span=2)
    contract = [[Slot(t.context("paper", "Contract, order"), data.order_number, span=4)]] if data.order_number else []
    words = [[Slot(t.context("paper", "In words"), figures.amount_in_words(abs(closing), t), span=4)]] if sheet.shows("in_words") else []
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
            *words,
        ],
        (1, 1, 1, 1),
    )


def _lines(sheet: Sheet, data: StatementData) -> None:
    t = sheet.t
    amounts = [figures.money(one) for row in data.rows for one in (row.amount, row.balance)]
    widest = max([*amounts, figures.money(data.opening), "18,600.00"], key=len)
    columns = sheet.columns(
        {
            "day": Column(t.context("paper", "Day"), 0.1, fits=figures.SAMPLE_DAY),
            "kind": Column(t.context("paper", "What"), 2),
            "number": Column(t.context("paper", "Document no."), 0.1, fits="DD20261128888", small=True),
            "note": Column(t.context("paper", "Remark"), 2.4, small=True),
            "added": Column(t.context("paper", "Added"), 0.1, fits=widest, align=Align.RIGHT),
            "paid": Column(t.context("paper", "Paid"), 0.1, fits=widest, align=Align.RIGHT),
            "balance": Column(t.context("paper", "Balance"), 0.1, fits=widest, align=Align.RIGHT, bold=True),
        }
    )
    before = {**dict.fromkeys(columns, ""), "kind": t.context("paper", "Open before"), "balance": figures.money(data.opening)}
    rows = [before, *(_cells(row) for row in data.rows)]
    sheet.gap(7)
    sheet.table(list(columns.values()), [[row[code] for code in columns] for row in rows])


def _cells(row: StatementRow) -> dict[str, str]:
    return {
        "day": figures.day(row.day),
        "kind": row.kind,
        "number": row.number,
        "note": row.words,
        "added": figures.money(row.amount) if row.amount >= 0 else "",
        "paid": figures.money(-row.amount) if row.amount < 0 else "",
        "balance": figures.money(row.balance),
    }
