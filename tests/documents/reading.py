"""Reads papers back: their words, fonts, inks, and where something is drawn."""

from __future__ import annotations

import io
import re
from typing import Any

from PIL import Image
from pypdf import PdfReader

from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.documents.pdf.render import page_count, png


def read(pdf: bytes) -> PdfReader:
    """Open a paper."""
    return PdfReader(io.BytesIO(pdf))


def page_words(pdf: bytes) -> list[str]:
    """Return the text of every page without its spaces."""
    return ["".join(page.extract_text().split()) for page in read(pdf).pages]


def words(pdf: bytes) -> str:
    """Return the whole text without its spaces."""
    return "".join(page_words(pdf))


def font_names(pdf: bytes) -> set[str]:
    """Return the names of all fonts; each is embedded and can be searched."""
    found = set()
    for page in read(pdf).pages:
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        for font in fonts.values():
            font = font.get_object()
            found.add(str(font["/BaseFont"]))
            assert "/FontFile2" in font["/FontDescriptor"].get_object()
            assert "/ToUnicode" in font
    return found


def operators(pdf: bytes) -> str:
    """Return the drawing operators of all pages."""
    contents = [page.get_contents() for page in read(pdf).pages]
    return "\n".join(content.get_data().decode("latin-1") for content in contents if content is not None)


def font_sizes(pdf: bytes) -> set[float]:
    """Return the sizes of all texts in points."""
    return {float(size) for size in re.findall(r"/F\S+ ([\d.]+) Tf", operators(pdf))}


def colours(pdf: bytes) -> set[str]:
    """Return the inks of all fills and strokes, black left out."""
    return {ink.strip() for ink, _ in re.findall(r"([\d. ]+) (rg|RG)\b", operators(pdf))} - {"0 0 0"}


def ink_box(pdf: bytes, page: int) -> tuple[float, float, float, float]:
    """Return left, upper, right and lower end of what is drawn, in points from the upper left corner."""
    picture = Image.open(io.BytesIO(png(pdf, page, 72))).convert("L").point(lambda value: 255 if value < 160 else 0)
    box = picture.getbbox()
    assert box is not None
    return box


def assert_printable(pdf: bytes, paper: Paper) -> None:
    """Nothing stands on the strips of continuous paper, nor within 5 mm of the edges of a sheet."""
    across, above = paper.size
    side, end = (36.0, 11.0) if paper.continuous else (14.0, 14.0)
    for page in range(page_count(pdf)):
        left, upper, right, lower = ink_box(pdf, page)
        assert left >= side, (page, left)
        assert right <= across - side, (page, right)
        assert upper >= end, (page, upper)
        assert lower <= above - end, (page, lower)
