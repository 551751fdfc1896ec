"""What the print dialog knows of a paper besides printing it, and the print log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from dealer_crm.app.opened import Opened
from dealer_crm.domain.print_log import PrintLogSpec
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow
from dealer_crm.words.moments import moment

if TYPE_CHECKING:
    from dealer_crm.domain.printing import PrintJob
    from dealer_crm.ui.printing.doors import BesideDoors
    from dealer_crm.ui.printing.log_dialog import LogDoors, PrintLogDialog

Export = Callable[[str, Sequence[int] | None], object]
Open = Callable[[str, int], object]


class PrintDesk:
    """`export` writes a list of `services.listings`, `open` goes to the record of a paper; both are plugged in by the wiring."""

    def __init__(self, t: Translator, window: MainWindow, opened: Opened, wizard: Callable[[str], object]) -> None:
        self._t, self._window, self._opened, self._wizard = t, window, opened, wizard
        self.export: Export = lambda _name, _ids: None
        self.open: Open = lambda _kind, _record: None

    def beside(self) -> BesideDoors:
        """Return what the print dialog offers beside printing."""
        from dealer_crm.documents.pdf.plain_text import plain_text
        from dealer_crm.documents.pdf.render import missing_of
        from dealer_crm.ui.printing.doors import BesideDoors

        return BesideDoors(
            colours=lambda kind: self._opened.desk.copy_colours(kind, self._t.language),
            before=self.before,
            log=self.show_log_of,
            looks=lambda kind: self._window.go("settings", f"papers/{kind}"),
            wizard=self._wizard,
            trays=_trays,
            text=plain_text,
            missing=missing_of,
        )

    def before(self, job: PrintJob, variant: str) -> str:
        """Say how often the paper of a record was printed and when last; '' before the first time."""
        if job.record_id is None:
            return ""
        log = self._opened.print_log
        times, last = log.times(job.kind, job.record_id, variant), log.last(job.kind, job.record_id, variant)
        if last is None:
            return ""
        when = moment(last.at, self._opened.now(), self._t)
        words = self._t.plural("Printed {n} time, {when}", "Printed {n} times, last {when}", times).format(n=times, when=when)
        return self._t("{words} by {staff}").format(words=words, staff=last.staff) if last.staff else words

    def show_log_of(self, job: PrintJob, over: QWidget) -> None:
        """Show what went out of the record of a paper, over the dialog that prints it."""
        self.show_log(PrintLogSpec(job.kind, job.record_id), job.number or job.title, over)

    def show_log(self, spec: PrintLogSpec | None = None, about: str = "", over: QWidget | None = None) -> PrintLogDialog:
        """Show the print log, the newest first."""
        from dealer_crm.ui.printing.log_dialog import PrintLogDialog

        dialog = PrintLogDialog(self._t, self._log_doors(), over or self._window, spec, about)
        dialog.opened.connect(partial(self._open_from, dialog))
        dialog.open()
        return dialog

    def _log_doors(self) -> LogDoors:
        from dealer_crm.ui.printing.log_dialog import LogDoors

        opened, language = self._opened, self._t.language
        kinds = tuple((kind.code, kind.said(language)) for kind in opened.trade.paper_kinds())
        forms = {form.variant: form.name for form in opened.overprint_forms.all()}
        return LogDoors(
            ids=opened.print_log.ids,
            rows=opened.print_log.rows,
            kinds=lambda: kinds,
            size=self._size,
            form=lambda variant: forms.get(variant, ""),
            export=lambda ids: self.export("prints", ids),
            now=opened.now,
        )

    def _size(self, key: str) -> str:
        from dealer_crm.documents.pdf.choices import offered

        try:
            return offered(self._t, key).name if key else ""
        except KeyError:
            return key

    def _open_from(self, dialog: PrintLogDialog, kind: str, record_id: int) -> None:
        over = dialog.parent()
        dialog.reject()
        if isinstance(over, QDialog):
            over.reject()
        self.open(kind, record_id)


def _trays(name: str) -> Sequence[str]:
    from dealer_crm.domain.printing import PrinterGone
    from dealer_crm.ui.printing import printer

    try:
        return printer.facts(name).trays if name else ()
    except PrinterGone:
        return ()
