"""What goes out of the window: a customer on paper, as picture and text; lists as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from dealer_crm.app.customer_papers import CustomerPapers
from dealer_crm.app.opened import Opened
from dealer_crm.app.printing import PrintLink
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.progress import Progress
from dealer_crm.domain.text import file_name
from dealer_crm.ui.shell import MainWindow

if TYPE_CHECKING:
    from dealer_crm.domain.printing import PrintJob
    from dealer_crm.services.customer_list import CustomerSpec
    from dealer_crm.services.exports import ExportOrder
    from dealer_crm.ui.customers.doors import Papers
    from dealer_crm.ui.shell.exporting import Exporting

Told = Callable[[Path], object]


class PapersLink:
    """Asks where to write, writes off the window's thread, and says where it is."""

    def __init__(self, printing: PrintLink, window: MainWindow, opened: Opened, told: Told) -> None:
        self._t, self._printing, self._window, self._opened, self._told = printing.t, printing, window, opened, told
        self.about = CustomerPapers(printing, opened)

    def doors(self) -> Papers:
        """Return what the customer pages offer."""
        from dealer_crm.ui.customers.doors import Papers

        language, opened = self._t.language, self._opened
        return Papers(
            preview=lambda customer_id: self._printing.preview(self.record(customer_id)),
            print_now=lambda customer_id: self._printing.direct(self.record(customer_id)),
            text=lambda customer_id: opened.records.text(customer_id, language),
            picture=lambda customer_id: opened.records.picture(customer_id, language),
            export=self.export,
            workbook=lambda customer_id: self.export_record("customer", customer_id),
            form=self.about.form,
            labels=self.about.label_doors,
            listed=self.about.print_list,
            cards=lambda chosen: self._printing.preview(self.about.cards_job(chosen)),
        )

    def record(self, customer_id: int) -> PrintJob:
        """Return one customer's record as it is offered to the printer."""
        from dealer_crm.documents.pdf.choices import paper_choices
        from dealer_crm.documents.pdf.pages import Paper
        from dealer_crm.domain.printing import PrintJob

        t, opened = self._t, self._opened
        line = next(iter(opened.customer_list.rows([customer_id])), None)
        name = (line.name or line.number) if line else ""
        operator = opened.operator.name if opened.operator else ""
        return PrintJob(
            kind="customer_record",
            title=t("Customer record {name}").format(name=name),
            file_name=t("Customer record {name}").format(name=name),
            papers=paper_choices(t, Paper.A4, Paper.A5, Paper.CONT_241x140, Paper.CONT_241x280),
            render=lambda choice: opened.records.pdf(customer_id, choice, t.language, operator),
            needs=("name", "address", "hotline"),
            record_id=customer_id,
            number=line.number if line else "",
        )

    def export(self, spec: CustomerSpec, ids: Sequence[int]) -> None:
        """Write a list as it is shown, or only the chosen customers."""
        from dealer_crm.services.exports import ExportOrder

        self._export(ExportOrder(Path(), self._t.language, spec, tuple(ids)))

    def export_all(self) -> None:
        """Write everybody with every field."""
        from dealer_crm.services.customer_list import CustomerSpec
        from dealer_crm.services.exports import ExportOrder

        self._export(ExportOrder(Path(), self._t.language, CustomerSpec(sort="number"), whole=True))

    def _export(self, order: ExportOrder) -> None:
        t = self._t
        day = local_day(self._opened.now())
        name = file_name(t("Customers {day}.xlsx").format(day=day.isoformat()))
        kinds = ";;".join((t("Excel workbook (*.xlsx)"), t("Text with commas (*.csv)"), t("Address book (*.vcf)")))
        target = self._window.prompts.save_file(t("Export customers"), name, kinds)
        if target is None:
            return
        order = replace(order, target=target).checked()
        work = partial(write_list, self._opened, order)
        self._window.run_task(t("Exporting customers"), work, done=lambda _count: self._told(target))

    def export_listing(self, name: str, ids: Sequence[int] | None = None) -> None:
        """Write a list of records (a name of services.listings) whole, or only these in their order."""
        listings, language = self._opened.listings, self._t.language
        if target := self._ask_target(name):
            self._run(name, target, lambda progress: listings.save(name, target, language, progress, ids))

    def export_calendar(self, staff_id: int | None = None) -> None:
        """Write the follow-ups as a list, or, in a file for calendars, what is due from today on: of everybody or of one person."""
        from dealer_crm.services.calendar_file import KIND, CalendarOrder

        opened, language, name = self._opened, self._t.language, "followups"
        if not (target := self._ask_target(name, self._t("Calendar file (*.ics)"))):
            return
        if target.suffix.lower() != KIND:
            self._run(name, target, lambda progress: opened.listings.save(name, target, language, progress))
            return
        order = CalendarOrder(staff_id=staff_id, with_phones=opened.settings.value.calendar_phones)
        self._run(name, target, lambda progress: opened.calendar_file.save(target, language, order, progress))

    def _ask_target(self, name: str, *more: str) -> Path | None:
        from dealer_crm.services.listings.tables import LISTINGS

        t = self._t
        title, day = t(LISTINGS[name].title), local_day(self._opened.now())
        kinds = ";;".join((t("Excel workbook (*.xlsx)"), t("Text with commas (*.csv)"), t("PDF (*.pdf)"), *more))
        proposed = file_name(t("{list} {day}.xlsx").format(list=title, day=day.isoformat()))
        return self._window.prompts.save_file(t("Export {list}").format(list=title), proposed, kinds)

    def _run(self, name: str, target: Path, work: Callable[[Progress], int]) -> None:
        from dealer_crm.services.listings.tables import LISTINGS

        title = self._t("Exporting {list}").format(list=self._t(LISTINGS[name].title))
        self._window.run_task(title, work, done=lambda _count: self._told(target))

    def exporting(self) -> Exporting:
        """Return what the pages ask for files."""
        from dealer_crm.ui.shell.exporting import Exporting

        return Exporting(self.export_listing, self.export_record)

    def export_record(self, kind: str, record_id: int) -> None:
        """Write one record (a kind of services.record_books) as a workbook."""
        book = self._opened.record_books.workbook(kind, record_id, self._t.language)
        self._save_book(self._t("Export this record"), f"{book.name}.xlsx", lambda: book.content)

    def export_readings(self, acceptance_ids: Sequence[int], number: str) -> None:
        """Write all that was read on acceptance sheets, of one or of a whole order, as a workbook; `number` names the file."""
        t = self._t
        name = t("Readings {number}.xlsx").format(number=number)
        self._save_book(t("Export the readings"), name, lambda: self._opened.site_papers.readings(acceptance_ids, t.language))

    def _save_book(self, title: str, name: str, content: Callable[[], bytes]) -> None:
        from dealer_crm.documents.saving import save

        target = self._window.prompts.save_file(title, file_name(name), self._t("Excel workbook (*.xlsx)"))
        if target is not None:
            save(target, content())
            self._told(target)


def write_list(opened: Opened, order: ExportOrder, progress: Progress) -> int:
    """Write the list here when it is short, in a child process on a copy of the store when it is long."""
    from dealer_crm.app.child import ChildRunner
    from dealer_crm.services.exports import LARGE

    if opened.exports.count(order) < LARGE:
        return opened.exports.save(order, progress)
    with _copy_of(opened) as copy:
        arguments: dict[str, Any] = {"store": str(copy), "now": opened.now().isoformat(), "order": order.plain(), "path": str(order.target)}
        return int(ChildRunner()("export", arguments, progress)["count"])


@contextmanager
def _copy_of(opened: Opened) -> Any:
    opened.folder.staging.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="export-", dir=opened.folder.staging, ignore_cleanup_errors=True) as place:
        copy = Path(place) / "copy.sqlite"
        opened.db.copy_for_child(copy)
        yield copy


def open_outside(folder: Path) -> None:
    """Show a folder in the program that the computer has for it; anything else is left alone."""
    if folder.is_dir():
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
