"""数据体检 on a real store: each finding by a customer who has it and one who has not; what is mended stays mended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Update, select, update

from dealer_crm.domain.customers import Channel, ContactDraft, CustomerDraft, IntentLevel, Interest, Nature, PhoneDraft, Stage
from dealer_crm.domain.health import RULES, Count, Finding, Health, NothingToMend, community_key
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.phones import PhoneKind
from dealer_crm.domain.premises import HouseType, PremisesDraft
from dealer_crm.services.customers import Customers
from dealer_crm.services.health import HealthCheck
from dealer_crm.services.history import History
from dealer_crm.storage import journal
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Community, Customer, Phone, Verification
from dealer_crm.storage.rows import table_named
from tests.services.conftest import Clock

HOUSE = PremisesDraft(community="云上花园", building="3", unit="2", room="1201", house_type=HouseType.FLAT, area=128_000)


@dataclass
class Shop:
    """A shop with one customer whose file is well kept."""

    db: Database
    clock: Clock

    def well(self) -> CustomerDraft:
        phone, day = PhoneDraft("14200000001"), self.clock.today
        return CustomerDraft(
            name="王芳", phones=(phone,), premises=(HOUSE,), source=Channel.WALK_IN, interests=(Interest.BOILER,), consent_on=day
        )

    def file(self, draft: CustomerDraft, *, next_on: date | None = None) -> int:
        return Customers(self.db, Actor, self.clock).create(draft, next_on or self.clock.today)

    @property
    def check(self) -> HealthCheck:
        return HealthCheck(self.db, Actor, self.clock)

    def found(self, customer_id: int) -> set[Finding]:
        return {finding for finding in RULES if customer_id in self.check.ids(finding)}

    def spoil(self, statement: Update) -> None:
        """Write what the form would not: as an older version, or another program, left it."""
        with self.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
            journal.update_where(session.connection(), session.recorder, statement)


@pytest.fixture
def shop(db: Database, clock: Clock) -> Shop:
    """An empty shop."""
    return Shop(db, clock)


CASES: list[tuple[dict[str, object], set[Finding]]] = [
    ({}, set()),
    ({"phones": ()}, {Finding.NO_PHONE}),
    ({"name": ""}, {Finding.NO_NAME}),
    ({"premises": ()}, {Finding.NO_ADDRESS}),
    ({"premises": (PremisesDraft(street="老街 5 号", house_type=HouseType.SELF_BUILT),)}, set()),
    ({"source": None}, {Finding.NO_SOURCE}),
    ({"interests": ()}, {Finding.NO_NEED}),
    ({"interests": (), "stage": Stage.BASE}, set()),
    ({"stage": Stage.INTENT}, {Finding.NO_LEVEL}),
    ({"stage": Stage.INTENT, "intent_level": IntentLevel.B}, set()),
    ({"phones": (PhoneDraft("12"),)}, {Finding.ODD_PHONE}),
    ({"email": "wang"}, {Finding.ODD_EMAIL}),
    ({"email": "wang@example.com"}, set()),
    ({"credit_code": "91350200MA2YJ1XR9H"}, {Finding.ODD_CODE}),
    ({"credit_code": "91350200MA2YJ1XR9G"}, set()),
    ({"consent_on": None}, {Finding.NO_CONSENT}),
    ({"nature": Nature.COMPANY}, {Finding.FEW_CONTACTS}),
    ({"nature": Nature.COMPANY, "contacts": tuple(ContactDraft(name=f"联系人{n}") for n in range(3))}, set()),
    ({"phones": (), "source": None, "stage": Stage.INVALID}, set()),
]


@pytest.mark.parametrize(("changes", "findings"), CASES)
def test_findings(shop: Shop, changes: dict[str, object], findings: set[Finding]) -> None:
    one = shop.file(replace(shop.well(), owner_id=None, **changes))  # type: ignore[arg-type]
    assert shop.found(one) - {Finding.NO_OWNER} == findings
    health = shop.check.health()
    assert {found.finding for found in health.counts if found.count} - {Finding.NO_OWNER} == findings


def test_without_a_next_step(shop: Shop) -> None:
    one = Customers(shop.db, Actor, shop.clock).create(shop.well())
    assert Finding.NO_NEXT_STEP in shop.found(one)


def test_impossible_area_and_a_flat_without_its_room(shop: Shop) -> None:
    one = shop.file(shop.well())
    shop.spoil(update(table_named("premises")).values(area=-5, room=""))
    assert shop.found(one) - {Finding.NO_OWNER} == {Finding.ODD_AREA, Finding.NO_COMMUNITY}


def test_base_customers_are_confirmed_once_a_year(shop: Shop) -> None:
    one = shop.file(replace(shop.well(), stage=Stage.BASE))
    shop.clock.on(365)
    assert Finding.NOT_VERIFIED not in shop.found(one)
    shop.clock.on(1)
    assert Finding.NOT_VERIFIED in shop.found(one)
    with shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        session.add(Verification(customer_id=one, field="phones", verified_on=shop.clock.today - timedelta(days=365)))
    assert Finding.NOT_VERIFIED not in shop.found(one)
    shop.clock.on(1)
    assert Finding.NOT_VERIFIED in shop.found(one)


def test_doubles_by_phone_name_and_address(shop: Shop) -> None:
    one = shop.file(shop.well())
    elsewhere = replace(HOUSE, room="602")
    same_phone = shop.file(replace(shop.well(), name="陈静", premises=(replace(elsewhere, community="星河湾样"),)))
    namesake = shop.file(replace(shop.well(), phones=(PhoneDraft("14200000002"),), premises=(elsewhere,)))
    neighbour = shop.file(replace(shop.well(), name="张伟", phones=(PhoneDraft("14200000003"),)))
    assert shop.check.ids(Finding.SAME_PHONE) == sorted([one, same_phone], key=[same_phone, one].index)
    assert set(shop.check.ids(Finding.SAME_NAME)) == {one, namesake}
    assert set(shop.check.ids(Finding.SAME_ADDRESS)) == {one, neighbour}


def test_lines_say_what_is_doubted(shop: Shop) -> None:
    one = shop.file(replace(shop.well(), email="wang", phones=(PhoneDraft("12"),)))
    rows = {finding: shop.check.rows([one, 99], finding) for finding in (Finding.ODD_EMAIL, Finding.ODD_PHONE, Finding.NO_OWNER)}
    assert {finding: [row.shown for row in found] for finding, found in rows.items()} == {
        Finding.ODD_EMAIL: ["wang"],
        Finding.ODD_PHONE: ["12"],
        Finding.NO_OWNER: [""],
    }


def test_completeness_is_the_weighted_share_of_what_is_known() -> None:
    assert Health(0, (), 0).completeness == 100
    assert Health(4, (Count(Finding.NO_PHONE, 1, 4), Count(Finding.NO_SOURCE, 4, 4)), 0).completeness == 56
    assert Health(4, (Count(Finding.SAME_PHONE, 4, 4),), 0).completeness == 100


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("云上花园", " 云上　花园", True),
        ("锦样里A区", "锦样里ａ区", True),
        ("云上花园小区", "云上花园", True),
        ("云上花园", "云上花苑", False),
        ("一小区", "一", False),
        ("锦样里1期", "锦样里2期", False),
    ],
)
def test_two_spellings_of_a_community(one: str, other: str, same: bool) -> None:
    assert (community_key(one) == community_key(other)) is same


def test_mending_is_one_step_and_nothing_is_left_for_a_second(shop: Shop) -> None:
    one = shop.file(shop.well())
    other = shop.file(replace(shop.well(), name="陈静", premises=(replace(HOUSE, community="云上 花园", room="602"),)))
    shop.file(replace(shop.well(), name="张伟", premises=(replace(HOUSE, room="703"),)))
    shop.spoil(update(table_named("customer")).where(Customer.id == one).values(name=" 王芳\n"))
    spelled = update(table_named("phone")).where(Phone.customer_id == other)
    shop.spoil(spelled.values(digits="+86 142-0000-0009", kind=PhoneKind.UNUSUAL))
    before, history = shop.check.mends(), History(shop.db, Actor)
    assert {(found.table, found.column, found.after) for found in before} == {
        ("community", "merged", "云上花园"),
        ("customer", "name", "王芳"),
        ("phone", "digits", "14200000009"),
    }
    assert shop.check.health().mendable == shop.check.mend() == 3
    assert shop.check.mends() == []
    with pytest.raises(NothingToMend):
        shop.check.mend()
    with shop.db.read() as session:
        assert session.execute(select(Community.name, Community.alias)).all() == [("云上花园", "云上 花园")]
        assert session.execute(select(Phone.digits, Phone.kind).where(Phone.customer_id == other)).one() == (
            "14200000009",
            PhoneKind.MOBILE,
        )
    history.undo()
    assert shop.check.mends() == before


def test_a_number_written_twice_is_kept_once(shop: Shop) -> None:
    one = shop.file(replace(shop.well(), phones=(PhoneDraft("14200000001"), PhoneDraft("0571-88880000"))))
    second = update(table_named("phone")).where(Phone.customer_id == one, Phone.kind == PhoneKind.LANDLINE)
    shop.spoil(second.values(digits="8614200000001", kind=PhoneKind.UNUSUAL))
    assert shop.check.mend() == 1
    with shop.db.read() as session:
        assert session.execute(select(Phone.digits)).scalars().all() == ["14200000001"]
