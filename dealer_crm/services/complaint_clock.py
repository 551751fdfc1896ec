"""Writes the clock of a case: its deadlines, the one that runs, and when it goes up; whatever moves one of them settles all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.classes import ValueClass
from dealer_crm.domain.complaint_case import ClockKind, Escalation
from dealer_crm.domain.complaint_clock import LAST_MINUTE, Hours, Pause, escalation, moved
from dealer_crm.domain.complaint_rules import Deadlines
from dealer_crm.domain.complaint_steps import Clock, Due
from dealer_crm.domain.complaint_terms import BY_WEIGHT, Terms, terms_of
from dealer_crm.domain.complaints import ComplaintLevel, ComplaintState, Severity, Step8
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.services.shop_days import shop_hours
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import Complaint, ComplaintEscalation, ComplaintPause, ComplaintStep, CustomerClass, OwnClock

DEADLINES = ("respond_by", "plan_by", "close_by")
BASE = "base"
"""Where a case keeps its deadlines as they were without its pauses; what was taken before there were pauses has none."""
OWNER = "owner"
"""Where a case keeps that its customer was of the first class when it began: the owner sees to it himself (店主亲访)."""


def shipped_terms(trade: Trade) -> Terms:
    """Return the terms as they are shipped."""
    return Terms(ClockKind.NATURAL, {severity: trade.complaint_rule(severity) for severity in BY_WEIGHT})


def held_terms(session: Session, trade: Trade) -> Terms:
    """Return the terms for cases that come now, with the hours at which the shop is open now."""
    shipped = shipped_terms(trade)
    body = session.execute(select(OwnClock.body).order_by(OwnClock.id.desc()).limit(1)).scalar()
    return replace(terms_of(body, shipped) if body else shipped, hours=shop_hours(session))


def kept_terms(case: Complaint, trade: Trade) -> Terms:
    """Return the terms a case began with."""
    return terms_of(case.clock, shipped_terms(trade))


def calendar_of(terms: Terms, trade: Trade) -> WorkCalendar:
    """Return which days count: those of the law, or those on which the shop is open."""
    return trade.calendar() if terms.kind is ClockKind.SHOP else trade.legal_calendar()


def deadlines_now(session: Session, trade: Trade, severity: Severity, opened_at: datetime) -> Deadlines:
    """Return the deadlines of a case that comes now (or came then) by the terms that hold."""
    terms = held_terms(session, trade)
    return terms.deadlines(opened_at, severity, calendar_of(terms, trade))


def begin_clock(session: Session, trade: Trade, case: Complaint) -> None:
    """Set the clock of a case by its severity: by the terms that hold for a new one, by those it began with for one that runs."""
    terms = kept_terms(case, trade) if case.clock else held_terms(session, trade)
    found = terms.deadlines(case.opened_at, case.severity, calendar_of(terms, trade))
    case.clock = {**terms.plain(), OWNER: _first_class(session, case), BASE: {name: _text(getattr(found, name)) for name in DEADLINES}}
    case.respond_by, case.plan_by, case.close_by = found.respond_by, found.plan_by, found.close_by
    case.rule, case.rule_version = terms.rules[case.severity].code, terms.rules[case.severity].version


def settle_clock(session: Session, trade: Trade, case: Complaint) -> None:
    """Work out all that follows for the clock of a case; part of every write that moves it. The case and its parts are flushed."""
    for name, value in worked_out(session, trade, case).items():
        if getattr(case, name) != value:
            setattr(case, name, value)


def worked_out(session: Session, trade: Trade, case: Complaint) -> dict[str, Any]:
    """Return the columns of a case that follow from others: deadlines, the one that runs, when it goes up, since when it waits."""
    terms = kept_terms(case, trade)
    hours, rows = terms.hours_of(case.severity, calendar_of(terms, trade)), pauses_of(session, case)
    pauses = [Pause(row.from_at, row.until_at) for row in rows]
    waiting = next((row for row in rows if row.until_at is None), None)
    found: dict[str, Any] = _deadlines(case, pauses, hours)
    found["paused_at"] = waiting.from_at if waiting else None
    told = _told(session, case)
    clock = Clock(**found_deadlines(found), **_facts(session, case), told_at=told, waits_until=_asks(waiting, hours))
    return found | _upwards(session, case, clock, pauses, hours)


def pauses_of(session: Session, case: Complaint) -> Sequence[ComplaintPause]:
    """Return the pauses of a case, the earliest first."""
    return session.scalars(select(ComplaintPause).where(ComplaintPause.complaint_id == case.id).order_by(ComplaintPause.from_at)).all()


def found_deadlines(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the three deadlines of what was worked out."""
    return {name: found[name] for name in DEADLINES}


