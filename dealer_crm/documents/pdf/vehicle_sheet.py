"""The sheet of a vehicle (出车单): its deliveries of a day in the order of their times, what to bring and what to collect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Content, Ticks
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.day_sheet import day_and_weekday, is_narrow, minding
from dealer_crm.documents.pdf.grids import Band, Column, Row
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import Translator, translator

_ROW_HEIGHT = 44.0


@dataclass(frozen=True)
class Stop:
    """One delivery, or a return to pick up: when, where, how to get in, which goods, and `collect` in 分 to bring back."""

    number: str
    when: str = ""
    customer: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    access: str = ""
    goods: tuple[str, ...] = ()
    collect: int = 0
    care: str = ""
    note: str = ""
    is_return: bool = False
    done: bool = False


@dataclass(frozen=True)
class VehicleSheetData:
    """What the sheet prints. `vehicle` is empty where none is named, `crew` says who drives; `overdue` was planned for earlier days."""

    shop: ShopHead
    day: date
    vehicle: str = ""
    crew: tuple[str, ...] = ()
    overdue: tuple[Stop, ...] = ()
    stops: tuple[Stop, ...] = ()


def vehicle_sheet(data: VehicleSheetData, page: PageSetup) -> bytes:
    """Render the sheet of one vehicle; same data, same bytes."""
    return vehicle_sheets([data], page)


def vehicle_sheets(parts: Sequence[VehicleSheetData], page: PageSetup) -> bytes:
    """Render the sheets of several vehicles, each on pages of its own."""
    return in_copies(page, *(partial(_sheet, data) for data in parts))


def _sheet(data: VehicleSheetData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    vehicle = data.vehicle or t.context("paper", "no vehicle named")
    narrow = is_narrow(page.paper)
    beside = "" if narrow else vehicle
    heading = Heading(t.context("paper", "Vehicle sheet"), day_and_weekday(data.day, t), data.shop, beside=beside, usual=False)
    sheet = Sheet(page, heading, look=TIGHT)
    sheet.gap(4)
    if narrow:
        sheet.paragraph(vehicle)
    overdue = data.overdue if sheet.shows("overdue") else ()
    every = (*overdue, *data.stops)
    if not every:
        sheet.paragraph(t.context("paper", "Nothing is to be delivered on this day."))
        return sheet
    if sheet.shows("totals"):
        sheet.paragraph(_summary(data, every, t))
    sheet.gap(2)
    columns = sheet.columns(_columns(t, every, narrow=narrow))
    beside_others = set(sheet.columns(_columns(t, every, narrow=False))) if narrow else set()
    parts = (
        (t.context("paper", "Overdue: {n}").format(n=len(overdue)), overdue),
        (t.context("paper", "Today: {n}").format(n=len(data.stops)), data.stops),
    )
    rows: list[Row] = []
    for title, stops in parts:
        if stops:
            written = (_cells(stop, t, beside_others) for stop in stops)
            rows += [Band(title), *([cells[code] for code in columns] for cells in written)]
    sheet.table(list(columns.values()), rows, least=_ROW_HEIGHT)
    signs = {
        "loaded": SignBox(t.context("paper", "Loaded by")),
        "driver": SignBox(t.context("paper", "Driver")),
        "cash": SignBox(t.context("paper", "Cash counted by")),
    }
    sheet.signatures(signs, t("Date ____ - __ - __"), height=44)
    return sheet


def _summary(data: VehicleSheetData, stops: Iterable[Stop], t: Translator) -> str:
    waiting = [stop for stop in stops if not stop.done]
    words = t.plural("{n} stop, to collect {amount}", "{n} stops, to collect {amount}", len(waiting))
    summary = words.format(n=len(waiting), amount=figures.yuan(sum(stop.collect for stop in waiting)))
    crew = t.context("paper", "Driver and crew: {names}").format(names=t.context("paper", ", ").join(data.crew)) if data.crew else ""
    return "    ".join(filter(None, (crew, summary)))


def _columns(t: Translator, stops: Iterable[Stop], *, narrow: bool) -> dict[str, Column]:
    longest = max((figures.money(stop.collect) for stop in stops), key=len)
    time = Column(t.context("paper", "Time"), 0.1, fits="20:28–", bold=True)
    collect = Column(t.context("paper", "Collect"), 0.1, fits=longest, align=Align.RIGHT, bold=True)
    if narrow:
        return {
            "time": time,
            "customer": Column(t.context("paper", "Customer, phone, address"), 3.4, fits="142 0000 0317"),
            "what": Column(t.context("paper", "Goods"), 2.8, small=True),
            "collect": collect,
        }
    return {
        "time": time,
        "what": Column(t.context("paper", "Delivery"), 0.1, fits=Ticks((("SH20261128888", False),)), small=True),
        "customer": Column(t.context("paper", "Customer, phone"), 0.1, fits="142 0000 0317"),
        "address": Column(t.context("paper", "Address, how to get in"), 3, small=True),
        "goods": Column(t.context("paper", "Goods"), 2.8, small=True),
        "collect": collect,
    }


def _cells(stop: Stop, t: Translator, beside_others: set[str]) -> dict[str, Content]:
    """Return what stands in the columns; a narrow sheet has the goods with the number, the address with the customer."""
    number = "\n".join(filter(None, (stop.number, t("Return") if stop.is_return else "")))
    customer = [stop.customer, *stop.phones]
    place = [stop.address, " ".join(stop.access.split()), minding(stop.care, t), " ".join(stop.note.split())]
    goods, collect = "\n".join(stop.goods), figures.money(stop.collect) if stop.collect else ""
    return {
        "time": stop.when,
        "what": Ticks((("\n".join(filter(None, (number, goods if "goods" in beside_others else ""))), stop.done),)),
        "customer": "\n".join(filter(None, (*customer, *(place if "address" in beside_others else ())))),
        "address": "\n".join(filter(None, place)),
        "goods": goods,
        "collect": collect,
    }
