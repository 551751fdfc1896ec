"""Keeps what follows from a machine's days true: its coverages and the care it wants; part of the caller's write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import RequestState
from dealer_crm.domain.coverages import Coverage, CoverageState, CoverageTerm, StartBasis, coverage, state_of, with_months
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.equipment import LENGTHENED, life_of
from dealer_crm.domain.maintenance import DoneBy, MaintenanceCycle, next_due
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Equipment, EquipmentCoverage, Maintenance, Product, ServiceRequest


def settle(session: WriteSession, machine: Equipment, trade: Trade) -> None:
    """Give a machine the coverages and the care of its category, or count those it has from its days of now.

    The machine has its id already. What it has keeps the terms it was given, whatever the trade's data say today. The days
    of its repairs are taken out of the statutory periods, also where the day from which they run is entered later.
    """
    covers, cares = coverages_of(session, machine.id), cares_of(session, machine.id)
    product = session.get(Product, machine.product_id) if machine.product_id else None
    calendar, repairs = trade.legal_calendar(), _repairs(session, machine.id)
    for row in covers or _first_coverages(session, machine, product, trade):
        if row.kind in LENGTHENED:
            _set(row, "repair_days", _days_in_repair(row, machine, trade, calendar, repairs))
        _count(row, machine, trade, calendar)
    for care in cares or _first_cares(session, machine, product, trade):
        count_care(care, machine, trade)
    session.flush()


def settle_anew(session: WriteSession, machine: Equipment, trade: Trade) -> None:
    """Replace coverages and care by those of the machine's present category; coverages of no category's rule stay."""
    for row in coverages_of(session, machine.id):
        if row.rule:
            session.delete(row)
    for care in cares_of(session, machine.id):
        session.delete(care)
    session.flush()
    product = session.get(Product, machine.product_id) if machine.product_id else None
    _first_coverages(session, machine, product, trade)
    _first_cares(session, machine, product, trade)
    session.flush()
    settle(session, machine, trade)


def coverages_of(session: Session, equipment_id: int) -> list[EquipmentCoverage]:
    """Return the coverages of a machine in the order of its certificate."""
    query = select(EquipmentCoverage).where(EquipmentCoverage.equipment_id == equipment_id)
    return list(session.scalars(query.order_by(EquipmentCoverage.position, EquipmentCoverage.id)))


def cares_of(session: Session, equipment_id: int) -> list[Maintenance]:
    """Return the recurring work of a machine, what is due first at the top."""
    query = select(Maintenance).where(Maintenance.equipment_id == equipment_id)
    return list(session.scalars(query.order_by(Maintenance.next_on.is_(None), Maintenance.next_on, Maintenance.id)))


def covered(row: Any, calendar: WorkCalendar | None = None) -> Coverage:
    """Return a stored coverage as the rules know it; with a calendar it says whether its end may still move."""
    return Coverage(
        code=row.rule,
        version=row.rule_version,
        kind=row.kind,
        basis=row.basis,
        provider=row.provider,
        start_on=row.start_on,
        end_on=row.end_on,
        repair_days=row.repair_days,
        provisional=bool(calendar and row.end_on and calendar.provisional(row.end_on)),
    )


def count_care(care: Maintenance, machine: Equipment, trade: Trade) -> None:
    """Set when the work is due."""
    care.next_on = care_due(care, machine, trade)


def counted(row: EquipmentCoverage, machine: Equipment, trade: Trade, calendar: WorkCalendar) -> Coverage:
    """Return the coverage as the machine's days of now make it; it ends with the machine."""
    found = coverage(_term(row, trade), life_of(machine), calendar, row.repair_days)
    if found.end_on is None or machine.removed_on is None:
        return found
    return replace(found, end_on=min(found.end_on, machine.removed_on))


def care_due(care: Maintenance, machine: Equipment, trade: Trade) -> date | None:
    """Return when the work is due: a cycle after the last time, else after commissioning; None while both are unknown."""
    since = care.last_on or machine.commissioned_on
    cycle = trade.cycle(care.code)
    return next_due(since, care.cycle_months, cycle.windows if cycle else ()) if since and care.active else None


def _repairs(session: Session, equipment_id: int) -> list[tuple[date, int]]:
    """Return each repair of a machine that took days: when it was reported, and how many."""
    query = select(ServiceRequest.reported_at, ServiceRequest.repair_days).where(
        ServiceRequest.equipment_id == equipment_id, ServiceRequest.state == RequestState.DONE, ServiceRequest.repair_days > 0
    )
    return [(local_day(at), days) for at, days in session.execute(query.order_by(ServiceRequest.reported_at, ServiceRequest.id))]


def _days_in_repair(
    row: EquipmentCoverage, machine: Equipment, trade: Trade, calendar: WorkCalendar, repairs: Iterable[tuple[date, int]]
) -> int:
    """Return the days that are taken out of a statutory period: of each repair that was reported while it ran."""
    days = 0
    for reported_on, more in repairs:
        if state_of(coverage(_term(row, trade), life_of(machine), calendar, days), reported_on) is CoverageState.RUNNING:
            days += more
    return days


def _set(row: Any, name: str, value: object) -> None:
    if getattr(row, name) != value:
        setattr(row, name, value)


def _count(row: EquipmentCoverage, machine: Equipment, trade: Trade, calendar: WorkCalendar) -> None:
    found = counted(row, machine, trade, calendar)
    row.start_on, row.end_on = found.start_on, found.end_on


def _term(row: EquipmentCoverage, trade: Trade) -> CoverageTerm:
    """Return the terms a coverage was given: its own length, the rest from the rule it names."""
    rule = trade.warranty_term(row.rule) or CoverageTerm(row.rule, row.kind, row.basis, row.provider)
    return replace(rule, basis=row.basis, months=row.months, days=row.days)


def _first_coverages(session: WriteSession, machine: Equipment, product: Product | None, trade: Trade) -> list[EquipmentCoverage]:
    terms = trade.warranty_terms(machine.category)
    if product is not None:
        basis = StartBasis(product.start_basis) if product.start_basis else None
        terms = with_months(terms, product.whole_months, product.parts_months, basis)
    made = [
        EquipmentCoverage(
            equipment_id=machine.id,
            position=position,
            kind=term.kind,
            basis=term.basis,
            provider=term.provider,
            months=term.months,
            days=term.days,
            repair_days=0,
            rule=term.code,
            rule_version=term.version,
        )
        for position, term in enumerate(terms)
    ]
    session.add_all(made)
    return made


def _first_cares(session: WriteSession, machine: Equipment, product: Product | None, trade: Trade) -> list[Maintenance]:
    cycles = trade.cycles(machine.category)
    made = [
        Maintenance(
            equipment_id=machine.id,
            code=cycle.code,
            zh=cycle.zh,
            en=cycle.en,
            by_customer=cycle.done_by is DoneBy.SELF,
            cycle_months=_months(cycle, cycles, product),
            active=True,
        )
        for cycle in cycles
    ]
    session.add_all(made)
    return made


def _months(cycle: MaintenanceCycle, cycles: tuple[MaintenanceCycle, ...], product: Product | None) -> int:
    """Return the cycle in months; a product's own counts for the first work that somebody comes for."""
    visits = [one for one in cycles if one.done_by is DoneBy.VISIT]
    own = product.cycle_months if product and visits and cycle is visits[0] else None
    return own or cycle.months
