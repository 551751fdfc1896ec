"""Series: one step at a time, no heap after weeks away, changed or ended as one undoable step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.followups import FollowUpDraft, StepNotOpen, StepState, Way
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.planning import HolidayRule, SeriesState
from dealer_crm.domain.series import (
    EndReasonMissing,
    Every,
    Pattern,
    Recurrence,
    RuleWithoutDay,
    SeasonWindow,
    SeriesDraft,
    SeriesEnded,
    SeriesNotFound,
    read,
)
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.customers import Customers
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.history import History
from dealer_crm.services.series import SeriesPlans, StepDraft
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import NextStep
from tests.services.conftest import Clock
from tests.storage.shops import digest

MONDAYS = Recurrence(Pattern(weekdays=(0,)), date(2026, 11, 22))
FIRST = date(2026, 11, 23)


@pytest.fixture
def plans(db: Database, actor: Callable[[], Actor], clock: Clock) -> SeriesPlans:
    """Return the use-cases on a store with one customer; it is a Sunday."""
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    return SeriesPlans(db, actor, clock, Trade())


@pytest.fixture
def follow(db: Database, actor: Callable[[], Actor], clock: Clock) -> FollowUps:
    """Return the use-cases of contacts."""
    return FollowUps(db, actor, clock)


def steps(db: Database) -> list[tuple[date, StepState, int]]:
    """Return day, state and what was left out before it of every step."""
    with db.read() as session:
        found = session.scalars(select(NextStep).order_by(NextStep.id))
        return [(step.due_on, step.state, step.left_out) for step in found]


def test_after_weeks_away_one_step_follows_and_says_what_was_left_out(
    plans: SeriesPlans, db: Database, actor: Callable[[], Actor], clock: Clock
) -> None:
    plans.make(SeriesDraft(1, MONDAYS, " 查看 压力 "))
    assert steps(db) == [(FIRST, StepState.OPEN, 0)]
    clock.on(24)
    agenda = Agenda(db, actor, clock)
    assert len(agenda.day()) == 1, "no heap"
    agenda.complete(agenda.day())
    assert steps(db) == [(FIRST, StepState.DONE, 0), (date(2026, 12, 21), StepState.OPEN, 3)]
    row = plans.of(1)[0]
    assert (row.next_on, row.left_out, row.draft.purpose) == (date(2026, 12, 21), 3, "查看 压力")


def test_a_step_may_be_done_dropped_given_up_or_talked_away(
    plans: SeriesPlans, db: Database, actor: Callable[[], Actor], clock: Clock, follow: FollowUps
) -> None:
    plans.make(SeriesDraft(1, MONDAYS))
    clock.on(1)
    agenda = Agenda(db, actor, clock)
    follow.complete([1])
    agenda.drop(agenda.range(date(2026, 11, 24), date(2026, 12, 1)), "出差")
    follow.drop(3, "出差")
    clock.on(21)
    follow.log(FollowUpDraft(1, words="谈过", next_on=clock.today + timedelta(days=1)))
    standing = [day for day, state, _left_out in steps(db) if state is StepState.OPEN]
    assert sorted(standing) == [date(2026, 12, 15), date(2026, 12, 21)]
    assert [state for _day, state, _left_out in steps(db)[:4]] == [StepState.DONE, StepState.DROPPED, StepState.DROPPED, StepState.DONE]


def test_a_talk_leaves_the_later_step_of_a_series_where_it_is(plans: SeriesPlans, db: Database, clock: Clock, follow: FollowUps) -> None:
    plans.make(SeriesDraft(1, Recurrence(read("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1"), date(2026, 12, 1))))
    follow.log(FollowUpDraft(1, words="问价", next_on=clock.today + timedelta(days=2)))
    assert steps(db) == [(date(2026, 12, 1), StepState.OPEN, 0), (date(2026, 11, 24), StepState.OPEN, 0)]
    follow.log(FollowUpDraft(1, words="搬走了", no_next_reason="搬走"))
    assert {state for _day, state, _left_out in steps(db)} == {StepState.DROPPED}
    assert (plans.of(1)[0].state, plans.of(1)[0].reason) == (SeriesState.ENDED, "搬走")


def test_a_series_ends_with_its_last_day(plans: SeriesPlans, db: Database, follow: FollowUps) -> None:
    plans.make(SeriesDraft(1, Recurrence(Pattern(weekdays=(0,), times=1), FIRST)))
    follow.complete([1])
    assert steps(db) == [(FIRST, StepState.DONE, 0)]
    assert plans.of(1)[0].state is SeriesState.ENDED


def test_each_deed_is_one_undoable_step(
    plans: SeriesPlans, db: Database, actor: Callable[[], Actor], clock: Clock, follow: FollowUps
) -> None:
    history = History(db, actor)
    series_id = plans.make(SeriesDraft(1, MONDAYS, way=Way.VISIT, slot="10:00"))
    row = plans.of(1)[0]
    changed = SeriesDraft(1, Recurrence(read("FREQ=DAILY;INTERVAL=3"), clock.today, SeasonWindow("11-24", "03-15"), HolidayRule.KEEP), "x")
    deeds: list[Callable[[], object]] = [
        lambda: plans.make(SeriesDraft(1, MONDAYS, "y")),
        lambda: plans.edit_one(1, StepDraft(date(2026, 11, 25), "z", Way.PHONE)),
        lambda: plans.edit_rest(series_id, changed, row.version),
        lambda: plans.skip(series_id, "春节"),
        lambda: plans.end(series_id, "不再需要"),
        lambda: follow.complete([1]),
        lambda: follow.log(FollowUpDraft(1, words="w", no_next_reason="v")),
        lambda: Customers(db, actor, clock).delete(1),
    ]
    for deed in deeds:
        before = digest(db)
        deed()
        assert digest(db) != before
        history.undo()
        assert digest(db) == before


def test_this_one_or_this_and_the_rest(plans: SeriesPlans, db: Database, clock: Clock, follow: FollowUps) -> None:
    series_id = plans.make(SeriesDraft(1, MONDAYS, "老话"))
    plans.edit_one(1, StepDraft(date(2026, 11, 25), "这一次"))
    assert steps(db) == [(date(2026, 11, 25), StepState.OPEN, 0)]
    row = plans.of(1)[0]
    tuesdays = Recurrence(Pattern(weekdays=(1,)), clock.today)
    plans.edit_rest(series_id, SeriesDraft(1, tuesdays, "新话"), row.version)
    with pytest.raises(EditConflict):
        plans.edit_rest(series_id, SeriesDraft(1, MONDAYS), row.version)
    assert steps(db) == [(date(2026, 11, 24), StepState.OPEN, 0)]
    plans.skip(series_id)
    assert [day for day, _state, _left_out in steps(db)] == [date(2026, 11, 24), date(2026, 12, 1)]
    plans.end(series_id, "够了")
    with pytest.raises(SeriesEnded):
        plans.skip(series_id)


def test_two_clerks_at_once_plan_the_next_step_once(plans: SeriesPlans, db: Database, follow: FollowUps) -> None:
    plans.make(SeriesDraft(1, MONDAYS))
    follow.complete([1])
    with pytest.raises(StepNotOpen):
        follow.complete([1])
    assert [state for _day, state, _left_out in steps(db)] == [StepState.DONE, StepState.OPEN]


def test_who_left_gets_no_more_steps(plans: SeriesPlans, db: Database, actor: Callable[[], Actor], follow: FollowUps) -> None:
    shop = ShopData(db, actor)
    gone = shop.add_staff(StaffDraft("老周"))
    plans.make(SeriesDraft(1, MONDAYS, staff_id=gone))
    shop.save_staff(gone, StaffDraft("老周", active=False))
    follow.complete([1])
    with db.read() as session:
        assert list(session.scalars(select(NextStep.staff_id).order_by(NextStep.id))) == [gone, None]


def test_two_windows_leave_out_one_step_and_not_two(plans: SeriesPlans) -> None:
    series = plans.make(SeriesDraft(1, MONDAYS))
    seen = plans.of(1)[0].version
    plans.skip(series, version=seen)
    with pytest.raises(EditConflict):
        plans.skip(series, version=seen)
    assert plans.of(1)[0].next_on == FIRST + timedelta(days=7)


def test_years_left_out_of_a_rule_that_was_changed_leave_no_gap(plans: SeriesPlans, follow: FollowUps, clock: Clock) -> None:
    series = plans.make(SeriesDraft(1, Recurrence(Pattern(every=Every.YEAR, day=1, month=12), FIRST)))
    plans.skip(series)
    plans.skip(series)
    plans.edit_rest(series, SeriesDraft(1, MONDAYS), plans.of(1)[0].version)
    (row,) = plans.of(1)
    assert (row.next_on, row.step_id is None) == (FIRST, False)
    clock.on(1)
    follow.complete([row.step_id or 0])
    assert plans.of(1)[0].next_on == FIRST + timedelta(days=7)


def test_what_comes_is_told_without_being_stored(plans: SeriesPlans, db: Database, clock: Clock) -> None:
    plans.make(SeriesDraft(1, MONDAYS, "查看"))
    before = digest(db)
    assert [one.due_on.day for one in plans.coming(date(2026, 11, 1), date(2026, 12, 7))] == [30, 7]
    assert plans.coming(date(2026, 11, 1), date(2026, 12, 7), staff_id=9) == []
    assert plans.coming(date(2026, 10, 1), date(2026, 10, 31)) == []
    assert plans.upcoming(MONDAYS) == [FIRST, date(2026, 11, 30), date(2026, 12, 7)]
    assert digest(db) == before


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (lambda plans: plans.make(SeriesDraft(9, MONDAYS)), CustomerNotFound),
        (lambda plans: plans.make(SeriesDraft(1, Recurrence(Pattern(weekdays=(0,), until=date(2026, 1, 1)), FIRST))), RuleWithoutDay),
        (lambda plans: plans.make(SeriesDraft(1, Recurrence(Pattern(weekdays=(0,), times=1), date(2026, 1, 1)))), SeriesEnded),
        (lambda plans: plans.skip(9), SeriesNotFound),
        (lambda plans: plans.end(9, " "), EndReasonMissing),
        (lambda plans: plans.edit_one(9, StepDraft(FIRST)), StepNotOpen),
    ],
)
def test_refused_deeds_change_nothing(
    deed: Callable[[SeriesPlans], object], refusal: type[DomainError], plans: SeriesPlans, db: Database
) -> None:
    before = digest(db)
    with pytest.raises(refusal):
        deed(plans)
    assert digest(db) == before
