"""Draws the pages of a finished PDF on a printer, each at its own resolution and where its placement says."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from dealer_crm.documents.pdf.render import PageImage, page_dots, page_image, page_sizes
from dealer_crm.domain.calibration import kept_inside, lift
from dealer_crm.domain.printer_profiles import Technique
from dealer_crm.domain.printing import PaperChoice, PrintChoice

NEEDLES = 360
"""No needle or thermal printer is finer; the dots sent to such a one are struck as they are."""


def as_drawn(paper: PaperChoice, pdf: bytes) -> PaperChoice:
    """Return a sheet lying where its pages lie: some papers are drawn across the sheet that was chosen."""
    width, height = page_sizes(pdf)[0]
    turned = not paper.continuous and (width > height) != (paper.width > paper.height)
    return replace(paper, width=paper.height, height=paper.width) if turned else paper


def struck(technique: Technique, dpi: int) -> bool:
    """Tell whether a page is struck in dots, black or nothing: no grey, nothing smoothed."""
    return technique is Technique.NEEDLE or (technique is Technique.AUTO and dpi <= NEEDLES)


class PageDrawing:
    """One job: `pages` of a PDF on a painter; `blank` are the strips at the upper and lower edge, in dots, that the device cannot reach.

    Sheets are counted through all copies and all papers of a batch: what drifts does so from sheet to sheet.
    """

    def __init__(self, painter: QPainter, pdf: bytes, choice: PrintChoice, blank: tuple[int, int] = (0, 0)) -> None:
        self._painter, self._pdf, self._choice, self._blank = painter, pdf, choice, blank
        self._sizes = page_sizes(pdf)
        self._dpi = painter.device().logicalDpiX()
        self._struck = struck(choice.technique, self._dpi)

    @property
    def pages(self) -> int:
        """How many pages a set has."""
        return len(self._sizes)

    def draw(self, sheet: int) -> None:
        """Draw the page of a sheet of the job (0 = first)."""
        page, dpi = sheet % self.pages, self._dpi
        found = page_dots(self._pdf, page, dpi) if self._struck else page_image(self._pdf, page, dpi)
        x, y = (round(offset * dpi / 254) for offset in (self._choice.offset_x, self._choice.offset_y))
        up = lift(self._choice.begun + sheet, self._choice.drift, dpi)
        if up:
            y = kept_inside(y - up, y, self._room(found))
        width, height = self._sizes[page]
        target = QRectF(x, y, width * dpi / 72, height * dpi / 72)
        form = QImage.Format.Format_Mono if self._struck else QImage.Format.Format_BGR888
        image = QImage(found.data, found.width, found.height, found.stride, form)
        if self._struck:
            image.setColorTable([0xFF000000, 0xFFFFFFFF])
            target.setSize(QSizeF(found.width, found.height))
        self._painter.drawImage(target, image)

    def _room(self, found: PageImage) -> tuple[int, int]:
        """Return how far the ink of a page may move up and down before the device cuts it."""
        above = _blank_lines(found, range(found.height))
        below = _blank_lines(found, range(found.height - 1, -1, -1))
        return max(above - self._blank[0], 0), max(below - self._blank[1], 0)


def _blank_lines(found: PageImage, lines: range) -> int:
    """Count lines without ink, from the first of `lines` on; the last byte of a line is filling."""
    for count, line in enumerate(lines):
        start = line * found.stride
        if found.data[start : start + found.stride - 1].strip(b"\xff"):
            return count
    return len(lines)
