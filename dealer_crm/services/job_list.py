"""The list of jobs: what waits by its day, then what is over, the newest first."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain.jobs import OPEN_JOBS, JobStage, JobState
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import CustomerLine, Job, SalesOrder, Staff

_OVER = tuple(state for state in JobState if state not in OPEN_JOBS)
_SEARCHED: tuple[Any, ...] = (CustomerLine.name, CustomerLine.phone, CustomerLine.address, Job.number)
OWN = (
    "id",
    "number",
    "stage",
    "state",
    "planned_on",
    "slot",
    "days",
    "order_id",
    "customer_id",
    "crew",
    "finished_at",
    "next_stage",
    "next_on",
)


@dataclass(frozen=True)
class JobRow:
    """One line of the list. `staff` leads, `team` names everybody of the shop who goes; instants aware UTC."""

    id: int
    number: str
    stage: JobStage
    state: JobState
    planned_on: date | None
    slot: str
    days: int
    order_id: int
    order_number: str
    customer_id: int
    customer_number: str
    customer: str
    phone: str
    address: str
    staff: str
    team: str
    crew: str
    finished_at: datetime | None
    next_stage: JobStage | None
    next_on: date | None


class JobList:
    """Questions to the list of jobs; every method is one short read."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def ids(self, words: str = "", *, unfinished: bool = False) -> array[int]:
        """Return the ids, those that wait by their day before those that are over (`unfinished` = only the first).

        `words` = customer, phone, address, number.
        """
        day, named = Job.planned_on, _named(words)
        waits = select(Job.id).where(Job.state.in_(OPEN_JOBS)).order_by(day.is_(None), day, Job.slot, Job.id)
        over = select(Job.id).where(func.coalesce(Job.state, "").in_(_OVER)).order_by(Job.id.desc())
        with self._db.read() as session:
            return sum((ids_of(session, _narrowed(query, named)) for query in ((waits,) if unfinished else (waits, over))), array("q"))

    def rows(self, ids: Sequence[int]) -> list[JobRow]:
        """Return the lines of these jobs in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            found = {row.id: row for row in session.execute(_lines().where(Job.id.in_(list(ids))))}
            names = {staff_id: name for staff_id, name in session.execute(select(Staff.id, Staff.name))}
        return [_row(found[key], names) for key in ids if key in found]

    def page(self, limit: int, words: str = "") -> list[JobRow]:
        """Return the first lines."""
        return self.rows(self.ids(words)[:limit])

    def of_day(self, day: date) -> list[int]:
        """Return the jobs that begin on a day and were not called off, in the order of the day."""
        planned = select(Job.id).where(Job.planned_on == day, Job.state.in_((*OPEN_JOBS, JobState.DONE)))
        with self._db.read() as session:
            return _ordered(session, planned.order_by(Job.slot, Job.id))


def _ordered(session: Session, query: Select[int]) -> list[int]:
    return list(session.scalars(query))


def _named(words: str) -> ColumnElement[bool] | None:
    found = words.strip()
    return or_(*(column.icontains(found, autoescape=True) for column in _SEARCHED)) if found else None


def _narrowed(query: Select[int], named: ColumnElement[bool] | None) -> Select[int]:
    return query if named is None else query.join(CustomerLine, CustomerLine.customer_id == Job.customer_id).where(named)


def _lines() -> Select[Any]:
    return (
        select(*(getattr(Job, name) for name in OWN), Job.leader_id, Job.members)
        .add_columns(SalesOrder.number.label("order_number"), CustomerLine.number.label("customer_number"))
        .add_columns(CustomerLine.name.label("customer"), CustomerLine.phone, CustomerLine.address)
        .join(SalesOrder, SalesOrder.id == Job.order_id)
        .join(CustomerLine, CustomerLine.customer_id == Job.customer_id)
    )


def _row(line: Any, names: dict[int, str]) -> JobRow:
    values = dict(line._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row's mapping
    leader, members = values.pop("leader_id"), values.pop("members")
    team = [names[one] for one in (leader, *members) if one in names]
    return JobRow(**values, staff=names.get(leader, ""), team=" · ".join(team))
