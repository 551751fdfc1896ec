"""The icon in the tray with the count of what waits, its menu and its messages; where the desktop has no tray there is none."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.shortcuts import room_name
from dealer_crm.ui.theme import tokens_of
from dealer_crm.ui.widgets.text import set_tip

SIDE, DOT, MOST = 64, 40, 99


def has_tray() -> bool:
    """Tell whether the desktop shows icons of programs."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """Bonus only: whatever it says stands in the window, too."""

    window_wanted = Signal()
    today_wanted = Signal()
    quit_wanted = Signal()
    message_clicked = Signal()

    def __init__(self, t: Translator, window: QWidget) -> None:
        super().__init__(window)
        self._t, self._window = t, window
        self._menu = QMenu(window)
        self._menu.setObjectName("tray_menu")
        for name, text, told in (
            ("tray_open", t("Open the window"), self.window_wanted),
            ("tray_today", room_name("today", t), self.today_wanted),
            ("tray_quit", t("Quit"), self.quit_wanted),
        ):
            action = QAction(text, self._menu)
            action.setObjectName(name)
            action.triggered.connect(told)
            self._menu.addAction(action)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self.message_clicked)
        self.set_count(0)
        self.icon.show()

    def set_count(self, count: int) -> None:
        """Show how many wait."""
        self.icon.setIcon(_with_count(QApplication.windowIcon(), count, self._window))
        name = self._t("Dealer CRM")
        waiting = self._t.plural("{n} reminder waits", "{n} reminders wait", count).format(n=count)
        set_tip(self.icon, f"{name}: {waiting}" if count else name)

    def say(self, title: str, text: str) -> None:
        """Let the desktop say something, where it lets programs do that."""
        self.icon.showMessage(title, text, QApplication.windowIcon())

    def remove(self) -> None:
        """Take the icon away."""
        self.icon.hide()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.window_wanted.emit()


def _with_count(icon: QIcon, count: int, window: QWidget) -> QIcon:
    """Return the icon with a number on it."""
    if not count:
        return icon
    picture = icon.pixmap(SIDE, SIDE)
    if picture.isNull():
        picture = QPixmap(SIDE, SIDE)
        picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tokens = tokens_of(window)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.danger.fg))
    side = picture.width() / picture.devicePixelRatio()
    spot = QRectF(side - side * DOT / SIDE, side - side * DOT / SIDE, side * DOT / SIDE, side * DOT / SIDE)
    painter.drawEllipse(spot)
    font = painter.font()
    font.setPixelSize(round(spot.height() * 0.6))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(tokens.surface))
    painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(min(count, MOST)))
    painter.end()
    return QIcon(picture)
