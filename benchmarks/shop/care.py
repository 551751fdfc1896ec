"""What follows the sales of a made-up shop: machines with coverages and care, visits, service requests."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from benchmarks.moment import TODAY
from benchmarks.shop.sales import FITTER, Good, Sold
from benchmarks.shop.sheets import Numbers, Sheet, date_of, day, instant, offset_of, some_day
from dealer_crm.domain.coverages import EquipmentDates, coverage
from dealer_crm.domain.maintenance import DoneBy, MaintenanceCycle, next_due
from dealer_crm.services.agenda_sources.care import MAINTENANCE, MAINTENANCE_LEAD, WARNED, WARRANTY
from dealer_crm.services.demo_machines import DATES, SPREAD, last_in_time
from dealer_crm.services.trade import Trade
from dealer_crm.storage import models, numbers

OFFICE = FITTER + 1
MACHINES, VISITS, REQUESTS = 0.65, 0.8, 0.3
"""For each order that was handed over."""
CALLED = 0.9
"""So many of the calls that are due were made."""
AFTER = {"d1": 1, "d3": 3, "d7": 7, "d30": 30, "d90": 90}
SYMPTOMS = ("不制冷", "漏水", "遥控器失灵", "声音大", "水压低", "要清洗滤网", "显示故障码 E1", "要加氟")


class Machine(NamedTuple):
    """A machine as complaints need it."""

    id: int
    sold: Sold


class Care:
    """Makes what the customers' machines want."""

    def __init__(self, given: Numbers, trade: Trade) -> None:
        self._numbers = given
        self._trade = trade
        calendar = trade.legal_calendar()
        self.machines = Sheet(
            models.Equipment,
            "number premises_id product brand model serial installed_on product_id order_line_id "
            "delivery_id category unit quantity " + " ".join(DATES),
        )
        self.coverages = Sheet(
            models.EquipmentCoverage, "equipment_id position kind basis provider months days start_on end_on rule rule_version"
        )
        self.cares = Sheet(models.Maintenance, "equipment_id code zh en by_customer cycle_months last_on next_on active")
        self.marks = Sheet(models.AgendaMark, "source source_id occurrence moved_to done_at staff_id reason")
        self.visits = Sheet(models.Visit, "number customer_id delivery_id staff_id code due_on state outcome grade words done_at")
        self.requests = Sheet(
            models.ServiceRequest,
            "number customer_id premises_id equipment_id kind state warranty reported_at taken_by_id "
            "staff_id symptom appointment_on slot done_on work fee",
        )
        self._covers = cache(partial(_covers, trade, calendar))
        self._due = cache(_due)

    def make(self, sales: Sequence[Sold], choose: random.Random) -> list[Machine]:
        """Write machines, visits and requests; return the machines."""
        found = []
        for sold in sales:
            if sold.handed is None:
                continue
            if choose.random() < MACHINES:
                found.append(Machine(self._machine(sold, sold.good, sold.handed, choose), sold))
            if choose.random() < VISITS:
                self._visit(sold, sold.handed, choose)
            if found and choose.random() < REQUESTS:
                self._request(choose.choice(found[-20:]), choose)
        return found

    def _machine(self, sold: Sold, good: Good, handed: int, choose: random.Random) -> int:
        quantity, serial = (1000, f"SN{choose.getrandbits(40):010X}") if good.by_piece else (120_000, "")
        machine_id = self.machines.add(
            *(self._numbers.take(numbers.EQUIPMENT, handed), sold.person.place_id, good.name, good.brand, good.model, serial, day(handed)),
            *(good.product_id, sold.line_id, sold.delivery_id, good.category, good.unit, quantity, *[day(handed)] * len(DATES)),
        )
        for values in self._covers(good.category, handed):
            self._warn(self.coverages.add(machine_id, *values), values)
        for cycle in self._trade.cycles(good.category):
            last, due = self._due(cycle, handed, machine_id % SPREAD)
            self_done = cycle.done_by is DoneBy.SELF
            care_id = self.cares.add(machine_id, cycle.code, cycle.zh, cycle.en, self_done, cycle.months, last, due, True)
            if not self_done and due <= day(MAINTENANCE_LEAD) and choose.random() < CALLED:
                self.marks.add(MAINTENANCE, care_id, due, day(choose.randrange(1, 60)), None, FITTER, "客户要求改期")
        return machine_id

    def _warn(self, coverage_id: int, values: tuple[Any, ...]) -> None:
        """Mark the calls before the end of a coverage that were made."""
        kind, ends = values[1], values[7]
        if ends is None or kind not in _WARNED_KINDS:
            return
        for days in WARNED:
            at = offset_of(ends) - days
            if at < -1 or (at < 1 and coverage_id % 20):
                self.marks.add(f"{WARRANTY}_{days}", coverage_id, ends, None, instant(min(at, -1), 480), OFFICE, "")

    def _visit(self, sold: Sold, handed: int, choose: random.Random) -> None:
        code = choose.choice(list(AFTER))
        due = handed + AFTER[code]
        number = self._numbers.take(numbers.VISIT, handed)
        if due > 0 or (due == 0 and choose.random() < 0.5):
            told: tuple[Any, ...] = ("open", None, None, "", None)
        else:
            told = ("done", "reached", choose.randrange(4), "用着正常", instant(due, choose.randrange(60, 540)))
        self.visits.add(number, sold.person.id, sold.delivery_id, sold.person.owner, code, day(due), *told)

    def _request(self, machine: Machine, choose: random.Random) -> None:
        sold = machine.sold
        reported = some_day(sold.handed or -1, choose)
        number, at = self._numbers.take(numbers.REQUEST, reported), instant(reported, choose.randrange(60, 540))
        state, appointment = _standing(reported, choose)
        done = (appointment, "已修好", choose.randrange(0, 300) * 100) if state == "done" else (None, "", 0)
        self.requests.add(
            *(number, sold.person.id, sold.person.place_id, machine.id, "repair", state, "unknown", at, OFFICE, FITTER),
            *(choose.choice(SYMPTOMS), appointment, choose.choice(("", "上午")), *done),
        )

    def sheets(self) -> tuple[Sheet, ...]:
        """Return what is to be written, parents first."""
        return self.machines, self.coverages, self.cares, self.marks, self.visits, self.requests


