"""How a day with its lanes is painted: names, items without a time, hours, boxes, and where something is dragged to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.agenda import AgendaKey, AgendaRow
from dealer_crm.domain.clashes import USUAL, lasts
from dealer_crm.i18n import Translator
from dealer_crm.ui.calendar.day_layout import HALF_HOUR, HALVES, DayLayout, Spot
from dealer_crm.ui.calendar.painting import CLASH, chip_height
from dealer_crm.ui.theme import Tokens, Type, line_height, tokens_of
from dealer_crm.ui.today.items import begins, icon_of, tone_of
from dealer_crm.ui.today.lines import called
from dealer_crm.ui.widgets.painting import RIGHT, Style, icon_side, paint_box, paint_icon, paint_ring, paint_text
from dealer_crm.words.agenda import kind_words, matter


@dataclass(frozen=True)
class DayLook:
    """What depends on the keys and the mouse: the chosen place (lane, item), an empty spot, where something is dragged to."""

    chosen: tuple[int, int] | None = None
    spot: Spot | None = None
    target: Spot | None = None
    dragged: AgendaRow | None = None
    focus: bool = False
    clashing: Collection[AgendaKey] = ()


def clock_of(minute: int) -> str:
    """Write a minute of the day as 09:30."""
    return f"{time(minute // 60 % 24, minute % 60):%H:%M}"


class DayPainter:
    """Paints one day."""

    def __init__(self, t: Translator, widget: QWidget, painter: QPainter, layout: DayLayout, look: DayLook) -> None:
        self._t, self._painter, self._layout, self._look = t, painter, layout, look
        self._tokens: Tokens = tokens_of(widget)

    def paint(self) -> None:
        """Paint hours and boxes first: the heads stand over what was scrolled below them."""
        layout, painter, lanes = self._layout, self._painter, range(len(self._layout.plan.lanes))
        painter.save()
        painter.setClipRect(QRect(0, layout.top, layout.width, layout.height - layout.top))
        self._hours()
        for lane in lanes:
            for box in layout.plan.lanes[lane].boxes:
                self._box(layout.box(lane, box), box.row)
        self._ring(timed=True)
        self._dragged()
        self._scale()
        painter.restore()
        painter.fillRect(QRect(0, 0, layout.width, layout.top), QColor(self._tokens.alt))
        painter.save()
        painter.setClipRect(QRect(layout.scale, 0, layout.width - layout.scale, layout.top))
        for lane in lanes:
            self._lane(lane)
        self._ring(timed=False)
        painter.restore()
        painter.fillRect(QRect(0, layout.top - 1, layout.width, 1), QColor(self._tokens.hairline))

    def _hours(self) -> None:
        layout, tokens, plan = self._layout, self._tokens, self._layout.plan
        self._painter.fillRect(QRect(0, layout.top, layout.width, layout.height - layout.top), QColor(tokens.alt))
        if not plan.closed:
            opens, closes = layout.line(plan.opens), layout.line(plan.closes)
            for lane, of in enumerate(plan.lanes):
                left, right = layout.lane_edges(lane)
                if not of.away:
                    self._painter.fillRect(QRect(left, opens, right - left, closes - opens), QColor(tokens.surface))
        for half in range(HALVES):
            left, colour = layout.scale if half % 2 == 0 else layout.scale + 1, QColor(tokens.hairline if half % 2 == 0 else tokens.alt)
            self._painter.fillRect(QRect(left, layout.line(half * HALF_HOUR), layout.width, 1), colour)
        for lane in range(len(plan.lanes)):
            self._painter.fillRect(QRect(layout.lane_edges(lane)[1] - 1, layout.top, 1, layout.height), QColor(tokens.hairline))

    def _scale(self) -> None:
        """Write the hours over whatever was scrolled sideways below them."""
        layout, tokens = self._layout, self._tokens
        self._painter.fillRect(QRect(0, layout.top, layout.scale, layout.height), QColor(tokens.alt))
        for half in range(0, HALVES, 2):
            at = QRect(0, layout.line(half * HALF_HOUR) + 2, layout.scale - 6, line_height(Type.CAPTION))
            paint_text(self._painter, at, clock_of(half * HALF_HOUR), tokens.text2, Style(Type.CAPTION, RIGHT))

    def _lane(self, lane: int) -> None:
        """Paint the name of a lane, who is away, and what has no time."""
        layout, tokens, of = self._layout, self._tokens, self._layout.plan.lanes[lane]
        left, right = layout.lane_edges(lane)
        if self._look.target and self._look.target.lane == lane:
            self._painter.fillRect(QRect(left, 0, right - left, layout.top), QColor(tokens.selection))
        paint_text(self._painter, QRect(left + 8, 3, right - left - 12, line_height()), of.name, tokens.text, Type.STRONG)
        if of.away:
            below = QRect(left + 8, 3 + line_height(), right - left - 12, line_height(Type.CAPTION))
            paint_text(self._painter, below, of.away, tokens.warn.fg, Type.CAPTION)
        shown = layout.shown(lane)
        for place, row in enumerate(of.band[:shown]):
            self._box(layout.chip(lane, place), row)
        if (more := len(of.band) - shown) > 0:
            words = self._t.plural("{n} more", "{n} more", more).format(n=more)
            paint_text(self._painter, layout.chip(lane, shown).adjusted(4, 0, 0, 0), words, tokens.accent, Type.CAPTION)
        self._painter.fillRect(QRect(right - 1, 0, 1, layout.top), QColor(tokens.hairline))

    def _box(self, box: QRect, row: AgendaRow) -> None:
        """Paint an item: one line where it is low, else what is to be done below."""
        tokens, high = self._tokens, line_height(Type.CAPTION)
        tone = tokens.tone(tone_of(row))
        paint_box(self._painter, box, tokens.surface if row.done else tone.bg, tokens.hairline if row.done else None, radius=3)
        side = icon_side(Type.CAPTION) - 2
        ink = tokens.text2 if row.done else tokens.text
        where = QPointF(box.left() + 4, box.top() + 1 + (high - side) / 2)
        line = QRect(box.left() + side + 8, box.top() + 1, box.width() - side - 11, high)
        clashes, narrow = row.key in self._look.clashing, line.width() < 4 * side
        icon, colour = (CLASH, tokens.warn.fg) if clashes and narrow else (icon_of(row), tokens.text2 if row.done else tone.fg)
        paint_icon(self._painter, icon, colour, where, side)
        if clashes and not narrow:
            paint_icon(self._painter, CLASH, tokens.warn.fg, QPointF(line.right() - side + 1, line.top() + (high - side) / 2), side)
            line.setRight(line.right() - side - 3)
        name = called(row.name, row.number)
        two = box.height() >= 2 * high + 2
        first = f"{begins(row)} {name}".strip() if row.at else f"{kind_words(row, self._t)} {name}"
        paint_text(self._painter, line, first, ink, Type.CAPTION)
        if two:
            words = " ".join(part for part in (kind_words(row, self._t), matter(row, self._t)) if part)
            paint_text(self._painter, line.translated(0, high), words, tokens.text2, Type.CAPTION)

    def _ring(self, *, timed: bool) -> None:
        look, layout = self._look, self._layout
        if not look.focus:
            return
        if look.chosen is not None:
            lane, place = look.chosen
            if (place >= len(layout.plan.lanes[lane].band)) is timed:
                paint_ring(self._painter, layout.place(lane, place).adjusted(-1, -1, 1, 1), self._tokens.accent, 2, 4)
        elif look.spot is not None and (look.spot.minute is not None) is timed:
            paint_ring(self._painter, self._at(look.spot, HALF_HOUR), self._tokens.accent, 2, 4)

    def _dragged(self) -> None:
        """Show where the dragged item would go, and when."""
        look, tokens = self._look, self._tokens
        if look.target is None or look.dragged is None or look.target.minute is None:
            return
        box = self._at(look.target, max(HALF_HOUR, lasts(look.dragged) or USUAL))
        paint_box(self._painter, box, tokens.selection, tokens.accent, radius=3)
        words = f"{clock_of(look.target.minute)} {called(look.dragged.name, look.dragged.number)}"
        paint_text(self._painter, QRect(box.left() + 6, box.top() + 1, box.width() - 8, chip_height()), words, tokens.text, Type.CAPTION)

    def _at(self, spot: Spot, length: int) -> QRect:
        """Return the box of so many minutes from a spot; in the band its first line."""
        layout = self._layout
        if spot.minute is None:
            return layout.chip(spot.lane, 0)
        left, right = layout.lane_edges(spot.lane)
        top = layout.line(spot.minute)
        return QRect(left + 3, top + 1, right - left - 6, layout.line(spot.minute + length) - top - 1)
