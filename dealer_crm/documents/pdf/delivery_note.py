"""The delivery note (送货单): what is handed over, for how much, and who received it (domain.md 2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from dealer_crm.documents.pdf import figures, grids
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.dispatch_sheet import Signed
from dealer_crm.documents.pdf.fonts import printable, width
from dealer_crm.documents.pdf.frames import Heading
from dealer_crm.documents.pdf.grids import Band, Column, Slot
from dealer_crm.documents.pdf.heads import CentredHead
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM, LOW, PAD, Look
from dealer_crm.documents.pdf.note_pages import NotePages
from dealer_crm.documents.pdf.note_sums import Lines, counted, total_row
from dealer_crm.documents.pdf.pages import PageSetup, Paper, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import translator

LINES_PER_FORM = 8
"""So many lines stand on a form of 5.5 inches; shorter notes are struck down to the same end."""
_A4_ABOVE = 2.6
_LONG_MODEL, _MANY_SERIALS = 60, 8
_FIRST, _MIDDLE, _COUNTS = 0.2, 0.51, 0.45
"""Where what stands above and below the table is divided, in parts of the width."""
_AROUND = 2 * PAD + 6


@dataclass(frozen=True)
class DeliveryLine:
    """One kind of goods: quantity in thousandths of its unit, price and amount in 分."""

    product: str
    model: str = ""
    unit: str = ""
    quantity: int = 1000
    price: int | None = None
    amount: int | None = None
    serials: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class DeliveryNoteData:
    """What the note prints; the customer signs it, so it holds no cost and no note of the shop.

    A return has negative quantities and amounts. Without `show_prices` no amount is printed at all. `paid`, `due_now` and `owed`
    are of the whole order and printed where they are known, after what was `agreed` where the note has only a part of it.
    `received` = the customer has signed for it: his name, the day, and the signature where one was drawn.
    """

    shop: ShopHead
    number: str
    customer: str
    day: date | None = None
    phones: tuple[str, ...] = ()
    address: str = ""
    order_number: str = ""
    seller: str = ""
    carrier: str = ""
    made_by: str = ""
    made_at: datetime | None = None
    lines: tuple[DeliveryLine, ...] = ()
    is_return: bool = False
    show_prices: bool = True
    agreed: int | None = None
    paid: int | None = None
    due_now: int | None = None
    owed: int | None = None
    terms: str = ""
    received: Signed | None = None


def delivery_note(data: DeliveryNoteData, page: PageSetup) -> bytes:
    """Render the note; same data, same bytes. On A5 it lies on its side."""
    page = replace(page, paper=Paper.A5_LANDSCAPE) if page.paper is Paper.A5 else page
    return in_copies(page, partial(_built, data))


def _built(data: DeliveryNoteData, page: PageSetup) -> Sheet:
    data = data if page.copy.prices else replace(data, show_prices=False)
    t = translator(page.language)
    title = t.context("paper", "Return note") if data.is_return else t.context("paper", "Delivery note")
    heading = Heading(title, data.number, data.shop, subject=data.customer, day=data.day, usual=not data.is_return)
    sheet = Sheet(page, heading, look=_look(page.paper), head=CentredHead())
    columns = sheet.columns(_columns(sheet, data))
    edges = grids.column_edges(list(columns.values()), sheet.edges, sheet.look)
    most = LINES_PER_FORM if page.paper is Paper.CONT_241x140 else 0
    note = NotePages(sheet, list(columns.values()), edges, most_lines=most, tight=page.paper.low)
    lines = Lines(tuple(columns), edges)
    _party(sheet, note, data, lines)
    if sheet.shows("sums"):
        _sums(sheet, note, data, lines)
    if sheet.shows("terms"):
        note.terms(sheet.said("terms", data.terms or _terms(sheet)))
    first, middle = lines.near(_FIRST), lines.near(_MIDDLE)
    note.signatures(_signatures(sheet, data, low=page.paper.low), [edges[0], first, (first + middle) / 2, middle, edges[-1]])
    note.write(list(_rows(sheet, data, list(columns))), LINES_PER_FORM)
    return sheet


def _look(paper: Paper) -> Look:
    return replace(FORM, above=_A4_ABOVE) if paper is Paper.A4 else LOW if paper.low else FORM


def _columns(sheet: Sheet, data: DeliveryNoteData) -> dict[str, Column]:
    t = sheet.t
    quantities = _longest([figures.quantity(line.quantity) for line in data.lines], "46.5")
    long = any(len(line.model) > _LONG_MODEL for line in data.lines)
    columns = {
        "position": Column(t.context("paper", "#"), 0.1, fits="88", align=Align.CENTRE),
        "product": Column(t.context("paper", "Goods"), 2.7, small=long),
        "model": Column(t.context("paper", "Model and specification"), 7 if long else 4.3, small=long),
        "unit": Column(t.context("paper", "Unit"), 0.1, fits=t.context("paper", "Unit"), align=Align.CENTRE),
        "quantity": Column(t.context("paper", "Qty"), 0.1, fits=quantities, align=Align.RIGHT, bold=True),
    }
    if data.show_prices:
        prices = _longest([figures.money(line.price) for line in data.lines], "18,600.00")
        amounts = _longest([*(figures.money(line.amount) for line in data.lines), figures.yuan(total_of(data))], "18,600.00")
        columns["price"] = Column(t.context("paper", "Price"), 0.1, fits=prices, align=Align.RIGHT)
        columns["amount"] = Column(t.context("paper", "Amount"), 0.1, fits=amounts, align=Align.RIGHT, bold=True)
    return {**columns, "serials": Column(t.context("paper", "Serial number, place"), 3.9, small=True)}


def _rows(sheet: Sheet, data: DeliveryNoteData, columns: Sequence[str]) -> Iterator[Sequence[str] | Band]:
    """Yield the lines; the serial numbers of many machines on one line stand across the table below it."""
    for number, line in enumerate(data.lines, 1):
        many = len(line.serials) > _MANY_SERIALS and "serials" in columns
        cells = _cells(number, replace(line, serials=()) if many else line)
        yield [cells[code] for code in columns]
        if many:
            yield Band(_labelled(sheet.t.context("paper", "Serial number"), "  ".join(line.serials)))


def _cells(number: int, line: DeliveryLine) -> dict[str, str]:
    return {
        "position": str(number),
        "product": line.product,
        "model": line.model,
        "unit": line.unit,
        "quantity": figures.quantity(line.quantity),
        "price": figures.money(line.price),
        "amount": figures.money(line.amount),
        "serials": "  ".join(filter(None, (" ".join(line.serials), line.place))),
    }


def _party(sheet: Sheet, note: NotePages, data: DeliveryNoteData, lines: Lines) -> None:
    """Tell who gets it where and who brings it; the cells share the table's lines where these are near."""
    t = sheet.t
    returned = data.is_return
    person = t.context("paper", "Returned by") if returned else t.context("paper", "Consignee")
    carrier = t.context("paper", "Collected by") if returned else t.context("paper", "Carrier")
    sales = _labelled(t.context("paper", "Sales"), data.seller)
    contract = Slot(t.context("paper", "Contract"), data.order_number, aside=sales)
    where = [
        Slot(t("Address"), data.address, span=2, bold=True),
        Slot(carrier, data.carrier, aside=t.context("paper", "Arrived __:__")),
    ]
    customer, phone = Slot(person, data.customer, bold=True), Slot(t("Phone"), t.context("paper", ", ").join(data.phones), bold=True)
    rows = [[customer, phone, contract], where]
    taken = width(printable(data.customer), sheet.look.value.size, bold=True) + width(person, sheet.look.label.size) + _AROUND
    if taken > lines.near(_FIRST) - lines.edges[0] or len(data.phones) > 1:
        rows = [[replace(customer, span=2), contract], where, [replace(phone, span=3)]]
    note.party(rows, [lines.edges[0], lines.near(_FIRST), lines.near(_MIDDLE), lines.edges[-1]])


