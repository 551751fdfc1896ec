"""Pages to measure a printer by: rulers, corners and a cross at a known place; and numbered sheets with one line on each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from reportlab.pdfgen.canvas import Canvas

from dealer_crm.documents.pdf.fonts import faces
from dealer_crm.documents.pdf.pages import MM, PageSetup, Paper
from dealer_crm.documents.pdf.pen import FRAME, INNER, Align, Ink, Pen
from dealer_crm.documents.pdf.wrapping import lines
from dealer_crm.domain.calibration import SHEETS
from dealer_crm.domain.printer_profiles import Placement
from dealer_crm.i18n import Translator, translator

CROSS_MM = 50
"""So far is the cross from the left and from the upper edge, where the paper is large enough."""
_ARM, _CORNER, _INSIDE, _APART = 8 * MM, 6 * MM, 9, 10
"""Arms of the cross and of a corner; mm from a corner to the ruler beside it, and to where a ruler begins."""
_FOUR_FROM = (120, 80)
"""mm from which on a paper has rulers at its right and lower side, too."""
_TITLE, _WORDS, _FIGURE = Ink(size=13, bold=True, leading=20), Ink(size=9.5, leading=13.5), Ink(size=8, leading=10)
_NUMBER = Ink(size=30, bold=True, leading=36)


def cross_of(paper: Paper) -> tuple[int, int]:
    """Return where the cross stands, in mm from the left and from the upper edge."""
    across, down = (min(CROSS_MM, int(side / MM / 2) // 5 * 5) for side in paper.size)
    return across, down


def ruler_page(page: PageSetup, offsets: tuple[int, int] = (0, 0)) -> bytes:
    """Render the page; `offsets` (tenths of a mm) are those it is printed with, and are only named on it."""
    t, paper, pen = translator(page.language), page.paper, Pen()
    _corners(pen, paper)
    _rulers(pen, paper)
    across, down = cross_of(paper)
    x, y = across * MM, paper.size[1] - down * MM
    pen.line((x - _ARM, y), (x + _ARM, y), FRAME)
    pen.line((x, y - _ARM), (x, y + _ARM), FRAME)
    printed = t("Printed with: right by {x} mm, down by {y} mm.")
    words = (
        t("Measure the middle of the cross from the left and from the upper edge of the paper; type both numbers in the printer wizard."),
        t("They should be {x} mm and {y} mm.").format(x=across, y=down),
        t("A corner that is missing lies where this printer cannot print."),
        printed.format(x=f"{offsets[0] / 10:g}", y=f"{offsets[1] / 10:g}"),
    )
    left = x + _ARM + 6 * MM
    _say(pen, (left, y + _ARM), paper.right - (_INSIDE + 12) * MM - left, t("Ruler page"), words)
    return _bytes(t("Ruler page"), paper, [pen])


def numbered_sheets(page: PageSetup, place: Placement, sheets: int = SHEETS) -> bytes:
    """Render numbered sheets, each with a line at the height of the cross: by the line on the last one it is seen how the paper runs."""
    t = translator(page.language)
    title = t("Sheets to measure the feed by")
    return _bytes(title, page.paper, [_numbered(t, page.paper, place, (number, sheets)) for number in range(1, sheets + 1)])


def _numbered(t: Translator, paper: Paper, place: Placement, number: tuple[int, int]) -> Pen:
    pen, down = Pen(), cross_of(paper)[1]
    y = paper.size[1] - down * MM
    pen.line((paper.left, y), (paper.right, y), FRAME)
    pen.text((paper.left, y + 4 * MM), f"{number[0]} / {number[1]}", _NUMBER)
    words = (
        t("Measure from the upper edge of this sheet to the line: {y} mm if nothing runs away.").format(y=down),
        t("Sheet 1 and sheet {last} are needed. Tear none off before the last one is printed.").format(last=number[1]),
        t("Printed with a drift of {drift} mm a sheet.").format(drift=f"{place.drift / 100:g}"),
    )
    _say(pen, (paper.left + 48 * MM, y - 3 * MM), paper.right - paper.left - 48 * MM, "", words)
    return pen


def _say(pen: Pen, at: tuple[float, float], room: float, title: str, words: Sequence[str]) -> None:
    """Write a title and sentences down from a point; on paper that is too narrow for them, none."""
    if room < 30 * MM:
        return
    left, top = at
    if title:
        pen.text((left, top - _TITLE.drop), title, _TITLE)
        top -= _TITLE.leading
    for number, line in enumerate(line for text in words for line in lines(text, room, _WORDS.size)):
        pen.text((left, top - number * _WORDS.leading - _WORDS.drop), line, _WORDS)


def _corners(pen: Pen, paper: Paper) -> None:
    """Draw the four corners of what a paper's content may fill."""
    for x, inwards in ((paper.left, _CORNER), (paper.right, -_CORNER)):
        for y, upwards in ((paper.bottom, _CORNER), (paper.top, -_CORNER)):
            pen.line((x, y), (x + inwards, y), FRAME)
            pen.line((x, y), (x, y + upwards), FRAME)


def _rulers(pen: Pen, paper: Paper) -> None:
    """Draw millimetres from the left and from the upper edge, on all four sides where there is room."""
    width, height = paper.size
    above, before = height - paper.top, paper.left
    columns = _from_to(paper.left / MM, paper.right / MM)
    rows = _from_to(above / MM, (height - paper.bottom) / MM)
    _across(pen, paper.top - _INSIDE * MM, columns, up=True)
    _down(pen, (before + _INSIDE * MM, height), rows, to_left=True)
    if width / MM >= _FOUR_FROM[0]:
        _down(pen, (paper.right - _INSIDE * MM, height), rows, to_left=False)
    if height / MM >= _FOUR_FROM[1]:
        _across(pen, paper.bottom + _INSIDE * MM, columns, up=False)


def _from_to(first: float, last: float) -> range:
    return range(int(first) + _APART + _INSIDE, int(last) - _APART - _INSIDE + 1)


def _across(pen: Pen, y: float, marks: Iterable[int], *, up: bool) -> None:
    """Draw a ruler across, its figures above or below."""
    for at in marks:
        tick = _tick(at) if up else -_tick(at)
        pen.line((at * MM, y), (at * MM, y + tick), INNER)
        if at % 10 == 0:
            pen.text((at * MM, y + (4.8 * MM if up else -4.8 * MM - 6)), str(at), _FIGURE, Align.CENTRE)


def _down(pen: Pen, corner: tuple[float, float], marks: Iterable[int], *, to_left: bool) -> None:
    """Draw a ruler down from the upper edge, its figures at one side."""
    x, top = corner
    side = -1 if to_left else 1
    for at in marks:
        pen.line((x, top - at * MM), (x + side * _tick(at), top - at * MM), INNER)
        if at % 10 == 0:
            pen.text((x + side * 4.8 * MM, top - at * MM - 2.8), str(at), _FIGURE, Align.RIGHT if to_left else Align.LEFT)


def _tick(at: int) -> float:
    return (4.0 if at % 10 == 0 else 3.0 if at % 5 == 0 else 2.0) * MM


def _bytes(title: str, paper: Paper, pages: Sequence[Pen]) -> bytes:
    faces()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=paper.size, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setCreator("dealer-crm")
    canvas.setViewerPreference("PrintScaling", "None")
    for pen in pages:
        pen.onto(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
