"""Backups: why they are made, what they say of themselves, how long they are kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dealer_crm.domain.errors import DomainError


class Reason(StrEnum):
    """Why a backup was made; stands in its manifest, so values never change."""

    EXIT = "exit"
    TIMER = "timer"
    DEMAND = "demand"
    BEFORE_MIGRATION = "before_migration"
    BEFORE_IMPORT = "before_import"
    BEFORE_RESTORE = "before_restore"
    UNKNOWN = "unknown"


PINNED = frozenset({Reason.BEFORE_MIGRATION, Reason.BEFORE_IMPORT, Reason.BEFORE_RESTORE})
"""Made before something that cannot be foreseen: the last few of them are kept whatever their age."""


class StoreMissing(DomainError):
    """The data file is gone, but backups or pictures are there: no empty one is made in its place. Parameter: folder."""


class BackupNotReadable(DomainError):
    """The backup file is not there or cannot be opened. Parameter: file."""


class BackupDamaged(DomainError):
    """The backup is not what was written. Parameter: file."""


class BackupForeign(DomainError):
    """The file is not a backup of this program. Parameter: file."""


class BackupNewer(DomainError):
    """The backup was written by a newer program. Parameters: file, needed, known."""


class BackupFailed(DomainError):
    """What was written did not read back the same; no backup was made. Parameter: folder."""


class BackupPlaceMissing(DomainError):
    """The folder for backups is not there, for example because the stick is not plugged in. Parameter: folder."""


@dataclass(frozen=True)
class BackupInfo:
    """One backup in a place. `number` counts backups whatever the clock says; `day` is the local day it was made.

    `verified`: it was read back when it was made, and nothing was found against it since. `pictures` counts attachments,
    `missing` those that were not there to be saved. `copied` tells of the second place: None = none was chosen.
    Of one that cannot be read any more only its name, number and day are known.
    """

    path: str
    number: int
    made_at: datetime
    day: date
    reason: Reason
    counts: dict[str, int]
    pictures: int
    missing: int
    size: int
    verified: bool
    newest: datetime | None
    sequence: int
    head: str
    copied: bool | None = None


@dataclass(frozen=True)
class Figures:
    """What a store holds: rows by table, and when something was changed last."""

    counts: dict[str, int]
    newest: datetime | None


@dataclass(frozen=True)
class Comparison:
    """What restoring would change."""

    now: Figures
    backup: Figures

    @property
    def difference(self) -> dict[str, int]:
        """Rows more (+) or fewer (-) after restoring, by table; tables without difference are left out."""
        names = self.now.counts.keys() | self.backup.counts.keys()
        change = {name: self.backup.counts.get(name, 0) - self.now.counts.get(name, 0) for name in sorted(names)}
        return {name: count for name, count in change.items() if count}


DAYS_WHOLE, DAYS, WEEKS, MONTHS, PINS, LEAST, LEAST_NEWER = 2, 14, 8, 12, 5, 7, 3


def superfluous(backups: Iterable[BackupInfo], now: datetime) -> list[BackupInfo]:
    """Return the backups that may go: older than what the rule keeps.

    Kept are all of the last 2 days on which one was made, the last of each of 14 days, 8 weeks and 12 months, the last
    5 pinned ones, never fewer than 7, and all that are unverified or dated in the future. Order is by number and
    days are those that have backups, so that a wrong clock deletes nothing. With fewer than 3 verified ones newer, none goes.
    """
    known = sorted((b for b in backups if b.verified and b.made_at <= now + timedelta(days=1)), key=lambda b: b.number, reverse=True)
    days = list(dict.fromkeys(backup.day for backup in known))[:DAYS_WHOLE]
    kept = {backup.number for backup in known if backup.day in days}
    kept |= _latest(known, lambda backup: backup.day, DAYS)
    kept |= _latest(known, lambda backup: backup.day.isocalendar()[:2], WEEKS)
    kept |= _latest(known, lambda backup: (backup.day.year, backup.day.month), MONTHS)
    kept |= {backup.number for backup in [b for b in known if b.reason in PINNED][:PINS]}
    kept |= _fill(known, kept)
    return [backup for backup in known[LEAST_NEWER:] if backup.number not in kept]


def _latest(known: Sequence[BackupInfo], period: Callable[[BackupInfo], Hashable], count: int) -> set[int]:
    """Return the newest of each of the last `count` periods that have one."""
    first: dict[Hashable, int] = {}
    for backup in known:
        first.setdefault(period(backup), backup.number)
    return set(list(first.values())[:count])


def _fill(known: Sequence[BackupInfo], kept: set[int]) -> set[int]:
    """Return the newest of the others, as many as are wanting to the least number."""
    others = [backup.number for backup in known if backup.number not in kept]
    return set(others[: max(0, LEAST - len(kept))])
