"""Puts finished papers together as one whole: every page says in its upper margin to what it belongs and which of all pages it is."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Sequence

from pypdfium2 import PdfDocument  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas

from dealer_crm.documents.pdf.fonts import faces
from dealer_crm.documents.pdf.pages import MM
from dealer_crm.documents.pdf.pen import Align, Ink, Pen
from dealer_crm.documents.pdf.render import ONE_AT_A_TIME
from dealer_crm.documents.pdf.wrapping import fitted

Words = Callable[[int, int], str]
"""What stands on a page: its number and how many there are."""
_INK = Ink(size=8.5, leading=12)
_SIDE, _ABOVE = 16 * MM, 17.0
_IDENTITY = re.compile(rb"<[0-9A-F]{32}>")
_MADE = re.compile(rb"/CreationDate\(D:[^)]*\)")


def numbered(papers: Sequence[bytes], words: Words) -> bytes:
    """Return one PDF with the pages of all papers in their order, each with its words; same papers, same bytes."""
    target = io.BytesIO()
    with ONE_AT_A_TIME:
        whole = PdfDocument.new()
        try:
            for paper in papers:
                part = PdfDocument(paper)
                whole.import_pages(part)
                part.close()
            _stamp(whole, words)
            whole.save(target)
        finally:
            whole.close()
    return _timeless(target.getvalue())


def _timeless(pdf: bytes) -> bytes:
    """Return the file without the moment at which it was made, its identity taken from what it holds; nothing in it moves."""
    pdf = _MADE.sub(lambda made: b"/CreationDate()".ljust(len(made.group())), pdf, count=1)
    end = pdf.rfind(b"trailer")
    identity = hashlib.sha256(pdf[:end]).hexdigest()[:32].upper().encode()
    return pdf[:end] + _IDENTITY.sub(lambda _found: b"<" + identity + b">", pdf[end:])


def _stamp(whole: PdfDocument, words: Words) -> None:
    sizes = [whole.get_page_size(number) for number in range(len(whole))]
    stamps = PdfDocument(_stamps(sizes, words))
    try:
        for number in range(len(whole)):
            page, stamp = whole[number], stamps.page_as_xobject(number, whole)
            page.insert_obj(stamp.as_pageobject())
            page.gen_content()
            stamp.close()
            page.close()
    finally:
        stamps.close()


def _stamps(sizes: Sequence[tuple[float, float]], words: Words) -> bytes:
    """Return pages of these sizes that hold nothing but their words."""
    faces()
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1, pageCompression=1)
    for number, (across, above) in enumerate(sizes, 1):
        canvas.setPageSize((across, above))
        pen = Pen()
        pen.text((across - _SIDE, above - _ABOVE), fitted(words(number, len(sizes)), across - 2 * _SIDE, _INK.size), _INK, Align.RIGHT)
        pen.onto(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
