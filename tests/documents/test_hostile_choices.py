"""Titles and names of copies that a shop may choose and no font or form is made for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.paper_templates import CopyColour, CopyStyle, PaperTemplate, Words
from tests.documents.every import EVERY, full
from tests.documents.notes import LINES
from tests.documents.reading import assert_apart, inks, page_words, read


@pytest.mark.parametrize("name", ["acceptance", "change", "checklist", "certificate", "delivery", "dispatch"])
def test_a_title_that_no_font_has_takes_the_room_of_its_boxes(name: str) -> None:
    every, title = EVERY[name], "مرحبا بك في"
    for paper in every.papers[:2]:
        page = replace(full(paper, "zh"), template=PaperTemplate("x", title=Words(title), logo_height=20))
        pdf = every.make(every.data, page)
        assert_apart(pdf, paper)
        assert title in str(read(pdf).metadata)


def test_a_copy_with_a_long_name_of_letters_keeps_to_a_low_form() -> None:
    copy = CopyStyle(Words("回单 for the warehouse office"), CopyColour.YELLOW)
    page = replace(full(Paper.CONT_241x93, "zh"), usual=(copy, CopyStyle(Words("客户"))), copies=(copy.name.zh,))
    assert_apart(EVERY["delivery"].make(EVERY["delivery"].data, page), Paper.CONT_241x93)


def test_totals_stand_on_the_page_that_is_signed() -> None:
    chosen = PaperTemplate("delivery_note", columns=("price", "position", "product", "model", "quantity", "serials"))
    page = replace(full(Paper.CONT_241x93, "zh"), template=chosen, copies=("存根",))
    *others, last = page_words(EVERY["delivery"].make(EVERY["delivery"].data, page))
    assert "¥50,672.00" in last
    assert "客户签收" in last
    assert not any("¥50,672.00" in one for one in others)


def test_no_page_is_struck_further_down_than_its_lines_go() -> None:
    def high(lines: int) -> float:
        page = replace(full(Paper.A4, "zh"), template=PaperTemplate("delivery_note", lines=lines), copies=("存根",))
        letters = inks(EVERY["delivery"].make(replace(EVERY["delivery"].data, lines=LINES[:2]), page))[0].letters
        return min(one.lower for one in letters if one.sign == "签" and one.lower > 40)

    assert high(3) > high(6) > high(0)
