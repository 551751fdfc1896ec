"""A whole of several papers: every page says which it is, whatever its size; the same papers give the same bytes."""

from __future__ import annotations

import time
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from dealer_crm.documents.pdf.evidence_cover import evidence_cover
from dealer_crm.documents.pdf.page_numbers import numbered
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.documents.pdf.thanks_letter import thanks_letter
from tests.documents.evidence import COVER, THANKS
from tests.documents.records import SETUP


def test_every_page_says_which_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [evidence_cover(COVER, SETUP), *(thanks_letter(THANKS, replace(SETUP, paper=size)) for size in (Paper.A5, Paper.A4_LANDSCAPE))]
    whole = numbered(papers, lambda page, pages: f"TS1 <{page}/{pages}>")
    found = [page.extract_text() for page in PdfReader(BytesIO(whole)).pages]
    assert [f"TS1 <{at}/{len(found)}>" in words for at, words in enumerate(found, 1)] == [True] * len(found)
    assert "陈静" in found[0]
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert numbered(papers, lambda page, pages: f"TS1 <{page}/{pages}>") == whole


def test_words_that_are_too_long_stay_on_the_page() -> None:
    whole = numbered([thanks_letter(THANKS, SETUP)], lambda _page, _pages: "很长的名字" * 60)
    assert "…" in PdfReader(BytesIO(whole)).pages[0].extract_text()
