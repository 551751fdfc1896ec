"""Birthdays, decorations that begin, orders nobody delivers, calls that wait while somebody complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.birthdays import Birthday, kept_at, kept_on, moon_day
from dealer_crm.domain.complaints import ComplaintChannel, ComplaintLevel, ComplaintState, ComplaintSubtype, ComplaintType, Demand, Severity
from dealer_crm.domain.customers import ContactRole, Stage
from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import OrderState
from dealer_crm.i18n import translator
from dealer_crm.services.agenda import Agenda
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import CalendarDay, Complaint, Contact, Customer, Delivery, Opportunity, Premises, SalesOrder, Visit
from dealer_crm.words.agenda import matter
from tests.services.agenda_shop import Shop
from tests.services.conftest import Clock
from tests.storage.shops import pinyin


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop."""
    return Shop(db, actor, clock)


def _change(shop: Shop, **fields: object) -> None:
    with shop.db.write(shop.actor(), Action.EDIT, Subject.CUSTOMER) as session:
        customer = session.get(Customer, shop.customer)
        for name, value in fields.items():
            setattr(customer, name, value)


def _days(shop: Shop, kind: AgendaKind, days: int = 400) -> list[date]:
    return [row.due_on for row in shop.agenda.range(shop.day(0), shop.day(days)) if row.kind is kind]


def _all_birthdays() -> Iterator[Birthday]:
    solar, moon = date(2024, 1, 1), range(1, 13)
    for n in range(366):
        day = solar + timedelta(days=n)
        yield Birthday(day.month, day.day)
    for month in moon:
        for day_of_moon in range(1, 31):
            yield Birthday(month, day_of_moon, lunar=True)
            yield Birthday(month, day_of_moon, lunar=True, leap=True)


def test_ten_years_keep_every_birthday_on_its_day() -> None:
    first, last = date(2023, 1, 1), date(2032, 12, 31)
    kept = {(text, first + timedelta(days=n)) for n in range((last - first).days + 1) for text in kept_at(first + timedelta(days=n))}
    years = range(first.year - 1, last.year + 1)
    expected = {(one.text, day) for one in _all_birthdays() for year in years if first <= (day := kept_on(one, year)) <= last}
    assert kept == expected


@pytest.mark.parametrize(
    ("birthday", "days"),
    [
        ("11-22", [date(2026, 11, 22), date(2027, 11, 22)]),
        ("1985-12-01", [date(2026, 12, 1), date(2027, 12, 1)]),
        ("02-29", [date(2027, 2, 28)]),
        ("L08-15", [date(2027, 9, 15)]),
        ("L1985-01-01", [date(2027, 2, 6)]),
        ("", []),
    ],
)
def test_birthdays_come_by_the_sun_and_the_moon(shop: Shop, birthday: str, days: list[date]) -> None:
    _change(shop, birthday=birthday)
    assert _days(shop, AgendaKind.BIRTHDAY) == days


def test_a_birthday_is_wished_moved_and_not_made_up_for(shop: Shop, clock: Clock) -> None:
    _change(shop, birthday=f"1986-{shop.day(1):%m-%d}")
    shop.put(
        Contact(customer_id=shop.customer, name="李雷", role=ContactRole.FAMILY, birthday=replace(moon_day(shop.day(1)), year=1990).text)
    )
    own, other = shop.agenda.range(shop.day(1), shop.day(1))
    assert matter(own, translator("zh")) == "祝 40 岁生日快乐"
    assert matter(own, translator("en")) == "Wish a happy birthday: 40 years old"
    assert matter(other, translator("zh")) == "李雷：祝 36 岁生日快乐（农历十月十五）"
    assert (other.name, other.record_id, other.until) == ("王芳", shop.customer, shop.day(1))
    shop.agenda.complete([other])
    shop.agenda.postpone([own], shop.day(0))
    assert [row.moved for row in shop.agenda.day()] == [True]
    clock.on(2)
    assert shop.agenda.day() == []
    assert shop.agenda.counts(shop.day(-9), shop.day(0)) == {}


def test_a_wish_that_was_moved_behind_the_birthday_waits_until_it_is_made(shop: Shop, clock: Clock) -> None:
    _change(shop, birthday=f"1986-{shop.day(0):%m-%d}")
    shop.agenda.postpone([shop.only()], shop.day(1))
    clock.on(3)
    late = shop.only()
    assert (late.kind, late.days_late) == (AgendaKind.BIRTHDAY, 2)
    assert shop.agenda.figures().overdue == 1
    shop.agenda.complete([late])
    assert shop.agenda.day() == []


def test_who_wants_to_be_left_alone_has_no_birthday_here(shop: Shop) -> None:
    _change(shop, birthday=f"{shop.day(0):%m-%d}", do_not_disturb=True)
    shop.put(Contact(customer_id=shop.customer, name="李雷", role=ContactRole.FAMILY, birthday=f"{shop.day(0):%m-%d}"))
    assert shop.agenda.day() == []
    _change(shop, do_not_disturb=False)
    assert shop.kinds() == [AgendaKind.BIRTHDAY] * 2
    with shop.db.write(shop.actor(), Action.EDIT, Subject.CUSTOMER) as session:
        session.scalars(select(Opportunity)).one().stage = Stage.INVALID
    assert shop.agenda.day() == []


