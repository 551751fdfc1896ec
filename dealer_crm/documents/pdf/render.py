"""Turns the pages of a finished PDF into pictures: for the preview, the printer, the clipboard and tests."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from PIL import Image
from pypdfium2 import PdfBitmap, PdfDocument  # type: ignore[import-untyped]

from dealer_crm.documents.pdf.spare_fonts import BOX

ONE_AT_A_TIME = Lock()
"""pdfium may not be entered by two threads at once."""
_STRIKE = [0] * 168 + [255] * 88
"""A dot is struck where at least a third of it is covered: thin strokes and hairlines stay whole."""


@dataclass(frozen=True)
class PageImage:
    """A page as pixels: three bytes each, blue first, `stride` bytes a line (QImage.Format_BGR888)."""

    width: int
    height: int
    stride: int
    data: bytes


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    with opened(pdf) as document:
        return len(document)


def missing_of(pdf: bytes) -> str:
    """Return the characters that stand as □ on a finished paper because no font has them, each once; '' where all are drawn."""
    with opened(pdf) as document:
        noted: str = document.get_metadata_value("Keywords")
    return noted.removeprefix(BOX) if noted.startswith(BOX) else ""


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return width and height of every page, in points."""
    with opened(pdf) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def page_copies(pdf: bytes) -> list[str]:
    """Return for every page which copy (联) it belongs to, as its label in the file says; '' where a paper has none."""
    with opened(pdf) as document:
        return [str(document.get_page_label(number)).rpartition(" ")[0] for number in range(len(document))]


def page_image(pdf: bytes, page: int, dpi: float) -> PageImage:
    """Return one page (0 = first) as a picture; a preview asks for one after the other."""
    with opened(pdf) as document:
        return _image(_bitmap(document, page, dpi))


def page_dots(pdf: bytes, page: int, dpi: float) -> PageImage:
    """Return one page (0 = first) in black and white, eight dots a byte (QImage.Format_Mono, 1 = white), as needles strike it."""
    with opened(pdf) as document:
        grey = document[page].render(scale=dpi / 72, grayscale=True, may_draw_forms=False).to_pil()
    dots = grey.point(_STRIKE, "1")
    return PageImage(dots.width, dots.height, -(-dots.width // 8), dots.tobytes())


def png(pdf: bytes, page: int = 0, dpi: float = 144) -> bytes:
    """Return one page (0 = first) as a PNG file, as messengers take it from the clipboard."""
    with opened(pdf) as document:
        target = io.BytesIO()
        _bitmap(document, page, dpi).to_pil().save(target, "PNG", dpi=(dpi, dpi))
        return target.getvalue()


def dots_png(pdf: bytes, page: int, dpi: int) -> bytes:
    """Return one page (0 = first) as a PNG file in black and white, as needles strike it."""
    found, target = page_dots(pdf, page, dpi), io.BytesIO()
    Image.frombytes("1", (found.width, found.height), found.data).save(target, "PNG", dpi=(dpi, dpi))
    return target.getvalue()


@contextmanager
def opened(pdf: bytes) -> Iterator[PdfDocument]:
    """Open a finished paper for one thread at a time."""
    with ONE_AT_A_TIME:
        document = PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def _bitmap(document: PdfDocument, page: int, dpi: float) -> PdfBitmap:
    return document[page].render(scale=dpi / 72, prefer_bgrx=False, may_draw_forms=False)


def _image(bitmap: PdfBitmap) -> PageImage:
    return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
