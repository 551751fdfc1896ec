"""Shares of a list price, percentages off, and what is rounded off."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dealer_crm.domain.discounts import next_rounding, percent_off, price_at, share_of
from dealer_crm.domain.pay_plan import FULL


@pytest.mark.parametrize(
    ("price", "share", "left"),
    [
        (1000, 9500, 950),
        (999, 9500, 949),
        (333, 5000, 167),
        (1, 5000, 1),
        (1000, FULL, 1000),
        (1000, 0, 0),
        (1000, 10_001, None),
        (1, -1, None),
    ],
)
def test_price_at_a_share(price: int, share: int, left: int | None) -> None:
    assert price_at(price, share) == percent_off(price, share) == left


@given(some.integers(10_000, 10**9), some.integers(0, FULL))
def test_share_is_read_back(price: int, share: int) -> None:
    assert share_of(price, price_at(price, share) or 0) == share


def test_share_of_nothing_is_the_whole() -> None:
    assert share_of(0, 0) == FULL


@pytest.mark.parametrize(("rounding", "then"), [(0, 456), (456, 3_456), (3_456, 0), (99, 456)])
def test_cents_fall_away_by_one_key(rounding: int, then: int) -> None:
    assert next_rounding(123_456, rounding) == then


def test_nothing_to_round_off() -> None:
    assert next_rounding(500, 0) == 0
    assert next_rounding(100_000, 0) == 0
    assert next_rounding(123_456, 0, -1) == 3456
