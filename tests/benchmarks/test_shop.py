"""Tests that a made-up shop is a sound store, and the same one for the same seed."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.moment import TODAY, now
from benchmarks.shop.making import Size, kept, make, pinyin
from benchmarks.shop.sheets import Sheet
from dealer_crm.domain.journal import Actor
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.check import Check
from dealer_crm.services.customer_list import CustomerList, CustomerSpec
from dealer_crm.storage import models
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.opening import prepare

SIZE = Size(300)


def _digest(store: Path) -> str:
    with closing(sqlite3.connect(store)) as connection:
        dump = "\n".join(line for line in connection.iterdump() if line.startswith("INSERT"))
    return hashlib.sha256(dump.encode()).hexdigest()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a store in which nothing is filed."""
    path = tmp_path_factory.mktemp("empty") / "store.sqlite"
    prepare(path, lambda _path: None)
    return path.read_bytes()


def _made(folder: Path, empty: bytes, seed: int) -> DataFolder:
    shop = DataFolder(folder)
    shop.store.write_bytes(empty)
    make(folder, SIZE.customers, seed)
    return shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, empty: bytes) -> DataFolder:
    """Return the folder of a small shop."""
    return _made(tmp_path_factory.mktemp("shop"), empty, 7)


def test_shop_is_sound_and_of_the_size_asked_for(shop: DataFolder) -> None:
    db = Database(shop.store, pinyin(), now)
    assert Check(db, shop).run() == []
    with db.read() as session:
        counts = [session.query(model).count() for model in (models.Customer, models.FollowUp, models.Delivery, models.Complaint)]
    assert counts == [SIZE.customers, SIZE.followups, SIZE.deliveries, SIZE.complaints]
    db.close()


def test_shop_answers_list_search_and_agenda(shop: DataFolder) -> None:
    db = Database(shop.store, pinyin(), now, alone=False)  # the agenda would keep the birthdays of the year in it
    customers = CustomerList(db, now)
    ids = customers.ids(CustomerSpec(sort="name"))
    assert len(ids) == SIZE.customers
    one = customers.rows(ids[:1])[0]
    assert one.id in {found.id for found in customers.find(one.name)}
    due = Agenda(db, Actor, now).day()
    assert {row.due_on <= TODAY for row in due} == {True}
    db.close()


@pytest.mark.slow
def test_same_seed_gives_the_same_shop_and_another_seed_another(
    shop: DataFolder, tmp_path_factory: pytest.TempPathFactory, empty: bytes
) -> None:
    same, other = (_made(tmp_path_factory.mktemp("shop"), empty, seed) for seed in (7, 8))
    assert _digest(shop.store) == _digest(same.store)
    assert _digest(shop.store) != _digest(other.store)


def test_shop_is_kept_for_the_next_time(tmp_path: Path) -> None:
    told: list[str] = []
    first = kept(10, cache_folder=tmp_path, tell=told.append)
    assert kept(10, cache_folder=tmp_path, tell=told.append) == first
    assert [child.name for child in tmp_path.iterdir()] == [first.path.name]
    assert len(told) == 1


def test_sheet_refuses_what_the_table_cannot_hold() -> None:
    with pytest.raises(ValueError, match="number"):
        Sheet(models.Customer, "name")
    with pytest.raises(ValueError, match="colour"):
        Sheet(models.Community, "name colour")
