"""Backups from a hostile hand: names that lead elsewhere, bombs, lies; each is refused by a known sentence and nothing changes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dealer_crm.domain.backups import BackupDamaged, BackupForeign, BackupNewer, BackupNotReadable, Reason
from dealer_crm.domain.progress import NoProgress
from dealer_crm.domain.store import StoreFull
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.restore import restore
from tests.faults.mortal import Mortals, Order
from tests.faults.zips import SYMLINK, Entry, packed, write, zeros
from tests.storage.shops import Clock, fill, opened

_OURS = re.compile(r"/店/backups(/dealer-crm-[0-9-]+\.zip|/attachments(/[0-9a-f]{2}(/[0-9a-f]{62})?)?)?$")
"""What a restore may leave beside the store: the backup that it makes of the data of now."""
KNOWN = frozenset(kind.__name__ for kind in (BackupDamaged, BackupForeign, BackupNewer, BackupNotReadable, StoreFull))
MEGABYTE = 1 << 20
ROOM = 64 * MEGABYTE
Members = dict[str, bytes]
Hostile = Callable[[Members, Path], list[Entry]]


@dataclass(frozen=True)
class Refused:
    """How many hostile files were tried, and what became of them; the largest amounts that one of them cost."""

    tried: int = 0
    refused: int = 0
    accepted: int = 0
    crashed: int = 0
    written_elsewhere: int = 0
    store_changed: int = 0
    most_megabytes_written: int = 0
    most_megabytes_of_memory: int = 0
    first_trouble: str = ""


def honest(members: Members) -> list[Entry]:
    """Return the members as they were."""
    return [packed(name, content) for name, content in members.items()]


def _more(*entries: Entry) -> Hostile:
    """Add members that the manifest does not name."""
    return lambda members, _place: [*honest(members), *entries]


def _named(name: str, content: bytes = b"evil") -> Hostile:
    """Add a member, and name it in the manifest with its true length and hash."""

    def build(members: Members, _place: Path) -> list[Entry]:
        part = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        files = json.loads(members["manifest.json"])["files"] | {name: part}
        return [*honest(_told(members, files=files)), packed(name, content)]

    return build


def _absolute(members: Members, place: Path) -> list[Entry]:
    return [*honest(members), packed(str(place / "evil"), b"evil")]


def _says(**values: Any) -> Hostile:
    return lambda members, _place: honest(_told(members, **values))


def _told(members: Members, **values: Any) -> Members:
    """Return the members with other words in the manifest."""
    manifest = json.loads(members["manifest.json"]) | values
    return {**members, "manifest.json": json.dumps(manifest).encode()}


def _bomb(told: int | None) -> Hostile:
    """Put 10 GB of zeros in the place of the store; its length is told as it is, or as another."""

    def build(members: Members, _place: Path) -> list[Entry]:
        store = zeros("store.sqlite", told)
        files = json.loads(members["manifest.json"])["files"]
        files["store.sqlite"]["size"] = store.size
        return [store, *honest({name: data for name, data in _told(members, files=files).items() if name != "store.sqlite"})]

    return build


def _part(change: Mapping[str, Any]) -> Hostile:
    def build(members: Members, _place: Path) -> list[Entry]:
        files = json.loads(members["manifest.json"])["files"]
        files["store.sqlite"] |= change
        return honest(_told(members, files=files))

    return build


def _without(name: str) -> Hostile:
    return lambda members, _place: honest({other: data for other, data in members.items() if other != name})


def _instead(name: str, entry: Callable[[bytes], Entry]) -> Hostile:
    return lambda members, _place: [*honest({k: v for k, v in members.items() if k != name}), entry(members[name])]


def _nested(members: Members, place: Path) -> list[Entry]:
    inner = write(place / "inner.zip", honest(members)).read_bytes()
    (place / "inner.zip").unlink()
    return [*honest(members), packed("inner.zip", inner)]


def _overlapping(members: Members, _place: Path) -> list[Entry]:
    """A thousand texts, each a megabyte of spaces: short in the zip, a gigabyte to read."""
    text = b" " * MEGABYTE
    part = {"size": len(text), "sha256": hashlib.sha256(text).hexdigest()}
    texts = {f"data/t{number}.csv": part for number in range(1000)}
    files = json.loads(members["manifest.json"])["files"] | texts
    return [*honest(_told(members, files=files)), *(packed(name, text) for name in texts)]


HOSTILE: dict[str, Hostile] = {
    "up and out": _more(packed("../evil", b"evil")),
    "far up and out": _more(packed("../" * 12 + "evil", b"evil")),
    "absolute": _absolute,
    "drive letter": _more(packed("C:\\evil", b"evil")),
    "backslashes": _more(packed("..\\..\\evil", b"evil")),
    "share": _more(packed("\\\\10.0.0.1\\s\\evil", b"evil")),
    "symlink": _more(Entry(b"data/link", b"/etc", attributes=SYMLINK), packed("data/link/evil", b"evil")),
    "NUL": _more(Entry(b"evil\0.csv", b"evil")),
    "device": _more(packed("CON", b"evil"), packed("nul.csv", b"evil")),
    "stream": _more(packed("store.sqlite:evil", b"evil")),
    "other case": _more(packed("STORE.SQLITE", b"evil")),
    "folder": _more(Entry(b"store.sqlite/", b"")),
    "twice": lambda members, _place: [*honest(members), packed("store.sqlite", members["store.sqlite"])],
    "twice, another one": _more(packed("store.sqlite", b"evil")),
    "manifest twice": _more(packed("manifest.json", b"{}")),
    "named up and out": _named("../evil"),
    "named absolute": _named("/evil"),
    "named by drive": _named("C:/evil"),
    "named among pictures": _named("attachments/../../evil"),
    "named among texts": _named("data/../evil.csv"),
    "named after a device": _named("data/CON.csv"),
    "picture of another hash": _says(pictures={"../../evil": 3}),
    "missing picture of another hash": _says(missing=["../evil"]),
    "10 GB of zeros, told": _bomb(None),
    "10 GB of zeros, told as 4 KB": _bomb(4096),
    "10 GB of zeros, told as 60 MB": _bomb(60 * MEGABYTE),
    "10 GB of zeros as manifest": _instead("manifest.json", lambda _data: zeros("manifest.json", None)),
    "10 GB of zeros as a manifest of 1 KB": _instead("manifest.json", lambda _data: zeros("manifest.json", 1024)),
    "more to read than there is": _overlapping,
    "a zip in it": _nested,
    "100,000 members": _more(*(Entry(b"data/%d.csv" % number, b"") for number in range(100_000))),
    "another packing": _instead("store.sqlite", lambda data: Entry(b"store.sqlite", data, 12, len(data))),
    "a secret one": _instead("store.sqlite", lambda data: Entry(b"store.sqlite", data, flags=0x801)),
    "no store": _without("store.sqlite"),
    "no text": _without("data/customer.csv"),
    "no manifest": _without("manifest.json"),
    "deep manifest": _instead("manifest.json", lambda _data: packed("manifest.json", b"[" * 100_000)),
    "manifest of nothing": _says(files={}, counts={}, pictures={}),
    "other length": _part({"size": 4096}),
    "negative length": _part({"size": -1}),
    "length in words": _part({"size": "many"}),
    "other hash": _part({"sha256": "0" * 64}),
    "other counts": _says(counts={"customer": 999}),
    "counts in words": _says(counts={"customer": "all"}),
    "other end of the history": _says(head="0" * 64),
    "number in words": _says(number="first"),
    "time without a zone": _says(made_at="2026-03-05T01:30:00"),
    "reason of its own": _says(reason="mine"),
    "of a newer program": _says(schema="9999"),
    "of a newer form": _says(format=2),
}


class Trial:
    """Puts hostile files in the way of a restore, each in a child that may not write much."""

    def __init__(self, mortals: Mortals, folder: Path, job: str = "restore") -> None:
        self._mortals, self._job, self._folder = mortals, f"{__name__}:{job}", folder
        self._shop = folder / "outside" / "店"
        with opened(self._shop) as shop:
            fill(shop)
            made = Path(shop.backups.make(Reason.DEMAND, folder / "made").path)
        with zipfile.ZipFile(made) as file:
            self._members = {name: file.read(name) for name in file.namelist()}
        self.found = Refused()

    def run(self, names: list[str]) -> Refused:
        """Try the files of these names."""
        for name in names:
            self.one(name, HOSTILE[name])
        return self.found

    def one(self, name: str, build: Hostile) -> None:
        """Try one."""
        write(self._shop / "hostile.zip", build(self._members, self._folder))
        before = _files(self._folder)
        ended = self._mortals.run(Order(self._job, str(self._shop), room=ROOM))
        after = _files(self._folder)
        store = str(DataFolder(self._shop).store)
        elsewhere = {path for path, _ in after.items() ^ before.items() if path != store and not _OURS.search(path)}
        refused = ended.how == "refused" and ended.words in KNOWN
        self._count(
            refused=refused,
            accepted=ended.how == "done",
            crashed=not refused and ended.how != "done",
            written_elsewhere=bool(elsewhere),
            store_changed=before.get(store) != after.get(store),
        )
        if not refused or elsewhere:
            self.found = replace(self.found, first_trouble=self.found.first_trouble or f"{name}: {ended} {elsewhere}")
        self.found = replace(
            self.found,
            most_megabytes_written=max(self.found.most_megabytes_written, ended.written >> 20),
            most_megabytes_of_memory=max(self.found.most_megabytes_of_memory, ended.grown >> 20),
        )
        (self._shop / "hostile.zip").unlink()

    def _count(self, **more: bool) -> None:
        counted = {name: getattr(self.found, name) + int(value) for name, value in more.items()}
        self.found = replace(self.found, tried=self.found.tried + 1, **counted)


def _files(folder: Path) -> dict[str, str]:
    """Return every file with its hash, and every link and folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
    found.pop(str(folder / "outside" / "店" / "staging"), None)
    return found


# what the children do


def _restore(folder: Path) -> None:
    restore(DataFolder(folder), folder / "hostile.zip", Clock(), NoProgress())


def _extract_all(folder: Path) -> None:
    """Sabotage: everything is taken out, as the zip names it, before anything is looked at."""
    place = Path(tempfile.mkdtemp(dir=folder))
    with zipfile.ZipFile(folder / "hostile.zip") as file:
        file.extractall(place)
    shutil.move(place / "store.sqlite", DataFolder(folder).store)


def _write_by_name(folder: Path) -> None:
    """Sabotage: each member is written where its name leads."""
    place = folder / "staging" / "restore"
    place.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / "hostile.zip") as file:
        for name in file.namelist():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(file.read(name))


JOBS: dict[str, Callable[[Path], object]] = {"restore": _restore, "extract all": _extract_all, "write by name": _write_by_name}


def figures(_count: int | None) -> Refused:
    """Try every hostile file there is."""
    with tempfile.TemporaryDirectory() as folder, Mortals() as mortals:
        return Trial(mortals, Path(folder)).run(list(HOSTILE))
