"""The sample shop is whole, never ages, and leaves nothing for Ctrl+Z."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from dealer_crm.domain import phones
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.customers import Stage
from dealer_crm.domain.demo import ShopNotEmpty
from dealer_crm.domain.details import ValueKind
from dealer_crm.domain.journal import Actor, Origin
from dealer_crm.domain.progress import Cancelled
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.customer_list import CustomerList, CustomerSpec, CustomerView
from dealer_crm.services.customer_page import CustomerPages
from dealer_crm.services.demo import Demo
from dealer_crm.services.demo_shop import SampleShop
from dealer_crm.services.form_fields import shipped
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Equipment, EquipmentCoverage, JournalEntry, Maintenance, NextStep, Phone
from tests.services.conftest import Clock


@pytest.fixture
def shop(sample: Database) -> Database:
    """Return the store with the thirty told customers."""
    return sample


def test_thirty_customers_five_people_and_the_shop(shop: Database, clock: Clock) -> None:
    customers = CustomerList(shop, clock)
    assert customers.count() == 30
    assert [person.name for person in ShopData(shop, Actor).staff()] == ["甄暖和", "贾晓新", "钱多兰", "郝稳当", "温馨怡"]
    assert ShopData(shop, Actor).shop().hotline == "400-000-0000"
    counts = customers.counts()
    assert (counts[CustomerView.DEALS], counts[CustomerView.BASE], counts[CustomerView.LOST]) == (4, 11, 4)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("zyy", "曾有余"),
        ("shan", "单小凡"),
        ("qbt", "仇不同"),
        ("ou", "区长乐"),
        ("zlh", "查理好"),
        ("yuchinuan", "尉迟暖"),
        ("ytt", "乐天天"),
    ],
)
def test_surnames_are_found_by_their_own_reading(shop: Database, clock: Clock, words: str, name: str) -> None:
    assert name in [row.name for row in CustomerList(shop, clock).find(words)]


def test_nobody_is_called_by_accident(shop: Database) -> None:
    with shop.read() as session:
        numbers = list(session.scalars(select(Phone.digits).where(Phone.kind == phones.PhoneKind.MOBILE)))
    assert len(numbers) > 30
    assert all(number.startswith("1420000") for number in numbers)


def test_today_has_overdue_and_due_calls(shop: Database, clock: Clock) -> None:
    calls = [row for row in Agenda(shop, Actor, clock).day() if row.kind is AgendaKind.STEP]
    assert (sum(row.days_late > 0 for row in calls), sum(row.days_late == 0 for row in calls)) == (4, 8)


def test_every_kind_of_item_stands_on_the_agenda_of_a_season(shop: Database, clock: Clock) -> None:
    agenda = Agenda(shop, Actor, clock)
    late, to_come = agenda.overdue(), agenda.range(clock.today, clock.today + timedelta(days=60))
    assert {row.kind for row in (*late, *to_come)} == set(AgendaKind)


def test_machines_stay_with_the_flat_when_it_is_sold(shop: Database, clock: Clock) -> None:
    customers = CustomerList(shop, clock)
    pages = CustomerPages(shop, clock)
    old = pages.open(customers.find("搬远方")[0].id)
    new = pages.open(customers.find("新房主")[0].id)
    assert [machine.serial for machine in new.equipment] == ["LX24C000028"]
    assert not old.equipment
    assert new.draft.premises[0].line == "示例省示例市样板区 锦样里 2幢1单元202"


def test_referrers_are_linked(shop: Database, clock: Clock) -> None:
    best = CustomerPages(shop, clock).open(CustomerList(shop, clock).find("温暖如")[0].id)
    assert best.referred == ("查理好", "常如意")


def test_every_call_but_the_last_was_planned(shop: Database) -> None:
    with shop.read() as session:
        done = list(session.scalars(select(NextStep).where(NextStep.done_by_id.is_not(None))))
        assert len(done) == 57 - 30
        assert all(step.closed_at for step in done)


def test_ctrl_z_does_not_walk_it(shop: Database) -> None:
    with shop.read() as session:
        assert set(session.scalars(select(JournalEntry.origin))) == {Origin.SYSTEM}


def test_nothing_lies_in_the_future(shop: Database, clock: Clock) -> None:
    rows = CustomerList(shop, clock).page(CustomerSpec(), 50)
    assert all(row.created_at <= clock() for row in rows)
    assert all(row.last_at is None or row.last_at <= clock() for row in rows)


def test_the_story_moves_with_the_day(clock: Clock) -> None:
    before = SampleShop("zh", clock()).households()
    clock.on(100)
    for old, new in zip(before, SampleShop("zh", clock()).households(), strict=True):
        assert old.next_on is None or new.next_on == old.next_on + timedelta(days=100)


def test_english_words_where_there_are_any(db: Database, clock: Clock) -> None:
    Demo(db, clock).fill("en")
    rows = CustomerList(db, clock).page(CustomerSpec(), 50)
    words = "".join(row.last_words + row.next_purpose + row.note for row in rows)
    assert words.strip()
    assert not any("\u4e00" <= character <= "\u9fff" for character in words)


def test_a_used_folder_is_refused(shop: Database, clock: Clock) -> None:
    with pytest.raises(ShopNotEmpty):
        Demo(shop, clock).fill("zh")


def test_generated_customers_are_the_same_for_the_same_seed(db: Database, clock: Clock) -> None:
    assert Demo(db, clock).fill("zh", 200, seed=7) == 200
    rows = CustomerList(db, clock).page(CustomerSpec(sort="number"), 300)
    assert len({row.phone for row in rows}) == 200
    assert {row.stage for row in rows} >= {Stage.POTENTIAL, Stage.INTENT, Stage.DEAL, Stage.BASE, Stage.LOST}
    assert len({row.number for row in rows}) == 200
    generated = [row for row in rows if row.id > 30]
    assert all(row.address and row.owner for row in generated)


def test_cancel_leaves_what_was_written_whole(db: Database, clock: Clock) -> None:
    class Impatient:
        def step(self, done: int, total: int) -> None:
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        Demo(db, clock).fill("zh", 100, progress=Impatient())
    assert CustomerList(db, clock).count() == 30


def test_generated_machines_have_coverages_and_care(db: Database, clock: Clock) -> None:
    Demo(db, clock).fill("zh", 120)
    with db.read() as session:
        generated = select(Equipment.id).where(Equipment.serial.startswith("SN"))
        machines = set(session.scalars(generated))
        covered = set(session.scalars(select(EquipmentCoverage.equipment_id).where(EquipmentCoverage.end_on.is_not(None))))
        cared = set(session.scalars(select(Maintenance.equipment_id).where(Maintenance.next_on > clock.today - timedelta(days=40))))
    assert machines
    assert machines <= covered
    assert machines <= cared


@pytest.mark.parametrize("language", ["zh", "en"])
def test_some_customers_are_known_in_depth(language: str, clock: Clock) -> None:
    told = SampleShop(language, clock()).households()
    deep = [house.draft for house in told if house.draft.details]
    codes = {one.code for draft in deep for one in (*draft.details, *(one for place in draft.premises for one in place.details))}
    assert len(deep) >= 8
    assert codes <= {field.code for field in shipped().fields}
    assert len(codes) >= 45
    assert {field.kind for field in shipped().fields if field.code in codes} == set(ValueKind)
