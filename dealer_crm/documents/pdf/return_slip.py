"""The return slip (退货单, 换货单): what came back, what is charged for it, what is delivered instead and what is given back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures, grids
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.fonts import printable, width
from dealer_crm.documents.pdf.frames import Heading
from dealer_crm.documents.pdf.grids import Band, Column, Slot
from dealer_crm.documents.pdf.heads import CentredHead
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM, LOW
from dealer_crm.documents.pdf.note_pages import NotePages
from dealer_crm.documents.pdf.note_sums import Lines, counted, total_row
from dealer_crm.documents.pdf.pages import PageSetup, Paper, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.domain.deliveries import shown_quantity
from dealer_crm.domain.order_returns import ReturnKind
from dealer_crm.i18n import Translator, translator

_ABOVE = 2.6
_FIRST, _SECOND, _PARTS = 0.33, 0.6, 0.4
"""Where what stands above and below the table is divided, in parts of the width."""
_LEAST_LINES, _MANY_SERIALS, _AROUND = 4, 8, 16.0


@dataclass(frozen=True)
class ReturnSlipLine:
    """Goods that came back: `quantity` in thousandths, `price` and `amount` in 分."""

    goods: str
    spec: str
    unit: str
    quantity: int
    price: int
    amount: int
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReturnSlipData:
    """What the paper prints, amounts in 分: `off` comes off the price (below nothing: more), `owed` is open now (below nothing: his)."""

    shop: ShopHead
    number: str
    kind: ReturnKind
    contract: str
    customer: str
    phone: str
    address: str
    day: date
    reason: str
    lines: tuple[ReturnSlipLine, ...]
    off: int
    fee: int
    total: int
    paid: int
    owed: int
    instead: str = ""
    staff: str = ""


def return_slip(data: ReturnSlipData, page: PageSetup) -> bytes:
    """Render the paper; same data, same bytes. On A5 it lies on its side."""
    page = replace(page, paper=Paper.A5_LANDSCAPE) if page.paper is Paper.A5 else page
    return in_copies(page, partial(_built, data))


def _built(data: ReturnSlipData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    exchange = data.kind is ReturnKind.EXCHANGE
    title = t("Exchange slip") if exchange else t("Return slip")
    heading = Heading(title, data.number, data.shop, subject=data.customer, day=data.day, usual=not exchange)
    look = LOW if page.paper.low else replace(FORM, above=_ABOVE)
    sheet = Sheet(page, heading, look=look, head=CentredHead())
    columns = sheet.columns(_columns(t, data, prices=page.copy.prices))
    edges = grids.column_edges(list(columns.values()), sheet.edges, sheet.look)
    note, lines = NotePages(sheet, list(columns.values()), edges, tight=page.paper.low), Lines(tuple(columns), edges)
    _party(sheet, note, data, lines, low=page.paper.low)
    if data.instead:
        note.sum_row([Slot(t.context("paper", "Delivered instead"), data.instead, bold=True)], [edges[0], edges[-1]])
    if page.copy.prices:
        _sums(sheet, note, data, lines, low=page.paper.low)
    else:
        count = counted((line.unit, line.quantity) for line in data.lines)
        note.sum_row([Slot(t.context("paper", "Total"), count, bold=True)], [edges[0], edges[-1]], large=True)
    if sheet.shows("terms") and (terms := sheet.said("terms")):
        note.terms(terms)
    thirds = grids.shared_edges((1, 1, 1), sheet.edges)
    note.signatures(_signs(data, t, low=page.paper.low), thirds)
    note.write(list(_rows(sheet, data, list(columns))), _LEAST_LINES)
    return sheet


def _party(sheet: Sheet, note: NotePages, data: ReturnSlipData, lines: Lines, *, low: bool) -> None:
    """Tell whose goods came back and why; the cells share the table's lines where these are near."""
    t = sheet.t
    rows = [
        [
            Slot(t.context("paper", "Customer"), data.customer, bold=True),
            Slot(t.context("paper", "Contract, order"), data.contract),
            Slot(t("Phone"), data.phone),
        ],
        [Slot(t("Address"), data.address, span=3)],
    ]
    if sheet.shows("reason"):
        reason = Slot(t.context("paper", "Reason"), data.reason, span=3, bold=True)
        rows[1:] = [[replace(rows[1][0], span=2), replace(reason, span=1)]] if low else [*rows[1:], [reason]]
    note.party(rows, [lines.edges[0], lines.near(_FIRST), lines.near(_SECOND), lines.edges[-1]])


