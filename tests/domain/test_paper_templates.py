"""Templates of papers: what is stored comes back, what is unsound is usual, columns and copies are as chosen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dealer_crm.domain.paper_templates import CopyColour, CopyStyle, PaperTemplate, Words, template_of

FULL = PaperTemplate(
    "delivery_note",
    title=Words("出库单", "Goods note"),
    without=("terms",),
    columns=("quantity", "product"),
    words={"terms": Words("当面点清。")},
    lines=6,
    text_scale=110,
    logo=False,
    logo_height=15,
    code=False,
    struck=False,
    copies=(CopyStyle(Words("客户", "Customer"), CopyColour.RED, prices=False, without=("serials",), remark=Words("请保存")),),
)


def test_what_is_stored_comes_back() -> None:
    assert template_of("delivery_note", json.loads(json.dumps(FULL.plain())), version=0) == FULL
    assert PaperTemplate("quote").plain() == {}


@pytest.mark.parametrize(
    "stored",
    [
        {"lines": "many"}, {"lines": True}, {"title": 3}, {"copies": "存根"}, {"copies": [3, {}]}, {"words": []}, {"logo": 1},
        {"without": "terms"}, {"unknown": 1}, {"text_scale": None}, {"columns": {}},
    ],
)  # fmt: skip
def test_what_is_unsound_is_usual(stored: dict[str, Any]) -> None:
    assert template_of("quote", stored) == PaperTemplate("quote")


def test_numbers_stay_inside_what_can_be_meant_and_texts_are_cleaned() -> None:
    found = template_of(
        "quote", {"lines": 900, "text_scale": 500, "logo_height": 1, "title": {"zh": " 报价\n单 "}, "copies": [{"name": {}}]}
    )
    assert (found.lines, found.text_scale, found.logo_height, found.title.zh, found.copies) == (40, 120, 8, "报价 单", ())


def test_columns_are_ordered_as_chosen_and_a_copy_leaves_out_its_own() -> None:
    columns = dict.fromkeys(("product", "quantity", "price", "serials"), "")
    assert list(FULL.ordered(columns)) == ["quantity", "product"]
    assert list(PaperTemplate("x", columns=("gone", "price")).ordered(columns)) == ["price"]
    assert list(PaperTemplate("x").ordered(columns, FULL.copies[0])) == ["product", "quantity", "price"]
    assert list(PaperTemplate("x", columns=("gone",)).ordered(columns)) == list(columns)


def test_words_fall_back_to_the_other_language_then_to_the_usual_ones() -> None:
    assert FULL.said("terms", "en", "usual") == "当面点清。"
    assert FULL.said("remark", "zh", "usual") == "usual"


def test_a_copy_is_known_by_its_name_else_ordinary() -> None:
    assert not FULL.copy("客户", "zh").prices
    assert not FULL.copy("Customer", "en").prices
    assert FULL.copy("存根", "zh").prices
    assert PaperTemplate("x").copy("回单", "zh", (CopyStyle(Words("回单"), CopyColour.YELLOW),)).colour is CopyColour.YELLOW
