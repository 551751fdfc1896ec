"""A printer of the shop whose sheets are files that are read back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from dealer_crm.documents.pdf.render import page_image
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintOutcome
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.ui.printing import printer
from dealer_crm.ui.printing.drawing import as_drawn
from tests.journeys.usability.clerk import Clerk

POINTS = 72 / 25.4


@dataclass
class PaperTray:
    """A printer whose sheets are PDF files; everything else is done as for one of metal."""

    folder: Path
    sent: list[tuple[bytes, PaperChoice, PrintChoice]] = field(default_factory=list)

    def send(self, pdf: bytes, paper: PaperChoice, choice: PrintChoice, progress: Progress) -> PrintOutcome:
        """Print into a file."""
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setResolution(printer.NEEDLE_DPI)
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(str(self.sheet(len(self.sent))))
        printer.dress(device, as_drawn(paper, pdf))
        outcome = printer.print_on(device, pdf, choice, progress)
        self.sent.append((pdf, paper, choice))
        return outcome

    def is_done(self, clerk: Clerk, sheets: int = 1) -> bool:
        """Tell whether so much was printed and the window is free again."""
        return len(self.sent) >= sheets and not clerk.sees("progress")

    def sheet(self, place: int) -> Path:
        """Return the file of a sheet."""
        return self.folder / f"{place}.pdf"

    def words(self, place: int = -1) -> str:
        """Return what stands on a paper that was printed."""
        return "".join(page.extract_text() for page in PdfReader(BytesIO(self.sent[place][0])).pages)

    def moved_by(self) -> tuple[float, float]:
        """Return how far (mm) the first sheet is moved against the same without a correction of the printer."""
        pdf, paper, choice = self.sent[0]
        self.send(pdf, paper, replace(choice, offset_x=0, offset_y=0), NoProgress())
        (x, y), (left, top) = (ink_from(self.sheet(place).read_bytes()) for place in (0, len(self.sent) - 1))
        return x - left, y - top


def size_mm(sheet: Path) -> tuple[float, float, int]:
    """Return width, height and rotation of the first page."""
    page = PdfReader(sheet).pages[0]
    return round(float(page.mediabox.width) / POINTS, 1), round(float(page.mediabox.height) / POINTS, 1), page.rotation


def ink_from(pdf: bytes) -> tuple[float, float]:
    """Return how far (mm) from left and top the first ink of the first page is."""
    found = page_image(pdf, 0, 150)
    image = QImage(found.data, found.width, found.height, found.stride, QImage.Format.Format_BGR888)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    dots, stride = bytes(grey.constBits()), grey.bytesPerLine()
    rows = [dots[y * stride : y * stride + grey.width()] for y in range(grey.height())]
    left = min(at for at in (next((x for x, dot in enumerate(row) if dot < 128), grey.width()) for row in rows))
    top = next(y for y, row in enumerate(rows) if min(row) < 128)
    return left * 25.4 / 150, top * 25.4 / 150
