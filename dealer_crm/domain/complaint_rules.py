"""The clock of a complaint: answer, plan and close by when (domain.md 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from dealer_crm.domain.complaints import Severity
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.trade import Entry
from dealer_crm.domain.workdays import WorkCalendar

LEGAL_DAYS = 15
LAST_MINUTE = time(23, 59)
"""A term in days runs to the end of its last day (民法典 §203)."""
FARTHEST_WEST, FARTHEST_EAST, QUARTER = timedelta(hours=-12), timedelta(hours=14), timedelta(minutes=15)
"""What zones there are."""


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


def deadlines(opened_at: datetime, rule: ComplaintRule, calendar: WorkCalendar, zone: tzinfo | None = None) -> Deadlines:
    """Return the clock of a complaint; no time it allows goes beyond the legal one. `zone` None = this computer's."""
    legal_by = _until(opened_at, Span(days=LEGAL_DAYS), calendar, zone)
    respond, plan, close = (
        None if span is None else min(_until(opened_at, span, calendar, zone), legal_by) for span in (rule.respond, rule.plan, rule.close)
    )
    counted = [
        end
        for span, end in ((rule.respond, respond), (rule.plan, plan), (rule.close, close))
        if span is not None and span.workdays is not None and end is not None
    ]
    return Deadlines(
        respond_by=respond or legal_by,
        plan_by=plan,
        close_by=close,
        legal_by=legal_by,
        provisional=any(calendar.provisional(local_day(end, zone)) for end in counted),
    )


def zones_of(end: datetime) -> list[tzinfo]:
    """Return the zones in which an instant is the last minute of a day: a term in days that was counted there ends so."""
    at = end.astimezone(UTC)
    ahead = timedelta(hours=LAST_MINUTE.hour - at.hour, minutes=LAST_MINUTE.minute - at.minute)
    found = (ahead - timedelta(days=1), ahead)
    return [timezone(one) for one in found if FARTHEST_WEST <= one <= FARTHEST_EAST and not one % QUARTER]


def _until(opened_at: datetime, span: Span, calendar: WorkCalendar, zone: tzinfo | None) -> datetime:
    """Return the end of a span, in UTC; hours run on, days and working days end with the day."""
    if span.hours is not None:
        return (opened_at + timedelta(hours=span.hours)).astimezone(UTC)
    day = local_day(opened_at, zone)
    last = day + timedelta(days=span.days) if span.days is not None else calendar.add_workdays(day, span.workdays or 0)
    return datetime.combine(last, LAST_MINUTE, zone).astimezone(UTC)
