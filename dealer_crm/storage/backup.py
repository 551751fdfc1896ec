"""Makes a backup that is proven before it counts: copied, looked over, packed, read back, and only then given its name."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from dealer_crm import __version__
from dealer_crm.domain.attachments import AttachmentDamaged, AttachmentMissing
from dealer_crm.domain.backups import (
    BackupDamaged,
    BackupFailed,
    BackupForeign,
    BackupInfo,
    BackupNewer,
    BackupNotReadable,
    Reason,
    superfluous,
)
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.progress import Progress
from dealer_crm.placing import put_in_place, take_away
from dealer_crm.storage import archive, dialect
from dealer_crm.storage.archive import Archive, Manifest
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.copies import Facts, facts, texts
from dealer_crm.storage.database import refusal_for
from dealer_crm.storage.files import file_sha, known_trouble, sync_file
from dealer_crm.storage.folder import DataFolder

WORK = ".making-"
_NAME = re.compile(r"dealer-crm-[0-9]{8}-[0-9]{6}-([0-9]{1,9})(?:-[0-9]+)?\.zip")
LEFT_AFTER = 3600
"""Seconds after which an unfinished backup is one that a crash left, not one that another process makes."""


@dataclass(frozen=True)
class Order:
    """Where a backup shall go and why. `whole`: the pictures lie in the zip, else once in the folder beside it."""

    place: Path
    reason: Reason
    made_at: datetime
    day: date
    number: int
    whole: bool = False


@dataclass(frozen=True)
class Source:
    """What is saved: a way to write a copy of the store, and its pictures."""

    copy: Callable[[Path], None]
    blobs: Blobs


def make(source: Source, order: Order, progress: Progress) -> BackupInfo:
    """Make a backup and return what lists show of it; on any trouble nothing is left behind.

    Raises StoreDamaged when the store itself is unsound, BackupFailed, StoreFull, StoreReadOnly.
    """
    steps = _Steps(progress)
    with known_trouble(order.place), _workplace(order.place) as work:
        steps.next(total=6)
        source.copy(work / archive.STORE)
        sync_file(work / archive.STORE)
        found = facts(work / archive.STORE)
        steps.next(total=6 + len(found.pictures))
        pictures = _pictures(source.blobs, found, order, steps)
        part = work / "part.zip"
        _write(part, work / archive.STORE, _manifest(found, order, pictures), pictures if order.whole else {})
        steps.next()
        sync_file(part)
        _prove(part, order.place)
        steps.next()
        path = _free_name(order)
        put_in_place(part, path)
        with Archive.open(path) as made:
            return made.info()


def save_unused(folder: DataFolder, reason: Reason, now: Callable[[], datetime], progress: Progress) -> BackupInfo:
    """Back up a store that nobody has open, whatever its version. Raises as `make`."""

    def copy(target: Path) -> None:
        try:
            dialect.copy_unused(folder.store, target)
        except sqlite3.Error as error:
            raise refusal_for(error, folder.store) or error from error

    made_at = now()
    number = max((one.number for one in listed(folder.backups)), default=0) + 1
    order = Order(folder.backups, reason, made_at, local_day(made_at), number)
    return make(Source(copy, Blobs(folder.attachments)), order, progress)


class _Steps:
    """Counts steps for a progress bar."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = self._total = 0

    def next(self, total: int = 0) -> None:
        self._total = total or self._total
        self._progress.step(self._done, self._total)
        self._done += 1


@contextmanager
def _workplace(place: Path) -> Iterator[Path]:
    place.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=WORK, dir=place))
    for left in place.glob(f"{WORK}*"):
        if work.stat().st_mtime - left.stat().st_mtime > LEFT_AFTER:
            shutil.rmtree(left, ignore_errors=True)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _pictures(blobs: Blobs, found: Facts, order: Order, steps: _Steps) -> dict[str, bytes | Path]:
    """Bring the pictures to the place, or find where they lie for the zip; those that are gone or damaged are left out."""
    beside = Blobs(order.place / archive.PICTURES)
    there: dict[str, bytes | Path] = {}
    for sha256, size in found.pictures.items():
        steps.next()
        if order.whole and blobs.sound(sha256):
            there[sha256] = blobs.path(sha256)
        elif not order.whole and _brought(blobs, beside, sha256, size):
            there[sha256] = beside.path(sha256)
    return there


def _brought(blobs: Blobs, beside: Blobs, sha256: str, size: int) -> bool:
    if beside.has(sha256) and beside.path(sha256).stat().st_size == size:
        return True
    try:
        beside.put(blobs.get(sha256))
    except (AttachmentMissing, AttachmentDamaged):
        return False
    return True


def _manifest(found: Facts, order: Order, pictures: dict[str, bytes | Path]) -> Manifest:
    return Manifest(
        program=__version__,
        schema=found.schema,
        number=order.number,
        sequence=found.sequence,
        head=found.head,
        made_at=order.made_at,
        day=order.day,
        reason=order.reason,
        newest=found.newest,
        counts=found.counts,
        files={},
        pictures={sha256: size for sha256, size in found.pictures.items() if sha256 in pictures},
        missing=[sha256 for sha256 in found.pictures if sha256 not in pictures],
    )


