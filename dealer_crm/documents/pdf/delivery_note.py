"""The delivery note (送货单): what is handed over, for how much, and who received it (domain.md 2.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from dealer_crm.documents.pdf import figures, grids
from dealer_crm.documents.pdf.grids import Column, Slot
from dealer_crm.documents.pdf.heads import CentredHead, Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM
from dealer_crm.documents.pdf.note_pages import NotePages
from dealer_crm.documents.pdf.pages import PageSetup, Paper, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import translator

LINES_PER_FORM = 8
"""So many lines stand on a form of 5.5 inches; shorter notes are struck down to the same end."""
_A4_ABOVE = 2.6
_LONG_MODEL = 60
_LONG_NAME = 12
_PARTY_SPAN = 4


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


def delivery_note(data: DeliveryNoteData, page: PageSetup) -> bytes:
    """Render the note; same data, same bytes. On A5 it lies on its side."""
    page = replace(page, paper=Paper.A5_LANDSCAPE) if page.paper is Paper.A5 else page
    t = translator(page.language)
    title = t.context("paper", "Return note") if data.is_return else t.context("paper", "Delivery note")
    heading = Heading(title, data.number, data.shop, subject=data.customer, day=data.day)
    sheet = Sheet(page, heading, look=replace(FORM, above=_A4_ABOVE) if page.paper is Paper.A4 else FORM, head=CentredHead())
    columns = _columns(sheet, data)
    edges = grids.column_edges(columns, sheet.edges, sheet.look)
    note = NotePages(sheet, columns, edges, most_lines=LINES_PER_FORM if page.paper is Paper.CONT_241x140 else 0)
    note.party(_party(sheet, data, edges))
    note.sums(_sums(sheet, data, len(columns)))
    note.terms(data.terms or _terms(sheet))
    note.signatures(_signatures(sheet, data), [edges[0], edges[2], *_sign_lines(edges, len(columns)), edges[-1]])
    rows = [_row(number, line, show_prices=data.show_prices) for number, line in enumerate(data.lines, 1)]
    note.write(rows, LINES_PER_FORM)
    return sheet.bytes()


def _columns(sheet: Sheet, data: DeliveryNoteData) -> list[Column]:
    t = sheet.t
    quantities = _longest([figures.quantity(line.quantity) for line in data.lines], "46.5")
    long = any(len(line.model) > _LONG_MODEL for line in data.lines)
    columns = [
        Column(t.context("paper", "#"), 0.1, fits="88", align=Align.CENTRE),
        Column(t.context("paper", "Goods"), 2.7, small=long),
        Column(t.context("paper", "Model and specification"), 7 if long else 4.3, small=long),
        Column(t.context("paper", "Unit"), 0.1, fits=t.context("paper", "Unit"), align=Align.CENTRE),
        Column(t.context("paper", "Qty"), 0.1, fits=quantities, align=Align.RIGHT, bold=True),
    ]
    if data.show_prices:
        prices = _longest([figures.money(line.price) for line in data.lines], "18,600.00")
        amounts = _longest([*(figures.money(line.amount) for line in data.lines), figures.yuan(_total(data))], "18,600.00")
        columns += [
            Column(t.context("paper", "Price"), 0.1, fits=prices, align=Align.RIGHT),
            Column(t.context("paper", "Amount"), 0.1, fits=amounts, align=Align.RIGHT, bold=True),
        ]
    return [*columns, Column(t.context("paper", "Serial number, place"), 3.9, small=True)]


def _row(number: int, line: DeliveryLine, *, show_prices: bool) -> tuple[str, ...]:
    prices = (figures.money(line.price), figures.money(line.amount)) if show_prices else ()
    marks = "  ".join(filter(None, (" ".join(line.serials), line.place)))
    return (str(number), line.product, line.model, line.unit, figures.quantity(line.quantity), *prices, marks)


def _party(sheet: Sheet, data: DeliveryNoteData, edges: list[float]) -> list[list[Slot]]:
    """Return who gets it where and who brings it; the cells share the table's lines."""
    t = sheet.t
    rest = len(edges) - 1 - _PARTY_SPAN
    returned = data.is_return
    person = t.context("paper", "Returned by") if returned else t.context("paper", "Consignee")
    carrier = t.context("paper", "Collected by") if returned else t.context("paper", "Carrier")
    sales = _labelled(t.context("paper", "Sales"), data.seller)
    contract = Slot(t.context("paper", "Contract"), data.order_number, span=rest, aside=sales)
    where = [
        Slot(t("Address"), data.address, span=_PARTY_SPAN, bold=True),
        Slot(carrier, data.carrier, span=rest, aside=t.context("paper", "Arrived __:__")),
    ]
    customer, phone = Slot(person, data.customer, bold=True), Slot(t("Phone"), t.context("paper", ", ").join(data.phones), bold=True)
    if len(data.customer) > _LONG_NAME or len(data.phones) > 1:
        return [[replace(customer, span=_PARTY_SPAN), contract], where, [replace(phone, span=_PARTY_SPAN + rest)]]
    return [[replace(customer, span=2), replace(phone, span=_PARTY_SPAN - 2), contract], where]


