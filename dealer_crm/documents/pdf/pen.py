"""Draws on one page: fills first, lines next, text last, so that grid lines meet and nothing is covered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from dealer_crm.documents.pdf.fonts import printable, runs, width

Stroke = Callable[[Canvas], None]
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


class Pen:
    """Collects what one page holds; y counts from the lower edge."""

    def __init__(self) -> None:
        self._fills: list[Stroke] = []
        self._lines: list[Stroke] = []
        self._texts: list[Stroke] = []

    def fill(self, box: tuple[float, float, float, float], colour: str = FILL) -> None:
        """Fill x, y (lower left), width, height."""

        def draw(canvas: Canvas) -> None:
            canvas.setFillColor(HexColor(colour))
            canvas.rect(*box, stroke=0, fill=1)

        self._fills.append(draw)

    def line(self, start: tuple[float, float], end: tuple[float, float], weight: float = INNER) -> None:
        """Draw a straight line."""

        def draw(canvas: Canvas) -> None:
            _stroke(canvas, weight)
            canvas.line(*start, *end)

        self._lines.append(draw)

    def frame(self, box: tuple[float, float, float, float], weight: float = FRAME) -> None:
        """Draw a rectangle after all lines."""

        def draw(canvas: Canvas) -> None:
            _stroke(canvas, weight)
            canvas.rect(*box, stroke=1, fill=0)

        self._texts.insert(0, draw)

    def polyline(self, points: list[tuple[float, float]], weight: float) -> None:
        """Draw joined lines, e.g. a tick."""

        def draw(canvas: Canvas) -> None:
            _stroke(canvas, weight)
            path = canvas.beginPath()
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
            canvas.drawPath(path, stroke=1, fill=0)

        self._texts.append(draw)

    def circle(self, centre: tuple[float, float], radius: float) -> None:
        """Draw a dashed circle, where a seal belongs."""

        def draw(canvas: Canvas) -> None:
            _stroke(canvas, INNER)
            canvas.setDash(3, 2)
            canvas.circle(*centre, radius, stroke=1, fill=0)
            canvas.setDash()

        self._lines.append(draw)

    def upright(self, at: tuple[float, float], text: str, ink: Ink) -> None:
        """Draw text turned by a quarter: it reads upwards, its baseline at x, its middle at y."""
        shown = printable(text).replace("\n", " ")

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.translate(*at)
            canvas.rotate(90)
            _write(canvas, (-width(shown, ink.size, bold=ink.bold) / 2, 0), shown, ink)
            canvas.restoreState()

        if shown:
            self._texts.append(draw)

    def text(self, at: tuple[float, float], text: str, ink: Ink, align: Align = Align.LEFT) -> None:
        """Draw text on one line with its baseline at y; x is its left end, middle or right end."""
        shown = printable(text).replace("\n", " ")

        def draw(canvas: Canvas) -> None:
            _write(canvas, (at[0] - width(shown, ink.size, bold=ink.bold) * align.value, at[1]), shown, ink)

        if shown:
            self._texts.append(draw)

    def onto(self, canvas: Canvas) -> None:
        """Put everything on the canvas's current page."""
        for stroke in (*self._fills, *self._lines, *self._texts):
            stroke(canvas)


def _stroke(canvas: Canvas, weight: float) -> None:
    canvas.setStrokeColor(HexColor(INK))
    canvas.setLineWidth(weight)
    canvas.setLineCap(2)
    canvas.setLineJoin(0)


def _write(canvas: Canvas, at: tuple[float, float], text: str, ink: Ink) -> None:
    x, y = at
    canvas.setFillColor(HexColor(ink.colour))
    for font, piece in runs(text, bold=ink.bold):
        canvas.setFont(font, ink.size)
        canvas.drawString(x, y, piece)
        x += width(piece, ink.size, bold=ink.bold)
