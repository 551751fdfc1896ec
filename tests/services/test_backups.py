"""A backup that exists can be restored; what cannot be is refused and nothing changes."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from dealer_crm.domain.backups import (
    BackupPlaceMissing,
    Reason,
)
from dealer_crm.domain.progress import Cancelled, NoProgress
from dealer_crm.domain.store import StoreDamaged
from dealer_crm.storage import backup, restore
from dealer_crm.storage.archive import Archive
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.folder import DataFolder
from tests.storage.shops import Clock, Shop, fill, opened


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Open a shop with customers and pictures."""
    with opened(tmp_path / "店") as one:
        fill(one)
        yield one


def _restore(shop: Shop, file: Path) -> restore.Restored:
    shop.close()
    return restore.restore(shop.folder, file, shop.clock, NoProgress())


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_backup_tells_what_it_holds(shop: Shop) -> None:
    made = shop.backups.make(Reason.DEMAND)
    assert made.verified
    assert (made.reason, made.number, made.pictures, made.missing, made.copied) == (Reason.DEMAND, 1, 4, 0, None)
    assert made.counts["customer"] == 4
    assert shop.backups.list() == [made]
    assert shop.backups.status().here == made
    assert not [name for name in _files(shop.folder.backups) if backup.WORK in name]


def test_restored_is_what_was_backed_up(shop: Shop) -> None:
    before = shop.digest()
    made = shop.backups.make(Reason.DEMAND)
    shop.customers.delete(1)
    shop.bring_in(10)
    lost = Blobs(shop.folder.attachments)
    for sha256 in list(lost.all()):
        lost.remove(sha256)
    after = shop.digest()
    done = _restore(shop, Path(made.path))
    assert (done.missing, done.backup) == (0, made)
    assert done.safety is not None
    assert done.safety.reason is Reason.BEFORE_RESTORE
    assert done.aside is not None
    with opened(shop.folder.path) as again:
        assert again.digest() == before
        assert again.check.run() == []
        assert again.attachments.read(1).startswith(b"\x89PNG")
        assert again.customer("新", phone="9") == 5
    done = restore.restore(shop.folder, Path(done.safety.path), shop.clock, NoProgress())
    with opened(shop.folder.path) as again:
        assert again.digest() == after


def test_ids_go_on_after_a_restore(shop: Shop) -> None:
    top = shop.customer("甲", phone="9")
    shop.customers.delete(top)
    made = shop.backups.make(Reason.DEMAND)
    _restore(shop, Path(made.path))
    with opened(shop.folder.path) as again:
        assert again.customer("乙", phone="8") == top + 1


def test_restored_on_an_empty_computer(shop: Shop, tmp_path: Path) -> None:
    before = shop.digest()
    made = shop.backups.make(Reason.DEMAND, tmp_path / "stick")
    assert _files(tmp_path / "stick") == {Path(made.path).name}
    done = restore.restore(DataFolder(tmp_path / "新电脑"), Path(made.path), Clock(), NoProgress())
    assert (done.safety, done.aside, done.missing) == (None, None, 0)
    with opened(tmp_path / "新电脑") as again:
        assert again.digest() == before
        assert [len(again.attachments.read(n)) for n in (1, 2, 3, 4)] == [9, 9, 9, 9]
        assert again.check.run() == []


def test_pictures_are_saved_once(shop: Shop) -> None:
    shop.backups.make(Reason.EXIT)
    shop.customer("新", phone="9")
    shop.backups.make(Reason.EXIT)
    assert len(list((shop.folder.backups / "attachments").glob("*/*"))) == 4


def test_missing_and_damaged_pictures_do_not_stop_a_backup(shop: Shop) -> None:
    blobs = Blobs(shop.folder.attachments)
    first, second, *_ = blobs.all()
    blobs.remove(first)
    blobs.path(second).write_bytes(b"rotten")
    made = shop.backups.make(Reason.DEMAND)
    assert (made.pictures, made.missing) == (2, 2)
    done = _restore(shop, Path(made.path))
    assert done.missing == 2


def test_due_only_when_something_changed(shop: Shop) -> None:
    assert shop.backups.due()
    shop.backups.make(Reason.EXIT)
    assert not shop.backups.due()
    shop.customer("新", phone="9")
    assert shop.backups.due()


def test_untouched_shop_needs_no_backup(tmp_path: Path) -> None:
    with opened(tmp_path) as empty:
        assert not empty.backups.due()


def test_compare_tells_what_would_change(shop: Shop) -> None:
    made = shop.backups.make(Reason.DEMAND)
    shop.customer("新", phone="9")
    comparison = shop.backups.compare(Path(made.path))
    assert comparison.difference == {"customer": -1, "opportunity": -1, "phone": -1}
    assert comparison.now.newest is not None
    assert comparison.backup.newest is not None
    assert comparison.now.newest > comparison.backup.newest


