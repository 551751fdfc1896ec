"""Address labels on sheets of 2×7 and 3×8, on a roll or a size of the shop's own: nothing is cut, what cannot fit is named."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas

from dealer_crm.documents.pdf.fonts import faces, lost_words
from dealer_crm.documents.pdf.pages import MM, PageSetup, Paper
from dealer_crm.documents.pdf.pen import Ink, Pen
from dealer_crm.documents.pdf.wrapping import lines
from dealer_crm.i18n import LANGUAGES, translator

PAD = 4.2 * MM
ROLL_PAD = 2.2 * MM
_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
_SMALLEST = 7.0
_SENDER = 8.0
_NAME_LARGER, _LEADING = 1.5, 1.26


@dataclass(frozen=True)
class LabelGrid:
    """How labels lie on their paper: columns, rows, the first one's corner from the upper left, one label, from one to the next."""

    across: int
    down: int
    left: float
    top: float
    width: float
    height: float
    step: float
    pad: float = PAD

    @property
    def count(self) -> int:
        """Labels on one sheet."""
        return self.across * self.down


GRIDS: dict[Paper, LabelGrid] = {
    Paper.LABELS_2x7: LabelGrid(2, 7, 4.65 * MM, 15.15 * MM, 99.1 * MM, 38.1 * MM, 101.6 * MM),
    Paper.LABELS_3x8: LabelGrid(3, 8, 0, 4.5 * MM, 70 * MM, 36 * MM, 70 * MM, 5 * MM),
    Paper.ROLL_60x40: LabelGrid(1, 1, 0, 0, 60 * MM, 40 * MM, 60 * MM, ROLL_PAD),
}


def grid_of(paper: Paper) -> LabelGrid:
    """Return how labels lie on a paper; one of the shop's own size is a single label."""
    if paper in GRIDS:
        return GRIDS[paper]
    across, down = (paper.width, paper.above) if paper.continuous else paper.size
    return LabelGrid(1, 1, paper.left if paper.continuous else 0, 0, across, down, across, ROLL_PAD)


@dataclass(frozen=True)
class LabelLine:
    """One label: whom it names, where he lives, his telephone as it is shown. Empty parts take no room."""

    name: str
    address: str
    phone: str = ""


@dataclass(frozen=True)
class LabelsData:
    """What is printed; `start` is the first free label of a sheet that was begun, counted from 1 in reading order.

    `sender` is the author of the file; a line of the sender stands on labels where the shop has written one.
    """

    labels: tuple[LabelLine, ...]
    start: int = 1
    sender: str = ""


def address_labels(data: LabelsData, page: PageSetup) -> bytes:
    """Render the labels that fit; same data, same bytes. Without any label there is one empty page."""
    faces()
    grid, paper = grid_of(page.paper), page.paper
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=paper.size, invariant=1, pageCompression=1, lang=LANGUAGES[page.language].tag)
    canvas.setTitle(translator(page.language)("Address labels"))
    canvas.setAuthor(data.sender)
    canvas.setCreator("dealer-crm")
    canvas.setViewerPreference("PrintScaling", "None")
    sheets = list(_sheets(data, page))
    sender = page.template.said("sender", page.language)
    shown = [label for labels in sheets for _place, label in labels]
    canvas.setKeywords(lost_words([sender, *(text for label in shown for text in (label.name, label.address, label.phone))]))
    for labels in sheets:
        pen = Pen()
        for place, label in labels:
            _draw(pen, _set(label, page) or [], _corner(grid, paper, place), grid)
        pen.onto(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def unfit(labels: Sequence[LabelLine], page: PageSetup) -> list[LabelLine]:
    """Return the labels whose text does not fit in the smallest letters."""
    return [label for label in labels if _set(label, page) is None]


def _sheets(data: LabelsData, page: PageSetup) -> Iterator[list[tuple[int, LabelLine]]]:
    """Yield what stands on each sheet, with its place there."""
    grid = grid_of(page.paper)
    skipped = (min(max(data.start, 1), grid.count) - 1) if grid.count > 1 else 0
    fitting = [label for label in data.labels if _set(label, page) is not None]
    placed = [divmod(number, grid.count) for number in range(skipped, skipped + len(fitting))]
    for sheet in range(placed[-1][0] + 1 if placed else 1):
        yield [(place, label) for (on, place), label in zip(placed, fitting, strict=True) if on == sheet]


def _corner(grid: LabelGrid, paper: Paper, place: int) -> tuple[float, float]:
    """Return the upper left corner of a label."""
    row, column = divmod(place, grid.across)
    return grid.left + column * grid.step, paper.size[1] - grid.top - row * grid.height


def _set(label: LabelLine, page: PageSetup) -> list[tuple[str, Ink]] | None:
    """Return the lines of a label in the largest letters that fit, None where none do."""
    grid, sender = grid_of(page.paper), page.template.said("sender", page.language)
    room, height = grid.width - 2 * grid.pad, grid.height - 2 * grid.pad
    for size in _sizes(page.template.text_scale):
        plain = Ink(size=size, leading=size * _LEADING)
        bold = replace(plain, size=size + _NAME_LARGER, bold=True, leading=(size + _NAME_LARGER) * _LEADING)
        small = replace(plain, size=min(_SENDER, size), leading=min(_SENDER, size) * _LEADING)
        parts = ((label.name, bold), (label.address, plain), (label.phone, plain), (sender, small))
        found = [(line, ink) for text, ink in parts if text for line in lines(text, room, ink.size, bold=ink.bold)]
        if sum(ink.leading for _, ink in found) <= height:
            return found
    return None


def _sizes(per_cent: int) -> list[float]:
    """Return the sizes to try, the usual or chosen one first, down to the smallest."""
    return [size for size in (each * per_cent / 100 for each in _SIZES) if size > _SMALLEST] + [_SMALLEST]


def _draw(pen: Pen, found: Sequence[tuple[str, Ink]], corner: tuple[float, float], grid: LabelGrid) -> None:
    """Write the lines of a label in the middle of its height."""
    x, y = corner
    y -= (grid.height - sum(ink.leading for _, ink in found)) / 2
    for text, ink in found:
        pen.text((x + grid.pad, y - ink.drop), text, ink)
        y -= ink.leading
