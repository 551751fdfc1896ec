"""Connects every paper with the print dialog, the printers and what is remembered of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from dealer_crm.app.opened import Opened
from dealer_crm.app.print_desk import PrintDesk
from dealer_crm.app.printer_profiles import PrinterProfiles
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.print_log import PrintWay, printed
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow, StatusItem
from dealer_crm.ui.theme import Tone

if TYPE_CHECKING:
    from dealer_crm.domain.printer_profiles import Technique
    from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintJob, PrintOutcome
    from dealer_crm.ui.printing.doors import PrintDoors

Told = Callable[[Path], object]
Said = Callable[[StatusItem], object]


class PrintLink:
    """Shows, prints, saves and copies any `PrintJob`. `told` hears of files that were written, `said` what else the status bar says."""

    def __init__(self, t: Translator, window: MainWindow, opened: Opened, told: Told, said: Said) -> None:
        self.t = self._t = t
        self._window, self._opened, self.told, self._said = window, opened, told, said
        self.profiles = PrinterProfiles(opened.settings, _seen)
        self.desk = PrintDesk(t, window, opened, self.wizard)
        self._under_way: set[tuple[str, int | None, str]] = set()

    def preview(self, job: PrintJob) -> None:
        """Show the paper before it is printed (Ctrl+P); one that is on its way to the printer is not counted yet and has to wait."""
        job = self._offered(job)
        if _mark(job) not in self._under_way:
            self._complete(job, partial(self.show, job))

    def batch(self, title: str, jobs: Sequence[PrintJob]) -> None:
        """Show several papers of one kind, to be printed one after the other; what of the shop is missing is asked for once."""
        from dealer_crm.ui.printing.batch_dialog import BatchDialog

        offered = [self._offered(job) for job in jobs]
        if len(offered) == 1:
            self._complete(offered[0], partial(self.show, offered[0]))
            return

        def show() -> None:
            dialog = BatchDialog(self._t, title, offered, (self.doors(), self._window), self._window)
            dialog.saved.connect(self.told)
            dialog.open()

        self._complete(offered[0], show)

    def direct(self, job: PrintJob) -> None:
        """Print as last time (Ctrl+Shift+P); where nothing is remembered or some of it is gone, show it first.

        Keys that are struck twice print once.
        """
        job, known = self._offered(job), self._memory(job.kind)
        if known is None or known.printer not in self._printers() or not job.offers(known):
            self.preview(job)
        else:
            self._complete(job, partial(self._print, job, job.choice(known)))

    def picture(self, job: PrintJob) -> None:
        """Put the first page on the clipboard as a picture."""
        from dealer_crm.documents.pdf.render import page_count
        from dealer_crm.ui.printing.preview import picture_of

        job = self._offered(job)
        choice = job.choice(self._memory(job.kind))
        pdf = job.render(choice)
        QGuiApplication.clipboard().setImage(picture_of(pdf))
        pages = page_count(pdf)
        words = self._t("Page 1 of {pages} is on the clipboard.") if pages > 1 else self._t("The picture is on the clipboard.")
        self._said(StatusItem("printed", words.format(pages=pages), "image", Tone.DONE))
        self._try_note(job, choice, PrintWay.PICTURE, 1)

    def save_pdf(self, job: PrintJob, target: Path) -> None:
        """Write the paper to a file. Raises FileNotWritable."""
        from dealer_crm.documents.pdf.render import page_count
        from dealer_crm.documents.saving import save

        job = self._offered(job)
        choice = job.choice(self._memory(job.kind))
        pdf = job.render(choice)
        save(target, pdf)
        self.told(target)
        self._try_note(job, choice, PrintWay.FILE, page_count(pdf))

    def _offered(self, job: PrintJob) -> PrintJob:
        """Return the job with the copies of its kind (a shop may add some to any) and the forms that were printed elsewhere."""
        from dealer_crm.app.overprint_jobs import with_overprints

        copies = job.copies or self._opened.desk.copy_names(job.kind, self._t.language)
        job = replace(job, copies=copies, differ=self._opened.desk.copies_differ(job.kind))
        return with_overprints(job, self._opened, self._t)

    def note(self, job: PrintJob, choice: PrintChoice, way: PrintWay, pages: int) -> None:
        """Keep what went out; a paper that the printer has is also told to its job. Raises why it could not be noted."""
        try:
            self._opened.print_log.note([printed(job, choice, way, pages)])
        finally:
            if way is PrintWay.PRINTER:
                job.printed(choice)

    def _try_note(self, job: PrintJob, choice: PrintChoice, way: PrintWay, pages: int) -> None:
        try:
            self.note(job, choice, way, pages)
        except DomainError as error:
            title = self._t("Printed, but not noted") if way is PrintWay.PRINTER else self._t("Done, but not noted in the print log")
            self._tell(title, error)

    def doors(self) -> PrintDoors:
        """Return what the dialog may call."""
        from dealer_crm.documents.saving import save
        from dealer_crm.ui.printing import printer
        from dealer_crm.ui.printing.doors import PrintDoors

        return PrintDoors(
            self._printers,
            printer.has_form,
            self.send,
            save,
            self._memory,
            self._remember,
            self._ruler,
            self.profiles.filled,
            self.note,
            self.desk.beside(),
        )

    def _ruler(self, choice: PrintChoice) -> bytes:
        from dealer_crm.documents.pdf.choices import chosen_setup
        from dealer_crm.documents.pdf.pages import PageSetup
        from dealer_crm.documents.pdf.ruler_page import ruler_page

        return ruler_page(chosen_setup(PageSetup(language=self._t.language), choice), (choice.offset_x, choice.offset_y))

    def wizard(self, printer: str = "", paper: str = "", step: str = "printer") -> None:
        """Open the printer wizard, at a step (printer, forms, ruler, feed)."""
        from dealer_crm.app.printer_wizard import show_wizard

        show_wizard(self._t, self._window, self._opened, (printer, paper, step))

    def show(self, job: PrintJob) -> None:
        """Open the dialog, whatever of the shop is missing."""
        from dealer_crm.ui.printing.dialog import PrintDialog

        dialog = PrintDialog(self._t, job, self.doors(), self._window, self._window)
        dialog.saved.connect(self.told)
        dialog.sent.connect(self._on_sent)
        dialog.open()

    def _print(self, job: PrintJob, choice: PrintChoice) -> None:
        """Print without a look at it, unless a character cannot be printed: that is seen, and said, before the paper is."""

        def work(progress: Progress) -> PrintOutcome | None:
            from dealer_crm.documents.pdf.render import missing_of

            pdf = job.render(choice)
            return None if missing_of(pdf) else self.send(pdf, job.paper(choice.paper), choice, progress)

        def done(outcome: PrintOutcome | None) -> None:
            if outcome is None:
                self.show(job)
                return
            self._on_sent(outcome)
            self._try_note(job, choice, PrintWay.PRINTER, outcome.pages)

        mark = _mark(job)
        if mark in self._under_way:
            return
        self._under_way.add(mark)
        task = self._window.run_task(self._t("Printing…"), work, done=done, failed=partial(self._tell, self._t("Not printed")))
        task.ended.connect(partial(self._under_way.discard, mark))

    def _tell(self, title: str, error: Exception) -> None:
        from dealer_crm.words.errors import sentence

        if not isinstance(error, DomainError):
            raise error
        self._window.prompts.tell(title, sentence(error, self._t))

    def _on_sent(self, outcome: PrintOutcome) -> None:
        words = self._t("Sent to {printer}").format(printer=outcome.printer)
        self._said(StatusItem("printed", words, "printer", Tone.DONE))

    # what the shop lacks

    def _complete(self, job: PrintJob, then: Callable[[], object]) -> None:
        """Ask for what of the shop is missing on the paper, then go on."""
        from dealer_crm.ui.printing.missing import MissingDialog, missing_of

        shop = self._opened.shop.shop()
        needs = missing_of(shop, job.needs)
        if not needs:
            then()
            return
        dialog = MissingDialog(self._t, shop, needs, self._opened.shop.save_shop, self._window)
        dialog.went_on.connect(then)
        dialog.open()

    # printers

    def _printers(self) -> Sequence[str]:
        from dealer_crm.ui.printing import printer

        return printer.printers()

    def send(self, pdf: bytes, paper: PaperChoice, choice: PrintChoice, progress: Progress) -> PrintOutcome:
        """Print a finished PDF. Raises PrinterGone, PrintRefused, Cancelled."""
        from dealer_crm.ui.printing import printer

        return printer.send(pdf, paper, choice, progress)

    def _memory(self, kind: str) -> PrintChoice | None:
        return self.profiles.remembered(kind)

    def _remember(self, kind: str, choice: PrintChoice) -> None:
        self.profiles.keep(kind, choice)


def _mark(job: PrintJob) -> tuple[str, int | None, str]:
    return job.kind, job.record_id, job.title


def _seen(name: str) -> Technique:
    from dealer_crm.ui.printing import printer

    return printer.seen(name)
