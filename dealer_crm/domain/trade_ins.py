"""国补/以旧换新: what the shop advances for the state, and the evidence that gets it back; programmes change yearly (domain.md 2.3)."""

from __future__ import annotations

from enum import StrEnum


class TradeInState(StrEnum):
    """收集材料→已申报→已到账 / 被退回."""

    COLLECTING = "collecting"
    SUBMITTED = "submitted"
    PAID = "paid"
    REFUSED = "refused"


COUNTED = (TradeInState.COLLECTING, TradeInState.SUBMITTED, TradeInState.PAID)
"""What the customer need not pay himself: all that was not refused."""
