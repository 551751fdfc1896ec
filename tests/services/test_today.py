"""The morning: overdue first, then today, each in one read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from dealer_crm.domain.customers import CustomerDraft, PhoneDraft, Stage
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.services.customers import Customers
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.today import Today
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock

DUE = {"三天前": -3, "今天": 0, "昨天": -1, "明天": 1}


@pytest.fixture
def today(db: Database, actor: Callable[[], Actor], clock: Clock) -> Today:
    """Return the questions on a store with a step on each day, and one customer without."""
    customers = Customers(db, actor, clock)
    for n, (name, days) in enumerate(DUE.items()):
        customers.create(CustomerDraft(name=name, phones=(PhoneDraft(f"1420000000{n}"),)), clock.today + timedelta(days=days), "报价")
    customers.create(CustomerDraft(name="没有下一步"))
    customers.create(CustomerDraft(name="战败", stage=Stage.LOST))
    return Today(db, clock)


def test_overdue_comes_first_with_its_age(today: Today) -> None:
    assert [(row.name, row.days_late) for row in today.rows()] == [("三天前", 3), ("昨天", 1), ("今天", 0)]
    assert today.rows()[0].purpose == "报价"


@pytest.mark.parametrize(
    ("days", "names"), [(-5, []), (-3, ["三天前"]), (0, ["三天前", "昨天", "今天"]), (1, ["三天前", "昨天", "今天", "明天"])]
)
def test_another_day_is_asked_for(today: Today, clock: Clock, days: int, names: list[str]) -> None:
    assert [row.name for row in today.rows(clock.today + timedelta(days=days))] == names


def test_what_is_to_come_is_shown_on_demand(today: Today, clock: Clock) -> None:
    assert [row.days_late for row in today.rows(until=clock.today + timedelta(days=1))] == [3, 1, 0, -1]


def test_figures_are_those_of_the_list(today: Today) -> None:
    counts = today.counts()
    assert (counts.overdue, counts.longest, counts.due, counts.done, counts.no_next_step) == (2, 3, 1, 0, 1)


def test_done_is_counted_until_midnight(today: Today, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    follow = FollowUps(db, actor, clock)
    follow.complete([today.rows()[0].step_id])
    follow.log(FollowUpDraft(today.rows()[0].customer_id, words="好", no_next_reason="成交"))
    assert today.counts().done == 2
    assert {row.name for row in today.done()} == {"三天前", "昨天"}
    clock.on(1)
    assert today.counts().done == 0
    assert not today.done()


def test_steps_of_one_customer(today: Today) -> None:
    assert [row.purpose for row in today.steps_of(1)] == ["报价"]
    assert today.steps_of(99) == []


@pytest.mark.parametrize(("ask", "most"), [("rows", 1), ("counts", 3), ("done", 1)])
def test_each_question_is_a_handful_of_statements(today: Today, db: Database, ask: str, most: int) -> None:
    seen: list[str] = []
    engine = db._engine  # noqa: SLF001 - the only way to count what reaches the store
    event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_rest: seen.append(statement))
    getattr(today, ask)()
    assert len([one for one in seen if one.lstrip().upper().startswith("SELECT")]) <= most
