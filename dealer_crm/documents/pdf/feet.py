"""The foot of a paper and the name of the copy at its right edge."""

from __future__ import annotations

from dealer_crm.documents.pdf.fonts import width
from dealer_crm.documents.pdf.heads import Frame
from dealer_crm.documents.pdf.pen import INK, Align, Ink, Pen
from dealer_crm.documents.pdf.wrapping import fitted

FOOT = 17.0
"""Height of the foot with the room above it."""
_COPY_OUTSIDE = 4.6


def draw_foot(frame: Frame, pen: Pen, page: str, left: str) -> None:
    """Draw words at the left, page and printing at the right."""
    setup, paper, t = frame.setup, frame.paper, frame.t
    parts = [page]
    if setup.printed_at:
        parts.append(t("Printed {moment}").format(moment=setup.printed_at.strftime("%Y-%m-%d %H:%M")))
    if setup.printed_by:
        parts.append(setup.printed_by)
    if setup.times > 1:
        parts.append(t("print no. {times}").format(times=setup.times))
    right = fitted("  ".join(parts), paper.width, frame.small.size)
    pen.text((paper.right, paper.bottom), right, frame.small, Align.RIGHT)
    room = paper.width - width(right, frame.small.size) - 16
    pen.text((paper.left, paper.bottom), fitted(left, room, frame.small.size), frame.small)


def draw_copy_name(frame: Frame, pen: Pen, name: str) -> None:
    """Draw the name of the copy at the right edge: Chinese from top to bottom, other words turned by a quarter."""
    paper, ink = frame.paper, Ink(size=10, bold=True, colour=INK)
    middle = (paper.top + paper.bottom) / 2
    room = paper.top - paper.bottom - 40
    x = paper.right + _COPY_OUTSIDE + ink.size / 2
    if name.isascii():
        pen.upright((x + ink.size * 0.36, middle), fitted(name, room, ink.size, bold=True), ink)
        return
    step = 13.0
    shown = fitted(name, room / step * ink.size, ink.size, bold=True)
    y = middle + step * (len(shown) - 1) / 2
    for character in shown:
        pen.text((x, y - ink.size * 0.36), character, ink, Align.CENTRE)
        y -= step
