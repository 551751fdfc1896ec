"""A household of the sample shop: its file, and what happened with it on which day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.followups import Attitude, Outcome, Way
from dealer_crm.domain.products import OTHER_CATEGORY


@dataclass(frozen=True)
class Call:
    """A contact as it was; `at` aware UTC."""

    at: datetime
    way: Way
    outcome: Outcome = Outcome.REACHED
    attitude: Attitude | None = None
    words: str = ""
    no_next_reason: str = ""


@dataclass(frozen=True)
class Machine:
    """A machine at the household's house."""

    product: str
    brand: str
    model: str
    serial: str
    installed_on: date
    category: str = OTHER_CATEGORY


@dataclass(frozen=True)
class Household:
    """One customer with his story. `draft` is checked; `owner` counts the staff from 0; `balance` in 分."""

    draft: CustomerDraft
    filed_at: datetime
    owner: int
    calls: tuple[Call, ...] = ()
    next_on: date | None = None
    next_purpose: str = ""
    machines: tuple[Machine, ...] = ()
    balance: int = 0
    closed_on: date | None = None
    lost_reason: str = ""
    referrer: str = ""
    house_of: str = ""
    left_on: date | None = field(default=None)
