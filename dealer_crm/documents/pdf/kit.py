"""The kit of all papers: shop, title and number at the top, sections, grids and signatures, page and printing below."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from reportlab.pdfgen.canvas import Canvas

from dealer_crm.documents.pdf import grids
from dealer_crm.documents.pdf.cells import Content, Ticks, ticks_cell
from dealer_crm.documents.pdf.feet import copy_label, draw_copy_name, draw_foot, foot_height, foot_words
from dealer_crm.documents.pdf.fonts import faces, missing, width
from dealer_crm.documents.pdf.frames import Frame, Heading
from dealer_crm.documents.pdf.grids import Band, Column, Field, Row, Slot
from dealer_crm.documents.pdf.heads import Head, PlainHead
from dealer_crm.documents.pdf.looks import NEEDLE, OFFICE, PAD, Look
from dealer_crm.documents.pdf.pages import PageSetup
from dealer_crm.documents.pdf.pen import Align, Ink, Pen
from dealer_crm.documents.pdf.pieces import Draw, Piece, draw_page, gap, page_break, paginated
from dealer_crm.documents.pdf.rows import open_row
from dealer_crm.documents.pdf.signing import SignBox, signature_row
from dealer_crm.documents.pdf.spare_fonts import BOX
from dealer_crm.documents.pdf.wrapping import fitted, lines
from dealer_crm.domain.paper_templates import PaperTemplate
from dealer_crm.domain.printing import PaperTooSmall
from dealer_crm.i18n import LANGUAGES, translator

_SIGN_HEIGHT = 58.0
_NEEDLE_SIGN_HEIGHT = 46.0
_HAIR = 0.5
_TOGETHER = 4
"""Lines of a remark that are not parted."""
_SMALLEST, _SMALLEST_NEEDLE = 8.5, 9.0
Item = TypeVar("Item")


class Sheet:
    """One paper that is being written from top to bottom; `bytes()` gives the PDF."""

    def __init__(self, setup: PageSetup, heading: Heading, *, look: Look = OFFICE, head: Head | None = None) -> None:
        faces()
        self.t = translator(setup.language)
        self._setup = setup
        self._heading = heading
        self._paper = setup.paper
        self._head = head or PlainHead()
        self._pieces: list[Piece] = []
        self._missing: dict[str, None] = {}
        self.look = self._suited(look)
        self._seen_around()

    @property
    def pages(self) -> int:
        """The number of pages of one copy so far."""
        return len(self._paginated())

    @property
    def template(self) -> PaperTemplate:
        """What the shop chose for the kind of paper."""
        return self._setup.template

    @property
    def missing(self) -> str:
        """The characters drawn as □ so far."""
        return "".join(self._missing)

    @property
    def edges(self) -> tuple[float, float]:
        """Where the content begins and ends."""
        return self._paper.left, self._paper.right

    @property
    def room(self) -> float:
        """Height of what fits on the first page."""
        return self._body - self._head.height(self._frame, first=True)

    def shows(self, part: str) -> bool:
        """Tell whether a block of the paper is printed: the shop and the copy may leave it out."""
        return self._setup.template.shows(part) and part not in self._setup.copy.without

    def said(self, part: str, usual: str = "") -> str:
        """Return the shop's own text of a part, or the usual one."""
        return self._setup.template.said(part, self.t.language, usual)

    def columns(self, columns: Mapping[str, Item]) -> dict[str, Item]:
        """Return the columns of a table, by their codes, as the shop ordered them and without what the copy leaves out."""
        return self._setup.template.ordered(columns, self._setup.copy)

    def signs(self, signs: Mapping[str, SignBox]) -> dict[str, SignBox]:
        """Return the boxes to sign in, by their codes, without those that are left out."""
        return {code: sign for code, sign in signs.items() if self.shows(code)}

    def section(self, title: str, aside: str = "", *, kept: bool = False) -> None:
        """Begin a section; its title stays with what follows. A `kept` one takes the end of the section before it along."""
        self.seen(title, aside)
        if kept and self._pieces:
            self._pieces[-1].glued = True
        left, right = self.edges
        ink, small = self.look.section, self._frame.small
        room = right - left - width(title, ink.size, bold=True) - 16

        def draw(pen: Pen, y: float) -> None:
            pen.text((left, y - ink.drop), title, ink)
            pen.text((right, y - ink.drop), fitted(aside, room, small.size), small, Align.RIGHT)

        self._pieces += [gap(self.look.section_gap, glued=kept), Piece(ink.leading + 2, draw, glued=True)]

    def fields(self, rows: Sequence[Sequence[Field]], *, label_share: float = 0) -> None:
        """Add a grid of labels and values, one or two a row."""
        self.seen(*(text for row in rows for field in row for text in (field.label, *_texts(field.value))))
        look = replace(self.look, label_share=label_share) if label_share else self.look
        self._pieces += grids.field_grid(rows, self.edges, look)

    def slots(self, rows: Sequence[Sequence[Slot]], shares: Sequence[float], *, ruled: bool = True) -> None:
        """Add labels with their values below them, on columns of the given shares."""
        self.seen(*(text for row in rows for slot in row for text in (slot.label, slot.value, slot.aside)))
        edges = grids.shared_edges(shares, self.edges)
        self._pieces += grids.slot_grid(rows, edges, self.look, above=True) if ruled else grids.open_slots(rows, edges, self.look)

    def table(self, columns: Sequence[Column], rows: Sequence[Row], *, least: float = 0) -> None:
        """Add a table, its rows at least so high."""
        self.seen(*(column.title for column in columns))
        for row in rows:
            self.seen(*([row.text] if isinstance(row, Band) else (text for content in row for text in _texts(content))))
        self._pieces += grids.table(columns, rows, self.edges, replace(self.look, least=least))

    def paragraph(self, text: str) -> None:
        """Add running text that stays with what follows."""
        self.seen(text)
        ink = replace(self.look.value, size=max(self.look.value.size - 1, 9), leading=self.look.value.leading - 0.4)
        left = self._paper.left
        for line in lines(text, self._paper.width, ink.size):
            self._pieces.append(Piece(ink.leading, _line_of_text(left, line, ink), glued=True))

    def add_note(self, text: str) -> None:
        """Add a small remark that belongs to what stands above."""
        self.seen(text)
        if self._pieces:
            self._pieces[-1].glued = True
        ink = self._frame.small
        written = lines(text, self._paper.width, ink.size)
        last, left = len(written) - 1, self._paper.left
        short = last < _TOGETHER
        pieces = [Piece(ink.leading, _line_of_text(left, line, ink), glued=short and at < last) for at, line in enumerate(written)]
        self._pieces += [gap(2, glued=True), *pieces]

    def ticks(self, choices: Sequence[tuple[str, bool]], *, across: int = 0) -> None:
        """Add boxes side by side or on so many columns, each with its words, ticked or not; they stay with what follows."""
        ticks = Ticks(tuple(choices), across=across)
        self.seen(*ticks.texts)
        left, right = self.edges
        self._pieces += [
            gap(3, glued=True),
            open_row([ticks_cell((left - PAD, right + PAD), ticks, self.look)], self.look),
            gap(3, glued=True),
        ]

    def signatures(self, boxes: Mapping[str, SignBox] | Sequence[str | SignBox], date_line: str = "", *, height: float = 0) -> None:
        """Add boxes to sign in, `date_line` where a box has none; they are never torn from what stands above.

        Boxes that are given by their codes can be left out.
        """
        shown = list(self.signs(boxes).values()) if isinstance(boxes, Mapping) else boxes
        if not shown:
            return
        if self._pieces:
            self._pieces[-1].glued = True
        signs = [SignBox(each) if isinstance(each, str) else each for each in shown]
        signs = [replace(sign, date_line=sign.date_line or date_line) for sign in signs]
        edges = grids.shared_edges([sign.share for sign in signs], self.edges)
        self.add(gap(6, glued=True), self.signing(signs, edges, height))

    def signing(self, signs: Sequence[SignBox], edges: Sequence[float], height: float = 0) -> Piece:
        """Return boxes to sign in between the given lines."""
        self.seen(*(text for sign in signs for text in (sign.label, sign.name, sign.date_line, sign.seal, *sign.ticks)))
        usual = _NEEDLE_SIGN_HEIGHT if self._setup.needles else _SIGN_HEIGHT
        return signature_row(signs, edges, self.look, height or usual)

    def gap(self, height: float) -> None:
        """Add empty room."""
        self._pieces.append(gap(height))

    def end_page(self) -> None:
        """Let what follows begin on another page."""
        self._pieces.append(page_break())

    def add(self, *pieces: Piece) -> None:
        """Add what a paper draws by itself; its texts are told to `seen`."""
        self._pieces += pieces

    def seen(self, *texts: str) -> None:
        """Note which characters of the texts cannot be printed."""
        for text in texts:
            self._missing.update(dict.fromkeys(missing(text)))

    def bytes(self, *others: Sheet) -> bytes:
        """Return the PDF, other sheets behind this one, each with its own count of pages; the same sheets give the same bytes."""
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=self._paper.size, invariant=1, pageCompression=1, lang=LANGUAGES[self.t.language].tag)
        canvas.setTitle(f"{self._frame.name} {self._heading.number}".strip())
        canvas.setAuthor(self._heading.shop.name)
        canvas.setSubject(self._heading.subject or self._frame.name)
        canvas.setCreator("dealer-crm")
        lost = "".join(dict.fromkeys("".join(sheet.missing for sheet in (self, *others))))
        if lost:
            canvas.setKeywords(BOX + lost)
        canvas.setViewerPreference("PrintScaling", "None")
        for sheet in (self, *others):
            sheet.draw(canvas)
        canvas.save()
        return target.getvalue()

    def draw(self, canvas: Canvas) -> None:
        """Draw all copies of the sheet, page after page."""
        for copy in self._setup.copies or ("",):
            self._draw_copy(canvas, copy)

    def _draw_copy(self, canvas: Canvas, copy: str) -> None:
        pages = self._paginated()
        left = self._left(copy)
        if copy:
            canvas.addPageLabel(canvas.getPageNumber() - 1, style="ARABIC", start=1, prefix=f"{copy} ")
        for number, page in enumerate(pages, 1):
            pen = Pen()
            self._head.draw(self._frame, pen, first=number == 1)
            draw_page(page, pen, self._paper.top - self._head.height(self._frame, first=number == 1))
            draw_foot(self._frame, pen, self._place(number, len(pages)), left)
            if self._head.copy_at_edge:
                draw_copy_name(self._frame, pen, copy)
            pen.onto(canvas)
            canvas.showPage()

    def _place(self, number: int, pages: int) -> str:
        return self.t("Page {number} / {pages}").format(number=number, pages=pages)

    def _left(self, copy: str) -> str:
        return foot_words(self._frame, copy, at_edge=self._head.copy_at_edge, missing=bool(self._missing))

    @property
    def _body(self) -> float:
        """Height between head and foot with the head; the foot is as high as the highest of all copies."""
        page = self._place(888, 888)
        foot = max(foot_height(self._frame, self._left(copy), page) for copy in self._setup.copies or ("",))
        return self._paper.top - self._paper.bottom - foot

    def _paginated(self) -> list[list[Piece]]:
        """Return the pages. Raises PaperTooSmall where something is higher than a page."""
        first, other = self.room, self._body - self._head.height(self._frame, first=False)
        pages = paginated(self._pieces, first, other)
        for number, page in enumerate(pages):
            if sum(piece.height for piece in page) > (other if number else first) + _HAIR:
                raise PaperTooSmall
        return pages

    def _suited(self, look: Look) -> Look:
        """Return the look for the printer and the size of letters that was chosen; a long cell takes at most two thirds of a page."""
        needles = self._setup.needles
        look = replace(NEEDLE, above=min(NEEDLE.above, look.above)) if needles else look
        look = look.scaled(self._setup.template.text_scale, _SMALLEST_NEEDLE if needles else _SMALLEST)
        self._frame = Frame(self._heading, self._setup, look)
        body = self._body - self._head.height(self._frame, first=False)
        return replace(look, most_lines=max(int(body * 2 / 3 / look.value.leading), 3))

    def _seen_around(self) -> None:
        """Note what head and foot say."""
        setup, heading = self._setup, self._heading
        names = (copy_label(setup, name) for name in (*setup.copies, *setup.passed))
        said = (setup.copy.remark.said(setup.language), setup.template.said("remark", setup.language), setup.printed_by)
        self.seen(self._frame.name, heading.number, heading.beside, *vars(heading.shop).values(), *names, *said)


def _texts(content: Content) -> tuple[str, ...]:
    return (content,) if isinstance(content, str) else content.texts


def _line_of_text(x: float, line: str, ink: Ink) -> Draw:
    def draw(pen: Pen, y: float) -> None:
        pen.text((x, y - ink.drop), line, ink)

    return draw
