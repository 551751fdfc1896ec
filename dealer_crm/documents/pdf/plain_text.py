"""The words of a finished paper as text for messengers: rows as lines, cells side by side, each copy once, without the foot."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, dropwhile
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]

from dealer_crm.documents.pdf.cells import BOX
from dealer_crm.documents.pdf.render import opened, page_copies

BETWEEN = "  "
"""Between the cells of a row."""
_SIGNS = "☑☐"
_BLANK = "__"
_LINE = 1.45
"""Lines of one cell are no farther apart, in parts of their size; rows are."""
_CAPTION = 1.75
_HAIR = 1.0
_TOUCHING = 0.9
_TICK = 3
"""So many points make a tick; a box has more."""
_HEAD = 6
_COUNT = re.compile(r"(\d+) / (\d+)")


@dataclass(frozen=True)
class _Word:
    """One piece of text as it was written: its ends, its baseline and its size in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


def plain_text(pdf: bytes, page: int = 0) -> str:
    """Return the readable text of a paper; of several copies the one on which a page (0 = first) lies, of several papers all.

    Copies do not all say the same: one may leave out prices.
    """
    copies = page_copies(pdf)
    with opened(pdf) as document:
        pages = [_without_foot(list(_words(one))) for one, copy in zip(document, copies, strict=True) if copy == copies[page]]
    found: list[str] = []
    seen: set[tuple[str, ...]] = set()
    heads: list[str] = []
    shown = True
    for words, number in pages:
        key = tuple(word.text for word in words[:_HEAD])
        if number == 1:
            shown = key not in seen
            seen.add(key)
            heads = []
        if shown:
            rows = _rows(words)
            found += dropwhile(heads.__contains__, rows)
            heads = heads or rows
    return "\n".join(filter(None, found))


def _words(page: Any) -> Iterator[_Word]:
    """Read the pieces of text in the order in which they were written; what stands upright is left out."""
    text = page.get_textpage()
    marks = _marks(page)
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        matrix = thing.get_matrix()
        said = _said(thing, text)
        if said.strip() and not matrix.b:
            left, _lower, right, _upper = thing.get_bounds()
            size = ctypes.c_float()
            raw.FPDFTextObj_GetFontSize(thing, size)
            yield _Word(_marked(marks, left, matrix.f) + said, matrix.e, right, matrix.f, size.value)
    text.close()


def _marks(page: Any) -> list[tuple[float, float, float, bool]]:
    """Return the boxes to tick: right edge, lower and upper edge, and whether each is ticked."""
    found = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
    paths = [(raw.FPDFPath_CountSegments(path), path.get_bounds()) for path in found]
    boxes = [bounds for segments, bounds in paths if segments > _TICK and all(BOX - 1 < side < BOX + 3 for side in _sides(bounds))]
    ticks = [bounds for segments, bounds in paths if segments == _TICK]
    return [(box[2], box[1], box[3], any(_within(tick, box) for tick in ticks)) for box in boxes]


def _sides(bounds: tuple[float, float, float, float]) -> tuple[float, float]:
    return bounds[2] - bounds[0], bounds[3] - bounds[1]


def _within(inner: tuple[float, float, float, float], outer: tuple[float, float, float, float]) -> bool:
    """Tell whether the middle of one lies in the other."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] < x < outer[2] and outer[1] < y < outer[3]


def _marked(marks: list[tuple[float, float, float, bool]], left: float, base: float) -> str:
    """Return the sign of the box that stands directly before a text."""
    ticked = next((ticked for right, lower, upper, ticked in marks if 0 < left - right < BOX and lower - 2 < base < upper), None)
    return "" if ticked is None else "☑" if ticked else "☐"


def _said(thing: Any, text: Any) -> str:
    length = raw.FPDFTextObj_GetText(thing, text, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(thing, text, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _without_foot(words: list[_Word]) -> tuple[list[_Word], int]:
    """Return the words above the foot, which is written last and lowest, and the number of the page within its copy."""
    if not words:
        return [], 1
    lowest = min(word.base for word in words)
    start = next(at for at, word in enumerate(words) if word.base < lowest + _HAIR)
    count = _COUNT.search("".join(word.text for word in words[start:]))
    return words[:start], int(count[1]) if count else 1


def _rows(words: list[_Word]) -> list[str]:
    """Return the rows without what waits for a pen; one ends where nothing that follows stands as high as its beginning."""
    highest = list(accumulate((word.base for word in reversed(words)), max))[::-1]
    rows: list[list[str]] = []
    last: _Word | None = None
    first = 0.0
    for word, following in zip(words, highest, strict=True):
        glue = _glue(last, word) if last else None
        if glue is not None:
            rows[-1][-1] += glue + word.text
        elif last is None or following < first - _HAIR:
            rows.append([word.text])
            first = word.base
        else:
            rows[-1].append(word.text)
        last = word
    return [BETWEEN.join(cell.strip() for cell in row if _BLANK not in cell) for row in rows]


def _glue(last: _Word, word: _Word) -> str | None:
    """Return what joins a word to the one before it in the same cell; None where another cell begins."""
    if word.text[0] in _SIGNS:
        return None
    if abs(word.base - last.base) < _HAIR:
        return "" if abs(word.left - last.right) < _TOUCHING * last.size and word.size == last.size else None
    down = last.base - word.base
    aligned = min(abs(word.left - last.left), abs(word.right - last.right), abs(word.left + word.right - last.left - last.right) / 2)
    if down <= 0 or aligned > _HAIR * 2:
        return None
    if word.size == last.size and down <= _LINE * word.size:
        return "" if not last.text[-1].isascii() and not word.text[0].isascii() else " "
    return " " if word.size > last.size and down <= _CAPTION * word.size else None
