"""Paints a chart that was laid out: grid, bars, lines with their marks, names, and what is chosen, hovered or focused."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from dealer_crm.domain.chart_layout import GAP, TURNED, Bar, Name, Plan, Point, Rect
from dealer_crm.ui.theme import Tokens, Type, advance, line_height, line_of
from dealer_crm.ui.widgets.painting import CENTRE, RIGHT, Style, colour_of, paint_box, paint_ring, paint_text

DOT, LINE_WIDTH = 3.5, 2.0
LEGEND_GAP = 14


@dataclass(frozen=True)
class Marked:
    """The look, and which places are chosen, focused and hovered; -1 = none."""

    tokens: Tokens
    chosen: int = -1
    current: int = -1
    hovered: int = -1


def paint_chart(painter: QPainter, plan: Plan, marked: Marked, legend: tuple[tuple[str, ...], QRectF]) -> None:
    """Paint all of it; the legend names the bars, if there are some, and then each line."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tokens = marked.tokens
    for place, colour in ((marked.hovered, tokens.alt), (marked.chosen, tokens.selection)):
        if 0 <= place < len(plan.slots):
            painter.fillRect(_rectf(plan.slots[place]), QColor(colour))
    if plan.slots:
        _paint_grid(painter, plan, tokens)
    _paint_data(painter, plan, tokens)
    for name in plan.names:
        _paint_name(painter, name, marked)
    if 0 <= marked.current < len(plan.slots):
        paint_ring(painter, _rect(plan.slots[marked.current]).adjusted(-1, -2, 1, 2), tokens.accent)
    _paint_legend(painter, plan, legend, tokens)


def _paint_data(painter: QPainter, plan: Plan, tokens: Tokens) -> None:
    for bar in plan.bars:
        painter.fillRect(_rectf(bar.box), QColor(tokens.charts[0]))
    for number, line in enumerate(plan.lines, 1 if plan.bars else 0):
        _paint_line(painter, line if plan.joined else (), number, tokens)
        for point in line:
            if point is not None:
                paint_dot(painter, QPointF(*point), number, tokens)
    for bar in plan.bars:
        _paint_value(painter, bar, tokens)


def _paint_grid(painter: QPainter, plan: Plan, tokens: Tokens) -> None:
    high = line_height(Type.CAPTION)
    for tick in plan.ticks:
        _stroke(painter, plan, tick.y, QPen(QColor(tokens.hairline), 1))
        beside = QRect(0, round(tick.y - high / 2), round(plan.plot.x - GAP), high)
        paint_text(painter, beside, tick.words, tokens.text2, Style(Type.CAPTION, RIGHT))
    for tick in plan.right_ticks:
        beside = QRect(round(plan.plot.right + GAP), round(tick.y - high / 2), advance(tick.words, Type.CAPTION) + 2, high)
        paint_text(painter, beside, tick.words, tokens.text2, Type.CAPTION)
    _stroke(painter, plan, plan.zero, QPen(QColor(tokens.border), 1))
    if plan.mark is not None:
        _stroke(painter, plan, plan.mark, QPen(QColor(tokens.text2), 1, Qt.PenStyle.DashLine))


def _stroke(painter: QPainter, plan: Plan, y: float, pen: QPen) -> None:
    painter.setPen(pen)
    painter.drawLine(QPointF(plan.plot.x, round(y) + 0.5), QPointF(plan.plot.right, round(y) + 0.5))


def _paint_line(painter: QPainter, points: tuple[Point | None, ...], number: int, tokens: Tokens) -> None:
    colour = QColor(tokens.charts[number % len(tokens.charts)])
    painter.setPen(QPen(colour, LINE_WIDTH))
    for one, two in pairwise(points):
        if one is not None and two is not None:
            painter.drawLine(QPointF(*one), QPointF(*two))


def paint_dot(painter: QPainter, at: QPointF, number: int, tokens: Tokens) -> None:
    """Paint the mark of a line: every line has a shape of its own beside its colour."""
    painter.setPen(QPen(QColor(tokens.surface), 1))
    painter.setBrush(colour_of(tokens.charts[number % len(tokens.charts)]))
    x, y, half = at.x(), at.y(), DOT
    if number % 3 == 1:
        painter.drawEllipse(at, half, half)
    elif number % 3 == 0:
        painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))
    else:
        painter.drawPolygon(QPolygonF([QPointF(x - half - 1, y + half), QPointF(x + half + 1, y + half), QPointF(x, y - half - 1)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_value(painter: QPainter, bar: Bar, tokens: Tokens) -> None:
    if bar.words:
        wide = advance(bar.words, Type.CAPTION) + 4
        middle = bar.slot.x + bar.slot.width / 2
        box = QRect(round(middle - wide / 2), round(bar.words_y), wide, line_height(Type.CAPTION))
        paint_text(painter, box, bar.words, tokens.surface if bar.inside else tokens.text, Style(Type.CAPTION, CENTRE))


def _paint_name(painter: QPainter, name: Name, marked: Marked) -> None:
    colour = marked.tokens.text if marked.chosen in (name.place, -1) else marked.tokens.text2
    high = line_height(Type.CAPTION)
    if not name.turned:
        for number, words in enumerate(name.lines):
            wide = advance(words, Type.CAPTION) + 4
            box = QRect(round(name.x - wide / 2), round(name.y) + number * high, wide, high)
            paint_text(painter, box, words, colour, Style(Type.CAPTION, CENTRE))
        return
    line = line_of(name.lines[0], Type.CAPTION, 10_000)
    painter.save()
    painter.translate(name.x, name.y)
    painter.rotate(-TURNED)
    painter.setPen(colour_of(colour))
    painter.setFont(line.font)
    painter.drawStaticText(QPointF(-line.room, 0), line.glyphs)
    painter.restore()


def _paint_legend(painter: QPainter, plan: Plan, legend: tuple[tuple[str, ...], QRectF], tokens: Tokens) -> None:
    names, room = legend
    x, y = room.x(), room.y() + room.height() / 2
    for number, words in enumerate(names):
        if plan.bars and number == 0:
            paint_box(painter, QRect(round(x), round(y) - 5, 10, 10), tokens.charts[0], radius=2)
        else:
            paint_dot(painter, QPointF(x + 5, y), number, tokens)
        wide = min(advance(words, Type.CAPTION) + 2, round(room.right() - x) - LEGEND_GAP)
        box = QRect(round(x) + LEGEND_GAP, round(room.y()), max(wide, 0), round(room.height()))
        paint_text(painter, box, words, tokens.text2, Type.CAPTION)
        x += LEGEND_GAP * 2 + wide


def _rectf(one: Rect) -> QRectF:
    return QRectF(*one)


def _rect(one: Rect) -> QRect:
    return QRectF(*one).toAlignedRect()
