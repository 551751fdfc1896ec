"""Rows of the agenda: a month of the calendar, and today with what is late, against loading the rows of the period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from time import process_time

from sqlalchemy import select

from benchmarks.bench import Bench
from benchmarks.measuring import in_turn
from benchmarks.moment import TODAY
from benchmarks.rows.row import Outcome, Row
from dealer_crm.app.opened import Opened
from dealer_crm.domain.agenda import AgendaItem
from dealer_crm.storage.models import CustomerLine, Delivery, DeliveryCheck, Job, Maintenance, NextStep, SalesOrder, ServiceRequest, Visit

DATED = (
    (NextStep, NextStep.due_on),
    (Delivery, Delivery.planned_on),
    (Visit, Visit.due_on),
    (ServiceRequest, ServiceRequest.appointment_on),
    (Maintenance, Maintenance.next_on),
    (SalesOrder, SalesOrder.promised_on),
    (Job, Job.planned_on),
    (DeliveryCheck, DeliveryCheck.due_on),
)
WEEKS = 6
PAGE = 128
"""So many rows a list asks for at once."""
FLOOR = "ORM: the rows of those six weeks with their customers"


def period() -> tuple[date, date]:
    """Return first and last day of the six weeks that the month of today shows."""
    first = TODAY.replace(day=1)
    first -= timedelta(days=first.weekday())
    return first, first + timedelta(days=7 * WEEKS - 1)


def _load(opened: Opened) -> int:
    """Load what a program loads that has no agenda: every dated row of the period, and who it is about."""
    first, last = period()
    count, customers = 0, set[int]()
    with opened.db.read() as session:
        for model, day in DATED:
            found = list(session.scalars(select(model).where(day >= first, day <= last)))
            customers.update(row.customer_id for row in found if hasattr(row, "customer_id"))
            count += len(found)
        wanted = sorted(customers)
        for start in range(0, len(wanted), 500):
            query = select(CustomerLine).where(CustomerLine.customer_id.in_(wanted[start : start + 500]))
            count += len(list(session.scalars(query)))
    return count


def _measure(bench: Bench, ask: Callable[[Opened], object]) -> Outcome:
    """Compare CPU of this process alone: a question of a few milliseconds is less than a tick of the processes' clock."""
    with bench.opened() as opened:
        pairs = in_turn(lambda: ask(opened), lambda: _load(opened), bench.rounds, process_time)
        return Outcome(pairs.ratio, f"CPU; {_load(opened):,} rows in the floor")


def month(bench: Bench) -> Outcome:
    """Ask how many are due on each day of what the month shows."""
    return _measure(bench, lambda opened: opened.agenda.counts(*period()))


def today(bench: Bench) -> Outcome:
    """Ask what Today shows: what is due or late, its figures, and the page of rows in view."""

    def ask(opened: Opened) -> None:
        items, _figures = opened.agenda.today()
        opened.agenda.rows(items[:PAGE])

    return _measure(bench, ask)


def week(bench: Bench) -> Outcome:
    """Ask for the items of a week, what was done among them, and the page of rows in view."""
    return _measure(bench, lambda opened: _shown(opened, opened.agenda.month(TODAY, TODAY + timedelta(days=6)).items))


def day(bench: Bench) -> Outcome:
    """Ask for the items of a day and the page of rows in view."""
    return _measure(bench, lambda opened: _shown(opened, opened.agenda.month(TODAY, TODAY).items))


def late(bench: Bench) -> Outcome:
    """Ask what is overdue, how much there is of it, and the page of rows in view."""
    return _measure(bench, lambda opened: _shown(opened, opened.agenda.late_and_count()[0]))


def _shown(opened: Opened, items: Sequence[AgendaItem]) -> None:
    opened.agenda.rows(items[:PAGE])


ROWS = (
    Row("month", "month of the calendar", 1 / 20, FLOOR, month),
    Row("week", "week of the calendar, with the rows in view", 1 / 5, FLOOR, week),
    Row("day", "day of the calendar, with the rows in view", 1 / 20, FLOOR, day),
    Row("late", "what is overdue, with the rows in view", 1 / 20, FLOOR, late),
    Row("today", "today with overdue, and its figures", 1 / 20, FLOOR, today),
)
