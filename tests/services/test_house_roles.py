"""A house outlives its owners: roles have days, and a new owner takes over what stands there, in one step that can be taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.care import RequestDraft
from dealer_crm.domain.customers import CustomerDraft, NameOrPhoneMissing, PhoneDraft
from dealer_crm.domain.equipment import DayAhead, HouseMissing
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.houses import RoleDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesRole, RoleEndsFirst, RoleGone, RoleKnown
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.services.customer_page import CustomerPages
from dealer_crm.services.house_roles import Houses
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.machines import TRADE, Care
from tests.storage.shops import digest

ON = date(2026, 11, 1)
PNG = b"\x89PNG\r\n\x1a\n"
NEW = CustomerDraft(name="赵新", phones=(PhoneDraft("14200000555"),))


class House(Care):
    """Customer 1 has house 1 with a boiler; customer 2 has none."""

    def __init__(self, db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
        super().__init__(db, clock, actor)
        self.houses = Houses(db, actor, clock)
        self.machine = self.boiler(commissioned_on=date(2025, 11, 20), accepted_on=date(2025, 11, 20))

    def roles(self, customer_id: int = 1) -> list[tuple[str, PremisesRole, date | None, date | None]]:
        return [(one.name, one.role, one.from_on, one.to_on) for house in self.houses.of(customer_id) for one in house.holders]

    def address(self, customer_id: int) -> str:
        return CustomerList(self.db, self.clock).rows([customer_id])[0].address


@pytest.fixture
def house(db: Database, clock: Clock, actor: Callable[[], Actor]) -> House:
    """Return the shop with one house."""
    return House(db, clock, actor)


@pytest.mark.parametrize("who", [2, NEW], ids=["known", "filed along"])
def test_a_new_owner_takes_over_what_stands_there_and_undo_gives_it_back(house: House, who: int | CustomerDraft) -> None:
    before = digest(house.db)
    owner = house.houses.new_owner(1, who, ON)
    name = "李娜" if who == 2 else "赵新"
    after = digest(house.db)
    assert house.roles(owner) == [(name, PremisesRole.OWNER, ON, None), ("张伟", PremisesRole.OWNER, None, ON - timedelta(days=1))]
    line = house.list.rows([house.machine])[0]
    assert (line.customer_id, house.machines.open(house.machine).holders) == (owner, ((owner, name),))
    assert (house.address(owner), house.address(1)) == ("星河湾样 12-1803", "")
    assert [one.id for one in CustomerPages(house.db, house.clock).open(owner).equipment] == [house.machine]
    assert CustomerPages(house.db, house.clock).open(1).equipment == ()
    assert [row.id for row in CustomerList(house.db, house.clock).find("5B25101207")] == [owner]
    assert {row.id for row in CustomerList(house.db, house.clock).find("星河湾样")} == {1, owner}
    house.history.undo()
    assert digest(house.db) == before
    assert house.address(1) == "星河湾样 12-1803"
    house.history.redo()
    assert digest(house.db) == after


def test_calls_about_the_house_go_to_the_new_owner(house: House) -> None:
    agenda = Agenda(house.db, house.actor, house.clock, TRADE)
    span = house.clock.today, house.clock.today + timedelta(days=900)
    wanted = agenda.range(*span)
    assert {row.customer_id for row in wanted} == {1}
    house.houses.new_owner(1, 2, ON)
    assert [(row.customer_id, row.due_on) for row in agenda.range(*span)] == [(2, row.due_on) for row in wanted]


def test_pictures_of_the_machine_are_reached_from_it_under_a_new_owner(house: House, tmp_path: Path) -> None:
    attachments = Attachments(house.db, tmp_path, house.actor, house.clock)
    request = house.requests.take(RequestDraft(1, equipment_id=house.machine, symptom="漏水"))
    kept = attachments.add(1, "漏水.png", PNG, Belongs(request_id=request))
    attachments.add(1, "合影.png", PNG + b"2")
    house.houses.new_owner(1, 2, ON)
    assert [one.id for one in attachments.of_machine(house.machine)] == [kept]
    assert attachments.of_machine(99) == []


def test_who_looks_after_the_estate_goes_on_and_is_not_called_first(house: House) -> None:
    estate = house.customers.create(CustomerDraft(name="星河湾物业"))
    house.houses.add_role(RoleDraft(1, estate, PremisesRole.PROPERTY))
    house.houses.new_owner(1, 2, ON)
    assert [one[:2] for one in house.roles(2)][:2] == [("李娜", PremisesRole.OWNER), ("星河湾物业", PremisesRole.PROPERTY)]
    assert house.list.rows([house.machine])[0].customer_id == 2


def test_a_tenant_who_buys_the_house_is_its_owner_then(house: House) -> None:
    house.houses.add_role(RoleDraft(1, 2, PremisesRole.TENANT, date(2026, 1, 1)))
    house.houses.new_owner(1, 2, ON)
    assert [one[:2] for one in house.roles(2) if one[3] is None] == [("李娜", PremisesRole.OWNER)]


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (lambda houses: houses.new_owner(1, 1, ON), RoleKnown),
        (lambda houses: houses.new_owner(9, 2, ON), HouseMissing),
        (lambda houses: houses.new_owner(1, 2, date(2026, 12, 1)), DayAhead),
        (lambda houses: houses.new_owner(1, CustomerDraft(), ON), NameOrPhoneMissing),
        (lambda houses: houses.add_role(RoleDraft(1, 1, PremisesRole.TENANT)), RoleKnown),
        (lambda houses: houses.add_role(RoleDraft(1, 2, from_on=ON, to_on=ON - timedelta(days=1))), RoleEndsFirst),
        (lambda houses: houses.end_role(99, ON), RoleGone),
    ],
)
def test_refused_roles_leave_everything_as_it_was(house: House, deed: Callable[[Houses], object], refusal: type[DomainError]) -> None:
    before = digest(house.db)
    with pytest.raises(refusal):
        deed(house.houses)
    assert digest(house.db) == before


def test_a_role_ends_once_and_not_before_it_began(house: House) -> None:
    tenant = house.houses.add_role(RoleDraft(1, 2, PremisesRole.TENANT, ON))
    with pytest.raises(RoleEndsFirst):
        house.houses.end_role(tenant, ON - timedelta(days=1))
    house.houses.end_role(tenant, ON)
    with pytest.raises(RoleGone):
        house.houses.end_role(tenant, ON)
    assert not house.houses.one(1).present(2)


def test_saving_the_form_keeps_former_houses(house: House) -> None:
    house.houses.new_owner(1, 2, ON)
    draft, version = house.customers.draft(1)
    assert draft.premises == ()
    house.customers.edit(1, draft, version)
    assert [one[0] for one in house.roles(1)] == ["李娜", "张伟"]
