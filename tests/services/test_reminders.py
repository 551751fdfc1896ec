"""Reminders on a real store: each item once for each due time, whatever the clock, the zone, a restart or the disk does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dealer_crm.domain.agenda import AgendaRow
from dealer_crm.domain.complaints import ComplaintChannel, ComplaintLevel, ComplaintSubtype, ComplaintType, Demand, Severity
from dealer_crm.domain.followups import Way
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.planning import ReminderEnd
from dealer_crm.domain.reminders import Standing, Sum, Waiting
from dealer_crm.domain.store import StoreFull
from dealer_crm.domain.workdays import ShopHours
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.reminders import Reminders
from dealer_crm.services.shop_days import ShopDays
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint, Reminder
from tests.faults.clocks import in_zone
from tests.services.agenda_shop import Shop
from tests.services.conftest import Clock
from tests.services.plans import statements
from tests.storage.shops import pinyin

MOST = 6
"""Statements of a look that finds nothing new: two for the agenda, when the shop opens, what waits, what was said, whether anything was."""
TO_WRITE = 6
"""What is further asked and written where there is something new: the birthdays of the year, what was said, the rows."""


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop."""
    return Shop(db, actor, clock)


@pytest.fixture
def said(db: Database, clock: Clock) -> Reminders:
    """Return the reminders."""
    return Reminders(db, clock, Agenda(db, Actor, clock))


def at(clock: Clock, hour: int, minute: int = 0, days: int = 0) -> None:
    """Put the clock on a time of the wall, days on."""
    wall = datetime.combine(clock.today + timedelta(days=days), time(hour, minute))
    clock.at = wall.astimezone()


def rows(shop: Shop, waiting: Waiting) -> list[AgendaRow]:
    return shop.agenda.rows([waiting.item])


def counts(found: Standing) -> tuple[int, int, int, int]:
    """Return how many are said alone, today's, late ones, and how many for the first time."""
    return len(found.single), len(found.today), len(found.late), len(found.raised)


def test_what_has_a_time_is_said_a_while_before_and_a_meeting_earlier(shop: Shop, said: Reminders, clock: Clock) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价", Way.PHONE, "10:30")
    shop.follow.plan([shop.customer], shop.day(0), "量房", Way.SURVEY, "11:00")
    at(clock, 10, 14)
    found = said.look()
    assert (found.single, found.next_at) == ([], datetime.combine(clock.today, time(10, 15)))
    at(clock, 10, 15)
    assert len(said.look().single) == 1
    at(clock, 10, 30)
    found = said.look()
    assert [one.item.at for one in found.raised] == [time(11)]
    assert [one.item.at for one in found.single] == [time(10, 30), time(11)]


def test_what_has_a_day_only_is_said_when_the_shop_opens_and_late_ones_at_once(shop: Shop, said: Reminders, clock: Clock) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价")
    shop.follow.plan([shop.customer], shop.day(-2), "回访")
    at(clock, 8, 29)
    assert counts(said.look()) == (0, 0, 1, 1)
    at(clock, 8, 30)
    found = said.look()
    assert (counts(found), found.sum) == ((0, 1, 1, 1), Sum(due=1, overdue=1, reminded=2, later=0, open=2))
    assert said.sum() == found.sum


def test_just_after_midnight_is_said_the_evening_before(shop: Shop, said: Reminders, clock: Clock) -> None:
    shop.follow.plan([shop.customer], shop.day(1), "接车", Way.PHONE, "00:10")
    at(clock, 12)
    evening = said.look().next_at
    assert evening == datetime.combine(clock.today, time(23, 30))
    at(clock, 23, 55)
    found = said.look()
    assert counts(found) == (1, 0, 0, 1)
    assert found.sum == Sum(open=1)
    assert found.sum.sound


def test_what_fell_due_while_the_program_was_closed_is_told_at_the_start(db: Database, shop: Shop, said: Reminders, clock: Clock) -> None:
    at(clock, 9)
    shop.follow.plan([shop.customer], shop.day(-1), "回访")
    assert said.look().missed == 0, "nothing was ever said in this shop"
    shop.follow.plan([shop.customer], shop.day(3), "报价")
    shop.follow.plan([shop.customer], shop.day(5), "安装", Way.PHONE, "08:00")
    at(clock, 9, days=5)
    again = Reminders(db, clock, Agenda(db, Actor, clock))
    found = again.look()
    assert (counts(found), found.missed) == ((1, 0, 2, 2), 2)
    assert again.look().missed == 2
    assert Reminders(db, clock, Agenda(db, Actor, clock)).look().missed == 0


def test_dealt_with_is_dealt_with_also_after_a_restart(db: Database, shop: Shop, said: Reminders, clock: Clock) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价")
    shop.follow.plan([shop.customer], shop.day(0), "量房", Way.PHONE, "09:00")
    at(clock, 9)
    found = said.look()
    said.end([one.due for one in found.together], ReminderEnd.SEEN)
    said.end([one.due for one in found.single], ReminderEnd.OPENED)
    clock.on(1)
    for reminders in (said, Reminders(db, clock, Agenda(db, Actor, clock))):
        found = reminders.look()
        assert (counts(found), found.sum) == ((0, 0, 0, 0), Sum(overdue=2, reminded=2))


def test_who_moves_an_item_is_reminded_again_and_who_takes_that_back_finds_it_waiting(
    db: Database, shop: Shop, said: Reminders, clock: Clock
) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价", Way.PHONE, "10:30")
    at(clock, 10, 20)
    (one,) = said.look().single
    shop.agenda.postpone(rows(shop, one), shop.day(1))
    said.end([one.due], ReminderEnd.MOVED)
    assert counts(said.look()) == (0, 0, 0, 0)
    shop.history.undo()
    assert counts(said.look()) == (1, 0, 0, 0)
    shop.history.redo()
    clock.on(1)
    found = said.look()
    assert counts(found) == (1, 0, 0, 1)
    assert found.single[0].due.due_on == shop.day(0)


