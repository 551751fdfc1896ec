"""The clock of a complaint: answer, plan and close by when (domain.md 3.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dealer_crm.domain.complaint_case import ClockKind
from dealer_crm.domain.complaint_clock import Hours
from dealer_crm.domain.complaints import Severity
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.trade import Entry

LEGAL_DAYS = 15


@dataclass(frozen=True)
class Span:
    """How long something may take: natural hours, days or working days; the first that is given counts."""

    hours: int | None = None
    days: int | None = None
    workdays: int | None = None


@dataclass(frozen=True)
class ComplaintRule(Entry):
    """The times one severity allows; `close` None = until solved. Code and version stay with the complaint."""

    code: str
    severity: Severity
    respond: Span
    plan: Span | None = None
    close: Span | None = None
    version: int = 1


@dataclass(frozen=True)
class Deadlines:
    """When a complaint is answered, planned and closed, aware UTC. After `legal_by` the law takes it for wilful delay.

    `provisional` = working days were counted in a year whose holidays are not published.
    """

    respond_by: datetime
    plan_by: datetime | None
    close_by: datetime | None
    legal_by: datetime
    provisional: bool = False


def deadlines(opened_at: datetime, rule: ComplaintRule, hours: Hours) -> Deadlines:
    """Return the clock of a complaint: no time it allows goes beyond the legal one, no answer or plan beyond what comes after it."""
    legal_by = _until(opened_at, Span(days=LEGAL_DAYS), replace(hours, kind=ClockKind.NATURAL))
    ends, latest = dict[str, datetime](), legal_by
    for name in ("close", "plan", "respond"):
        span = getattr(rule, name)
        if span is not None:
            ends[name] = latest = min(_until(opened_at, span, hours), latest)
    counted = [local_day(end, hours.zone) for name, end in ends.items() if getattr(rule, name).workdays is not None]
    return Deadlines(
        respond_by=ends.get("respond", latest),
        plan_by=ends.get("plan"),
        close_by=ends.get("close"),
        legal_by=legal_by,
        provisional=any(map(hours.calendar.provisional, counted)),
    )


def _until(opened_at: datetime, span: Span, hours: Hours) -> datetime:
    """Return the end of a span, in UTC; hours run as they count, days and working days end with the day."""
    if span.hours is not None:
        return hours.advance(opened_at, timedelta(hours=span.hours))
    day = local_day(opened_at, hours.zone)
    last = day + timedelta(days=span.days) if span.days is not None else hours.calendar.add_workdays(day, span.workdays or 0)
    return hours.end_of(last)