def _sums(sheet: Sheet, note: NotePages, data: DeliveryNoteData, lines: Lines) -> None:
    """Tell the rows of totals: in words and digits, then what is paid and due; only counts where no price may be seen."""
    t = sheet.t
    left, right = lines.edges[0], lines.edges[-1]
    items = t.plural("{n} item", "{n} items", len(data.lines)).format(n=len(data.lines))
    count = "  ".join((items, counted((line.unit, line.quantity) for line in data.lines)))
    if not data.show_prices:
        note.sum_row([Slot(t.context("paper", "Total"), count, bold=True)], [left, right], large=True)
        return
    total_row(sheet, note, t.context("paper", "Total"), total_of(data), lines)
    counts = Slot(t.context("paper", "Count"), count)
    if sheet.shows("money"):
        note.sum_row([counts, Slot("", _money(sheet, data), bold=True)], [left, lines.near(_COUNTS), right])
    else:
        note.sum_row([counts], [left, right])


def _money(sheet: Sheet, data: DeliveryNoteData) -> str:
    """Return what was agreed where this is only a part of it, paid, is due now, and will still be owed."""
    t = sheet.t
    parts = (
        (t.context("paper", "Agreed"), data.agreed if data.agreed != total_of(data) else None),
        (t.context("paper", "Paid"), data.paid),
        (t.context("paper", "Due now"), data.due_now),
        (t.context("paper", "Still owed"), data.owed),
    )
    return "   ".join(_labelled(name, figures.yuan(amount)) for name, amount in parts if amount is not None)


def _terms(sheet: Sheet) -> str:
    return sheet.t.context(
        "paper",
        "Please check quantity, model, packing and surface now; report shortages within 24 hours. Quality: three guarantees and warranty.",
    )


def _signatures(sheet: Sheet, data: DeliveryNoteData, *, low: bool) -> dict[str, SignBox]:
    t = sheet.t
    moment = t.context("paper", "__-__  __:__")
    received = t.context("paper", "Received by customer")
    carrier = t.context("paper", "Taken back by") if data.is_return else t.context("paper", "Delivered by")
    made = SignBox(t.context("paper", "Made by"), name=data.made_by, date_line=figures.moment(data.made_at))
    return {
        "made_by": made.closer() if low else made,
        "warehouse": SignBox(t.context("paper", "Warehouse"), date_line=moment),
        "carrier": SignBox(carrier, date_line=moment),
        "customer": _taken(data.received, received)
        if data.received
        else SignBox(
            t.context("paper", "Customer") if data.is_return else received,
            date_line=t.context("paper", "Signature ____________   ____-__-__  __:__"),
            ticks=(t.context("paper", "as listed"), t.context("paper", "short")),
        ),
    }


def _taken(signed: Signed, label: str) -> SignBox:
    return SignBox(label, signed.name, figures.day(signed.day), picture=signed.picture)


def total_of(data: DeliveryNoteData) -> int:
    """Return what the lines come to."""
    return sum(line.amount or 0 for line in data.lines)


def _longest(texts: list[str], least: str) -> str:
    return max([*texts, least], key=len)


def _labelled(label: str, value: str) -> str:
    return f"{label} {value}" if value else ""
