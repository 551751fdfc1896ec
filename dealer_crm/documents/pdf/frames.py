"""What heads and feet of a paper know: its name, the shop, what was chosen for the kind of paper and for the copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dealer_crm.documents.pdf import pictures
from dealer_crm.documents.pdf.codes import QUIET, code_side, draw_code
from dealer_crm.documents.pdf.fonts import printable, width
from dealer_crm.documents.pdf.looks import Look
from dealer_crm.documents.pdf.pages import PageSetup, Paper, ShopHead
from dealer_crm.documents.pdf.pen import FRAME, INK, LABEL, Align, Ink, Pen
from dealer_crm.documents.pdf.wrapping import fitted
from dealer_crm.i18n import Translator, translator

NUMBER = Ink(size=10, bold=True, leading=14)
_MARK = Ink(size=11, bold=True, leading=14)
_MARK_PAD = 4.0
_SMALLEST = 9.0
LATER_HEAD = 24.0


@dataclass(frozen=True)
class Heading:
    """What stands at the top of a paper: its name, its number, the shop; `beside` is said beside the name.

    `usual` = the paper is what its kind is called, so that the shop's own title may stand for it. A return of goods on the form of a
    delivery keeps its name.
    """

    title: str
    number: str
    shop: ShopHead
    subject: str = ""
    beside: str = ""
    day: date | None = None
    usual: bool = True


@dataclass(frozen=True)
class Frame:
    """What a head and a foot are drawn with."""

    heading: Heading
    setup: PageSetup
    look: Look

    @property
    def paper(self) -> Paper:
        """The paper."""
        return self.setup.paper

    @cached_property
    def t(self) -> Translator:
        """Speaks the language of the page."""
        return translator(self.setup.language)

    @cached_property
    def small(self) -> Ink:
        """The ink of contacts and feet."""
        return Ink(size=9, colour=INK, leading=12) if self.setup.needles else Ink(size=8.5, colour=LABEL, leading=12)

    @cached_property
    def name(self) -> str:
        """What the paper is called: by the shop where it chose a name."""
        own = self.setup.template.title.said(self.setup.language) if self.heading.usual else ""
        return own or self.heading.title

    @cached_property
    def title(self) -> str:
        """The name as it is drawn."""
        return printable(self.name).replace("\n", " ")

    @cached_property
    def mark(self) -> str:
        """What a second print says of itself; '' on the first one."""
        return self.t.context("paper", "Reprint") if self.setup.marks and self.setup.times > 1 else ""

    @cached_property
    def mark_width(self) -> float:
        """The room of the mark with the gap before it."""
        return width(self.mark, _MARK.size, bold=True) + 2 * _MARK_PAD + 10 if self.mark else 0.0

    @cached_property
    def logo(self) -> pictures.Picture | None:
        """The shop's logo."""
        return pictures.logo(self.setup)

    @property
    def logo_height(self) -> float:
        """Height of the logo, 0 without one."""
        return self.logo.height if self.logo else 0.0

    @property
    def logo_room(self) -> float:
        """Width of the logo with the gap after it, 0 without one."""
        return self.logo.width + 10 if self.logo else 0.0

    @cached_property
    def code_side(self) -> float:
        """Side of the square of the code, 0 without one."""
        return code_side(self.paper, needles=self.setup.needles) if self.setup.code else 0.0

    @property
    def code_room(self) -> float:
        """Width of the square with the gap before it, 0 without one."""
        return self.code_side + QUIET + 2 if self.setup.code else 0.0

    def contact(self) -> str:
        """Return the shop's address and hotline on one line."""
        return printable("   ".join(filter(None, (self.heading.shop.address, self.hotline())))).replace("\n", " ")

    def hotline(self) -> str:
        """Return the number to call."""
        shop = self.heading.shop
        number = printable(shop.hotline or shop.phone)
        return self.t("Hotline {number}").format(number=number) if number else ""

    def draw_logo(self, pen: Pen, upper_left: tuple[float, float]) -> None:
        """Draw the logo where there is one."""
        if self.logo:
            pen.picture((upper_left[0], upper_left[1] - self.logo.height, self.logo.width, self.logo.height), self.logo.image)

    def draw_code(self, pen: Pen, upper_right: tuple[float, float]) -> None:
        """Draw the square of the code where there is one."""
        if self.setup.code:
            draw_code(pen, self.paper, self.setup.code, upper_right, needles=self.setup.needles)

    def draw_mark(self, pen: Pen, at: tuple[float, float]) -> None:
        """Draw the mark of a second print in a frame, from the end of the words before it."""
        if not self.mark:
            return
        x, y = at[0] + 10, at[1]
        wide = self.mark_width - 10
        pen.frame((x, y - 4, wide, _MARK.size + 5), FRAME)
        pen.text((x + _MARK_PAD, y), self.mark, _MARK)

    def later_height(self) -> float:
        """Return the room of the head of all pages but the first."""
        return self.code_side + 13 if self.setup.code else LATER_HEAD

    def later(self, pen: Pen) -> None:
        """Draw title and number on one line, the code at the right; above a long title stands the mark, where there is a code."""
        paper = self.paper
        line = paper.top - self.later_height() + 7
        y = line + 5
        right = paper.right - self.code_room
        number = fitted(self.heading.number, paper.width / 2, NUMBER.size, bold=True)
        wide = max(width(number, NUMBER.size, bold=True), width(self.setup.code, self.small.size))
        room = right - paper.left - wide - 16 - self.mark_width
        size = NUMBER.size if width(self.title, NUMBER.size, bold=True) <= room else _SMALLEST
        above = bool(self.setup.code) and width(self.title, size, bold=True) > room
        title = fitted(self.title, right - paper.left - width(self.setup.code, self.small.size) - 16 if above else room, size, bold=True)
        pen.text((paper.left, y), title, replace(NUMBER, size=size))
        self.draw_mark(pen, (paper.left - 10, y + 14) if above else (paper.left + width(title, size, bold=True), y))
        pen.text((right, y + (13 if self.setup.code else 0)), number, NUMBER, Align.RIGHT)
        pen.text((right, y), self.setup.code, self.small, Align.RIGHT)
        self.draw_code(pen, (paper.right, line + QUIET + self.code_side - 1))
        pen.line((paper.left, line), (paper.right, line), FRAME)
