"""A page to measure where a printer really prints: rulers in millimetres and a cross at a known place."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from dealer_crm.documents.pdf.fonts import faces
from dealer_crm.documents.pdf.pages import MM, PageSetup
from dealer_crm.documents.pdf.pen import FRAME, INNER, Align, Ink, Pen
from dealer_crm.documents.pdf.wrapping import lines
from dealer_crm.i18n import translator

CROSS_MM = 50
"""So far is the cross from the left and from the upper edge."""
_ARM, _ACROSS, _DOWN = 8 * MM, 28, 24
_TITLE, _WORDS, _FIGURE = Ink(size=13, bold=True, leading=20), Ink(size=10, leading=14.5), Ink(size=8, leading=10)


def ruler_page(page: PageSetup, offsets: tuple[int, int] = (0, 0)) -> bytes:
    """Render the page; `offsets` (tenths of a mm) are those it is printed with, and are only named on it."""
    faces()
    t, target = translator(page.language), io.BytesIO()
    width, height = page.paper.size
    pen = Pen()
    _across(pen, width, height)
    _down(pen, height)
    x, y = CROSS_MM * MM, height - CROSS_MM * MM
    pen.line((x - _ARM, y), (x + _ARM, y), FRAME)
    pen.line((x, y - _ARM), (x, y + _ARM), FRAME)
    words = (
        t("Measure the cross from the left and from the upper edge of the paper: both should be {n} mm.").format(n=CROSS_MM),
        t("Where it is less, add the difference to “Right by” or “Down by”; where it is more, take it off."),
        t("Printed with: right by {x} mm, down by {y} mm.").format(x=f"{offsets[0] / 10:g}", y=f"{offsets[1] / 10:g}"),
    )
    left, top = x + _ARM + 6 * MM, y + _ARM
    pen.text((left, top - _TITLE.drop), t("Ruler page"), _TITLE)
    for number, line in enumerate(line for text in words for line in lines(text, page.paper.right - left, _WORDS.size)):
        pen.text((left, top - _TITLE.leading - number * _WORDS.leading - _WORDS.drop), line, _WORDS)
    canvas = Canvas(target, pagesize=page.paper.size, invariant=1, pageCompression=1)
    canvas.setTitle(t("Ruler page"))
    canvas.setCreator("dealer-crm")
    canvas.setViewerPreference("PrintScaling", "None")
    pen.onto(canvas)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _across(pen: Pen, width: float, height: float) -> None:
    """Draw millimetres from the left edge, as far as the right margin."""
    y = height - _ACROSS * MM
    for at in range(_DOWN, int(width / MM) - 19):
        pen.line((at * MM, y), (at * MM, y + _tick(at)), INNER)
        if at % 10 == 0:
            pen.text((at * MM, y + 4.4 * MM), str(at), _FIGURE, Align.CENTRE)


def _down(pen: Pen, height: float) -> None:
    """Draw millimetres from the upper edge."""
    x = _DOWN * MM
    for at in range(_ACROSS, int(height / MM) - 9):
        pen.line((x, height - at * MM), (x - _tick(at), height - at * MM), INNER)
        if at % 10 == 0:
            pen.text((x - 4.4 * MM, height - at * MM - 2.8), str(at), _FIGURE, Align.RIGHT)


def _tick(at: int) -> float:
    return (4.0 if at % 10 == 0 else 3.0 if at % 5 == 0 else 2.0) * MM
