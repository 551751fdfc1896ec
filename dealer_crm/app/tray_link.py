"""The tray of one window: its icon counts what waits, closing may hide the window there, a message leads to what it told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from dealer_crm.app.opened import Opened
from dealer_crm.ui.shell import MainWindow

if TYPE_CHECKING:
    from dealer_crm.app.program import Program
    from dealer_crm.i18n import Translator
    from dealer_crm.ui.shell.tray import Tray


class TrayLink(QObject):
    """Without a tray it does nothing, and the window closes as any other."""

    message_clicked = Signal()

    def __init__(self, program: Program, window: MainWindow, opened: Opened, t: Translator) -> None:
        super().__init__(window)
        self._program, self._window, self._opened, self._t = program, window, opened, t
        self._tray: Tray | None = None

    def begin(self) -> None:
        """Show the icon where the desktop has room for one."""
        from dealer_crm.ui.shell.tray import Tray, has_tray

        if not has_tray():
            return
        self._tray = Tray(self._t, self._window)
        self._tray.window_wanted.connect(self._program.raise_window)
        self._tray.today_wanted.connect(self._on_today)
        self._tray.quit_wanted.connect(self._window.leave)
        self._tray.message_clicked.connect(self._on_message)
        self._window.hides = self.hides

    def unplug(self) -> None:
        """Take the icon away."""
        self._window.hides = None
        if self._tray is not None:
            self._tray.remove()
            self._tray = None

    def hides(self) -> bool:
        """Tell whether closing hides the window only; not where the computer is about to end."""
        return self._tray is not None and self._opened.settings.value.close_to_tray and not self._program.app.isSavingSession()

    def set_count(self, count: int) -> None:
        """Show how many wait."""
        if self._tray is not None:
            self._tray.set_count(count)

    def tell(self, text: str) -> None:
        """Draw attention where nobody looks at the window: its entry in the taskbar, and a message of the system."""
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if self._tray is not None and self._opened.settings.value.toast:
            self._tray.say(self._t("Reminder"), text)

    def _on_today(self) -> None:
        self._program.raise_window()
        self._window.go("today")

    def _on_message(self) -> None:
        self._program.raise_window()
        self.message_clicked.emit()
