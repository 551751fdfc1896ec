"""Writes the clock of a case: its deadlines, the one that runs, and when it goes up; whatever moves one of them settles all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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

_PAUSES = select(ComplaintPause).order_by(ComplaintPause.from_at, ComplaintPause.id)
_STEPS = select(ComplaintStep.complaint_id, func.max(ComplaintStep.done_at), func.max(ComplaintStep.step == int(Step8.CORRECT))).group_by(
    ComplaintStep.complaint_id
)
_SEEN = select(ComplaintEscalation.complaint_id, ComplaintEscalation.level, func.max(ComplaintEscalation.seen_at)).group_by(
    ComplaintEscalation.complaint_id, ComplaintEscalation.level
)


@dataclass(frozen=True)
class ClockParts:
    """What the clock of a case looks at beside the case: its pauses, the last tick, whether step 6 is ticked, when who saw to it last."""

    pauses: Sequence[ComplaintPause]
    ticked_at: datetime | None
    corrected: bool
    seen: Mapping[Escalation, datetime]


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
    for name, value in worked_out(trade, case, _parts(session, case)).items():
        if getattr(case, name) != value:
            setattr(case, name, value)


def all_worked_out(session: Session, trade: Trade) -> Iterator[tuple[Complaint, dict[str, Any]]]:
    """Give every case with the columns that follow from others, its parts read all at once."""
    pauses = defaultdict[int, list[ComplaintPause]](list)
    for pause in session.scalars(_PAUSES):
        pauses[pause.complaint_id].append(pause)
    seen = defaultdict[int, dict[Escalation, datetime]](dict)
    for complaint_id, level, at in session.execute(_SEEN):
        seen[complaint_id][level] = at
    steps = {row[0]: (row[1], bool(row[2])) for row in session.execute(_STEPS)}
    for case in session.scalars(select(Complaint).order_by(Complaint.id)):
        ticked_at, corrected = steps.get(case.id, (None, False))
        yield case, worked_out(trade, case, ClockParts(pauses.get(case.id, ()), ticked_at, corrected, seen.get(case.id, {})))


def worked_out(trade: Trade, case: Complaint, parts: ClockParts) -> dict[str, Any]:
    """Return the columns of a case that follow from others: deadlines, the one that runs, when it goes up, since when it waits."""
    if case.state is not ComplaintState.OPEN and not parts.pauses:  # most cases of an old shop
        return {name: _base(case, name) for name in DEADLINES} | dict.fromkeys(("paused_at", *UPWARDS))
    terms = kept_terms(case, trade)
    hours = terms.hours_of(case.severity, _kept_calendar(case, terms, trade), _kept_zone(case))
    pauses = [Pause(row.from_at, row.until_at) for row in parts.pauses]
    waiting = next((row for row in parts.pauses if row.until_at is None), None)
    found: dict[str, Any] = _deadlines(case, pauses, hours)
    deadlines = dict(found)
    found["paused_at"] = waiting.from_at if waiting else None
    if case.state is not ComplaintState.OPEN:
        return found | dict.fromkeys(UPWARDS)
    clock = Clock(
        **deadlines,
        promised_by=case.promised_by,
        responded_at=case.responded_at,
        planned=bool(case.measure) or parts.corrected,
        told_at=max((one for one in (case.told_at, parts.ticked_at) if one), default=None),
        waits_until=hours.day_ends(waiting.expected_on) if waiting else None,
    )
    return found | _upwards(case, clock, pauses, parts.seen, hours)


def _parts(session: Session, case: Complaint) -> ClockParts:
    ticked = session.execute(_STEPS.where(ComplaintStep.complaint_id == case.id)).first()
    ticked_at, corrected = (None, False) if ticked is None else (ticked[1], bool(ticked[2]))
    seen = {row[1]: row[2] for row in session.execute(_SEEN.where(ComplaintEscalation.complaint_id == case.id))}
    return ClockParts(pauses_of(session, case), ticked_at, corrected, seen)


def pauses_of(session: Session, case: Complaint) -> Sequence[ComplaintPause]:
    """Return the pauses of a case, the earliest first."""
    return session.scalars(_PAUSES.where(ComplaintPause.complaint_id == case.id)).all()


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


def _upwards(case: Complaint, clock: Clock, pauses: Sequence[Pause], seen: Mapping[Escalation, datetime], hours: Hours) -> dict[str, Any]:
    """Return the deadline that runs and when it goes up; whoever has seen to it since then does not hear of it again."""
    kind, due = clock.running()
    answered = clock.responded_at or case.opened_at
    starts = {
        Due.PROMISE: answered,
        Due.DAILY: max(clock.told_at or answered, answered),
        Due.WAITING: pauses[-1].from_at if pauses else answered,
    }
    steps = escalation(min(starts.get(kind, case.opened_at), due), due, pauses, hours)
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
