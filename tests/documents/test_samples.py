"""Made-up papers, by which the settings show what is chosen: there is one of every kind that is of a record or a list."""

import pytest

from dealer_crm.app.rooms_papers import DAILY
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead, paper_of
from dealer_crm.documents.pdf.samples import has_sample, sample_of
from dealer_crm.domain.paper_templates import PaperTemplate
from dealer_crm.services.trade import Trade
from tests.documents.reading import read

KINDS = [kind.code for kind in Trade().paper_kinds()]
SHOP = ShopHead("Warm House", hotline="0574-1234")


def test_every_kind_can_be_shown() -> None:
    assert [kind for kind in KINDS if not (has_sample(kind) or kind in DAILY)] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if has_sample(kind)])
@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.slow)])
def test_a_sample_is_a_paper(kind: str, language: str) -> None:
    paper = paper_of("LABELS_2x7" if kind == "labels" else "A4")
    page = PageSetup(paper, language, template=PaperTemplate(kind), usual=Trade().paper_kind(kind).copies)
    text = read(sample_of(kind, page, SHOP)).pages[0].extract_text()
    assert "陈静" in text if language == "zh" else "Chen Jing" in text or kind in ("list",)
