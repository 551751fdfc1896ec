"""The rooms at the left: real tabs for screen readers, painted as rows with icon, name and badge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.shortcuts import ROOM_ICONS, ROOMS, room_name, shown
from dealer_crm.ui.theme import Type, line_height, tokens_of
from dealer_crm.ui.widgets.frames import Badge
from dealer_crm.ui.widgets.painting import advance, icon_side, paint_icon, paint_ring, paint_text, shows_focus
from dealer_crm.ui.widgets.text import set_tip

WIDE, NARROW, HEIGHT, ICON_LEFT = 132, 48, 40, 7
COUNTED = ("today", "complaints")
"""The rooms that carry a badge; a name keeps clear of one with one digit."""
_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def _side() -> int:
    return icon_side() + 2


def _narrow() -> int:
    """Return the width of the rail of icons: a badge of two digits covers a corner of its icon, not the icon."""
    return max(NARROW, ICON_LEFT + _side() + line_height(Type.CAPTION) + 4)


class _Handle(QWidget):
    """Takes the mouse for one tab and carries its name and tooltip."""

    pressed = Signal()

    def __init__(self, bar: QTabBar, key: str) -> None:
        super().__init__(bar)
        self.setObjectName(f"tab_{key}")
        self.badge = Badge(f"badge_{key}")
        self.badge.setParent(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def place_badge(self, narrow: bool) -> None:
        size = self.badge.sizeHint()
        x = self.width() - size.width() - (2 if narrow else 12)
        self.badge.setGeometry(x, 2 if narrow else (self.height() - size.height()) // 2, size.width(), size.height())


class RoomTabs(QTabBar):
    """Emits `chosen` with the key of the room."""

    chosen = Signal(str)

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.setObjectName("room_tabs")
        self.setAccessibleName(t("Rooms"))
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._names = [room_name(room, t) for room in ROOMS]
        self._longest = self._measure()
        self._narrow = False
        self._handles: dict[str, _Handle] = {}
        for room, name in zip(ROOMS, self._names, strict=True):
            index = self.addTab(name.replace("&", "&&"))
            self.setAccessibleTabName(index, name)
            handle = _Handle(self, room)
            handle.pressed.connect(lambda index=index: self.setCurrentIndex(index))
            self._handles[room] = handle
        self.currentChanged.connect(lambda index: self.chosen.emit(ROOMS[index]))
        self.set_narrow(False)

    def room(self) -> str:
        """Return the key of the chosen room."""
        return ROOMS[self.currentIndex()]

    def set_room(self, key: str) -> None:
        """Choose a room."""
        self.setCurrentIndex(ROOMS.index(key))

    def set_badge(self, key: str, count: int) -> None:
        """Show a count on a tab; screen readers hear it in the name."""
        handle = self._handles[key]
        handle.badge.set_count(count)
        handle.place_badge(self._narrow)
        index = ROOMS.index(key)
        self.setAccessibleTabName(index, self._names[index])
        self.update()

    def badge(self, key: str) -> int:
        """Return the count on a tab."""
        return self._handles[key].badge.count()

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, names as tooltips."""
        self._narrow = narrow
        for room, name in zip(ROOMS, self._names, strict=True):
            key = shown(f"go_{room}")
            set_tip(self._handles[room], f"{name}  {key}" if narrow else key)
        self.setFixedWidth(self._width())
        self._place()
        self.updateGeometry()

    def _width(self) -> int:
        return _narrow() if self._narrow else max(WIDE, 26 + _side() + self._longest)

    def _measure(self) -> int:
        counted = line_height(Type.CAPTION) + 2 + 12 + 4
        rooms = zip(ROOMS, self._names, strict=True)
        return max(advance(name, Type.STRONG) + (counted if room in COUNTED else 14) for room, name in rooms)

    def changeEvent(self, event: QEvent) -> None:
        """Measure the names again at another text size."""
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_names"):
            self._longest = self._measure()
        super().changeEvent(event)

    def tabSizeHint(self, _index: int) -> QSize:
        """One row, a little lower where the window has no room for all."""
        high = max(HEIGHT, line_height() + 18)
        low = (_side() if self._narrow else line_height()) + 10
        return QSize(self._width(), max(low, min(high, self.height() // len(ROOMS))))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Rows never shrink."""
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        """The window may be lower than all rows."""
        return QSize(self._width(), 200)

    def _place(self) -> None:
        for index, room in enumerate(ROOMS):
            self._handles[room].setGeometry(self.tabRect(index))
            self._handles[room].place_badge(self._narrow)

    def tabLayoutChange(self) -> None:  # noqa: N802 - Qt's name
        """Keep the handles over their tabs."""
        super().tabLayoutChange()
        if hasattr(self, "_handles") and len(self._handles) == len(ROOMS):
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the handles over their tabs."""
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self.set_narrow(self._narrow)
        self._place()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel does not leave the room."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk the rooms."""
        if event.key() in _KEYS:
            self.setCurrentIndex(max(0, min(len(ROOMS) - 1, self.currentIndex() + _KEYS[Qt.Key(event.key())])))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        for index, name in enumerate(self._names):
            rect = self.tabRect(index)
            on = index == self.currentIndex()
            if on:
                painter.fillRect(rect, QColor(tokens.selection))
                painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), QColor(tokens.accent))
            left = ICON_LEFT if self._narrow else 15
            colour = tokens.accent if on else tokens.text2
            paint_icon(painter, ROOM_ICONS[index], colour, QPointF(left, rect.y() + (rect.height() - _side()) / 2), _side())
            if not self._narrow:
                words = QRect(26 + _side(), rect.y(), rect.width() - 26 - _side(), rect.height())
                paint_text(painter, words, name, tokens.text, Type.STRONG if on else Type.BODY)
            if on and shows_focus(self):
                paint_ring(painter, rect.adjusted(1, 1, -1, -1), tokens.accent)
