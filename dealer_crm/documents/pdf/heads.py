"""The top of a paper, in three forms of one family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from dealer_crm.documents.pdf.fonts import printable, width
from dealer_crm.documents.pdf.looks import Look
from dealer_crm.documents.pdf.pages import PageSetup, Paper, ShopHead
from dealer_crm.documents.pdf.pen import FRAME, Align, Ink, Pen
from dealer_crm.documents.pdf.wrapping import fitted
from dealer_crm.i18n import Translator, translator

_TITLE = Ink(size=20, bold=True, leading=26)
_SHOP = Ink(size=11.5, bold=True, leading=16)
_NUMBER = Ink(size=10, bold=True, leading=14)
_CERTIFICATE = Ink(size=24, bold=True, leading=32)
_SMALLEST_TITLE = 12.0
_SMALLEST_SHOP = 9.0
_HEAD = 44.0
_LATER_HEAD = 24.0
_CONTACT = 12.0
_MOST_BESIDE = 0.4
_CENTRED_HEAD = 37.0
_FRAMED_HEAD = 76.0


@dataclass(frozen=True)
class Heading:
    """What stands at the top of a paper: its name, its number, the shop; `beside` is said beside the name."""

    title: str
    number: str
    shop: ShopHead
    subject: str = ""
    beside: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Frame:
    """What a head is drawn with."""

    heading: Heading
    setup: PageSetup
    look: Look

    @property
    def paper(self) -> Paper:
        """The paper."""
        return self.setup.paper

    @property
    def t(self) -> Translator:
        """Speaks the language of the page."""
        return translator(self.setup.language)

    @property
    def small(self) -> Ink:
        """The ink of contacts and feet."""
        return replace(self.look.label, leading=12)

    def contact(self) -> str:
        """Return the shop's address and hotline on one line."""
        return printable("   ".join(filter(None, (self.heading.shop.address, self.hotline())))).replace("\n", " ")

    def hotline(self) -> str:
        """Return the number to call."""
        shop = self.heading.shop
        number = shop.hotline or shop.phone
        return self.t("Hotline {number}").format(number=number) if number else ""

    def later(self, pen: Pen) -> None:
        """Draw title and number on one line."""
        paper, y = self.paper, self.paper.top - 12
        number = fitted(self.heading.number, paper.width / 2, _NUMBER.size, bold=True)
        room = paper.width - width(number, _NUMBER.size, bold=True) - 16
        pen.text((paper.left, y), fitted(self.heading.title, room, _NUMBER.size, bold=True), _NUMBER)
        pen.text((paper.right, y), number, _NUMBER, Align.RIGHT)
        pen.line((paper.left, y - 5), (paper.right, y - 5), FRAME)


class Head(Protocol):
    """How the top of a paper looks; `first` tells the first page from the others. `copy_at_edge`: the right edge is free."""

    copy_at_edge: bool

    def height(self, frame: Frame, *, first: bool) -> float:
        """Return the room it takes."""

    def draw(self, frame: Frame, pen: Pen, *, first: bool) -> None:
        """Draw it below the upper margin."""


