"""Codes on papers: found again, mistyped ones refused, nothing told to a stranger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.domain.paper_codes import paper_code, read_paper_code

KEY = b"only this shop knows"
KINDS, RECORDS = st.integers(1, 255), st.integers(1, 2**24 - 1)


@given(KINDS, RECORDS)
def test_a_code_is_read_back_as_it_is_typed_or_scanned(kind: int, record: int) -> None:
    code = paper_code(KEY, kind, record)
    assert len(code) == 11
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('0', 'O').replace('1', 'l')} "):
        assert read_paper_code(KEY, typed) == (kind, record)


@given(KINDS, RECORDS, st.integers(0, 7), st.integers(1, 28))
def test_a_wrong_sign_is_noticed(kind: int, record: int, place: int, by: int) -> None:
    signs = list(paper_code(KEY, kind, record).replace("-", ""))
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    signs[place] = alphabet[(alphabet.index(signs[place]) + by) % 32]
    found = read_paper_code(KEY, "".join(signs))
    assert found is None or abs(alphabet.index(signs[place]) - alphabet.index(paper_code(KEY, kind, record).replace("-", "")[place])) == 29


@pytest.mark.parametrize("typed", ["", "SH20261121003", "7K3M-9QXA", "7K3M-9QXA-CC", "陈静", "13800138000", "ABCDEFGHU"])
def test_other_texts_are_no_codes(typed: str) -> None:
    assert read_paper_code(KEY, typed) is None


def test_a_number_that_no_shop_reaches_is_none_of_ours() -> None:
    assert read_paper_code(KEY, paper_code(KEY, 1, 2**24)) is None


def test_records_in_a_row_have_nothing_in_common_and_another_shop_reads_something_else() -> None:
    codes = [paper_code(KEY, 1, record) for record in range(1, 200)]
    assert len({code[:4] for code in codes}) > 190
    others = [read_paper_code(b"another shop", code) for code in codes]
    assert not any(other == (1, record) for record, other in enumerate(others, 1))
