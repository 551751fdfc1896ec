"""Jobs in the agenda: on each of their days for everybody of the team, asked and told again before, and what gets in their way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dealer_crm.domain.absences import AbsenceDraft
from dealer_crm.domain.agenda import AgendaKind, AgendaRow, Place
from dealer_crm.domain.clashes import Clash, ClashKind
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.jobs import JobStage, JobState
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.planning import AbsenceKind
from dealer_crm.i18n import translator
from dealer_crm.services.absences import Absences
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.agenda_sources.jobs import ASK_JOB, CONFIRM_JOB, JOB, JOB_DAY, JOB_NEW, JOB_WORK
from dealer_crm.services.job_clashes import JobClash, JobClashes
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.words.agenda import matter
from tests.services.conftest import Clock
from tests.services.test_jobs import DAY, Team, draft, team

__all__ = ["team"]


@pytest.fixture
def agenda(db: Database, actor: Callable[[], Actor], clock: Clock) -> Agenda:
    """Return the agenda of the shop."""
    return Agenda(db, actor, clock, Trade())


def of_jobs(agenda: Agenda, day: date, staff_id: int | None = None) -> list[AgendaRow]:
    """Return what an agenda has of jobs on a day."""
    sources = {JOB, JOB_DAY, JOB_WORK, JOB_NEW, ASK_JOB, CONFIRM_JOB}
    return [row for row in agenda.range(day, day, staff_id) if row.source in sources]


def test_a_job_stands_on_each_of_its_days_for_everybody_of_the_team(team: Team, agenda: Agenda) -> None:
    job = team.jobs.plan(1, draft(team))
    leader, member, other = team.people
    for person in (None, leader, member):
        (first,), (second,) = of_jobs(agenda, DAY, person), of_jobs(agenda, DAY + timedelta(days=1), person)
        assert (first.source, first.kind, first.record_id, first.staff, first.slot) == (JOB, AgendaKind.JOB, job, "老周", "9:00-12:00")
        assert (second.source, second.movable, second.key.occurrence) == (JOB_DAY, False, DAY + timedelta(days=1))
        assert first.people == ((leader, "老周"), (member, "小马"))
    assert of_jobs(agenda, DAY, other) == of_jobs(agenda, DAY + timedelta(days=2)) == []


def test_a_job_of_many_days_stands_on_sixty_of_them_and_one_of_none_on_its_first(team: Team, agenda: Agenda) -> None:
    team.jobs.plan(1, draft(team, days=90))
    assert [len(of_jobs(agenda, DAY + timedelta(days=nth))) for nth in (0, 1, 59, 60)] == [1, 1, 1, 0]


def test_the_time_is_asked_two_days_before_and_told_again_the_day_before(team: Team, agenda: Agenda) -> None:
    job = team.jobs.plan(1, draft(team))
    (asked,) = of_jobs(agenda, DAY - timedelta(days=2))
    assert (asked.source, asked.kind, asked.until, asked.completable) == (ASK_JOB, AgendaKind.CONFIRM, DAY, False)
    team.jobs.agree(job, PreferredChannel.WECHAT)
    assert of_jobs(agenda, DAY - timedelta(days=2)) == []
    (told,) = of_jobs(agenda, DAY - timedelta(days=1))
    assert told.source == CONFIRM_JOB
    assert matter(told, translator("en")) == "For 11-24 9:00-12:00: Hidden installation AZ20261122001"


def test_what_is_late_stays_until_it_is_done(team: Team, agenda: Agenda) -> None:
    job = team.jobs.plan(1, draft(team))
    team.clock.on(4)
    assert [row.source for row in agenda.day() if row.kind is AgendaKind.JOB] == [JOB]
    team.jobs.start(job)
    (row,) = [row for row in agenda.day() if row.kind is AgendaKind.JOB]
    assert (row.source, row.due_on, row.days_late) == (JOB_WORK, DAY + timedelta(days=1), 1)
    team.jobs.finish(job)
    assert [row for row in agenda.day() if row.kind is AgendaKind.JOB] == []
    assert [row.kind for row in agenda.done(team.clock.today, team.clock.today)] == [AgendaKind.JOB]


def test_a_job_without_a_day_waits_for_one(team: Team, agenda: Agenda) -> None:
    team.jobs.plan(1, draft(team, planned_on=None))
    (row,) = [row for row in agenda.day() if row.source == JOB_NEW]
    agenda.place([row], Place(DAY))
    assert [row.source for row in of_jobs(agenda, DAY)] == [JOB]


def test_moved_in_the_calendar_it_is_agreed_anew_and_may_get_another_leader(team: Team, agenda: Agenda) -> None:
    job = team.jobs.plan(1, draft(team))
    team.jobs.agree(job, PreferredChannel.WECHAT)
    agenda.place(of_jobs(agenda, DAY), Place(DAY + timedelta(days=3), staff_id=team.people[1]))
    file = team.jobs.open(job)
    assert (file.state, file.agreed_by, file.planned_on) == (JobState.PLANNED, None, DAY + timedelta(days=3))
    assert (file.leader, file.members) == ("小马", ())
    team.history.undo()
    assert team.jobs.open(job).state is JobState.CONFIRMED


def test_the_row_says_to_call_ahead_until_it_was_done(team: Team, agenda: Agenda) -> None:
    job = team.jobs.plan(1, draft(team, stage=JobStage.UNITS, days=1))
    assert matter(of_jobs(agenda, DAY)[0], translator("en")) == "Setting the units · AZ20261122001 · call 30 minutes ahead"
    team.jobs.call_ahead(job)
    assert matter(of_jobs(agenda, DAY)[0], translator("en")) == "Setting the units · AZ20261122001"


def test_what_is_in_the_way_of_a_job_is_told_for_each_of_its_people(team: Team, agenda: Agenda, clock: Clock) -> None:
    absences = Absences(team.db, Actor, clock)
    ways = JobClashes(team.db, clock, agenda, absences, Trade())
    job = team.jobs.plan(1, draft(team))
    absences.add(AbsenceDraft(team.people[1], DAY + timedelta(days=1), DAY + timedelta(days=1), AbsenceKind.LEAVE))
    assert ways.of(draft(team), job) == (JobClash(DAY + timedelta(days=1), Clash(ClashKind.AWAY, "小马")),)
    another = draft(team, leader_id=team.people[2], member_ids=(team.people[0],), days=1, slot="11:00")
    (found,) = ways.of(another)
    assert (found.day, found.clash.kind, found.clash.who) == (DAY, ClashKind.TIME, "陈静")
    assert ways.of(replace(another, slot="14:00")) == ways.of(replace(another, planned_on=None)) == ()
