"""Papers of work on a site as they are offered to the printer, alone and all of a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.printing import PrintJob
from dealer_crm.services.site_papers import BLANK

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms
    from dealer_crm.ui.sites.doors import SitePrints


def site_prints(rooms: Rooms) -> SitePrints:
    """Return what the page of the sites offers on paper and as text."""
    from dealer_crm.ui.sites.doors import SitePrints

    printing = rooms.wiring.printing
    return SitePrints(
        preview=lambda one: printing.preview(dispatch_job(rooms, one)),
        print_now=lambda one: printing.direct(dispatch_job(rooms, one)),
        text=lambda one: rooms.opened.site_papers.text(one, rooms.t.language),
        of_day=lambda day: print_dispatch(rooms, day),
        readings=lambda order, number: rooms.papers.export_readings(rooms.opened.site_papers.sheets_of(order), number),
        exporting=rooms.papers.exporting(),
        jobs=rooms.opened.job_list.ids,
    )


def dispatch_job(rooms: Rooms, job_id: int) -> PrintJob:
    """Return the dispatch sheet of a job; a printed one is noted with the job. Raises JobNotFound."""
    t, opened = rooms.t, rooms.opened
    file = opened.jobs.open(job_id)
    title = t("Dispatch sheet {number}").format(number=file.number)
    return PrintJob(
        kind="dispatch",
        title=title,
        file_name=" ".join(filter(None, (title, file.customer))),
        papers=paper_choices(t, Paper.A4, Paper.A5, Paper.CONT_241x140),
        render=lambda choice: opened.site_papers.dispatch(job_id, choice, t.language, _operator(rooms)),
        copies=opened.desk.copy_names("dispatch", t.language),
        needs=("name",),
        printed=lambda _choice: opened.jobs.printed(job_id),
        record_id=job_id,
        number=file.number,
    )


def acceptance_job(rooms: Rooms, acceptance_id: int) -> PrintJob:
    """Return an acceptance sheet, to choose: filled as it is, or blank to take along. Raises AcceptanceNotFound."""
    t, opened = rooms.t, rooms.opened
    file = opened.acceptances.open(acceptance_id)
    title = t("Acceptance sheet {number}").format(number=file.number)
    return PrintJob(
        kind="acceptance",
        title=title,
        file_name=" ".join(filter(None, (title, file.customer))),
        papers=paper_choices(t, Paper.A4),
        render=lambda choice: opened.site_papers.acceptance(
            acceptance_id, choice, t.language, _operator(rooms), blank=choice.variant == BLANK
        ),
        copies=opened.desk.copy_names("acceptance", t.language),
        needs=("name",),
        variants=(("", t("As it is filled in")), (BLANK, t("Blank, to take along"))),
        record_id=acceptance_id,
        number=file.number,
    )


def print_dispatch(rooms: Rooms, day: date) -> None:
    """Show the dispatch sheets of all jobs of a day, in the order of their times."""
    t = rooms.t
    title = t("Dispatch sheets {day}").format(day=day.isoformat())
    jobs = [dispatch_job(rooms, one) for one in rooms.opened.site_papers.jobs_of_day(day)]
    if jobs:
        rooms.wiring.printing.batch(title, jobs)
    else:
        rooms.window.prompts.tell(title, t("Nobody is to go to a site on that day."))


def preview_acceptance(rooms: Rooms, acceptance_id: int) -> None:
    """Show an acceptance sheet as it prints."""
    rooms.wiring.printing.preview(acceptance_job(rooms, acceptance_id))


def _operator(rooms: Rooms) -> str:
    return rooms.opened.operator.name if rooms.opened.operator else ""
