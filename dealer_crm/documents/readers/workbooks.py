"""Reads .xlsx, .xlsm, .xlsb, .xls and .ods with calamine, after the package was looked into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from dealer_crm.documents.readers.packages import check_package
from dealer_crm.documents.readers.table import Cell, Limits, Table, collected
from dealer_crm.domain.files import FileEmpty, FileNotReadable, FilePasswordProtected, FileTooLarge, FileTooManyRows

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(path: Path, limits: Limits, sheet: str | None = None) -> Table:
    """Return one sheet: the named one, else the first visible one with rows. Raises the errors of `domain.files`."""
    file = path.name
    with path.open("rb") as source:
        if source.read(2) == ZIP:
            check_package(source, file, limits)
        else:
            _check_ole(source, file, limits)
        source.seek(0)
        with _known_trouble(file), CalamineWorkbook.from_filelike(source) as workbook:
            names = _names(workbook)
            if sheet is not None:
                return _table(workbook, file, sheet if sheet in names else "", limits)
            for name in names:
                try:
                    return _table(workbook, file, name, limits)
                except FileEmpty:
                    continue
    raise FileEmpty(file=file)


def _check_ole(source: IO[bytes], file: str, limits: Limits) -> None:
    """Refuse what is too long, and name a password as such: an encrypted .xlsx is a package inside an old container."""
    source.seek(0)
    content = source.read(limits.part_bytes + 1)
    if len(content) > limits.part_bytes:
        raise FileTooLarge(file=file, megabytes=limits.part_bytes // 2**20)
    if _ENCRYPTED in content:
        raise FilePasswordProtected(file=file)


def _table(workbook: CalamineWorkbook, file: str, name: str, limits: Limits) -> Table:
    if not name:
        raise FileEmpty(file=file)
    page = workbook.get_sheet_by_name(name)
    if page.start is None or page.end is None:
        raise FileEmpty(file=file)
    if page.start[0] >= limits.rows or page.start[1] >= limits.columns:
        raise FileTooManyRows(file=file, rows=limits.rows, columns=limits.columns)
    rows, width = collected(file, _rows(page, page.start[1]), limits)
    return Table(file, rows, width, sheet=name, sheets=tuple(_names(workbook)))


def _rows(page: CalamineSheet, first_column: int) -> Iterable[Sequence[Cell]]:
    """Give the rows from column A on; calamine begins at the first filled column (but at row 1)."""
    if not first_column:
        return page.iter_rows()
    indent: list[Cell] = [None] * first_column
    return ([*indent, *row] for row in page.iter_rows())


def _names(workbook: CalamineWorkbook) -> list[str]:
    """Return the visible worksheets, or all of them where none is visible."""
    pages = [page for page in workbook.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
    return [p.name for p in pages if p.visible == SheetVisibleEnum.Visible] or [p.name for p in pages]


@contextmanager
def _known_trouble(file: str) -> Iterator[None]:
    """Turn what the parser says about a bad file into our words; its panics are no Exception."""
    try:
        yield
    except PasswordError as error:
        raise FilePasswordProtected(file=file) from error
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        raise FileNotReadable(file=file) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise FileNotReadable(file=file) from error
