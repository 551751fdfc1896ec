"""Which lines of a note say too little, as a table."""

from __future__ import annotations

import pytest

from dealer_crm.domain.delivery_notes import MODEL, SPEC, NoteLine, checked_words, lacking
from dealer_crm.domain.orders import LineGroup


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        (NoteLine("KFR-35", "3.5 kW", "台", machine=True), ()),
        (NoteLine("KFR-35", " ", "台", machine=True), (SPEC,)),
        (NoteLine("", "3.5 kW", "台", machine=True), (MODEL,)),
        (NoteLine("", "", "套", machine=True), (MODEL, SPEC)),
        (NoteLine("", "", "项", machine=True), (MODEL, SPEC)),
        (NoteLine("", "φ16", "米", machine=False), ()),
        (NoteLine("PE-RT", "", "米", machine=False), ()),
        (NoteLine("", "", "米", machine=False), (MODEL, SPEC)),
        (NoteLine("", "", "支", machine=False, group=LineGroup.MATERIALS), (MODEL, SPEC)),
        (NoteLine("", "", "项", machine=False), ()),
        (NoteLine("", "", " 批 ", machine=False), ()),
        (NoteLine("", "", "Lot", machine=False), ()),
        (NoteLine("", "", "孔", machine=False, group=LineGroup.DRILLING), ()),
        (NoteLine("", "", "小时", machine=False, service=True), ()),
    ],
)
def test_what_a_line_lacks(line: NoteLine, missing: tuple[str, ...]) -> None:
    assert lacking(line) == missing


def test_words_of_a_line_are_one_line() -> None:
    assert checked_words(" YL\n35 ", "x" * 200) == ("YL 35", "x" * 120)
