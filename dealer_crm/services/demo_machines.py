"""Machines of generated customers: the rows of machine, coverages and care, as if every day of their life were known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from dealer_crm.domain.coverages import EquipmentDates, coverage
from dealer_crm.domain.followups import add_months
from dealer_crm.domain.maintenance import DoneBy, next_due
from dealer_crm.domain.seasons import Season
from dealer_crm.services.demo_households import Machine
from dealer_crm.services.trade import Trade

Row = dict[str, Any]
SPREAD = 25
DATES = ("sold_on", "invoiced_on", "delivered_on", "commissioned_on", "accepted_on")


def machine_row(machine: Machine) -> Row:
    """Return what is known of the machine itself."""
    names = ("product", "brand", "model", "serial", "category", "installed_on")
    return {name: getattr(machine, name) for name in names} | dict.fromkeys(DATES, machine.installed_on) | {"note": ""}


def coverage_rows(ids: Sequence[int], machines: Sequence[Machine], trade: Trade) -> Iterator[Row]:
    """Yield the coverages of each machine, counted from its day."""
    calendar = trade.legal_calendar()

    @cache
    def counted(category: str, day: date) -> list[Row]:
        dates = EquipmentDates(invoice=day, sale=day, delivery=day, commissioning=day, acceptance=day)
        found = [(term, coverage(term, dates, calendar)) for term in trade.warranty_terms(category)]
        return [
            {
                "position": position,
                "kind": term.kind,
                "basis": term.basis,
                "provider": term.provider,
                "months": term.months,
                "days": term.days,
                "start_on": given.start_on,
                "end_on": given.end_on,
                "rule": term.code,
                "rule_version": term.version,
                "note": "",
            }
            for position, (term, given) in enumerate(found)
        ]

    for row_id, machine in zip(ids, machines, strict=True):
        yield from ({"equipment_id": row_id} | row for row in counted(machine.category, machine.installed_on))


def care_rows(ids: Sequence[int], machines: Sequence[Machine], trade: Trade, today: date) -> Iterator[Row]:
    """Yield the care of each machine, done in time so far."""
    for row_id, machine in zip(ids, machines, strict=True):
        for cycle in trade.cycles(machine.category):
            last = last_in_time(machine.installed_on, today, cycle.months, cycle.windows, row_id)
            yield {
                "equipment_id": row_id,
                "code": cycle.code,
                "zh": cycle.zh,
                "en": cycle.en,
                "by_customer": cycle.done_by is DoneBy.SELF,
                "cycle_months": cycle.months,
                "last_on": last,
                "next_on": next_due(last or machine.installed_on, cycle.months, cycle.windows),
                "active": True,
            }


def last_in_time(since: date, today: date, months: int, windows: Iterable[Season], spread: int) -> date | None:
    """Return when a piece of care was done last if it was never late: None before the first time.

    Where the rhythm would be late by today it was done a few days ago, `spread` saying how many.
    """
    seasons = tuple(windows)
    elapsed = (today.year - since.year) * 12 + today.month - since.month
    rounds = max(elapsed - 1, 0) // months
    last = add_months(since, rounds * months) if rounds else None
    if next_due(last or since, months, seasons) > today:
        return last
    return today - timedelta(days=spread % SPREAD)
