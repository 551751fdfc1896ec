"""Jobs on a site: planned, agreed, done and followed by the next stage; each deed is one step that can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest
from sqlalchemy import select

from dealer_crm.domain.acceptances import DeadlineMissing
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.deliveries import CheckNotFound, NoteMissing, ReasonMissing
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.jobs import (
    AgreedTime,
    JobClosed,
    JobDayMissing,
    JobDraft,
    JobNotFound,
    JobsNotYet,
    JobStage,
    JobState,
    MaterialDraft,
    MaterialNameless,
    ReturnedTooMuch,
)
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.orders import OrderNotFound, OrderState
from dealer_crm.services.history import History
from dealer_crm.services.jobs import Jobs
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Customer, Delivery, DeliveryLine, Job, JobMaterial, OrderLine, Premises, SalesOrder, Staff
from tests.services.conftest import Clock
from tests.services.loading import load

DAY = date(2026, 11, 24)


class Team(NamedTuple):
    """The use-cases on a shop with one order and three people."""

    db: Database
    jobs: Jobs
    history: History
    clock: Clock
    people: tuple[int, int, int]

    def rows(self) -> list[tuple[object, ...]]:
        """Return every job, material and check as the store holds it, without versions."""
        with self.db.read() as session:
            return [
                tuple(row)
                for table in (Job, JobMaterial)
                for row in session.execute(select(*(c for c in table.__table__.c if c.name != "version")).order_by(table.id))
            ]


@pytest.fixture
def team(db: Database, actor: Callable[[], Actor], clock: Clock) -> Team:
    """Return the shop."""
    load(db, actor, clock)
    with db.write(Actor(), Action.EDIT, Subject.STAFF) as session:
        found = [Staff(name=name, role=Role.INSTALLER, phone="13900000001") for name in ("老周", "小马", "小陈")]
        session.add_all(found)
        session.get_one(Customer, 1).care_notes = "家有幼儿，午休勿敲门"
        session.get_one(Premises, 1).access_notes = "北门登记"
        session.flush()
        people = (found[0].id, found[1].id, found[2].id)
    return Team(db, Jobs(db, actor, clock, Trade()), History(db, actor), clock, people)


def draft(team: Team, **more: object) -> JobDraft:
    """Return a job of two days for a leader and a member."""
    usual = JobDraft(planned_on=DAY, slot="9:00-12:00", days=2, leader_id=team.people[0], member_ids=(team.people[1],))
    return replace(usual, **more)  # type: ignore[arg-type]


def test_a_job_takes_what_is_known_from_the_house_and_the_customer(team: Team) -> None:
    file = team.jobs.open(team.jobs.plan(1, draft(team, materials=(MaterialDraft(" PE-RT 管 ", "m", 600_000),))))
    assert (file.number, file.state, file.customer, file.phone) == ("AZ20261122001", JobState.PLANNED, "陈静", "14200000317")
    assert "7幢2单元1102" in file.address
    assert (file.draft.access, file.draft.special) == ("北门登记", "家有幼儿，午休勿敲门")
    assert (file.leader, file.members, file.team) == ("老周", ("小马",), "老周 · 小马")
    assert file.draft.materials == (MaterialDraft("PE-RT 管", "m", 600_000),)
    assert [(one.model, one.quantity) for one in file.goods][:1] == [("KFR-35GW", 2000)]
    assert {check.sheet for check in file.checks} == {"manners"}
    assert team.jobs.id_of(" az20261122001 ") == file.id


def test_what_the_draft_says_of_access_and_wishes_holds_also_when_it_says_nothing(team: Team) -> None:
    file = team.jobs.open(team.jobs.plan(1, draft(team, access="", special="戴鞋套")))
    assert (file.draft.access, file.draft.special) == ("", "戴鞋套")


def test_the_goods_of_a_job_name_the_serials_known_so_far(team: Team) -> None:
    with team.db.write(Actor(), Action.EDIT, Subject.DELIVERY) as session:
        session.get_one(OrderLine, 1).serials = ["S1", "S2"]
        delivery = Delivery(number="SH1", customer_id=1, order_id=1, created_at=team.clock())
        session.add(delivery)
        session.flush()
        session.add(DeliveryLine(delivery_id=delivery.id, order_line_id=1, quantity=2000, serials=["S2", "S3"]))
    assert team.jobs.open(team.jobs.plan(1)).goods[0].serials == ("S2", "S3", "S1")


def test_a_changed_time_is_agreed_anew(team: Team) -> None:
    job = team.jobs.plan(1, draft(team))
    team.jobs.agree(job, PreferredChannel.WECHAT)
    team.jobs.call_ahead(job)
    file = team.jobs.open(job)
    assert (file.state, file.agreed_by, file.called_at) == (JobState.CONFIRMED, PreferredChannel.WECHAT, team.clock())
    team.jobs.edit(job, replace(file.draft, note="带梯子"), file.version)
    assert team.jobs.open(job).state is JobState.CONFIRMED
    file = team.jobs.open(job)
    team.jobs.edit(job, replace(file.draft, slot="14:00-17:00"), file.version)
    file = team.jobs.open(job)
    assert (file.state, file.agreed_by, file.agreed_at, file.called_at) == (JobState.PLANNED, None, None, None)


def test_another_time_is_agreed_in_one_go(team: Team) -> None:
    job = team.jobs.plan(1, draft(team))
    team.jobs.agree(job, PreferredChannel.MOBILE)
    team.jobs.call_ahead(job)
    team.jobs.agree(job, PreferredChannel.WECHAT, AgreedTime(date(2026, 11, 30), "14:00-17:00"))
    file = team.jobs.open(job)
    assert (file.planned_on, file.draft.slot, file.draft.days) == (date(2026, 11, 30), "14:00-17:00", 2)
    assert (file.state, file.agreed_by, file.called_at) == (JobState.CONFIRMED, PreferredChannel.WECHAT, None)


def test_the_next_stage_is_planned_on_leaving(team: Team) -> None:
    job = team.jobs.plan(1, draft(team, stage=JobStage.HIDDEN, crew="外请一人", materials=(MaterialDraft("铜管", "m", 30_000),)))
    team.jobs.start(job)
    following = team.jobs.finish(job, " 陈静 ", JobStage.PIPES, date(2026, 12, 1))
    assert following is not None
    file, after = team.jobs.open(job), team.jobs.open(following)
    assert (file.state, file.signed_by, file.draft.next_stage) == (JobState.DONE, "陈静", JobStage.PIPES)
    assert (after.draft.stage, after.planned_on, after.leader, after.members) == (JobStage.PIPES, date(2026, 12, 1), "老周", ("小马",))
    assert (after.draft.slot, after.draft.days, after.draft.materials, after.draft.crew) == ("", 1, (), "外请一人")
    team.history.undo()
    assert team.jobs.open(job).state is JobState.UNDER_WAY
    with pytest.raises(JobNotFound):
        team.jobs.open(following)


def test_a_next_stage_that_is_planned_already_is_not_planned_twice(team: Team) -> None:
    job, pipes = team.jobs.plan(1, draft(team)), team.jobs.plan(1, draft(team, stage=JobStage.PIPES))
    assert team.jobs.finish(job, next_stage=JobStage.PIPES) == pipes


DEEDS: dict[str, Callable[[Team, int], object]] = {
    "edit": lambda team, job: team.jobs.edit(job, draft(team, note="改", materials=()), team.jobs.open(job).version),
    "agree": lambda team, job: team.jobs.agree(job, PreferredChannel.MOBILE),
    "call": lambda team, job: team.jobs.call_ahead(job),
    "start": lambda team, job: team.jobs.start(job),
    "agree to another day": lambda team, job: team.jobs.agree(job, PreferredChannel.MOBILE, AgreedTime(date(2026, 11, 30), " 14:00 ")),
    "finish": lambda team, job: team.jobs.finish(job, "陈静", JobStage.UNITS),
    "finish with material back": lambda team, job: team.jobs.finish(
        job, "陈静", JobStage.UNITS, materials=[MaterialDraft("铜管", "m", 30_000, 4500)]
    ),
    "cancel": lambda team, job: team.jobs.cancel(job, "业主改期"),
    "printed": lambda team, job: team.jobs.printed(job),
    "materials": lambda team, job: team.jobs.set_materials(job, [MaterialDraft("铜管", "m", 30_000, 4500)]),
    "pass all": lambda team, job: team.jobs.pass_all([check.id for check in team.jobs.open(job).checks]),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_each_deed_is_one_step_filed_under_the_job_and_taken_back(team: Team, deed: str) -> None:
    job = team.jobs.plan(1, draft(team, materials=(MaterialDraft("铜管", "m", 30_000),)))
    before, checks = team.rows(), [check.result for check in team.jobs.open(job).checks]
    DEEDS[deed](team, job)
    last = team.history.next_undo()
    assert last is not None
    assert (last.subject, last.subject_id, last.label) == (Subject.JOB, job, "AZ20261122001 陈静")
    assert team.rows() != before or [check.result for check in team.jobs.open(job).checks] != checks
    team.history.undo()
    assert team.rows() == before
    assert [check.result for check in team.jobs.open(job).checks] == checks


def both(first: Callable[[], object], then: Callable[[], object]) -> None:
    """Do one thing after the other."""
    first()
    then()


REFUSED: dict[str, tuple[Callable[[Team, int], object], type[DomainError]]] = {
    "no order": (lambda team, _job: team.jobs.plan(99), OrderNotFound),
    "no such number": (lambda team, _job: team.jobs.id_of("AZ1' OR 1=1"), JobNotFound),
    "no reason": (lambda team, job: team.jobs.cancel(job, " \n "), ReasonMissing),
    "twice done": (lambda team, job: both(lambda: team.jobs.finish(job), lambda: team.jobs.finish(job)), JobClosed),
    "begun is not called off": (lambda team, job: both(lambda: team.jobs.start(job), lambda: team.jobs.cancel(job, "x")), JobClosed),
    "begun is not agreed": (
        lambda team, job: both(lambda: team.jobs.start(job), lambda: team.jobs.agree(job, PreferredChannel.MOBILE)),
        JobClosed,
    ),
    "over is not edited": (lambda team, job: both(lambda: team.jobs.finish(job), lambda: team.jobs.edit(job, JobDraft(), 99)), JobClosed),
    "called off has no material": (
        lambda team, job: both(lambda: team.jobs.cancel(job, "x"), lambda: team.jobs.set_materials(job, [])),
        JobClosed,
    ),
    "no day to agree to": (lambda team, _job: team.jobs.agree(team.jobs.plan(1), PreferredChannel.MOBILE), JobDayMissing),
    "agreed to no day": (lambda team, job: team.jobs.agree(job, PreferredChannel.MOBILE, AgreedTime(None)), JobDayMissing),
    "too much back at the end": (lambda team, job: team.jobs.finish(job, materials=[MaterialDraft("管", "m", 1, 2)]), ReturnedTooMuch),
    "too much back": (lambda team, job: team.jobs.set_materials(job, [MaterialDraft("管", "m", 1, 2)]), ReturnedTooMuch),
    "nameless": (lambda team, job: team.jobs.set_materials(job, [MaterialDraft(" ", "m", 1)]), MaterialNameless),
    "no such check": (lambda team, _job: team.jobs.tick(99, CheckResult.PASS), CheckNotFound),
    "bare failure": (lambda team, job: team.jobs.tick(team.jobs.open(job).checks[0].id, CheckResult.FAIL), NoteMissing),
    "failure without a day": (
        lambda team, job: team.jobs.tick(team.jobs.open(job).checks[0].id, CheckResult.FAIL, note="没穿鞋套"),
        DeadlineMissing,
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused(team: Team, case: str) -> None:
    deed, error = REFUSED[case]
    job = team.jobs.plan(1, draft(team))
    before = team.jobs.open(job).draft
    with pytest.raises(error):
        deed(team, job)
    assert team.jobs.open(job).draft == before


def test_before_the_order_only_the_site_is_surveyed(team: Team) -> None:
    with team.db.write(Actor(), Action.EDIT, Subject.ORDER) as session:
        session.get_one(SalesOrder, 1).state = OrderState.DRAFT
    with pytest.raises(JobsNotYet):
        team.jobs.plan(1)
    assert team.jobs.plan(1, JobDraft(stage=JobStage.SURVEY))
    with team.db.write(Actor(), Action.EDIT, Subject.ORDER) as session:
        session.get_one(SalesOrder, 1).state = OrderState.CANCELLED
    with pytest.raises(JobsNotYet):
        team.jobs.plan(1, JobDraft(stage=JobStage.SURVEY))


def test_two_people_at_once(team: Team) -> None:
    job = team.jobs.plan(1, draft(team))
    mine = team.jobs.open(job)
    team.jobs.set_materials(job, [MaterialDraft("铜管", "m", 30_000)])
    with pytest.raises(EditConflict):
        team.jobs.edit(job, replace(mine.draft, note="带梯子"), mine.version)
    assert team.jobs.open(job).draft.materials == (MaterialDraft("铜管", "m", 30_000),)


@pytest.mark.parametrize("words", ["'; DROP TABLE job; --", "<b>x</b>\n=1+1", "{customer} %s \\..\\x", "名" * 4000, "\u202e\x00"])
def test_texts_are_texts(team: Team, words: str) -> None:
    wanted = draft(team, slot=words, crew=words, licences=words, note=words, access=words, special=words, days=10**12)
    job = team.jobs.plan(
        1, replace(wanted, member_ids=(team.people[2], 999), materials=(MaterialDraft("管" + words, words, 1, note=words),))
    )
    team.jobs.cancel(job, "x" + words)
    file = team.jobs.open(job)
    assert file.members == ("小陈",)
    assert "\n" not in file.draft.slot + file.reason + file.draft.materials[0].name
    assert file.draft.days <= 366
