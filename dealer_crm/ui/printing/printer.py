"""The printers of this computer: what their drivers say, and how a finished PDF goes out at full size, exactly where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from dealer_crm.domain.printer_facts import FormFit, FormFound, FormSize, PrinterFacts, form_found
from dealer_crm.domain.printer_profiles import Technique
from dealer_crm.domain.printing import FormMissing, PaperChoice, PrintChoice, PrinterGone, PrintOutcome, PrintRefused
from dealer_crm.domain.progress import Cancelled, Progress
from dealer_crm.ui.printing import spool
from dealer_crm.ui.printing.drawing import NEEDLES, PageDrawing, as_drawn

NEEDLE_DPI, SHEET_DPI = 180, 600
"""180 dpi is one pass of 24 needles: nine-point Chinese stays readable in it, and the counter does not wait."""
_STOPPED = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)


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


def facts(name: str) -> PrinterFacts:
    """Return what the driver of a printer says. Raises PrinterGone."""
    info = _info(name)
    known = tuple(sorted(set(info.supportedResolutions())))
    return PrinterFacts(name, info.isDefault(), known, technique_of(known), info.supportsCustomPageSizes(), _trays(info))


def form_of(printer: str, paper: PaperChoice) -> FormFound:
    """Tell whether the printer's driver knows the paper, takes any size, or lacks it. Raises PrinterGone."""
    info = _info(printer)
    return form_found(paper, [form for form, _size in _forms(info)], any_size=info.supportsCustomPageSizes())


def has_form(printer: str, paper: PaperChoice) -> bool:
    """Tell whether the paper can be set for the printer as it is: its driver knows it or takes any size."""
    try:
        return form_of(printer, paper).fit in (FormFit.KNOWN, FormFit.ANY)
    except PrinterGone:
        return False


def send(pdf: bytes, paper: PaperChoice, choice: PrintChoice, progress: Progress) -> PrintOutcome:
    """Print the PDF as chosen. Raises PrinterGone, FormMissing, PrintRefused, StoreFull, Cancelled; then nothing counts as printed."""
    sheet = as_drawn(paper, pdf)
    if not choice.anyway and form_of(choice.printer, sheet).fit is FormFit.MISSING:
        raise FormMissing(printer=choice.printer, paper=paper.name)
    printer, wanted = open_printer(choice, sheet), choice if paper.continuous else replace(choice, drift=0)
    if not spool.spools():
        return print_on(printer, pdf, wanted, progress)
    with spool.room_for_job() as place:
        target = place / "dealer-crm.pdf"
        drawn = spool.file_printer(target, printer)
        dress(drawn, sheet)
        outcome = print_on(drawn, pdf, wanted, progress, _blank(printer))
        spool.submit(target, choice.printer, printer.pageLayout(), printer.resolution())
    return outcome


def open_printer(choice: PrintChoice, paper: PaperChoice) -> QPrinter:
    """Return the printer of a choice set up for the paper, its resolution and its tray. Raises PrinterGone."""
    info = _info(choice.printer)
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setResolution(resolution(info.supportedResolutions(), choice.technique, choice.dpi))
    if choice.tray in _trays(info):
        printer.setPaperSource(QPrinter.PaperSource[choice.tray])
    dress(printer, paper, None if info.supportsCustomPageSizes() else _own_size(info, paper))
    return printer


def resolution(supported: Sequence[int], technique: Technique = Technique.AUTO, wanted: int = 0) -> int:
    """Choose the resolution for a printer: that of its needles (`wanted` 0 = the usual one), or what letters on a sheet need."""
    known = sorted(set(supported))
    if technique is Technique.AUTO:
        technique = technique_of(known)
    best = (wanted or NEEDLE_DPI) if technique is Technique.NEEDLE else SHEET_DPI
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


def print_on(printer: QPrinter, pdf: bytes, choice: PrintChoice, progress: Progress, blank: tuple[int, int] | None = None) -> PrintOutcome:
    """Draw every page of every copy; `blank` are the strips at the upper and lower edge that are not reached, in dots (None = ask the
    printer). Raises PrinterGone, PrintRefused; they and Cancelled leave nothing in the queue."""
    watch = _Watch(choice.printer)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintRefused(printer=choice.printer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    drawing = PageDrawing(painter, pdf, choice, blank or _blank(printer))
    total = drawing.pages * choice.copies
    try:
        for done in range(total):
            progress.step(done, total)
            if done and not printer.newPage():
                raise PrintRefused(printer=choice.printer)
            drawing.draw(done)
            watch.look()
        progress.step(total, total)
    except (Cancelled, PrintRefused, PrinterGone):
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    watch.look()
    if printer.printerState() in _STOPPED:
        raise PrintRefused(printer=choice.printer)
    return PrintOutcome(choice.printer, drawing.pages, choice.copies)


class _Watch:
    """Looks whether a printer is still there while a job goes out; Qt itself draws on when its queue is gone.

    Drivers that always say "error" (low on ink, asleep) are believed no more than before: only what stops meanwhile counts.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        info = QPrinterInfo.printerInfo(name)
        self._there, self._stopped = not info.isNull(), info.state() in _STOPPED

    def look(self) -> None:
        """Raise PrinterGone where the printer vanished, PrintRefused where it stopped."""
        info = QPrinterInfo.printerInfo(self._name)
        if self._there and info.isNull():
            raise PrinterGone(printer=self._name)
        if self._there and not self._stopped and info.state() in _STOPPED:
            raise PrintRefused(printer=self._name)


def _blank(printer: QPrinter) -> tuple[int, int]:
    """Return the strips at the upper and lower edge that the driver leaves blank, in dots."""
    layout = printer.pageLayout()
    margins = layout.minimumMargins()
    dots = layout.fullRectPoints().height() / max(layout.fullRect().height(), 1) * printer.resolution() / 72
    return round(margins.top() * dots), round(margins.bottom() * dots)


def _info(name: str) -> QPrinterInfo:
    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo()
    if info.isNull():
        raise PrinterGone(printer=name)
    return info


def _trays(info: QPrinterInfo) -> tuple[str, ...]:
    """Return the trays that Qt knows of a driver; it tells them on Windows only."""
    printer = QPrinter(info)
    with suppress(AttributeError):
        return tuple(dict.fromkeys(one.name for one in printer.supportedPaperSources()))  # type: ignore[attr-defined]
    return ()


def _forms(info: QPrinterInfo) -> list[tuple[FormSize, QPageSize]]:
    found = [(size, size.size(QPageSize.Unit.Millimeter)) for size in info.supportedPageSizes()]
    return [(FormSize(size.name(), sides.width(), sides.height()), size) for size, sides in found]


def _own_size(info: QPrinterInfo, paper: PaperChoice) -> QPageSize | None:
    """Return the driver's own form of that size, lying or upright."""
    forms = _forms(info)
    best = form_found(paper, [form for form, _size in forms], any_size=False).form
    return next((size for form, size in forms if form is best), None)
