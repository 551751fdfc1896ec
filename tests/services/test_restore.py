"""Restoring refuses what is not whole and ours, and changes nothing until it is sure."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dealer_crm.domain.backups import (
    BackupDamaged,
    BackupForeign,
    BackupNewer,
    BackupNotReadable,
    Reason,
)
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.progress import Cancelled, NoProgress
from dealer_crm.domain.store import StoreFull
from dealer_crm.storage import archive, restore
from tests.storage.shops import Shop, fill, opened


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


class _StopsAt:
    def __init__(self, step: int) -> None:
        self.left = step

    def step(self, _done: int, _total: int) -> None:
        """Cancel at the chosen step."""
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("step", range(12))
def test_cancelled_restore_changes_nothing(shop: Shop, step: int) -> None:
    made = shop.backups.make(Reason.DEMAND)
    shop.customer("新", phone="9")
    before = shop.digest()
    shop.close()
    with pytest.raises(Cancelled):
        restore.restore(shop.folder, Path(made.path), shop.clock, _StopsAt(step))
    with opened(shop.folder.path) as again:
        assert again.digest() == before
    assert not list(shop.folder.path.glob("before-restore-*"))
    assert not [name for name in _files(shop.folder.path) if "restore-" in name]


def test_every_flipped_bit_is_found(shop: Shop, tmp_path: Path) -> None:
    made = Path(shop.backups.make(Reason.DEMAND, tmp_path / "x").path)
    whole = made.read_bytes()
    chance = random.Random(3)
    before = shop.digest()
    shop.close()
    for _ in range(60):
        place = chance.randrange(len(whole))
        made.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1 :])
        with pytest.raises((BackupDamaged, BackupForeign)):
            restore.restore(shop.folder, made, shop.clock, NoProgress())
    for length in (0, 10, 5000, len(whole) - 1):
        made.write_bytes(whole[:length])
        with pytest.raises((BackupDamaged, BackupForeign)):
            restore.restore(shop.folder, made, shop.clock, NoProgress())
    with opened(shop.folder.path) as again:
        assert again.digest() == before
    assert not shop.folder.backups.exists()


def _rewritten(made: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write the backup again with other members, sealed as ours are: what a hostile hand could do."""
    with zipfile.ZipFile(made) as file:
        members = {name: file.read(name) for name in file.namelist()}
    change(members)
    target = made.with_name("other.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
        file.comment = archive.SEAL + b"0" * archive.SEAL_LENGTH
    archive.seal(target)
    return target


def _manifest(change: Callable[[dict[str, object]], object]) -> Callable[[dict[str, bytes]], None]:
    def rewrite(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        change(manifest)
        members["manifest.json"] = json.dumps(manifest).encode()

    return rewrite


HOSTILE: list[tuple[Callable[[dict[str, bytes]], object], type[DomainError]]] = [
    (lambda m: m.update({"store.sqlite": m["store.sqlite"] + b"x"}), BackupDamaged),
    (lambda m: m.update({"store.sqlite": bytes(len(m["store.sqlite"]))}), BackupDamaged),
    (lambda m: m.pop("store.sqlite"), BackupDamaged),
    (lambda m: m.pop("manifest.json"), BackupDamaged),
    (lambda m: m.update({"manifest.json": b"[]"}), BackupForeign),
    (lambda m: m.update({"manifest.json": b"{" * 100_000}), BackupForeign),
    (_manifest(lambda m: m.update(format=2)), BackupNewer),
    (_manifest(lambda m: m.update(schema="9999")), BackupNewer),
    (_manifest(lambda m: m.update(reason="mine")), BackupForeign),
    (_manifest(lambda m: m.update(pictures={"../../evil": 3})), BackupForeign),
    (_manifest(lambda m: m.update(files={})), BackupForeign),
    (_manifest(lambda m: m.update(files={"../evil": {"size": 1, "sha256": ""}})), BackupForeign),
    (_manifest(lambda m: m.update(counts={"customer": 999})), BackupDamaged),
    (_manifest(lambda m: m.update(head="0")), BackupDamaged),
]


@pytest.mark.parametrize(("change", "refusal"), HOSTILE)
def test_hostile_backup_is_refused(
    shop: Shop, tmp_path: Path, change: Callable[[dict[str, bytes]], None], refusal: type[DomainError]
) -> None:
    made = Path(shop.backups.make(Reason.DEMAND, tmp_path / "x").path)
    other = _rewritten(made, change)
    before = shop.digest()
    with pytest.raises(refusal):
        _restore(shop, other)
    with opened(shop.folder.path) as again:
        assert again.digest() == before
    assert not list(tmp_path.rglob("evil"))


def test_member_that_unpacks_to_far_more_is_refused(shop: Shop, tmp_path: Path) -> None:
    made = Path(shop.backups.make(Reason.DEMAND, tmp_path / "x").path)
    zeros = bytes(20_000_000)

    def bomb(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest["files"]["store.sqlite"] = {"size": len(zeros), "sha256": hashlib.sha256(zeros).hexdigest()}
        members.update({"store.sqlite": zeros, "manifest.json": json.dumps(manifest).encode()})

    with pytest.raises(BackupDamaged):
        _restore(shop, _rewritten(made, bomb))


def test_other_files_are_no_backups(shop: Shop, tmp_path: Path) -> None:
    for name, content in {"a.zip": b"", "b.zip": b"PK", "c.zip": b"\x89PNG"}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BackupForeign):
            shop.backups.compare(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as file:
        file.writestr("hello", "x")
    with pytest.raises(BackupForeign):
        shop.backups.compare(tmp_path / "d.zip")
    with pytest.raises(BackupNotReadable):
        shop.backups.compare(tmp_path / "none.zip")


def test_damaged_store_is_set_aside_whole_and_replaced(shop: Shop) -> None:
    made = shop.backups.make(Reason.DEMAND)
    before = shop.digest()
    shop.close()
    rotten = b"rotten" * 5000
    shop.folder.store.write_bytes(rotten)
    log = shop.folder.store.with_name("store.sqlite-wal")
    log.write_bytes(b"a log of what went before")
    done = restore.restore(shop.folder, Path(made.path), shop.clock, NoProgress())
    assert done.safety is None
    assert done.aside is not None
    assert done.aside.read_bytes() == rotten
    assert not log.exists()
    assert done.aside.with_name(done.aside.name + "-wal").exists()
    with opened(shop.folder.path) as again:
        assert again.digest() == before


def test_full_disk_is_a_refusal_before_anything_moves(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    made = shop.backups.make(Reason.DEMAND)
    usage = shutil.disk_usage(shop.folder.path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=10))
    with pytest.raises(StoreFull):
        _restore(shop, Path(made.path))
    with opened(shop.folder.path) as again:
        assert again.check.run() == []


def test_only_the_last_three_replaced_stores_are_kept(shop: Shop) -> None:
    made = shop.backups.make(Reason.DEMAND)
    shop.close()
    for _ in range(5):
        restore.restore(shop.folder, Path(made.path), shop.clock, NoProgress())
    assert len(list(shop.folder.path.glob("before-restore-*"))) == 3
