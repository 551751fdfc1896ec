"""A window without a screen: opened on a folder of its own, walked through, and drawn into pictures."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from dealer_crm.app.program import Program, read_settings
from dealer_crm.app.services import Now
from dealer_crm.app.start import application
from dealer_crm.app.wiring import Wiring
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.ui.shell import MainWindow

PATIENCE_MS = 20_000
CALM_MS = 120
TITLE = 30
SCRIM = QColor(0, 0, 0, 90)


def without_screen() -> QApplication:
    """Return the application on Qt's offscreen platform, where none was chosen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return application()


@dataclass(frozen=True)
class Look:
    """How the pictures are to look."""

    size: tuple[int, int] = (1366, 690)
    theme: str = "light"
    language: str = "zh"
    text_size: int = 100


class Stage:
    """One run of the window, in the hands of a script; `now` is its clock, None = the computer's."""

    def __init__(self, data: Path, look: Look, now: Now | None = None) -> None:
        self._look = look
        self._app = without_screen()
        if look.text_size != read_settings(data).value.text_size:
            data.mkdir(parents=True, exist_ok=True)
            read_settings(data).change(text_size=look.text_size)
        self.program = Program(self._app, data, FolderLock(DataFolder(data).lock), language=look.language, theme=look.theme)
        self.program.now = now
        self.program.window.resize(*look.size)
        self.program.start()
        self.program.window.resize(*look.size)
        self.wait_until(lambda: self.program.wiring is not None and self.program.wiring.said)
        self.window.activateWindow()
        self.wait_until(self.window.isActiveWindow)
        self.settle()

    @property
    def window(self) -> MainWindow:
        """The window of now; it changes with the language and the folder."""
        return self.program.window

    @property
    def wiring(self) -> Wiring:
        """What the window is wired to."""
        assert self.program.wiring is not None
        return self.program.wiring

    def settle(self, milliseconds: int = CALM_MS) -> None:
        """Let everything happen that is about to happen.

        The timer is ours: the one that `singleShot` makes and frees later is at times freed twice, of which the interpreter dies.
        """
        loop, timer = QEventLoop(), QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(loop.quit)
        timer.start(milliseconds)
        loop.exec()

    def wait_until(self, true: Callable[[], bool]) -> None:
        """Wait for something. Raises TimeoutError."""
        waited = 0
        while not true():
            self.settle(CALM_MS // 4)
            waited += CALM_MS // 4
            if waited > PATIENCE_MS:
                raise TimeoutError("the window did not get there")

    def dialog(self) -> QDialog | None:
        """Return the dialog that is open."""
        return next((d for d in self._app.topLevelWidgets() if isinstance(d, QDialog) and d.isVisible()), None)

    def picture(self) -> QPixmap:
        """Return the window as one sees it, with the dialog that is open in its middle."""
        pixmap = self.window.grab()
        dialog = self.dialog()
        if dialog is None:
            return pixmap
        painter = QPainter(pixmap)
        painter.fillRect(pixmap.rect(), SCRIM)
        left, over = (self.window.width() - dialog.width()) // 2, self.window.height() - dialog.height()
        corner = QPoint(left, max(over // 2, min(TITLE, over)))
        if over >= TITLE:
            self._paint_title(painter, dialog, corner)
        painter.drawPixmap(corner, dialog.grab())
        painter.end()
        return pixmap

    @staticmethod
    def _paint_title(painter: QPainter, dialog: QDialog, corner: QPoint) -> None:
        """Draw the title that the desktop puts over a dialog."""
        bar = QRect(corner.x(), corner.y() - TITLE, dialog.width(), TITLE)
        painter.fillRect(bar, dialog.palette().window())
        painter.setPen(dialog.palette().windowText().color())
        painter.setFont(dialog.font())
        painter.drawText(bar.adjusted(12, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter, dialog.windowTitle())

    def during(self, blocking: Callable[[], object], then: Callable[[], object]) -> None:
        """Run what opens a modal box and waits in it; `then` happens while it is open, and it is left afterwards."""

        def look() -> None:
            try:
                then()
            finally:
                if (dialog := self.dialog()) is not None:
                    dialog.reject()

        QTimer.singleShot(CALM_MS, look)
        blocking()

    def leave_dialog(self) -> None:
        """Close the dialog that is open."""
        if (dialog := self.dialog()) is not None:
            dialog.reject()
        self.settle()

    def end(self) -> None:
        """Close the window without a backup; the folder is thrown away."""
        self.program.close_now()
        self.settle()
