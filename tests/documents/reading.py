"""Reads papers back: their words, fonts, inks, and where something is drawn."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from PIL import Image
from pypdf import PdfReader
from pypdfium2 import PdfDocument, raw  # type: ignore[import-untyped]

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


@dataclass(frozen=True)
class Letter:
    """A character and where its ink stands on the page, in points from the lower left corner."""

    sign: str
    left: float
    lower: float
    right: float
    upper: float

    def covers(self, other: Letter) -> bool:
        """Tell whether both lie over each other by more than the overhang of a letter."""
        across = min(self.right, other.right) - max(self.left, other.left)
        above = min(self.upper, other.upper) - max(self.lower, other.lower)
        smaller = min((one.right - one.left) * (one.upper - one.lower) for one in (self, other))
        return across > 0.4 and above > 0.4 and across * above > smaller * 0.12


@dataclass(frozen=True)
class Ink:
    """What a page holds: its size, its letters, and its pictures and codes."""

    size: tuple[float, float]
    letters: list[Letter]
    pictures: list[Letter]


def inks(pdf: bytes) -> list[Ink]:
    """Return the letters of every page by their places in the file."""
    document = PdfDocument(pdf)
    try:
        return [_ink(page) for page in document]
    finally:
        document.close()


def _ink(page: Any) -> Ink:
    text = page.get_textpage()
    letters = []
    for number in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, number)
        box = text.get_charbox(number)
        if code > 32 and not raw.FPDFText_IsGenerated(text, number) and box[2] > box[0]:
            letters.append(Letter(chr(code), *box))
    text.close()
    pictures = [Letter("#", *thing.get_bounds()) for thing in page.get_objects() if _is_picture(thing)]
    size = page.get_size()
    page.close()
    return Ink(size, letters, pictures)


def _is_picture(thing: Any) -> bool:
    return bool(thing.type == raw.FPDF_PAGEOBJ_IMAGE or thing.type == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPath_CountSegments(thing) > 100)


def assert_apart(pdf: bytes, paper: Paper) -> None:
    """Every page has the size of its paper; all letters stand where printers reach, none over another one or over a picture."""
    side, end = (36.0, 18.0) if paper.continuous else (14.0, 14.0)
    for number, ink in enumerate(inks(pdf)):
        assert all(abs(found - meant) < 0.02 for found, meant in zip(ink.size, paper.size, strict=True)), (ink.size, paper.size)
        for letter in (*ink.letters, *ink.pictures):
            assert side <= letter.left, (number, letter)
            assert letter.right <= paper.across - side, (number, letter)
            assert end <= letter.lower, (number, letter)
            assert letter.upper <= paper.above - end, (number, letter)
        assert _overlapping(ink) == [], number


def _overlapping(ink: Ink) -> list[tuple[Letter, Letter]]:
    ordered = sorted((*ink.letters, *ink.pictures), key=lambda letter: letter.left)
    found, open_ = [], list[Letter]()
    for letter in ordered:
        open_ = [other for other in open_ if other.right > letter.left]
        found += [(other, letter) for other in open_ if other.covers(letter)]
        open_.append(letter)
    return found