class PlainHead:
    """Title and number at the left, the shop at the right, over a strong line."""

    copy_at_edge = True

    def height(self, frame: Frame, *, first: bool) -> float:
        """Return the room; address and hotline get a line of their own where they are long."""
        if not first:
            return _LATER_HEAD
        return _HEAD + (_CONTACT if self._contact_below(frame) else 0)

    def draw(self, frame: Frame, pen: Pen, *, first: bool) -> None:
        """Draw it."""
        if not first:
            frame.later(pen)
            return
        heading, left, right = frame.heading, frame.paper.left, frame.paper.right
        y = frame.paper.top - _HEAD + 10
        pen.text((left, y + 6), heading.title, _TITLE)
        x = left + width(heading.title, _TITLE.size, bold=True) + 12
        pen.text((x, y + 6), heading.number, _NUMBER)
        x += width(heading.number, _NUMBER.size, bold=True) + (12 if heading.number else 0)
        pen.text((x, y + 6), self._beside(frame), frame.small)
        _draw_shop(pen, heading.shop.name, (right, y + 20), self._room(frame), Align.RIGHT)
        pen.line((left, y - 3), (right, y - 3), FRAME * 1.6)
        if self._contact_below(frame):
            pen.text((left, y - 14), fitted(frame.contact(), frame.paper.width, frame.small.size), frame.small)
        else:
            pen.text((right, y + 6), frame.contact(), frame.small, Align.RIGHT)

    def _room(self, frame: Frame) -> float:
        """Return the room at the right of title, number and what is beside them."""
        heading = frame.heading
        taken = width(heading.title, _TITLE.size, bold=True) + width(heading.number, _NUMBER.size, bold=True)
        beside = width(self._beside(frame), frame.small.size) + 12 if heading.beside else 0.0
        return frame.paper.width - taken - beside - 26

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
        return _CENTRED_HEAD + (0 if self._contact_beside(frame) else _CONTACT)

    def draw(self, frame: Frame, pen: Pen, *, first: bool) -> None:
        """Draw it."""
        heading, paper = frame.heading, frame.paper
        y = paper.top - 14
        number = frame.t.context("paper", "No. {number}").format(number=heading.number) if heading.number else ""
        pen.text((paper.right, y), number, _NUMBER, Align.RIGHT)
        if heading.day:
            day = frame.t.context("paper", "Date {day}").format(day=heading.day.isoformat())
            pen.text((paper.right, y - 14), day, replace(frame.small, size=9.5), Align.RIGHT)
        self._draw_title(frame, pen, y)
        if self._contact_beside(frame):
            pen.text((paper.left, y), heading.shop.address, frame.small)
            pen.text((paper.left, y - 14), frame.hotline(), replace(frame.small, bold=True))
        else:
            pen.text((paper.left, y - 29), fitted(frame.contact(), paper.width, frame.small.size), frame.small)

    def _side(self, frame: Frame) -> float:
        number = frame.t.context("paper", "No. {number}").format(number=frame.heading.number)
        return max(width(number, _NUMBER.size, bold=True) + 10, 110)

    def _draw_title(self, frame: Frame, pen: Pen, y: float) -> None:
        """Draw shop and title side by side, or the shop above the title where its name is long."""
        text, size = self._title(frame)
        middle = (frame.paper.left + frame.paper.right) / 2
        if size >= _SMALLEST_TITLE:
            pen.text((middle, y - 7), text, Ink(size=size, bold=True), Align.CENTRE)
            return
        _draw_shop(pen, frame.heading.shop.name, (middle, y + 1), frame.paper.width - 2 * self._side(frame), Align.CENTRE)
        pen.text((middle, y - 16), frame.heading.title, Ink(size=16, bold=True), Align.CENTRE)

    def _title(self, frame: Frame) -> tuple[str, float]:
        """Return shop and title, and the size that the room between the sides allows."""
        text = printable("  ".join(filter(None, (frame.heading.shop.name, frame.heading.title)))).replace("\n", " ")
        room = frame.paper.width - 2 * self._side(frame)
        return text, min(17.0, 17.0 * room / max(width(text, 17, bold=True), 1))

    def _contact_beside(self, frame: Frame) -> bool:
        text, size = self._title(frame)
        if size < _SMALLEST_TITLE:
            return False
        room = (frame.paper.width - width(text, size, bold=True)) / 2 - 8
        return max(width(frame.heading.shop.address, frame.small.size), width(frame.hotline(), frame.small.size, bold=True)) <= room


class FramedHead:
    """A certificate: two frames round the page, the shop over a line, the title spaced in the middle.

    A long shop name takes the room of the hotline, which stands further below too.
    """

    copy_at_edge = False

    def height(self, frame: Frame, *, first: bool) -> float:
        """Return the room; the other pages carry title and number on one line."""
        return _FRAMED_HEAD if first else _LATER_HEAD + 4

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
        self._spaced(frame, pen, y - 39)
        pen.text(((paper.left + paper.right) / 2, y - 56), heading.beside, frame.small, Align.CENTRE)
        number = frame.t.context("paper", "No. {number}").format(number=heading.number) if heading.number else ""
        pen.text((paper.right, y - 56), number, _NUMBER, Align.RIGHT)

    def _spaced(self, frame: Frame, pen: Pen, y: float) -> None:
        """Draw the title; Chinese characters stand apart."""
        title, middle = frame.heading.title, (frame.paper.left + frame.paper.right) / 2
        if title.isascii():
            pen.text((middle, y), title, replace(_CERTIFICATE, size=20), Align.CENTRE)
            return
        step = _CERTIFICATE.size * 1.35
        x = middle - step * (len(title) - 1) / 2
        for character in title:
            pen.text((x, y), character, _CERTIFICATE, Align.CENTRE)
            x += step

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
