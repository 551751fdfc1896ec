"""What holds for every paper, size, language and copy: its size, our fonts, nothing cut and nothing over something else."""

from __future__ import annotations

from itertools import product

import pytest

from dealer_crm.documents.pdf.customer_form import customer_form
from dealer_crm.documents.pdf.pages import MM, PageSetup, Paper, paper_of
from dealer_crm.documents.pdf.render import page_sizes
from dealer_crm.domain.printing import PaperTooSmall
from tests.documents.digests import digests, kept
from tests.documents.every import EVERY, Every, full, long_shop
from tests.documents.reading import assert_apart, colours, font_names, font_sizes, words

SIZES = (Paper.A4, Paper.A5, Paper.A5_LANDSCAPE, Paper.CONT_241x140, Paper.CONT_241x93, Paper.CONT_241x280)
OWN = ("OWN_1480x1050", "OWN_1000x600", "OWN_4200x2970", "OWNCONT_2100x1400", "OWNCONT_1200x930")
QUICK = [("delivery", Paper.CONT_241x140, "zh"), ("certificate", Paper.A5, "en"), ("quote", Paper.A4, "zh")]


def shown(pdf: bytes, paper: Paper) -> Paper:
    """Return the paper as it lies: notes lie on A5."""
    return Paper.A5_LANDSCAPE if paper is Paper.A5 and page_sizes(pdf)[0][0] > paper.across + 1 else paper


def assert_sound(every: Every, page: PageSetup) -> None:
    """Read the paper back: its size in mm, our fonts only, no letter too small, everything apart and in reach of the printer."""
    pdf = every.make(every.data, page)
    assert {name.split("+")[1] for name in font_names(pdf)} <= {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    assert min(font_sizes(pdf)) >= (9 if page.needles else 8 if every.make is customer_form else 8.5)
    assert_apart(pdf, shown(pdf, page.paper))
    if page.needles:
        assert colours(pdf) == set()


@pytest.mark.parametrize(("name", "paper", "language"), QUICK)
def test_nothing_lies_over_something_else(name: str, paper: Paper, language: str) -> None:
    assert_sound(EVERY[name], full(paper, language, per_cent=120))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", EVERY)
def test_every_paper_is_whole_on_every_size_with_everything_chosen(name: str, language: str) -> None:
    every = EVERY[name]
    for paper, per_cent in product(dict.fromkeys((*every.papers, *SIZES)), (100, 120)):
        try:
            assert_sound(every, full(paper, language, per_cent=per_cent))
        except PaperTooSmall:
            assert paper not in every.papers


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_paper_is_whole_on_sizes_of_the_shops_own_or_refused(name: str) -> None:
    for key in OWN:
        try:
            assert_sound(EVERY[name], full(paper_of(key), "zh"))
        except PaperTooSmall:
            assert paper_of(key).across < 240 * MM


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", EVERY)
def test_a_shop_with_a_long_name_is_named_whole(name: str, language: str) -> None:
    every = EVERY[name]
    data = long_shop(every.data)
    shop = (data[0] if isinstance(data, list) else data).shop
    for paper in every.papers:
        pdf = every.make(data, full(paper, language, per_cent=120))
        assert_apart(pdf, shown(pdf, paper))
        assert shop.name in words(pdf), paper


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_no_paper_has_changed_unseen(name: str) -> None:
    """After a change that was meant and looked at: .venv/bin/python -m tests.documents.digests"""
    assert digests(name) == kept()[name]
