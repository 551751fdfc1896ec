"""The day sheet (日程单): everything due on a day, overdue first, with room for notes; to take along or to hang up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Content, Ticks
from dealer_crm.documents.pdf.grids import Band, Column, Row
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.i18n import Translator, translator

_ROW_HEIGHT = 34.0


@dataclass(frozen=True)
class DayLine:
    """One thing to do: when (a time, or since when it is overdue), what, for whom, and the words or the reason for it."""

    what: str
    when: str = ""
    customer: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    why: str = ""
    staff: str = ""
    done: bool = False


@dataclass(frozen=True)
class DaySheetData:
    """What the sheet prints; `staff` is empty for the whole shop. Lines come in the order of the agenda."""

    shop: ShopHead
    day: date
    staff: str = ""
    overdue: tuple[DayLine, ...] = ()
    lines: tuple[DayLine, ...] = ()


def day_sheet(data: DaySheetData, page: PageSetup) -> bytes:
    """Render the agenda of a day; same data, same bytes."""
    t = translator(page.language)
    weekday = _weekdays(t)[data.day.weekday()]
    whose = data.staff or t.context("paper", "whole shop")
    heading = Heading(t.context("paper", "Day sheet"), f"{figures.day(data.day)} {weekday}", data.shop, beside=whose)
    sheet = Sheet(page, heading, look=TIGHT)
    rows: list[Row] = []
    parts = (
        (t.context("paper", "Overdue: {n}").format(n=len(data.overdue)), data.overdue),
        (t.context("paper", "Today: {n}").format(n=len(data.lines)), data.lines),
    )
    for title, lines in parts:
        if lines:
            rows += [Band(title), *(_row(line, whole_shop=not data.staff) for line in lines)]
    if rows:
        sheet.gap(4)
        sheet.table(_columns(t), rows, least=_ROW_HEIGHT)
    else:
        sheet.paragraph(t.context("paper", "Nothing is due on this day."))
    return sheet.bytes()


def _columns(t: Translator) -> list[Column]:
    return [
        Column(t.context("paper", "Time"), 0.1, fits="20:28", bold=True),
        Column(t.context("paper", "To do"), 2.6, fits=Ticks((("SH20261128888", False),)), small=True),
        Column(t.context("paper", "Customer, phone"), 0.1, fits="142 0000 0317"),
        Column(t("Address"), 2.6, small=True),
        Column(t.context("paper", "Words, reason"), 3.2, small=True),
        Column(t.context("paper", "Notes"), 2.8),
    ]


def _row(line: DayLine, *, whole_shop: bool) -> tuple[Content, ...]:
    what = "\n".join(filter(None, (line.what, line.staff if whole_shop else "")))
    customer = "\n".join(filter(None, (line.customer, *line.phones)))
    return (line.when, Ticks(((what, line.done),)), customer, line.address, line.why, "")


def _weekdays(t: Translator) -> tuple[str, ...]:
    return (t("Monday"), t("Tuesday"), t("Wednesday"), t("Thursday"), t("Friday"), t("Saturday"), t("Sunday"))
