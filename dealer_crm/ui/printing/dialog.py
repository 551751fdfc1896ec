"""The one print dialog: the page as it will come out, what can be chosen, print, save, copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.documents.pdf.render import page_copies
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.print_log import PrintWay
from dealer_crm.domain.printing import FormMissing, NoPrinter, PaperChoice, PrintChoice, PrintJob, PrintOutcome
from dealer_crm.domain.progress import Progress
from dealer_crm.domain.text import file_name
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.doors import Frame, PrintDoors
from dealer_crm.ui.printing.leaves import leaves_of
from dealer_crm.ui.printing.panel import PrintPanel
from dealer_crm.ui.printing.preview import Preview
from dealer_crm.ui.printing.rendering import Rendering
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Dialog, HLine, Ink, Label, Role, VLine
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.words.errors import sentence

SIDE_WIDE, SIDE_NARROW = 312, 284
SIDE_BY_SIDE_FROM = 1_008
AROUND, ABOVE = 56, 20


class PrintDialog(Dialog):
    """Frees itself when it closes. `sent` tells the outcome, `saved` the file that was written."""

    sent = Signal(object)
    saved = Signal(object)

    def __init__(self, t: Translator, job: PrintJob, doors: PrintDoors, frame: Frame, parent: QWidget | None) -> None:
        super().__init__(t, t("Print preview: {title}").format(title=job.title), parent, name="print_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.message.set_inset(QMargins(Space.L, Space.M, Space.L, Space.M))
        self._job, self._doors, self._frame = job, doors, frame
        self._pdf, self._made_for = b"", PrintChoice()
        self._waits, self._printing, self._anyway = False, False, False
        self._printers = doors.printers()
        self.preview = Preview(t)
        self.panel = PrintPanel(t, job, self._printers, doors)
        self.print_button = Button(t("Print"), role=Role.PRIMARY, icon="printer", key="Enter", name="print_now")
        self.save_button = Button(t("Save PDF"), icon="file-down", name="print_save")
        self.close_button = Button(t("Close"), key="Esc", name="print_close")
        self._rendering = Rendering(job, frame.runner, self)
        self._build()
        self._wire()
        self._begin()

    def _build(self) -> None:
        narrow = self._narrow()
        side = QFrame()
        side.setProperty("band", "surface")
        side.setFixedWidth(SIDE_NARROW if narrow else SIDE_WIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        scrolled = ScrollBody("print_side")
        scrolled.box.addWidget(self.panel)
        column.addWidget(scrolled, 1)
        column.addWidget(HLine())
        column.addLayout(self._buttons())
        self.preview.set_narrow(narrow)
        self.preview.set_room(self.sizeHint().width() - side.maximumWidth() - 1)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.preview, VLine(), side):
            row.addWidget(widget)
        self._fill(content)

    def _fill(self, content: QWidget) -> None:
        """Take the whole dialog: page and panel scroll by themselves."""
        self._body.hide()
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(outer.indexOf(self._body), content, 1)

    def _narrow(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.window().width() < SIDE_BY_SIDE_FROM

    def _buttons(self) -> QVBoxLayout:
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        below.addWidget(self.save_button)
        below.addStretch(1)
        below.addWidget(self.close_button)
        box = QVBoxLayout()
        box.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        box.setSpacing(Space.S)
        words = Label(self._t("The next one is printed the same way."), Type.CAPTION, tone=Ink.TEXT2, name="print_remembered", wrap=True)
        words.setHidden(not self._printers)
        box.addWidget(words)
        policy = self.print_button.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.print_button.setSizePolicy(policy)
        box.addWidget(self.print_button)
        box.addLayout(below)
        return box

    def _wire(self) -> None:
        self.panel.changed.connect(self._on_changed)
        self.panel.form.set_last(self.print_button)
        self._rendering.ready.connect(self._on_ready)
        self._rendering.failed.connect(self._on_not_made)
        self.preview.copy_requested.connect(self.copy_picture)
        self.preview.text_requested.connect(self.copy_text)
        self.preview.text.setHidden(self._doors.beside.text is None)
        self.print_button.clicked.connect(self.print_now)
        self.save_button.clicked.connect(self.save_pdf)
        self.close_button.clicked.connect(self.reject)
        self.panel.ruler.clicked.connect(self.print_ruler)
        self.panel.before.clicked.connect(self._show_log)
        self.panel.wizard.clicked.connect(self._set_up)
        self.panel.looks.clicked.connect(self._change_looks)
        runs: dict[str, Callable[[], object]] = {
            **dict.fromkeys(("Ctrl+Return", "Ctrl+Enter", "F8", "Ctrl+P"), self.print_now),
            "Ctrl+S": self.save_pdf,
            "Ctrl+Shift+X": self.copy_picture,
            "PgUp": partial(self.preview.leaf, -1),
            "PgDown": partial(self.preview.leaf, 1),
        }
        taken = {QKeySequence(key) for key in runs}
        for shortcut in self.findChildren(QShortcut):  # every dialog saves with these; this one prints and saves a PDF
            shortcut.setEnabled(shortcut.key() not in taken)
        for key, run in runs.items():
            QShortcut(QKeySequence(key), self, run)

    def _begin(self) -> None:
        remembered = self._doors.memory(self._job.kind)
        choice = self._job.choice(remembered)
        self.panel.show_choice(choice)
        if not self._printers:
            self.print_button.hide()
            self.save_button.set_role(Role.PRIMARY)
            self.message.show_message(sentence(NoPrinter(), self._t), Tone.WARN)
        elif choice.printer and choice.printer != self.panel.choice().printer:
            words = self._t("“{gone}” is not there; “{printer}” is chosen now.")
            self.message.show_message(words.format(gone=choice.printer, printer=self.panel.choice().printer), Tone.WARN)
        self._on_changed()

    # what is shown

    def sizeHint(self) -> QSize:
        """Most of the window."""
        parent = self.parentWidget()
        if parent is None:
            return QSize(1_254, 650)
        room, narrow = parent.window().size(), self._narrow()
        return QSize(room.width() - (16 if narrow else 2 * AROUND), room.height() - (16 if narrow else 2 * ABOVE))

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter print, or save where there is no printer."""
        super().showEvent(event)
        button = self.save_button if self.print_button.isHidden() else self.print_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self) -> None:
        self._set_anyway(False)
        self._describe(self._job.paper(self.panel.choice().paper))
        self._pdf_wanted()

    def _describe(self, paper: PaperChoice) -> None:
        size = self._t("{width} × {height} mm").format(width=f"{paper.width:g}", height=f"{paper.height:g}")
        on_strips = self._t("{size}; nothing is printed on the strips with holes.")
        self.preview.set_caption(on_strips.format(size=size) if paper.continuous else size)

    def _pdf_wanted(self) -> None:
        choice = self.panel.choice()
        if self._rendering.ask(choice):
            self._pdf, self._made_for = b"", choice
            self.preview.wait()

    def _on_ready(self, pdf: bytes) -> None:
        self._pdf = pdf
        made = self._made_for
        passed = made.copy_names if made.one_pass else ()
        leaves = leaves_of(page_copies(pdf), passed, self._doors.beside.colours(self._job.kind))
        self.preview.canvas.set_ground(self._job.ground(made))
        self.preview.show_pdf(pdf, self._job.paper(made.paper), leaves, passed=bool(passed))
        self._describe(self.preview.paper() or self._job.paper(made.paper))
        self._warn_of_missing(pdf)
        if self._waits:
            self._waits = False
            self.print_now()

    def _warn_of_missing(self, pdf: bytes) -> None:
        signs = self._doors.beside.missing(pdf)
        if signs:
            words = self._t("These characters cannot be printed and stand as □: {signs}")
            self.message.show_message(words.format(signs=" ".join(signs)), Tone.WARN)

    def _on_not_made(self, error: Exception) -> None:
        self._waits = False
        self.preview.fail()
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        """Say what was refused; anything else is a fault of the program."""
        if not isinstance(error, DomainError):
            raise error
        self.show_error(error)

    # what is done

    def print_now(self) -> None:
        """Print what is shown; a paper that is still being made is printed as soon as it is ready."""
        if self.print_button.isHidden() or self._printing:
            return
        if not self._pdf:
            self._waits = True
            return
        self.message.clear()
        choice = replace(self.panel.choice(), anyway=self._anyway)
        self._set_printing(True)
        work = partial(_send, self._doors, self._pdf, self._job, choice)
        task = self._frame.run_task(self._t("Printing…"), work, done=self._on_sent, failed=self._on_refused)
        task.cancelled.connect(self._on_cancelled)

    def print_ruler(self) -> None:
        """Print a page to measure where this printer prints; nothing is remembered and the dialog stays."""
        if self._printing:
            return
        choice = replace(self.panel.choice(), copies=1)
        self._set_printing(True)
        work = partial(_send, self._doors, self._doors.ruler(choice), self._job, choice)
        task = self._frame.run_task(self._t("Printing…"), work, done=self._on_ruler_sent, failed=self._on_refused)
        task.cancelled.connect(self._on_cancelled)

    def _on_ruler_sent(self, _outcome: PrintOutcome) -> None:
        self._set_printing(False)
        self.message.show_message(self._t("The ruler page is on its way. Measure its cross, then correct the offsets."), Tone.INFO)

    def _set_printing(self, on: bool) -> None:
        self._printing = on
        for widget in (self.print_button, self.save_button, self.panel):
            widget.setEnabled(not on)

    def _on_sent(self, outcome: PrintOutcome) -> None:
        choice = self.panel.choice()
        self._set_printing(False)
        self._doors.remember(self._job.kind, choice)
        self.sent.emit(outcome)
        if self._note(choice, PrintWay.PRINTER, outcome.pages):
            self.accept()
            return
        self.panel.show_before()
        self._rendering.forget()
        self._pdf_wanted()

    def _note(self, choice: PrintChoice, way: PrintWay, pages: int) -> bool:
        """Keep what went out; say what kept it from being noted."""
        try:
            self._doors.note(self._job, choice, way, pages)
        except DomainError as error:
            words = self._t("Printed, but not noted: {why}") if way is PrintWay.PRINTER else self._t("Done, but not noted: {why}")
            self.message.show_message(words.format(why=sentence(error, self._t)), Tone.WARN)
            return False
        return True

    def _on_refused(self, error: Exception) -> None:
        self._set_printing(False)
        self._set_anyway(isinstance(error, FormMissing))
        self._tell(error)

    def _set_anyway(self, on: bool) -> None:
        """Let the next Enter print on the form that the driver takes instead; another choice takes that back."""
        self._anyway = on
        self.print_button.set_label(self._t.context("form", "Print anyway") if on else self._t("Print"))

    def _on_cancelled(self) -> None:
        self._set_printing(False)

    def save_pdf(self) -> None:
        """Ask where, and write what is shown."""
        if not self._pdf:
            return
        t = self._t
        target = self._frame.prompts.save_file(t("Save PDF"), file_name(f"{self._job.file_name}.pdf"), t("PDF (*.pdf)"))
        if target is None:
            return
        try:
            self._doors.save(target, self._pdf)
        except DomainError as error:
            self.show_error(error)
        else:
            self.saved.emit(target)
            if self._note(self._made_for, PrintWay.FILE, self.preview.pages()):
                self.message.show_message(t("Saved as {file}.").format(file=target.name), Tone.DONE)

    def copy_picture(self) -> None:
        """Put the page in view on the clipboard, as it is sent to customers."""
        if self._pdf:
            QGuiApplication.clipboard().setImage(self.preview.picture())
            if self._note(self._made_for, PrintWay.PICTURE, 1):
                self.message.show_message(self._t("The page is on the clipboard. Paste it into a chat."), Tone.DONE)

    def copy_text(self) -> None:
        """Put the copy in view on the clipboard as plain text."""
        make = self._doors.beside.text
        if self._pdf and make is not None:
            QGuiApplication.clipboard().setText(make(self._pdf, self.preview.page()))
            if self._note(self._made_for, PrintWay.TEXT, self.preview.pages()):
                self.message.show_message(self._t("The text is on the clipboard. Paste it into a chat."), Tone.DONE)

    def _show_log(self) -> None:
        if self._doors.beside.log is not None:
            self._doors.beside.log(self._job, self)

    def _set_up(self) -> None:
        """Leave for the printer's wizard: what was measured there is asked for anew when the paper is shown again."""
        if self._doors.beside.wizard is not None and not self._printing:
            self.reject()
            self._doors.beside.wizard(self.panel.choice().printer)

    def _change_looks(self) -> None:
        if self._doors.beside.looks is not None and not self._printing:
            self.reject()
            self._doors.beside.looks(self._job.kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter prints, where no button has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.print_now()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Leave, unless a paper is on its way to the printer."""
        if not self._printing:
            super().reject()


def _send(doors: PrintDoors, pdf: bytes, job: PrintJob, choice: PrintChoice, progress: Progress) -> PrintOutcome:
    return doors.send(pdf, job.paper(choice.paper), choice, progress)
