"""The eight expectations of a real hand-over: seen, assigned, measured, marked by the customer, and all of it undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dealer_crm.domain.customers import Interest
from dealer_crm.domain.deliveries import DeliveryDraft, HandOver
from dealer_crm.domain.expectations import Fact
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.marks import LETTERS, MarkedAhead, MarkNoteMissing, MarksDraft, MarksMissing, MarkUnknown, NotHandedOver
from dealer_crm.domain.periods import Period
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.expectation_report import ExpectationReport, MarkFilter, together
from dealer_crm.services.expectations import Expectations
from dealer_crm.services.timeline import EventKind, Timelines
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import DeliveryCheck, ExpectationRating
from tests.services.conftest import Clock
from tests.services.loading import Shop, load


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop."""
    return load(db, actor, clock)


@pytest.fixture
def kept(shop: Shop, actor: Callable[[], Actor]) -> Expectations:
    """Return the use-cases."""
    return Expectations(shop.db, actor, shop.clock, Trade())


def planned(shop: Shop) -> int:
    """Plan everything for the day, in the morning."""
    return shop.deliveries.plan(1, DeliveryDraft(planned_on=shop.clock.today, slot="9:00-11:00"))


def handed(shop: Shop) -> int:
    """Hand everything over."""
    delivery = planned(shop)
    shop.deliveries.finish(delivery, HandOver(care_ok=True, interests=(Interest.FRESH_AIR,)), "客户催")
    return delivery


def marks(shop: Shop, note: str = "", **given: int) -> MarksDraft:
    """Return marks of the day."""
    return MarksDraft(shop.clock.today, given, note=note)


def test_the_program_says_what_it_sees_before_and_after(shop: Shop, kept: Expectations) -> None:
    delivery = planned(shop)
    before = kept.of(delivery)
    said = {fact: seen.kept for fact, seen in before.facts.items()}
    assert set(said) == set(Fact)
    assert (said[Fact.SLOT_AGREED], said[Fact.ON_TIME], said[Fact.PROMISES_KEPT], said[Fact.CERTIFICATE]) == (False, None, True, None)
    assert before.facts[Fact.GOODS_MATCH].words == ("room_ac",)
    assert before.measures is None
    shop.deliveries.finish(delivery, HandOver(care_ok=True, interests=(Interest.FRESH_AIR,)), "客户催")
    after = kept.of(delivery)
    assert after.facts[Fact.CONSENT_ASKED].on == shop.clock.today
    assert after.facts[Fact.VISITS_PLANNED].kept
    assert after.facts[Fact.INTERESTS_KNOWN].words == ("fresh_air",)
    assert after.facts[Fact.CERTIFICATE].words == tuple(one.replace("SB", "BX") for one in after.facts[Fact.PLAN_HANDED].words)
    assert after.measures is not None


def test_as_the_program_sees_it_ticks_small_ticks_and_no_result(shop: Shop, kept: Expectations) -> None:
    delivery = planned(shop)
    with shop.db.write(Actor(), Action.EDIT, Subject.DELIVERY) as session:
        check = session.query(DeliveryCheck).filter_by(delivery_id=delivery, code="B").one()
        shape = {
            "steps": [{"code": "b1", "zh": "承诺", "en": "promises", "fact": "promises_kept"}, {"code": "b2", "zh": "货", "en": "goods"}]
        }
        check.shape = {**check.shape, **shape}
        for other in session.query(DeliveryCheck).filter(DeliveryCheck.code != "B"):
            other.shape = {}
    assert kept.as_seen(delivery) == 1
    row = next(one for one in kept.of(delivery).rows if one.code == "B")
    assert [(step.code, step.ticked) for step in row.steps] == [("b1", True), ("b2", False)]
    assert row.result is None
    assert kept.as_seen(delivery) == 0
    shop.history.undo()
    assert not any(step.ticked for one in kept.of(delivery).rows for step in one.steps)


def test_person_and_day_are_as_usual_until_somebody_says_so(shop: Shop, kept: Expectations) -> None:
    delivery = planned(shop)
    usual = {row.code: row for row in kept.of(delivery).rows}
    assert all(row.person_assumed and row.plan_assumed for row in usual.values())
    assert usual["A"].planned_on == shop.clock.today
    assert usual["F"].planned_on is None
    day = shop.clock.today + timedelta(days=2)
    kept.assign(usual["D2"].check_id, None, day)
    row = next(one for one in kept.of(delivery).rows if one.code == "D2")
    assert (row.planned_on, row.plan_assumed, row.late) == (day, False, False)
    shop.clock.on(3)
    assert next(one for one in kept.of(delivery).rows if one.code == "D2").late
    shop.history.undo()
    assert next(one for one in kept.of(delivery).rows if one.code == "D2").plan_assumed


