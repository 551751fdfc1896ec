"""Papers of a case beside its sheet: the evidence pack, which takes its time, and the letter of thanks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.printing import PrintChoice, PrintJob
from dealer_crm.domain.progress import Progress

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def show_evidence(rooms: Rooms, complaint_id: int) -> None:
    """Put the pack together behind a progress that can be cancelled, then show it as it prints."""
    t, opened = rooms.t, rooms.opened

    def work(progress: Progress) -> bytes:
        return opened.evidence_packs.pack(complaint_id, PrintChoice(), t.language, _operator(rooms), progress)

    rooms.window.run_task(
        t("Putting the evidence together…"),
        work,
        done=lambda pdf: rooms.wiring.printing.preview(evidence_job(rooms, complaint_id, pdf)),
        failed=partial(_tell, rooms, t("No evidence pack")),
    )


def evidence_job(rooms: Rooms, complaint_id: int, pdf: bytes) -> PrintJob:
    """Return a pack that is ready as it is offered to the printer. Raises ComplaintNotFound."""
    t, file = rooms.t, rooms.opened.complaint_files.open(complaint_id)
    title = t("Evidence pack {number}").format(number=file.number)
    return PrintJob(
        kind="evidence",
        title=title,
        file_name=title,
        papers=paper_choices(t, Paper.A4),
        render=lambda _choice: pdf,
        record_id=complaint_id,
        number=file.number,
    )


def show_thanks(rooms: Rooms, complaint_id: int) -> None:
    """Show the letter of thanks as it prints, or say why there is none yet."""
    try:
        rooms.opened.complaint_papers.check_thanks(complaint_id)
    except DomainError as error:
        _tell(rooms, rooms.t("No letter of thanks yet"), error)
        return
    rooms.wiring.printing.preview(thanks_job(rooms, complaint_id))


def thanks_job(rooms: Rooms, complaint_id: int) -> PrintJob:
    """Return the letter of thanks as it is offered to the printer. Raises ComplaintNotFound."""
    t, opened = rooms.t, rooms.opened
    file = opened.complaint_files.open(complaint_id)
    title = t("Letter of thanks {number}").format(number=file.number)
    return PrintJob(
        kind="thanks",
        title=title,
        file_name=" ".join(filter(None, (title, file.customer))),
        papers=paper_choices(t, Paper.A4, Paper.A5),
        render=lambda choice: opened.complaint_papers.thanks(complaint_id, choice, t.language, _operator(rooms)),
        needs=("name",),
        record_id=complaint_id,
        number=file.number,
    )


def _tell(rooms: Rooms, title: str, error: Exception) -> None:
    from dealer_crm.words.errors import sentence

    if not isinstance(error, DomainError):
        raise error
    rooms.window.prompts.tell(title, sentence(error, rooms.t))


def _operator(rooms: Rooms) -> str:
    return rooms.opened.operator.name if rooms.opened.operator else ""
