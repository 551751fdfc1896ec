"""Writes the clock of a case: its deadlines, the one that runs, and when it goes up; whatever moves one of them settles all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.classes import ValueClass
from dealer_crm.domain.complaint_case import ClockKind, Escalation
from dealer_crm.domain.complaint_clock import Hours, Pause, escalation, moved
from dealer_crm.domain.complaint_rules import Deadlines
from dealer_crm.domain.complaint_steps import Clock, Due
from dealer_crm.domain.complaint_terms import BY_WEIGHT, Terms, days_of, plain_days, terms_of
from dealer_crm.domain.complaints import ComplaintLevel, ComplaintState, Severity, Step8
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.services.shop_days import shop_hours
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import Complaint, ComplaintEscalation, ComplaintPause, ComplaintStep, CustomerClass, OwnClock

DEADLINES = ("respond_by", "plan_by", "close_by")
UPWARDS = ("due_kind", "due_at", "remind_at", "manager_at", "owner_at")
BASE = "base"
"""Where a case keeps its deadlines as they were without its pauses; what was taken before there were pauses has none."""
OWNER = "owner"
"""Where a case keeps that its customer was of the first class when it began: the owner sees to it himself (店主亲访)."""
DAYS, ZONE = "days", "zone"
"""Where a case keeps which days the shop worked, for a clock by shop hours, and by how many minutes its wall clock was ahead of UTC."""


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
    """Return which days count for a case that comes now: those of the law, or those on which the shop is open."""
    return trade.calendar() if terms.kind is ClockKind.SHOP else trade.legal_calendar()


def deadlines_now(session: Session, trade: Trade, severity: Severity, opened_at: datetime) -> Deadlines:
    """Return the deadlines of a case that comes now (or came then) by the terms that hold."""
    terms = held_terms(session, trade)
    return terms.deadlines(opened_at, severity, calendar_of(terms, trade))


def begin_clock(session: Session, trade: Trade, case: Complaint) -> None:
    """Set the clock of a case by its severity: by the terms that hold for a new one, by those it began with for one that runs."""
    terms = kept_terms(case, trade) if case.clock else held_terms(session, trade)
    calendar, zone, opened = _kept_calendar(case, terms, trade), _kept_zone(case), case.opened_at.astimezone()
    found = terms.deadlines(case.opened_at, case.severity, calendar, zone)
    case.clock = {
        **terms.plain(),
        ZONE: _minutes(zone.utcoffset(None) if zone else opened.utcoffset()),
        OWNER: _first_class(session, case),
        BASE: {name: _text(getattr(found, name)) for name in DEADLINES},
        **({DAYS: plain_days(calendar, opened.date())} if terms.kind is ClockKind.SHOP else {}),
    }
    case.respond_by, case.plan_by, case.close_by = found.respond_by, found.plan_by, found.close_by
    case.rule, case.rule_version = terms.rules[case.severity].code, terms.rules[case.severity].version


def know_customer(session: Session, case: Complaint) -> None:
    """Write down with the clock whether the customer is of the first class; part of the write that says whose case it is."""
    case.clock = {**case.clock, OWNER: _first_class(session, case)}


def settle_clock(session: Session, trade: Trade, case: Complaint) -> None:
    """Work out all that follows for the clock of a case; part of every write that moves it. The case and its parts are flushed."""
    for name, value in worked_out(session, trade, case).items():
        if getattr(case, name) != value:
            setattr(case, name, value)


def worked_out(session: Session, trade: Trade, case: Complaint) -> dict[str, Any]:
    """Return the columns of a case that follow from others: deadlines, the one that runs, when it goes up, since when it waits."""
    terms = kept_terms(case, trade)
    hours = terms.hours_of(case.severity, _kept_calendar(case, terms, trade), _kept_zone(case))
    rows = pauses_of(session, case)
    pauses, waiting = [Pause(row.from_at, row.until_at) for row in rows], next((row for row in rows if row.until_at is None), None)
    found: dict[str, Any] = _deadlines(case, pauses, hours)
    found["paused_at"] = waiting.from_at if waiting else None
    if case.state is not ComplaintState.OPEN:
        return found | dict.fromkeys(UPWARDS)
    asks = hours.day_ends(waiting.expected_on) if waiting else None
    clock = Clock(**{name: found[name] for name in DEADLINES}, **_facts(session, case), told_at=_told(session, case), waits_until=asks)
    return found | _upwards(session, case, clock, pauses, hours)


def pauses_of(session: Session, case: Complaint) -> Sequence[ComplaintPause]:
    """Return the pauses of a case, the earliest first."""
    query = select(ComplaintPause).where(ComplaintPause.complaint_id == case.id)
    return session.scalars(query.order_by(ComplaintPause.from_at, ComplaintPause.id)).all()


def _kept_calendar(case: Complaint, terms: Terms, trade: Trade) -> WorkCalendar:
    return days_of((case.clock or {}).get(DAYS)) or calendar_of(terms, trade)


def _kept_zone(case: Complaint) -> tzinfo | None:
    """Return the zone in which the clock of a case goes, wherever this computer is by now; None = where it is."""
    minutes = (case.clock or {}).get(ZONE)
    return timezone(timedelta(minutes=minutes)) if isinstance(minutes, int) and abs(minutes) < 24 * 60 else None


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


def _upwards(session: Session, case: Complaint, clock: Clock, pauses: Sequence[Pause], hours: Hours) -> dict[str, Any]:
    """Return the deadline that runs and when it goes up; whoever has seen to it since then does not hear of it again."""
    kind, due = clock.running()
    answered = clock.responded_at or case.opened_at
    starts = {
        Due.PROMISE: answered,
        Due.DAILY: max(clock.told_at or answered, answered),
        Due.WAITING: pauses[-1].from_at if pauses else answered,
    }
    steps = escalation(min(starts.get(kind, case.opened_at), due), due, pauses, hours)
    seen = _seen(session, case)
    by_manager, by_owner = seen.get(Escalation.MANAGER), seen.get(Escalation.OWNER)
    owner_at = case.opened_at if by_owner is None and _owners_own(case) else steps.owner_at
    return {
        "due_kind": kind,
        "due_at": due,
        "remind_at": steps.remind_at,
        "manager_at": _unseen(steps.manager_at, by_manager, by_owner),
        "owner_at": _unseen(owner_at, by_owner),
    }


def _unseen(at: datetime, *seen: datetime | None) -> datetime | None:
    return None if any(one is not None and one >= at for one in seen) else at


def _seen(session: Session, case: Complaint) -> Mapping[Escalation, datetime]:
    """Return when it was last seen to by those of each level."""
    query = select(ComplaintEscalation.level, func.max(ComplaintEscalation.seen_at)).where(ComplaintEscalation.complaint_id == case.id)
    return {row[0]: row[1] for row in session.execute(query.group_by(ComplaintEscalation.level))}


def _owners_own(case: Complaint) -> bool:
    """Tell whether the owner is to see to it himself from the beginning: level 3, or a customer of the first class (domain.md 3.4)."""
    return case.level is ComplaintLevel.THIRD_PARTY or case.clock.get(OWNER) is True


def _first_class(session: Session, case: Complaint) -> bool:
    value = select(CustomerClass.value_class).where(CustomerClass.customer_id == case.customer_id)
    return session.execute(value).scalar() == ValueClass.A


def _minutes(ahead: timedelta | None) -> int:
    return int((ahead or timedelta()).total_seconds() // 60)


def _text(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""
