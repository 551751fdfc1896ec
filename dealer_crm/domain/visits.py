"""When the shop asks how it goes: after acceptance, after a service, after a complaint, before a season (domain.md 3.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from dealer_crm.domain.followups import add_months
from dealer_crm.domain.seasons import Season
from dealer_crm.domain.trade import Entry
from dealer_crm.domain.workdays import WorkCalendar

UNREACHED_CODE = "unreached"
"""The message that is sent once all tries are used up."""
SLOTS = ("10:00", "12:30", "19:00")
"""When a call is tried again; each lies in another part of the day."""
PARTS = (time(11, 30), time(15))
"""Where the morning ends, and where the evening of those begins who work."""
A_MONTH = timedelta(days=30)
"""A yearly visit that was made late does not come again at once."""


class VisitTrigger(StrEnum):
    """What a visit follows."""

    ACCEPTANCE = "acceptance"
    SERVICE = "service"
    COMPLAINT = "complaint"
    UNREACHED = "unreached"


@dataclass(frozen=True)
class VisitRule(Entry):
    """One visit of the plan: `days` and `months` after what it follows.

    With a `before` season it is the last day `lead_days` ahead of the first season that leaves the days since acceptance;
    `exact` visits keep their day even when it is free; `yearly` ones come again each year once they are closed; `always` ones are made
    also where the shop keeps no closer relation than a basic or passive one (S1-08).
    """

    code: str
    days: int = 0
    months: int = 0
    trigger: VisitTrigger = VisitTrigger.ACCEPTANCE
    before: Season | None = None
    lead_days: int = 0
    exact: bool = False
    yearly: bool = False
    always: bool = True
    version: int = 1


def planned_visits(
    on: date,
    rules: Iterable[VisitRule],
    calendar: WorkCalendar,
    trigger: VisitTrigger = VisitTrigger.ACCEPTANCE,
    *,
    few: bool = False,
) -> list[tuple[str, date]]:
    """Return code and day of every visit that follows what happened on the day, earliest first; with `few` only what is always made."""
    found = [(rule.code, _day(on, rule, calendar)) for rule in rules if rule.trigger is trigger and (rule.always or not few)]
    return sorted(found, key=lambda visit: visit[1])


def next_year(on: date, rule: VisitRule, after: date, calendar: WorkCalendar) -> date:
    """Return the first day after `after` on which a yearly visit comes again that follows what happened `on` a day."""
    if rule.before is not None:
        return calendar.next_workday(_ahead(after + A_MONTH, rule.before, rule.lead_days))
    years = range(1, after.year - on.year + 3)
    return next(day for year in years if (day := calendar.next_workday(add_months(on, 12 * year))) > after + A_MONTH)


def next_slot(tried: Iterable[time]) -> str:
    """Return at which time of the day to try again: in the morning, at noon, in the evening, whichever was not tried yet."""
    taken = {_part(one) for one in tried}
    return next((slot for slot in SLOTS if _part(time.fromisoformat(slot)) not in taken), SLOTS[0])


def _part(at: time) -> int:
    return sum(at >= end for end in PARTS)


def _day(on: date, rule: VisitRule, calendar: WorkCalendar) -> date:
    day = add_months(on, rule.months) + timedelta(days=rule.days)
    if rule.before is not None:
        day = _ahead(day, rule.before, rule.lead_days)
    return day if rule.exact else calendar.next_workday(day)


def _ahead(earliest: date, season: Season, lead_days: int) -> date:
    """Return the first day on or after `earliest` that lies the lead ahead of a season."""
    starts = (season.starting(year)[0] - timedelta(days=lead_days) for year in range(earliest.year, earliest.year + 3))
    return next(day for day in starts if day >= earliest)
