"""Known trouble of the store, each with a sentence that says what to do."""

from __future__ import annotations

from dealer_crm.domain.errors import DomainError

ROOM = 20
"""Megabytes that are asked for when a disk is full, whatever is to be written: less is used up by the next save."""


class StoreFull(DomainError):
    """The disk has no room left. Parameters: folder, megabytes (how much room to make)."""

    def __init__(self, *, folder: str, megabytes: int = ROOM) -> None:
        super().__init__(folder=folder, megabytes=megabytes)


def room_for(size: int) -> int:
    """Return how many megabytes to make free so that `size` bytes can be written."""
    return ROOM + size // 1_000_000


class StoreBusy(DomainError):
    """Another program holds the file."""


class StoreReadOnly(DomainError):
    """The file or its folder cannot be written. Parameter: folder."""


class DiskFailed(DomainError):
    """The disk failed while it read or wrote, though there is room and a right to. Parameter: folder."""


class FolderTooDeep(DomainError):
    """The path of the data folder is longer than the store's engine can open. Parameters: folder (its beginning), longest."""


class StoreDamaged(DomainError):
    """The file is not a sound store. Parameter: file."""


class StoreNewer(DomainError):
    """The file was written by a newer program. Parameters: file, needed, known."""


class StoreInUse(DomainError):
    """The program is already open on this data folder. Parameter: folder."""


class StoreForeign(DomainError):
    """The file belongs to another program. Parameter: file."""


class ReferenceMissing(DomainError):
    """A record that this one refers to was deleted meanwhile."""