_WARNED_KINDS = ("whole_unit", "paid_ext", "installation")


def _standing(reported: int, choose: random.Random) -> tuple[str, str | None]:
    """Return the state of a request and the day agreed on: what was reported lately is still under way."""
    if reported < -2:
        return "done", day(min(-1, reported + 2))
    return ("open", None) if choose.random() < 0.3 else ("scheduled", day(choose.randrange(6)))


def _covers(trade: Trade, calendar: Any, category: str, handed: int) -> list[tuple[Any, ...]]:
    on = date_of(handed)
    dates = EquipmentDates(invoice=on, sale=on, delivery=on, commissioning=on, acceptance=on)
    found = []
    for position, term in enumerate(trade.warranty_terms(category)):
        given = coverage(term, dates, calendar)
        days = (given.start_on.isoformat() if given.start_on else None, given.end_on.isoformat() if given.end_on else None)
        kind = (term.kind.value, term.basis.value, term.provider.value)
        found.append((position, *kind, term.months, term.days, *days, term.code, term.version))
    return found


def _due(cycle: MaintenanceCycle, handed: int, spread: int) -> tuple[str | None, str]:
    """Return when the work was done last, if it was never late, and when it is due."""
    since = date_of(handed)
    last = last_in_time(since, TODAY, cycle.months, cycle.windows, spread)
    return last.isoformat() if last else None, next_due(last or since, cycle.months, cycle.windows).isoformat()
