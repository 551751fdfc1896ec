"""When the shop asks how it goes: after acceptance, after a service, after a complaint, before a season (domain.md 3.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dealer_crm.domain.followups import add_months
from dealer_crm.domain.seasons import Season
from dealer_crm.domain.trade import Entry
from dealer_crm.domain.workdays import WorkCalendar


class VisitTrigger(StrEnum):
    """What a visit follows."""

    ACCEPTANCE = "acceptance"
    SERVICE = "service"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class VisitRule(Entry):
    """One visit of the plan: `days` and `months` after what it follows.

    With a `before` season it is the last day `lead_days` ahead of the first season that leaves the days since acceptance;
    `exact` visits keep their day even when it is free.
    """

    code: str
    days: int = 0
    months: int = 0
    trigger: VisitTrigger = VisitTrigger.ACCEPTANCE
    before: Season | None = None
    lead_days: int = 0
    exact: bool = False
    version: int = 1


def planned_visits(
    on: date,
    rules: Iterable[VisitRule],
    calendar: WorkCalendar,
    trigger: VisitTrigger = VisitTrigger.ACCEPTANCE,
) -> list[tuple[str, date]]:
    """Return code and day of every visit that follows what happened on the day, earliest first."""
    found = [(rule.code, _day(on, rule, calendar)) for rule in rules if rule.trigger is trigger]
    return sorted(found, key=lambda visit: visit[1])


def _day(on: date, rule: VisitRule, calendar: WorkCalendar) -> date:
    day = add_months(on, rule.months) + timedelta(days=rule.days)
    if rule.before is not None:
        day = _ahead(day, rule.before, rule.lead_days)
    return day if rule.exact else calendar.next_workday(day)


def _ahead(earliest: date, season: Season, lead_days: int) -> date:
    """Return the first day on or after `earliest` that lies the lead ahead of a season."""
    starts = (season.starting(year)[0] - timedelta(days=lead_days) for year in range(earliest.year, earliest.year + 3))
    return next(day for day in starts if day >= earliest)
