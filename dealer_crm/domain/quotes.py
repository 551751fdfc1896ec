"""What a quote is: versions of an offer with lines in groups, valid for some days, until it becomes an order (domain.md 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dealer_crm.domain.orders import LineDraft, TaxMode

VALID_DAYS = 15
"""So long an offer stands where nothing else is said."""


class QuoteState(StrEnum):
    """草稿→已发→成交 / 未成交."""

    DRAFT = "draft"
    GIVEN = "given"
    ACCEPTED = "accepted"
    DECLINED = "declined"


OPEN_QUOTES = (QuoteState.DRAFT, QuoteState.GIVEN)


@dataclass(frozen=True)
class QuoteDraft:
    """One version of a quote as typed, with what belongs to the quote as a whole.

    `quoted_on` None means today; `discount`, `rounding` and `subsidy` in 分, `tax_rate` in hundredths of a percent,
    `area` in thousandths of a square metre. The texts after `system` are the remarks a quote must have.
    """

    customer_id: int
    lines: tuple[LineDraft, ...] = ()
    premises_id: int | None = None
    staff_id: int | None = None
    quoted_on: date | None = None
    valid_days: int = VALID_DAYS
    discount: int = 0
    rounding: int = 0
    tax_mode: TaxMode = TaxMode.INCLUDED
    tax_rate: int = 0
    subsidy: int = 0
    area: int | None = None
    system: str = ""
    designer: str = ""
    included: str = ""
    extras: str = ""
    lead_time: str = ""
    warranty: str = ""
    note: str = ""
    pains: str = ""
    expectations: str = ""


def valid_until(quoted_on: date, valid_days: int) -> date:
    """Return the last day on which the offer stands."""
    return quoted_on + timedelta(days=valid_days)
