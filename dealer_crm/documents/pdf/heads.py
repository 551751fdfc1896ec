"""How the tops of papers look: title at the left, in the middle, or framed as a certificate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from dealer_crm.documents.pdf.fonts import printable, width
from dealer_crm.documents.pdf.frames import NUMBER, Frame, Heading
from dealer_crm.documents.pdf.pen import FRAME, Align, Ink, Pen
from dealer_crm.documents.pdf.wrapping import fitted, lines
from dealer_crm.domain.paper_templates import LONGEST_TITLE
from dealer_crm.domain.printing import PaperTooSmall

__all__ = ["CentredHead", "FramedHead", "Head", "Heading", "PlainHead"]

_TITLE = Ink(size=20, bold=True, leading=26)
_SHOP = Ink(size=11.5, bold=True, leading=16)
_CERTIFICATE = Ink(size=24, bold=True, leading=32)
_SMALLEST_TITLE = 12.0
_LONG_TITLE, _LOWER = 14.0, 20.0
_SMALLEST_SHOP = 9.0
_HEAD = 44.0
_CODED_HEAD = 54.0
_CONTACT = 12.0
_CENTRED_HEAD = 37.0
_LEAST_SIDE = 110.0
_GAP = 12.0
_BESIDE_TITLE = ((3, 20.0), (3, 16.0), (2, 20.0), (2, 16.0), (1, 16.0), (0, 16.0), (0, 12.0))
"""How many of number, words and shop stand beside the title, and its size; the first that fits."""
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


@dataclass(frozen=True)
class _Beside:
    """What stands beside the title: all of it, or what leaves room for it; the rest goes on lines of its own `below`.

    A title that has no room between logo and code stands so much `lower`.
    """

    title: Ink
    number: str = ""
    words: str = ""
    shop: str = ""
    contact: str = ""
    room: float = 0.0
    below: tuple[str, ...] = ()
    lower: float = 0.0


class PlainHead:
    """Title and number at the left, the shop at the right, over a strong line; the logo before the title, the code at the end.

    What has no room on the line of the title stands below it.
    """

    copy_at_edge = True

    def height(self, frame: Frame, *, first: bool) -> float:
        """Return the room it takes."""
        if not first:
            return frame.later_height()
        beside = self._beside(frame)
        return self._above_line(frame) + beside.lower + _CONTACT * len(beside.below)

    def draw(self, frame: Frame, pen: Pen, *, first: bool) -> None:
        """Draw it."""
        if not first:
            frame.later(pen)
            return
        paper, beside = frame.paper, self._beside(frame)
        y = paper.top - self._above_line(frame) + 10
        frame.draw_logo(pen, (paper.left, y + 2 + frame.logo_height))
        self._draw_title(frame, pen, (paper.left + (0 if beside.lower else frame.logo_room), y + 6 - beside.lower), beside)
        self._draw_shop(frame, pen, (paper.right - frame.code_room, y), beside)
        frame.draw_code(pen, (paper.right, y + 4 + frame.code_side))
        y -= beside.lower
        pen.line((paper.left, y - 3), (paper.right, y - 3), FRAME * 1.6)
        for number, line in enumerate(beside.below):
            pen.text((paper.left, y - 14 - number * _CONTACT), line, frame.small)

    def _draw_title(self, frame: Frame, pen: Pen, at: tuple[float, float], beside: _Beside) -> None:
        """Draw title, mark, number and what is beside them."""
        x, y = at
        room = frame.paper.right - (0 if beside.lower else frame.code_room) - x - frame.mark_width
        title = fitted(frame.title, room, beside.title.size, bold=True)
        pen.text((x, y), title, beside.title)
        x += width(title, beside.title.size, bold=True)
        frame.draw_mark(pen, (x, y))
        x += frame.mark_width + _GAP
        pen.text((x, y), beside.number, NUMBER)
        x += width(beside.number, NUMBER.size, bold=True) + (_GAP if beside.number else 0)
        pen.text((x, y), beside.words, frame.small)

    def _draw_shop(self, frame: Frame, pen: Pen, end: tuple[float, float], beside: _Beside) -> None:
        """Draw the shop, its contact and the letters of the code at the right."""
        right, y = end
        below = 5.0 if frame.setup.code else 6.0
        for text in filter(None, (frame.setup.code, beside.contact)):
            pen.text((right, y + below), text, frame.small, Align.RIGHT)
            below += 13
        _draw_shop(pen, beside.shop, (right, y + max(below + 1, 20)), beside.room, Align.RIGHT)

    def _above_line(self, frame: Frame) -> float:
        """Return the room of title, shop, logo and code."""
        coded = max(_CODED_HEAD, frame.code_side + 15) if frame.setup.code else 0.0
        return max(_HEAD, coded, frame.logo_height + 13 if frame.logo else 0)

    def _beside(self, frame: Frame) -> _Beside:
        """Return what stands beside the title, a smaller title before anything moves below."""
        heading = frame.heading
        parts = [heading.number, printable(heading.beside), printable(heading.shop.name).replace("\n", " ")]
        inks = [NUMBER, frame.small, replace(_SHOP, size=_SMALLEST_SHOP)]
        widths = [width(text, ink.size, bold=ink.bold) + _GAP if text else 0.0 for text, ink in zip(parts, inks, strict=True)]
        letters = width(frame.setup.code, frame.small.size) + _GAP if frame.setup.code else 0.0
        whole = frame.paper.width - frame.logo_room - frame.mark_width - frame.code_room - _GAP
        left, kept, size, lower = 0.0, 0, _SMALLEST_TITLE, 0.0
        for kept, size in _BESIDE_TITLE:
            left = whole - width(frame.title, size, bold=True) - sum(widths[: min(kept, 2)])
            if left >= max(widths[2] if kept == len(parts) else 0.0, letters):
                break
        else:
            size = _size(frame.title, whole - letters, size)
            if size < _SMALLEST_SHOP:
                lower, size = _LOWER, _size(frame.title, frame.paper.width - frame.mark_width, _LONG_TITLE)
            if size < _SMALLEST_SHOP and width(frame.title, 10, bold=True) <= LONGEST_TITLE:
                raise PaperTooSmall  # what is longer than any title of a paper is the name of a list, and ends with dots
            size = max(size, _SMALLEST_SHOP)
        number, words, shop = [*parts[:kept], *[""] * (len(parts) - kept)]
        contact = frame.contact() if shop and width(frame.contact(), frame.small.size) <= left - _GAP else ""
        rest = [*reversed(parts[kept:]), "" if contact else frame.contact()]
        below = lines("   ".join(filter(None, rest)), frame.paper.width, frame.small.size) if any(rest) else []
        return _Beside(replace(_TITLE, size=size), number, words, shop, contact, left - _GAP, tuple(below), lower)


@dataclass(frozen=True)
class _Middle:
    """The middle of a centred head: shop and title on one line, or below each other, or the title alone.

    A title that has no room between the sides stands so much `lower`, over the whole width.
    """

    at: float
    title: str
    size: float
    shop: str = ""
    room: float = 0.0
    lower: float = 0.0


class CentredHead:
    """Shop and title in the middle, contact at the left, number and day at the right: the same on every page of a note."""

    copy_at_edge = True

    def height(self, frame: Frame, *, first: bool) -> float:
        """Return the room; long contacts get lines of their own."""
        return self._block(frame) + _CONTACT * len(self._below(frame))

    def draw(self, frame: Frame, pen: Pen, *, first: bool) -> None:
        """Draw it."""
        paper, y = frame.paper, frame.paper.top - 14
        self._draw_title(frame, pen, y)
        self._draw_number(frame, pen, (paper.right - frame.code_room, y))
        frame.draw_code(pen, (paper.right, paper.top))
        frame.draw_logo(pen, (paper.left, paper.top - max((self._upper(frame) - 4 - frame.logo_height) / 2, 0)))
        below = self._below(frame)
        if not below:
            left = paper.left + frame.logo_room
            pen.text((left, y), frame.heading.shop.address, frame.small)
            pen.text((left, y - 14), frame.hotline(), replace(frame.small, bold=True))
        for number, line in enumerate(below):
            pen.text((paper.left, paper.top - self._block(frame) - 6 - number * _CONTACT), line, frame.small)

    def _draw_number(self, frame: Frame, pen: Pen, at: tuple[float, float]) -> None:
        """Draw number, day and the letters of the code below each other."""
        x, y = at
        for text, ink, below in zip(self._right(frame), (NUMBER, replace(frame.small, size=9.5), frame.small), (0, 13, 25), strict=True):
            pen.text((x, y - below), text, ink, Align.RIGHT)

    def _right(self, frame: Frame) -> tuple[str, str, str]:
        """Return number, day and the letters of the code."""
        heading, t = frame.heading, frame.t
        number = t.context("paper", "No. {number}").format(number=heading.number) if heading.number else ""
        day = t.context("paper", "Date {day}").format(day=heading.day.isoformat()) if heading.day else ""
        return number, day, frame.setup.code

    def _block(self, frame: Frame) -> float:
        """Return the room without contacts of their own line."""
        return self._upper(frame) + self._middle(frame).lower

    def _upper(self, frame: Frame) -> float:
        """Return the room of code, logo and number."""
        coded = max(frame.code_side, 38.0) + 6 if frame.setup.code else 0.0
        return max(_CENTRED_HEAD, coded, frame.logo_height + 5 if frame.logo else 0)

    def _sides(self, frame: Frame) -> tuple[float, float]:
        """Return the room that is taken at the left and at the right."""
        number, day, letters = self._right(frame)
        wide = max(width(number, NUMBER.size, bold=True), width(day, 9.5), width(letters, frame.small.size))
        return frame.logo_room, frame.code_room + wide + 10

    def _draw_title(self, frame: Frame, pen: Pen, y: float) -> None:
        """Draw shop and title side by side, or the shop above the title where its name is long."""
        middle = self._middle(frame)
        lower, at, room = y - (16 if middle.shop else 7), middle.at, middle.room
        if middle.lower:
            lower, at, room = frame.paper.top - self._block(frame) + 6, (frame.paper.left + frame.paper.right) / 2, frame.paper.width
        at -= frame.mark_width / 2
        title = fitted(middle.title, room - frame.mark_width + 0.1, middle.size, bold=True)
        _draw_shop(pen, middle.shop, (middle.at, y + 1), middle.room, Align.CENTRE)
        pen.text((at, lower), title, Ink(size=middle.size, bold=True), Align.CENTRE)
        frame.draw_mark(pen, (at + width(title, middle.size, bold=True) / 2, lower))

    def _middle(self, frame: Frame) -> _Middle:
        """Return the first that has room: all in the middle of the page, all between the sides, two lines, the title without the shop."""
        paper, (left, right) = frame.paper, self._sides(frame)
        shop = printable(frame.heading.shop.name).replace("\n", " ")
        side = max(left, right, _LEAST_SIDE)
        page, between = (paper.left + paper.right) / 2, (paper.left + left + paper.right - right) / 2
        both, room = f"{shop}  {frame.title}" if shop else frame.title, paper.width - left - right
        for at, wide in ((page, paper.width - 2 * side), (between, room)):
            size = _size(both, wide - frame.mark_width, 17.0)
            if size >= _SMALLEST_TITLE:
                return _Middle(at, both, size, room=wide)
        size, lower = _size(frame.title, room - frame.mark_width, 16.0), 0.0
        if size < _SMALLEST_SHOP:
            size, lower = max(_size(frame.title, paper.width - frame.mark_width, _LONG_TITLE), _SMALLEST_SHOP), _LOWER
        fits = width(shop, _SMALLEST_SHOP, bold=True) <= room
        return _Middle(between, frame.title, size, shop if fits else "", room, lower)

    def _below(self, frame: Frame) -> list[str]:
        """Return contacts that have no room beside the title, behind the shop where that has none either."""
        middle, shop, small = self._middle(frame), frame.heading.shop, frame.small
        if middle.title != frame.title or not shop.name:
            wide = width(middle.title, middle.size, bold=True) + frame.mark_width
            room = middle.at - wide / 2 - 8 - frame.paper.left - frame.logo_room
            if max(width(printable(shop.address), small.size), width(frame.hotline(), small.size, bold=True)) <= room:
                return []
        name = "" if middle.shop or middle.title != frame.title else shop.name
        text = "   ".join(filter(None, (name, frame.contact())))
        return lines(text, frame.paper.width, small.size) if text else []


_FRAMES = ((13.0, 1.8), (9.0, 0.5))
_CONTINUOUS_FRAME = ((4.6, 1.2),)
"""How far outside the content the frames of a certificate run, and how strong; needles keep clear of the holes and of both ends."""


class FramedHead:
    """A certificate: two frames round the page, the shop over a line, the title spaced in the middle, between code and logo.

    A long shop name takes the room of the hotline, which stands further below too; a long title stands below code and logo.
    """

    copy_at_edge = False

    def height(self, frame: Frame, *, first: bool) -> float:
        """Return the room; the other pages carry title and number on one line."""
        if not first:
            return frame.later_height() + 4
        beside = 0 if self._beside_fits(frame) else _CONTACT
        return _FRAMED_HEAD + self._more(frame) + _SHOP.leading * (len(self._shop(frame)) - 1) + beside

    def draw(self, frame: Frame, pen: Pen, *, first: bool) -> None:
        """Draw it."""
        self._frames(frame, pen)
        if not first:
            frame.later(pen)
            return
        heading, paper = frame.heading, frame.paper
        y = self._draw_shop(frame, pen, paper.top - 15)
        pen.line((paper.left, y - 8), (paper.right, y - 8), FRAME)
        frame.draw_code(pen, (paper.left + frame.code_side + 1, y - 13))
        if frame.logo:
            frame.draw_logo(pen, (paper.right - frame.logo.width, y - 13))
        self._spaced(frame, pen, y - 39 - (self._more(frame) / 2 if self._between(frame) else self._more(frame)))
        below = y - 56 - self._more(frame)
        beside = below if self._beside_fits(frame) else below - _CONTACT
        pen.text(((paper.left + paper.right) / 2, beside), heading.beside, frame.small, Align.CENTRE)
        pen.text((paper.left, below), frame.setup.code, frame.small)
        pen.text((paper.right, below), self._number(frame), NUMBER, Align.RIGHT)

    def _draw_shop(self, frame: Frame, pen: Pen, y: float) -> float:
        """Draw the shop, its hotline where there is room; return the last baseline."""
        paper, names, hotline = frame.paper, self._shop(frame), frame.hotline()
        room = paper.width - width(hotline, _SHOP.size, bold=True) - 14
        for number, line in enumerate(names):
            pen.text((paper.left, y - number * _SHOP.leading), line, _SHOP)
        if len(names) == 1 and width(names[0], _SHOP.size, bold=True) <= room:
            pen.text((paper.right, y), hotline, _SHOP, Align.RIGHT)
        return y - (len(names) - 1) * _SHOP.leading

    def _shop(self, frame: Frame) -> list[str]:
        return lines(frame.heading.shop.name, frame.paper.width, _SHOP.size, bold=True)

    def _number(self, frame: Frame) -> str:
        number = frame.heading.number
        return frame.t.context("paper", "No. {number}").format(number=number) if number else ""

    def _beside_fits(self, frame: Frame) -> bool:
        """Tell whether what is said beside the name has room between the code's letters and the number."""
        side = max(width(self._number(frame), NUMBER.size, bold=True), width(frame.setup.code, frame.small.size)) + 8
        return width(printable(frame.heading.beside), frame.small.size) <= frame.paper.width - 2 * side

    def _more(self, frame: Frame) -> float:
        """Return how much higher code and logo make it."""
        more = max(frame.code_side, frame.logo_height, _FRAMED_ROOM) - _FRAMED_ROOM
        return more if self._between(frame) else more + _TITLE.leading

    def _between(self, frame: Frame) -> bool:
        """Tell whether the title has room between code and logo."""
        return width(frame.title, _SMALLEST_TITLE, bold=True) <= self._room(frame)

    def _room(self, frame: Frame) -> float:
        return frame.paper.width - 2 * max(frame.code_room, frame.logo_room) - frame.mark_width

    def _spaced(self, frame: Frame, pen: Pen, y: float) -> None:
        """Draw the title; Chinese characters stand apart."""
        title = frame.title
        middle = (frame.paper.left + frame.paper.right - frame.mark_width) / 2
        room = self._room(frame) if self._between(frame) else frame.paper.width - frame.mark_width
        apart = 1.0 if title.isascii() else 1.35
        size = _size(title, room, 20.0) if apart == 1.0 else min(_CERTIFICATE.size, room / apart / max(len(title), 1))
        if size < _SMALLEST_TITLE:
            apart, size = 1.0, max(_size(title, room, _SMALLEST_TITLE), _SMALLEST_SHOP)
        if apart == 1.0:
            title = fitted(title, room + 0.1, size, bold=True)
            pen.text((middle, y), title, replace(_CERTIFICATE, size=size), Align.CENTRE)
            frame.draw_mark(pen, (middle + width(title, size, bold=True) / 2, y))
            return
        step = size * apart
        x = middle - step * (len(title) - 1) / 2
        for character in title:
            pen.text((x, y), character, replace(_CERTIFICATE, size=size), Align.CENTRE)
            x += step
        frame.draw_mark(pen, (x - step / 2, y))

    def _frames(self, frame: Frame, pen: Pen) -> None:
        paper = frame.paper
        for outside, weight in _CONTINUOUS_FRAME if paper.continuous else _FRAMES:
            low = paper.bottom - outside + (0.6 if paper.continuous else 3)
            pen.frame((paper.left - outside, low, paper.width + 2 * outside, paper.top + outside - low), weight)


def _size(text: str, room: float, usual: float) -> float:
    """Return the size in which a bold text fits the room: the usual one, or a smaller one."""
    return min(usual, usual * max(room, 0.0) / max(width(printable(text), usual, bold=True), 1))


def _draw_shop(pen: Pen, name: str, at: tuple[float, float], room: float, align: Align) -> None:
    """Draw the whole name of the shop, smaller where it is long."""
    size = max(_size(name, room, _SHOP.size), _SMALLEST_SHOP)
    pen.text(at, name, replace(_SHOP, size=size), align)
