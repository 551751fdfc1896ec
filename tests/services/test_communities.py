"""Communities are listed by sound, found by initials and other names, and two spellings become one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dealer_crm.domain.communities import (
    CommunityDraft,
    CommunityGone,
    CommunityKnown,
    CommunityNameMissing,
    CommunityYearUnlikely,
    HouseholdsUnlikely,
)
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.communities import Communities
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.machines import Care
from tests.storage.shops import digest


class Estates(Care):
    """星河湾样 with a boiler, 云上花园 with two houses, and 云上花苑, another spelling of it, with one."""

    def __init__(self, db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
        super().__init__(db, clock, actor)
        self.service = Communities(db, actor)
        self.boiler()
        for name, community, building, room in (
            ("甲", "云上花园", "12", "301"),
            ("乙", "云上花园", "2", "1102"),
            ("丙", "云上花苑", "2", "201"),
        ):
            self.customers.create(CustomerDraft(name=name, premises=(PremisesDraft(community=community, building=building, room=room),)))

    def id_of(self, name: str) -> int:
        return next(row.id for row in self.service.rows() if row.name == name)

    def say(self, name: str, **facts: Any) -> None:
        self.service.edit(self.id_of(name), replace(self.service.one(self.id_of(name)).draft(), **facts))


@pytest.fixture
def estates(db: Database, clock: Clock, actor: Callable[[], Actor]) -> Estates:
    """Return the shop with three communities."""
    return Estates(db, clock, actor)


def test_each_is_counted_and_ordered_by_sound(estates: Estates) -> None:
    estates.say("星河湾样", households=400, completed=2018)
    rows = [(row.name, row.customers, row.houses, row.machines, row.installed, row.penetration) for row in estates.service.rows()]
    assert rows == [("星河湾样", 1, 1, 1, 1, 2), ("云上花园", 2, 2, 0, 0, None), ("云上花苑", 1, 1, 0, 0, None)]
    assert estates.service.one(estates.id_of("云上花园")).houses == 2


TYPED = {
    "xhw": ["星河湾样"],
    "yunshang": ["云上花园", "云上花苑"],
    "花苑": ["云上花苑"],
    "XHW": ["星河湾样"],
    "翡翠": ["星河湾样"],
    "fcc": ["星河湾样"],
    "没有": [],
    "": [],
}


def test_names_are_found_while_typing(estates: Estates) -> None:
    estates.say("星河湾样", alias="翡翠城, 三期")
    assert {words: estates.service.names(words) for words in TYPED} == TYPED


def test_residents_stand_building_by_building(estates: Estates) -> None:
    rows = estates.service.residents(estates.id_of("云上花园"))
    assert [(row.building, row.door, row.name) for row in rows] == [("2", "1102", "乙"), ("12", "301", "甲")]


def test_merging_moves_the_houses_keeps_the_name_and_can_be_taken_back(estates: Estates, db: Database, clock: Clock) -> None:
    kept, gone = estates.id_of("云上花园"), estates.id_of("云上花苑")
    estates.say("云上花苑", households=900, alias="花苑一期")
    before = digest(db)
    estates.service.merge(kept, gone)
    after = digest(db)
    row = estates.service.one(kept)
    assert (row.alias, row.households, row.customers) == ("云上花苑、花苑一期", 900, 3)
    found = CustomerList(db, clock).find("云上花苑")
    assert {line.address for line in found} == {"云上花园 2-201", "云上花园 2-1102", "云上花园 12-301"}
    estates.customers.create(CustomerDraft(name="丁", premises=(PremisesDraft(community="花苑一期", building="9"),)))
    assert estates.service.one(kept).customers == 4
    estates.history.undo()
    estates.history.undo()
    assert digest(db) == before
    estates.history.redo()
    assert digest(db) == after


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (CommunityDraft(" "), CommunityNameMissing),
        (CommunityDraft("云上花苑"), CommunityKnown),
        (CommunityDraft("云上花园", completed=218), CommunityYearUnlikely),
        (CommunityDraft("云上花园", households=0), HouseholdsUnlikely),
    ],
)
def test_what_cannot_be_is_refused(estates: Estates, db: Database, draft: CommunityDraft, refusal: type[DomainError]) -> None:
    before = digest(db)
    with pytest.raises(refusal):
        estates.service.edit(estates.id_of("云上花园"), draft)
    with pytest.raises(CommunityGone):
        estates.service.merge(1, 1)
    assert digest(db) == before
