"""The code of a paper as a small square that a camera reads, its modules whole dots of a needle printer."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.documents.pdf.pen import Pen
from dealer_crm.documents.pdf.pictures import DOT

QUIET = 6.0
"""Blank room round the square, in points: some three modules."""
_MODULES = 21
"""The smallest square holds sixteen signs and still reads where a quarter of it is gone."""
_DOTS, _NEEDLE_DOTS = 4, 5
_LOW = 300.0
"""Forms of a third of a sheet have no room for more."""


def code_side(paper: Paper, *, needles: bool) -> float:
    """Return the side of the square in points: 11.9 mm on sheets and low forms, 14.8 mm where needles strike it."""
    return (_NEEDLE_DOTS if needles and paper.above > _LOW else _DOTS) * _MODULES * DOT


def draw_code(pen: Pen, paper: Paper, code: str, upper_right: tuple[float, float], *, needles: bool) -> None:
    """Draw the square with its upper right corner near a point, moved onto the grid of dots that counts from the sheet's corner."""
    side = code_side(paper, needles=needles)
    module = side / _MODULES
    left = int((upper_right[0] - side) / DOT) * DOT
    top = paper.above - (int((paper.above - upper_right[1]) / DOT) + 1) * DOT
    boxes = []
    for number, row in enumerate(modules(code)):
        start = 0
        for dark, group in groupby(row):
            count = len(list(group))
            if dark:
                boxes.append((left + start * module, top - (number + 1) * module, count * module, module))
            start += count
    pen.boxes(boxes)


@lru_cache(maxsize=256)
def modules(code: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of the square, row by row."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    square = QRCode(None, QRErrorCorrectLevel.Q)
    square.addData(code)
    square.make()
    return tuple(tuple(map(bool, row)) for row in square.modules)
