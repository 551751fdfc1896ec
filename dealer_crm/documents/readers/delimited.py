"""Reads .csv and other delimited text: encoding and delimiter found, or the encoding chosen by the user."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from dealer_crm.documents.readers.table import Limits, Table, collected
from dealer_crm.domain.files import FileEncodingUnknown, FileNotReadable, FileTooLarge

ENCODINGS = ("utf-8-sig", "gb18030", "big5hkscs", "utf-16")
"""What a user may choose; gb18030 reads GBK and GB2312 as well."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GUESSES = ("utf-8-sig", "gb18030")
_DELIMITERS = (",", "\t", ";")
_CHUNK = 2**20
_SAMPLE_ROWS = 30
_SAMPLE_CHARACTERS = 2**18


def read_delimited(path: Path, limits: Limits, encoding: str | None = None) -> Table:
    """Return the rows as text. Raises FileTooLarge, FileEncodingUnknown, FileNotReadable, FileTooManyRows, FileEmpty."""
    file = path.name
    if path.stat().st_size > limits.part_bytes:
        raise FileTooLarge(file=file, megabytes=limits.part_bytes // 2**20)
    found = encoding_of(path, encoding)
    try:
        with path.open(encoding=found, newline="") as stream:
            sample = stream.read(_SAMPLE_CHARACTERS)
            stream.seek(0)
            delimiter = _announced(stream)
            rows, width = collected(file, csv.reader(stream, delimiter=delimiter or _delimiter(sample)), limits)
    except UnicodeError as error:
        raise FileEncodingUnknown(file=file) from error
    except csv.Error as error:
        raise FileNotReadable(file=file) from error
    return Table(file, rows, width, encoding=found)


def encoding_of(path: Path, chosen: str | None = None) -> str:
    """Return the encoding: by its mark, else strict UTF-8, else GB18030. Raises FileEncodingUnknown.

    A chosen encoding must be one of ENCODINGS and must fit.
    """
    with path.open("rb") as stream:
        start = stream.read(4)
    if chosen is not None:
        candidates: tuple[str, ...] = (chosen,) if chosen in ENCODINGS else ()
    else:
        candidates = next(((name,) for mark, name in _MARKS if start.startswith(mark)), _GUESSES)
    for name in candidates:
        if _fits(path, name):
            return name
    raise FileEncodingUnknown(file=path.name)


def _fits(path: Path, encoding: str) -> bool:
    """Decode the whole file without keeping it; binary files show themselves by NUL characters."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _announced(stream: io.TextIOWrapper) -> str | None:
    """Take the line `sep=;` that Excel writes, or leave the stream at its start."""
    line = stream.readline(16).strip().strip('"').lower()
    if line.startswith("sep=") and line[4:] in _DELIMITERS:
        return line[4:]
    stream.seek(0)
    return None


def _delimiter(sample: str) -> str:
    """Choose the delimiter that cuts most rows into the same number of cells, more than one; else the comma."""
    return max(_DELIMITERS, key=lambda delimiter: _agreement(sample, delimiter))


def _agreement(sample: str, delimiter: str) -> tuple[bool, int, int]:
    """Tell whether the quotes fit this delimiter, how many sample rows share the commonest width beyond one, and that width."""
    for strict in (True, False):
        try:
            widths = Counter(map(len, _sample_rows(sample, delimiter, strict=strict)))
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(0, 0))
        return (strict, times, width) if width > 1 else (False, 0, 0)
    return False, 0, 0


def _sample_rows(sample: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=strict)
    return islice((row for row in reader if row), _SAMPLE_ROWS)
