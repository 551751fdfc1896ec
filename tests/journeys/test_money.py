"""Money adds up after any sequence of deeds, and amounts in words say what figures say."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from dealer_crm.domain.amounts import in_words
from tests.journeys.money_work import MoneyWork

SHORT = settings(
    max_examples=4,
    stateful_step_count=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def parsed(words: str) -> int:
    """Read an amount in capital characters back, in 分; anything but digits and units is an error."""
    sign, words = (-1, words[1:]) if words.startswith("负") else (1, words)
    yuan, rest = words.split("元") if "元" in words else ("零", words)
    fen = 0
    for unit, worth in (("角", 10), ("分", 1)):
        if unit in rest:
            digit, rest = rest.split(unit)
            fen += DIGITS[digit.removeprefix("零") or "零"] * worth
    assert rest in ("", "整"), words
    return sign * (_whole(yuan) * 100 + fen)


def _whole(words: str) -> int:
    total = part = digit = 0
    for char in words:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in UNITS:
            part, digit = part + digit * UNITS[char], 0
        elif char == "万":
            total, part, digit = total + (part + digit) * 10**4, 0, 0
        else:
            assert char == "亿", words
            total, part, digit = (total + part + digit) * 10**8, 0, 0
    return total + part + digit


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.integers(-(10**13), 10**13), st.integers(-2_000_000, 2_000_000)))
def test_amount_in_words_says_what_the_figures_say(fen: int) -> None:
    words = in_words(fen)
    assert parsed(words) == fen
    assert "零零" not in words
    assert words.endswith("整") == (fen % 10 == 0)


def test_sums_hold_after_short_work() -> None:
    run_state_machine_as_test(MoneyWork, settings=SHORT)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_sums_hold_after_long_work() -> None:
    long = settings(SHORT, max_examples=50, stateful_step_count=40, derandomize=False)
    run_state_machine_as_test(MoneyWork, settings=long)