@pytest.mark.parametrize(
    ("given", "note", "refused"),
    [
        ({}, "", MarksMissing),
        ({"A": 6}, "", MarkUnknown),
        ({"Z": 3}, "", MarkUnknown),
        ({"A": 2}, " ", MarkNoteMissing),
    ],
)
def test_marks_that_are_refused(shop: Shop, kept: Expectations, given: dict[str, int], note: str, refused: type[Exception]) -> None:
    delivery = handed(shop)
    with pytest.raises(refused):
        kept.rate(delivery, marks(shop, note, **given))
    with pytest.raises(MarkedAhead):
        kept.rate(delivery, replace(marks(shop, A=5), rated_on=shop.clock.today + timedelta(days=1)))
    assert not shop.rows(ExpectationRating)


def test_nothing_is_marked_before_the_hand_over(shop: Shop, kept: Expectations) -> None:
    with pytest.raises(NotHandedOver):
        kept.rate(planned(shop), marks(shop, A=5))


def test_marks_are_written_corrected_and_undone(shop: Shop, kept: Expectations) -> None:
    delivery = handed(shop)
    shop.clock.on(7)
    kept.rate(delivery, marks(shop, "等了半天", **dict.fromkeys(LETTERS, 5) | {"A": 2}))
    found = kept.marking(delivery)
    assert (found.marks["A"], found.marks["H"], found.note, found.rated_on) == (2, 5, "等了半天", shop.clock.today)
    assert [one.delivery_id for one in kept.to_mark(1)] == [delivery]
    events = [row for row in Timelines(shop.db).page(1).rows if row.kind is EventKind.MARKS]
    assert [(event.words, event.number) for event in events] == [("A 2 · B 5 · C 5 · D 5 · E 5 · F 5 · G 5 · H 5 · 等了半天", found.number)]
    kept.rate(delivery, marks(shop, A=4))
    assert dict(kept.marking(delivery).marks) == {"A": 4}
    shop.history.undo()
    assert len(kept.marking(delivery).marks) == 8
    shop.history.undo()
    assert not kept.marking(delivery).marks


def test_the_report_sums_by_letter_and_month_beside_the_ticks(shop: Shop, kept: Expectations) -> None:
    delivery = planned(shop)
    shop.settle(delivery)
    shop.deliveries.finish(delivery, HandOver())
    shop.clock.on(7)
    kept.rate(delivery, marks(shop, "响", A=4, C=1, D=5))
    report = ExpectationReport(shop.db)
    whole = Period(date(2026, 11, 1), shop.clock.today)
    sums = report.sums(whole)
    assert [(one.letter, one.month, one.count, one.total, one.low, one.ticks, one.passed) for one in sums] == [
        ("A", "2026-11", 1, 4, 0, 1, 1),
        ("C", "2026-11", 1, 1, 1, 1, 1),
        ("D", "2026-11", 1, 5, 0, 2, 2),
    ]
    everything = together(sums)
    assert (everything.mean, everything.few, everything.passed) == (3.3, True, 4)
    assert [row.letter for row in report.rows(report.ids(whole))] == ["A", "C", "D"]
    assert [row.note for row in report.rows(report.ids(whole, MarkFilter(letter="C")))] == ["响"]
    assert not report.sums(Period(date(2026, 10, 1), date(2026, 10, 31)))


def test_an_explanation_that_is_due_stands_on_the_agenda(shop: Shop, kept: Expectations) -> None:
    agenda = Agenda(shop.db, Actor, shop.clock, Trade())

    def due() -> list[str]:
        items, _all = agenda.due_by(shop.clock.today)
        return sorted(row.said("zh")[:2] for row in agenda.rows(items) if row.source == "expectation")

    delivery = planned(shop)
    assert due() == []
    shop.deliveries.sign(delivery, "陈静")
    assert due() == ["D1", "D2"]
    d2 = next(row for row in kept.of(delivery).rows if row.code == "D2")
    kept.assign(d2.check_id, None, shop.clock.today + timedelta(days=3))
    assert due() == ["D1"]
    shop.deliveries.finish(delivery, HandOver(), "客户催")
    assert due() == []
