"""Discounts of a line and of a whole: a share of the list price that is left, a percentage that goes off, cents that fall away."""

from __future__ import annotations

from dealer_crm.domain.pay_plan import FULL

ROUND_STEPS = (0, 1_000, 10_000)
"""抹零 takes nothing off, or what is below 10 元, or below 100 元; in 分."""


def price_at(list_price: int, share: int) -> int | None:
    """Return what is left of a price at a share of it (hundredths of a percent), half a 分 up; None beyond the whole."""
    return (list_price * share + FULL // 2) // FULL if 0 <= share <= FULL else None


def share_of(list_price: int, price: int) -> int:
    """Return what share of the list price a price is, in hundredths of a percent, to the nearest."""
    return (price * FULL + list_price // 2) // list_price if list_price else FULL


def percent_off(amount: int, share: int) -> int | None:
    """Return what a percentage (in hundredths) takes off an amount, half a 分 up; None beyond the whole."""
    return price_at(amount, share)


def next_rounding(price: int, rounding: int, step: int = 1) -> int:
    """Return what is rounded off next: the price before it goes down to whole 10 元, to whole 100 元, then stands as it was."""
    offered = list(dict.fromkeys(price % each if each else 0 for each in ROUND_STEPS if each <= price or not each))
    at = offered.index(rounding) if rounding in offered else 0
    return offered[(at + step) % len(offered)]
