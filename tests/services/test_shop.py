"""The shop's data and its staff."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dealer_crm.domain.errors import EditConflict, NotFound
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.shop import LastOwner, ShopDraft, StaffDraft, StaffNameMissing
from dealer_crm.services.history import History
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor]) -> ShopData:
    """Return the use-cases on a fresh store."""
    return ShopData(db, actor)


def test_a_fresh_shop_is_empty(shop: ShopData) -> None:
    assert replace(shop.shop(), version=0) == ShopDraft()
    assert shop.staff() == []


def test_what_papers_print_is_kept_clean(shop: ShopData) -> None:
    shop.save_shop(replace(shop.shop(), name=" 暖乐多\u0000 ", address="演示大道\r\n88 号"))
    assert (shop.shop().name, shop.shop().address) == ("暖乐多", "演示大道\n88 号")


def test_who_saves_second_is_told(shop: ShopData) -> None:
    opened = shop.shop()
    shop.save_shop(replace(opened, name="one"))
    with pytest.raises(EditConflict):
        shop.save_shop(replace(opened, name="two"))


def test_saving_without_a_change_is_no_step(shop: ShopData, db: Database) -> None:
    shop.save_shop(shop.shop())
    assert History(db, Actor).rows() == []


def test_staff_comes_changes_and_leaves(shop: ShopData) -> None:
    owner = shop.add_staff(StaffDraft("甄暖和", Role.OWNER, "142 0000 9001"))
    sales = shop.add_staff(StaffDraft("贾晓新"))
    assert [(person.name, person.role, person.phone) for person in shop.staff()] == [
        ("甄暖和", Role.OWNER, "14200009001"),
        ("贾晓新", Role.SALES, ""),
    ]
    shop.save_staff(sales, StaffDraft("贾晓新", active=False))
    assert [person.id for person in shop.staff()] == [owner]
    assert [person.id for person in shop.staff(everyone=True)] == [owner, sales]


@pytest.mark.parametrize("draft", [StaffDraft("甄暖和", Role.SALES), StaffDraft("甄暖和", Role.OWNER, active=False)])
def test_the_last_owner_stays(shop: ShopData, draft: StaffDraft) -> None:
    owner = shop.add_staff(StaffDraft("甄暖和", Role.OWNER))
    with pytest.raises(LastOwner):
        shop.save_staff(owner, draft)
    shop.add_staff(StaffDraft("另一位", Role.OWNER))
    shop.save_staff(owner, draft)


def test_a_person_needs_a_name_and_must_be_there(shop: ShopData) -> None:
    with pytest.raises(StaffNameMissing):
        shop.add_staff(StaffDraft(" "))
    with pytest.raises(NotFound):
        shop.save_staff(7, StaffDraft("x"))
