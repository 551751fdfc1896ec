"""Address labels: where they lie, the free label they start at, nothing cut."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dealer_crm.documents.pdf.address_labels import GRIDS, LabelLine, LabelsData, address_labels, unfit
from dealer_crm.documents.pdf.pages import MM, PageSetup, Paper, paper_of
from dealer_crm.documents.pdf.render import missing_of
from dealer_crm.domain.paper_templates import PaperTemplate, Words
from tests.documents.hostile import strings
from tests.documents.reading import font_sizes, read, words
from tests.faults.papers import standing

WANG = LabelLine("王芳 女士 收", "浙江省宁波市镇海区 云上花园 8幢1单元2201", "142****0317")
LONG = replace(WANG, address="一条很长的路" * 12)
ENDLESS = LabelLine("某人", "地" * 2_000)


def places(pdf: bytes) -> list[list[tuple[float, float]]]:
    found: list[list[tuple[float, float]]] = []
    for page in read(pdf).pages:
        found.append([])

        def note(text: str, _cm: Any, matrix: Any, _font: Any, _size: Any) -> None:
            if text.strip():
                found[-1].append((float(matrix[4]), float(matrix[5])))

        page.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("paper", GRIDS, ids=lambda paper: paper.name)
def test_every_line_stands_within_its_label(paper: Paper) -> None:
    grid = GRIDS[paper]
    sheets = places(address_labels(LabelsData((LONG,) * (grid.count + 1)), PageSetup(paper)))
    assert len(sheets) == 2
    for x, y in (spot for sheet in sheets for spot in sheet):
        column, row = (x - grid.left) // grid.step, (paper.size[1] - grid.top - y) // grid.height
        assert 0 <= column < grid.across
        assert 0 <= row < grid.down
        assert x - grid.left - column * grid.step >= 2 * MM


def test_a_begun_sheet_goes_on_at_its_first_free_label() -> None:
    grid = GRIDS[Paper.LABELS_3x8]
    first, second = places(address_labels(LabelsData((WANG,) * 2, start=24), PageSetup(Paper.LABELS_3x8)))
    assert all(x > 2 * grid.step and y < Paper.LABELS_3x8.size[1] - 7 * grid.height for x, y in first)
    assert all(x < grid.step and y > Paper.LABELS_3x8.size[1] - grid.height - grid.top for x, y in second)


@pytest.mark.parametrize("paper", GRIDS, ids=lambda paper: paper.name)
def test_long_addresses_shrink_and_none_is_cut(paper: Paper) -> None:
    text = words(address_labels(LabelsData((LONG,)), PageSetup(paper)))
    assert text.count("一条很长的路") == 12
    assert "142****0317" in text


def test_what_cannot_fit_is_named_and_left_out() -> None:
    assert unfit((WANG, ENDLESS), PageSetup(Paper.LABELS_2x7)) == [ENDLESS]
    assert "某人" not in words(address_labels(LabelsData((ENDLESS, WANG)), PageSetup(Paper.LABELS_2x7)))


def test_hostile_words_stand_on_their_label_or_are_named(corpora: Path) -> None:
    labels = [LabelLine(text, text) for text in strings(corpora)]
    left = unfit(labels, PageSetup(Paper.LABELS_2x7))
    said = words(address_labels(LabelsData(tuple(labels)), PageSetup(Paper.LABELS_2x7)))
    assert all(standing(one.address, said) == "whole" for one in labels if one not in left)
    assert all(len(one.name) > 100 for one in left)


def test_the_same_labels_give_the_same_bytes() -> None:
    data = LabelsData((WANG, LONG), start=5)
    assert address_labels(data, PageSetup(Paper.LABELS_2x7)) == address_labels(data, PageSetup(Paper.LABELS_2x7))


def test_a_size_of_the_shops_own_is_one_label_and_says_who_sends_in_larger_letters() -> None:
    template = PaperTemplate("labels", words={"sender": Words("暖居 寄", "From Nuanju")}, text_scale=120)
    page = PageSetup(paper_of("OWN_700x400"), template=template)
    pages = read(address_labels(LabelsData((WANG, LONG, WANG), start=9), page)).pages
    assert len(pages) == 3
    assert all("暖居" in part.extract_text() for part in pages)
    assert max(font_sizes(address_labels(LabelsData((WANG,)), page))) > 15
    assert unfit((ENDLESS,), page) == [ENDLESS]


def test_characters_that_no_font_has_are_told() -> None:
    pdf = address_labels(LabelsData((replace(WANG, name="王\U0001f600"),)), PageSetup(Paper.ROLL_60x40))
    assert missing_of(pdf) == "\U0001f600"
    assert missing_of(address_labels(LabelsData((WANG,)), PageSetup(Paper.ROLL_60x40))) == ""
