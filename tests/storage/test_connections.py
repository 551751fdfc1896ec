"""Every connection of the pool works with the settings that the promises rest on, also after a disk refused."""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.store import DiskFailed, StoreFull, StoreReadOnly
from dealer_crm.storage import dialect
from dealer_crm.storage.models import Community, Customer
from tests.shared import start_all
from tests.storage.shops import Shop, count, opened

WANTED = {
    "foreign_keys": 1,
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "mmap_size": 0,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 5000,
}


def _settings(shop: Shop) -> list[dict[str, object]]:
    """Read the settings back from several connections that are open at once."""
    together, found = threading.Barrier(4, timeout=60), []

    def look() -> None:
        with shop.db.read() as session:
            connection = session.connection()
            read = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in WANTED}
            together.wait()
            found.append(read)

    threads = [threading.Thread(target=look) for _ in range(4)]
    start_all(threads)
    for thread in threads:
        thread.join()
    return found


def test_every_connection_has_the_settings(shop: Shop) -> None:
    shop.customer()
    assert _settings(shop) == [WANTED] * 4


def test_a_write_keeps_others_out_before_it_looks(shop: Shop) -> None:
    """What a write has read is still so when it writes: nobody else begins a write between."""
    customer = shop.customer()
    with closing(sqlite3.connect(shop.db.path, timeout=0)) as other, shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        session.execute(select(Customer.name).where(Customer.id == customer)).all()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_second_writer_waits_as_long_as_the_first_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite itself gives up after `busy_timeout`: a save beside an import would have been refused."""
    monkeypatch.setitem(dialect.PRAGMAS, "busy_timeout", 1)
    refused: list[BaseException] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: refused.append(told.exc_value))
    with opened(tmp_path / "店") as shop:
        second = threading.Thread(target=shop.customer)
        with shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
            session.execute(select(Customer.id)).all()
            second.start()
            second.join(timeout=0.2)
            assert second.is_alive()
        second.join()
        assert refused == []
        assert count(shop.db) == 1


@pytest.mark.parametrize("name", WANTED)
def test_sabotage_another_setting_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    other = {"synchronous": 1, "journal_mode": "delete", "busy_timeout": 1, "mmap_size": 1 << 20}.get(name, 0 if WANTED[name] else 1)
    monkeypatch.setitem(dialect.PRAGMAS, name, other)
    with opened(tmp_path / "店") as shop:
        assert all(found[name] == other != WANTED[name] for found in _settings(shop))


@contextmanager
def _no_room() -> Iterator[None]:
    """Let files grow no more: SQLite's writes fail as they do on a full disk."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_a_refused_write_back_is_told_and_leaves_the_settings(shop: Shop, tmp_path: Path) -> None:
    shop.customer()
    with _no_room(), pytest.raises(StoreFull):
        shop.db.copy_into(tmp_path / "copy.sqlite")
    assert _settings(shop) == [WANTED] * 4
    shop.db.copy_into(tmp_path / "copy again.sqlite")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_what_is_filed_can_be_read_after_an_import_found_no_room(tmp_path: Path) -> None:
    """The last connection takes the log and its index away with it, and a new one would have no room to make them."""
    file = tmp_path / "staging.sqlite"
    with closing(sqlite3.connect(file)) as staging:
        staging.execute("CREATE TABLE row(id)")
    with opened(tmp_path / "店") as shop:
        shop.customer()
        with _no_room():
            with pytest.raises(StoreFull), shop.db.write(Actor(), Action.IMPORT, Subject.CUSTOMER, beside=file) as session:
                session.add(Community(name="金桂苑"))
            assert count(shop.db) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_a_store_that_finds_no_room_for_its_first_reader_says_so(tmp_path: Path) -> None:
    with opened(tmp_path) as shop:
        shop.customer()
    with opened(tmp_path) as shop:
        with _no_room(), pytest.raises(StoreFull):
            count(shop.db)
        assert count(shop.db) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_a_refused_write_back_at_the_end_loses_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as shop:
        shop.customer()
        with _no_room():
            shop.close()
    with opened(tmp_path) as shop:
        assert count(shop.db) == 1


def test_a_failing_disk_has_a_sentence_of_its_own(shop: Shop) -> None:
    import sqlite3

    from dealer_crm.storage.database import refusal_for

    failed = sqlite3.OperationalError("disk I/O error")
    failed.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    assert isinstance(refusal_for(failed, shop.folder.store), DiskFailed)


def test_a_connection_that_can_only_read_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite opens a file for reading where the disk refuses once to open it for writing, and says so at the first write."""
    with opened(tmp_path) as shop:
        shop.customer()
    with opened(tmp_path) as shop:
        with monkeypatch.context() as once:
            once.setitem(dialect.PRAGMAS, "query_only", 1)
            with pytest.raises(StoreReadOnly):
                shop.customer()
        shop.customer()
        assert count(shop.db) == 2
