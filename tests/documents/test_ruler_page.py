"""The pages to measure by show cross and line exactly where they say, and nothing outside the paper."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from dealer_crm.documents.pdf.choices import offered, paper_named
from dealer_crm.documents.pdf.pages import PageSetup, Paper, paper_of
from dealer_crm.documents.pdf.render import page_image
from dealer_crm.documents.pdf.ruler_page import CROSS_MM, cross_of, numbered_sheets, ruler_page
from dealer_crm.domain.papers import OwnPaper
from dealer_crm.domain.printer_profiles import Placement
from dealer_crm.domain.printing import PaperUnsuited
from dealer_crm.i18n import translator

DPI = 254
"""Ten dots a millimetre."""
OWN = (OwnPaper("红头纸", 1_850, 2_600), OwnPaper("Slip", 1_000, 800, continuous=True))


def dark(pdf: bytes, x: int, y: int, page: int = 0) -> bool:
    """Tell whether a dot (in tenths of a mm from the upper left corner) is printed."""
    found = page_image(pdf, page, DPI)
    return found.data[y * found.stride + 3 * x] < 128


def words(pdf: bytes, page: int = 0) -> str:
    return PdfReader(io.BytesIO(pdf)).pages[page].extract_text()


@pytest.mark.parametrize("paper", [Paper.CONT_241x140, Paper.CONT_241x93, Paper.A4, Paper.A5, Paper.ROLL_60x40])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_cross_is_where_it_says(paper: Paper, language: str) -> None:
    pdf = ruler_page(PageSetup(paper, language), (15, -5))
    across, down = (10 * at for at in cross_of(paper))
    assert dark(pdf, across, down)
    assert dark(pdf, across + 70, down)
    assert dark(pdf, across, down + 70)
    assert not dark(pdf, across + 20, down + 20)
    if paper is not Paper.ROLL_60x40:  # no room for words
        assert f"{across // 10}" in words(pdf)
        assert "1.5" in words(pdf)
        assert "-0.5" in words(pdf)


def test_rulers_stand_on_all_four_sides_and_in_the_corners() -> None:
    pdf, paper = ruler_page(PageSetup(Paper.A4)), Paper.A4
    tenths = [round(10 * side * 25.4 / 72) for side in (paper.left, paper.size[1] - paper.top, paper.right, paper.size[1] - paper.bottom)]
    left, top, right, bottom = tenths
    for x, y in ((left, top + 20), (right, top + 20), (left, bottom - 20), (right, bottom - 20)):
        assert dark(pdf, x, y), (x, y)
    for x, y in ((1_000, top + 90 - 35), (1_000, bottom - 90 + 35), (left + 90 - 35, 1_000), (right - 90 + 35, 1_000)):
        assert dark(pdf, x, y), (x, y)


def test_numbered_sheets_have_one_line_each_at_the_height_of_the_cross() -> None:
    pdf = numbered_sheets(PageSetup(Paper.CONT_241x140, "en"), Placement(drift=25), 3)
    assert [words(pdf, page).split("\n")[0] for page in range(3)] == ["1 / 3", "2 / 3", "3 / 3"]
    assert all(dark(pdf, 1_000, 10 * CROSS_MM, page) for page in range(3))
    assert "0.25 mm" in words(pdf)


def test_same_page_same_bytes() -> None:
    assert ruler_page(PageSetup()) == ruler_page(PageSetup())


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("241x140", "CONT_241x140"),
        ("a4", "A4"),
        ("2x7", "LABELS_2x7"),
        ("241 × 93", "CONT_241x93"),
        ("红头纸", OWN[0].key),
        (OWN[1].key, OWN[1].key),
    ],
)
def test_a_paper_is_known_by_what_people_type(typed: str, key: str) -> None:
    assert paper_named(typed, OWN) == paper_of(key)


def test_a_paper_that_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(PaperUnsuited) as refused:
        paper_named("B5", OWN)
    assert "241x140, " in str(refused.value.parameters["papers"])
    assert "红头纸" in str(refused.value.parameters["papers"])


def test_an_own_size_is_offered_by_its_name() -> None:
    t = translator("en")
    assert offered(t, OWN[0].key, OWN).name == "红头纸"
    assert offered(t, OWN[1].key).continuous
    assert offered(t, "A4").name == "A4"
    with pytest.raises(KeyError):
        offered(t, "OWN_1x1")
