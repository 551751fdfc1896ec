"""Backups of the open store: made, listed, copied to the second place, compared, thinned out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from dealer_crm.domain.backups import BackupDamaged, BackupFailed, BackupInfo, BackupPlaceMissing, Comparison, Figures, Reason
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.domain.store import DiskFailed, StoreFull, StoreReadOnly
from dealer_crm.storage import backup, chain
from dealer_crm.storage.archive import Archive
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import JOURNALLED, JournalEntry
from dealer_crm.storage.restore import refuse_newer


@dataclass(frozen=True)
class Status:
    """The newest proven backup on this disk, and in the second place (None: none there, or not reachable)."""

    here: BackupInfo | None
    second: BackupInfo | None


class Backups:
    """Use-cases of backups. Restoring needs the store closed: `storage.restore.restore`."""

    def __init__(self, db: Database, folder: DataFolder, second_place: Callable[[], Path | None], now: Callable[[], datetime]) -> None:
        self._db = db
        self._folder = folder
        self._second_place = second_place
        self._now = now
        self._seals: dict[tuple[str, int, int], bool] = {}

    def make(self, reason: Reason, to: Path | None = None, progress: Progress | None = None) -> BackupInfo:
        """Make a proven backup in the usual places, or one file with all pictures in the folder `to`.

        A second place that is full or not there is told in `copied`, not raised. Raises StoreDamaged (the store itself
        is unsound), BackupFailed, StoreFull, StoreReadOnly.
        """
        made_at = self._now()
        order = backup.Order(to or self._folder.backups, reason, made_at, local_day(made_at), self._next_number(to), whole=to is not None)
        source = backup.Source(self._db.copy_into, Blobs(self._folder.attachments))
        made = backup.make(source, order, progress or NoProgress())
        if to is not None:
            return made
        copied = self._copy(made)
        backup.prune(self._folder.backups, made_at)
        return replace(made, copied=copied)

    def list(self) -> list[BackupInfo]:
        """Return the backups on this disk, the newest first; `copied` tells which are in the second place too."""
        second = self._second_place()
        there = {one.name for one in second.glob("*.zip")} if second and second.is_dir() else set()
        found = self._listed(self._folder.backups)
        return [replace(one, copied=Path(one.path).name in there if second else None) for one in found]

    def unproven(self) -> bool:
        """Tell whether there is a backup that `prove` has not looked at since it was written."""
        return any(one.verified and _state(one) not in self._seals for one in backup.listed(self._folder.backups))

    def prove(self, progress: Progress) -> bool:
        """Compare each backup with its seal, as `list` and `status` tell from then on; True where one is not what was written.

        Reads every byte of them once in a run: for a thread of its own.
        """
        fresh = [one for one in backup.listed(self._folder.backups) if one.verified and _state(one) not in self._seals]
        for done, one in enumerate(fresh):
            progress.step(done, len(fresh))
            self._seals[_state(one)] = backup.proven(Path(one.path))
        return not all(self._seals[_state(one)] for one in fresh)

    def _listed(self, place: Path) -> Sequence[BackupInfo]:
        """Return the backups of a place; one whose seal was found broken counts as not verified."""
        return [replace(one, verified=one.verified and self._seals.get(_state(one), True)) for one in backup.listed(place)]

    def due(self) -> bool:
        """Tell whether something changed since the last backup."""
        with self._db.read() as session:
            head = chain.head(session.connection())
        newest = next(iter(self.list()), None)
        return head != ((newest.sequence, newest.head) if newest else (0, ""))

    def status(self) -> Status:
        """Return how recent the backups are, for the sign on the window."""
        second = self._second_place()
        here, there = (self._listed(place) if place else [] for place in (self._folder.backups, second))
        return Status(next((one for one in here if one.verified), None), next((one for one in there if one.verified), None))

    def compare(self, file: Path) -> Comparison:
        """Return what is in the store and in a backup. Raises BackupNotReadable, BackupForeign, BackupDamaged, BackupNewer."""
        names = [model.__tablename__ for model in JOURNALLED]
        with Archive.open(file) as saved:
            refuse_newer(saved)
            found = saved.info()
            if not saved.sealed():
                raise BackupDamaged(file=file.name)
        counts = {name: found.counts.get(name, 0) for name in names}
        with self._db.read() as session:
            now = {model.__tablename__: session.execute(select(func.count()).select_from(model)).scalar_one() for model in JOURNALLED}
            newest = session.execute(select(func.max(JournalEntry.at))).scalar()
        return Comparison(Figures(now, newest), Figures(counts, found.newest))

    def copy_to_second(self, made: BackupInfo) -> None:
        """Copy a backup to the second place. Raises BackupPlaceMissing, BackupFailed, StoreFull, StoreReadOnly."""
        second = self._second_place()
        if second is None or not second.is_dir():
            raise BackupPlaceMissing(folder=str(second or ""))
        backup.copy_to(made, self._folder.backups, second)
        backup.prune(second, self._now())

    def _copy(self, made: BackupInfo) -> bool | None:
        if self._second_place() is None:
            return None
        try:
            self.copy_to_second(made)
        except (BackupPlaceMissing, BackupFailed, StoreFull, StoreReadOnly, DiskFailed, OSError):
            return False
        return True

    def _next_number(self, to: Path | None) -> int:
        places = [place for place in (self._folder.backups, self._second_place(), to) if place is not None]
        return max((one.number for place in places for one in backup.listed(place)), default=0) + 1


def _state(one: BackupInfo) -> tuple[str, int, int]:
    """Return what tells a file from another that took its name."""
    return one.path, one.size, Path(one.path).stat().st_mtime_ns if Path(one.path).exists() else 0
