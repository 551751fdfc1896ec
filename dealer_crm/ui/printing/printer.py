"""Sends the pages of a finished PDF to a printer: at its own resolution, at full size, exactly where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from dealer_crm.documents.pdf.render import page_dots, page_image, page_sizes
from dealer_crm.domain.printer_profiles import Technique
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrinterGone, PrintOutcome, PrintRefused
from dealer_crm.domain.progress import Cancelled, Progress

NEEDLES = 360
"""No needle or thermal printer is finer; the dots sent to such a one are struck as they are."""
NEEDLE_DPI, SHEET_DPI = 180, 600
"""180 dpi is one pass of 24 needles: nine-point Chinese stays readable in it, and the counter does not wait."""
SLACK_MM = 1.0
"""A driver that says 140 mm means the form of 5.5 inches."""


def printers() -> list[str]:
    """Return the names of the printers of this computer, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))


def seen(printer: str) -> Technique:
    """Tell by the resolutions of its driver how a printer prints; AUTO where they are not known."""
    return technique_of(QPrinterInfo.printerInfo(printer).supportedResolutions() if printer else ())


def technique_of(resolutions: Sequence[int]) -> Technique:
    """Tell needles from the rest: no resolution of theirs is fine."""
    if not resolutions:
        return Technique.AUTO
    return Technique.NEEDLE if max(resolutions) <= NEEDLES else Technique.LASER


def has_form(printer: str, paper: PaperChoice) -> bool:
    """Tell whether the printer's driver knows the paper, or takes any size."""
    info = QPrinterInfo.printerInfo(printer)
    return info.supportsCustomPageSizes() or _own_size(info, paper) is not None


def send(pdf: bytes, paper: PaperChoice, choice: PrintChoice, progress: Progress) -> PrintOutcome:
    """Print the PDF as chosen. Raises PrinterGone, PrintRefused, Cancelled."""
    return print_on(open_printer(choice.printer, as_drawn(paper, pdf)), pdf, choice, progress)


def as_drawn(paper: PaperChoice, pdf: bytes) -> PaperChoice:
    """Return a sheet lying where its pages lie: some papers are drawn across the sheet that was chosen."""
    width, height = page_sizes(pdf)[0]
    turned = not paper.continuous and (width > height) != (paper.width > paper.height)
    return replace(paper, width=paper.height, height=paper.width) if turned else paper


def open_printer(name: str, paper: PaperChoice) -> QPrinter:
    """Return the printer set up for the paper. Raises PrinterGone."""
    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo()
    if info.isNull():
        raise PrinterGone(printer=name)
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setResolution(resolution(info.supportedResolutions()))
    own = None if info.supportsCustomPageSizes() else _own_size(info, paper)
    dress(printer, paper, own)
    return printer


def resolution(supported: Sequence[int]) -> int:
    """Choose the resolution for a printer: that of its needles, or what letters on a sheet need."""
    known = sorted(set(supported))
    best = NEEDLE_DPI if known and known[-1] <= NEEDLES else SHEET_DPI
    if not known or best in known:
        return best
    return next((dpi for dpi in known if dpi > best), known[-1])


def dress(printer: QPrinter, paper: PaperChoice, own: QPageSize | None = None) -> None:
    """Set paper and margins: full page, no scaling; continuous forms always upright, they feed as they come."""
    size = QSizeF(paper.width, paper.height)
    lies = not paper.continuous and size.width() > size.height()
    upright = size.transposed() if lies else size
    match = QPageSize.SizeMatchPolicy.ExactMatch if paper.continuous else QPageSize.SizeMatchPolicy.FuzzyMatch
    printer.setFullPage(True)
    printer.setPageSize(own or QPageSize(upright, QPageSize.Unit.Millimeter, paper.name if paper.continuous else "", match))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))


def print_on(printer: QPrinter, pdf: bytes, choice: PrintChoice, progress: Progress) -> PrintOutcome:
    """Draw every page of every copy. Raises PrintRefused; Cancelled leaves nothing in the queue."""
    pages = page_sizes(pdf)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintRefused(printer=choice.printer)
    total = len(pages) * choice.copies
    try:
        for done in range(total):
            progress.step(done, total)
            if done and not printer.newPage():
                raise PrintRefused(printer=choice.printer)
            _draw(painter, pdf, done % len(pages), choice)
        progress.step(total, total)
    except (Cancelled, PrintRefused):
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise PrintRefused(printer=choice.printer)
    return PrintOutcome(choice.printer, len(pages), choice.copies)


def _draw(painter: QPainter, pdf: bytes, page: int, choice: PrintChoice) -> None:
    dpi = painter.device().logicalDpiX()
    width, height = page_sizes(pdf)[page]
    dot = dpi / 254
    target = QRectF(round(choice.offset_x * dot), round(choice.offset_y * dot), width * dpi / 72, height * dpi / 72)
    if dpi <= NEEDLES:
        found, form = page_dots(pdf, page, dpi), QImage.Format.Format_Mono
    else:
        found, form = page_image(pdf, page, dpi), QImage.Format.Format_BGR888
    image = QImage(found.data, found.width, found.height, found.stride, form)
    if dpi <= NEEDLES:
        image.setColorTable([0xFF000000, 0xFFFFFFFF])
        target.setSize(QSizeF(found.width, found.height))
    painter.drawImage(target, image)


def _own_size(info: QPrinterInfo, paper: PaperChoice) -> QPageSize | None:
    """Return the driver's own form of that size, lying or upright."""
    short, long = sorted((paper.width, paper.height))
    for size in info.supportedPageSizes():
        found = size.size(QPageSize.Unit.Millimeter)
        sides = sorted((found.width(), found.height()))
        if abs(sides[0] - short) <= SLACK_MM and abs(sides[1] - long) <= SLACK_MM:
            return size
    return None