def test_second_place_gets_the_same(tmp_path: Path) -> None:
    second = tmp_path / "U 盘"
    with opened(tmp_path / "店", second) as shop:
        fill(shop)
        assert shop.backups.make(Reason.EXIT).copied is False
        second.mkdir()
        made = shop.backups.make(Reason.EXIT)
        assert made.copied is True
        assert [one.copied for one in shop.backups.list()] == [True, False]
        status = shop.backups.status()
        assert status.second is not None
        assert status.second.number == made.number
        before = shop.digest()
    done = restore.restore(DataFolder(tmp_path / "新"), second / Path(made.path).name, Clock(), NoProgress())
    assert done.missing == 0
    with opened(tmp_path / "新") as again:
        assert again.digest() == before


def test_second_place_that_is_gone_is_told(shop: Shop) -> None:
    with pytest.raises(BackupPlaceMissing):
        shop.backups.copy_to_second(shop.backups.make(Reason.EXIT))


def test_what_a_crash_left_goes_but_not_what_another_process_makes(shop: Shop) -> None:
    old, new = shop.folder.backups / f"{backup.WORK}old", shop.folder.backups / f"{backup.WORK}new"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "store.sqlite").touch()
    os.utime(old, (0, 0))
    shop.backups.make(Reason.EXIT)
    assert not old.exists()
    assert new.exists()


@pytest.mark.slow
def test_old_ones_and_their_pictures_go(shop: Shop) -> None:
    shop.backups.make(Reason.EXIT)
    shop.attachments.remove(1)
    for _ in range(40):
        shop.clock.at += timedelta(days=9)
        shop.backups.make(Reason.EXIT)
    kept = shop.backups.list()
    assert 7 <= len(kept) <= 26
    assert kept[0].number == 41
    assert len(list((shop.folder.backups / "attachments").glob("*/*"))) == 3


def test_pictures_stay_while_a_backup_cannot_be_read(shop: Shop) -> None:
    made = Path(shop.backups.make(Reason.EXIT).path)
    (shop.folder.backups / "unknown.zip").write_bytes(b"?")
    made.write_bytes(made.read_bytes()[:-100])
    shop.attachments.remove(1)
    backup.prune(shop.folder.backups, shop.clock())
    assert len(list((shop.folder.backups / "attachments").glob("*/*"))) == 4
    assert (shop.folder.backups / "unknown.zip").exists()
    made.unlink()
    backup.prune(shop.folder.backups, shop.clock())
    assert not list((shop.folder.backups / "attachments").glob("*/*"))


def test_unsound_store_is_not_backed_up(shop: Shop) -> None:
    good = shop.backups.make(Reason.EXIT)
    shop.close()
    with closing(sqlite3.connect(shop.folder.store)) as connection, connection:
        connection.execute("UPDATE phone SET customer_id = 999 WHERE id = 1")
    with opened(shop.folder.path) as again:
        with pytest.raises(StoreDamaged):
            again.backups.make(Reason.EXIT)
        assert [one.number for one in again.backups.list()] == [good.number]
        assert not [name for name in _files(shop.folder.backups) if backup.WORK in name]


class _StopsAt:
    def __init__(self, step: int) -> None:
        self.left = step

    def step(self, _done: int, _total: int) -> None:
        """Cancel at the chosen step."""
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("step", range(8))
def test_cancelled_backup_leaves_nothing(shop: Shop, step: int) -> None:
    with pytest.raises(Cancelled):
        shop.backups.make(Reason.DEMAND, progress=_StopsAt(step))
    assert {name for name in _files(shop.folder.backups) if "attachments" not in name} == set()


def test_texts_are_readable_without_the_program(shop: Shop) -> None:
    made = shop.backups.make(Reason.DEMAND)
    with zipfile.ZipFile(made.path) as file:
        table = list(csv.DictReader(io.StringIO(file.read("data/customer.csv").decode())))
        assert b"dealer-crm" in file.read("dealer-crm.txt")
    assert [row["name"] for row in table] == ["曾有余", "单晓丽", "Ölga Müller", "欧阳娜娜"]
    assert table[0]["note"] == "怕吵 100%"
    assert table[0]["number"] == "KH20260305001"


def test_every_table_with_something_of_its_own_is_in_the_backup(shop: Shop) -> None:
    made = shop.backups.make(Reason.DEMAND)
    with Archive.open(Path(made.path)) as one:
        texts = {Path(name).stem for name in one.manifest.files if name.startswith("data/")}
    assert texts | {"journal_payload"} == made.counts.keys()
    assert {"customer", "staff", "journal_entry", "number_series", "attachment"} <= texts
    assert not {name for name in texts if name.startswith(("search", "customer_line", "sqlite"))}
