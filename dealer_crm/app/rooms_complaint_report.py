"""The report of the complaints of a period: shown as it is printed, or kept as a PDF or a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.documents.saving import save
from dealer_crm.domain.periods import Period
from dealer_crm.domain.printing import PrintChoice, PrintJob
from dealer_crm.domain.progress import Progress
from dealer_crm.domain.text import file_name

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def report_job(rooms: Rooms, period: Period) -> PrintJob:
    """Return the report as it is offered to the printer."""
    t, papers = rooms.t, rooms.opened.complaint_report_papers
    operator = _operator(rooms)
    return PrintJob(
        kind="complaint_report",
        title=t("Month report of complaints"),
        file_name=_name(rooms, period),
        papers=paper_choices(t, Paper.A4),
        render=lambda choice: papers.paper(period, choice, t.language, operator),
    )


def keep_pdf(rooms: Rooms, period: Period) -> None:
    """Ask where, and write the report as a PDF on A4."""
    papers, language, operator = rooms.opened.complaint_report_papers, rooms.t.language, _operator(rooms)

    def make(progress: Progress) -> bytes:
        return papers.paper(period, PrintChoice(paper="A4"), language, operator, progress)

    t = rooms.t
    _keep(rooms, t("Month report as PDF"), (f"{_name(rooms, period)}.pdf", t("PDF (*.pdf)")), make)


def keep_workbook(rooms: Rooms, period: Period) -> None:
    """Ask where, and write the report as a workbook with charts."""
    papers, language = rooms.opened.complaint_report_papers, rooms.t.language

    def make(progress: Progress) -> bytes:
        return papers.workbook(period, language, progress)

    t = rooms.t
    _keep(rooms, t("Month report as workbook"), (f"{_name(rooms, period)}.xlsx", t("Excel workbook (*.xlsx)")), make)


def _keep(rooms: Rooms, title: str, file: tuple[str, str], make: Callable[[Progress], bytes]) -> None:
    """Write what is made behind a progress dialog; a file that is locked or a full disk is said, and the old file stays."""
    name, kinds = file
    target = rooms.window.prompts.save_file(title, file_name(name), kinds)
    if target is None:
        return

    def work(progress: Progress) -> Path:
        content = make(progress)
        progress.step(0, 0)
        save(target, content)
        return target

    rooms.window.run_task(title, work, done=rooms.wiring.printing.told)


def _name(rooms: Rooms, period: Period) -> str:
    return rooms.t("Complaints {first} to {last}").format(first=period.first.isoformat(), last=period.last.isoformat())


def _operator(rooms: Rooms) -> str:
    return rooms.opened.operator.name if rooms.opened.operator else ""
