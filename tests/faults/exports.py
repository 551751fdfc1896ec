"""Exports a shop whose every text is hostile: each list, each record and the whole files, read back by another library."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from dealer_crm.documents.csv_file import unguarded
from dealer_crm.domain.progress import NoProgress
from dealer_crm.domain.text import clean
from dealer_crm.i18n import translator
from dealer_crm.services.exports import ExportOrder, Exports
from dealer_crm.services.listings.tables import LISTINGS
from dealer_crm.services.listings.writing import Listings
from dealer_crm.services.record_books.books import RecordBooks
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.opening import prepare
from tests.faults.workbooks import FORMULA, active_parts
from tests.services.desk import desk
from tests.storage.shops import Clock, pinyin

FIXTURE = Path(__file__).parents[1] / "storage" / "fixtures" / "store-0.1.0.zip"
RECORDS = {"order": "orders", "delivery": "deliveries", "equipment": "equipment", "complaint": "complaints"}
LANGUAGE = "zh"


@dataclass(frozen=True)
class ExportFigures:
    """What went out of one shop: `different` rows came back otherwise than the lists show them."""

    files: int
    rows: int
    different: int
    unmarked: int
    active: int
    first_trouble: str = ""


class _Desk:
    """Exports from one store and counts."""

    def __init__(self, db: Database, place: Path) -> None:
        clock = Clock()
        trade = Trade()
        self.place = place
        self.listings = Listings(db, clock, trade, desk(db, clock))
        self.books, self.exports = RecordBooks(db, clock, trade), Exports(db, clock)
        self.files = self.rows = self.different = self.unmarked = self.active = 0
        self.first = ""

    def note(self, path: Path, wanted: Sequence[Sequence[str]], came: Sequence[Sequence[str]], unmarked: int) -> None:
        """Count a file with the rows that it should hold and those that came back."""
        wrong = [pair for pair in zip(wanted, came, strict=True) if list(pair[0]) != list(pair[1])]
        parts = active_parts(path)
        self.files += 1
        self.rows += len(came)
        self.different += len(wrong)
        self.unmarked += unmarked
        self.active += len(parts)
        self.first = self.first or (f"{path.name}: {wrong[:1] or parts or unmarked}" if wrong or parts or unmarked else "")

    def lists(self) -> None:
        """Export every list both ways; texts are compared with what the list's own fields say."""
        t = translator(LANGUAGE)
        for name, listing in LISTINGS.items():
            ids = list(self.listings.ids(name))
            wanted = [[_text(field.read(row, t)) for field in listing.fields] for row in self.listings.rows(name, ids)]
            for suffix in (".xlsx", ".csv"):
                path = self.place / f"{name}{suffix}"
                self.listings.save(name, path, LANGUAGE, NoProgress())
                came, unmarked = (sheet_of if suffix == ".xlsx" else text_of)(path)
                self.note(path, *_texts_only(wanted, came), unmarked)

    def whole(self) -> None:
        """Export all customers with every field as workbook and .csv: both hold the same texts."""
        both = []
        for suffix in (".xlsx", ".csv"):
            path = self.place / f"whole{suffix}"
            self.exports.save(ExportOrder(path, LANGUAGE, whole=True), NoProgress())
            both.append((path, *(sheet_of if suffix == ".xlsx" else text_of)(path)))
        (sheet, rows, bare), (listed, texts, open_ones) = both
        self.note(sheet, *_texts_only(texts, rows), bare)
        self.note(listed, texts, texts, open_ones)

    def records(self) -> None:
        """Export records of each kind; another reader finds the same texts as the one that belongs to the writer."""
        for kind, name in RECORDS.items():
            for one in list(self.listings.ids(name))[:6]:
                path = self.place / f"{kind}.xlsx"
                path.write_bytes(self.books.workbook(kind, one, LANGUAGE).content)
                sheet = load_workbook(path).worksheets[0]
                own = [_text(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
                with CalamineWorkbook.from_path(path) as book:
                    read = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row if isinstance(cell, str) and cell]
                texts = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
                bare = sum(not (cell.data_type == "s" and cell.quotePrefix) for cell in texts)
                self.note(path, [own], [[cell.replace("\r\n", "\n") for cell in read]], bare)


def sheet_of(path: Path) -> tuple[list[list[str]], int]:
    """Return the rows of a list's workbook below its titles, as openpyxl reads them, and how many texts lack their mark."""
    cells = [list(row) for row in load_workbook(path).worksheets[0].iter_rows(min_row=2)]
    texts = [cell for row in cells for cell in row if isinstance(cell.value, str)]
    unmarked = sum(cell.data_type != "s" or (bool(FORMULA.match(str(cell.value))) and not cell.quotePrefix) for cell in texts)
    return [[cell.value if isinstance(cell.value, str) else "" for cell in row] for row in cells], unmarked


def text_of(path: Path) -> tuple[list[list[str]], int]:
    """Return the rows of a .csv below its titles, and how many cells would be taken for formulas."""
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))[1:]
    open_cells = sum(bool(FORMULA.match(cell)) and not cell.startswith("'") and not _number(cell) for row in rows for cell in row)
    return [[unguarded(cell) for cell in row] for row in rows], open_cells


def _number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdigit()


def _text(value: Any) -> str:
    return clean(value) if isinstance(value, str) else ""


def _texts_only(wanted: Sequence[Sequence[str]], came: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[list[str]]]:
    """Leave out numbers and days: they are text in a .csv and real ones in a workbook. Blanks may come back as nothing."""
    kept = [[(a, b) for a, b in zip(one, two, strict=True) if _counts(a, b)] for one, two in zip(wanted, came, strict=True)]
    return [[a for a, _ in row] for row in kept], [[b for _, b in row] for row in kept]


def _counts(wanted: str, came: str) -> bool:
    """Tell whether two cells are to be compared: where one is empty, the other must be a number or a day to be let off."""
    if not wanted.strip() or came.strip():
        return bool(wanted.strip())
    return not _number(wanted) and not wanted[:4].isdigit()


def figures(_count: int | None) -> ExportFigures:
    """Export the frozen shop of 0.1.0, into whose every text column hostile texts were put."""
    with tempfile.TemporaryDirectory(prefix="dealer-crm-exports-") as place:
        with zipfile.ZipFile(FIXTURE) as file:
            file.extract("store.sqlite", place)
        prepare(Path(place, "store.sqlite"), lambda _path: None)
        db = Database(Path(place, "store.sqlite"), pinyin(), Clock())
        desk = _Desk(db, Path(place))
        desk.lists()
        desk.whole()
        desk.records()
        db.close()
    return ExportFigures(desk.files, desk.rows, desk.different, desk.unmarked, desk.active, desk.first)
