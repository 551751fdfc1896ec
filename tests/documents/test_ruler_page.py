"""The page to measure shows its cross exactly where it says, and nothing outside the paper."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from dealer_crm.documents.pdf.pages import PageSetup, Paper
from dealer_crm.documents.pdf.render import page_image
from dealer_crm.documents.pdf.ruler_page import CROSS_MM, ruler_page

DPI = 254
"""Ten dots a millimetre."""


def dark(pdf: bytes, x: int, y: int) -> bool:
    """Tell whether a dot (in tenths of a mm from the upper left corner) is printed."""
    page = page_image(pdf, 0, DPI)
    return page.data[y * page.stride + 3 * x] < 128


@pytest.mark.parametrize("paper", [Paper.CONT_241x140, Paper.CONT_241x93, Paper.A4, Paper.A5])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_cross_is_where_it_says(paper: Paper, language: str) -> None:
    pdf = ruler_page(PageSetup(paper, language), (15, -5))
    at = CROSS_MM * 10
    assert dark(pdf, at, at)
    assert dark(pdf, at + 70, at)
    assert dark(pdf, at, at + 70)
    assert not dark(pdf, at + 20, at + 20)
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "1.5" in text
    assert "-0.5" in text


def test_same_page_same_bytes() -> None:
    assert ruler_page(PageSetup()) == ruler_page(PageSetup())
