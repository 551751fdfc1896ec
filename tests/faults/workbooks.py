"""Writes hostile texts into every kind of workbook and .csv that goes out, and reads them back with another library, cell for cell."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from dealer_crm.documents import csv_file
from dealer_crm.documents.excel import list_workbook
from dealer_crm.documents.excel.record_workbook import RecordSheet, RecordTable, RecordValue, record_workbook
from dealer_crm.documents.lists import ListColumn
from dealer_crm.domain.text import clean
from tests.documents.hostile import strings
from tests.faults.files import corpus

CELL = 32_767
FORMULA = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]|[\t\r]")
ACTIVE = re.compile(rb"<f[ >]|<hyperlink|<externalReference|<ddeLink|<oleLink")
COLUMNS = (ListColumn("=1+1"), ListColumn("备注"))


@dataclass(frozen=True)
class WorkbookFigures:
    """What went out. `different` cells came back as something else, `unmarked` ones may become formulas, `active` parts are such."""

    files: int
    cells: int
    different: int
    unmarked: int
    active: int
    first_trouble: str = ""


Cells = list[str]
"""The texts of a file in order, as another program reads them."""


def hostile(folder: Path) -> list[str]:
    """Return every hostile text as far as a cell holds it."""
    return [text[:CELL] for text in strings(folder)]


def list_file(folder: Path, texts: Sequence[str]) -> tuple[Path, Cells, int]:
    """Write a list as a workbook; read it with openpyxl, which the writer does not use, and count cells without their mark."""
    path = folder / "list.xlsx"
    list_workbook.write_list(path, COLUMNS, [(f"{number}", text) for number, text in enumerate(texts)], "x")
    cells = [row[1] for row in load_workbook(path).worksheets[0].iter_rows(min_row=2)]
    unmarked = sum(cell.value is not None and not (cell.data_type == "s" and cell.quotePrefix) for cell in cells)
    return path, [_said(cell.value) for cell in cells], unmarked


def record_file(folder: Path, texts: Sequence[str]) -> tuple[Path, Cells, int]:
    """Write a record; read it with calamine for the values and with openpyxl for the marks."""
    path = folder / "record.xlsx"
    rows = tuple((f"{number}", text) for number, text in enumerate(texts))
    values = tuple(RecordValue(text, text) for text in texts[:9])
    path.write_bytes(record_workbook([RecordSheet(texts[0], texts[0], texts[0], values, (RecordTable("t", COLUMNS, rows),))]))
    with CalamineWorkbook.from_path(path) as book:
        read = book.get_sheet_by_index(0).to_python(skip_empty_area=False)[-len(texts) :]
    marked = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.value is not None]
    unmarked = sum(not (cell.data_type == "s" and cell.quotePrefix) for cell in marked)
    return path, [_said(row[1]) for row in read], unmarked


def text_file(folder: Path, texts: Sequence[str]) -> tuple[Path, Cells, int]:
    """Write a list as .csv; read it as any program would, and count cells that begin like a formula."""
    path = folder / "list.csv"
    csv_file.write_csv(path, COLUMNS, [(f"{number}", text) for number, text in enumerate(texts)])
    content = path.read_bytes()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
    unmarked = sum(bool(FORMULA.match(row[1])) and not row[1].startswith("'") for row in rows)
    unmarked += not content.startswith(b"\xef\xbb\xbf")
    return path, [csv_file.unguarded(row[1]) for row in rows], unmarked


KINDS: tuple[Callable[[Path, Sequence[str]], tuple[Path, Cells, int]], ...] = (list_file, record_file, text_file)


def written(texts: Sequence[str]) -> WorkbookFigures:
    """Write every text into every kind of file. A cell of nothing but blanks may come back empty."""
    cells = different = unmarked = active = 0
    first = ""
    with tempfile.TemporaryDirectory(prefix="dealer-crm-books-") as place:
        for make in KINDS:
            path, back, bare = make(Path(place), texts)
            wrong = [(text, came) for text, came in zip(texts, back, strict=True) if came != clean(text) and (came or clean(text).strip())]
            parts = active_parts(path)
            cells, different = cells + len(back), different + len(wrong)
            unmarked, active = unmarked + bare, active + len(parts)
            first = first or (f"{path.name}: {wrong[:1] or parts or bare}" if wrong or parts or bare else "")
    return WorkbookFigures(len(KINDS), cells, different, unmarked, active, first)


def active_parts(path: Path) -> list[str]:
    """Return the parts of a package in which something could be evaluated or followed."""
    if path.suffix != ".xlsx":
        return []
    with zipfile.ZipFile(path) as package:
        named = [name for name in package.namelist() if re.search("external|vba|macro|activex|embed", name, re.IGNORECASE)]
        return named + [name for name in package.namelist() if ACTIVE.search(package.read(name))]


def _said(value: object) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n")


def figures(most: int | None) -> WorkbookFigures:
    """Write so many texts (all)."""
    return written(hostile(corpus())[:most])
