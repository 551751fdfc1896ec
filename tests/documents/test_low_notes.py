"""Forms of a third of a sheet, and notes whose party is high: nothing takes a page that it does not need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dealer_crm.documents.pdf.delivery_note import delivery_note
from dealer_crm.documents.pdf.pages import PageSetup, Paper
from dealer_crm.documents.pdf.receipt import receipt
from dealer_crm.documents.pdf.return_slip import return_slip
from dealer_crm.domain.paper_templates import PaperTemplate
from dealer_crm.services.trade import Trade
from tests.documents import sheets
from tests.documents.notes import LONG_NOTE, note
from tests.documents.reading import assert_apart, font_sizes, page_words
from tests.documents.records import SETUP

LOW = Paper.CONT_241x93


def setup(kind: str, language: str, **chosen: Any) -> PageSetup:
    usual = Trade().paper_kind(kind).copies
    template = PaperTemplate(kind, **chosen)
    return replace(SETUP, paper=LOW, language=language, template=template, usual=usual, code="7K3M9QXA")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("kind", "make", "data"),
    [
        ("receipt", receipt, sheets.DEPOSIT),
        ("receipt", receipt, sheets.REFUND),
        ("return_slip", return_slip, sheets.RETURN_SLIP),
        ("return_slip", return_slip, sheets.EXCHANGE_SLIP),
    ],
    ids=["deposit", "refund", "return", "exchange"],
)
def test_a_slip_takes_one_low_form_in_both_languages(kind: str, make: Callable[[Any, PageSetup], bytes], data: Any, language: str) -> None:
    pdf = make(data, setup(kind, language))
    assert len(page_words(pdf)) == 1
    assert min(font_sizes(pdf)) >= 9
    assert_apart(pdf, LOW)


def test_the_line_that_leads_on_promises_no_sums_where_there_are_none() -> None:
    usual, without = (delivery_note(note(9), setup("delivery_note", "zh", without=codes)) for codes in ((), ("sums",)))
    assert "合计见末页" in page_words(usual)[0]
    assert "接下页" in page_words(without)[0]
    assert "合计" not in "".join(page_words(without))


def test_the_first_page_of_a_high_party_begins_with_goods() -> None:
    pages = page_words(delivery_note(LONG_NOTE, setup("delivery_note", "zh")))
    assert all("型号规格" in page for page in pages)
