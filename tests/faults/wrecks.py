"""Stores that cannot be opened, and what lies in the folder for backups then: every pair has a screen that says what can be done."""

from __future__ import annotations

import hashlib
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dealer_crm.domain.backups import Reason
from dealer_crm.storage.folder import DataFolder
from tests.faults.zips import packed, write
from tests.storage.shops import Shop, fill

PAGE = 4096
LOG = b"a log of what went before " * 200
Wreck = Callable[[Path], object]


def _torn(store: Path) -> None:
    store.write_bytes(store.read_bytes()[: PAGE * 3 // 2])


def _wrong_header(store: Path) -> None:
    store.write_bytes(b"not the header of a store" + store.read_bytes()[25:])


def _overwritten(store: Path) -> None:
    """Fill all pages but the first with noise."""
    data = store.read_bytes()
    store.write_bytes(data[:PAGE] + random.Random(1).randbytes(len(data) - PAGE))


STORES: dict[str, Wreck] = {
    "torn": _torn,
    "missing": lambda store: store.unlink(),
    "cut to nothing": lambda store: store.write_bytes(b""),
    "wrong header": _wrong_header,
    "pages overwritten": _overwritten,
}


@dataclass(frozen=True)
class Shelf:
    """What the folder for backups holds: how it was made so, and what the screen must offer and say."""

    make: Callable[[Shop], object]
    offers: int | None
    says: str


def _good(shop: Shop) -> None:
    shop.backups.make(Reason.DEMAND)


def _two(shop: Shop) -> None:
    """Make two, and flip a bit in the newer."""
    _good(shop)
    path = Path(shop.backups.make(Reason.DEMAND).path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _newer(shop: Shop) -> None:
    path = Path(shop.backups.make(Reason.DEMAND).path)
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    old = members["manifest.json"]
    members["manifest.json"] = old.replace(b'"schema": "0', b'"schema": "9').replace(b'"program": "0.', b'"program": "7.')
    assert members["manifest.json"].count(b'"9') >= 1
    write(path, [packed(name, data) for name, data in members.items()])


SHELVES: dict[str, Shelf] = {
    "good": Shelf(_good, 1, "The newest sound backup was made"),
    "none": Shelf(lambda _shop: None, None, "There is no sound backup in"),
    "newest damaged": Shelf(_two, 1, "1 newer backup is damaged and was passed over."),
    "newer program's": Shelf(_newer, None, "needs version 7."),
}


def wrecked(folder: Path, store: str, shelf: str) -> str:
    """Make a shop whose store is a wreck; return the digest of what was in it."""
    shop = Shop(folder)
    fill(shop)
    SHELVES[shelf].make(shop)
    digest = shop.digest()
    shop.close()
    STORES[store](DataFolder(folder).store)
    (folder / "store.sqlite-wal").write_bytes(LOG)
    return digest


def prints(folder: Path) -> dict[str, str]:
    """Return every file that holds data with its hash."""
    left_out = {"store.lock", "store.sqlite-shm", "window.ini"}
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in left_out]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
