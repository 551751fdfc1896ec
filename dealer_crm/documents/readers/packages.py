"""Looks into a zipped workbook before a parser does: size, number of parts, foreign definitions, far-away cells."""

from __future__ import annotations

import re
import string
import zipfile
import zlib
from typing import IO

from dealer_crm.documents.readers.table import Limits
from dealer_crm.domain.files import FileBomb, FileKindUnknown, FileNotReadable, FilePasswordProtected, FileTooManyRows

_CHUNK = 2**20
_OVERLAP = 512
_SMALL = 2**20
_CELL = rb'c\s[^<>]{0,80}?r="([A-Z]{1,8}[0-9]{1,12})"[^<>]{0,80}+(?<!/)>\s{0,80}+<[^/]'
_FILLED_CELL, _PREFIXED_CELL = re.compile(b"<" + _CELL), re.compile(rb"<(?:\w{1,8}:)?" + _CELL)
_LETTERS, _DIGITS = string.ascii_uppercase.encode(), string.digits.encode()
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_WORKBOOKS = ("xl/", "content.xml", "[Content_Types].xml")
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError)


def check_package(source: IO[bytes], file: str, limits: Limits) -> None:
    """Read every part once without keeping it.

    Raises FileBomb, FileTooManyRows, FilePasswordProtected, FileKindUnknown, FileNotReadable.
    """
    try:
        with zipfile.ZipFile(source) as package:
            check = _Check(file, limits)
            check.directory(package.infolist())
            for part in package.infolist():
                check.part(package, part)
    except _BROKEN as error:
        raise FileNotReadable(file=file) from error


class _Check:
    """One walk through one package."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._total = 0
        self._row = self._column = 0

    def directory(self, parts: list[zipfile.ZipInfo]) -> None:
        """Judge what the directory declares."""
        names = [part.filename.replace("\\", "/").removeprefix("/") for part in parts]
        if not any(name.startswith(_WORKBOOKS) for name in names):
            raise FileKindUnknown(file=self._file)
        if any(part.flag_bits & 1 for part in parts):
            raise FilePasswordProtected(file=self._file)
        declared = sum(part.file_size for part in parts)
        if len(parts) > self._limits.parts or declared > self._limits.total_bytes or any(map(self._swells, parts)):
            raise FileBomb(file=self._file)

    def part(self, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        """Unpack one part piece by piece, counting what really comes out."""
        markup = part.filename.lower().endswith((".xml", ".rels"))
        size, tail = 0, b""
        self._row = self._column = 0
        with package.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._total += len(chunk)
                if size > self._limits.part_bytes or self._total > self._limits.total_bytes:
                    raise FileBomb(file=self._file)
                if markup:
                    self._markup(tail + chunk)
                    tail = chunk[-_OVERLAP:]

    def _swells(self, part: zipfile.ZipInfo) -> bool:
        packed = self._limits.ratio * max(part.compress_size, 1)
        return part.file_size > self._limits.part_bytes or part.file_size > max(packed, _SMALL)

    def _markup(self, piece: bytes) -> None:
        """Refuse foreign definitions, and cells so far out that the area up to them cannot be held."""
        plain = piece.replace(b"\0", b"") if b"\0" in piece else piece
        if b"<!" in plain and _DOCTYPE.search(plain):
            raise FileBomb(file=self._file)
        pattern = _PREFIXED_CELL if b":c" in piece else _FILLED_CELL
        if cells := b" ".join(pattern.findall(piece)):
            self._row = max(self._row, *map(int, set(cells.translate(None, _LETTERS).split())))
            self._column = max(self._column, *map(_number, set(cells.translate(None, _DIGITS).split())))
        limits = self._limits
        far = self._row > limits.rows or self._column > limits.columns or self._row * self._column > 2 * limits.cells
        if far:
            raise FileTooManyRows(file=self._file, rows=limits.rows, columns=limits.columns)


def _number(letters: bytes) -> int:
    """Return the number of a column: A is 1, SR is 512."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
