"""The care card (保养贴卡) for the customer's fridge: what a machine wants, how, on which days of the next two years (domain.md 2.8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Content, Ticks
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.fonts import width
from dealer_crm.documents.pdf.grids import Column, Field, Row
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import OFFICE, TIGHT, Look
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.i18n import translator

_MANY = 6
"""From so many days on only months are named."""
_LABELS = {"zh": 0.18, "en": 0.18}
_LINES_LEFT = 4
_HOTLINE = 30.0


@dataclass(frozen=True)
class CareLine:
    """A piece of work: who does it, how often, when last; `dates` are those of the next two years."""

    what: str
    how: str = ""
    every: str = ""
    last: date | None = None
    dates: tuple[date, ...] = ()


@dataclass(frozen=True)
class CareCardData:
    """What a card prints, in the language of the page; what is not known is left to be written by hand.

    `code` finds this machine again.
    """

    shop: ShopHead
    number: str
    machine: str = ""
    model: str = ""
    serial: str = ""
    place: str = ""
    customer: str = ""
    until: date | None = None
    lines: tuple[CareLine, ...] = ()
    code: str = ""


def care_cards(cards: Sequence[CareCardData], page: PageSetup) -> bytes:
    """Render a card for each machine, each on pages of its own; same data, same bytes."""
    return in_copies(page, *(partial(_card, card) for card in cards))


def _card(data: CareCardData, page: PageSetup) -> Sheet:
    sheets = [_written(data, page, look) for look in (OFFICE, TIGHT)]
    return min(sheets, key=lambda sheet: sheet.pages)


def _written(data: CareCardData, page: PageSetup, look: Look) -> Sheet:
    t, page = translator(page.language), replace(page, code=data.code)
    sheet = Sheet(page, Heading(t.context("paper", "Care card"), data.number, data.shop, subject=data.machine), look=look)
    sheet.gap(3)
    if sheet.shows("machine"):
        _machine(sheet, data)
    if sheet.shows("dates"):
        _dates(sheet, data)
    usual = t.context("paper", "The manufacturer's manual comes first. We call before we come; tick what is done.")
    sheet.gap(4)
    sheet.paragraph(sheet.said("terms", usual))
    if sheet.shows("hotline"):
        sheet.gap(4)
        column = Column(t.context("paper", "Hotline"), 1, align=Align.CENTRE, bold=True, middle=True)
        sheet.table([column], [(data.shop.hotline or data.shop.phone,)], least=_HOTLINE)
    return sheet


def _machine(sheet: Sheet, data: CareCardData) -> None:
    t = sheet.t
    rows = [
        (Field(t.context("paper", "Machine"), "  ".join(filter(None, (data.machine, data.model))), bold=True),),
        (Field(t.context("paper", "Serial no."), data.serial),),
        (Field(t.context("paper", "Customer"), data.customer),),
        (Field(t("Address"), data.place),),
    ]
    sheet.fields(rows, label_share=_LABELS[t.language])


def _dates(sheet: Sheet, data: CareCardData) -> None:
    t = sheet.t
    whose = [word for line in data.lines for word in line.how.split()]
    columns = sheet.columns(
        {
            "what": Column(t.context("paper", "What"), 2.4, bold=True, small=True),
            "how": Column(t.context("paper", "Who does it"), 1.2, fits=_longest(whose), small=True),
            "every": Column(t.context("paper", "How often"), 0.1, fits=_longest(line.every for line in data.lines), small=True),
            "last": Column(t.context("paper", "Last time"), 0.1, fits=figures.SAMPLE_DAY, small=True),
            "dates": Column(t.context("paper", "Next two years"), 2.6, fits=Ticks(((figures.SAMPLE_DAY, False),)), small=True),
        }
    )
    rows: list[Row] = [[cells[code] for code in columns] for cells in map(_cells, data.lines)]
    until = t.context("paper", "until {day}").format(day=figures.day(data.until)) if data.until else ""
    sheet.section(t.context("paper", "Care of the next two years"), until)
    sheet.table(list(columns.values()), rows or [[""] * len(columns)] * _LINES_LEFT)


def _longest(words: Iterable[str]) -> str:
    return max(words, key=lambda word: width(word, TIGHT.small.size), default="")


def _cells(line: CareLine) -> dict[str, Content]:
    dates = Ticks(tuple((words, False) for words in _said(line.dates))) if line.dates else ""
    return {"what": line.what, "how": line.how, "every": line.every, "last": figures.day(line.last), "dates": dates}


def _said(days: Sequence[date]) -> list[str]:
    """Return the days in full, or of many their months, each year named once."""
    if len(days) < _MANY:
        return [figures.day(day) for day in days]
    years = [day.year for day in days]
    return [f"{day.year}-{day.month:02d}" if n == 0 or years[n - 1] != day.year else f"{day.month:02d}" for n, day in enumerate(days)]
