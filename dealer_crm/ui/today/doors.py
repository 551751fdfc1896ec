"""What the page of the day asks and does, given to it from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.today import TodayCounts, TodayRow


@dataclass(frozen=True)
class TodayReads:
    """Questions. `lost` are active customers without a next step, the longest silence first."""

    rows: Callable[[], Sequence[TodayRow]]
    counts: Callable[[], TodayCounts]
    done: Callable[[], Sequence[TodayRow]]
    lost_ids: Callable[[], Sequence[int]]
    lost_rows: Callable[[Sequence[int]], Sequence[CustomerRow]]
    today: Callable[[], date]


@dataclass(frozen=True)
class TodayWrites:
    """Changes; each call is one undoable step. They raise DomainError."""

    complete: Callable[[Sequence[int]], object]
    postpone: Callable[[Sequence[int], date], object]
    plan: Callable[[Sequence[int], date], object]


@dataclass(frozen=True)
class TodayFooter:
    """What stands below the list: the number of unsaved drafts, and the state of the backup in words ("" = nothing to say)."""

    drafts: Callable[[], int]
    backup: Callable[[], str]
