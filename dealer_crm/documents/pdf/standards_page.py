"""The standards of service (S0-20) as a page for the wall: by area, what holds, its measure, how it is checked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.grids import Band, Column, Row
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM, OFFICE, TIGHT, Look
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align, Ink
from dealer_crm.i18n import translator

_LOOKS = (OFFICE, TIGHT, FORM, replace(FORM, value=Ink(size=9, leading=11.6), small=Ink(size=8.5, leading=11), above=1.8))


@dataclass(frozen=True)
class StandardLine:
    """One standard in the words of the page."""

    words: str
    measure: str = ""
    check: str = ""


@dataclass(frozen=True)
class StandardsData:
    """What the page prints: areas with their standards, in order."""

    shop: ShopHead
    areas: tuple[tuple[str, tuple[StandardLine, ...]], ...] = ()


def standards_page(data: StandardsData, page: PageSetup) -> bytes:
    """Render the standards; same data, same bytes. They are set as large as one page allows."""
    return in_copies(page, lambda copy: _suited(data, copy))


def _suited(data: StandardsData, page: PageSetup) -> Sheet:
    sheets = [_written(data, page, look) for look in _LOOKS]
    least = min(sheet.pages for sheet in sheets)
    return next(sheet for sheet in sheets if sheet.pages == least)


def _written(data: StandardsData, page: PageSetup, look: Look) -> Sheet:
    t = translator(page.language)
    sheet = Sheet(page, Heading(t("Service standards"), "", data.shop), look=look)
    columns = sheet.columns(
        {
            "position": Column(t.context("paper", "#"), 0.1, fits="88", align=Align.CENTRE),
            "words": Column(t.context("paper", "What the customer may count on"), 4, bold=True),
            "measure": Column(t.context("paper", "Measure"), 3.2),
            "check": Column(t.context("paper", "How we check it"), 2.8, small=True),
        }
    )
    rows: list[Row] = []
    number = 0
    for title, lines in data.areas:
        rows.append(Band(title))
        for line in lines:
            number += 1
            cells = {"position": str(number), "words": line.words, "measure": line.measure, "check": line.check}
            rows.append([cells[code] for code in columns])
    if rows:
        sheet.gap(4)
        sheet.table(list(columns.values()), rows)
    else:
        sheet.paragraph(t.context("paper", "The list is empty."))
    return sheet
