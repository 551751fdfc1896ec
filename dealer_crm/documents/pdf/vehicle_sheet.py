"""The sheet of a vehicle (出车单): its deliveries of a day in the order of their times, what to bring and what to collect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Content, Ticks
from dealer_crm.documents.pdf.day_sheet import day_and_weekday, is_narrow, minding
from dealer_crm.documents.pdf.grids import Band, Column, Row
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
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
    first, *others = (_sheet(data, page) for data in parts)
    return first.bytes(*others)


def _sheet(data: VehicleSheetData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    vehicle = data.vehicle or t.context("paper", "no vehicle named")
    narrow = is_narrow(page.paper)
    heading = Heading(t.context("paper", "Vehicle sheet"), day_and_weekday(data.day, t), data.shop, beside="" if narrow else vehicle)
    sheet = Sheet(page, heading, look=TIGHT)
    sheet.gap(4)
    if narrow:
        sheet.paragraph(vehicle)
    every = (*data.overdue, *data.stops)
    if not every:
        sheet.paragraph(t.context("paper", "Nothing is to be delivered on this day."))
        return sheet
    sheet.paragraph(_summary(data, every, t))
    sheet.gap(2)
    parts = (
        (t.context("paper", "Overdue: {n}").format(n=len(data.overdue)), data.overdue),
        (t.context("paper", "Today: {n}").format(n=len(data.stops)), data.stops),
    )
    rows: list[Row] = []
    for title, stops in parts:
        if stops:
            rows += [Band(title), *(_row(stop, t, narrow=narrow) for stop in stops)]
    sheet.table(_columns(t, every, narrow=narrow), rows, least=_ROW_HEIGHT)
    sheet.signatures(
        [t.context("paper", "Loaded by"), t.context("paper", "Driver"), t.context("paper", "Cash counted by")],
        t("Date ____ - __ - __"),
        height=44,
    )
    return sheet


def _summary(data: VehicleSheetData, stops: Iterable[Stop], t: Translator) -> str:
    waiting = [stop for stop in stops if not stop.done]
    words = t.plural("{n} stop, to collect {amount}", "{n} stops, to collect {amount}", len(waiting))
    summary = words.format(n=len(waiting), amount=figures.yuan(sum(stop.collect for stop in waiting)))
    crew = t.context("paper", "Driver and crew: {names}").format(names=t.context("paper", ", ").join(data.crew)) if data.crew else ""
    return "    ".join(filter(None, (crew, summary)))


def _columns(t: Translator, stops: Iterable[Stop], *, narrow: bool) -> list[Column]:
    longest = max((figures.money(stop.collect) for stop in stops), key=len)
    time = Column(t.context("paper", "Time"), 0.1, fits="20:28–", bold=True)
    collect = Column(t.context("paper", "Collect"), 0.1, fits=longest, align=Align.RIGHT, bold=True)
    if narrow:
        return [
            time,
            Column(t.context("paper", "Customer, phone, address"), 3.4, fits="142 0000 0317"),
            Column(t.context("paper", "Goods"), 2.8, small=True),
            collect,
        ]
    return [
        time,
        Column(t.context("paper", "Delivery"), 0.1, fits=Ticks((("SH20261128888", False),)), small=True),
        Column(t.context("paper", "Customer, phone"), 0.1, fits="142 0000 0317"),
        Column(t.context("paper", "Address, how to get in"), 3, small=True),
        Column(t.context("paper", "Goods"), 2.8, small=True),
        collect,
    ]


def _row(stop: Stop, t: Translator, *, narrow: bool) -> tuple[Content, ...]:
    number = "\n".join(filter(None, (stop.number, t("Return") if stop.is_return else "")))
    customer = [stop.customer, *stop.phones]
    place = [stop.address, " ".join(stop.access.split()), minding(stop.care, t), " ".join(stop.note.split())]
    goods, collect = "\n".join(stop.goods), figures.money(stop.collect) if stop.collect else ""
    if narrow:
        return (stop.when, "\n".join(filter(None, (*customer, *place))), Ticks(((f"{number}\n{goods}".strip(), stop.done),)), collect)
    return (stop.when, Ticks(((number, stop.done),)), "\n".join(filter(None, customer)), "\n".join(filter(None, place)), goods, collect)
