"""Draws a chart on paper where `domain/chart_layout.py` says; outlines and shades tell bars apart on black and white paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dealer_crm.documents.pdf.fonts import printable, width
from dealer_crm.documents.pdf.looks import Look
from dealer_crm.documents.pdf.pen import INK, Align, Ink, Pen
from dealer_crm.documents.pdf.pieces import Piece
from dealer_crm.domain import chart_layout
from dealer_crm.domain.chart_layout import Bar, Plan, Point, Rect, lay_out
from dealer_crm.domain.charts import Bars
from dealer_crm.domain.text import one_line

VITAL_FILL, OTHER_FILL, GRID = "#A9B2BF", "#EEF1F5", "#C9CFD8"
_GRID_WEIGHT, _OUTLINE, _LINE = 0.4, 0.6, 1.2
_DOT, _BELOW, _HATCH = 3.4, 5.0, 3.0
"""The side of a dot, the room between the names and what follows, and between lines across a bar."""


@dataclass(frozen=True)
class _Place:
    """Where the chart stands: its left edge and its upper one, from which the layout counts downwards."""

    left: float
    top: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the layout as the paper counts it, from the lower edge."""
        return self.left + x, self.top - y

    def box(self, room: Rect) -> tuple[float, float, float, float]:
        """Return a rectangle by its lower left corner."""
        return self.left + room.x, self.top - room.bottom, room.width, room.height


@dataclass(frozen=True)
class Inks:
    """With what it is drawn: numbers and names, and whether anything may be filled (needles fill nothing)."""

    words: Ink
    filled: bool = True


def inks_of(look: Look) -> Inks:
    """Return the inks of a paper's look."""
    return Inks(replace(look.label, colour=INK), filled=bool(look.fill))


def chart_piece(chart: Bars, edges: tuple[float, float], height: float, inks: Inks, vital: int = 0) -> Piece:
    """Return the chart as one piece that stays with what follows, its table; the first `vital` bars are darker.

    Where the names do not fit below the bars, their places in the table stand there.
    """
    left, right = edges
    plan = planned(chart, Rect(0, 0, right - left, height - _BELOW), inks.words)

    def draw(pen: Pen, y: float) -> None:
        place = _Place(left, y)
        _axes(pen, place, plan, inks)
        for number, bar in enumerate(plan.bars):
            _bar(pen, place, bar, inks, vital=number < vital)
        for points in plan.lines:
            _line(pen, place, points)
        if plan.mark is not None:
            pen.dashed(place.at(plan.plot.x, plan.mark), place.at(plan.plot.right, plan.mark))
        _names(pen, place, plan, inks.words)

    return Piece(height, draw, glued=True)


def planned(chart: Bars, room: Rect, ink: Ink) -> Plan:
    """Return where everything stands, its names straight or numbers in their place: nothing turned is read on paper."""
    bars = replace(chart, labels=tuple(one_line(printable(label)) for label in chart.labels))
    pen = chart_layout.Pen(lambda text: width(text, ink.size), ink.leading)
    plan = lay_out(bars, room, pen)
    if len(plan.names) == len(bars.labels) and not any(one.turned for one in plan.names):
        return plan
    return lay_out(replace(bars, labels=tuple(str(number) for number in range(1, len(bars.labels) + 1))), room, pen)


def _axes(pen: Pen, place: _Place, plan: Plan, inks: Inks) -> None:
    plot, ink = plan.plot, inks.words
    drop = ink.drop - ink.leading / 2
    for tick in plan.ticks:
        if inks.filled:
            x, y = place.at(plot.x, tick.y)
            pen.fill((x, y - _GRID_WEIGHT / 2, plot.width, _GRID_WEIGHT), GRID)
        pen.text(place.at(plot.x - 4, tick.y + drop), tick.words, ink, Align.RIGHT)
    for tick in plan.right_ticks:
        pen.line(place.at(plot.right, tick.y), place.at(plot.right + 2.5, tick.y))
        pen.text(place.at(plot.right + 4, tick.y + drop), tick.words, ink)
    pen.line(place.at(plot.x, plan.zero), place.at(plot.right, plan.zero), _OUTLINE)
    pen.line(place.at(plot.x, plot.y), place.at(plot.x, plot.bottom), _OUTLINE)
    if plan.right_ticks:
        pen.line(place.at(plot.right, plot.y), place.at(plot.right, plot.bottom), _OUTLINE)


def _bar(pen: Pen, place: _Place, bar: Bar, inks: Inks, *, vital: bool) -> None:
    box = place.box(bar.box)
    if inks.filled:
        pen.fill(box, VITAL_FILL if vital else OTHER_FILL)
    elif vital:
        _hatch(pen, box)
    pen.frame(box, _OUTLINE)
    if bar.words:
        pen.text(place.at(bar.slot.x + bar.slot.width / 2, bar.words_y + inks.words.drop), bar.words, inks.words, Align.CENTRE)


def _hatch(pen: Pen, box: tuple[float, float, float, float]) -> None:
    """Draw lines across a bar: needles print no shades."""
    x, y, wide, high = box
    for number in range(1, int(high / _HATCH) + 1):
        pen.line((x, y + number * _HATCH), (x + wide, y + number * _HATCH))


def _line(pen: Pen, place: _Place, points: Sequence[Point | None]) -> None:
    """Draw a line through what is known, broken where nothing is, with a dot at every point."""
    run: list[tuple[float, float]] = []
    for point in (*points, None):
        if point is not None:
            run.append(place.at(*point))
            continue
        if len(run) > 1:
            pen.polyline(run, _LINE)
        pen.boxes([(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT) for x, y in run])
        run = []


def _names(pen: Pen, place: _Place, plan: Plan, ink: Ink) -> None:
    for name in plan.names:
        for number, words in enumerate(name.lines):
            pen.text(place.at(name.x, name.y + number * ink.leading + ink.drop), words, ink, Align.CENTRE)