def _sums(sheet: Sheet, data: DeliveryNoteData, columns: int) -> list[list[Slot]]:
    """Return the rows of totals: in words and digits, then what is paid and due; only counts where no price may be seen."""
    t = sheet.t
    items = t.plural("{n} item", "{n} items", len(data.lines)).format(n=len(data.lines))
    counted = "  ".join((items, _counted(data)))
    if not data.show_prices:
        return [[Slot(t.context("paper", "Total"), counted, span=columns, bold=True)]]
    total = _total(data)
    words = Slot(t.context("paper", "Total"), figures.amount_in_words(total, t), span=columns - 3, bold=True)
    parts = (
        (t.context("paper", "Agreed"), data.agreed if data.agreed != total else None),
        (t.context("paper", "Paid"), data.paid),
        (t.context("paper", "Due now"), data.due_now),
        (t.context("paper", "Still owed"), data.owed),
    )
    money = "   ".join(_labelled(name, figures.yuan(amount)) for name, amount in parts if amount is not None)
    counts = Slot(t.context("paper", "Count"), counted, span=3)
    second = [counts, Slot("", money, span=columns - 3, bold=True)]
    return [[words, Slot("", figures.yuan(total), span=2, bold=True, align=Align.RIGHT), Slot("")], second]


def _terms(sheet: Sheet) -> str:
    return sheet.t.context(
        "paper",
        "Please check quantity, model, packing and surface now; report shortages within 24 hours. Quality: three guarantees and warranty.",
    )


def _signatures(sheet: Sheet, data: DeliveryNoteData) -> list[SignBox]:
    t = sheet.t
    moment = t.context("paper", "__-__  __:__")
    received = t.context("paper", "Received by customer")
    return [
        SignBox(t.context("paper", "Made by"), name=data.made_by, date_line=figures.moment(data.made_at)),
        SignBox(t.context("paper", "Warehouse"), date_line=moment),
        SignBox(t.context("paper", "Taken back by") if data.is_return else t.context("paper", "Delivered by"), date_line=moment),
        SignBox(
            t.context("paper", "Customer") if data.is_return else received,
            date_line=t.context("paper", "Signature ____________   ____-__-__  __:__"),
            ticks=(t.context("paper", "as listed"), t.context("paper", "short")),
        ),
    ]


def _sign_lines(edges: list[float], columns: int) -> list[float]:
    """Return the line between warehouse and delivery, and the one before the customer, which is a line of the table."""
    before = edges[4] if columns > 6 else edges[3]
    return [(edges[2] + before) / 2, before]


def _counted(data: DeliveryNoteData) -> str:
    """Return the sum for each unit, for units cannot be added."""
    sums: dict[str, int] = {}
    for line in data.lines:
        sums[line.unit] = sums.get(line.unit, 0) + line.quantity
    return "  ".join(f"{figures.quantity(total)} {unit}".strip() for unit, total in sums.items())


def _total(data: DeliveryNoteData) -> int:
    return sum(line.amount or 0 for line in data.lines)


def _longest(texts: list[str], least: str) -> str:
    return max([*texts, least], key=len)


def _labelled(label: str, value: str) -> str:
    return f"{label} {value}" if value else ""
