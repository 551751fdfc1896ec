"""Line amounts, and amounts in words that no pen can change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.domain.amounts import english_amount, figures, in_words, line_amount


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (140950, "壹仟肆佰零玖元伍角整"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元叁角贰分"),
        (10700053, "壹拾万零柒仟元伍角叁分"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (32504, "叁佰贰拾伍元零肆分"),
        (1000100, "壹万零壹元整"),
        (10005000, "壹拾万零伍拾元整"),
        (10000000100, "壹亿零壹元整"),
        (123456789, "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
        (-120000, "负壹仟贰佰元整"),
        (3685000, "叁万陆仟捌佰伍拾元整"),
        (1000, "壹拾元整"),
        (1, "壹分"),
        (15, "壹角伍分"),
        (-5, "负伍分"),
        (100001, "壹仟元零壹分"),
        (10**9, "壹仟万元整"),
        (10**9 + 1, "壹仟万元零壹分"),
        (1_1000_00, "壹万壹仟元整"),
        (1_0999_00, "壹万零玖佰玖拾玖元整"),
        (50005000_00, "伍仟万零伍仟元整"),
        (20000001_00, "贰仟万零壹元整"),
        (1010_1010_00, "壹仟零壹拾万零壹仟零壹拾元整"),
        (12_3456_7890_12, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
        (10**14, "壹万亿元整"),
        (1_0001_0000_0000_00, "壹万零壹亿元整"),
        (10**18, "壹亿亿元整"),
    ],
)
def test_amount_reads_as_the_bank_wants_it(fen: int, words: str) -> None:
    assert in_words(fen) == words


@given(st.integers(min_value=0, max_value=10**14))
def test_words_never_stutter(fen: int) -> None:
    words = in_words(fen)
    assert "零零" not in words
    assert words.endswith(("整", "分"))
    assert "零元" not in words.removeprefix("零元")


@pytest.mark.parametrize(("fen", "said"), [(0, "¥0.00"), (5, "¥0.05"), (123456, "¥1,234.56"), (-123400, "-¥1,234.00")])
def test_figures_carry_their_sign_before_the_currency(fen: int, said: str) -> None:
    assert figures(fen) == said


@pytest.mark.parametrize(
    ("thousandths", "price", "amount"),
    [
        (1000, 329900, 329900),
        (118500, 14500, 1718250),
        (500, 1, 1),
        (499, 1, 0),
        (-500, 1, -1),
        (-499, 1, 0),
        (1500, 1, 2),
        (0, 100, 0),
        (333, 100, 33),
        (2000, -150, -300),
    ],
)
def test_line_amount_rounds_half_up(thousandths: int, price: int, amount: int) -> None:
    assert line_amount(thousandths, price) == amount


@given(st.integers(min_value=-(10**9), max_value=10**9), st.integers(min_value=0, max_value=10**9))
def test_a_return_takes_back_exactly_what_was_charged(quantity: int, price: int) -> None:
    assert line_amount(quantity, price) + line_amount(-quantity, price) == 0


@pytest.mark.parametrize(("fen", "text"), [(3685000, "CNY 36,850.00"), (-5, "CNY -0.05"), (0, "CNY 0.00")])
def test_english_amount(fen: int, text: str) -> None:
    assert english_amount(fen) == text
