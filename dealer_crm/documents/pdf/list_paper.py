"""Any list of the program on paper: its columns as wide as they need, as many pages as it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from dealer_crm.documents.lists import ColumnKind, ListColumn, Row, Value
from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.fonts import width
from dealer_crm.documents.pdf.grids import Column
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.i18n import translator

CODE, NAME = 16, 4
"""So many characters may a number or a Latin word have, and a Chinese name, and still stand on one line."""
_WORD = re.compile("[!-~]+")
_NUMBERS = (ColumnKind.NUMBER, ColumnKind.MONEY, ColumnKind.AREA)
_SAMPLES = {ColumnKind.DATE: figures.SAMPLE_DAY, ColumnKind.DATETIME: f"{figures.SAMPLE_DAY} 20:28", ColumnKind.MONEY: "18,600.00"}


@dataclass(frozen=True)
class ListPaperData:
    """What the paper prints: title, columns and rows of plain values (money in 分, other amounts in thousandths), and
    what was asked for in words."""

    title: str
    columns: tuple[ListColumn, ...]
    rows: tuple[Row, ...]
    shop: ShopHead = ShopHead()
    words: str = ""


def list_paper(data: ListPaperData, page: PageSetup) -> bytes:
    """Render a list; same data, same bytes. It keeps its own name whatever the shop calls lists."""
    return in_copies(page, lambda copy: _written(data, copy))


def _written(data: ListPaperData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    count = t.context("paper", "{n} rows").format(n=len(data.rows))
    sheet = Sheet(page, Heading(data.title, count, data.shop, usual=False), look=TIGHT)
    if data.words and sheet.shows("question"):
        sheet.paragraph(data.words)
    if data.rows:
        columns = [_column(column, [row[place] for row in data.rows]) for place, column in enumerate(data.columns)]
        kinds = [column.kind for column in data.columns]
        sheet.table(columns, [tuple(_shown(kind, value) for kind, value in zip(kinds, row, strict=True)) for row in data.rows])
    else:
        sheet.paragraph(t.context("paper", "The list is empty."))
    return sheet


def _column(column: ListColumn, values: list[Value]) -> Column:
    texts = [str(value) for value in values if value not in (None, "")]
    sample = _SAMPLES.get(column.kind, "")
    whole = sample or max((part for text in texts for part in _unbroken(text)), key=_room_for, default="")
    align = Align.RIGHT if column.kind in _NUMBERS else Align.LEFT
    narrow = sample or all(_unbroken(text) == [text] for text in texts)
    return Column(column.title, 0.1 if narrow else column.width, fits=whole, align=align, small=True)


def _unbroken(text: str) -> list[str]:
    """Return what of a text stays on one line: all of a number, a telephone or a short name, else its Latin words."""
    if len(text) <= (CODE if text.isascii() else NAME):
        return [text]
    return [word for word in _WORD.findall(text) if len(word) <= CODE]


def _room_for(text: str) -> float:
    return width(text, TIGHT.small.size)


def _shown(kind: ColumnKind, value: Value) -> str:
    if value is None:
        return ""
    if kind is ColumnKind.MONEY and isinstance(value, int):
        return figures.money(value)
    if kind is ColumnKind.AREA and isinstance(value, int):
        return figures.quantity(value)
    if isinstance(value, datetime):
        return figures.moment(value)
    return figures.day(value) if isinstance(value, date) else str(value)
