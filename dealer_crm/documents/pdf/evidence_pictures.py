"""Photos and scans as pages of an evidence pack: two photos a page with caption and time, a page of a scan on one page."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from reportlab.lib.utils import ImageReader

from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import FRAME, Align, Ink, Pen
from dealer_crm.documents.pdf.pieces import Piece
from dealer_crm.documents.pdf.wrapping import lines
from dealer_crm.domain.printing import PaperTooSmall
from dealer_crm.i18n import translator

_CAPTION = Ink(size=10, bold=True, leading=14)
_NOTE = Ink(size=9, leading=12)
_TROUBLE = Ink(size=10.5, leading=15)
_MOST_LINES = 3
_BELOW = 10.0
_LEAST = 100.0
"""So small a picture proves nothing any more."""
_LATER = 26.0
"""What the head of a later page may take more than that of the first one, so that all pages hold the same."""


@dataclass(frozen=True)
class PictureLine:
    """A picture with its caption and what is known of its time; `trouble` says why it cannot be shown."""

    caption: str
    note: str = ""
    picture: bytes = field(default=b"", repr=False)
    trouble: str = ""


@dataclass(frozen=True)
class PicturesData:
    """Pictures in their order; `title` names the paper, `number` is that of the case."""

    shop: ShopHead
    number: str
    title: str
    lines: tuple[PictureLine, ...] = ()


def photo_pages(data: PicturesData, page: PageSetup) -> bytes:
    """Render photos, two a page; same data, same bytes."""
    return in_copies(page, lambda copy: _written(data, copy, 2))


def scan_pages(data: PicturesData, page: PageSetup) -> bytes:
    """Render scans, one a page; same data, same bytes."""
    return in_copies(page, lambda copy: _written(data, copy, 1))


def _written(data: PicturesData, page: PageSetup, on_page: int) -> Sheet:
    t = translator(page.language)
    title = data.title or t.context("paper", "Photos")
    sheet = Sheet(page, Heading(title, data.number, data.shop, usual=False))
    height = (sheet.room - _LATER) / on_page
    for number, line in enumerate(data.lines):
        if number and not number % on_page:
            sheet.end_page()
        sheet.seen(line.caption, line.note, line.trouble)
        sheet.add(_piece(line, sheet.edges, height))
    return sheet


def _piece(line: PictureLine, edges: tuple[float, float], height: float) -> Piece:
    left, right = edges
    caption = _few(line.caption, right - left, _CAPTION)
    note = _few(line.note, right - left, _NOTE)
    said = len(caption) * _CAPTION.leading + len(note) * _NOTE.leading + _BELOW
    room = height - said - _BELOW
    if min(room, right - left) < _LEAST:
        raise PaperTooSmall

    def draw(pen: Pen, y: float) -> None:
        y -= _BELOW
        if line.picture and not line.trouble:
            _picture(pen, line.picture, (left, y - room, right - left, room))
        else:
            _trouble(pen, line.trouble, (left, y - room, right - left, room))
        y -= room + 2
        for texts, ink in ((caption, _CAPTION), (note, _NOTE)):
            for text in texts:
                pen.text((left, y - ink.drop), text, ink)
                y -= ink.leading

    return Piece(height, draw)


def _few(text: str, room: float, ink: Ink) -> list[str]:
    found = lines(text, room, ink.size, bold=ink.bold) if text else []
    return found if len(found) <= _MOST_LINES else [*found[: _MOST_LINES - 1], found[_MOST_LINES - 1][:-1] + "…"]


def _picture(pen: Pen, data: bytes, room: tuple[float, float, float, float]) -> None:
    """Draw a picture as large as the room allows, at its left end and its top."""
    image = ImageReader(io.BytesIO(data))
    across, above = image.getSize()
    x, y, wide, high = room
    scale = min(wide / across, high / above)
    pen.picture((x, y + high - above * scale, across * scale, above * scale), image)


def _trouble(pen: Pen, words: str, room: tuple[float, float, float, float]) -> None:
    """Draw a frame that says what could not be shown."""
    x, y, wide, high = room
    pen.frame(room, FRAME)
    written = lines(words, wide - 60, _TROUBLE.size)
    top = y + high / 2 + len(written) * _TROUBLE.leading / 2
    for number, line in enumerate(written):
        pen.text((x + wide / 2, top - number * _TROUBLE.leading - _TROUBLE.drop), line, _TROUBLE, Align.CENTRE)
