"""Backups in which a bit is flipped or the end is missing: every one is named as not verified, never offered, never restored."""

from __future__ import annotations

import hashlib
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dealer_crm.domain.backups import Reason
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.progress import NoProgress
from dealer_crm.domain.store import StoreDamaged
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.restore import best_offer, restore
from tests.storage.shops import Clock, Shop, fill, opened

PAGE = 4096
LENGTHS = (0, 1, 21, 4096)
KEPT = 2
"""Sound backups that lie beside the damaged one."""


@dataclass(frozen=True)
class Damaged:
    """How many damaged backups were tried, and where one of them passed for a sound one."""

    tried: int
    not_in_the_list: int
    listed_as_verified: int
    offered: int
    restored: int
    stores_changed: int


class Trial:
    """A shop with sound backups and, as the newest, one that is damaged anew each time."""

    def __init__(self, folder: Path) -> None:
        self._shop = Shop(folder)
        fill(self._shop)
        for _ in range(KEPT):
            self._shop.backups.make(Reason.DEMAND)
        self._good = Path(self._shop.backups.list()[0].path)
        self._made = Path(self._shop.backups.make(Reason.DEMAND).path)
        self._shop.close()
        self._whole = self._made.read_bytes()
        self._store = _sha(DataFolder(folder).store)
        self._counts = dict.fromkeys(("not_in_the_list", "listed_as_verified", "offered", "restored", "stores_changed"), 0)
        self._tried = 0

    def flip(self, count: int) -> None:
        """Flip one bit at a time, anywhere in the file."""
        chance = random.Random(count)
        for _ in range(count):
            place = chance.randrange(len(self._whole))
            flipped = self._whole[place] ^ (1 << chance.randrange(8))
            self._try(self._whole[:place] + bytes([flipped]) + self._whole[place + 1 :])

    def cut(self, count: int) -> None:
        """Cut the file off: to a few lengths that matter, and to random ones."""
        chance = random.Random(count)
        lengths = [*LENGTHS, len(self._whole) - 1, *(chance.randrange(len(self._whole)) for _ in range(count))]
        for length in lengths[: count + len(LENGTHS) + 1]:
            self._try(self._whole[:length])

    def _try(self, data: bytes) -> None:
        self._tried += 1
        self._made.write_bytes(data)
        self._shop.backups.prove(NoProgress())
        named = [one for one in self._shop.backups.list() if one.path == str(self._made)]
        offer = best_offer([self._made.parent], NoProgress()).best
        folder = DataFolder(self._made.parent.parent)
        for name, wrong in (
            ("not_in_the_list", len(named) != 1),
            ("listed_as_verified", any(one.verified for one in named)),
            ("offered", offer is None or offer.path != str(self._good)),
            ("restored", _restored(folder, self._made)),
            ("stores_changed", _sha(folder.store) != self._store),
        ):
            self._counts[name] += wrong

    def figures(self) -> Damaged:
        """Return the counts."""
        return Damaged(self._tried, **self._counts)


@dataclass(frozen=True)
class Overwritten:
    """How many stores had a page filled with noise; it was refused, or lay where a copy does not take it from (indexes, free pages)."""

    tried: int
    refused: int
    copy_was_whole: int
    backed_up_damaged: int


def overwritten(folder: Path, count: int) -> Overwritten:
    """Fill one random page of a store with noise, again and again, and ask for a backup: good ones must not be pushed out by bad ones."""
    shop = Shop(folder)
    fill(shop)
    shop.bring_in(200)
    before = shop.digest()
    shop.close()
    store = DataFolder(folder).store
    whole, chance = store.read_bytes(), random.Random(count)
    refused = unharmed = bad = 0
    for _ in range(count):
        start = PAGE * chance.randrange(1, len(whole) // PAGE)
        store.write_bytes(whole[:start] + chance.randbytes(PAGE) + whole[start + PAGE :])
        try:
            with opened(folder) as again:
                again.backups.make(Reason.DEMAND)
                same = again.digest() == before
        except StoreDamaged:
            refused += 1
        else:
            unharmed, bad = unharmed + same, bad + (not same)
    return Overwritten(count, refused, unharmed, bad)


def _restored(folder: DataFolder, file: Path) -> bool:
    try:
        restore(folder, file, Clock(), NoProgress())
    except DomainError:
        return False
    return True


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def figures(count: int | None) -> Damaged:
    """Flip 300 bits and cut at 40 lengths, or as many as asked."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder) / "店")
        trial.flip(count or 300)
        trial.cut(40 if count is None else count // 8)
        return trial.figures()
