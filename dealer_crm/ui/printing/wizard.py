"""The printer wizard: which printer, which sizes its driver knows, where it prints, whether its paper runs away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.printing import NoPrinter, PaperChoice, PrintChoice, PrintOutcome
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.doors import Frame
from dealer_crm.ui.printing.wizard_doors import WizardDoors
from dealer_crm.ui.printing.wizard_forms import FormsStep
from dealer_crm.ui.printing.wizard_measure import FeedStep, RulerStep
from dealer_crm.ui.printing.wizard_page import Bench, WizardPage
from dealer_crm.ui.printing.wizard_printer import PrinterStep
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Dialog, Role, SubTabs

WIDTH, HEIGHT = 860, 600


class PrinterWizard(Dialog):
    """Four steps, in any order; what is set holds at once. It frees itself when it closes."""

    def __init__(self, t: Translator, doors: WizardDoors, frame: Frame, parent: QWidget | None) -> None:
        super().__init__(t, t("Printer wizard"), parent, name="printer_wizard", width=WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors, self._frame, self._printing = doors, frame, False
        self.bench = bench = Bench(t, doors, self._print, self._tell)
        self.printer, self.forms = PrinterStep(bench), FormsStep(bench)
        self.ruler, self.feed = RulerStep(bench), FeedStep(bench)
        self.steps: dict[str, WizardPage] = {"printer": self.printer, "forms": self.forms, "ruler": self.ruler, "feed": self.feed}
        words = (t("1 Printer"), t("2 Sizes"), t("3 Place"), t("4 Feed"))
        self.tabs = SubTabs(list(zip(self.steps, words, strict=True)), name="wizard_tabs")
        self.tabs.setAccessibleName(t("Printer wizard"))
        self.box.addWidget(self.tabs)
        for step in self.steps.values():
            self.box.addWidget(step)
            step.hide()
        self.box.addStretch(1)
        self.next = self.add_button(t.context("wizard", "Next"), role=Role.PRIMARY, key="Ctrl+Enter", name="wizard_next")
        self.back = self.add_button(t.context("wizard", "Back"), name="wizard_back")
        self.add_button(t("Close"), key="Esc", name="wizard_close").clicked.connect(self.reject)
        self.next.clicked.connect(partial(self._go_on, 1))
        self.back.clicked.connect(partial(self._go_on, -1))
        self.tabs.changed.connect(self._on_step)
        self.printer.chosen.connect(self.choose)

    def begin(self, printer: str = "", paper: str = "", step: str = "printer") -> None:
        """Open for a printer (none = the usual one) and a paper, at a step."""
        names = self._doors.printers()
        self.bench.paper = paper or self._doors.papers()[0].key
        self.choose(printer if printer in names else next(iter(names), ""))
        if self.tabs.value() == step:
            self._on_step(step)
        self.tabs.set_value(step)
        if not names:
            self.show_error(NoPrinter())
        self.open()

    def choose(self, printer: str) -> None:
        """Take another printer in hand."""
        self.message.clear()
        self.bench.printer = printer
        self.steps[self.tabs.value()].reload()

    def _on_step(self, key: str) -> None:
        self.message.clear()
        for name, step in self.steps.items():
            step.setVisible(name == key)
        step = self.steps[key]
        self.form = step.form
        step.reload()
        step.form.set_last(step.take if isinstance(step, RulerStep | FeedStep) else self.next)
        place = list(self.steps).index(key)
        self.back.setEnabled(place > 0)
        self.next.setEnabled(place < len(self.steps) - 1)
        self._body.verticalScrollBar().setValue(0)
        if self.isVisible():
            step.form.focus_first()

    def _go_on(self, by: int) -> None:
        names = list(self.steps)
        self.tabs.set_value(names[min(max(names.index(self.tabs.value()) + by, 0), len(names) - 1)])

    def sizeHint(self) -> QSize:
        """One size for all steps: nothing jumps."""
        wanted = super().sizeHint()
        parent = self.parentWidget()
        room = HEIGHT if parent is None else parent.window().height() - 16
        return QSize(wanted.width(), min(HEIGHT, room))

    # printing

    def _print(self, pdf: bytes, paper: PaperChoice, choice: PrintChoice, said: str) -> None:
        if self._printing:
            return
        self.message.clear()
        self._set_printing(True)
        work = partial(_send, self._doors, pdf, paper, choice)
        task = self._frame.run_task(self._t("Printing…"), work, done=partial(self._on_sent, said), failed=self._on_refused)
        task.cancelled.connect(lambda: self._set_printing(False))

    def _on_sent(self, said: str, _outcome: PrintOutcome) -> None:
        self._set_printing(False)
        self.message.show_message(said, Tone.INFO)
        step = self.steps[self.tabs.value()]
        if isinstance(step, RulerStep | FeedStep):
            step.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: Exception) -> None:
        self._set_printing(False)
        self._tell(error)

    def _set_printing(self, on: bool) -> None:
        self._printing = on
        for step in self.steps.values():
            step.setEnabled(not on)

    def _tell(self, error: Exception) -> None:
        """Say what was refused; anything else is a fault of the program."""
        if not isinstance(error, DomainError):
            raise error
        self.show_error(error)

    def reject(self) -> None:
        """Leave, unless a page is on its way to the printer."""
        if not self._printing:
            super().reject()


def _send(doors: WizardDoors, pdf: bytes, paper: PaperChoice, choice: PrintChoice, progress: Progress) -> PrintOutcome:
    return doors.send(pdf, paper, choice, progress)