def test_years_are_worked_out_once_and_never_in_a_store_that_only_looks(shop: Shop, tmp_path: Path) -> None:
    _change(shop, birthday=f"{shop.day(0):%m-%d}")
    for _ in range(2):
        shop.agenda.day()
        Agenda(shop.db, shop.actor, shop.clock).day()
    with shop.db.read() as session:
        found = session.execute(select(CalendarDay.day, CalendarDay.birthday)).all()
    assert {row.day.year for row in found} == {2026}
    assert len(set(found)) == len(found) > 1000
    looking = Database(shop.db.path, pinyin(), shop.clock, alone=False)
    try:
        agenda = Agenda(looking, shop.actor, shop.clock)
        assert [row.kind for row in agenda.day()] == [AgendaKind.BIRTHDAY]
        assert agenda.range(shop.day(360), shop.day(370)) == []
    finally:
        looking.close()


@pytest.mark.parametrize(("left", "due"), [(22, None), (21, 21), (15, 21), (14, 14), (0, 14), (-1, None)])
def test_a_decoration_wants_its_contract_three_and_two_weeks_ahead(shop: Shop, left: int, due: int | None) -> None:
    with shop.db.write(shop.actor(), Action.EDIT, Subject.CUSTOMER) as session:
        session.scalars(select(Premises)).one().details = {"deco_start_on": shop.day(left).isoformat(), "deco_stage": "x"}
    rows = shop.agenda.day()
    assert [row.due_on for row in rows] == ([shop.day(left - due)] if due is not None else [])
    if rows:
        assert f"{shop.day(left):%m-%d} 装修开工" in matter(rows[0], translator("zh"))
    order = shop.order(OrderState.DRAFT)
    assert len(shop.agenda.day()) == len(rows)
    with shop.db.write(shop.actor(), Action.EDIT, Subject.ORDER) as session:
        session.get_one(SalesOrder, order).state = OrderState.DONE
    assert shop.agenda.day() == []


def test_a_date_that_is_none_is_no_decoration(shop: Shop) -> None:
    for text in ("2026-13-40", "soon", "2026-02-30", ""):
        with shop.db.write(shop.actor(), Action.EDIT, Subject.CUSTOMER) as session:
            session.scalars(select(Premises)).one().details = {"deco_start_on": text}
        assert _days(shop, AgendaKind.MILESTONE) == []


@pytest.mark.parametrize(
    ("kind", "state", "waits"),
    [
        (DeliveryKind.DELIVERY, DeliveryState.DRAFT, False),
        (DeliveryKind.DELIVERY, DeliveryState.SIGNED, False),
        (DeliveryKind.DELIVERY, DeliveryState.CANCELLED, True),
        (DeliveryKind.RETURN, DeliveryState.SIGNED, True),
    ],
)
def test_an_order_waits_until_somebody_delivers(shop: Shop, kind: DeliveryKind, state: DeliveryState, waits: bool) -> None:
    order = shop.order(OrderState.PREPARING, promised_on=shop.day(5))
    assert _days(shop, AgendaKind.ORDER) == [shop.day(5)]
    row = shop.only(5)
    assert matter(row, translator("zh")) == f"{row.words} 还没安排送货"
    shop.put(Delivery(number="SH1", kind=kind, state=state, customer_id=shop.customer, order_id=order, created_at=shop.clock()))
    assert bool(_days(shop, AgendaKind.ORDER)) is waits


def test_calls_wait_while_somebody_complains(shop: Shop) -> None:
    case = Complaint(
        number="TS1", customer_id=shop.customer, opened_at=shop.clock(), channel=ComplaintChannel.PHONE, type=ComplaintType.PRODUCT,
        subtype=ComplaintSubtype.QUALITY, level=ComplaintLevel.DIRECT, severity=Severity.URGENT, words="外机响", demand=Demand.REPAIR,
        respond_by=shop.clock(), due_at=shop.clock(), close_by=shop.clock(),
    )  # fmt: skip
    complaint = shop.put(case)
    shop.put(Visit(number="HF1", customer_id=shop.customer, code="d7", due_on=shop.day(0)))
    own = shop.put(Visit(number="HF2", customer_id=shop.customer, complaint_id=complaint, code="d7", due_on=shop.day(0)))
    assert [row.key.source_id for row in shop.agenda.day() if row.kind is AgendaKind.VISIT] == [own]
    with shop.db.write(shop.actor(), Action.EDIT, Subject.COMPLAINT) as session:
        session.get_one(Complaint, complaint).state = ComplaintState.CLOSED
    assert len(_days(shop, AgendaKind.VISIT)) == 2
