"""The contract of an order, one copy for each side, or its confirmation without terms (domain.md 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.frames import Heading
from dealer_crm.documents.pdf.grids import Band, Column, Field, Row
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align, Ink, Pen
from dealer_crm.documents.pdf.pieces import Draw, Piece
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.documents.pdf.wrapping import lines
from dealer_crm.i18n import Translator, translator

_LABELS = 0.12
_SUM_LABELS = 0.19
_EMPTY_NODES = 4


@dataclass(frozen=True)
class GoodsLine:
    """One line of the list; amounts in 分, quantity in thousandths; `mark` says which change orders made it what it is."""

    what: str
    model: str
    room: str
    unit: str
    quantity: int
    price: int
    amount: int
    note: str = ""
    mark: str = ""


@dataclass(frozen=True)
class ChangedBy:
    """A signed change order that the paper's lines and price hold already; `amount` in 分, below nothing where the price fell."""

    number: str
    day: date | None
    reason: str
    amount: int


@dataclass(frozen=True)
class GoodsGroup:
    """Lines that belong together; without a title where the order has no groups."""

    title: str
    lines: tuple[GoodsLine, ...]


@dataclass(frozen=True)
class NodeLine:
    """A part of the price: what it is called in law, when it falls due, and how much it is."""

    kind: str
    when: str
    share: str
    amount: int
    words: str = ""


