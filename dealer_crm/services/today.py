"""What is due: overdue first, then today; one indexed statement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from dealer_crm.domain.customers import IntentLevel, Stage
from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.domain.followups import StepState
from dealer_crm.services.customer_list import waiting
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import CustomerLine, NextStep, Staff


@dataclass(frozen=True)
class TodayRow:
    """One step that is due, with whom to call and what was said. `days_late` 0 = today, negative = to come."""

    step_id: int
    customer_id: int
    number: str
    name: str
    phone: str
    community: str
    stage: Stage
    intent_level: IntentLevel
    due_on: date
    days_late: int
    purpose: str
    last_at: datetime | None
    last_words: str
    staff: str


@dataclass(frozen=True)
class TodayCounts:
    """The figures above the list; `longest` days the oldest overdue step waits."""

    overdue: int
    longest: int
    due: int
    done: int
    no_next_step: int


class Today:
    """Questions of the morning."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def rows(self, on: date | None = None, until: date | None = None, limit: int = 2000) -> list[TodayRow]:
        """Return open steps due by the day (None = today), the oldest first; with `until` also those to come."""
        today = on or local_day(self._now())
        with self._db.read() as session:
            query = self._query().where(NextStep.state == StepState.OPEN, NextStep.due_on <= (until or today))
            found = session.execute(query.limit(limit)).all()
        return [_row(line, today) for line in found]

    def steps_of(self, customer_id: int) -> list[TodayRow]:
        """Return the open steps of one customer, the oldest first."""
        today = local_day(self._now())
        with self._db.read() as session:
            query = self._query().where(NextStep.state == StepState.OPEN, NextStep.customer_id == customer_id)
            return [_row(line, today) for line in session.execute(query)]

    def done(self, on: date | None = None) -> list[TodayRow]:
        """Return the steps completed on the day (None = today), the latest first."""
        today = on or local_day(self._now())
        closed = NextStep.closed_at.between(day_start(today), day_start(today + timedelta(days=1)))
        query = self._query().where(NextStep.state == StepState.DONE, closed).order_by(None)
        with self._db.read() as session:
            return [_row(line, today) for line in session.execute(query.order_by(NextStep.closed_at.desc(), NextStep.id.desc()))]

    def counts(self, on: date | None = None) -> TodayCounts:
        """Return the figures of the day."""
        today = on or local_day(self._now())
        is_open, start = NextStep.state == StepState.OPEN, day_start(today)
        with self._db.read() as session:
            steps = session.execute(
                select(
                    func.count().filter(NextStep.due_on < today).label("overdue"),
                    func.min(NextStep.due_on).label("oldest"),
                    func.count().filter(NextStep.due_on == today).label("due"),
                ).where(is_open, NextStep.due_on <= today)
            ).one()
            done = select(func.count()).where(NextStep.state == StepState.DONE, NextStep.closed_at >= start)
            lost = select(func.count()).select_from(CustomerLine).where(*waiting())
            finished, without = session.execute(done).scalar_one(), session.execute(lost).scalar_one()
        longest = (today - steps.oldest).days if steps.oldest else 0
        return TodayCounts(steps.overdue, longest, steps.due, finished, without)

    def _query(self) -> Select[Any]:
        return (
            select(
                NextStep.id,
                NextStep.due_on,
                NextStep.purpose,
                CustomerLine.__table__,
                func.coalesce(Staff.name, "").label("staff"),
            )
            .join(CustomerLine, CustomerLine.customer_id == NextStep.customer_id)
            .outerjoin(Staff, Staff.id == func.coalesce(NextStep.staff_id, CustomerLine.owner_id))
            .order_by(NextStep.due_on, NextStep.customer_id, NextStep.id)
        )


def _row(line: Any, today: date) -> TodayRow:
    return TodayRow(
        step_id=line.id,
        customer_id=line.customer_id,
        number=line.number,
        name=line.name,
        phone=line.phone,
        community=line.community,
        stage=line.stage,
        intent_level=line.intent_level,
        due_on=line.due_on,
        days_late=(today - line.due_on).days,
        purpose=line.purpose,
        last_at=line.last_at,
        last_words=line.last_words,
        staff=line.staff,
    )
