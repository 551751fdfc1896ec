"""The money of a day (日结): taken by which way and by whom, what installers still hold, every receipt, and who counted it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.frames import Heading
from dealer_crm.documents.pdf.grids import Column, Slot
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import translator


@dataclass(frozen=True)
class TakingsLine:
    """What one way of paying, or one person, brought: number of receipts, amount in 分, how much of it in cash."""

    name: str
    count: int
    amount: int
    cash: int | None = None


@dataclass(frozen=True)
class HeldLine:
    """Cash that somebody took and has not handed in."""

    staff: str
    amount: int
    since: date | None = None
    customer: str = ""
    number: str = ""


@dataclass(frozen=True)
class ReceiptLine:
    """One payment; a refund is below zero."""

    number: str
    amount: int
    time: str = ""
    customer: str = ""
    order_number: str = ""
    kind: str = ""
    way: str = ""
    staff: str = ""


@dataclass(frozen=True)
class DrawerBlock:
    """The drawer of the day, in 分; `counted` None = not counted yet."""

    opening: int
    came_in: int
    given_back: int
    expected: int
    counted: int | None = None
    taken_out: int = 0
    counted_by: str = ""
    note: str = ""


@dataclass(frozen=True)
class MoneySheetData:
    """What the sheet prints, labels in the language of the page."""

    shop: ShopHead
    day: date
    by_way: tuple[TakingsLine, ...] = ()
    by_staff: tuple[TakingsLine, ...] = ()
    held: tuple[HeldLine, ...] = ()
    receipts: tuple[ReceiptLine, ...] = ()
    drawer: DrawerBlock | None = None


def money_sheet(data: MoneySheetData, page: PageSetup) -> bytes:
    """Render the money of a day; same data, same bytes."""
    return in_copies(page, partial(_built, data))


def _built(data: MoneySheetData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    sheet = Sheet(page, Heading(t.context("paper", "Money of the day"), figures.day(data.day), data.shop), look=TIGHT)
    _sums(sheet, data)
    if sheet.shows("by_way"):
        _takings(sheet, t.context("paper", "By way of payment"), data.by_way)
    if sheet.shows("by_staff"):
        _takings(sheet, t.context("paper", "By staff"), data.by_staff)
    if sheet.shows("held"):
        _held(sheet, data)
    if sheet.shows("drawer"):
        _drawer(sheet, data.drawer)
    if sheet.shows("receipts"):
        _receipts(sheet, data)
    signs = {
        "drawn_up": SignBox(t.context("paper", "Drawn up by")),
        "counted": SignBox(t.context("paper", "Cash counted by")),
        "owner": SignBox(t.context("paper", "Shop owner")),
    }
    sheet.signatures(signs, t("Date ____ - __ - __"))
    return sheet


def _sums(sheet: Sheet, data: MoneySheetData) -> None:
    t = sheet.t
    taken = sum(line.amount for line in data.receipts if line.amount > 0)
    back = sum(line.amount for line in data.receipts if line.amount < 0)
    held = sum(line.amount for line in data.held)
    sheet.gap(4)
    sheet.slots(
        [
            [
                Slot(t.context("paper", "Taken"), figures.yuan(taken), bold=True),
                Slot(t.context("paper", "Refunded"), figures.yuan(back), bold=True),
                Slot(t.context("paper", "Net taken"), figures.yuan(taken + back), bold=True),
                Slot(t.context("paper", "Cash still with staff"), figures.yuan(held), bold=True),
            ],
            [Slot(t.context("paper", "Net in words"), figures.amount_in_words(taken + back, t), span=4)],
        ],
        (1, 1, 1, 1),
    )


def _takings(sheet: Sheet, title: str, lines: tuple[TakingsLine, ...]) -> None:
    if not lines:
        return
    t = sheet.t
    columns = [
        Column(title, 4),
        Column(t.context("paper", "Receipts"), 1.4, align=Align.RIGHT),
        Column(t.context("paper", "Amount"), 2, fits=_longest(line.amount for line in lines), align=Align.RIGHT, bold=True),
    ]
    with_cash = any(line.cash is not None for line in lines)
    if with_cash:
        columns.append(Column(t.context("paper", "of it in cash"), 2, align=Align.RIGHT))
    cash = sum(line.cash or 0 for line in lines) if with_cash else None
    total = TakingsLine(t.context("paper", "Total"), sum(line.count for line in lines), sum(line.amount for line in lines), cash)
    rows = [(line.name, str(line.count), figures.money(line.amount), figures.money(line.cash))[: len(columns)] for line in (*lines, total)]
    sheet.gap(7)
    sheet.table(columns, rows)


def _held(sheet: Sheet, data: MoneySheetData) -> None:
    if not data.held:
        return
    t = sheet.t
    sheet.section(t.context("paper", "Cash not yet handed in"))
    columns = [
        Column(t.context("paper", "Who"), 2, bold=True),
        Column(t.context("paper", "Since"), 0.1, fits=figures.SAMPLE_DAY),
        Column(t.context("paper", "Receipt"), 2.4),
        Column(t.context("paper", "Customer"), 3),
        Column(t.context("paper", "Amount"), 0.1, fits=_longest(line.amount for line in data.held), align=Align.RIGHT, bold=True),
        Column(t.context("paper", "Handed in (sign)"), 2.2),
    ]
    rows = [(line.staff, figures.day(line.since), line.number, line.customer, figures.money(line.amount), "") for line in data.held]
    sheet.table(columns, rows)


def _drawer(sheet: Sheet, drawer: DrawerBlock | None) -> None:
    if drawer is None:
        return
    t = sheet.t
    counted = drawer.counted
    sheet.section(t.context("paper", "Drawer"), drawer.note)
    sheet.slots(
        [
            [
                Slot(t.context("paper", "In the drawer before"), figures.yuan(drawer.opening)),
                Slot(t.context("paper", "Came in"), figures.yuan(drawer.came_in)),
                Slot(t.context("paper", "Given back"), figures.yuan(drawer.given_back)),
                Slot(t.context("paper", "Should be there"), figures.yuan(drawer.expected), bold=True),
            ],
            [
                Slot(t.context("paper", "Counted"), figures.yuan(counted), bold=True),
                Slot(t.context("paper", "Difference"), "" if counted is None else figures.yuan(counted - drawer.expected), bold=True),
                Slot(t.context("paper", "Taken out"), "" if counted is None else figures.yuan(drawer.taken_out)),
                Slot(t.context("paper", "Left in the drawer"), "" if counted is None else figures.yuan(counted - drawer.taken_out)),
            ],
        ],
        (1, 1, 1, 1),
    )


def _receipts(sheet: Sheet, data: MoneySheetData) -> None:
    t = sheet.t
    sheet.section(
        t.context("paper", "Every receipt"), t.plural("{n} receipt", "{n} receipts", len(data.receipts)).format(n=len(data.receipts))
    )
    columns = sheet.columns(
        {
            "number": Column(t.context("paper", "Receipt"), 0.1, fits="SK20261128888", small=True),
            "time": Column(t.context("paper", "Time"), 0.1, fits="20:28", small=True),
            "customer": Column(t.context("paper", "Customer"), 2.6),
            "contract": Column(t.context("paper", "Contract"), 0.1, fits="HT20261128888", small=True),
            "kind": Column(t.context("paper", "For"), 1.5, small=True),
            "way": Column(t.context("paper", "Way"), 1.5, small=True),
            "staff": Column(t.context("paper", "Who"), 1.4, small=True),
            "amount": Column(
                t.context("paper", "Amount"), 0.1, fits=_longest(x.amount for x in data.receipts), align=Align.RIGHT, bold=True
            ),
        }
    )
    rows = [_cells(line) for line in data.receipts] or [dict.fromkeys(columns, "")]
    sheet.table(list(columns.values()), [[row[code] for code in columns] for row in rows])


def _cells(line: ReceiptLine) -> dict[str, str]:
    return {
        "number": line.number,
        "time": line.time,
        "customer": line.customer,
        "contract": line.order_number,
        "kind": line.kind,
        "way": line.way,
        "staff": line.staff,
        "amount": figures.money(line.amount),
    }


def _longest(amounts: Iterable[int]) -> str:
    return max((figures.money(amount) for amount in amounts), key=len, default="")
