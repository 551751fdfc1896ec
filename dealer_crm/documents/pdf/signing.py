"""Room to sign and to stamp: boxes that share a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dealer_crm.documents.pdf.cells import Ticks, text_cell, ticks_cell
from dealer_crm.documents.pdf.fonts import width
from dealer_crm.documents.pdf.looks import PAD, Look
from dealer_crm.documents.pdf.pen import Align, Ink, Pen
from dealer_crm.documents.pdf.pieces import Draw, Grid, Piece
from dealer_crm.documents.pdf.wrapping import fitted

_SEAL = 23.0
_UPPER = 4.0


@dataclass(frozen=True)
class SignBox:
    """Who signs; `name` is printed where he signs, `ticks` beside his label, `seal` in a circle at the right."""

    label: str
    name: str = ""
    date_line: str = ""
    ticks: tuple[str, ...] = ()
    seal: str = ""
    share: float = 1.0


def signature_row(boxes: Sequence[SignBox], edges: Sequence[float], look: Look, height: float) -> Piece:
    """Return boxes between the given lines."""

    def draw(pen: Pen, y: float) -> None:
        for number, sign in enumerate(boxes):
            left, right = edges[number], edges[number + 1]
            if number:
                pen.line((left, y), (left, y - height))
            _sign(pen, sign, (left, right, y, y - height), look)

    return Piece(height, draw, grid=Grid(edges[0], edges[-1]))


def _sign(pen: Pen, sign: SignBox, area: tuple[float, float, float, float], look: Look) -> None:
    left, right, upper, lower = area
    words = text_cell((left, right), sign.label, look.label)
    words.drawn(pen, upper - _UPPER)
    if sign.ticks:
        label_end = left + PAD + width(sign.label, look.label.size) + 10
        _ticks_at(right, label_end, sign.ticks, look)(pen, upper - _UPPER)
    pen.text((left + PAD, lower + 7), fitted(sign.date_line, right - left - 2 * PAD, look.label.size), look.label)
    name = fitted(sign.name, right - left - 2 * PAD, look.value.size)
    below = upper - _UPPER - words.height - look.value.size
    pen.text(((left + right) / 2, min((upper + lower) / 2 - 2.5, below)), name, look.value, Align.CENTRE)
    if sign.seal:
        radius = min(_SEAL, (upper - lower) / 2 - 4)
        middle = (right - PAD - radius, (upper + lower) / 2)
        pen.circle(middle, radius)
        _in_circle(pen, middle, radius, sign.seal, look.label)


def _in_circle(pen: Pen, middle: tuple[float, float], radius: float, words: str, ink: Ink) -> None:
    """Write the words in the middle of a circle, on two even lines where it is small."""
    half = (len(words) + 1) // 2
    written = [words] if width(words, ink.size) <= radius * 1.7 else [words[:half].strip(), words[half:].strip()]
    top = middle[1] - 3 + (len(written) - 1) * ink.leading / 2
    for number, line in enumerate(written):
        pen.text((middle[0], top - number * ink.leading), line, ink, Align.CENTRE)


def _ticks_at(right: float, left: float, words: Sequence[str], look: Look) -> Draw:
    """Return boxes that end near `right`."""
    ticks = Ticks(tuple((word, False) for word in words))
    need = sum(width(word, look.small.size) + 26 for word in words)
    return ticks_cell((max(left, right - need), right), ticks, look).drawn
