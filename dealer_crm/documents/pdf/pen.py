"""Draws on one page: fills first, lines next, text last, so that grid lines meet and nothing is covered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from dealer_crm.documents.pdf.fonts import printable, runs, width

INNER = 0.35
FRAME = 0.9
MIDDLE = 0.36
"""From the middle of a line of Chinese text down to its baseline, in parts of the size."""
INK = "#000000"
"""Pure black, so that no printer makes dots of it."""
LABEL = "#4A5565"
FILL = "#EEF1F5"


class Align(Enum):
    """Where in its room a text stands."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True)
class Ink:
    """How a text looks; `leading` is the distance of its lines."""

    size: float = 10.5
    bold: bool = False
    colour: str = INK
    leading: float = 14.4

    @property
    def drop(self) -> float:
        """From the top of a line of text down to its baseline."""
        return self.leading / 2 + MIDDLE * self.size


class Hand:
    """Draws on a canvas, and says anew only what changes of colours, lines and letters; texts in a row are one object."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._words: PDFTextObject | None = None
        self._colour = ""
        self._font = ("", 0.0)
        self._weight = 0.0

    def fill(self, colour: str) -> Canvas:
        """Take a colour for what is filled."""
        self.end_words()
        if colour != self._colour:
            self.canvas.setFillColor(_colour(colour))
            self._colour = colour
        return self.canvas

    def stroke(self, weight: float) -> Canvas:
        """Take a line of this weight."""
        self.end_words()
        if not self._weight:
            self.canvas.setStrokeColor(_colour(INK))
            self.canvas.setLineCap(2)
            self.canvas.setLineJoin(0)
        if weight != self._weight:
            self.canvas.setLineWidth(weight)
            self._weight = weight
        return self.canvas

    def write(self, at: tuple[float, float], text: str, ink: Ink) -> None:
        """Write text from a point."""
        x, y = at
        words = self._words = self._words or self.canvas.beginText()
        if ink.colour != self._colour:
            words.setFillColor(_colour(ink.colour))
            self._colour = ink.colour
        for font, piece in runs(text, bold=ink.bold):
            words.setTextOrigin(x, y)
            if self._font != (font, ink.size):
                words.setFont(font, ink.size)
                self._font = (font, ink.size)
            words.textOut(piece)
            x += width(piece, ink.size, bold=ink.bold)

    def write_upright(self, at: tuple[float, float], text: str, ink: Ink) -> None:
        """Write text turned by a quarter, its middle at a point."""
        canvas = self.fill(ink.colour)
        canvas.saveState()
        canvas.translate(*at)
        canvas.rotate(90)
        self.write((-width(text, ink.size, bold=ink.bold) / 2, 0), text, ink)
        self.end_words()
        canvas.restoreState()

    def end_words(self) -> None:
        """Put on the canvas what was written."""
        if self._words is not None:
            self.canvas.drawText(self._words)
            self._words, self._font = None, ("", 0.0)


Stroke = Callable[[Hand], None]


class Pen:
    """Collects what one page holds; y counts from the lower edge."""

    def __init__(self) -> None:
        self._fills: list[Stroke] = []
        self._lines: list[Stroke] = []
        self._texts: list[Stroke] = []

    def fill(self, box: tuple[float, float, float, float], colour: str = FILL) -> None:
        """Fill x, y (lower left), width, height."""

        def draw(hand: Hand) -> None:
            hand.fill(colour).rect(*box, stroke=0, fill=1)

        self._fills.append(draw)

    def boxes(self, boxes: Sequence[tuple[float, float, float, float]]) -> None:
        """Fill many boxes with ink at once."""

        def draw(hand: Hand) -> None:
            canvas = hand.fill(INK)
            path = canvas.beginPath()
            for box in boxes:
                path.rect(*box)
            canvas.drawPath(path, stroke=0, fill=1)

        self._fills.append(draw)

    def picture(self, box: tuple[float, float, float, float], image: ImageReader) -> None:
        """Draw a picture into x, y (lower left), width, height."""

        def draw(hand: Hand) -> None:
            hand.end_words()
            hand.canvas.drawImage(image, *box)

        self._fills.append(draw)

    def line(self, start: tuple[float, float], end: tuple[float, float], weight: float = INNER) -> None:
        """Draw a straight line."""

        def draw(hand: Hand) -> None:
            hand.stroke(weight).line(*start, *end)

        self._lines.append(draw)

    def frame(self, box: tuple[float, float, float, float], weight: float = FRAME) -> None:
        """Draw a rectangle after all lines."""

        def draw(hand: Hand) -> None:
            hand.stroke(weight).rect(*box, stroke=1, fill=0)

        self._texts.insert(0, draw)

    def polyline(self, points: list[tuple[float, float]], weight: float) -> None:
        """Draw joined lines, e.g. a tick."""

        def draw(hand: Hand) -> None:
            canvas = hand.stroke(weight)
            path = canvas.beginPath()
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
            canvas.drawPath(path, stroke=1, fill=0)

        self._texts.append(draw)

    def circle(self, centre: tuple[float, float], radius: float) -> None:
        """Draw a dashed circle, where a seal belongs."""

        def draw(hand: Hand) -> None:
            canvas = hand.stroke(INNER)
            canvas.setDash(3, 2)
            canvas.circle(*centre, radius, stroke=1, fill=0)
            canvas.setDash()

        self._lines.append(draw)

    def dashed(self, start: tuple[float, float], end: tuple[float, float], weight: float = INNER) -> None:
        """Draw a straight line of dashes."""

        def draw(hand: Hand) -> None:
            canvas = hand.stroke(weight)
            canvas.setDash(4, 3)
            canvas.line(*start, *end)
            canvas.setDash()

        self._lines.append(draw)

    def upright(self, at: tuple[float, float], text: str, ink: Ink) -> None:
        """Draw text turned by a quarter: it reads upwards, its baseline at x, its middle at y."""
        shown = printable(text).replace("\n", " ")

        def draw(hand: Hand) -> None:
            hand.write_upright(at, shown, ink)

        if shown:
            self._texts.append(draw)

    def text(self, at: tuple[float, float], text: str, ink: Ink, align: Align = Align.LEFT) -> None:
        """Draw text on one line with its baseline at y; x is its left end, middle or right end."""
        shown = printable(text).replace("\n", " ")

        def draw(hand: Hand) -> None:
            hand.write((at[0] - width(shown, ink.size, bold=ink.bold) * align.value, at[1]), shown, ink)

        if shown:
            self._texts.append(draw)

    def onto(self, canvas: Canvas) -> None:
        """Put everything on the canvas's current page."""
        hand = Hand(canvas)
        for stroke in (*self._fills, *self._lines, *self._texts):
            stroke(hand)
        hand.end_words()


@cache
def _colour(name: str) -> Color:
    return HexColor(name)
