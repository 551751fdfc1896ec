"""The longest title that a shop may choose stands whole on every paper, also beside its logo and code, and on further pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dealer_crm.documents.pdf.contract_sheet import contract_sheet
from dealer_crm.domain.paper_templates import PaperTemplate, PaperTitleTooLong, Words, check_title
from tests.documents.contracts import CONTRACT
from tests.documents.every import EVERY, full
from tests.documents.reading import assert_apart, page_words

ZH, EN = "暖居暖通工程设备出库送货签收单据第二版", "Goods delivered and signed for by us"


@pytest.mark.parametrize(("zh", "en"), [(ZH, ""), ("", EN), ("汉" * 20, "x" * 36), ("送货单", "DELIVERY NOTE")])
def test_titles_that_small_papers_can_print_are_kept(zh: str, en: str) -> None:
    check_title(Words(zh, en))


@pytest.mark.parametrize(("zh", "en"), [("汉" * 21, ""), ("送货单", "x" * 37), ("", "W" * 27), ("x" * 1_000, "")])
def test_longer_ones_are_refused(zh: str, en: str) -> None:
    with pytest.raises(PaperTitleTooLong) as refused:
        check_title(Words(zh, en))
    assert refused.value.parameters["chinese"] == 20


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["delivery", "certificate", "customer form", "receipt", "day", "complaint", "change", "care"])
def test_the_longest_title_stands_whole(name: str, language: str) -> None:
    every = EVERY[{"customer form": "form"}.get(name, name)]
    for paper in every.papers:
        page = full(paper, language)
        page = replace(page, template=replace(page.template, title=Words(ZH, EN)))
        pdf = every.make(every.data, page)
        assert all((ZH if language == "zh" else EN.replace(" ", "")) in words.replace(" ", "") for words in page_words(pdf)), paper.name
        assert_apart(pdf, paper)


def test_words_of_a_thousand_letters_stand_whole() -> None:
    said = "约定" * 500
    page = replace(full(EVERY["contract"].papers[0], "zh"), template=PaperTemplate("contract", words={"remark": Words(said)}))
    assert said[:400] in "".join(page_words(contract_sheet(CONTRACT, page))).replace("\n", "").replace(" ", "")
