"""Moving items to a day, a time and a person, spreading them, giving them up: one undoable step each; and what a filter leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import time

import pytest

from dealer_crm.domain.agenda import AgendaFilter, AgendaItemFixed, AgendaKind, AgendaRow, DropReasonMissing, Place
from dealer_crm.domain.care import RequestKind, VisitState
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.followups import StepNotOpen, StepState
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.orders import Arrival, OrderState
from dealer_crm.domain.promises import PromiseState
from dealer_crm.services.customers import Customers
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import AgendaMark, Delivery, NextStep, OrderLine, Promise, ServiceRequest, Staff, Visit
from tests.services.agenda_shop import Shop
from tests.services.conftest import Clock
from tests.storage.shops import digest


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return a shop with everything that can be moved due today."""
    shop = Shop(db, actor, clock)
    shop.put(Staff(name="小李", role=Role.SALES))
    today = shop.day(0)
    shop.follow.plan([shop.customer], today, "报价")
    shop.put(Visit(number="HF1", customer_id=shop.customer, code="d1", due_on=today))
    shop.put(Promise(customer_id=shop.customer, words="送支架", due_on=today))
    order = shop.order(OrderState.PREPARING)
    shop.put(Delivery(number="SH1", customer_id=shop.customer, order_id=order, planned_on=today, created_at=shop.clock()))
    shop.put(OrderLine(order_id=order, category="other", name="柜机", quantity=1000, arrival=Arrival.ORDERED, arrives_on=today))
    shop.put(ServiceRequest(number="FW1", customer_id=shop.customer, kind=RequestKind.REPAIR, reported_at=shop.clock(), symptom="漏水"))
    shop.coverage(60)
    return shop


def _due(shop: Shop) -> list[AgendaRow]:
    return [row for row in shop.agenda.day() if row.kind is not AgendaKind.CONFIRM]


def test_items_go_to_a_day_a_time_and_a_person_in_one_step(shop: Shop) -> None:
    before, rows = digest(shop.db), _due(shop)
    assert shop.agenda.place(rows, Place(shop.day(2), time(14, 30), 1)) == len(rows) == 7
    moved = {row.kind: row for row in shop.agenda.range(shop.day(2), shop.day(2))}
    assert len(moved) == 7
    timed = {AgendaKind.STEP, AgendaKind.VISIT, AgendaKind.DELIVERY, AgendaKind.REQUEST}
    assert {kind for kind, row in moved.items() if row.at == time(14, 30) and row.slot == "14:30"} == timed
    assert {kind for kind, row in moved.items() if row.staff_id == 1} == {*timed, AgendaKind.PROMISE}
    entry = shop.history.rows(1)[0]
    assert (entry.action, entry.subject) == (Action.POSTPONE, Subject.AGENDA)
    shop.history.undo()
    assert digest(shop.db) == before


def test_a_move_to_a_day_alone_leaves_time_and_person(shop: Shop) -> None:
    (step,) = (row for row in shop.agenda.day() if row.kind is AgendaKind.STEP)
    shop.agenda.place([step], Place(shop.day(0), time(9), 1))
    shop.agenda.place([row for row in shop.agenda.day() if row.kind is AgendaKind.STEP], Place(shop.day(1)))
    (step,) = (row for row in shop.agenda.range(shop.day(1), shop.day(1)) if row.kind is AgendaKind.STEP)
    assert (step.slot, step.staff_id) == ("09:00", 1)


def test_what_is_given_up_says_why_and_comes_back(shop: Shop) -> None:
    before, rows = digest(shop.db), _due(shop)
    assert shop.agenda.drop(rows, " 客户 已搬走 ") == 4
    assert {row.kind for row in _due(shop)} == {AgendaKind.DELIVERY, AgendaKind.REQUEST, AgendaKind.ARRIVAL}
    with shop.db.read() as session:
        step, visit = session.query(NextStep).one(), session.query(Visit).one()
        promise, mark = session.query(Promise).one(), session.query(AgendaMark).one()
        session.expunge_all()
    assert (step.state, step.purpose) == (StepState.DROPPED, "报价 (客户 已搬走)")
    assert (visit.state, visit.words) == (VisitState.SKIPPED, "客户 已搬走")
    assert (promise.state, promise.note) == (PromiseState.BROKEN, "客户 已搬走")
    assert (mark.done_at, mark.reason) == (shop.clock(), "客户 已搬走")
    assert shop.history.rows(1)[0].action is Action.DROP
    shop.history.undo()
    assert digest(shop.db) == before


