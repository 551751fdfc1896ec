"""Columns share the width of a paper."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.documents.pdf.cells import Ticks
from dealer_crm.documents.pdf.fonts import width
from dealer_crm.documents.pdf.grids import Column, column_edges, table
from dealer_crm.documents.pdf.looks import OFFICE, PAD
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.wrapping import lines
from dealer_crm.domain.printing import PaperTooSmall

_COLUMNS = st.builds(
    Column,
    st.sampled_from(["", "Amount", "Handed back to the customer", "金额"]),
    st.floats(0.1, 9),
    st.sampled_from(["", "2026-12-28", "10,000,000.00", Ticks((("合格", False), ("不合格", True)))]),
    bold=st.booleans(),
    small=st.booleans(),
)


@given(st.lists(_COLUMNS, min_size=1, max_size=14))
def test_columns_fill_the_width_or_have_no_room_for_their_numbers(columns: list[Column]) -> None:
    try:
        edges = column_edges(columns, (40, 540), OFFICE)
    except PaperTooSmall:
        assert len(columns) > 5
        return
    assert edges[0] == 40
    assert edges[-1] == pytest.approx(540)
    assert all(right > left for left, right in pairwise(edges))


def test_where_room_is_short_words_are_broken_and_numbers_are_not() -> None:
    amounts = [Column("Amount handed over", 0.1, fits="10,000,000.00", align=Align.RIGHT) for _ in "123"]
    edges = column_edges([Column("Particulars", 5), *amounts, Column("Remarks", 3, fits="3A26110482", small=True)], (0, 330), OFFICE)
    widths = [right - left for left, right in pairwise(edges)]
    assert all(one >= width("10,000,000.00", 10.5) + 2 * PAD for one in widths[1:4])
    with pytest.raises(PaperTooSmall):
        column_edges([*amounts, *amounts], (0, 330), OFFICE)


def test_a_column_is_as_wide_as_what_must_fit() -> None:
    columns = [Column("#", 0.1, fits="88"), Column("品名", 5), Column("金额", 0.1, fits="10,000,000.00")]
    first, second, third = (right - left for left, right in pairwise(column_edges(columns, (0, 500), OFFICE)))
    assert first == pytest.approx(width("88", 10.5) + 2 * PAD, abs=1)
    assert third == pytest.approx(width("10,000,000.00", 10.5) + 2 * PAD, abs=1)
    assert first + second + third == pytest.approx(500)


def test_no_number_and_no_short_title_is_broken() -> None:
    columns = [Column("品名", 9), Column("数量", 0.1, align=Align.RIGHT)]
    short, long = (table(columns, [("地暖", text)], (0, 300), OFFICE) for text in ("1 台", "1,118.5 ㎡"))
    assert [piece.height for piece in long] == [piece.height for piece in short]
    assert lines("新风 250 m³/h", width("新风 250 m³", 10), 10) == ["新风 250", "m³/h"]
