"""Brings a backup back: proven in a folder of its own first, then in place with one rename; what was there is kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from dealer_crm import __version__
from dealer_crm.domain.backups import BackupDamaged, BackupForeign, BackupInfo, BackupNewer, BackupNotReadable, Reason
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.progress import Progress
from dealer_crm.domain.store import StoreDamaged, StoreForeign, StoreFull
from dealer_crm.placing import put_in_place, sync_folder, take_away
from dealer_crm.storage import archive
from dealer_crm.storage.archive import Archive
from dealer_crm.storage.backup import listed, save_unused
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.copies import facts
from dealer_crm.storage.database import refusal_for
from dealer_crm.storage.files import known_trouble, sync_file
from dealer_crm.storage.folder import DAMAGED, SET_ASIDE, DataFolder
from dealer_crm.storage.opening import HEAD

KEPT_ASIDE = 3


@dataclass(frozen=True)
class Restored:
    """What a restore did. `aside`: the file that was in place before; `missing`: pictures that are nowhere any more."""

    backup: BackupInfo
    safety: BackupInfo | None
    aside: Path | None
    missing: int


@dataclass(frozen=True)
class Offer:
    """What may be restored: the newest sound backup, how many newer ones are damaged, and one that needs a newer program."""

    best: BackupInfo | None
    damaged: int = 0
    newer: BackupNewer | None = None


def restore(folder: DataFolder, file: Path, now: Callable[[], datetime], progress: Progress) -> Restored:
    """Put a backup in the place of the store, which nobody may have open; the caller holds the lock.

    On any refusal the store is as it was. Raises BackupNotReadable, BackupForeign, BackupDamaged, BackupNewer, StoreFull,
    StoreReadOnly. A safety backup is made first; a store too damaged for one is only set aside.
    """
    with known_trouble(folder.path), Archive.open(file) as source:
        refuse_newer(source)
        progress.step(0, 4)
        source.verify()
        progress.step(1, 4)
        safety = _safety(folder, now, progress)
        folder.staging.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix="restore-", dir=folder.staging))
        try:
            new = _unpacked(source, work)
            progress.step(2, 4)
            missing = _pictures(source, Blobs(folder.attachments))
            progress.step(3, 4)
            if safety is not None:
                _write_back(folder.store)
            aside = _switch(folder, new, _aside_name(folder, now(), sound=safety is not None))
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return Restored(source.info(), safety, aside, missing)


def refuse_newer(source: Archive) -> None:
    """Raise BackupNewer where this program cannot read the store in a backup."""
    if source.manifest.schema > HEAD:
        raise BackupNewer(file=source.path.name, needed=source.manifest.program, known=__version__)


def best_offer(places: Sequence[Path], progress: Progress) -> Offer:
    """Return the newest backup in some folders that this program reads and whose every byte is as it was written."""
    found = sorted((one for place in places for one in listed(place)), key=lambda one: (one.number, one.made_at), reverse=True)
    damaged, newer = set(), None
    for done, one in enumerate(found):
        progress.step(done, len(found))
        try:
            with Archive.open(Path(one.path)) as source:
                refuse_newer(source)
                source.verify()
        except BackupNewer as error:
            newer = newer or error
        except (BackupDamaged, BackupForeign, BackupNotReadable):
            damaged.add(Path(one.path).name)
        else:
            return Offer(one, len(damaged), newer)
    return Offer(None, len(damaged), newer)


def _safety(folder: DataFolder, now: Callable[[], datetime], progress: Progress) -> BackupInfo | None:
    """Back up what is there; None where there is nothing, or nothing sound.

    An empty file is not even looked into: SQLite would delete the log beside it, which may hold the last saves.
    """
    if not folder.store.exists() or not folder.store.stat().st_size:
        return None
    try:
        return save_unused(folder, Reason.BEFORE_RESTORE, now, progress)
    except (StoreDamaged, StoreForeign):
        return None


def _unpacked(source: Archive, work: Path) -> Path:
    """Take the store out of the backup and look it over. Raises BackupDamaged, StoreFull."""
    size = source.manifest.files[archive.STORE].size
    if shutil.disk_usage(work).free < size:
        raise StoreFull(folder=str(work))
    new = work / archive.STORE
    with new.open("wb") as target:
        source.copy(archive.STORE, target)
    sync_file(new)
    try:
        found = facts(new)
    except DomainError as error:
        raise BackupDamaged(file=source.path.name) from error
    if (found.counts, found.sequence, found.head) != (source.manifest.counts, source.manifest.sequence, source.manifest.head):
        raise BackupDamaged(file=source.path.name)
    return new


def _pictures(source: Archive, blobs: Blobs) -> int:
    """Bring back every picture that is not here any more; return how many are nowhere."""
    beside = Blobs(source.path.parent / archive.PICTURES)
    missing = len([sha256 for sha256 in source.manifest.missing if not blobs.sound(sha256)])
    for sha256 in source.manifest.pictures:
        if blobs.sound(sha256):
            continue
        name = f"{archive.PICTURES}/{sha256[:2]}/{sha256[2:]}"
        if name in source.manifest.files:
            content = BytesIO()
            source.copy(name, content)
            blobs.put(content.getvalue())
        elif beside.sound(sha256):
            blobs.put(beside.get(sha256))
        missing += not blobs.sound(sha256)
    return missing


def _switch(folder: DataFolder, new: Path, aside: Path) -> Path | None:
    """Put the new file in place; there is a whole store under its name at every moment. Damaged ones are kept without end."""
    moved = _set_aside(folder, aside)
    try:
        put_in_place(new, folder.store)
    except OSError:
        if new.exists():
            raise  # else the new file has the name, and only the disk's word for it is missing: not a refusal any more
    for old in sorted(folder.path.glob(f"{SET_ASIDE}*.sqlite"))[:-KEPT_ASIDE]:
        with suppress(OSError):
            take_away(old)
    return aside if moved else None


def _aside_name(folder: DataFolder, at: datetime, *, sound: bool) -> Path:
    """Return a free name for the file that is replaced: it says whether it could be read."""
    time = f"{at.astimezone():%Y%m%d-%H%M%S}"
    stem, ending = (f"{SET_ASIDE}{time}", ".sqlite") if sound else (f"{folder.store.name}{DAMAGED}{time}", "")
    names = (folder.path / f"{stem}{more}{ending}" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())


def _set_aside(folder: DataFolder, aside: Path) -> bool:
    """Give the old file a second name, and take its log away: a log beside another file would be read into it."""
    store, there = folder.store, folder.store.exists()
    logs = [log for log in (store.with_name(store.name + ending) for ending in ("-wal", "-shm", "-journal")) if log.exists()]
    if there:
        _drop_other_names(folder)
        try:
            os.link(store, aside)
        except OSError:
            put_in_place(store, aside)
    for log in logs:
        put_in_place(log, aside.with_name(aside.name + log.name.removeprefix(store.name)))
    sync_folder(folder.path)
    return there


def _drop_other_names(folder: DataFolder) -> None:
    """Take back the second name that a restore gave the store when it died before it replaced it."""
    for other in folder.path.glob("*"):
        if other.name != folder.store.name and other.is_file() and other.samefile(folder.store):
            take_away(other)


def _write_back(store: Path) -> None:
    """Let SQLite write a log that a crash left back into its sound file (it would delete that of a damaged one)."""
    try:
        with closing(sqlite3.connect(store, isolation_level=None)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error as error:
        raise refusal_for(error, store) or error from error