def test_nothing_is_given_up_without_a_word_or_twice(shop: Shop) -> None:
    rows = shop.agenda.day()
    steps = [row for row in rows if row.kind is AgendaKind.STEP]
    with pytest.raises(DropReasonMissing):
        shop.agenda.drop(rows, "  ")
    with pytest.raises(AgendaItemFixed):
        shop.agenda.drop([row for row in rows if row.kind is AgendaKind.DELIVERY], "不要了")
    shop.agenda.drop(steps, "不要了")
    with pytest.raises(StepNotOpen):
        shop.agenda.drop(steps, "不要了")


def test_what_is_spread_leaves_nobody_more_than_so_much_on_a_working_day(shop: Shop) -> None:
    for _ in range(9):
        shop.follow.plan([shop.customer], shop.day(-3))
    for owner in (1, 1, 1, None):
        step = shop.follow.plan([shop.customer], shop.day(2))[0]
        with shop.db.write(shop.actor(), Action.EDIT, Subject.NEXT_STEP) as session:
            kept = session.get(NextStep, step)
            assert kept is not None
            kept.staff_id = owner
    before, late = digest(shop.db), [row for row in shop.agenda.overdue() if row.kind is AgendaKind.STEP]
    days = shop.agenda.spread_days(late, shop.day(1), 3)
    assert shop.agenda.spread(late, shop.day(1), 3) == 9
    found = shop.agenda.range(shop.day(1), shop.day(40))
    moved = {row.key for row in late}
    first_fits = [row.due_on for row in found if row.key in moved]
    assert all(Trade().calendar().is_workday(day) for day in first_fits)
    standing = Counter((row.staff_id, row.due_on) for row in found)
    assert all(n <= 3 or day not in first_fits for (_staff, day), n in standing.items())
    assert first_fits[0] == Trade().calendar().next_workday(shop.day(1))
    assert len(set(first_fits)) == days < 9
    shop.history.undo()
    assert digest(shop.db) == before


def test_a_filter_leaves_one_community_one_person_some_kinds(shop: Shop) -> None:
    other = Customers(shop.db, shop.actor, shop.clock).create(CustomerDraft(name="钱多多"))
    shop.follow.plan([other], shop.day(-1))
    shop.follow.complete(shop.follow.plan([shop.customer], shop.day(0)))
    asked: dict[str, tuple[AgendaFilter, Callable[[AgendaRow], bool]]] = {
        "community": (AgendaFilter(community="云上花园"), lambda row: row.community == "云上花园"),
        "kinds": (AgendaFilter(kinds=frozenset({AgendaKind.STEP})), lambda row: row.kind is AgendaKind.STEP),
        "instants": (AgendaFilter(kinds=frozenset({AgendaKind.COMPLAINT})), lambda row: row.kind is AgendaKind.COMPLAINT),
        "nobody": (AgendaFilter(staff_id=1), lambda row: row.staff_id == 1),
    }
    first, last = shop.day(-7), shop.day(40)
    everything, late = shop.agenda.rows(shop.agenda.listed(first, last)), shop.agenda.rows(shop.agenda.late())
    for name, (wanted, fits) in asked.items():
        expected = [row for row in everything if fits(row)]
        assert shop.agenda.rows(shop.agenda.listed(first, last, filter=wanted)) == expected, name
        month = shop.agenda.month(first, last, filter=wanted)
        assert sum(month.counts.values()) == len(month.items) == len(expected), name
        assert shop.agenda.rows(shop.agenda.late(filter=wanted)) == [row for row in late if fits(row)], name
        _items, figures = shop.agenda.today(filter=wanted)
        assert figures.overdue == sum(fits(row) for row in late), name
    assert len({row.community for row in everything}) == 2
