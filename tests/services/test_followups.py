"""A contact is logged with what comes next; open steps are done, moved or dropped, never lost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound, IntentLevel, Stage
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import (
    FollowUpDraft,
    NextStepMissing,
    Outcome,
    PeaceReasonMissing,
    StepNotOpen,
    StepPlan,
    StepState,
    Way,
    WordsMissing,
)
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.services.customer_list import CustomerList, CustomerSpec, CustomerView
from dealer_crm.services.customers import Customers
from dealer_crm.services.followup_list import FollowUpList
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.history import History
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Customer, NextStep, Staff
from tests.services.conftest import Clock


@pytest.fixture
def follow(db: Database, actor: Callable[[], Actor], clock: Clock) -> FollowUps:
    """Return the use-cases on a store with two customers, 1 and 2."""
    for name in ("王芳", "李强"):
        Customers(db, actor, clock).create(CustomerDraft(name=name))
    return FollowUps(db, actor, clock)


def steps(db: Database) -> list[tuple[date, StepState]]:
    """Return day and state of every step."""
    with db.read() as session:
        return [(step.due_on, step.state) for step in session.scalars(select(NextStep).order_by(NextStep.id))]


def test_logged_call_stands_in_list_and_line(follow: FollowUps, db: Database, clock: Clock) -> None:
    due = clock.today + timedelta(days=3)
    follow.log(FollowUpDraft(1, words=" 看了样机 ", next_on=due, next_purpose="报价"))
    row = FollowUpList(db).page(5)[0]
    assert (row.number, row.name, row.words, row.customer) == ("GJ20261122001", "王芳", "看了样机", "KH20261122001")
    line = CustomerList(db, clock).rows([1])[0]
    assert (line.last_words, line.next_on, line.next_purpose, line.last_at) == ("看了样机", due, "报价", clock())


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (FollowUpDraft(1, next_on=date(2026, 12, 1)), WordsMissing),
        (FollowUpDraft(1, words="x"), NextStepMissing),
        (FollowUpDraft(1, outcome=Outcome.NO_ANSWER), NextStepMissing),
        (FollowUpDraft(9, words="x", no_next_reason="y"), CustomerNotFound),
    ],
)
def test_refused_call_saves_nothing(follow: FollowUps, db: Database, draft: FollowUpDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        follow.log(draft)
    assert FollowUpList(db).count() == 0
    assert not steps(db)


@pytest.mark.parametrize(("days", "state"), [(-2, StepState.DONE), (0, StepState.DONE), (4, StepState.DROPPED)])
def test_a_call_closes_what_was_open(follow: FollowUps, db: Database, clock: Clock, days: int, state: StepState) -> None:
    due = clock.today + timedelta(days=days)
    follow.plan([1], due, "问一下")
    later = clock.today + timedelta(days=7)
    follow.log(FollowUpDraft(1, words="说好了", next_on=later))
    assert steps(db) == [(due, state), (later, StepState.OPEN)]


def test_nobody_at_the_phone_is_no_last_contact(follow: FollowUps, db: Database, clock: Clock) -> None:
    follow.log(FollowUpDraft(1, outcome=Outcome.NO_ANSWER, next_on=clock.today))
    assert CustomerList(db, clock).rows([1])[0].last_at is None


def test_several_steps_are_one_undoable_deed(follow: FollowUps, db: Database, clock: Clock) -> None:
    history = History(db, Actor)
    ids = follow.plan([1, 2], clock.today)
    moved = clock.today + timedelta(days=2)
    follow.postpone(ids, moved)
    assert steps(db) == [(moved, StepState.OPEN)] * 2
    history.undo()
    assert steps(db) == [(clock.today, StepState.OPEN)] * 2
    follow.complete(ids)
    assert steps(db) == [(clock.today, StepState.DONE)] * 2
    history.undo()
    history.undo()
    assert not steps(db)


def test_a_step_belongs_to_who_shall_see_to_it_else_to_who_looks_after_the_customer(
    follow: FollowUps, db: Database, clock: Clock, actor: Callable[[], Actor]
) -> None:
    with db.write(actor(), Action.CREATE, Subject.STAFF) as session:
        people = [Staff(name=name, role=Role.SALES) for name in ("小李", "陈师傅")]
        session.add_all(people)
        session.flush()
        owner, other = (person.id for person in people)
        session.get_one(Customer, 1).owner_id = owner
    follow.plan_steps([1], StepPlan(clock.today, "量房", Way.SURVEY, " 9:00 ", other))
    follow.plan_steps([1], StepPlan(clock.today))
    with db.read() as session:
        found = session.scalars(select(NextStep).order_by(NextStep.id)).all()
        assert [(step.staff_id, step.way, step.slot) for step in found] == [(other, Way.SURVEY, "9:00"), (owner, None, "")]


def test_a_closed_step_refuses_all_of_them(follow: FollowUps, db: Database, clock: Clock) -> None:
    first, second = follow.plan([1, 2], clock.today)
    follow.complete([first])
    with pytest.raises(StepNotOpen):
        follow.postpone([second, first], clock.today + timedelta(days=1))
    assert steps(db) == [(clock.today, StepState.DONE), (clock.today, StepState.OPEN)]
    with pytest.raises(StepNotOpen):
        follow.complete([99])


def test_giving_up_needs_a_reason(follow: FollowUps, db: Database, clock: Clock) -> None:
    (step,) = follow.plan([1], clock.today, "报价")
    with pytest.raises(NextStepMissing):
        follow.drop(step, " ")
    follow.drop(step, "搬走了")
    assert steps(db) == [(clock.today, StepState.DROPPED)]


def test_a_note_leaves_later_plans_alone(follow: FollowUps, db: Database, clock: Clock) -> None:
    today, later = clock.today, clock.today + timedelta(days=60)
    for day in (today, today + timedelta(days=5), later):
        follow.plan([1], day)
    follow.log(FollowUpDraft(1, words="只记一笔", keeps_steps=True))
    assert [state for _, state in steps(db)] == [StepState.DONE, StepState.OPEN, StepState.OPEN]


@pytest.mark.parametrize(
    ("level", "due"),
    [
        (IntentLevel.H, date(2026, 11, 24)),
        (IntentLevel.A, date(2026, 11, 26)),
        (IntentLevel.B, date(2026, 11, 30)),
        (IntentLevel.D, None),
    ],
)
def test_next_contact_is_proposed_from_the_level(
    db: Database, actor: Callable[[], Actor], clock: Clock, level: IntentLevel, due: date | None
) -> None:
    customer = Customers(db, actor, clock).create(CustomerDraft(name="王芳", intent_level=level))
    found = FollowUps(db, actor, clock).proposed(customer, date(2026, 11, 22))
    assert (found.due_on if found else None) == due
    assert FollowUps(db, actor, clock).proposed(999) is None


def test_who_is_left_in_peace_waits_for_no_step_until_one_is_planned(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    customer, follow, lists = (
        Customers(db, actor, clock).create(CustomerDraft(name="王芳")),
        FollowUps(db, actor, clock),
        CustomerList(db, clock),
    )
    waiting = CustomerSpec(view=CustomerView.NO_NEXT_STEP)
    assert lists.count(waiting) == 1
    with pytest.raises(PeaceReasonMissing):
        follow.leave_in_peace(customer, "  ")
    follow.leave_in_peace(customer, "请勿打扰")
    assert lists.count(waiting) == 0
    follow.end_peace(customer)
    follow.log(FollowUpDraft(customer, words="不需要", no_next_reason="已在别家买"))
    assert lists.count(waiting) == 0
    follow.plan([customer], clock.today)
    with db.read() as session:
        assert session.get_one(Customer, customer).peace_reason == ""


def test_a_sale_under_way_needs_no_next_step(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    for stage in (Stage.POTENTIAL, Stage.INTENT, Stage.DEAL, Stage.BASE, Stage.LOST):
        Customers(db, actor, clock).create(CustomerDraft(name=stage, stage=stage))
    found = CustomerList(db, clock).page(CustomerSpec(view=CustomerView.NO_NEXT_STEP), 9)
    assert {row.stage for row in found} == {Stage.POTENTIAL, Stage.INTENT, Stage.BASE}


def test_an_appointment_keeps_its_way_and_time(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    customer = Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    FollowUps(db, actor, clock).log(
        FollowUpDraft(customer, words="周六来", next_on=clock.today, next_way=Way.SHOP, next_slot=" 10:00 ", next_purpose="看样机")
    )
    with db.read() as session:
        step = session.query(NextStep).one()
        assert (step.way, step.slot, step.purpose) == (Way.SHOP, "10:00", "看样机")