def test_done_elsewhere_it_is_gone_and_seen_before_it_stays_seen(db: Database, shop: Shop, said: Reminders, clock: Clock) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价")
    shop.follow.plan([shop.customer], shop.day(0), "回访")
    at(clock, 10)
    first, second = said.look().today
    said.end([first.due], ReminderEnd.SEEN)
    shop.agenda.complete([*rows(shop, first), *rows(shop, second)])
    assert said.look().open == 0
    shop.history.undo()
    found = said.look()
    assert [one.due for one in found.today] == [second.due]
    assert found.raised == []


def test_in_an_hour_it_is_said_alone_and_the_item_stays_where_it_is(shop: Shop, said: Reminders, clock: Clock) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价")
    at(clock, 9)
    (one,) = said.look().today
    said.items_in_an_hour({one.item.key})
    found = said.look()
    assert (counts(found), found.next_at) == ((0, 0, 0, 0), datetime.combine(clock.today, time(10)))
    assert found.sum == Sum(due=1, reminded=1)
    at(clock, 10)
    found = said.look()
    assert counts(found) == (1, 0, 0, 0)
    assert found.single[0].item.due_on == clock.today


def test_a_pause_from_a_clock_that_was_wrong_does_not_hold(shop: Shop, said: Reminders, clock: Clock) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价")
    at(clock, 9)
    right = clock.at
    (one,) = said.look().today
    clock.on(900)
    said.in_an_hour([one.due])
    clock.at = right
    assert counts(said.look()) == (1, 0, 0, 0)


def test_a_clock_put_back_says_nothing_twice(shop: Shop, said: Reminders, clock: Clock) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价", Way.PHONE, "10:30")
    at(clock, 10, 30)
    right = clock.at
    assert counts(said.look()) == (1, 0, 0, 1)
    clock.on(-2)
    assert counts(said.look()) == (0, 0, 0, 0)
    clock.at = right
    assert counts(said.look()) == (1, 0, 0, 0)


def test_another_zone_says_nothing_twice(shop: Shop, said: Reminders, clock: Clock) -> None:
    with in_zone("Asia/Shanghai"):
        at(clock, 10, 30)
        shop.follow.plan([shop.customer], shop.day(0), "报价", Way.PHONE, "10:30")
        case = Complaint(
            number="TS1", customer_id=shop.customer, opened_at=clock(), channel=ComplaintChannel.PHONE, type=ComplaintType.PRODUCT,
            subtype=ComplaintSubtype.QUALITY, level=ComplaintLevel.DIRECT, severity=Severity.URGENT, words="外机响", demand=Demand.REPAIR,
            respond_by=clock() + timedelta(minutes=5), due_at=clock() + timedelta(minutes=5), close_by=clock() + timedelta(days=5),
        )  # fmt: skip
        shop.put(case)
        assert counts(said.look()) == (2, 0, 0, 2)
    for zone in ("America/Los_Angeles", "Pacific/Kiritimati", "Asia/Shanghai"):
        with in_zone(zone):
            assert said.look().raised == [], zone
            clock.on(1 / 24)


def test_a_store_that_only_is_looked_at_keeps_it_in_memory(db: Database, shop: Shop, said: Reminders, clock: Clock) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价")
    at(clock, 9)
    looking = Database(db.path, pinyin(), clock, alone=False)
    beside = Reminders(looking, clock, Agenda(looking, Actor, clock))
    (one,) = beside.look().today
    beside.end([one.due], ReminderEnd.SEEN)
    assert counts(beside.look()) == (0, 0, 0, 0)
    looking.close()
    assert counts(said.look()) == (0, 1, 0, 1)


def test_a_full_disk_makes_nobody_miss_it_or_hear_it_twice(
    db: Database, shop: Shop, said: Reminders, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价")
    at(clock, 9)

    @contextmanager
    def full() -> Iterator[Any]:
        raise StoreFull(folder="")
        yield

    with monkeypatch.context() as patch:
        patch.setattr(db, "derive", full)
        assert counts(said.look()) == (0, 1, 0, 1)
        assert counts(said.look()) == (0, 1, 0, 0)
    said.look()
    assert counts(Reminders(db, clock, Agenda(db, Actor, clock)).look()) == (0, 1, 0, 0)


def test_a_look_asks_little_and_writes_only_what_is_new(db: Database, shop: Shop, said: Reminders, clock: Clock) -> None:
    for days in range(-9, 1):
        shop.follow.plan([shop.customer], shop.day(days), "回访")
    at(clock, 9)
    with statements() as asked:
        said.look()
    assert len(asked) <= MOST + TO_WRITE, "as many for ten as for one"
    with statements() as asked:
        said.look()
    assert len(asked) <= MOST
    assert all(sql.lstrip().startswith(("SELECT", "WITH")) for sql, _values in asked)
    with db.read() as session:
        assert len(session.scalars(select(Reminder.id)).all()) == 10


def test_hours_of_the_shop_that_are_none_keep_nobody_from_being_reminded(db: Database, shop: Shop, said: Reminders, clock: Clock) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价")
    with db.derive() as connection:
        connection.exec_driver_sql("UPDATE shop SET opens_at = '<b>soon</b>', rest_days = '&'")
    assert ShopDays(db, Actor, clock).hours() == ShopHours()
    at(clock, 8, 30)
    assert counts(said.look()) == (0, 1, 0, 1)