@dataclass(frozen=True)
class ClauseLine:
    """A sentence of the contract; `strong` ones stand out."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class ContractData:
    """What the paper prints, in the language of the page; what is not agreed stays empty, to be filled in by hand.

    `sums` are the lines between the goods and the price; `after` what is taken off the price for the customer.
    """

    shop: ShopHead
    number: str
    customer: str = ""
    phone: str = ""
    address: str = ""
    site: str = ""
    bank: str = ""
    account: str = ""
    agent: str = ""
    signed_on: date | None = None
    place: str = ""
    groups: tuple[GoodsGroup, ...] = ()
    sums: tuple[tuple[str, int], ...] = ()
    price: int = 0
    tax: str = ""
    after: tuple[tuple[str, int], ...] = ()
    nodes: tuple[NodeLine, ...] = ()
    earnest: bool = False
    delivery: str = ""
    sections: tuple[tuple[str, tuple[ClauseLine, ...]], ...] = ()
    further: str = ""
    promises: tuple[str, ...] = ()
    changes: tuple[ChangedBy, ...] = ()


def contract_sheet(data: ContractData, page: PageSetup) -> bytes:
    """Render the contract, each copy by the side that keeps it; same data, same bytes."""
    return in_copies(page, partial(_contract, data))


def order_confirmation(data: ContractData, page: PageSetup) -> bytes:
    """Render what was ordered, without the terms of a contract; same data, same bytes."""
    return in_copies(page, partial(_confirmation, data))


def _contract(data: ContractData, page: PageSetup) -> Sheet:
    sheet = _begun(data, page, translator(page.language).context("paper", "Sale contract"))
    _lists(sheet, data)
    for number, (title, clauses) in enumerate(data.sections, 1):
        sheet.section(f"{number}. {title}")
        _clauses(sheet, clauses)
    if data.further:
        further = sheet.t.context("paper", "Further terms")
        sheet.section(f"{len(data.sections) + 1}. {further}")
        _clauses(sheet, _written(data.further))
    _signatures(sheet, data)
    return sheet


def _confirmation(data: ContractData, page: PageSetup) -> Sheet:
    sheet = _begun(data, page, translator(page.language).context("paper", "Order confirmation"), usual=False)
    _lists(sheet, data)
    if data.further:
        sheet.section(sheet.t.context("paper", "Remarks"))
        _clauses(sheet, _written(data.further))
    _signatures(sheet, data)
    return sheet


def _written(text: str) -> list[ClauseLine]:
    return [ClauseLine(line) for line in text.split("\n") if line.strip()]


def _begun(data: ContractData, page: PageSetup, title: str, *, usual: bool = True) -> Sheet:
    sheet = Sheet(page, Heading(title, data.number, data.shop, usual=usual), look=TIGHT)
    t, shop = sheet.t, data.shop
    blank = t.context("paper", "____-__-__")
    sheet.gap(3)
    sheet.fields(
        [
            (Field(t.context("paper", "Party A"), data.customer, bold=True), Field(t.context("paper", "Party B"), shop.name, bold=True)),
            (Field(t("Phone"), data.phone), Field(t("Phone"), "  ".join(filter(None, (shop.hotline, shop.phone))))),
            (Field(t("Address"), data.address), Field(t("Address"), shop.address)),
            (Field(t.context("paper", "ID no."), t.context("paper", "(only if wanted)")), Field(t("Credit code"), shop.credit_code)),
            (
                Field(t.context("paper", "Signed on"), figures.day(data.signed_on) or blank),
                Field(t.context("paper", "Bank, account"), "  ".join(filter(None, (data.bank, data.account)))),
            ),
            (Field(t.context("paper", "Signed at"), data.place), Field(t.context("paper", "Signs for B"), data.agent)),
            (Field(t.context("paper", "Site"), data.site, bold=True),),
        ],
        label_share=_LABELS,
    )
    return sheet


def _lists(sheet: Sheet, data: ContractData) -> None:
    _goods(sheet, data)
    _price(sheet, data)
    _changes(sheet, data)
    _plan(sheet, data)
    if data.promises:
        sheet.section(sheet.t.context("paper", "Promised beside the goods"))
        _clauses(sheet, [ClauseLine(words, strong=True) for words in data.promises])


def _goods(sheet: Sheet, data: ContractData) -> None:
    t = sheet.t
    sheet.section(t.context("paper", "Goods and work"))
    columns = sheet.columns(_columns(t, rooms=any(line.room for group in data.groups for line in group.lines)))
    rows: list[Row] = []
    number = 0
    for group in data.groups:
        if group.title:
            total = figures.yuan(sum(line.amount for line in group.lines))
            rows.append(Band(t.context("paper", "{group}: {amount}").format(group=group.title, amount=total)))
        for line in group.lines:
            number += 1
            cells = _cells(number, line)
            rows.append([cells[code] for code in columns])
    sheet.table(list(columns.values()), rows)


def _columns(t: Translator, *, rooms: bool) -> dict[str, Column]:
    room = {"room": Column(t.context("paper", "Room"), 1.3, small=True)} if rooms else {}
    return {
        "position": Column(t.context("paper", "#"), 0.1, fits="888", align=Align.CENTRE, small=True),
        **room,
        "product": Column(t.context("paper", "Goods"), 2.6, bold=True, small=True),
        "model": Column(t.context("paper", "Model and spec"), 2.6, bold=True, small=True),
        "unit": Column(t.context("paper", "Unit"), 0.1, fits="台套", small=True),
        "quantity": Column(t.context("paper", "Quantity"), 0.1, fits="88.8", align=Align.RIGHT, bold=True, small=True),
        "price": Column(t.context("paper", "Price"), 0.1, fits="8,888.00", align=Align.RIGHT, bold=True, small=True),
        "amount": Column(t.context("paper", "Amount"), 0.1, fits="18,888.00", align=Align.RIGHT, bold=True, small=True),
        "note": Column(t.context("paper", "Remark"), 1.4, small=True),
    }


def _cells(number: int, line: GoodsLine) -> dict[str, str]:
    return {
        "position": str(number),
        "room": line.room,
        "product": " ".join(filter(None, (line.what, line.mark))),
        "model": line.model,
        "unit": line.unit,
        "quantity": figures.quantity(line.quantity),
        "price": figures.money(line.price),
        "amount": figures.money(line.amount),
        "note": line.note,
    }


def _price(sheet: Sheet, data: ContractData) -> None:
    t = sheet.t
    sums = "    ".join(f"{name} {figures.yuan(amount)}" for name, amount in data.sums)
    rows = [(Field(t.context("paper", "Sums"), sums),)] if data.sums else []
    price = "  ".join(filter(None, (figures.yuan(data.price), f"({data.tax})" if data.tax else "")))
    rows.append((Field(t.context("paper", "Contract price"), price, bold=True),))
    rows.append((Field(t.context("paper", "In words"), figures.amount_in_words(data.price, t), bold=True),))
    rows += [(Field(name, figures.yuan(amount), bold=True),) for name, amount in data.after]
    rows += [(Field(t.context("paper", "Goods come by"), data.delivery),)] if data.delivery else []
    sheet.gap(4)
    sheet.fields(rows, label_share=_SUM_LABELS)


def _changes(sheet: Sheet, data: ContractData) -> None:
    """Name the change orders that goods and price hold already; their numbers in this list mark the goods."""
    if not data.changes:
        return
    t = sheet.t
    sheet.section(t.context("paper", "Signed changes, contained in goods and price"))
    widest = max(("+18,888.00", *(_signed(change.amount) for change in data.changes)), key=len)
    columns = [
        Column(t.context("paper", "#"), 0.1, fits="88", align=Align.CENTRE),
        Column(t.context("paper", "Change order"), 0.1, fits="ZQ20261121001", bold=True),
        Column(t.context("paper", "Signed on"), 0.1, fits="2026-11-21"),
        Column(t.context("paper", "Reason"), 3, small=True),
        Column(t.context("paper", "Amount"), 0.1, fits=widest, align=Align.RIGHT, bold=True),
    ]
    rows: list[Row] = [
        (str(at), change.number, figures.day(change.day), change.reason, _signed(change.amount))
        for at, change in enumerate(data.changes, 1)
    ]
    sheet.table(columns, rows)


def _signed(amount: int) -> str:
    return f"+{figures.money(amount)}" if amount > 0 else figures.money(amount)


def _plan(sheet: Sheet, data: ContractData) -> None:
    t = sheet.t
    sheet.section(t.context("paper", "Payments"))
    columns = [
        Column(t.context("paper", "#"), 0.1, fits="88", align=Align.CENTRE),
        Column(t.context("paper", "Payment"), 1.6, bold=True),
        Column(t.context("paper", "Falls due"), 2.6),
        Column(t.context("paper", "Share"), 0.1, fits="12.50 %", align=Align.RIGHT),
        Column(t.context("paper", "Amount"), 0.1, fits="18,888.00", align=Align.RIGHT, bold=True),
        Column(t.context("paper", "In words"), 3, small=True),
    ]
    rows: list[Row] = [
        (
            str(number),
            node.kind,
            "  ".join(filter(None, (node.when, node.words))),
            node.share,
            figures.money(node.amount),
            figures.amount_in_words(node.amount, t),
        )
        for number, node in enumerate(data.nodes, 1)
    ]
    sheet.table(columns, rows or [("",) * len(columns)] * _EMPTY_NODES)
    if data.earnest and sheet.shows("earnest"):
        usual = t.context(
            "paper",
            "Earnest money and prepayment are different in law: earnest money (20 % of the price at most) is lost by the payer who "
            "does not perform and comes back twice from a receiver who does not; prepayment is part of the price and comes back "
            "where the shop does not perform.",
        )
        sheet.add_note(sheet.said("earnest", usual))


def _clauses(sheet: Sheet, clauses: Sequence[ClauseLine]) -> None:
    left, right = sheet.edges
    usual = replace(sheet.look.value, size=sheet.look.value.size - 1, leading=sheet.look.value.leading - 0.6)
    for clause in clauses:
        sheet.seen(clause.text)
        ink = replace(usual, bold=clause.strong)
        written = lines(clause.text, right - left, ink.size, bold=ink.bold)
        sheet.add(
            *(Piece(ink.leading, _line(left, line, ink), glued=number == 0 and len(written) > 1) for number, line in enumerate(written))
        )


def _line(x: float, line: str, ink: Ink) -> Draw:
    def draw(pen: Pen, y: float) -> None:
        pen.text((x, y - ink.drop), line, ink)

    return draw


def _signatures(sheet: Sheet, data: ContractData) -> None:
    t = sheet.t
    day = t("Date ____ - __ - __")
    agent = SignBox(
        t.context("paper", "Party B (seal), who signs for it"), name=data.agent, date_line=day, seal=t.context("paper", "Contract seal")
    )
    sheet.signatures({"party_a": SignBox(t.context("paper", "Party A (signature)"), date_line=day), "party_b": agent}, height=72)
