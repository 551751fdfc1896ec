"""The terms of complaints as a whole: what each severity allows and which hours count; a case keeps the terms it began with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from dealer_crm.domain.complaint_case import ClockKind
from dealer_crm.domain.complaint_clock import Hours
from dealer_crm.domain.complaint_rules import ComplaintRule, Deadlines, Span, deadlines
from dealer_crm.domain.complaints import Severity
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.workdays import ShopHours, WorkCalendar

BY_WEIGHT = (Severity.URGENT, Severity.MAJOR, Severity.NORMAL)
"""The most severe first."""
LONGEST_NOTE = 200
LONGEST = {"hours": 15 * 24, "days": 15, "workdays": 15}
"""No term is longer than what the law takes for wilful delay."""
SPANS = ("respond", "plan", "close")
DAYS_BEFORE, DAYS_AFTER = 30, 120
"""So far around the day on which a case came its holidays are kept with it."""


class TermOutOfRange(DomainError):
    """A term is no number of hours or days from 1 to its most. Parameters: most (int)."""

    field = "terms"


class TermsNoteTooLong(DomainError):
    """What is said of a change is one short line. Parameter: most (int)."""

    field = "note"


class TermMissing(DomainError):
    """Every severity wants a time for the first answer."""

    field = "terms"


@dataclass(frozen=True)
class Terms:
    """What every severity allows. `number` counts the shop's versions, 0 = as shipped. `hours` are the shop's own, where these count."""

    kind: ClockKind
    rules: Mapping[Severity, ComplaintRule]
    hours: ShopHours = ShopHours()
    number: int = 0

    def hours_of(self, severity: Severity, calendar: WorkCalendar, zone: tzinfo | None = None) -> Hours:
        """Return which time counts for a severity; danger does not wait until the shop opens."""
        kind = ClockKind.NATURAL if severity is Severity.URGENT else self.kind
        return Hours(kind, self.hours.opens_at, self.hours.closes_at, calendar, zone)

    def deadlines(self, opened_at: datetime, severity: Severity, calendar: WorkCalendar, zone: tzinfo | None = None) -> Deadlines:
        """Return the clock of a case without its pauses. What is more severe is never due later than what is less."""
        milder = BY_WEIGHT[BY_WEIGHT.index(severity) :]
        found = [deadlines(opened_at, self.rules[one], self.hours_of(one, calendar, zone)) for one in milder]
        first = found[0]
        return replace(
            first,
            respond_by=min(one.respond_by for one in found),
            plan_by=min((one.plan_by for one in found if one.plan_by), default=None) if first.plan_by else None,
            close_by=min((one.close_by for one in found if one.close_by), default=None) if first.close_by else None,
        )

    def checked(self) -> Terms:
        """Return the terms. Raises TermMissing, TermOutOfRange."""
        for rule in self.rules.values():
            for name in SPANS:
                span = getattr(rule, name)
                if span is not None:
                    _check(span)
                elif name == SPANS[0]:
                    raise TermMissing
        return self

    def plain(self) -> dict[str, Any]:
        """Return them as plain data, for the store."""
        return {
            "kind": self.kind.value,
            "number": self.number,
            "opens_at": f"{self.hours.opens_at:%H:%M}",
            "closes_at": f"{self.hours.closes_at:%H:%M}",
            "rules": {severity.value: _plain(self.rules[severity]) for severity in BY_WEIGHT},
        }


@dataclass(frozen=True)
class TermsEdition:
    """A version of the terms: the shipped one, or one the shop wrote; `by` is who wrote it, "" where nobody is known."""

    terms: Terms
    shipped: bool = False
    written_at: datetime | None = None
    by: str = ""
    note: str = ""


def terms_of(body: Mapping[str, Any], shipped: Terms) -> Terms:
    """Return terms that were kept; what cannot be read is as shipped, so that no case is without a clock."""
    try:
        opens, closes = (time.fromisoformat(body[name]) for name in ("opens_at", "closes_at"))
        rules = {severity: _rule(body["rules"][severity.value], shipped.rules[severity]) for severity in BY_WEIGHT}
        return Terms(ClockKind(body["kind"]), rules, ShopHours(opens, closes).checked(), int(body["number"])).checked()
    except (AttributeError, KeyError, TypeError, ValueError, DomainError):
        return shipped


def plain_days(calendar: WorkCalendar, opened_on: date) -> dict[str, Any]:
    """Return the days that count around the one on which a case came, as plain data: days off entered later do not move its clock."""
    first, last = opened_on - timedelta(days=DAYS_BEFORE), opened_on + timedelta(days=DAYS_AFTER)
    off, on = ([day.isoformat() for day in sorted(days) if first <= day <= last] for days in (calendar.holidays, calendar.make_up))
    return {"rest": sorted(calendar.rest_days), "off": off, "on": on}


def days_of(body: Any) -> WorkCalendar | None:
    """Return days that were kept, None where nothing was kept or it cannot be read."""
    try:
        off, on = (frozenset(map(date.fromisoformat, body[name])) for name in ("off", "on"))
        rest = ShopHours(rest_days=frozenset(map(int, body["rest"]))).checked().rest_days
        return WorkCalendar(off, on, frozenset(day.year for day in off), rest)
    except (KeyError, TypeError, ValueError, DomainError):
        return None


def _check(span: Span) -> None:
    given = {name: getattr(span, name) for name in LONGEST if getattr(span, name) is not None}
    if not given:
        raise TermMissing
    for name, value in given.items():
        if type(value) is not int or not 1 <= value <= LONGEST[name]:
            raise TermOutOfRange(most=LONGEST[name])


def _plain(rule: ComplaintRule) -> dict[str, Any]:
    spans = {name: getattr(rule, name) for name in SPANS}
    own = {name: {unit: n for unit in LONGEST if (n := getattr(span, unit)) is not None} for name, span in spans.items() if span}
    return {"code": rule.code, "version": rule.version, **own}


def _rule(body: Mapping[str, Any], shipped: ComplaintRule) -> ComplaintRule:
    spans = {name: Span(**body[name]) if body.get(name) else None for name in SPANS}
    respond = spans["respond"]
    if respond is None:
        raise TermMissing
    return replace(shipped, respond=respond, plan=spans["plan"], close=spans["close"], version=int(body["version"]))
