"""The parts of the window and where they stand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenuBar, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.banner import DemoBanner, is_low
from dealer_crm.ui.shell.commands import Commands
from dealer_crm.ui.shell.geometry import SMALLEST
from dealer_crm.ui.shell.menus import Menus
from dealer_crm.ui.shell.pages import PageStack
from dealer_crm.ui.shell.palette import Palette
from dealer_crm.ui.shell.room_tabs import RoomTabs
from dealer_crm.ui.shell.status_bar import StatusBar
from dealer_crm.ui.shell.top_bar import TopBar
from dealer_crm.ui.theme import Space, tokens_of
from dealer_crm.ui.widgets.text import HLine
from dealer_crm.ui.widgets.undo_bar import UndoBar

if TYPE_CHECKING:
    from dealer_crm.ui.shell.reminder_strip import ReminderStrip
    from dealer_crm.ui.widgets.sheet import SideSheet

SIDE_BY_SIDE_FROM = 1008


class _VLine(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(tokens_of(self).hairline))


class WindowFrame(QMainWindow):
    """Menu, top bar, rooms, page, sheet, undo bar and status bar."""

    shown_first = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self._sheet: SideSheet | None = None
        self._painted = False
        self._strips: list[ReminderStrip] = []
        self.setObjectName("main_window")
        self.setMinimumSize(*SMALLEST)
        self.commands = Commands(t, self)
        self.top_bar = TopBar(t, self.commands)
        self.tabs = RoomTabs(t)
        self.pages = PageStack(t)
        self.undo_bar = UndoBar(t)
        self.status = StatusBar(t)
        self.banner = DemoBanner(t)
        bar = QMenuBar(self)
        bar.setObjectName("menu_bar")
        bar.setCornerWidget(self.banner.corner)
        self.setMenuBar(bar)
        self._menus = Menus(t, bar, self.commands)
        self._row = QHBoxLayout()
        self._notices = QVBoxLayout()
        self._middle, self._foot = QVBoxLayout(), QVBoxLayout()
        self._arrange()
        self.undo_bar.told.connect(self._place_lines)
        self.finder = Palette(t, self, self.top_bar.search, self.commands)

    def _arrange(self) -> None:
        self._middle.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._middle.setSpacing(Space.S)
        self._middle.addWidget(self.pages, 1)
        self._middle.addWidget(self.undo_bar)
        self._foot.addWidget(self.status)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.tabs)
        self._row.addWidget(_VLine())
        self._row.addLayout(self._middle, 1)
        centre = QWidget()
        centre.setObjectName("centre")
        box = QVBoxLayout(centre)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.banner)
        box.addLayout(self._notices)
        for widget in (self.top_bar, HLine()):
            box.addWidget(widget)
        box.addLayout(self._row, 1)
        box.addWidget(HLine())
        box.addLayout(self._foot)
        self.setCentralWidget(centre)

    @cached_property
    def reminders(self) -> ReminderStrip:
        """The line that reminds; made when there is something to say for the first time."""
        from dealer_crm.ui.shell.reminder_strip import ReminderStrip  # not before the first paint

        strip = ReminderStrip(self._t)
        self._strips.append(strip)
        strip.told.connect(self._place_lines)
        self._place_lines()
        return strip

    def is_narrow(self) -> bool:
        """Tell whether list and detail stand one behind the other."""
        return self.width() < SIDE_BY_SIDE_FROM

    def _fit(self) -> None:
        narrow = self.is_narrow()
        self.tabs.set_narrow(narrow)
        self.top_bar.set_narrow(narrow)
        self.banner.fit(self.height())
        self._place_lines()
        if self._sheet:
            self._sheet.fit(self.width() - self.tabs.width(), narrow)

    def _place_lines(self) -> None:
        """Give what reminds and what offers to undo a line each; in a low window they take that of the status bar while they are there."""
        low = is_low(self.height())
        place = self._foot if low else self._middle
        for strip in self._strips:
            if place.indexOf(strip) < 0:
                place.insertWidget(0, strip)
        if place.indexOf(self.undo_bar) < 0:
            place.addWidget(self.undo_bar)
        self.status.setHidden(low and not all(line.isHidden() for line in (self.undo_bar, *self._strips)))

    def begin_unseen(self) -> None:
        """Go on as after the first paint: nobody sees this window yet."""
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.shown_first.emit)

    def sizeHint(self) -> QSize:
        """The size the screens are drawn for."""
        return QSize(1366, 690)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the wide or the narrow layout."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_row"):
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the window stands on the screen; heavy libraries are loaded after that."""
        super().paintEvent(event)
        self.begin_unseen()
