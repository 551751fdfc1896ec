"""Long work beside the window: one thread a task, reported and cancelled through Progress."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from dealer_crm.domain.progress import Cancelled, Progress

log = logging.getLogger(__name__)
REPORT_EVERY_S = 0.05


class TaskBroken(Exception):  # noqa: N818 - what it is
    """The work ended by what is no Exception, as libraries in other languages do; the window must hear of it all the same."""


class Task(QObject):
    """Connect first, then hand it to the runner. Signals arrive in the window's thread. Has no parent."""

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _stepped = Signal(int, int)
    _done = Signal(str, object)

    def __init__(self, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._work = work
        self._stop = threading.Event()
        self._reported = 0.0
        self._thread = threading.Thread(target=self._run, name="task", daemon=False)
        self._stepped.connect(self._on_stepped, Qt.ConnectionType.QueuedConnection)
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; the runner calls this."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def wait(self) -> None:
        """Block until the work has ended."""
        if self._thread.is_alive():
            self._thread.join()

    def step(self, done: int, total: int) -> None:
        """Report from the worker. Raises Cancelled."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._reported >= REPORT_EVERY_S or done >= total > 0:
            self._reported = now
            self._stepped.emit(done, total)

    def _run(self) -> None:
        try:
            result = self._work(self)
        except Cancelled:
            self._done.emit("cancelled", None)
        except BaseException as error:
            log.info("a task failed", exc_info=True)
            self._done.emit("failed", error if isinstance(error, Exception) else TaskBroken(repr(error)))
        else:
            self._done.emit("finished", result)

    @Slot(int, int)
    def _on_stepped(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    @Slot(str, object)
    def _on_done(self, how: str, result: object) -> None:
        if how == "cancelled":
            self.cancelled.emit()
        else:
            getattr(self, how).emit(result)
        self.ended.emit()


class TaskRunner(QObject):
    """Lives as long as the application and holds the tasks that run."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks: list[Task] = []

    def start(self, task: Task) -> None:
        """Run a task and hold it until it has ended."""
        self._tasks.append(task)
        task.ended.connect(lambda: self._release(task))
        task.start()

    def _release(self, task: Task) -> None:
        task.wait()
        if task in self._tasks:
            self._tasks.remove(task)

    def running(self) -> int:
        """Return how many tasks run."""
        return len(self._tasks)

    def cancel_all_and_wait(self) -> None:
        """Stop everything before the window goes."""
        for task in self._tasks:
            task.cancel()
        for task in list(self._tasks):
            task.wait()
        self._tasks.clear()
