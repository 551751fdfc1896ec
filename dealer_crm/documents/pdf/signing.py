"""Room to sign and to stamp: boxes that share a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dealer_crm.documents.pdf.cells import Cell, Edges, Ticks, text_cell, ticks_cell
from dealer_crm.documents.pdf.fonts import printable, width
from dealer_crm.documents.pdf.looks import PAD, Look
from dealer_crm.documents.pdf.pen import Align, Ink, Pen
from dealer_crm.documents.pdf.pictures import signature
from dealer_crm.documents.pdf.pieces import Grid, Piece
from dealer_crm.documents.pdf.wrapping import lines

_SEAL = 23.0
_UPPER = 4.0
_LOWER = 7.0
_AFTER_LABEL = 10.0
_AROUND_TICK = 26.0


@dataclass(frozen=True)
class SignBox:
    """Who signs; `name` is printed where he signs, `ticks` beside his label, `seal` in a circle at the right.

    A `picture` is his signature as he drew it; his name stands with the date then.
    """

    label: str
    name: str = ""
    date_line: str = ""
    ticks: tuple[str, ...] = ()
    seal: str = ""
    share: float = 1.0
    picture: bytes = field(default=b"", repr=False)

    def closer(self) -> SignBox:
        """Return the box with the name before its date, for forms that have no line for it."""
        return replace(self, name="", date_line="  ".join(filter(None, (self.name, self.date_line))))


@dataclass(frozen=True)
class _Box:
    """A box as it is drawn: what stands at its top, the name in its middle, the date at its lower end."""

    sign: SignBox
    edges: Edges
    top: tuple[Cell, ...]
    name: list[str]
    middle: float
    date: list[str]

    def upper(self) -> float:
        """Return the height of what stands at the top."""
        return max(cell.height for cell in self.top)

    def height(self, look: Look) -> float:
        """Return the least height in which nothing lies over something else."""
        name = len(self.name) * look.value.leading if self.sign.name else 0.0
        date = len(self.date) * look.label.leading if self.sign.date_line else 0.0
        return _UPPER + self.upper() + name + date + _LOWER - 3


def signature_row(boxes: Sequence[SignBox], edges: Sequence[float], look: Look, height: float) -> Piece:
    """Return boxes between the given lines, at least so high."""
    made = [_box(sign.closer() if sign.picture else sign, span, look) for sign, span in zip(boxes, pairwise(edges), strict=False)]
    high = max(height, *(box.height(look) for box in made))

    def draw(pen: Pen, y: float) -> None:
        for number, box in enumerate(made):
            if number:
                pen.line((box.edges[0], y), (box.edges[0], y - high))
            _sign(pen, box, (y, y - high), look)

    return Piece(high, draw, grid=Grid(edges[0], edges[-1]))


def _box(sign: SignBox, edges: Edges, look: Look) -> _Box:
    room = edges[1] - edges[0] - 2 * PAD
    seal = 2 * _SEAL + PAD if sign.seal else 0.0
    name, middle = [sign.name], (edges[0] + edges[1]) / 2
    if width(printable(sign.name), look.value.size) > room - 2 * seal:
        name, middle = lines(sign.name, room - seal, look.value.size), edges[0] + PAD + (room - seal) / 2
    return _Box(sign, edges, _top(sign, edges, look), name, middle, lines(sign.date_line, room, look.label.size))


def _top(sign: SignBox, edges: Edges, look: Look) -> tuple[Cell, ...]:
    """Return the label and its ticks: beside it where there is room for the longest, else below."""
    label = text_cell(edges, sign.label, look.label)
    if not sign.ticks:
        return (label,)
    ticks = Ticks(tuple((word, False) for word in sign.ticks))
    wide = [width(word, look.small.size) + _AROUND_TICK for word in sign.ticks]
    start = edges[0] + PAD + width(sign.label, look.label.size) + _AFTER_LABEL
    if edges[1] - start < max(wide):
        return (replace(label, lines=label.lines + ticks_cell(edges, ticks, look).lines),)
    return label, ticks_cell((max(start, edges[1] - sum(wide)), edges[1]), ticks, look)


def _sign(pen: Pen, box: _Box, ends: tuple[float, float], look: Look) -> None:
    (left, right), (upper, lower) = box.edges, ends
    for cell in box.top:
        cell.drawn(pen, upper - _UPPER)
    below = upper - _UPPER - box.upper() - look.value.size
    first = min((upper + lower) / 2 - 2.5 + (len(box.name) - 1) * look.value.leading / 2, below)
    if box.sign.picture:
        _drawn(pen, box, ends, look)
    for number, line in enumerate(box.name):
        pen.text((box.middle, first - number * look.value.leading), line, look.value, Align.CENTRE)
    for number, line in enumerate(box.date, 1):
        pen.text((left + PAD, lower + _LOWER + (len(box.date) - number) * look.label.leading), line, look.label)
    if box.sign.seal:
        dated = max(width(line, look.label.size) for line in box.date) + 2 * (_SEAL + PAD) > right - left
        words = lower + _LOWER + len(box.date) * look.label.leading if dated and box.sign.date_line else lower
        _seal(pen, box.sign.seal, (right, upper, lower, words), look.label)


def _drawn(pen: Pen, box: _Box, ends: tuple[float, float], look: Look) -> None:
    """Draw a signature between the label and the date, as large as there is room."""
    left, right = box.edges
    upper = ends[0] - _UPPER - box.upper()
    lower = ends[1] + _LOWER - 3 + len(box.date) * look.label.leading
    found = signature(box.sign.picture, (right - left - 2 * PAD, max(upper - lower, 8.0)), needles=not look.fill)
    if found:
        pen.picture(((left + right - found.width) / 2, (upper + lower - found.height) / 2, found.width, found.height), found.image)


def _seal(pen: Pen, words: str, area: tuple[float, float, float, float], ink: Ink) -> None:
    """Draw a circle for the seal with its words above `free`; on low forms, whose boxes have no room for them, neither."""
    right, upper, lower, free = area
    radius = min(_SEAL, (upper - lower) / 2 - 4)
    written = [words] if width(words, ink.size) <= radius * 1.7 else _halves(words)
    y = max((upper + lower) / 2, free + len(written) * ink.leading / 2)
    radius = min(radius, upper - 2 - y)
    if max(width(line, ink.size) for line in written) > radius * 1.95:
        return
    middle = (right - PAD - radius, y)
    pen.circle(middle, radius)
    top = middle[1] - 3 + (len(written) - 1) * ink.leading / 2
    for number, line in enumerate(written):
        pen.text((middle[0], top - number * ink.leading), line, ink, Align.CENTRE)


def _halves(words: str) -> list[str]:
    """Return two even lines; words of letters are not broken."""
    half = (len(words) + 1) // 2
    if " " in words:
        half = min((at for at, sign in enumerate(words) if sign == " "), key=lambda at: abs(at - half))
    return [words[:half].strip(), words[half:].strip()]
