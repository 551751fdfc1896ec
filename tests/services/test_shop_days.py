"""Working days of the shop: what it enters, what is called how, what moves on from a day that is closed now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from dealer_crm.domain.followups import Way
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.planning import HolidayRule
from dealer_crm.domain.workdays import DaysBackwards, DaysNotRead, DaySpan, HoursBackwards, NoDayOpen, ShopHours, read_days
from dealer_crm.services.history import History
from dealer_crm.services.shop_days import ShopDays
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import NextStep, Series, Visit
from tests.services.agenda_shop import Shop
from tests.services.conftest import Clock
from tests.storage.shops import digest

FESTIVAL = DaySpan(date(2027, 2, 5), date(2027, 2, 12), name="春节")


@pytest.fixture
def days(db: Database, actor: Callable[[], Actor], clock: Clock) -> ShopDays:
    """Return the working days of an empty shop."""
    return ShopDays(db, actor, clock)


def test_published_days_have_their_names_and_lunar_dates(days: ShopDays) -> None:
    notes = days.notes(date(2026, 9, 25), date(2026, 10, 10))
    assert len(notes) == 16
    eve, makeup, sunday = notes[date(2026, 9, 25)], notes[date(2026, 10, 10)], notes[date(2026, 9, 27)]
    assert (eve.works, eve.name_zh, eve.name_en, eve.lunar_zh, eve.lunar_en) == (False, "中秋", "Mid-autumn Festival", "十五", "L8/15")
    assert (makeup.works, makeup.name_zh, makeup.lunar_zh, makeup.provisional) == (True, "国庆节", "九月", False)
    assert (sunday.works, sunday.name_zh) == (False, "中秋")


def test_a_year_nobody_published_is_provisional_until_it_is_entered(days: ShopDays, db: Database) -> None:
    before, trade, history = digest(db), Trade(days.own), History(db, Actor)
    assert days.notes(FESTIVAL.first, FESTIVAL.first)[FESTIVAL.first].provisional
    days.set_days([FESTIVAL, DaySpan(date(2027, 2, 13), date(2027, 2, 13), works=True)])
    days.enter_year(2027)
    note = days.notes(FESTIVAL.first, FESTIVAL.first)[FESTIVAL.first]
    assert (note.works, note.name_zh, note.provisional) == (False, "春节", False)
    assert trade.calendar().is_workday(date(2027, 2, 13))
    found = days.year(2027)
    assert (found.published, found.entered, len(found.days)) == (False, True, 9)
    for _ in range(2):
        history.undo()
    assert digest(db) == before
    assert trade.calendar().provisional(FESTIVAL.first)


def test_rest_of_the_shop_moves_plans_and_no_legal_deadline(days: ShopDays) -> None:
    trade, sunday, monday = Trade(days.own), date(2026, 11, 29), date(2026, 11, 30)
    days.set_hours(ShopHours(time(9), time(20), frozenset({0})))
    days.set_days([DaySpan(date(2026, 12, 1), date(2026, 12, 1), name="盘点")])
    assert (trade.calendar().is_workday(sunday), trade.legal_calendar().is_workday(sunday)) == (True, False)
    assert trade.calendar().next_workday(monday) == date(2026, 12, 2)
    assert trade.legal_calendar().next_workday(monday) == monday
    assert trade.legal_calendar().is_workday(date(2026, 12, 1))
    days.set_days([FESTIVAL])
    assert trade.legal_calendar().is_workday(FESTIVAL.first)
    days.enter_year(2027)
    assert not trade.legal_calendar().is_workday(FESTIVAL.first)
    assert days.hours() == ShopHours(time(9), time(20), frozenset({0}))


def test_plans_on_a_day_that_closes_go_to_the_next_working_day(days: ShopDays, shop: Shop) -> None:
    closed = shop.day(2)
    shop.put(Visit(number="HF1", customer_id=shop.customer, code="d30", due_on=closed))
    shop.put(Visit(number="HF2", customer_id=shop.customer, code="d1", due_on=closed))
    for rule in (HolidayRule.NEXT, HolidayRule.KEEP):
        series = shop.put(Series(customer_id=shop.customer, rule="FREQ=DAILY", starts_on=closed, holidays=rule, purpose=rule.value))
        shop.put(NextStep(customer_id=shop.customer, due_on=closed, purpose=rule.value, way=Way.PHONE, series_id=series, occurrence=closed))
    shop.follow.plan([shop.customer], closed, "单独约的")
    before = digest(shop.db)
    exact = sum(rule.code == "d1" and rule.exact for rule in Trade().visit_rules())
    assert days.set_days([DaySpan(closed, closed + timedelta(days=1), name="店庆")]) == 3 - exact
    due = {row.words or row.code: row.due_on for row in shop.agenda.range(closed, shop.day(9))}
    assert due == {"next": shop.day(4), "d30": shop.day(4), "d1": closed if exact else shop.day(4), "keep": closed, "单独约的": closed}
    shop.history.undo()
    assert digest(shop.db) == before
    assert Trade(days.own).calendar().is_workday(closed)


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return a shop on a Sunday with a working week before it."""
    return Shop(db, actor, clock)


def test_a_day_that_is_taken_out_is_as_published(days: ShopDays, db: Database) -> None:
    before, holiday = digest(db), date(2026, 10, 1)
    days.set_days([DaySpan(holiday, holiday, works=True, name="开门")])
    assert [one.own for one in days.year(2026).days if one.note.day == holiday] == [True]
    days.remove({holiday})
    assert days.notes(holiday, holiday)[holiday].name_zh == "国庆节"
    assert digest(db) == before


def test_the_calendar_is_asked_in_the_middle_of_a_write(days: ShopDays, db: Database) -> None:
    trade = Trade(days.own)
    with db.write(Actor(), Action.EDIT, Subject.STORE):
        assert trade.calendar().is_workday(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2027-01-01 休 元旦", [DaySpan(date(2027, 1, 1), date(2027, 1, 1), works=False, name="元旦")]),
        ("2027-02-05~2027-02-12 休 春节\n\n2027/2/14 班", [FESTIVAL, DaySpan(date(2027, 2, 14), date(2027, 2, 14), works=True)]),
        ("2027年2月5日至2027年2月12日，放假，春节", [FESTIVAL]),
        ("2027-05-08 work Labour Day", [DaySpan(date(2027, 5, 8), date(2027, 5, 8), works=True, name="Labour Day")]),
    ],
)
def test_pasted_lines_are_read(text: str, spans: list[DaySpan]) -> None:
    assert read_days(text) == spans


@pytest.mark.parametrize(
    ("text", "error"),
    [("元旦", DaysNotRead), ("2027-02-30 休", DaysNotRead), ("2027-01-01", DaysNotRead), ("2027-01-03~2027-01-01 休", DaysBackwards)],
)
def test_other_lines_are_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_days(text)


@pytest.mark.parametrize(
    ("hours", "error"), [(ShopHours(time(9), time(8)), HoursBackwards), (ShopHours(rest_days=frozenset(range(7))), NoDayOpen)]
)
def test_hours_that_never_open_are_refused(days: ShopDays, hours: ShopHours, error: type[Exception]) -> None:
    with pytest.raises(error):
        days.set_hours(hours)
