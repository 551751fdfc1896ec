"""Known trouble of the store, each with a sentence that says what to do."""

from __future__ import annotations

from dealer_crm.domain.errors import DomainError


class StoreFull(DomainError):
    """The disk has no room left. Parameter: folder."""


class StoreBusy(DomainError):
    """Another program holds the file."""


class StoreReadOnly(DomainError):
    """The file or its folder cannot be written. Parameter: folder."""


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
