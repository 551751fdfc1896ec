"""Writes a record as a workbook: a title, labels with their values, tables below; text stays text, days and money are real ones."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dealer_crm.documents.excel.list_workbook import NUMBER_FORMATS, cell_value, sheet_name, too_long
from dealer_crm.documents.lists import ColumnKind, ListColumn, Row, Value, titles
from dealer_crm.domain.files import CellTooLong
from dealer_crm.domain.text import clean, one_line

_TITLE = Font(size=16, bold=True)
_SECTION = Font(size=12, bold=True)
_LABEL = Font(color="4A5565")
_HEAD = PatternFill("solid", fgColor="EEF1F5")
_LINE = Border(bottom=Side("thin", color="8A94A3"))
_TOP = Alignment(vertical="top", horizontal="left", wrap_text=True)
_IN_TABLE = Alignment(vertical="top", wrap_text=True)
_LEAST_WIDTHS = (16.0, 30.0)
_WIDE = 6
_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


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
    return _timeless(target.getvalue())


class _Writer:
    """Fills one sheet from top to bottom."""

    def __init__(self, sheet: Worksheet, record: RecordSheet) -> None:
        self._sheet = sheet
        self._record = record
        self._row = 1
        self._across = max([2, *(len(table.columns) for table in record.tables)])

    def write(self) -> None:
        """Write everything and set the page up."""
        self._line(self._record.title, _TITLE)
        if self._record.subtitle:
            self._line(self._record.subtitle, _LABEL)
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
        label.font = _LABEL
        label.alignment = _TOP
        self._put(2, value.kind, value.value, value.label).alignment = _TOP
        if self._across > 2:
            self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=2, end_column=self._across)
        self._row += 1

    def _table(self, table: RecordTable) -> None:
        self._line(table.title, _SECTION)
        names = titles(table.columns)
        for number, name in enumerate(names, 1):
            head = self._put(number, ColumnKind.TEXT, name)
            head.font, head.fill, head.border = Font(bold=True), _HEAD, _LINE
        self._row += 1
        for row in table.rows:
            for number, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
                self._put(number, column.kind, value, names[number - 1]).alignment = _IN_TABLE
            self._row += 1

    def _put(self, column: int, kind: ColumnKind, value: Value, name: str = "") -> Cell:
        """Fill a cell; text is marked as such, so that no program takes it for a formula or a number."""
        cell = self._sheet.cell(self._row, column)
        content = cell_value(kind, value)
        if isinstance(content, str):
            if too_long(content):
                raise CellTooLong(row=self._row, column=name)
            cell.value = content
            cell.data_type = "s"
            cell.number_format = "@"
            cell.quotePrefix = True
        elif content is not None:
            cell.value = content
            cell.number_format = NUMBER_FORMATS.get(kind, "General")
        assert isinstance(cell, Cell)
        return cell

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


def _timeless(workbook: bytes) -> bytes:
    """Return the package without the moment at which it was made."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _SAVED.sub(rb"\g<1>2000-01-01T00:00:00Z", part)
            package.writestr(zipfile.ZipInfo(name, _LONG_AGO), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()