def _write(part: Path, copy: Path, manifest: Manifest, inside: dict[str, bytes | Path]) -> None:
    def members() -> Iterator[tuple[str, bytes | Path]]:
        yield (
            archive.NOTE,
            f"Backup of dealer-crm {__version__}. Restore it with the program; data/*.csv can be read without it.\r\n".encode(),
        )
        yield archive.STORE, copy
        for table, text in texts(copy):
            yield f"{archive.TEXTS}/{table}.csv", text
        for sha256, content in inside.items():
            yield f"{archive.PICTURES}/{sha256[:2]}/{sha256[2:]}", content

    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        manifest = replace(manifest, files=archive.parts(file, members()))
        file.writestr(archive.MANIFEST, manifest.to_json())
        file.comment = archive.SEAL + b"0" * archive.SEAL_LENGTH
    archive.seal(part)


def _prove(part: Path, place: Path) -> None:
    """Read everything back. Raises BackupFailed."""
    try:
        with Archive.open(part) as made:
            made.verify()
    except (BackupDamaged, BackupForeign, BackupNotReadable) as error:
        raise BackupFailed(folder=str(place)) from error


def _free_name(order: Order) -> Path:
    local = order.made_at.astimezone()
    stem = f"dealer-crm-{order.day:%Y%m%d}-{local:%H%M%S}-{order.number}"
    names = (f"{stem}.zip", *(f"{stem}-{n}.zip" for n in range(2, 1000)))
    return next(path for path in map(order.place.joinpath, names) if not path.exists())


def listed(place: Path) -> list[BackupInfo]:
    """Return the backups in a place, the newest (by number) first, those that cannot be read any more among them."""
    return [one for one, _ in _read(place)[0]]


def proven(path: Path) -> bool:
    """Tell whether every byte of a backup is as it was written: takes as long as reading it."""
    try:
        with Archive.open(path) as one:
            return one.info().verified and one.sealed()
    except (BackupDamaged, BackupForeign, BackupNewer, BackupNotReadable):
        return False


def _read(place: Path) -> tuple[list[tuple[BackupInfo, frozenset[str]]], bool]:
    """Return the backups, newest first, each with the pictures it needs, and whether all that are ours could be read."""
    found, whole = [], True
    for path in sorted(place.glob("*.zip")):
        try:
            with Archive.open(path) as one:
                found.append((one.info(), frozenset(one.manifest.pictures)))
        except BackupNewer:
            whole = False
        except (BackupForeign, BackupDamaged, BackupNotReadable) as error:
            if not isinstance(error, BackupForeign) or _NAME.fullmatch(path.name):
                whole = False
                found += [(_unreadable(path), frozenset())] if path.exists() else []
    return sorted(found, key=lambda pair: (pair[0].number, pair[0].made_at), reverse=True), whole


def _unreadable(path: Path) -> BackupInfo:
    """Return what name and date of a backup tell that cannot be read any more, so that lists can name it."""
    stat, name = path.stat(), _NAME.fullmatch(path.name)
    made_at = datetime.fromtimestamp(stat.st_mtime, UTC)
    number = int(name.group(1)) if name else 0
    return BackupInfo(str(path), number, made_at, local_day(made_at), Reason.UNKNOWN, {}, 0, 0, stat.st_size, False, None, 0, "")


def copy_to(backup: BackupInfo, source: Path, place: Path) -> None:
    """Copy a finished backup with the pictures beside it to another place, and prove it there. Raises as `make`."""
    path = Path(backup.path)
    with known_trouble(place), _workplace(place) as work:
        with Archive.open(path) as made:
            pictures = made.manifest.pictures
        ours, theirs = Blobs(source / archive.PICTURES), Blobs(place / archive.PICTURES)
        for sha256, size in pictures.items():
            _brought(ours, theirs, sha256, size)
        shutil.copyfile(path, work / path.name)
        sync_file(work / path.name)
        if file_sha(work / path.name) != file_sha(path):
            raise BackupFailed(folder=str(place))
        put_in_place(work / path.name, place / path.name)


def prune(place: Path, now: datetime) -> list[str]:
    """Delete what the retention rule does not keep, then pictures that no backup names; return the deleted backups.

    Pictures are left alone while a backup in the place cannot be read: it may need them.
    """
    found, whole = _read(place)
    gone = [backup.path for backup in superfluous((one for one, _ in found), now)]
    for path in gone:
        take_away(Path(path))
    if whole:
        needed = {sha256 for one, pictures in found if one.path not in gone for sha256 in pictures}
        beside = Blobs(place / archive.PICTURES)
        for sha256 in set(beside.all()) - needed:
            beside.remove(sha256)
    return gone
