"""Backups and restores that are killed anywhere: the store is whole, lists show whole files only, and what was there is kept."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from dealer_crm.domain.backups import Reason
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.progress import NoProgress
from dealer_crm.storage import backup, restore
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.folder import DataFolder
from tests.faults.mortal import Mortals, Order
from tests.faults.plain import Content, broken, content
from tests.storage.shops import Clock, Shop, fill, opened

PIECE = 4096
CHECKED = 10
"""After every tenth kill the program opens the folder and runs its whole check."""


@dataclass(frozen=True)
class Killed:
    """How often a backup or a restore was killed, and what stood there afterwards."""

    kills: int = 0
    ended_before: int = 0
    done: int = 0
    stores_neither_old_nor_new: int = 0
    half_files_listed: int = 0
    backups_lost: int = 0
    nothing_kept: int = 0
    pictures_missing: int = 0
    checks_failed: int = 0


class Trial:
    """One shop below a folder: a backup of a first state in it, and a second state that a crash left with a log beside it."""

    def __init__(self, mortals: Mortals, folder: Path) -> None:
        self._mortals, self._base, self._spare = mortals, folder / "店", folder / "试"
        with opened(self._base) as shop:
            fill(shop)
            shop.backups.make(Reason.DEMAND)
            self.first = self._seen(shop, folder / "first")
            shop.customer("后来 𠮷野家 <b>", phone="9")
            shop.attachments.add(1, "图.png", b"\x89PNG\r\n\x1a\nlate")
            self.second = self._seen(shop, folder / "second")
            shutil.copytree(self._base, folder / "left")
        shutil.rmtree(self._base)
        (folder / "left").rename(self._base)
        self._taken = next(iter(Blobs(DataFolder(self._base).attachments).all()))
        Blobs(DataFolder(self._base).attachments).remove(self._taken)
        self.found = Killed()

    @staticmethod
    def _seen(shop: Shop, place: Path) -> Content:
        """Return what the store holds now, read from a copy."""
        shop.db.copy_into(place)
        return content(place)

    def run(self, job: str, count: int) -> Killed:
        """Kill a job: every second time at one of its deeds in the file system, from the first to the last, else after a random time."""
        whole = self._mortals.run(Order(f"{__name__}:{job}", str(self._fresh())))
        assert whole.how == "done", whole
        chance = random.Random(count)
        for number in range(count):
            deed, seconds = 1 + number * whole.deeds // count, chance.random() * whole.seconds + 0.001
            where: dict[str, Any] = {"seconds": seconds} if number % 2 else {"deed": deed}
            ended = self._mortals.run(Order(f"{__name__}:{job}", str(self._fresh()), **where))
            assert ended.how in {"killed", "done"}, ended
            self._look(ended.how == "killed", thorough=number % CHECKED == 0)
        return self.found

    def _fresh(self) -> Path:
        shutil.rmtree(self._spare, ignore_errors=True)
        shutil.copytree(self._base, self._spare)
        return self._spare

    def _look(self, killed: bool, *, thorough: bool) -> None:
        folder = DataFolder(self._spare)
        zips = sorted(folder.backups.glob("*.zip"))
        before = sorted(path.name for path in DataFolder(self._base).backups.glob("*.zip"))
        state = content(folder.store) if folder.store.exists() and not broken(folder.store) else None
        restored = state == self.first
        self._count(
            kills=killed,
            ended_before=not killed,
            done=restored,
            stores_neither_old_nor_new=state not in (self.first, self.second),
            half_files_listed=sum(not backup.proven(path) for path in zips),
            backups_lost=not {*before} <= {path.name for path in zips},
            nothing_kept=restored and not any(_inside(path) == self.second for path in zips),
            pictures_missing=restored and not Blobs(folder.attachments).sound(self._taken),
            checks_failed=thorough and not _opens(folder.path),
        )

    def _count(self, **more: bool | int) -> None:
        self.found = replace(self.found, **{name: getattr(self.found, name) + int(value) for name, value in more.items()})


def _opens(path: Path) -> bool:
    try:
        with opened(path) as shop:
            return {finding.kind.value for finding in shop.check.run()} <= {"pictures_missing"}
    except DomainError:
        return False


def _inside(path: Path) -> Content | None:
    """Return the content of the store in a backup, taken out by zipfile alone."""
    try:
        with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(path) as file:
            return content(Path(file.extract("store.sqlite", place)))
    except (zipfile.BadZipFile, KeyError):
        return None


# what the children do


def _back_up(folder: Path) -> None:
    with opened(folder) as shop:
        shop.backups.make(Reason.EXIT)


def _restore(folder: Path) -> None:
    place = DataFolder(folder)
    restore.restore(place, sorted(place.backups.glob("*.zip"))[0], Clock(), NoProgress())


def _back_up_in_place(folder: Path) -> None:
    """Sabotage: the backup grows under the eyes of the list."""

    @contextmanager
    def here(place: Path) -> Any:
        place.mkdir(parents=True, exist_ok=True)
        (place / "store.sqlite").unlink(missing_ok=True)
        yield place

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup, "_workplace", here)
        _back_up(folder)


def _restore_over(folder: Path) -> None:
    """Sabotage: the backup is copied over the live file, piece by piece."""

    def over(part: Path, path: Path) -> None:
        data = part.read_bytes()
        path.write_bytes(b"")
        for start in range(0, len(data), PIECE):
            with path.open("ab") as file:
                file.write(data[start : start + PIECE])

    def refuse(*_args: object) -> None:
        raise OSError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restore, "put_in_place", over)
        patch.setattr(os, "link", refuse)
        _restore(folder)


JOBS: dict[str, Callable[[Path], object]] = {
    "backup": _back_up,
    "restore": _restore,
    "backup in place": _back_up_in_place,
    "restore over": _restore_over,
}


def figures(count: int | None) -> Killed:
    """Kill 60 backups and 60 restores, or as many of each as asked."""
    with tempfile.TemporaryDirectory() as folder, Mortals() as mortals:
        trial = Trial(mortals, Path(folder))
        trial.run("backup", count or 60)
        return trial.run("restore", count or 60)
