"""How the tops of papers look: title at the left, in the middle, or framed as a certificate."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from dealer_crm.documents.pdf.fonts import printable, width
from dealer_crm.documents.pdf.frames import NUMBER, Frame, Heading
from dealer_crm.documents.pdf.pen import FRAME, Align, Ink, Pen
from dealer_crm.documents.pdf.wrapping import fitted

__all__ = ["CentredHead", "FramedHead", "Head", "Heading", "PlainHead"]

_TITLE = Ink(size=20, bold=True, leading=26)
_SHOP = Ink(size=11.5, bold=True, leading=16)
_CERTIFICATE = Ink(size=24, bold=True, leading=32)
_SMALLEST_TITLE = 12.0
_SMALLEST_SHOP = 9.0
_HEAD = 44.0
_CODED_HEAD = 54.0
_CONTACT = 12.0
_MOST_BESIDE = 0.4
_MOST_TITLE = 0.6
_CENTRED_HEAD = 37.0
_FRAMED_HEAD = 76.0
_FRAMED_ROOM = 34.0
"""Between the line under the shop and the number of a certificate."""


class Head(Protocol):
    """How the top of a paper looks; `first` tells the first page from the others. `copy_at_edge`: the right edge is free."""

    copy_at_edge: bool

    def height(self, frame: Frame, *, first: bool) -> float:
        """Return the room it takes."""

    def draw(self, frame: Frame, pen: Pen, *, first: bool) -> None:
        """Draw it below the upper margin."""


class PlainHead:
    """Title and number at the left, the shop at the right, over a strong line; the logo before the title, the code at the end."""

    copy_at_edge = True

    def height(self, frame: Frame, *, first: bool) -> float:
        """Return the room; address and hotline get a line of their own where they are long."""
        if not first:
            return frame.later_height()
        return self._above_line(frame) + (_CONTACT if self._contact_below(frame) else 0)

    def draw(self, frame: Frame, pen: Pen, *, first: bool) -> None:
        """Draw it."""
        if not first:
            frame.later(pen)
            return
        paper = frame.paper
        y = paper.top - self._above_line(frame) + 10
        frame.draw_logo(pen, (paper.left, y + 2 + frame.logo_height))
        self._draw_title(frame, pen, (paper.left + frame.logo_room, y + 6))
        self._draw_shop(frame, pen, (paper.right - frame.code_room, y))
        frame.draw_code(pen, (paper.right, y + 4 + frame.code_side))
        pen.line((paper.left, y - 3), (paper.right, y - 3), FRAME * 1.6)
        if self._contact_below(frame):
            pen.text((paper.left, y - 14), fitted(frame.contact(), paper.width, frame.small.size), frame.small)

    def _draw_title(self, frame: Frame, pen: Pen, at: tuple[float, float]) -> None:
        """Draw title, mark, number and what is beside them."""
        x, y = at
        heading, title = frame.heading, self._title(frame)
        pen.text((x, y), frame.title, title)
        x += width(frame.title, title.size, bold=True)
        frame.draw_mark(pen, (x, y))
        x += frame.mark_width + 12
        pen.text((x, y), heading.number, NUMBER)
        x += width(heading.number, NUMBER.size, bold=True) + (12 if heading.number else 0)
        pen.text((x, y), self._beside(frame), frame.small)

    def _draw_shop(self, frame: Frame, pen: Pen, end: tuple[float, float]) -> None:
        """Draw the shop, its contact and the letters of the code at the right."""
        right, y = end
        below = 5.0 if frame.setup.code else 6.0
        rest = [frame.setup.code] if frame.setup.code else []
        if not self._contact_below(frame):
            rest.append(frame.contact())
        for text in rest:
            pen.text((right, y + below), text, frame.small, Align.RIGHT)
            below += 13
        _draw_shop(pen, frame.heading.shop.name, (right, y + max(below + 1, 20)), self._room(frame), Align.RIGHT)

    def _above_line(self, frame: Frame) -> float:
        """Return the room of title, shop, logo and code."""
        coded = max(_CODED_HEAD, frame.code_side + frame.code_drop + 15) if frame.setup.code else 0.0
        return max(_HEAD, coded, frame.logo_height + 13 if frame.logo else 0)

    def _title(self, frame: Frame) -> Ink:
        """Return the ink of the title: smaller where it takes more than half of the room."""
        wide = width(frame.title, _TITLE.size, bold=True)
        most = frame.paper.width * _MOST_TITLE - frame.logo_room
        return replace(_TITLE, size=max(min(_TITLE.size, _TITLE.size * most / max(wide, 1)), _SMALLEST_TITLE))

    def _room(self, frame: Frame) -> float:
        """Return the room at the right of title, number and what is beside them."""
        heading = frame.heading
        taken = width(frame.title, self._title(frame).size, bold=True) + width(heading.number, NUMBER.size, bold=True)
        beside = width(self._beside(frame), frame.small.size) + 12 if heading.beside else 0.0
        around = frame.logo_room + frame.mark_width + frame.code_room
        return frame.paper.width - taken - beside - around - 26

    def _beside(self, frame: Frame) -> str:
        """Return what is said beside the name, as far as it leaves room for the shop."""
        return fitted(frame.heading.beside, frame.paper.width * _MOST_BESIDE, frame.small.size)

    def _contact_below(self, frame: Frame) -> bool:
        return width(frame.contact(), frame.small.size) > self._room(frame)


class CentredHead:
    """Shop and title in the middle, contact at the left, number and day at the right: the same on every page of a note."""

    copy_at_edge = True

    def height(self, frame: Frame, *, first: bool) -> float:
        """Return the room; long contacts get a line of their own."""
        return self._block(frame) + (0 if self._contact_beside(frame) else _CONTACT)

    def draw(self, frame: Frame, pen: Pen, *, first: bool) -> None:
        """Draw it."""
        heading, paper = frame.heading, frame.paper
        y = paper.top - 14
        self._draw_number(frame, pen, (paper.right - frame.code_room, y))
        frame.draw_code(pen, (paper.right, paper.top - frame.code_drop))
        self._draw_title(frame, pen, y)
        frame.draw_logo(pen, (paper.left, paper.top - max((self._block(frame) - 4 - frame.logo_height) / 2, 0)))
        if self._contact_beside(frame):
            left = paper.left + frame.logo_room
            pen.text((left, y), heading.shop.address, frame.small)
            pen.text((left, y - 14), frame.hotline(), replace(frame.small, bold=True))
        else:
            below = paper.top - self._block(frame) - 6
            pen.text((paper.left, below), fitted(frame.contact(), paper.width, frame.small.size), frame.small)

    def _draw_number(self, frame: Frame, pen: Pen, at: tuple[float, float]) -> None:
        """Draw number, day and the letters of the code below each other."""
        (x, y), heading = at, frame.heading
        number = frame.t.context("paper", "No. {number}").format(number=heading.number) if heading.number else ""
        pen.text((x, y), number, NUMBER, Align.RIGHT)
        if heading.day:
            day = frame.t.context("paper", "Date {day}").format(day=heading.day.isoformat())
            pen.text((x, y - 13), day, replace(frame.small, size=9.5), Align.RIGHT)
        pen.text((x, y - 25), frame.setup.code, frame.small, Align.RIGHT)

    def _block(self, frame: Frame) -> float:
        """Return the room without contacts of their own line."""
        coded = max(frame.code_side + frame.code_drop, 38.0) + 6 if frame.setup.code else 0.0
        return max(_CENTRED_HEAD, coded, frame.logo_height + 5 if frame.logo else 0)

    def _side(self, frame: Frame) -> float:
        number = frame.t.context("paper", "No. {number}").format(number=frame.heading.number)
        letters = width(frame.setup.code, frame.small.size)
        right = frame.code_room + max(width(number, NUMBER.size, bold=True), letters) + 10
        return max(right, frame.logo_room, 110)

    def _draw_title(self, frame: Frame, pen: Pen, y: float) -> None:
        """Draw shop and title side by side, or the shop above the title where its name is long."""
        text, size = self._title(frame)
        middle = (frame.paper.left + frame.paper.right - frame.mark_width) / 2
        if size >= _SMALLEST_TITLE:
            pen.text((middle, y - 7), text, Ink(size=size, bold=True), Align.CENTRE)
            frame.draw_mark(pen, (middle + width(text, size, bold=True) / 2, y - 7))
            return
        room = frame.paper.width - 2 * self._side(frame)
        _draw_shop(pen, frame.heading.shop.name, ((frame.paper.left + frame.paper.right) / 2, y + 1), room, Align.CENTRE)
        wide = width(frame.title, 16, bold=True)
        size = max(min(16.0, 16.0 * (room - frame.mark_width) / max(wide, 1)), _SMALLEST_SHOP)
        pen.text((middle, y - 16), frame.title, Ink(size=size, bold=True), Align.CENTRE)
        frame.draw_mark(pen, (middle + width(frame.title, size, bold=True) / 2, y - 16))

    def _title(self, frame: Frame) -> tuple[str, float]:
        """Return shop and title, and the size that the room between the sides allows."""
        text = printable("  ".join(filter(None, (frame.heading.shop.name, frame.title)))).replace("\n", " ")
        room = frame.paper.width - 2 * self._side(frame) - frame.mark_width
        return text, min(17.0, 17.0 * room / max(width(text, 17, bold=True), 1))

    def _contact_beside(self, frame: Frame) -> bool:
        text, size = self._title(frame)
        if size < _SMALLEST_TITLE:
            return False
        room = (frame.paper.width - frame.mark_width - width(text, size, bold=True)) / 2 - 8 - frame.logo_room
        return max(width(frame.heading.shop.address, frame.small.size), width(frame.hotline(), frame.small.size, bold=True)) <= room


class FramedHead:
    """A certificate: two frames round the page, the shop over a line, the title spaced in the middle, between code and logo.

    A long shop name takes the room of the hotline, which stands further below too.
    """

    copy_at_edge = False

    def height(self, frame: Frame, *, first: bool) -> float:
        """Return the room; the other pages carry title and number on one line."""
        return _FRAMED_HEAD + self._more(frame) if first else frame.later_height() + 4

    def draw(self, frame: Frame, pen: Pen, *, first: bool) -> None:
        """Draw it."""
        self._frames(frame, pen)
        if not first:
            frame.later(pen)
            return
        heading, paper = frame.heading, frame.paper
        y = paper.top - 15
        hotline = frame.hotline()
        room = paper.width - width(hotline, _SHOP.size, bold=True) - 14
        long = width(printable(heading.shop.name), _SHOP.size, bold=True) > room
        _draw_shop(pen, heading.shop.name, (paper.left, y), paper.width if long else room, Align.LEFT)
        if not long:
            pen.text((paper.right, y), hotline, _SHOP, Align.RIGHT)
        pen.line((paper.left, y - 8), (paper.right, y - 8), FRAME)
        frame.draw_code(pen, (paper.left + frame.code_side + 1, y - 13))
        if frame.logo:
            frame.draw_logo(pen, (paper.right - frame.logo.width, y - 13))
        self._spaced(frame, pen, y - 39 - self._more(frame) / 2)
        below = y - 56 - self._more(frame)
        pen.text(((paper.left + paper.right) / 2, below), heading.beside, frame.small, Align.CENTRE)
        pen.text((paper.left, below), frame.setup.code, frame.small)
        number = frame.t.context("paper", "No. {number}").format(number=heading.number) if heading.number else ""
        pen.text((paper.right, below), number, NUMBER, Align.RIGHT)

    def _more(self, frame: Frame) -> float:
        """Return how much higher code and logo make it."""
        return max(frame.code_side, frame.logo_height, _FRAMED_ROOM) - _FRAMED_ROOM

    def _spaced(self, frame: Frame, pen: Pen, y: float) -> None:
        """Draw the title; Chinese characters stand apart."""
        title = frame.title
        middle = (frame.paper.left + frame.paper.right - frame.mark_width) / 2
        room = frame.paper.width - 2 * max(frame.code_room, frame.logo_room) - frame.mark_width
        if title.isascii():
            size = max(min(20.0, 20.0 * room / max(width(title, 20, bold=True), 1)), _SMALLEST_TITLE)
            pen.text((middle, y), title, replace(_CERTIFICATE, size=size), Align.CENTRE)
            frame.draw_mark(pen, (middle + width(title, size, bold=True) / 2, y))
            return
        size = min(_CERTIFICATE.size, room / (len(title) * 1.35))
        step = size * 1.35
        x = middle - step * (len(title) - 1) / 2
        for character in title:
            pen.text((x, y), character, replace(_CERTIFICATE, size=size), Align.CENTRE)
            x += step
        frame.draw_mark(pen, (x - step / 2, y))

    def _frames(self, frame: Frame, pen: Pen) -> None:
        paper = frame.paper
        for outside, weight in ((13.0, 1.8), (9.0, 0.5)):
            pen.frame(
                (paper.left - outside, paper.bottom - outside + 3, paper.width + 2 * outside, paper.top - paper.bottom + 2 * outside - 3),
                weight,
            )


def _draw_shop(pen: Pen, name: str, at: tuple[float, float], room: float, align: Align) -> None:
    """Draw the whole name of the shop, smaller where it is long."""
    wide = width(printable(name).replace("\n", " "), _SHOP.size, bold=True)
    size = max(min(_SHOP.size, _SHOP.size * room / max(wide, 1)), _SMALLEST_SHOP)
    pen.text(at, fitted(name, room + 0.1, size, bold=True), replace(_SHOP, size=size), align)
