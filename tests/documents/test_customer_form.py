"""The customer form: boxes, two pages, blank and filled, nothing cut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dealer_crm.documents.pdf.cells import Ticks
from dealer_crm.documents.pdf.customer_form import CustomerFormData, FormBlock, FormLine, FormPerson, customer_form
from dealer_crm.documents.pdf.render import page_count
from tests.documents.reading import read, words
from tests.documents.records import SETUP, SHOP

_SOURCES = Ticks(tuple((f"渠道{n:02}", n == 7) for n in range(22)))
_KIND = Ticks((("个人", True), ("普通公司", False)))
BASICS = (
    FormLine("姓名", "王芳 女士", bold=True),
    FormLine("客户编号", "KH20261118003"),
    FormLine("性质", _KIND),
    FormLine("来源", _SOURCES),
)
FORM = CustomerFormData(
    SHOP,
    "KH20261118003",
    "王芳",
    (
        FormBlock("基础", (*BASICS, *(FormLine(f"短字段{n}", f"值{n}") for n in range(28)))),
        FormBlock("需求", (FormLine("关注", Ticks((("价格", False), ("噪音", True)))), FormLine("竞品", lines=2, wide=True)), later=True),
    ),
    (FormPerson("王建国", "家人", ("142 0000 0318",), "wjg"),),
    "王敏",
    marketing_ok=False,
)


@pytest.mark.parametrize("data", [FORM, replace(FORM, number="", name="", people=(FormPerson(),) * 3)], ids=["filled", "blank"])
def test_needs_and_signature_stand_on_the_second_page(data: CustomerFormData) -> None:
    first, second = (page.extract_text().replace(" ", "") for page in read(customer_form(data, SETUP)).pages)
    assert "渠道21" in first
    assert "需求" not in first
    for expected in ("需求", "位置与户型草图", "不向第三方提供", "客户签名", "填表人"):
        assert expected in second


def test_many_fields_of_the_shops_own_go_on_on_another_page_and_none_is_cut() -> None:
    own = tuple(FormLine(f"本店字段{n}", "很长的内容" * 30 + f"到此{n}") for n in range(60))
    pdf = customer_form(replace(FORM, blocks=(*FORM.blocks, FormBlock("本店字段", own, later=True))), SETUP)
    text = words(pdf)
    assert page_count(pdf) > 2
    assert all(f"本店字段{n}" in text and f"到此{n}" in text for n in range(60))


def test_the_same_form_gives_the_same_bytes() -> None:
    assert customer_form(FORM, SETUP) == customer_form(FORM, SETUP)
