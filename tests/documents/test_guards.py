"""Guards of papers that need no clock: each font stands in a file once, and is not copied whole for a few letters."""

import io
import tracemalloc
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject
from reportlab.pdfbase import pdfmetrics

from dealer_crm import resources
from dealer_crm.documents.pdf import fonts
from dealer_crm.documents.pdf.delivery_note import delivery_note
from dealer_crm.documents.pdf.pages import PageSetup, Paper
from tests.documents.notes import NOTE

WEIGHTS = 2


def _fonts_in(pdf: bytes) -> int:
    """Return how many font files a PDF carries."""
    reader = PdfReader(io.BytesIO(pdf))
    numbers: Any = reader.trailer["/Size"]
    found: list[Any] = [reader.get_object(number) for number in range(1, numbers)]
    descriptors = [one for one in found if isinstance(one, DictionaryObject) and one.get("/Type") == "/FontDescriptor"]
    return len({one.raw_get("/FontFile2").idnum for one in descriptors})


def _long() -> bytes:
    page = PageSetup(paper=Paper.CONT_241x140, copies=("存根", "客户", "财务"))
    return delivery_note(replace(NOTE, lines=NOTE.lines * 3), page)


def test_fonts_are_embedded_once_a_file() -> None:
    pdf = _long()
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 5
    assert _fonts_in(pdf) <= WEIGHTS


def test_sabotage_a_file_put_together_from_two_has_them_twice() -> None:
    writer = PdfWriter()
    for pdf in [_long()] * 2:
        writer.append(io.BytesIO(pdf))
    target = io.BytesIO()
    writer.write(target)
    assert _fonts_in(target.getvalue()) > WEIGHTS


def _most_memory() -> int:
    """Return the most that is held while a note is made, once fonts are known and words are measured."""
    page = PageSetup(paper=Paper.A4)
    delivery_note(NOTE, page)
    tracemalloc.start()
    try:
        delivery_note(NOTE, page)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _font_size() -> int:
    return resources.path("fonts", f"{fonts.REGULAR}.ttf").stat().st_size


def test_no_font_is_copied_for_its_few_letters() -> None:
    assert _most_memory() < _font_size() / 4


def test_sabotage_a_font_that_is_copied_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.faces()
    font: Any = pdfmetrics.getFont(fonts.REGULAR)
    monkeypatch.delattr(font.face, "get_table")
    assert _most_memory() > _font_size() / 2


def _texts_begun(pdf: bytes) -> int:
    content: Any = PdfReader(io.BytesIO(pdf)).pages[0]["/Contents"]
    return int(content.get_data().split().count(b"BT"))


def test_the_texts_of_a_page_are_one_object() -> None:
    assert _texts_begun(delivery_note(NOTE, PageSetup(paper=Paper.A4))) <= 3
