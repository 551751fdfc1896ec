"""The stages of a site on one line: what is done, where the site is now, what is planned when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.ui.theme import Type, line_height, tokens_of
from dealer_crm.ui.widgets.painting import CENTRE, Style, icon_side, paint_box, paint_icon, paint_text

DOT, GAP = 20, 4


@dataclass(frozen=True)
class Station:
    """One stage. `date` is when it was done, or is planned; "" where nothing is known."""

    title: str
    date: str = ""
    done: bool = False
    current: bool = False
    planned: bool = False


class StageTrack(QWidget):
    """A line from stage to stage; done ones are ticked, the current one is filled with the accent."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._stations: tuple[Station, ...] = ()
        self._label = label
        self.setObjectName("site_track")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stations(self, stations: Sequence[Station]) -> None:
        """Show other stages."""
        self._stations = tuple(stations)
        self.setAccessibleName(f"{self._label}: " + ", ".join(f"{one.title} {one.date}".strip() for one in stations))
        self.update()

    def sizeHint(self) -> QSize:
        """The dots, a name and a day below."""
        return QSize(480, DOT + 2 * line_height(Type.CAPTION) + GAP)

    def minimumSizeHint(self) -> QSize:
        """May become narrow."""
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint line, dots, names, days."""
        if not self._stations:
            return
        painter, tokens = QPainter(self), tokens_of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step, caption = self.width() / len(self._stations), line_height(Type.CAPTION)
        for at, one in enumerate(self._stations):
            middle = round(step * (at + 0.5))
            if at:
                colour = tokens.done.fg if self._stations[at - 1].done else tokens.border
                painter.fillRect(QRect(round(step * (at - 0.5)) + DOT // 2, DOT // 2 - 1, round(step) - DOT, 2), QColor(colour))
            dot = QRect(middle - DOT // 2, 0, DOT, DOT)
            fill = tokens.done.fg if one.done else tokens.accent if one.current else tokens.surface
            paint_box(painter, dot, fill, None if one.done or one.current else tokens.accent if one.planned else tokens.border, DOT / 2)
            if one.done or one.planned or one.current:
                side = min(icon_side() - 4, DOT - 6)
                ink = tokens.surface if one.done or one.current else tokens.accent
                name = "check" if one.done else "wrench" if one.current else "clock"
                paint_icon(painter, name, ink, QPointF(middle - side / 2, (DOT - side) / 2), side)
            room = QRect(round(step * at) + 1, DOT + GAP, round(step) - 2, caption)
            kind = Type.LABEL if one.current else Type.CAPTION
            paint_text(painter, room, one.title, tokens.accent if one.current else tokens.text, Style(kind, CENTRE))
            paint_text(painter, room.translated(0, caption), one.date, tokens.text2, Style(Type.CAPTION, CENTRE))
