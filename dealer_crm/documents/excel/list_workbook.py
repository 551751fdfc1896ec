"""Writes a list as a workbook: text stays text, numbers and dates are real ones, and the file is read back before it counts."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from rustpy_xlsxwriter import Format, write_worksheet

from dealer_crm.documents.lists import ColumnKind, ListColumn, Row, Value, titles
from dealer_crm.documents.saving import replacing
from dealer_crm.domain.files import CellTooLong, FileNotComplete, FileNotWritable, FileTooManyRows
from dealer_crm.domain.text import clean, one_line

CELL_CHARACTERS = 32_767
SHEET_ROWS = 1_048_575
PIECE, CELL_ENDS = 1 << 20, b"</c>"
_EXACT = 2**53
_PLAIN = re.compile(f"[ -~\u4e00-\u9fff]{{1,{CELL_CHARACTERS // 2}}}").fullmatch
"""Most texts: nothing in them is to be cleaned, and they are not too long."""
_FIRST_YEAR = 1900
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
NUMBER_FORMATS = {
    ColumnKind.MONEY: "#,##0.00",
    ColumnKind.DATE: "yyyy-mm-dd",
    ColumnKind.DATETIME: "yyyy-mm-dd hh:mm",
}


def write_list(target: Path, columns: Sequence[ListColumn], rows: Iterable[Row], sheet_title: str) -> int:
    """Write the rows under their titles and return how many they are.

    Raises CellTooLong, FileTooManyRows, FileNotWritable, FileNotComplete; `target` is as before then. An exception of
    `rows` itself (a cancel) leaves nothing behind either.
    """
    source = _Records(target.name, columns, rows)
    formats = [_format(column.kind) for column in columns]
    texts = [title for title, column in zip(source.titles, columns, strict=True) if column.kind is ColumnKind.TEXT]
    with replacing(target) as draft:
        try:
            write_worksheet(
                iter(source),
                str(draft),
                sheet_name=sheet_name(sheet_title),
                freeze_row=1,
                autofilter=True,
                header_format=Format().set_bold().set_background_color("#EEF1F5").set_border_bottom("thin").set_align("vertical_center"),
                row_heights={0: 22.0},
                column_formats=dict(zip(source.titles, formats, strict=True)),
                column_widths=dict(zip(source.titles, (float(column.width) for column in columns), strict=True)),
                ignore_errors=texts,
                page_setup={"landscape": True, "paper_size": 9, "fit_to_pages": (1, 0), "repeat_rows": 0, "footer": "&R&P / &N"},
            )
        except BaseException as error:
            if refusal := _refusal(error, target):
                raise refusal from error
            raise
        if filled_cells(draft, target.name) != source.filled:
            raise FileNotComplete(file=target.name)
    return source.count


def _refusal(error: BaseException, target: Path) -> Exception | None:
    """Return what the library's error means. It panics, by what is no Exception, where its own temporary files find no room."""
    if not isinstance(error, OSError | RuntimeError) and type(error).__name__ != "PanicException":
        return None
    said = re.search(r"(?:os error|code:) (\d+)", str(error))
    if said is None:
        return FileNotWritable(file=target.name)
    code = int(said.group(1))
    return OSError(code, str(error), None, code)


class _Records:
    """The rows as the writer wants them, counted while they pass."""

    def __init__(self, file: str, columns: Sequence[ListColumn], rows: Iterable[Row]) -> None:
        self.titles = titles(columns)
        self.count = 0
        self.filled = sum(1 for title in self.titles if title)
        self._file = file
        self._kinds = [column.kind for column in columns]
        self._rows = rows

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Yield a record for each row; a list without rows gives an empty one, so that the titles are written."""
        for row in self._rows:
            self.count += 1
            if self.count > SHEET_ROWS:
                raise FileTooManyRows(file=self._file, rows=SHEET_ROWS, columns=len(self.titles))
            yield self._record(row)
        if not self.count:
            yield dict.fromkeys(self.titles)

    def _record(self, row: Row) -> dict[str, Value]:
        record = {
            title: None
            if value is None or value == ""
            else value
            if type(value) is str and _PLAIN(value)
            else self._cell(title, kind, value)
            for title, kind, value in zip(self.titles, self._kinds, row, strict=True)
        }
        self.filled += len(record) - list(record.values()).count(None)
        return record

    def _cell(self, title: str, kind: ColumnKind, value: Value) -> Value:
        cell = cell_value(kind, value)
        if isinstance(cell, str) and too_long(cell):
            raise CellTooLong(row=self.count + 1, column=title)
        return cell


def cell_value(kind: ColumnKind, value: Value) -> Value:
    """Return what stands in the cell: 分 become 元, thousandths units, text is cleaned; None where nothing is left."""
    if value is None:
        return None
    if kind is ColumnKind.TEXT or isinstance(value, str):
        return clean(str(value)) or None
    if isinstance(value, date):
        return _day(value)
    if kind is ColumnKind.MONEY:
        return float(value) / 100
    if kind is ColumnKind.AREA:
        return float(value) / 1000
    return str(value) if abs(value) > _EXACT else value


def sheet_name(title: str) -> str:
    """Return a name that Excel accepts for a sheet: at most 31 characters, none of []:*?/\\, no apostrophe at the ends."""
    name = one_line(clean(title).translate(_NOT_IN_SHEET_NAMES))
    name = name.encode("utf-16-le")[: 2 * 31].decode("utf-16-le", "ignore").strip(" '")
    return name if name and name.casefold() != "history" else "Sheet1"


def _day(value: date) -> Value:
    """Excel's calendar begins in 1900 and knows no time zones; earlier days become text."""
    if value.year < _FIRST_YEAR:
        return value.isoformat()
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def too_long(text: str) -> bool:
    """Excel counts UTF-16 units."""
    return len(text) > CELL_CHARACTERS // 2 and len(text.encode("utf-16-le")) // 2 > CELL_CHARACTERS


def _format(kind: ColumnKind) -> Format:
    """Text is marked as such (@ and quotePrefix), so that no program takes it for a formula or a number."""
    if kind is ColumnKind.TEXT:
        return Format().set_num_format("@").set_quote_prefix()
    number = NUMBER_FORMATS.get(kind)
    return Format().set_num_format(number) if number else Format()


def filled_cells(path: Path, file: str) -> int:
    """Count the filled cells, every part of the file read and its sum compared. Raises FileNotComplete where it does not hold."""
    try:
        with zipfile.ZipFile(path) as parts:
            return sum(_cells_in(parts, part) for part in parts.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FileNotComplete(file=file) from error


def _cells_in(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Read a part to its end; only a cell that holds something has an end of its own."""
    found, before = 0, b""
    with parts.open(part) as stream:
        while piece := stream.read(PIECE):
            found += (before + piece).count(CELL_ENDS)
            before = piece[1 - len(CELL_ENDS) :]
    return found if part.filename.startswith("xl/worksheets/") else 0