def _columns(t: Translator, data: ReturnSlipData, *, prices: bool) -> dict[str, Column]:
    columns = {
        "position": Column(t.context("paper", "#"), 0.1, "88", Align.CENTRE),
        "goods": Column(t.context("paper", "Goods"), 3.4, bold=True),
        "spec": Column(t.context("paper", "Specification"), 2, small=True),
        "serials": Column(t.context("paper", "Serial number"), 2.4, small=True),
        "unit": Column(t.context("paper", "Unit"), 0.1, t.context("paper", "Unit"), Align.CENTRE),
        "quantity": Column(t.context("paper", "Quantity"), 0.1, "12.345", Align.RIGHT, bold=True),
    }
    if prices:
        columns["price"] = Column(t.context("paper", "Unit price"), 0.1, "18,600.00", Align.RIGHT)
        amount = max("118,600.00", figures.yuan(data.off - data.fee), key=len)
        columns["amount"] = Column(t.context("paper", "Amount"), 0.1, amount, Align.RIGHT, bold=True)
    return columns


def _rows(sheet: Sheet, data: ReturnSlipData, columns: Sequence[str]) -> Iterator[Sequence[str] | Band]:
    """Yield the lines; the serial numbers of many machines on one line stand across the table below it."""
    for at, line in enumerate(data.lines, 1):
        many = len(line.serials) > _MANY_SERIALS and "serials" in columns
        cells = _cells(at, replace(line, serials=()) if many else line)
        yield [cells[code] for code in columns]
        if many:
            yield Band("  ".join((sheet.t.context("paper", "Serial number"), *line.serials)))


def _cells(at: int, line: ReturnSlipLine) -> dict[str, str]:
    return {
        "position": str(at),
        "goods": line.goods,
        "spec": line.spec,
        "serials": "  ".join(line.serials),
        "unit": line.unit,
        "quantity": shown_quantity(line.quantity),
        "price": figures.money(line.price),
        "amount": figures.money(line.amount),
    }


def _sums(sheet: Sheet, note: NotePages, data: ReturnSlipData, lines: Lines, *, low: bool) -> None:
    """Tell what comes off the price and is charged, and what is open of the order after that."""
    t, ends = sheet.t, [lines.edges[0], lines.edges[-1]]
    parts = ((t.context("paper", "Comes off the price"), data.off), (t.context("paper", "Charged"), data.fee))
    if sheet.shows("sums") and (share := _share(data)):
        goods = (t.context("paper", "Goods as listed"), sum(line.amount for line in data.lines))
        note.sum_row([Slot("", _listed((goods, (t.context("paper", "Their share of discount, rounding and tax"), share))))], ends)
    sums = [Slot("", _listed(parts), bold=True)] if sheet.shows("sums") else []
    account = [Slot(t.context("paper", "Account of the order"), _account(data, t))] if sheet.shows("account") else []
    if low and sums and account:
        note.sum_row(*_side_by_side(sheet, (sums[0], account[0]), lines))
        account = []
    elif sums:
        note.sum_row(sums, ends)
    if sums:
        total_row(sheet, note, t.context("paper", "Net"), data.off - data.fee, lines)
    if account:
        note.sum_row(account, ends)


def _side_by_side(sheet: Sheet, slots: tuple[Slot, Slot], lines: Lines) -> tuple[list[Slot], list[float]]:
    """Return both with the lines between which they stand; where they need it, the right one begins later and without its label."""
    sums, account = slots
    look, (left, right) = sheet.look, (lines.edges[0], lines.edges[-1])
    taken = left + width(printable(sums.value), look.value.size, bold=True) + _AROUND
    labelled = width(account.label, look.label.size) + width(printable(account.value), look.value.size) + _AROUND
    middle = lines.near(_PARTS)
    if taken <= middle and labelled <= right - middle:
        return [sums, account], [left, middle, right]
    return [sums, replace(account, label="")], [left, min(max(taken, middle), (left + right) / 2), right]


def _share(data: ReturnSlipData) -> int:
    """Return what comes off the price beyond the goods, in 分: their part of discount and rounding, or of the tax on top.

    An exchange leaves these with the order; what it comes to is the difference of the goods.
    """
    return 0 if data.kind is ReturnKind.EXCHANGE else data.off - sum(line.amount for line in data.lines)


def _account(data: ReturnSlipData, t: Translator) -> str:
    """Return what the order comes to, what was paid for it, and what is open now."""
    last = t.context("paper", "Still owed") if data.owed >= 0 else t.context("paper", "To give back")
    parts = ((t.context("paper", "Total"), data.total), (t.context("paper", "Paid"), data.paid), (last, abs(data.owed)))
    return _listed(parts)


def _listed(amounts: Iterable[tuple[str, int]]) -> str:
    return "   ".join(f"{name} {figures.yuan(amount)}" for name, amount in amounts)


def _signs(data: ReturnSlipData, t: Translator, *, low: bool) -> dict[str, SignBox]:
    day = t("Date ____ - __ - __")
    taken = SignBox(t.context("paper", "Goods taken back by"), name=data.staff, date_line=day)
    return {
        "taken_back": taken.closer() if low else taken,
        "customer": SignBox(t.context("paper", "Customer"), date_line=day),
        "shop": SignBox(t.context("paper", "For the shop"), date_line=day, seal=t.context("paper", "Seal")),
    }
