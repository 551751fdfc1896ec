"""Keeps the classes of all customers true while the window is open: beside it, a moment after a change, and on each new day."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from dealer_crm.app.opened import Opened
from dealer_crm.domain.errors import DomainError
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.shell.tasks import Task

if TYPE_CHECKING:
    from dealer_crm.services.class_book import Worked

log = logging.getLogger(__name__)
AFTER_MS = 1_500
"""So long after the last change it begins: whoever types on is not disturbed, and several changes are one piece of work."""
TABLES = frozenset({"customer_class", "class_change"})


class ClassWork(QObject):
    """Waits while other long work (an import, a backup) is under way. `worked` tells that classes are others than before."""

    worked = Signal()

    def __init__(self, window: MainWindow, opened: Opened) -> None:
        super().__init__(window)
        self._window, self._opened = window, opened
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._on_time)
        self._begun = False

    def begin(self) -> None:
        """Look after the classes from now on; nothing where the folder cannot be written."""
        if not self._opened.read_only:
            self._begun = True
            self._timer.start()

    def look(self) -> None:
        """Look again soon: something was changed, or it is another day."""
        if self._begun:
            self._timer.start()

    def unplug(self) -> None:
        """Begin nothing any more, and stop what is under way at its next step."""
        self._begun = False
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()

    def _on_time(self) -> None:
        runner = self._window.runner
        if runner.running() > 0:
            self._timer.start()
            return
        book = self._opened.class_book
        self._task = Task(book.work_out)
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self._on_failed)
        self._task.ended.connect(self._on_ended)
        runner.start(self._task)

    def _on_finished(self, done: Worked) -> None:
        if done.written or done.news:
            self._window.on_news(TABLES)
            self.worked.emit()

    def _on_failed(self, error: Exception) -> None:
        """Known trouble is told where somebody saves; the classes wait for the next change."""
        if not isinstance(error, DomainError):
            raise error
        log.warning("classes were not worked out: %s", error.code)

    def _on_ended(self) -> None:
        self._task = None
