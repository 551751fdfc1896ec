"""A small paper of our own and doors that remember what was asked of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper, paper_of
from dealer_crm.documents.saving import save
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.paper_templates import CopyColour
from dealer_crm.domain.print_log import Printed, PrintWay, printed
from dealer_crm.domain.printer_profiles import Placement, PrinterProfile
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintJob, PrintOutcome
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.doors import BesideDoors, PrintDoors

MARK_MM = 20.0
"""The black square of the paper: so far from the left and upper edge, and so large."""
FORM = PaperChoice("CONT_241x140", "241 × 140", 241.3, 139.7, continuous=True)
SHEET = PaperChoice("A4", "A4", 210, 297)


def paper(size: Paper, pages: int = 1) -> bytes:
    """Return a PDF with one black square on each page."""
    target, point = io.BytesIO(), 72 / 25.4
    canvas = Canvas(target, pagesize=size.size, invariant=1)
    for _page in range(pages):
        side = MARK_MM * point
        canvas.rect(side, size.size[1] - 2 * side, side, side, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


class Desk:
    """Printers, files and memory for one dialog."""

    def __init__(self, *printers: str) -> None:
        self.printers = list(printers)
        self.rendered: list[PrintChoice] = []
        self.sent: list[tuple[PaperChoice, PrintChoice]] = []
        self.printed: list[PrintChoice] = []
        self.kept: dict[str, PrintChoice] = {}
        self.refusal: DomainError | None = None
        self.unnoted: DomainError | None = None
        self.noted: list[Printed] = []
        self.knows_form = True
        colours = {"存根": CopyColour.WHITE, "客户": CopyColour.RED, "回单": CopyColour.YELLOW}
        self.beside = BesideDoors(colours=lambda _kind: colours)
        self.profile = PrinterProfile()

    def doors(self) -> PrintDoors:
        """Return what the dialog may call."""
        return PrintDoors(
            printers=self.names,
            has_form=lambda _printer, _paper: self.knows_form,
            send=self.send,
            save=save,
            memory=self.kept.get,
            remember=self.kept.__setitem__,
            ruler=lambda _choice: b"",
            profiled=self.profiled,
            note=self.note,
            beside=self.beside,
        )

    def profiled(self, _kind: str, choice: PrintChoice) -> PrintChoice:
        return choice.placed(self.profile.place("paper", choice.paper) if choice.printer in self.printers[:1] else Placement())

    def note(self, job: PrintJob, choice: PrintChoice, way: PrintWay, pages: int) -> None:
        if self.unnoted:
            raise self.unnoted
        self.noted.append(printed(job, choice, way, pages))
        if way is PrintWay.PRINTER:
            job.printed(choice)

    def names(self) -> Sequence[str]:
        return self.printers

    def send(self, pdf: bytes, sheet: PaperChoice, choice: PrintChoice, progress: Progress) -> PrintOutcome:
        if self.refusal:
            raise self.refusal
        self.sent.append((sheet, choice))
        return PrintOutcome(choice.printer, 1, choice.copies)

    def render(self, choice: PrintChoice) -> bytes:
        if self.refusal and not self.printers:
            raise self.refusal
        self.rendered.append(choice)
        return paper(paper_of(choice.paper), 2)

    def job(self, t: Translator, file: str = "SH20261121003") -> PrintJob:
        """Return a delivery note in three copies, with or without prices."""
        return PrintJob(
            kind="delivery",
            title="送货单 SH20261121003",
            file_name=file,
            papers=paper_choices(t, Paper.CONT_241x140, Paper.A4, Paper.A5),
            render=self.render,
            copies=("存根", "客户", "回单"),
            offers_prices=True,
            printed=self.printed.append,
            record_id=7,
            number=file,
        )


def to_file(folder: Path) -> str:
    """Return the name of a file that a printer of Qt writes."""
    return str(folder / "printed.pdf")
