"""When a machine wants care again: its cycle, moved into the season in which that work is done (domain.md 2.8, 3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dealer_crm.domain.followups import add_months
from dealer_crm.domain.seasons import Season
from dealer_crm.domain.trade import Entry


class DoneBy(StrEnum):
    """由: the household itself, or somebody from the shop."""

    SELF = "self"
    VISIT = "visit"


@dataclass(frozen=True)
class MaintenanceCycle(Entry):
    """A piece of work that comes again every `months`, in one of its `windows` where it has any; reminded `lead_days` ahead."""

    code: str
    months: int
    done_by: DoneBy = DoneBy.VISIT
    windows: tuple[Season, ...] = ()
    lead_days: int = 14
    version: int = 1


def dates_ahead(first: date, cycle_months: int, windows: Sequence[Season], until: date) -> tuple[date, ...]:
    """Return the days on which the work is due from `first` up to and with a day, each counted from the one before."""
    found: list[date] = []
    while first <= until and (not found or first > found[-1]):
        found.append(first)
        first = next_due(first, cycle_months, windows)
    return tuple(found)


def next_due(last_done: date, cycle_months: int, windows: Sequence[Season] = ()) -> date:
    """Return the day the work is due again, in the nearest window after the last time; `last_done` may be the commissioning."""
    due = add_months(last_done, cycle_months)
    if not windows:
        return due
    return min((window.nearest(due, last_done) for window in windows), key=lambda day: (abs(day - due), day))
