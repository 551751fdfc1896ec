"""A return slip says why less comes off the price than its goods are listed for."""

from dataclasses import replace

import pytest

from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.documents.pdf.return_slip import return_slip
from dealer_crm.domain.order_returns import ReturnKind
from tests.documents import sheets
from tests.documents.reading import words
from tests.documents.records import SETUP

GOODS = sheets.RETURN_SLIP.lines[0].amount


@pytest.mark.parametrize(
    ("kind", "off", "share"),
    [
        (ReturnKind.RETURN, GOODS, ""),
        (ReturnKind.RETURN, GOODS - 4_014, "-¥40.14"),
        (ReturnKind.RETURN, GOODS + 5_174, "¥51.74"),
        (ReturnKind.EXCHANGE, GOODS - 4_014, ""),
    ],
)
@pytest.mark.parametrize("paper", [Paper.A5, Paper.CONT_241x93])
def test_the_share_of_discount_or_tax_is_said(kind: ReturnKind, off: int, share: str, paper: Paper) -> None:
    text = words(return_slip(replace(sheets.RETURN_SLIP, kind=kind, off=off), replace(SETUP, paper=paper, language="zh")))
    assert ("分摊优惠、抹零和税" in text) is bool(share)
    assert share in text
