"""The kit of all papers: shop, title and number at the top, sections, grids and signatures, page and printing below."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas

from dealer_crm.documents.pdf import grids
from dealer_crm.documents.pdf.fonts import faces, missing, printable, width
from dealer_crm.documents.pdf.grids import NEEDLE, TIGHT, Column, Field, Look
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import FRAME, LABEL, Align, Ink, Pen
from dealer_crm.documents.pdf.pieces import Draw, Grid, Piece, draw_page, gap, paginated
from dealer_crm.documents.pdf.wrapping import fitted, lines
from dealer_crm.i18n import translator

_TITLE = Ink(size=20, bold=True, leading=26)
_SHOP = Ink(size=11.5, bold=True, leading=16)
_SMALL = Ink(size=8.5, colour=LABEL, leading=12)
_NUMBER = Ink(size=10, bold=True, leading=14)
_SECTION = Ink(size=11.5, bold=True, leading=16)
_HEAD = 44.0
_LATER_HEAD = 24.0
_CONTACT = 12.0
_FOOT = 17.0
_BOX = 8.2


@dataclass(frozen=True)
class Heading:
    """What stands at the top of a paper: its name, its number, the shop."""

    title: str
    number: str
    shop: ShopHead
    subject: str = ""


class Sheet:
    """One paper that is being written from top to bottom; `bytes()` gives the PDF. `tight` rows save a page."""

    def __init__(self, setup: PageSetup, heading: Heading, *, tight: bool = False) -> None:
        faces()
        self.t = translator(setup.language)
        self._setup = setup
        self._heading = heading
        self._paper = setup.paper
        self._look = self._suited(TIGHT if tight else Look())
        self._small = replace(_SMALL, colour=self._look.label.colour)
        self._pieces: list[Piece] = []
        self._missing: dict[str, None] = {}
        self._seen(heading.title, heading.number, *vars(heading.shop).values(), *setup.copies, setup.printed_by)

    @property
    def pages(self) -> int:
        """The number of pages so far."""
        return len(self._paginated())

    @property
    def missing(self) -> str:
        """The characters drawn as □ so far."""
        return "".join(self._missing)

    def section(self, title: str, aside: str = "", *, kept: bool = False) -> None:
        """Begin a section; its title stays with what follows. A `kept` one takes the end of the section before it along."""
        self._seen(title, aside)
        if kept and self._pieces:
            self._pieces[-1].glued = True
        left, right = self._paper.left, self._paper.right

        def draw(pen: Pen, y: float) -> None:
            pen.text((left, y - _SECTION.drop), title, _SECTION)
            pen.text((right, y - _SECTION.drop), aside, self._small, Align.RIGHT)

        self._pieces += [gap(self._look.section_gap, glued=kept), Piece(_SECTION.leading + 2, draw, glued=True)]

    def fields(self, rows: Sequence[Sequence[Field]]) -> None:
        """Add a grid of labels and values, one or two a row."""
        self._seen(*(text for row in rows for field in row for text in (field.label, field.value)))
        self._pieces += grids.field_grid(rows, (self._paper.left, self._paper.right), self._look)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Add a table."""
        self._seen(*(column.title for column in columns), *(text for row in rows for text in row))
        self._pieces += grids.table(columns, rows, (self._paper.left, self._paper.right), self._look)

    def paragraph(self, text: str) -> None:
        """Add running text that stays with what follows."""
        self._seen(text)
        ink = replace(self._look.value, size=self._look.value.size - 1, leading=self._look.value.leading - 0.4)
        left = self._paper.left
        for line in lines(text, self._paper.width, ink.size):
            self._pieces.append(Piece(ink.leading, _line_of_text(left, line, ink), glued=True))

    def ticks(self, choices: Sequence[tuple[str, bool]]) -> None:
        """Add boxes side by side, each with its words, ticked or to be ticked; they stay with what follows."""
        self._seen(*(words for words, _ in choices))
        ink = replace(self._look.value, size=self._look.value.size - 1)

        def draw(pen: Pen, y: float) -> None:
            x = self._paper.left
            for words, ticked in choices:
                _box(pen, x, y - ink.leading / 2, ticked=ticked)
                pen.text((x + _BOX + 4, y - ink.drop), words, ink)
                x += _BOX + 4 + width(words, ink.size) + 20

        self._pieces += [gap(3, glued=True), Piece(ink.leading, draw, glued=True)]

    def signatures(self, labels: Sequence[str], date_line: str) -> None:
        """Add boxes to sign in, with a date line in each; they are never torn from what stands above."""
        self._seen(*labels, date_line)
        if self._pieces:
            self._pieces[-1].glued = True
        height = 46.0 if self._paper.continuous else 58.0
        left, step = self._paper.left, self._paper.width / len(labels)

        def draw(pen: Pen, y: float) -> None:
            for number, label in enumerate(labels):
                x = left + number * step
                pen.text((x + 6, y - 4 - _SMALL.drop), label, self._look.label)
                pen.text((x + 6, y - height + 7), date_line, self._look.label)
                if number:
                    pen.line((x, y), (x, y - height))

        grid = Grid(left, self._paper.right)
        self._pieces += [gap(6, glued=True), Piece(height, draw, grid=grid)]

    def gap(self, height: float) -> None:
        """Add empty room."""
        self._pieces.append(gap(height))

    def bytes(self) -> bytes:
        """Return the PDF; the same sheet gives the same bytes."""
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=self._paper.size, invariant=1, pageCompression=1, lang=_TAGS[self.t.language])
        canvas.setTitle(f"{self._heading.title} {self._heading.number}".strip())
        canvas.setAuthor(self._heading.shop.name)
        canvas.setSubject(self._heading.subject or self._heading.title)
        canvas.setCreator("dealer-crm")
        canvas.setViewerPreference("PrintScaling", "None")
        pages = self._paginated()
        for number, page in enumerate(pages, 1):
            pen = Pen()
            top = self._first_head(pen) if number == 1 else self._later_head(pen)
            draw_page(page, pen, top)
            self._foot(pen, number, len(pages))
            pen.onto(canvas)
            canvas.showPage()
        canvas.save()
        return target.getvalue()

    def _paginated(self) -> list[list[Piece]]:
        body = self._paper.top - self._paper.bottom - _FOOT
        return paginated(self._pieces, body - self._head(), body - _LATER_HEAD)

    def _seen(self, *texts: str) -> None:
        for text in texts:
            self._missing.update(dict.fromkeys(missing(text)))

    def _suited(self, look: Look) -> Look:
        """Return the look for the paper; a long cell takes at most two thirds of a page."""
        look = NEEDLE if self._paper.continuous else look
        body = self._paper.top - self._paper.bottom - _FOOT - _LATER_HEAD
        return replace(look, most_lines=max(int(body * 2 / 3 / look.value.leading), 3))

    def _first_head(self, pen: Pen) -> float:
        """Draw title and number at the left, the shop at the right, over a strong line; return where the content begins."""
        heading, left, right = self._heading, self._paper.left, self._paper.right
        y = self._paper.top - _HEAD + 10
        pen.text((left, y + 6), heading.title, _TITLE)
        pen.text((left + width(heading.title, _TITLE.size, bold=True) + 12, y + 6), heading.number, _NUMBER)
        pen.text((right, y + 20), fitted(heading.shop.name, self._beside(), _SHOP.size, bold=True), _SHOP, Align.RIGHT)
        pen.line((left, y - 3), (right, y - 3), FRAME * 1.6)
        if self._contact_below():
            pen.text((left, y - 14), fitted(self._contact(), self._paper.width, self._small.size), self._small)
        else:
            pen.text((right, y + 6), self._contact(), self._small, Align.RIGHT)
        return self._paper.top - self._head()

    def _head(self) -> float:
        return _HEAD + (_CONTACT if self._contact_below() else 0)

    def _beside(self) -> float:
        """Return the room at the right of title and number."""
        taken = width(self._heading.title, _TITLE.size, bold=True) + width(self._heading.number, _NUMBER.size, bold=True)
        return self._paper.width - taken - 26

    def _contact(self) -> str:
        shop = self._heading.shop
        hotline = self.t("Hotline {number}").format(number=shop.hotline) if shop.hotline else ""
        return printable("   ".join(filter(None, (shop.address, hotline)))).replace("\n", " ")

    def _contact_below(self) -> bool:
        """Tell whether address and hotline need a line of their own."""
        return width(self._contact(), self._small.size) > self._beside()

    def _later_head(self, pen: Pen) -> float:
        """Draw title and number on one line; return where the content begins."""
        y = self._paper.top - 12
        pen.text((self._paper.left, y), self._heading.title, _NUMBER)
        pen.text((self._paper.right, y), self._heading.number, _NUMBER, Align.RIGHT)
        pen.line((self._paper.left, y - 5), (self._paper.right, y - 5), FRAME)
        return self._paper.top - _LATER_HEAD

    def _foot(self, pen: Pen, number: int, pages: int) -> None:
        """Draw the copies (or what □ means) at the left, page and printing at the right."""
        setup, paper, t = self._setup, self._paper, self.t
        parts = [t("Page {number} / {pages}").format(number=number, pages=pages)]
        if setup.printed_at:
            parts.append(t("Printed {moment}").format(moment=setup.printed_at.strftime("%Y-%m-%d %H:%M")))
        if setup.printed_by:
            parts.append(setup.printed_by)
        if setup.times > 1:
            parts.append(t("print no. {times}").format(times=setup.times))
        right = "  ".join(parts)
        left = t("□ stands for a character that cannot be printed.") if self._missing else "  ".join(setup.copies)
        pen.text((paper.right, paper.bottom), right, self._small, Align.RIGHT)
        pen.text((paper.left, paper.bottom), fitted(left, paper.width - width(right, self._small.size) - 16, self._small.size), self._small)


_TAGS = {"zh": "zh-CN", "en": "en"}


def _line_of_text(x: float, line: str, ink: Ink) -> Draw:
    def draw(pen: Pen, y: float) -> None:
        pen.text((x, y - ink.drop), line, ink)

    return draw


def _box(pen: Pen, x: float, middle: float, *, ticked: bool) -> None:
    low = middle - _BOX / 2
    pen.frame((x, low, _BOX, _BOX), 0.7)
    if ticked:
        pen.polyline([(x + 1.6, middle), (x + 3.4, low + 1.8), (x + _BOX - 1.4, low + _BOX - 1.8)], 1.2)
