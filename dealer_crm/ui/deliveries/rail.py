"""The way through a delivery: goods, the groups of the sheet, and what closes it, each with how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dealer_crm.ui.theme import Type, line_height, metrics_of, tokens_of
from dealer_crm.ui.widgets import set_tip
from dealer_crm.ui.widgets.painting import Style, advance, icon_side, paint_box, paint_icon, paint_ring, paint_text, shows_focus

WIDTH, CIRCLE, TALL, LOW, NARROWEST = 176, 24, 50, 36, 80
ROW_EDGE, TILE_EDGE = 8, 6


@dataclass(frozen=True)
class Stop:
    """One station. `failed` turns it red, `later` leaves it hollow: not yet due is never shown as missing.

    `short` names it where its title finds no room; `staged` is shortened in its middle.
    """

    key: str
    title: str
    icon: str
    done: int = 0
    wanted: int = 0
    failed: bool = False
    later: bool = False
    short: str = ""
    staged: bool = False

    @property
    def count(self) -> str:
        """Return how far it is, "" where nothing is counted."""
        return f"{self.done}/{self.wanted}" if self.wanted else ""

    @property
    def settled(self) -> bool:
        """Tell whether nothing is left here."""
        return not self.later and self.wanted > 0 and self.done >= self.wanted


class _Station(QAbstractButton):
    """Paints a stop as a row, or as a tile."""

    def __init__(self, stop: Stop, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_stop(stop)

    def show_stop(self, stop: Stop) -> None:
        """Show a stop as it stands."""
        self.stop = stop
        self.setObjectName(f"stop_{stop.key}")
        self.setAccessibleName(" ".join(filter(None, (stop.title, stop.count))))
        set_tip(self, self.accessibleName())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, circle, words and count."""
        tokens, painter, stop = tokens_of(self), QPainter(self), self.stop
        on = self.isChecked()
        if on or self.underMouse():
            paint_box(painter, self.rect(), tokens.selection if on else tokens.alt)
        if on:
            painter.fillRect(QRect(0, 0, 3, self.height()), QColor(tokens.accent))
        colour = tokens.done.fg if stop.settled else tokens.danger.fg if stop.failed else tokens.text2
        edge = TILE_EDGE if self.width() < WIDTH else ROW_EDGE
        top = QRect(edge, (self.height() - CIRCLE) // 2, CIRCLE, CIRCLE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.border if stop.later else colour), 1.5))
        painter.setBrush(QColor(colour) if stop.settled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(top)
        side = min(icon_side() - 2, CIRCLE - 8)
        name = "check" if stop.settled else "triangle-alert" if stop.failed else stop.icon
        ink = tokens.surface if stop.settled else colour
        paint_icon(painter, name, ink, QPointF(top.center().x() - side / 2 + 1, top.center().y() - side / 2 + 1), side)
        self._paint_words(painter, top.right() + edge, colour)
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)

    def _paint_words(self, painter: QPainter, x: int, colour: str) -> None:
        tokens, stop = tokens_of(self), self.stop
        width, height = self.width() - x - 4, line_height(Type.CAPTION)
        title = stop.title if advance(stop.title, Type.CAPTION) <= width else stop.short or stop.title
        # The stages of one system begin alike and end differently.
        title = metrics_of(Type.CAPTION).elidedText(title, Qt.TextElideMode.ElideMiddle, width) if stop.staged else title
        if not stop.count or self.height() < 2 * height:
            paint_text(painter, QRect(x, 0, width, self.height()), title, tokens.text, Type.CAPTION)
            return
        above = (self.height() - 2 * height) // 2
        paint_text(painter, QRect(x, above, width, height), title, tokens.text, Type.CAPTION)
        kind = Style(Type.LABEL)
        paint_text(painter, QRect(x, above + height, width, height), stop.count, tokens.text2 if stop.later else colour, kind)


class Rail(QWidget):
    """`chosen` carries the key of a stop. It stands upright, or lies across where there is no room beside."""

    chosen = Signal(str)

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setObjectName("delivery_rail")
        self.setAccessibleName(label)
        self._stations: list[_Station] = []
        self._across = False
        self._key = ""
        self.set_across(False)

    def set_across(self, across: bool) -> None:
        """Lie across the page, or stand beside it."""
        self._across = across
        fixed, grows = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        policy = QSizePolicy(grows if across else fixed, fixed if across else grows)
        policy.setHeightForWidth(across)
        self.setSizePolicy(policy)
        self.updateGeometry()
        self._place()

    def show_stops(self, stops: Sequence[Stop]) -> None:
        """Show the stations; the chosen one stays."""
        if [one.stop.key for one in self._stations] == [stop.key for stop in stops]:
            for station, stop in zip(self._stations, stops, strict=True):
                station.show_stop(stop)
            return
        for station in self._stations:
            station.hide()
            station.deleteLater()
        self._stations = [_Station(stop, self) for stop in stops]
        for station in self._stations:
            station.clicked.connect(lambda _on=False, station=station: self._on_clicked(station))
            station.show()
        self.set_key(self._key)
        self._place()
        self.updateGeometry()

    def stop_keys(self) -> list[str]:
        """Return the keys of the stops in order."""
        return [station.stop.key for station in self._stations]

    def key(self) -> str:
        """Return the chosen stop."""
        return self._key

    def set_key(self, key: str) -> None:
        """Choose a stop, without telling anybody."""
        self._key = key
        for station in self._stations:
            station.setChecked(station.stop.key == key)

    def _on_clicked(self, station: _Station) -> None:
        self.set_key(station.stop.key)
        self.chosen.emit(station.stop.key)

    def sizeHint(self) -> QSize:
        """A column of rows, or one row of tiles."""
        return QSize(8 * 90, self._tall()) if self._across else QSize(WIDTH, max(1, len(self._stations)) * self._tall())

    def heightForWidth(self, width: int) -> int:
        """As high as the rows of tiles that this width needs."""
        return self._tall() * self._rows(width) if self._across else -1

    @staticmethod
    def _tall() -> int:
        return max(LOW, 2 * line_height(Type.CAPTION) + 6)

    def _rows(self, width: int) -> int:
        return 1 if len(self._stations) * NARROWEST <= max(width, NARROWEST) else 2

    def minimumSizeHint(self) -> QSize:
        """May become smaller than its words."""
        return QSize(240, self._tall()) if self._across else QSize(WIDTH, 6 * 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the stations."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        count = max(1, len(self._stations))
        height = min(max(self.height() // count, 24), TALL)
        rows = self._rows(self.width())
        across = -(-count // rows)
        for place, station in enumerate(self._stations):
            if self._across:
                row, column = divmod(place, across)
                left, right = self.width() * column // across, self.width() * (column + 1) // across
                station.setGeometry(left, row * self.height() // rows, right - left, self.height() // rows)
            else:
                station.setGeometry(0, place * height, self.width(), height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from stop to stop."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        at = next((place for place, one in enumerate(self._stations) if one.hasFocus()), -1)
        wanted = at + moves.get(Qt.Key(event.key()), 0)
        if event.key() in moves and at >= 0 and 0 <= wanted < len(self._stations):
            self._stations[wanted].setFocus(Qt.FocusReason.TabFocusReason)
            self._on_clicked(self._stations[wanted])
        else:
            super().keyPressEvent(event)
