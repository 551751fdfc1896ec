"""The store among processes: one owner, readers that nobody waits for, and saves that survive a kill."""

from __future__ import annotations

import sqlite3
import sys
import threading
import time
from pathlib import Path

import pytest

from dealer_crm.domain.store import StoreBusy, StoreInUse
from dealer_crm.storage import dialect
from dealer_crm.storage.lock import FolderLock
from tests.shared import start_all
from tests.storage.children import answer, start
from tests.storage.shops import Shop, count, empty_file, opened


def test_second_process_is_refused_and_a_killed_one_frees_the_lock(tmp_path: Path) -> None:
    first = start("lock", tmp_path)
    assert answer(first) == "locked"
    second = start("lock", tmp_path)
    assert answer(second) == "refused"
    second.communicate()
    with pytest.raises(StoreInUse) as refused:
        FolderLock(tmp_path / "store.lock")
    assert refused.value.parameters == {"folder": str(tmp_path)}
    first.kill()
    first.communicate()
    lock = FolderLock(tmp_path / "store.lock")
    with pytest.raises(StoreInUse):
        FolderLock(tmp_path / "store.lock")
    lock.release()
    lock.release()
    with FolderLock(tmp_path / "store.lock"):
        assert (tmp_path / "store.lock").exists()
    assert (tmp_path / "store.lock").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
def test_kill_between_commit_and_checkpoint_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    for round_number in range(3):
        child = start("save", folder)
        said = [int(answer(child)) for _ in range(5 + 3 * round_number)]
        child.kill()
        child.communicate()
        assert (folder / "store.sqlite-wal").stat().st_size > 0
        with opened(folder) as shop:
            assert count(shop.db) >= len(said)
            assert shop.check.run() == []
        assert [path.name for path in folder.iterdir()] == ["store.sqlite"]
        (folder / "store.sqlite").write_bytes(empty_file())


def test_another_process_writes_while_a_reader_is_open(shop: Shop) -> None:
    shop.customer()
    with shop.db.read() as session:
        raw = session.connection()
        before = raw.exec_driver_sql("SELECT count(*) FROM customer").scalar()
        child = start("write", shop.folder.path)
        assert answer(child) == "written"
        assert raw.exec_driver_sql("SELECT count(*) FROM customer").scalar() == before
    child.communicate()
    assert count(shop.db) == 2


def test_nobody_waits_for_an_open_reader(shop: Shop, tmp_path: Path) -> None:
    """Sabotage of the WAL rule: in rollback-journal mode the COMMIT below fails after five seconds."""
    shop.customer("甲")
    began = time.monotonic()
    with shop.db.read() as session:
        session.connection().exec_driver_sql("SELECT * FROM customer").all()
        shop.customer("乙", phone="2")
        shop.bring_in(300)
        shop.db.copy_into(tmp_path / "copy.sqlite")
    assert time.monotonic() - began < 4
    assert count(shop.db) == 302


def test_threads_write_one_after_another(shop: Shop) -> None:
    def save(first: int) -> None:
        for number in range(first, first + 10):
            shop.customer(f"客{number}", phone=f"138{number:08d}")

    threads = [threading.Thread(target=save, args=(first,)) for first in (0, 100, 200)]
    start_all(threads)
    for thread in threads:
        thread.join()
    assert count(shop.db) == 30
    assert shop.history.verify_chain() == []
    assert shop.check.run() == []


def test_after_closing_the_store_is_one_file(tmp_path: Path) -> None:
    with opened(tmp_path / "shop") as shop:
        shop.customer()
        assert (tmp_path / "shop" / "store.sqlite-wal").exists()
    assert [path.name for path in (tmp_path / "shop").iterdir()] == ["store.sqlite"]


def test_a_writer_elsewhere_is_a_refusal_not_a_crash(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(dialect.PRAGMAS, "busy_timeout", 10)
    with opened(shop.folder.path) as other, sqlite3.connect(shop.folder.store, isolation_level=None) as raw:
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            other.customer()
        raw.execute("ROLLBACK")
        other.customer()
    raw.close()
