"""Long work and slow questions beside the window: one thread each, reported and cancelled through Progress."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from dealer_crm.domain.progress import Cancelled, Progress

log = logging.getLogger(__name__)
REPORT_EVERY_S = 0.05
PATIENCE_S, LEAST_S = 0.04, 0.004
"""So long a window waits for answers in a turn of the event loop: what is quicker is shown in that turn, so that nothing flickers.
Where slow questions took all of it, each further one gets the least."""
THREAD = "task"
LONG_MS = 1_000
"""After so long the window says that it is still reading."""


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
    _done = Signal()

    def __init__(self, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._work = work
        self._stop = threading.Event()
        self._reported = 0.0
        self._how, self._forsaken = "", False
        self._result: Any = None
        self._thread = threading.Thread(target=self._run, name=THREAD, daemon=False)
        self._stepped.connect(self._on_stepped, Qt.ConnectionType.QueuedConnection)
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; the runner calls this."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def called_off(self) -> bool:
        """Tell whether it was asked to stop."""
        return self._stop.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Block until the work has ended, or so long; tell whether it has."""
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> Any:
        """Return what the work returned, once it has ended. Raises what it raised."""
        if isinstance(self._result, Exception):
            raise self._result
        return self._result

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
            self._how, self._result = "finished", self._work(self)
        except Cancelled:
            self._how = "cancelled"
        except BaseException as error:
            log.info("a task failed", exc_info=True)
            self._how, self._result = "failed", error if isinstance(error, Exception) else TaskBroken(repr(error))
        self._done.emit()

    @Slot(int, int)
    def _on_stepped(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    def forsake(self) -> None:
        """Stop, and tell nobody what came of it: whoever asked is gone."""
        self._forsaken = True
        self.cancel()

    @Slot()
    def _on_done(self) -> None:
        if self._forsaken:
            pass
        elif self._how == "cancelled":
            self.cancelled.emit()
        else:
            getattr(self, self._how).emit(self._result)
        self.ended.emit()


class TaskRunner(QObject):
    """Lives as long as the application, holds the tasks that run, and answers questions of pages (`ui/widgets/asked.py`).

    While a task runs, Python does not look for rings of objects that nobody holds: it does so in whichever thread makes an object, and
    a closed dialog in such a ring would be destroyed in the task's thread, of which Qt dies.
    `patience` None = a window waits until the answer is there, as tests and scripts want it. `reading` tells that a question takes long.
    """

    reading = Signal(bool)

    def __init__(self, patience: float | None = None) -> None:
        super().__init__()
        self.patience = patience
        self._until: float | None = None
        self._tasks: list[Task] = []
        self._questions: list[Task] = []
        self._says_reading = False
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.setInterval(LONG_MS)
        self._long.timeout.connect(self._on_long)

    def start(self, task: Task) -> None:
        """Run a task and hold it until it has ended."""
        self._tasks.append(task)
        task.ended.connect(self._on_ended)
        gc.disable()
        task.start()

    def begin(self, question: Callable[[], Any]) -> Task:
        """Ask something of the store beside the window."""
        task = Task(lambda _progress: question())
        self._questions.append(task)
        self.start(task)
        return task

    def patience_left(self) -> float | None:
        """Return how many seconds the window may still wait in this turn of the event loop."""
        if self.patience is None:
            return None
        now = time.monotonic()
        if self._until is None:
            self._until = now + self.patience
            QTimer.singleShot(0, self, self._on_turned)
        return max(self._until - now, min(self.patience, LEAST_S))

    def _on_turned(self) -> None:
        self._until = None

    def wait(self, answer: Task, seconds: float | None) -> bool:
        """Wait so long for the end of a question; tell whether it is there. One that has ended is let go of."""
        if answer.wait(seconds):
            self._release(answer)
            return True
        if not self._long.isActive():
            self._long.start()
        return False

    @Slot()
    def _on_ended(self) -> None:
        ended = self.sender()
        for task in [task for task in self._tasks if task is ended]:
            self._release(task)

    def _release(self, task: Task) -> None:
        task.wait()
        if task in self._tasks:
            self._tasks.remove(task)
        if not any(thread.name == THREAD for thread in threading.enumerate()):
            gc.enable()
        if task in self._questions:
            self._questions.remove(task)
        if not self._questions:
            self._long.stop()
            self._say_reading(on=False)

    def _on_long(self) -> None:
        self._say_reading(on=bool(self._questions))

    def _say_reading(self, *, on: bool) -> None:
        if on != self._says_reading:
            self._says_reading = on
            self.reading.emit(on)

    def asked(self) -> int:
        """Return how many questions are under way."""
        return len(self._questions)

    def running(self) -> int:
        """Return how many tasks run."""
        return len(self._tasks)

    def cancel_all_and_wait(self) -> None:
        """Stop everything before the window or the folder goes; what was under way is told to nobody any more."""
        for task in self._tasks:
            task.forsake()
        for task in list(self._tasks):
            self._release(task)