def _deadlines(case: Complaint, pauses: Sequence[Pause], hours: Hours) -> dict[str, Any]:
    """Return the deadlines moved by the pauses; once the customer was answered nothing moves the answer."""
    before = [one for one in pauses if case.responded_at is None or one.from_at < case.responded_at]
    found = {}
    for name in DEADLINES:
        base = _base(case, name)
        found[name] = None if base is None else moved(base, before if name == "respond_by" else pauses, hours)
    return found


def _base(case: Complaint, name: str) -> datetime | None:
    kept = case.clock.get(BASE, {})
    if name not in kept:
        stored: datetime | None = getattr(case, name)
        return stored
    return datetime.fromisoformat(kept[name]) if kept[name] else None


def _facts(session: Session, case: Complaint) -> dict[str, Any]:
    corrected = select(ComplaintStep.id).where(ComplaintStep.complaint_id == case.id, ComplaintStep.step == int(Step8.CORRECT))
    planned = bool(case.measure) or session.execute(corrected).first() is not None
    return {"promised_by": case.promised_by, "responded_at": case.responded_at, "planned": planned}


def _told(session: Session, case: Complaint) -> datetime | None:
    last = session.execute(select(func.max(ComplaintStep.done_at)).where(ComplaintStep.complaint_id == case.id)).scalar()
    return max((one for one in (case.told_at, last) if one), default=None)


def _asks(waiting: ComplaintPause | None, hours: Hours) -> datetime | None:
    """Return until when a waiting case waits: the end of the day on which somebody asks."""
    return None if waiting is None else _end_of(waiting.expected_on, hours)


def _end_of(day: date, hours: Hours) -> datetime:
    return datetime.combine(day, LAST_MINUTE, hours.zone).astimezone()


def _upwards(session: Session, case: Complaint, clock: Clock, pauses: Sequence[Pause], hours: Hours) -> dict[str, Any]:
    if case.state is not ComplaintState.OPEN:
        return dict.fromkeys(("due_kind", "due_at", "remind_at", "manager_at", "owner_at"))
    kind, due = clock.running()
    starts = {
        Due.PROMISE: clock.responded_at,
        Due.DAILY: max(clock.told_at or case.opened_at, clock.responded_at or case.opened_at),
        Due.WAITING: pauses[-1].from_at if pauses else None,
    }
    start = min(starts.get(kind) or case.opened_at, due)
    steps = escalation(start, due, [one for one in pauses if one.until_at], hours)
    owner_at = case.opened_at if _owner_goes(session, case) else steps.owner_at
    return {"due_kind": kind, "due_at": due, "remind_at": steps.remind_at, "manager_at": steps.manager_at, "owner_at": owner_at}


def _owner_goes(session: Session, case: Complaint) -> bool:
    """Tell whether the owner is to see to it himself and has not yet: level 3, or a customer of the first class (domain.md 3.4)."""
    seen = select(ComplaintEscalation.id).where(ComplaintEscalation.complaint_id == case.id, ComplaintEscalation.level == Escalation.OWNER)
    if session.execute(seen).first() is not None:
        return False
    return case.level is ComplaintLevel.THIRD_PARTY or case.clock.get(OWNER) is True


def _first_class(session: Session, case: Complaint) -> bool:
    value = select(CustomerClass.value_class).where(CustomerClass.customer_id == case.customer_id)
    return session.execute(value).scalar() == ValueClass.A


def _text(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""
