"""The quotation (报价单): what is offered, group by group, for how much, until when, and what is not in it (domain.md 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.frames import Heading
from dealer_crm.documents.pdf.grids import Band, Column, Field, Row, Slot
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, Paper, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import Translator, translator

_REMARK_LABELS = 0.14
_FULL = 100


@dataclass(frozen=True)
class OfferLine:
    """One line: quantity in thousandths of its unit, price and list price of one unit and amount in 分."""

    product: str
    model: str = ""
    room: str = ""
    unit: str = ""
    quantity: int = 1000
    price: int = 0
    amount: int = 0
    list_price: int | None = None
    note: str = ""


@dataclass(frozen=True)
class OfferPart:
    """The lines of one group and what they come to."""

    title: str
    lines: tuple[OfferLine, ...]
    amount: int


@dataclass(frozen=True)
class QuoteSheetData:
    """What the sheet prints; the customer gets it, so it holds no cost. Titles are in the language of the page.

    `subtotals` and `beside` are names with amounts in 分, in the order they are read; `total` is what the customer pays.
    """

    shop: ShopHead
    number: str
    version: int
    customer: str
    day: date
    valid_until: date
    phone: str = ""
    address: str = ""
    area: str = ""
    system: str = ""
    designer: str = ""
    seller: str = ""
    parts: tuple[OfferPart, ...] = ()
    subtotals: tuple[tuple[str, int], ...] = ()
    beside: tuple[tuple[str, int], ...] = ()
    total: int = 0
    remarks: tuple[tuple[str, str], ...] = ()
    show_prices: bool = True


@dataclass(frozen=True)
class DifferenceLine:
    """One line of a comparison: what it was and what it is, amounts in 分, None where there was or is nothing."""

    change: str
    product: str
    room: str
    before: str
    after: str
    before_amount: int | None
    after_amount: int | None

    @property
    def difference(self) -> int:
        """Return by how much it costs more."""
        return (self.after_amount or 0) - (self.before_amount or 0)


@dataclass(frozen=True)
class QuoteDifferenceData:
    """Two versions side by side: the lines that differ, and what the customer pays, in 分."""

    shop: ShopHead
    number: str
    customer: str
    versions: tuple[int, int]
    days: tuple[date, date]
    lines: tuple[DifferenceLine, ...]
    totals: tuple[int, int]
    same: int = 0


def quote_sheet(data: QuoteSheetData, page: PageSetup) -> bytes:
    """Render the quotation; same data, same bytes. On A5 it lies on its side."""
    page = replace(page, paper=Paper.A5_LANDSCAPE) if page.paper is Paper.A5 else page
    return in_copies(page, partial(_offer, data))


def _offer(data: QuoteSheetData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    version = t.context("paper", "Version {n}").format(n=data.version)
    sheet = Sheet(page, Heading(t.context("paper", "Quotation"), data.number, data.shop, subject=data.customer, beside=version), look=TIGHT)
    money = page.copy.prices
    _party(sheet, data)
    sheet.gap(6)
    columns = sheet.columns(_columns(sheet, data, prices=data.show_prices and money))
    sheet.table(list(columns.values()), _rows(data, t, list(columns), money=money))
    if money:
        _sums(sheet, data)
    _remarks(sheet, data)
    _signatures(sheet, data)
    return sheet


def quote_difference(data: QuoteDifferenceData, page: PageSetup) -> bytes:
    """Render what differs between two versions; same data, same bytes."""
    page = replace(page, paper=Paper.A5_LANDSCAPE) if page.paper is Paper.A5 else page
    return in_copies(page, partial(_difference, data))


def _difference(data: QuoteDifferenceData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    beside = t.context("paper", "Version {before} → {after}").format(before=data.versions[0], after=data.versions[1])
    title = t.context("paper", "Changes of the quotation")
    sheet = Sheet(page, Heading(title, data.number, data.shop, data.customer, beside, usual=False), look=TIGHT)
    before, after = (
        t.context("paper", "Version {n} of {day}").format(n=number, day=figures.day(day))
        for number, day in zip(data.versions, data.days, strict=True)
    )
    sheet.slots([[Slot(t.context("paper", "Customer"), data.customer, bold=True)]], (1,))
    sheet.gap(6)
    _changed_lines(sheet, data, before, after, prices=page.copy.prices)
    sheet.add_note(t.plural("{n} line is the same in both.", "{n} lines are the same in both.", data.same).format(n=data.same))
    if page.copy.prices:
        sums = [
            Slot(before, figures.yuan(data.totals[0]), bold=True),
            Slot(after, figures.yuan(data.totals[1]), bold=True),
            Slot(t.context("paper", "Difference"), _signed(data.totals[1] - data.totals[0]), bold=True),
        ]
        sheet.gap(6)
        sheet.slots([sums], (1, 1, 1))
    return sheet


def _changed_lines(sheet: Sheet, data: QuoteDifferenceData, before: str, after: str, *, prices: bool) -> None:
    """Add the lines that differ; what they were and are is said with its price, so a copy without prices only names them."""
    t = sheet.t
    longest = max((_signed(line.difference) for line in data.lines), key=len, default="")
    columns = [
        Column(t.context("paper", "What changed"), 0.1, fits=t("Changed line")),
        Column(t.context("paper", "Goods"), 3),
        Column(t.context("paper", "Room"), 1.2, small=True),
        Column(before, 2.6, small=True),
        Column(after, 2.6, small=True),
        Column(t.context("paper", "Difference"), 0.1, fits=longest, align=Align.RIGHT, bold=True),
    ]
    rows = [(x.change, x.product, x.room, x.before, x.after, _signed(x.difference)) for x in data.lines]
    rows = rows or [("", t.context("paper", "No line differs"), "", "", "", "")]
    shown = len(columns) if prices else 3
    sheet.table(columns[:shown], [row[:shown] for row in rows])


def _party(sheet: Sheet, data: QuoteSheetData) -> None:
    t = sheet.t
    until = t.context("paper", "{day} (that day included)").format(day=figures.day(data.valid_until))
    address = Slot(t.context("paper", "Address of the project"), data.address, span=3)
    rows = [
        [
            Slot(t.context("paper", "Customer"), data.customer, bold=True),
            Slot(t("Phone"), data.phone),
            Slot(t.context("paper", "Date of the quotation"), figures.day(data.day)),
            Slot(t.context("paper", "Valid until"), until, bold=True),
        ],
        [address, Slot(t("Area"), data.area)],
    ]
    if sheet.shows("system"):
        system = Slot(t.context("paper", "System"), data.system, span=2)
        rows.append([system, Slot(t("Designer"), data.designer), Slot(t.context("paper", "Sales"), data.seller)])
    sheet.slots(rows, (1.2, 1.2, 1, 1.4))


def _columns(sheet: Sheet, data: QuoteSheetData, *, prices: bool) -> dict[str, Column]:
    t = sheet.t
    lines = [line for part in data.parts for line in part.lines]
    columns = {
        "position": Column(t.context("paper", "#"), 0.1, fits=str(max(len(lines), 10)), align=Align.CENTRE),
        "room": Column(t.context("paper", "Room"), 1.1, small=True),
        "product": Column(t.context("paper", "Goods"), 2.4),
        "model": Column(t.context("paper", "Model and specification"), 2.8, small=True),
        "unit": Column(t.context("paper", "Unit"), 0.1, fits=t.context("paper", "Unit"), align=Align.CENTRE),
        "quantity": Column(t.context("paper", "Qty"), 0.1, fits="46.5", align=Align.RIGHT),
    }
    if prices:
        columns["price"] = Column(t.context("paper", "Price"), 0.1, fits="1,860.00", align=Align.RIGHT)
        if any(line.list_price for line in lines):
            columns["share"] = Column(t.context("paper", "% of list"), 0.1, fits="95%", align=Align.RIGHT)
        columns["amount"] = Column(t.context("paper", "Amount"), 0.1, fits="18,600.00", align=Align.RIGHT, bold=True)
    if any(line.note for line in lines):
        columns["note"] = Column(t.context("paper", "Note"), 1.6, small=True)
    return columns


def _rows(data: QuoteSheetData, t: Translator, columns: Sequence[str], *, money: bool) -> list[Row]:
    found: list[Row] = []
    number = 0
    for part in data.parts:
        title = t.context("paper", "{group}: {amount}").format(group=part.title, amount=figures.yuan(part.amount)) if money else part.title
        found.append(Band(title))
        for line in part.lines:
            number += 1
            cells = _cells(number, line)
            found.append([cells[code] for code in columns])
    return found


def _cells(number: int, line: OfferLine) -> dict[str, str]:
    return {
        "position": str(number),
        "room": line.room,
        "product": line.product,
        "model": line.model,
        "unit": line.unit,
        "quantity": figures.quantity(line.quantity),
        "price": figures.money(line.price),
        "share": _share(line),
        "amount": figures.money(line.amount),
        "note": line.note,
    }


def _share(line: OfferLine) -> str:
    return f"{round(line.price * _FULL / line.list_price)}%" if line.list_price else ""


def _sums(sheet: Sheet, data: QuoteSheetData) -> None:
    t = sheet.t
    beside = (*data.subtotals, *data.beside) if sheet.shows("subtotals") else ()
    named = [Slot(title, figures.yuan(amount)) for title, amount in beside]
    across = 4
    rows = [named[start : start + across] for start in range(0, len(named), across)]
    if rows:
        rows[-1][-1] = replace(rows[-1][-1], span=across - len(rows[-1]) + 1)
    words = Slot(t.context("paper", "Total in words"), figures.amount_in_words(data.total, t), span=across - 1, bold=True)
    total = Slot(t.context("paper", "Total"), figures.yuan(data.total), bold=True)
    sheet.gap(6)
    sheet.slots([*rows, [words, total]], (1,) * across)


def _remarks(sheet: Sheet, data: QuoteSheetData) -> None:
    written = [[Field(title, text)] for title, text in data.remarks if text]
    if written and sheet.shows("remarks"):
        sheet.gap(6)
        sheet.fields(written, label_share=_REMARK_LABELS)
    if terms := sheet.said("terms"):
        sheet.add_note(terms)


def _signatures(sheet: Sheet, data: QuoteSheetData) -> None:
    t = sheet.t
    day = t("Date ____ - __ - __")
    boxes = {
        "seller": SignBox(t.context("paper", "Quoted by"), name=data.seller),
        "shop": SignBox(t.context("paper", "Shop (seal)")),
        "customer": SignBox(t.context("paper", "Customer, agreed")),
    }
    sheet.signatures(boxes, day, height=46)


def _signed(fen: int) -> str:
    return figures.money(fen) if fen <= 0 else f"+{figures.money(fen)}"
