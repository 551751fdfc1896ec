"""What is in the way of a job before it is saved: its people have something else, are away, or the shop is closed. Told, never refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from dealer_crm.domain.agenda import AgendaKey, AgendaKind, AgendaRow, time_of
from dealer_crm.domain.clashes import Clash, Days, clashes
from dealer_crm.domain.customers import IntentLevel, Stage
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.jobs import JobDraft, works_on
from dealer_crm.services.absences import Absences
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.agenda_sources.jobs import JOB, JOB_DAY, JOB_WORK
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Staff

LOOKED_AT = 14
"""So many days of a job are looked at."""


@dataclass(frozen=True)
class JobClash:
    """One thing in the way, and on which day of the job."""

    day: date
    clash: Clash


class JobClashes:
    """Asks the calendar about a job that is being planned."""

    def __init__(self, db: Database, now: Callable[[], datetime], agenda: Agenda, absences: Absences, trade: Trade) -> None:
        self._db, self._now, self._agenda, self._absences, self._trade = db, now, agenda, absences, trade

    def of(self, draft: JobDraft, job_id: int = 0) -> tuple[JobClash, ...]:
        """Return what is in the way of a draft, day by day; the job itself, where it is planned already, is in nobody's way."""
        days = works_on(draft.planned_on, draft.days)[:LOOKED_AT]
        if not days:
            return ()
        calendar = self._trade.calendar()
        known = Days(self._absences.between(days[0], days[-1]), lambda day: not calendar.is_workday(day))
        others = [row for row in self._agenda.range(days[0], days[-1]) if not _is_it(row, job_id)]
        people = self._names(draft)
        found: list[JobClash] = []
        for day in days:
            row = self._row(draft, day, people)
            about = clashes([*(one for one in others if one.due_on == day), row], known).get(row.key, ())
            found.extend(JobClash(day, clash) for clash in about)
        return tuple(found)

    def _names(self, draft: JobDraft) -> dict[int, str]:
        wanted = [one for one in (draft.leader_id, *draft.member_ids) if one is not None]
        with self._db.read() as session:
            names = {staff_id: name for staff_id, name in session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))}
        return {one: names[one] for one in wanted if one in names}

    def _row(self, draft: JobDraft, day: date, people: dict[int, str]) -> AgendaRow:
        team = tuple(people.items())
        return AgendaRow(
            kind=AgendaKind.JOB,
            key=AgendaKey("", 0, day),
            customer_id=0,
            number="",
            name="",
            phone="",
            community="",
            address="",
            stage=Stage.POTENTIAL,
            intent_level=IntentLevel.N,
            last_at=None,
            last_words="",
            staff_id=team[0][0] if team else None,
            staff=team[0][1] if team else "",
            team=team[1:],
            due_on=day,
            days_late=(local_day(self._now()) - day).days,
            record_id=0,
            at=time_of(draft.slot),
            slot=draft.slot,
        )


def _is_it(row: AgendaRow, job_id: int) -> bool:
    return row.source in (JOB, JOB_DAY, JOB_WORK) and row.key.source_id == job_id
