"""Writes a record as a workbook: a title, labels with their values, tables below; text stays text, days and money are real ones."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dealer_crm.documents.excel.cells import BOLD, HEAD, LABEL, LINE, SECTION, TITLE, put, timeless
from dealer_crm.documents.excel.list_workbook import sheet_name
from dealer_crm.documents.lists import ColumnKind, ListColumn, Row, Value, titles
from dealer_crm.domain.text import clean, one_line

_TOP = Alignment(vertical="top", horizontal="left", wrap_text=True)
_IN_TABLE = Alignment(vertical="top", wrap_text=True)
_LEAST_WIDTHS = (16.0, 30.0)
_WIDE = 6


@dataclass(frozen=True)
class RecordValue:
    """A label with its value; the kind says how the value is to be understood."""

    label: str
    value: Value
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True)
class RecordTable:
    """A table of the record, under its own title."""

    title: str
    columns: tuple[ListColumn, ...]
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class RecordSheet:
    """One sheet: a title, a line below it, labels with values, then tables."""

    name: str
    title: str
    subtitle: str = ""
    values: tuple[RecordValue, ...] = ()
    tables: tuple[RecordTable, ...] = ()


def record_workbook(sheets: Sequence[RecordSheet]) -> bytes:
    """Return the workbook, one sheet for each record; same records, same bytes. Raises CellTooLong."""
    book = Workbook()
    if sheets and book.active is not None:
        book.remove(book.active)
    for record in sheets:
        _Writer(book.create_sheet(sheet_name(record.name)), record).write()
    target = io.BytesIO()
    book.save(target)
    return timeless(target.getvalue())


class _Writer:
    """Fills one sheet from top to bottom."""

    def __init__(self, sheet: Worksheet, record: RecordSheet) -> None:
        self._sheet = sheet
        self._record = record
        self._row = 1
        self._across = max([2, *(len(table.columns) for table in record.tables)])

    def write(self) -> None:
        """Write everything and set the page up."""
        self._line(self._record.title, TITLE)
        if self._record.subtitle:
            self._line(self._record.subtitle, LABEL)
        self._row += 1
        for value in self._record.values:
            self._labelled(value)
        for table in self._record.tables:
            self._row += 1
            self._table(table)
        self._set_up()

    def _line(self, text: str, font: Font) -> None:
        self._put(1, ColumnKind.TEXT, one_line(clean(text))).font = font
        self._row += 1

    def _labelled(self, value: RecordValue) -> None:
        label = self._put(1, ColumnKind.TEXT, value.label)
        label.font = LABEL
        label.alignment = _TOP
        self._put(2, value.kind, value.value, value.label).alignment = _TOP
        if self._across > 2:
            self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=2, end_column=self._across)
        self._row += 1

    def _table(self, table: RecordTable) -> None:
        self._line(table.title, SECTION)
        names = titles(table.columns)
        for number, name in enumerate(names, 1):
            head = self._put(number, ColumnKind.TEXT, name)
            head.font, head.fill, head.border = BOLD, HEAD, LINE
        self._row += 1
        for row in table.rows:
            for number, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
                self._put(number, column.kind, value, names[number - 1]).alignment = _IN_TABLE
            self._row += 1

    def _put(self, column: int, kind: ColumnKind, value: Value, name: str = "") -> Cell:
        return put(self._sheet, (self._row, column), kind, value, name)

    def _set_up(self) -> None:
        for number in range(1, self._across + 1):
            wanted = [table.columns[number - 1].width for table in self._record.tables if len(table.columns) >= number]
            least = _LEAST_WIDTHS[number - 1] if number <= len(_LEAST_WIDTHS) and not (number > 1 and wanted) else 8.0
            self._sheet.column_dimensions[get_column_letter(number)].width = max([least, *wanted])
        self._sheet.page_setup.paperSize = 9
        self._sheet.page_setup.orientation = "landscape" if self._across > _WIDE else "portrait"
        self._sheet.page_setup.fitToHeight = 0
        self._sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        foot = self._sheet.oddFooter
        if foot is not None and foot.right is not None:
            foot.right.text = "&P / &N"
        self._sheet.sheet_view.showGridLines = False
