"""Contacts of a period are counted by person and way, and each is found again."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.followups import FollowUpDraft, Outcome, Way
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.periods import Period
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.customers import Customers
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.money import Money
from dealer_crm.services.money_papers import MoneyPapers
from dealer_crm.services.payments import Payments
from dealer_crm.services.reports import ContactFilter, Reports
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.desk import desk

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def staff() -> list[int | None]:
    """Who works: one number, changed by the test."""
    return [None]


@pytest.fixture
def shop(db: Database, clock: Clock, staff: list[int | None]) -> FollowUps:
    """A store with one customer and two people; whoever stands in `staff` logs."""

    def actor() -> Actor:
        return Actor(staff[0], Role.SALES)

    people = ShopData(db, Actor)
    for name in ("李明", "周强"):
        people.add_staff(StaffDraft(name))
    Customers(db, Actor, clock).create(CustomerDraft(name="王芳"))
    follow = FollowUps(db, actor, clock)
    for who, way, days in ((1, Way.PHONE, 0), (1, Way.PHONE, 1), (1, Way.VISIT, 2), (2, Way.PHONE, 3), (None, Way.WECHAT, 40)):
        staff[0] = who
        at = clock.at - timedelta(days=days)
        follow.log(FollowUpDraft(1, way, Outcome.REACHED, words=f"before {days} days", happened_at=at, no_next_reason="will call"))
    return follow


def test_contacts_are_counted_by_person_and_way(db: Database, shop: FollowUps) -> None:
    found = Reports(db).contacts(YEAR)
    assert [(line.staff, line.way, line.count) for line in found] == [
        ("李明", Way.PHONE, 2),
        ("", Way.WECHAT, 1),
        ("李明", Way.VISIT, 1),
        ("周强", Way.PHONE, 1),
    ]


def test_both_ends_of_a_period_belong_to_it(db: Database, shop: FollowUps, clock: Clock) -> None:
    reports, today = Reports(db), clock.today
    assert len(reports.contact_ids(Period(today - timedelta(days=2), today - timedelta(days=1)))) == 2
    assert len(reports.contact_ids(Period(today, today))) == 1
    assert reports.contacts(Period(today + timedelta(days=1), today + timedelta(days=9))) == []


@pytest.mark.parametrize(
    ("only", "count"),
    [
        (ContactFilter(), 5),
        (ContactFilter(by_staff=True, staff_id=1), 3),
        (ContactFilter(by_staff=True), 1),
        (ContactFilter(way=Way.PHONE), 3),
        (ContactFilter(by_staff=True, staff_id=1, way=Way.PHONE), 2),
    ],
)
def test_what_was_counted_is_found(db: Database, shop: FollowUps, only: ContactFilter, count: int) -> None:
    reports = Reports(db)
    ids = reports.contact_ids(YEAR, only)
    rows = reports.contact_rows(ids)
    assert len(rows) == len(ids) == count
    assert [row.happened_at for row in rows] == sorted((row.happened_at for row in rows), reverse=True)
    assert {row.customer for row in rows} == {"王芳"}


def test_contact_that_is_gone_is_left_out(db: Database, shop: FollowUps) -> None:
    assert [row.id for row in Reports(db).contact_rows([99, 1])] == [1]


def test_money_of_several_days(db: Database, shop: FollowUps, clock: Clock) -> None:
    payments = Payments(db, Actor, clock)
    for days, amount in ((0, 10_000), (1, 20_000), (5, 40_000)):
        payments.receive(PaymentDraft(1, amount, PayKind.PREPAYMENT, PayWay.CASH, paid_on=clock.today - timedelta(days=days), staff_id=1))
    money = Money(db, clock)
    assert money.day(clock.today).total == 10_000
    assert money.day(clock.today, since=clock.today - timedelta(days=1)).total == 30_000


def test_account_of_a_day_on_paper(db: Database, shop: FollowUps, clock: Clock) -> None:
    payments = Payments(db, Actor, clock)
    payments.receive(PaymentDraft(1, 1_234_500, PayKind.PREPAYMENT, PayWay.CASH, staff_id=1, with_staff=True))
    payments.receive(PaymentDraft(1, 50_000, PayKind.PREPAYMENT, PayWay.WECHAT, staff_id=2))
    pdf = MoneyPapers(db, clock, Money(db, clock), desk(db, clock)).money_sheet(clock.today, PrintChoice(paper="A4"), "zh", "李明")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    for words in ("12,345.00", "12,845.00", "李明", "周强", "王芳", "现金", "SK20261122001"):
        assert words in text
