"""Computes every stored date that follows from others once more: ends of coverages, care that is due, deadlines of complaints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.services.complaint_clock import all_worked_out
from dealer_crm.services.coverages import care_due, counted
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Equipment, EquipmentCoverage, Maintenance


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
    """A clock runs by the terms it began with, which stand with the case."""
    return [(case.number, case, wanted) for case, wanted in all_worked_out(session, trade)]
