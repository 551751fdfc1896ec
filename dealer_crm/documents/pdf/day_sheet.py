"""The day sheet (日程单): everything due on a day, overdue first, with room for notes; to take along or to hang up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Content, Ticks
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.grids import Band, Column, Row
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, Paper, ShopHead
from dealer_crm.i18n import Translator, translator

_ROW_HEIGHT = 34.0
_NARROW = 400.0
"""Papers whose content is narrower than this get fewer columns."""


@dataclass(frozen=True)
class DayLine:
    """One thing to do: when (a time, or since when it is overdue), what, for whom, and the words or the reason for it.

    `channel` is how the customer likes to be reached, `care` what to mind with him (细节备忘).
    """

    what: str
    when: str = ""
    customer: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    why: str = ""
    staff: str = ""
    done: bool = False
    channel: str = ""
    care: str = ""


@dataclass(frozen=True)
class DaySheetData:
    """What the sheet prints; `staff` is empty for the whole shop, `note` says that he is not there. Lines in the order of the agenda."""

    shop: ShopHead
    day: date
    staff: str = ""
    overdue: tuple[DayLine, ...] = ()
    lines: tuple[DayLine, ...] = ()
    note: str = ""


def day_sheet(data: DaySheetData, page: PageSetup) -> bytes:
    """Render the agenda of a day; same data, same bytes."""
    return day_sheets([data], page)


def day_sheets(parts: Sequence[DaySheetData], page: PageSetup) -> bytes:
    """Render the agenda of a day in parts, one person's behind the other's, each on pages of its own."""
    return in_copies(page, *(partial(_sheet, data) for data in parts))


def _sheet(data: DaySheetData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    whose = data.staff or t.context("paper", "whole shop")
    heading = Heading(t.context("paper", "Day sheet"), day_and_weekday(data.day, t), data.shop, beside=whose)
    sheet = Sheet(page, heading, look=TIGHT)
    if data.note:
        sheet.gap(4)
        sheet.paragraph(data.note)
    narrow = is_narrow(page.paper)
    columns = sheet.columns(_narrow_columns(t) if narrow else _columns(t))
    address = narrow and "address" in sheet.columns(_columns(t))
    rows: list[Row] = []
    parts = (
        (t.context("paper", "Overdue: {n}").format(n=len(data.overdue)), data.overdue if sheet.shows("overdue") else ()),
        (t.context("paper", "Today: {n}").format(n=len(data.lines)), data.lines),
    )
    for title, lines in parts:
        if lines:
            written = (_cells(line, t, whole_shop=not data.staff, address=address) for line in lines)
            rows += [Band(title), *([cells[code] for code in columns] for cells in written)]
    sheet.gap(4)
    if rows:
        sheet.table(list(columns.values()), rows, least=_ROW_HEIGHT)
    else:
        sheet.paragraph(t.context("paper", "Nothing is due on this day."))
    return sheet


def is_narrow(paper: Paper) -> bool:
    """Tell whether a table of a day has to do with few columns."""
    return paper.width < _NARROW


def day_and_weekday(day: date, t: Translator) -> str:
    """Return a day as the head of a paper says it."""
    return f"{figures.day(day)} {weekdays(t)[day.weekday()]}"


def _columns(t: Translator) -> dict[str, Column]:
    return {
        "time": Column(t.context("paper", "Time"), 0.1, fits="20:28", bold=True),
        "what": Column(t.context("paper", "To do"), 2.6, fits=Ticks((("SH20261128888", False),)), small=True),
        "customer": Column(t.context("paper", "Customer, phone"), 0.1, fits="142 0000 0317"),
        "address": Column(t("Address"), 2.6, small=True),
        "why": Column(t.context("paper", "Words, reason"), 3.2, small=True),
        "notes": Column(t.context("paper", "Notes"), 2.8),
    }


def _narrow_columns(t: Translator) -> dict[str, Column]:
    return {
        "time": Column(t.context("paper", "Time"), 0.1, fits="20:28", bold=True),
        "what": Column(t.context("paper", "To do"), 2, fits=Ticks((("补寄三包", False),)), small=True),
        "customer": Column(t.context("paper", "Customer, phone, address"), 3.4, fits="142 0000 0317"),
        "why": Column(t.context("paper", "Words, reason"), 3.6, small=True),
    }


def _cells(line: DayLine, t: Translator, *, whole_shop: bool, address: bool) -> dict[str, Content]:
    """Return what stands in the columns; the `address` stands with the customer where it has no column."""
    what = Ticks((("\n".join(filter(None, (line.what, line.staff if whole_shop else ""))), line.done),))
    customer = [line.customer, *line.phones, line.channel]
    why = "\n".join(filter(None, (line.why, minding(line.care, t))))
    named = "\n".join(filter(None, (*customer, line.address if address else "")))
    return {"time": line.when, "what": what, "customer": named, "address": line.address, "why": why, "notes": ""}


def minding(care: str, t: Translator) -> str:
    """Return what to mind with a customer as papers say it, "" for nothing."""
    return t.context("paper", "Mind: {words}").format(words=" ".join(care.split())) if care.strip() else ""


def weekdays(t: Translator) -> tuple[str, ...]:
    """Return the days of the week, Monday first."""
    return (t("Monday"), t("Tuesday"), t("Wednesday"), t("Thursday"), t("Friday"), t("Saturday"), t("Sunday"))
