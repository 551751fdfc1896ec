"""How soon a customer is to be heard from again, and how far an unkept date has gone (domain.md 3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from dealer_crm.domain.customers import IntentLevel
from dealer_crm.domain.trade import Entry
from dealer_crm.domain.workdays import WorkCalendar


class OverdueStage(IntEnum):
    """L1 tells who is responsible, L2 the manager, L3 wants the manager to step in or to hand the customer on."""

    L1 = 1
    L2 = 2
    L3 = 3


@dataclass(frozen=True)
class Cadence(Entry):
    """What one intent level asks for. Days; `every_days` None = no rhythm of its own (the visits after acceptance take over).

    `neglected_days` past the manager's notice make L3; a customer `pool_days` without a contact goes to everybody.
    """

    level: IntentLevel
    every_days: int | None
    overdue_after: int = 0
    expected_days: int | None = None
    neglected_days: int | None = None
    pool_days: int | None = None


Cadences = Mapping[IntentLevel, Cadence]


def next_contact(day: date, level: IntentLevel | None, cadences: Cadences, calendar: WorkCalendar, quiet: bool = False) -> date | None:
    """Return the working day of the next contact after one on `day`; ungraded counts as N.

    None for a level without a rhythm and for whoever asked not to be disturbed (`quiet`).
    """
    cadence = cadences.get(level or IntentLevel.N)
    if quiet or cadence is None or cadence.every_days is None:
        return None
    return calendar.next_workday(day + timedelta(days=cadence.every_days))


def overdue_stage(due_on: date, today: date, cadence: Cadence) -> OverdueStage | None:
    """Return how far an open date has gone; None while it is not past."""
    late = (today - due_on).days
    if late <= 0:
        return None
    if late <= cadence.overdue_after:
        return OverdueStage.L1
    ignored = cadence.neglected_days is not None and late - cadence.overdue_after >= cadence.neglected_days
    twice = cadence.every_days is not None and late > 2 * cadence.every_days
    return OverdueStage.L3 if ignored or twice else OverdueStage.L2


def goes_to_pool(last_contact_on: date, today: date, cadence: Cadence) -> bool:
    """Tell whether nobody spoke to the customer for so long that anybody may (公海)."""
    return cadence.pool_days is not None and (today - last_contact_on).days >= cadence.pool_days
