"""Guards of papers that need no clock: each font stands in a file once, however many pages it has."""

import io
from dataclasses import replace
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

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
