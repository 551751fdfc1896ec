"""Many papers behind one dialog: printer, paper and copies are chosen once, and each paper says how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.documents.pdf.joining import joined
from dealer_crm.documents.pdf.render import page_count
from dealer_crm.domain.batches import Batch, BatchLine, PaperState
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.print_log import PrintWay
from dealer_crm.domain.printing import FormMissing, NoPrinter, PrintChoice, PrinterGone, PrintJob, PrintOutcome, PrintRefused
from dealer_crm.domain.progress import Progress
from dealer_crm.domain.store import StoreFull
from dealer_crm.domain.text import file_name
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.doors import Frame, PrintDoors
from dealer_crm.ui.printing.panel import PrintPanel
from dealer_crm.ui.shell.tasks import Task
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import Chip, Column, Dialog, PagedModel, Role, TableView
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.tall import take_whole_height
from dealer_crm.words.errors import sentence
from dealer_crm.words.labels import label

SIDE_WIDE, SIDE_NARROW, NARROW = 312, 284, 1_008
WIDEST, HIGHEST = 1_000, 620
TROUBLE = (PrinterGone, PrintRefused, FormMissing, NoPrinter, StoreFull)
"""What holds for the rest of a batch too."""
CHIPS = {
    PaperState.WAITING: (Tone.NEUTRAL, "clock"),
    PaperState.PRINTING: (Tone.INFO, "printer"),
    PaperState.PRINTED: (Tone.DONE, "check"),
    PaperState.UNNOTED: (Tone.WARN, "triangle-alert"),
    PaperState.REFUSED: (Tone.DANGER, "x"),
}


class BatchDialog(Dialog):
    """All jobs are of one kind. A paper is noted when the printer has it; cancelling leaves the rest as it is. Frees itself when closed."""

    saved = Signal(object)

    def __init__(
        self, t: Translator, title: str, jobs: Sequence[PrintJob], doors: tuple[PrintDoors, Frame], parent: QWidget | None
    ) -> None:
        super().__init__(t, title, parent, name="batch_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title, self._jobs, (self._doors, self._frame) = title, list(jobs), doors
        self.batch = Batch([job.title for job in jobs])
        self._task: Task | None = None
        self._stops = self._anyway = False
        self._printers = self._doors.printers()
        self.table = TableView(t, PagedModel(self._columns(), self._ids, self._rows, self), name="batch_list", label=t("Papers"))
        self.panel = PrintPanel(t, replace(jobs[0], record_id=None), self._printers, self._doors)
        self._build()
        self._wire()
        self._begin()

    def _columns(self) -> list[Column]:
        t = self._t

        def chip(row: BatchLine) -> Chip:
            tone, icon = CHIPS[row.state]
            return Chip(label(row.state, t), tone, icon)

        return [
            Column("title", t.context("document", "Paper"), lambda row: row.title, 26, bold=True, stretch=2, sortable=False),
            Column("state", t("State"), lambda row: label(row.state, t), 17, chip=chip, sortable=False),
            Column("why", t("Why"), lambda row: row.why, 18, stretch=1, sortable=False, rank=1, tip=lambda row: row.why),
        ]

    def _build(self) -> None:
        t, parent = self._t, self.parentWidget()
        narrow = parent is not None and parent.window().width() < NARROW
        side = ScrollBody("batch_side")
        side.setFixedWidth(SIDE_NARROW if narrow else SIDE_WIDE)
        side.box.addWidget(self.panel)
        for button in (self.panel.wizard, self.panel.looks, self.panel.ruler):
            button.hide()
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        column = QVBoxLayout()
        self.table.setMinimumHeight(120)
        column.addWidget(self.table, 1)
        row.addLayout(column, 1)
        row.addWidget(side)
        take_whole_height(self._body)
        self.box.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        self.box.addWidget(content, 1)
        self.print_button = self.add_button("", role=Role.PRIMARY, key="Ctrl+Enter", name="batch_print", icon="printer")
        self.stop_button = self.add_button(t("Stop"), key="Esc", name="batch_stop", icon="x")
        self.one_button = self.add_button(t("All in one PDF…"), name="batch_one_pdf", icon="file-down")
        self.each_button = self.add_button(t("A file each…"), name="batch_files", icon="folder-open")
        self.close_button = self.add_button(t("Close"), key="Esc", name="batch_close")

    def _wire(self) -> None:
        self.print_button.clicked.connect(self.print_all)
        self.stop_button.clicked.connect(self.stop)
        self.one_button.clicked.connect(self.save_one)
        self.each_button.clicked.connect(self.save_each)
        self.close_button.clicked.connect(self.reject)
        self.panel.form.set_last(self.print_button)
        self.panel.changed.connect(self._on_changed)

    def _begin(self) -> None:
        job = self._jobs[0]
        self.panel.show_choice(job.choice(self._doors.memory(job.kind)))
        if not self._printers:
            self.print_button.hide()
            self.message.show_message(sentence(NoPrinter(), self._t), Tone.WARN)
        self._show()

    def sizeHint(self) -> QSize:
        """Most of the window, within reason."""
        parent = self.parentWidget()
        room = parent.window().size() if parent else QSize(WIDEST, HIGHEST)
        return QSize(min(WIDEST, room.width() - 16), min(HIGHEST, room.height() - 16))

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter print."""
        super().showEvent(event)
        (self.print_button if self._printers else self.one_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # what is shown

    def _ids(self) -> list[int]:
        return [line.id for line in self.batch.lines]

    def _rows(self, ids: Sequence[int]) -> list[BatchLine]:
        return [self.batch.lines[place - 1] for place in ids]

    def _show(self) -> None:
        t, runs = self._t, self._task is not None
        model = self.table.model()
        assert isinstance(model, PagedModel)
        model.reload()
        begun = self.batch.printed > 0
        words = t("Print the other {n}") if begun else t("Print {n} papers")
        self.print_button.set_label(t.context("form", "Print anyway") if self._anyway else words.format(n=self.batch.left))
        self.print_button.setEnabled(not runs and self.batch.left > 0)
        self.stop_button.setVisible(runs)
        if runs and not self.stop_button.hasFocus() and not self.table.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.close_button.setVisible(not runs)
        for widget in (self.one_button, self.each_button, self.panel):
            widget.setEnabled(not runs)

    def _on_changed(self) -> None:
        if self._anyway:
            self._anyway = False
            self._show()

    # printing

    def print_all(self) -> None:
        """Print what is left, one paper after the other."""
        if self._task is None and self.batch.left:
            self._stops = False
            self.batch.again()
            self.message.clear()
            self._choice = replace(self.panel.choice(), anyway=self._anyway)
            self._go_on()

    def stop(self) -> None:
        """Let the paper that is on its way be called off, and leave the rest."""
        self._stops = True
        if self._task is not None:
            self._task.cancel()

    def _go_on(self) -> None:
        place = self.batch.next()
        if place is None or self._stops:
            self._end()
            return
        self.batch.set(place, PaperState.PRINTING)
        self._task = task = Task(partial(_print, self._doors, self._jobs[place], self._choice))
        task.finished.connect(partial(self._on_sent, place))
        task.failed.connect(partial(self._on_refused, place))
        task.cancelled.connect(partial(self._on_called_off, place))
        self._frame.runner.start(task)
        self._show()

    def _on_sent(self, place: int, outcome: PrintOutcome) -> None:
        self._task = None
        why = self._note(place, PrintWay.PRINTER, outcome.pages)
        self._choice = replace(self._choice, begun=self._choice.begun + outcome.pages * outcome.copies)
        self.batch.set(place, PaperState.UNNOTED if why else PaperState.PRINTED, why)
        self._stops = self._stops or bool(why)
        self._go_on()

    def _on_refused(self, place: int, error: Exception) -> None:
        self._task = None
        if not isinstance(error, DomainError):
            self.batch.set(place, PaperState.WAITING)
            self._end()
            raise error
        why = sentence(error, self._t)
        if isinstance(error, TROUBLE):
            self._stops, self._anyway = True, isinstance(error, FormMissing)
            self.batch.set(place, PaperState.WAITING, why)
        else:
            self.batch.set(place, PaperState.REFUSED, why)
        self._go_on()

    def _on_called_off(self, place: int) -> None:
        self._task = None
        self.batch.set(place, PaperState.WAITING)
        self._end()

    def _note(self, place: int, way: PrintWay, pages: int) -> str:
        """Keep that a paper went out; return what kept it from being noted."""
        try:
            self._doors.note(self._jobs[place], self._choice, way, pages)
        except DomainError as error:
            return self._t("Printed, but not noted: {why}").format(why=sentence(error, self._t))
        return ""

    def _end(self) -> None:
        """Say how many came out and what became of the rest."""
        t, batch = self._t, self.batch
        if batch.printed:
            self._doors.remember(self._jobs[0].kind, replace(self._choice, anyway=False, begun=0))
        said = t("{printed} of {all} printed.").format(printed=batch.printed, all=len(batch.lines))
        why = next((line.why for line in batch.lines if line.why), "")
        if batch.left:
            said = " ".join(filter(None, (said, why, t("The others are not marked as printed; go on with them when you like."))))
        elif why:
            said = f"{said} {why}"
        self.message.show_message(said, Tone.WARN if batch.left or why else Tone.DONE)
        self._show()
        if self.isVisible():
            (self.print_button if batch.left and self._printers else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # files

    def save_one(self) -> None:
        """Ask where, and write all papers into one PDF."""
        t = self._t
        target = self._frame.prompts.save_file(t("Save PDF"), file_name(f"{self._title}.pdf"), t("PDF (*.pdf)"))
        if target is not None:
            self._save([target])

    def save_each(self) -> None:
        """Ask for a folder, and write each paper into a file of its own; a name that is taken there gets a number."""
        folder = self._frame.prompts.choose_folder(self._t("A file each…"))
        if folder is not None:
            self._save(_places(folder, [job.file_name for job in self._jobs]))

    def _save(self, targets: list[Path]) -> None:
        self._choice = self.panel.choice()
        work = partial(_write, self._doors, self._jobs, self._choice, targets)
        self._frame.run_task(self._t("Save PDF"), work, done=partial(self._on_saved, targets), failed=self._on_not_saved)

    def _on_saved(self, targets: list[Path], pages: list[int]) -> None:
        whys = [self._note(place, PrintWay.FILE, count) for place, count in enumerate(pages)]
        why = next(filter(None, whys), "")
        said = self._t("Saved as {file}.").format(file=targets[0].name) if len(targets) == 1 else ""
        said = said or self._t("{n} files are in {folder}.").format(n=len(targets), folder=targets[0].parent.name)
        self.message.show_message(why or said, Tone.WARN if why else Tone.DONE)
        self.saved.emit(targets[0])

    def _on_not_saved(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        self.show_error(error)

    def reject(self) -> None:
        """Leave; while papers go out to the printer, stop behind the one on its way."""
        if self._task is None:
            super().reject()
        else:
            self.stop()


def _print(doors: PrintDoors, job: PrintJob, choice: PrintChoice, progress: Progress) -> PrintOutcome:
    return doors.send(job.render(choice), job.paper(choice.paper), choice, progress)


def _write(doors: PrintDoors, jobs: Sequence[PrintJob], choice: PrintChoice, targets: Sequence[Path], progress: Progress) -> list[int]:
    """Make every paper, then write; return how many pages each has. Raises FileNotWritable, Cancelled: what was written stays whole."""
    papers = []
    for number, job in enumerate(jobs):
        progress.step(number, len(jobs))
        papers.append(job.render(choice))
    contents = [joined(papers)] if len(targets) == 1 else papers
    for target, content in zip(targets, contents, strict=True):
        doors.save(target, content)
    return [page_count(paper) for paper in papers]


def _places(folder: Path, names: Sequence[str]) -> list[Path]:
    taken: set[str] = set()
    found: list[Path] = []
    for name in names:
        number, place = 1, folder / file_name(f"{name}.pdf")
        while place.name.casefold() in taken or place.exists():
            number += 1
            place = folder / file_name(f"{name} {number}.pdf")
        taken.add(place.name.casefold())
        found.append(place)
    return found
