"""A chart: bars, lines or a Pareto; each of its places can be looked at, walked to with the arrows, and chosen by click or Enter."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.domain.chart_layout import Pen, Plan, Rect, lay_out
from dealer_crm.domain.charts import Bars, Lines, Pareto
from dealer_crm.ui.theme import Type, line_height, tokens_of, width_of
from dealer_crm.ui.theme.tokens import LIGHT
from dealer_crm.ui.widgets.chart_paint import Marked, paint_chart
from dealer_crm.ui.widgets.painting import shows_focus
from dealer_crm.ui.widgets.text import set_tip

LEGEND, EDGE = 1.5, 4.0
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def plain(value: float) -> str:
    """Write a number of an axis."""
    return f"{value:,.10g}"


@dataclass(frozen=True)
class Face:
    """A chart with what it means: a key and a sentence for each of its labels, names of its bars and lines, how its numbers look."""

    chart: Bars | Lines | Pareto
    keys: tuple[Hashable, ...] = ()
    spoken: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    write: Callable[[float], str] = plain

    def order(self) -> tuple[int, ...]:
        """Return which of the labels stands at which place."""
        return self.chart.order() if isinstance(self.chart, Pareto) else tuple(range(len(self.chart.labels)))


EMPTY = Face(Bars((), ()))


class ChartView(QWidget):
    """`chosen` carries the key of the chosen place, or None when it is chosen away again."""

    chosen = Signal(object)

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._title, self._face = title, EMPTY
        self._current, self._hovered = 0, -1
        self._value: Hashable | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._tell()

    def sizeHint(self) -> QSize:
        """No more than it needs: it grows with its room."""
        return self.minimumSizeHint().expandedTo(QSize(320, 0))

    def minimumSizeHint(self) -> QSize:
        """May become low, but no lower than that bars can be told from each other."""
        return QSize(200, round(line_height() * 7))

    # what is shown

    def set_face(self, face: Face, title: str = "") -> None:
        """Show another chart; the chosen place stays chosen if it is still there."""
        self._face, self._title = face, title or self._title
        self._value = self._value if self._value in face.keys else None
        self._current = self._places().index(self._value) if self._value is not None else 0
        self._hovered = -1
        self._tell()
        self.update()

    def face(self) -> Face:
        """Return what is shown."""
        return self._face

    def value(self) -> Hashable | None:
        """Return the key of the chosen place."""
        return self._value

    def set_value(self, key: Hashable | None) -> None:
        """Choose a place, or none; tells nobody."""
        self._value = key if key in self._face.keys else None
        if self._value is not None:
            self._current = self._places().index(self._value)
        self._tell()
        self.update()

    def _places(self) -> list[Hashable]:
        """Return the keys as they stand from left to right."""
        return [self._face.keys[one] for one in self._face.order()]

    def plan(self) -> Plan:
        """Return where everything stands now."""
        return self._plan(self.width(), self.height())

    def _plan(self, width: int, height: int) -> Plan:
        above = line_height(Type.CAPTION) * LEGEND if self._face.names else 0
        pen = Pen(lambda text: width_of(text, Type.CAPTION) + 1, line_height(Type.CAPTION), self._face.write)
        return lay_out(self._face.chart, Rect(EDGE, EDGE + above, width - 2 * EDGE, height - above - 2 * EDGE), pen)

    def spot(self, key: Hashable) -> QPointF:
        """Return the middle of the column of a key."""
        slot = self.plan().slots[self._places().index(key)]
        return QPointF(slot.x + slot.width / 2, slot.y + slot.height / 2)

    def picture(self, size: QSize, scale: float = 2.0) -> QImage:
        """Return the chart on white, for the clipboard or paper."""
        image = QImage(size * scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        self._paint(painter, size, Marked(LIGHT))
        painter.end()
        return image

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint in the colours of the look."""
        chosen = self._places().index(self._value) if self._value is not None else -1
        current = self._current if shows_focus(self) else -1
        painter = QPainter(self)
        self._paint(painter, self.size(), Marked(tokens_of(self), chosen, current, self._hovered))

    def _paint(self, painter: QPainter, size: QSize, marked: Marked) -> None:
        legend = QRect(round(EDGE), 0, size.width() - 2 * round(EDGE), round(line_height(Type.CAPTION) * LEGEND))
        paint_chart(painter, self._plan(size.width(), size.height()), marked, (self._face.names, QRectF(legend)))

    # what is said

    def _tell(self) -> None:
        """Say aloud where the arrows stand."""
        order = self._face.order()
        here = self._face.spoken[order[self._current]] if order and self._face.spoken else ""
        name = ": ".join(filter(None, (self._title, here)))
        if name != self.accessibleName():
            self.setAccessibleName(name)
            if self.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    # what is done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by arrows, choose by Enter or space."""
        count, key = len(self._face.keys), Qt.Key(event.key())
        if count and key in STEPS:
            self._go(min(max(self._current + STEPS[key], 0), count - 1))
        elif count and key in ENDS:
            self._go(ENDS[key] % count)
        elif count and key in CHOOSE:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the column that is clicked."""
        place = self.plan().at(event.position().x(), event.position().y())
        if place is not None and event.button() == Qt.MouseButton.LeftButton and self._face.keys:
            self._go(place)
            self._choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the column under the mouse, and say it in full."""
        self._hover(self.plan().at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Mark none."""
        super().leaveEvent(event)
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the arrows stand."""
        super().focusInEvent(event)
        self.update()

    def _hover(self, place: int | None) -> None:
        hovered = -1 if place is None or not self._face.keys else place
        if hovered != self._hovered:
            self._hovered = hovered
            said = self._face.spoken[self._face.order()[hovered]] if hovered >= 0 and self._face.spoken else ""
            set_tip(self, said)
            self.setCursor(Qt.CursorShape.ArrowCursor if hovered < 0 else Qt.CursorShape.PointingHandCursor)
            self.update()

    def _go(self, place: int) -> None:
        self._current = place
        self._tell()
        self.update()

    def _choose(self, place: int) -> None:
        key = self._places()[place]
        self._value = None if key == self._value else key
        self.update()
        self.chosen.emit(self._value)
