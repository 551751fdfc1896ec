"""Makes the PDF of a choice beside the window; of several wishes only the last one counts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from dealer_crm.domain.printer_profiles import Placement
from dealer_crm.domain.printing import PrintChoice, PrintJob
from dealer_crm.domain.progress import Progress
from dealer_crm.ui.shell.tasks import Task, TaskRunner


class Rendering(QObject):
    """`ready` brings the PDF of the newest wish; `failed` the error that kept it from being made."""

    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, job: PrintJob, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._job, self._runner = job, runner
        self._task: Task | None = None
        self._wanted: PrintChoice | None = None
        self._shown: PrintChoice | None = None

    def ask(self, choice: PrintChoice) -> bool:
        """Make the PDF of a choice, unless the last one looks the same; tell whether there is something to wait for."""
        look = replace(choice, printer="", copies=1, dpi=0).placed(Placement())
        if look == self._shown:
            return self._task is not None
        self._shown = self._wanted = look
        if self._task is None:
            self._start(look)
        return True

    def forget(self) -> None:
        """Make the next wish anew, even if it looks the same: the record has been printed meanwhile."""
        self._shown = None

    def _start(self, look: PrintChoice) -> None:
        self._wanted = None
        self._task = task = Task(partial(_render, self._job, look))
        task.finished.connect(self._on_finished)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    def _on_finished(self, pdf: bytes) -> None:
        if not self._again():
            self.ready.emit(pdf)

    def _on_failed(self, error: Exception) -> None:
        if not self._again():
            self._shown = None
            self.failed.emit(error)

    def _again(self) -> bool:
        """Begin with what was wished meanwhile."""
        self._task = None
        if self._wanted is not None:
            self._start(self._wanted)
        return self._task is not None


def _render(job: PrintJob, choice: PrintChoice, _progress: Progress) -> bytes:
    return job.render(choice)
