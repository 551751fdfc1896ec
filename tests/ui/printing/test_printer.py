"""Pages arrive on the printer at their size and at their place: read back from what the printer got."""

from __future__ import annotations

import io
from contextlib import nullcontext
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from dealer_crm.documents.pdf.delivery_note import delivery_note
from dealer_crm.documents.pdf.pages import PageSetup, Paper
from dealer_crm.documents.pdf.render import page_dots, page_image, page_sizes
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.printer_facts import FormFit, FormFound
from dealer_crm.domain.printer_profiles import Technique
from dealer_crm.domain.printing import FormMissing, PaperChoice, PrintChoice, PrinterGone, PrintRefused
from dealer_crm.domain.progress import Cancelled, NoProgress
from dealer_crm.ui.printing import printer as printer_module
from dealer_crm.ui.printing.drawing import as_drawn
from dealer_crm.ui.printing.printer import dress, has_form, open_printer, print_on, resolution, send
from tests.documents.notes import NOTE
from tests.ui.printing.desk import FORM, MARK_MM, SHEET, paper, to_file

MM = 25.4 / 72
READ_DPI = 254


@pytest.fixture
def printer(qtbot: QtBot, tmp_path: Path) -> QPrinter:
    """A printer that writes a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(to_file(tmp_path))
    made.setResolution(180)
    return made


def mark_at(pdf: bytes) -> tuple[float, float]:
    """Return where the black square begins on the first page, in mm from the upper left corner."""
    page = page_image(pdf, 0, READ_DPI)
    rows = [page.data[y * page.stride : y * page.stride + 3 * page.width] for y in range(page.height)]
    top = next(y for y, row in enumerate(rows) if min(row) < 100)
    left = min(next(x for x in range(page.width) if row[3 * x] < 100) for row in rows[top + 5 : top + 6])
    return left * 25.4 / READ_DPI, top * 25.4 / READ_DPI


@pytest.mark.parametrize(("size", "sheet"), [(Paper.CONT_241x140, FORM), (Paper.A4, SHEET)])
def test_page_keeps_its_size_and_place(printer: QPrinter, tmp_path: Path, size: Paper, sheet: PaperChoice) -> None:
    dress(printer, sheet)
    outcome = print_on(printer, paper(size, 2), PrintChoice("needle"), NoProgress())
    assert (outcome.pages, outcome.copies) == (2, 1)
    pages = PdfReader(to_file(tmp_path)).pages
    for page in pages:
        assert float(page.mediabox.width) * MM == pytest.approx(sheet.width, abs=0.3)
        assert float(page.mediabox.height) * MM == pytest.approx(sheet.height, abs=0.3)
        assert page.rotation == 0
    assert mark_at(Path(to_file(tmp_path)).read_bytes()) == pytest.approx((MARK_MM, MARK_MM), abs=0.3)


@pytest.mark.parametrize("offset", [(15, -5), (-30, 42)])
def test_offset_moves_the_page(printer: QPrinter, tmp_path: Path, offset: tuple[int, int]) -> None:
    dress(printer, FORM)
    print_on(printer, paper(Paper.CONT_241x140), PrintChoice("needle", offset_x=offset[0], offset_y=offset[1]), NoProgress())
    wanted = (MARK_MM + offset[0] / 10, MARK_MM + offset[1] / 10)
    assert mark_at(Path(to_file(tmp_path)).read_bytes()) == pytest.approx(wanted, abs=0.3)


def test_every_copy_is_printed_whole(printer: QPrinter, tmp_path: Path) -> None:
    dress(printer, FORM)
    print_on(printer, paper(Paper.CONT_241x140, 2), PrintChoice("needle", copies=3), NoProgress())
    assert len(PdfReader(to_file(tmp_path)).pages) == 6


def test_form_stays_upright_and_only_a_sheet_lies() -> None:
    form, lying = QPrinter(), QPrinter()
    dress(form, FORM)
    dress(lying, PaperChoice("A5_LANDSCAPE", "A5", 210, 148))
    assert form.pageLayout().orientation() is form.pageLayout().Orientation.Portrait
    assert form.fullPage()
    assert lying.pageLayout().orientation() is lying.pageLayout().Orientation.Landscape


def test_note_across_an_upright_sheet_is_printed_lying(printer: QPrinter, tmp_path: Path) -> None:
    upright = PaperChoice("A5", "A5", 148, 210)
    note = delivery_note(NOTE, PageSetup(Paper.A5))
    dress(printer, as_drawn(upright, note))
    print_on(printer, note, PrintChoice("laser"), NoProgress())
    page = PdfReader(to_file(tmp_path)).pages[0]
    assert (float(page.mediabox.width) * MM, float(page.mediabox.height) * MM) == pytest.approx((210, 148), abs=0.5)
    assert as_drawn(FORM, note) == FORM
    assert as_drawn(SHEET, paper(Paper.A4)) == SHEET


def test_cancelling_stops_before_the_next_page(printer: QPrinter) -> None:
    class Stop:
        def step(self, done: int, _total: int) -> None:
            if done:
                raise Cancelled

    dress(printer, FORM)
    with pytest.raises(Cancelled):
        print_on(printer, paper(Paper.CONT_241x140, 3), PrintChoice("needle"), Stop())


@pytest.mark.qt_log_ignore("Returned false")
def test_file_that_cannot_be_written_is_refused(printer: QPrinter, tmp_path: Path) -> None:
    printer.setOutputFileName(str(tmp_path / "no" / "folder.pdf"))
    dress(printer, FORM)
    with pytest.raises(PrintRefused):
        print_on(printer, paper(Paper.CONT_241x140), PrintChoice("needle"), NoProgress())


@pytest.mark.parametrize("name", ["", "a printer that nobody has"])
def test_printer_that_is_not_there_is_refused(qtbot: QtBot, name: str) -> None:
    with pytest.raises(PrinterGone):
        open_printer(PrintChoice(name), FORM)
    assert not has_form(name, FORM)


@pytest.mark.parametrize(
    ("known", "chosen"),
    [([60, 120, 180, 360], 180), ([203], 203), ([360], 360), ([300, 600, 1200], 600), ([300], 300), ([1200], 1200), ([], 600)],
)
def test_resolution_fits_the_printer(known: list[int], chosen: int) -> None:
    assert resolution(known) == chosen


@pytest.mark.parametrize(
    ("known", "technique", "wanted", "chosen"),
    [
        ([60, 120, 180, 360], Technique.NEEDLE, 360, 360),
        ([60, 120, 180, 360], Technique.LASER, 0, 360),
        ([300, 600], Technique.NEEDLE, 0, 300),
        ([], Technique.NEEDLE, 360, 360),
        ([180, 600], Technique.AUTO, 180, 600),
    ],
)
def test_a_profile_overrides_the_driver(known: list[int], technique: Technique, wanted: int, chosen: int) -> None:
    assert resolution(known, technique, wanted) == chosen


def tops(pdf: bytes) -> list[float]:
    """Return where ink begins on each page, in mm from the upper edge."""
    found = []
    for number in range(len(page_sizes(pdf))):
        page = page_dots(pdf, number, READ_DPI)
        rows = [page.data[y * page.stride : (y + 1) * page.stride - 1] for y in range(page.height)]
        found.append(next(y for y, row in enumerate(rows) if row.strip(b"\xff")) * 25.4 / READ_DPI)
    return found


def test_each_sheet_of_a_form_is_drawn_higher_by_its_drift_and_nothing_is_cut(printer: QPrinter, tmp_path: Path) -> None:
    dress(printer, FORM)
    print_on(printer, paper(Paper.CONT_241x140, 2), PrintChoice("needle", copies=3, offset_y=10, drift=300), NoProgress())
    wanted = [MARK_MM + 1 - 3 * sheet for sheet in range(6)]
    assert tops(Path(to_file(tmp_path)).read_bytes()) == pytest.approx(wanted, abs=0.3)
    printer.setOutputFileName(str(tmp_path / "next.pdf"))
    print_on(printer, paper(Paper.CONT_241x140), PrintChoice("needle", offset_y=10, drift=300, begun=4), NoProgress())
    assert tops((tmp_path / "next.pdf").read_bytes()) == pytest.approx([MARK_MM + 1 - 12], abs=0.3)
    printer.setOutputFileName(str(tmp_path / "many.pdf"))
    print_on(printer, paper(Paper.CONT_241x140), PrintChoice("needle", copies=9, drift=300), NoProgress())
    assert min(tops((tmp_path / "many.pdf").read_bytes())) >= 0


@pytest.mark.parametrize(("technique", "grey"), [(Technique.NEEDLE, False), (Technique.LASER, True)])
def test_needles_strike_black_or_nothing_on_sheets_too(printer: QPrinter, tmp_path: Path, technique: Technique, grey: bool) -> None:
    dress(printer, SHEET)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=Paper.A4.size)
    canvas.setFillGray(0.5)
    canvas.rect(100, 100, 200, 200, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    print_on(printer, target.getvalue(), PrintChoice("any", technique=technique), NoProgress())
    page = page_image(Path(to_file(tmp_path)).read_bytes(), 0, 180)
    middle = page.data[(page.height - 500) * page.stride : (page.height - 499) * page.stride]
    assert (sum(60 < value < 200 for value in middle) > 100) is grey


class Queue:
    """What the system says of a printer, again and again."""

    def __init__(self, *states: QPrinter.PrinterState | None) -> None:
        self.states = list(states)

    def printerInfo(self, _name: str) -> Queue:  # noqa: N802 - Qt's name
        self.state_now = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        return self

    def isNull(self) -> bool:  # noqa: N802 - Qt's name
        return self.state_now is None

    def state(self) -> QPrinter.PrinterState | None:
        return self.state_now


IDLE, ERROR = QPrinter.PrinterState.Idle, QPrinter.PrinterState.Error


@pytest.mark.parametrize(
    ("states", "refusal"),
    [
        ((IDLE, IDLE, None), PrinterGone),
        ((IDLE, ERROR), PrintRefused),
        ((ERROR, ERROR), None),
        ((None, None), None),
        ((ERROR, None), PrinterGone),
    ],
)
def test_a_printer_that_goes_while_it_prints_is_refused(
    printer: QPrinter, monkeypatch: pytest.MonkeyPatch, states: tuple[QPrinter.PrinterState | None, ...], refusal: type[DomainError] | None
) -> None:
    monkeypatch.setattr(printer_module, "QPrinterInfo", Queue(*states))
    dress(printer, FORM)
    with pytest.raises(refusal) if refusal else nullcontext():
        print_on(printer, paper(Paper.CONT_241x140, 3), PrintChoice("needle"), NoProgress())


def test_a_form_that_the_driver_lacks_is_printed_only_on_purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_module, "form_of", lambda _name, _paper: FormFound(FormFit.MISSING))
    with pytest.raises(FormMissing):
        send(paper(Paper.CONT_241x140), FORM, PrintChoice("needle"), NoProgress())
    with pytest.raises(PrinterGone):  # it went on to the printer, which this computer has not
        send(paper(Paper.CONT_241x140), FORM, PrintChoice("needle", anyway=True), NoProgress())


def test_dots_are_black_or_white() -> None:
    dots = page_dots(paper(Paper.CONT_241x140), 0, 180)
    assert (dots.width, dots.height) == (1710, 990)
    assert dots.stride * dots.height == len(dots.data)
    assert set(dots.data) >= {0x00, 0xFF}
