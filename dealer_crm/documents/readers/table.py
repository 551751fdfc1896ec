"""A table as it stands in a foreign file, and the limits within which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.files import FileEmpty, FileTooManyRows

Cell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True)
class Limits:
    """How much of a file is read; checked before a parser sees it wherever the format allows."""

    part_bytes: int = 200 * 2**20
    total_bytes: int = 500 * 2**20
    ratio: int = 200
    parts: int = 2_000
    rows: int = 200_000
    columns: int = 512
    cells: int = 8_000_000


@dataclass(frozen=True)
class RowError:
    """A row (1 = first of the file) that could not be read; the others were."""

    row: int
    error: DomainError


@dataclass(frozen=True)
class Table:
    """Rows of one sheet, all `width` cells wide; `rows[0]` is row 1 of the file, None is an empty cell.

    Nothing is repaired here: whole numbers may be floats (13800000000.0), '00123' stays text.
    """

    file: str
    rows: tuple[tuple[Cell, ...], ...]
    width: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    errors: tuple[RowError, ...] = ()


def collected(file: str, rows: Iterable[Sequence[Cell]], limits: Limits) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    """Return the rows without blank ones at the end, made equally wide, and that width.

    Raises FileTooManyRows when a filled cell lies beyond the limits, FileEmpty when there is none.
    """
    kept: list[tuple[Cell, ...]] = []
    blank = width = cells = 0
    for row in rows:
        filled = _filled(row)
        if not filled:
            blank += 1
            continue
        kept.extend([()] * min(blank, limits.rows + 1))
        blank = 0
        kept.append(filled)
        width = max(width, len(filled))
        cells += len(filled)
        if len(kept) > limits.rows or width > limits.columns or cells > limits.cells:
            raise FileTooManyRows(file=file, rows=limits.rows, columns=limits.columns)
    if not kept:
        raise FileEmpty(file=file)
    return tuple([row if len(row) == width else row + (None,) * (width - len(row)) for row in kept]), width


def _filled(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """Cut the blank cells at the end; the empty text becomes None."""
    end = len(row)
    while end and (row[end - 1] is None or (isinstance(value := row[end - 1], str) and not value.strip())):
        end -= 1
    return tuple([None if cell == "" else cell for cell in (row if end == len(row) else row[:end])])
