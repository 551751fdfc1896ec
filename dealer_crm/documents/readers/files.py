"""One door for every file that comes in: its kind is told from its content, not from its name alone."""

from __future__ import annotations

from pathlib import Path

from dealer_crm.documents.readers.delimited import read_delimited
from dealer_crm.documents.readers.table import Limits, Table
from dealer_crm.documents.readers.vcards import card_table, read_cards
from dealer_crm.documents.readers.workbooks import OLE, ZIP, read_workbook
from dealer_crm.domain.files import FileEmpty, FileKindUnknown, FileNotReadable

LIMITS = Limits()
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".vcf")
"""What a file dialog offers."""
_MARKUP = (b"<", b"\xef\xbb\xbf<", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"MZ", b"\x7fELF")
_CARD = b"begin:vcard"


def read_table(path: Path, limits: Limits = LIMITS, sheet: str | None = None, encoding: str | None = None) -> Table:
    """Read a workbook's sheet, a delimited text or an address book as a plain table.

    Without `sheet` the first visible one with rows is taken. Raises the errors of `domain.files`, nothing else.
    """
    try:
        return _read(path, limits, sheet, encoding)
    except OSError as error:
        raise FileNotReadable(file=path.name) from error


def _read(path: Path, limits: Limits, sheet: str | None, encoding: str | None) -> Table:
    with path.open("rb") as stream:
        start = stream.read(512)
    if not start.strip():
        raise FileEmpty(file=path.name)
    suffix = path.suffix.lower()
    if start.startswith((ZIP, OLE)):
        return read_workbook(path, limits, sheet)
    if suffix not in SUFFIXES or start.startswith(_MARKUP):
        raise FileKindUnknown(file=path.name)
    if suffix == ".vcf" or _CARD in start.replace(b"\0", b"").lower():
        return card_table(path.name, read_cards(path, limits))
    return read_delimited(path, limits, encoding)
