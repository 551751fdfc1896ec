"""Computes every stored date that follows from others once more: ends of coverages, care that is due, deadlines of complaints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.complaint_rules import ComplaintRule, deadlines, zones_of
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.services.coverages import care_due, counted
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Complaint, Equipment, EquipmentCoverage, Maintenance


def wrong_dates(session: Session, trade: Trade) -> list[str]:
    """Return what differs, one case a row: the record and the columns."""
    return [f"{name} {' '.join(wanted)}" for name, _, wanted in _differences(session, trade)]


def mend_dates(session: WriteSession, trade: Trade) -> None:
    """Write the dates as they should be; part of the caller's write."""
    for _, row, wanted in _differences(session, trade):
        for column, value in wanted.items():
            setattr(row, column, value)


def _differences(session: Session, trade: Trade) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    for name, row, wanted in (*_coverages(session, trade), *_cares(session, trade), *_complaints(session, trade)):
        found = {column: value for column, value in wanted.items() if getattr(row, column) != value}
        if found:
            yield name, row, found


def _coverages(session: Session, trade: Trade) -> list[tuple[str, Any, dict[str, Any]]]:
    calendar = trade.legal_calendar()
    query = select(EquipmentCoverage, Equipment).join(Equipment, Equipment.id == EquipmentCoverage.equipment_id)
    found = []
    for row, machine in session.execute(query.order_by(EquipmentCoverage.id)).all():
        cover = counted(row, machine, trade, calendar)
        found.append((f"{machine.number} {row.kind.value}", row, {"start_on": cover.start_on, "end_on": cover.end_on}))
    return found


def _cares(session: Session, trade: Trade) -> list[tuple[str, Any, dict[str, Any]]]:
    query = select(Maintenance, Equipment).join(Equipment, Equipment.id == Maintenance.equipment_id).order_by(Maintenance.id)
    pairs = session.execute(query).all()
    return [(f"{machine.number} {care.code}", care, {"next_on": care_due(care, machine, trade)}) for care, machine in pairs]


def _complaints(session: Session, trade: Trade) -> list[tuple[str, Any, dict[str, Any]]]:
    """A clock runs by the rule it began with: where the trade's data have another version now, nothing can be compared."""
    calendar, found = trade.legal_calendar(), []
    for case in session.scalars(select(Complaint).order_by(Complaint.id)):
        rule = trade.complaint_rule(case.severity)
        if (rule.code, rule.version) == (case.rule, case.rule_version):
            wanted = {column: _deadline(case, column, rule, calendar) for column in ("respond_by", "plan_by", "close_by")}
            found.append((case.number, case, wanted))
    return found


def _deadline(case: Complaint, column: str, rule: ComplaintRule, calendar: WorkCalendar) -> datetime | None:
    """Return a deadline by the rule. One that was counted where the computer's clock stood in another zone holds as it was told."""
    stored: datetime | None = getattr(case, column)
    zones = zones_of(stored) if stored is not None else []
    counted: list[datetime | None] = [getattr(deadlines(case.opened_at, rule, calendar, zone), column) for zone in (None, *zones)]
    return stored if stored in counted else counted[0]
