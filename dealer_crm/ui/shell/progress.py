"""The dialog of a long job: counts, a bar, Cancel; it appears only when the job takes a while."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.tasks import Task
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets.dialog import Dialog
from dealer_crm.ui.widgets.text import Ink, Label

SHOW_AFTER_MS = 400


class ProgressDialog(Dialog):
    """Follows one task and closes with it."""

    def __init__(self, t: Translator, title: str, task: Task, parent: QWidget, *, cancellable: bool = True) -> None:
        super().__init__(t, title, parent, name="progress", width=420)
        self._task, self._ended, self._cancellable = task, False, cancellable
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bar = QProgressBar()
        self.bar.setObjectName("progress_bar")
        self.bar.setAccessibleName(title)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.counts = Label(t("Working…"), tone=Ink.TEXT2, name="progress_counts")
        self.box.addWidget(Label(title, Type.SECTION, name="progress_title", wrap=True))
        self.box.addWidget(self.bar)
        self.box.addWidget(self.counts)
        if cancellable:
            self.add_button(t("Cancel"), key="Esc", name="progress_cancel").clicked.connect(self.reject)
        task.progressed.connect(self.on_progress)
        task.ended.connect(self._on_ended)
        self._waits = QTimer(self)
        self._waits.setSingleShot(True)
        self._waits.setInterval(SHOW_AFTER_MS)
        self._waits.timeout.connect(self._show_late)
        self._waits.start()

    def on_progress(self, done: int, total: int) -> None:
        """Show the counts."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        text = self._t("{done} of {total}") if total else self._t("{done} done")
        self.counts.setText(text.format(done=f"{done:,}", total=f"{total:,}"))

    def _show_late(self) -> None:
        if not self._ended:
            self.open()

    def _on_ended(self) -> None:
        self._ended = True
        self.done(0)
        self.deleteLater()

    def reject(self) -> None:
        """Ask the task to stop; the dialog stays until it has."""
        if self._ended or not self._cancellable:
            return
        self._task.cancel()
        self.counts.setText(self._t("Stopping; nothing will be changed…"))
