"""Cells of a workbook that is built in memory: what is typed stays text, days and amounts are real; and its package without a clock."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl.cell.cell import Cell
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from dealer_crm.documents.excel.list_workbook import NUMBER_FORMATS, cell_value, too_long
from dealer_crm.documents.lists import ColumnKind, Value
from dealer_crm.domain.files import CellTooLong

TITLE, SECTION, LABEL, BOLD = Font(size=16, bold=True), Font(size=12, bold=True), Font(color="4A5565"), Font(bold=True)
HEAD = PatternFill("solid", fgColor="EEF1F5")
LINE = Border(bottom=Side("thin", color="8A94A3"))
_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def put(sheet: Worksheet, at: tuple[int, int], kind: ColumnKind, value: Value, name: str = "") -> Cell:
    """Fill the cell in a row and column; text is marked as such, so that no program takes it for a formula or a number.

    Raises CellTooLong, which says `name`.
    """
    cell = sheet.cell(*at)
    content = cell_value(kind, value)
    if isinstance(content, str):
        if too_long(content):
            raise CellTooLong(row=at[0], column=name)
        cell.value = content
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = True
    elif content is not None:
        cell.value = content
        cell.number_format = NUMBER_FORMATS.get(kind, "General")
    assert isinstance(cell, Cell)
    return cell


def timeless(workbook: bytes) -> bytes:
    """Return the package without the moment at which it was made."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _SAVED.sub(rb"\g<1>2000-01-01T00:00:00Z", part)
            package.writestr(zipfile.ZipInfo(name, _LONG_AGO), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()
