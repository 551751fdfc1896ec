"""What can be wrong when the program starts."""

from __future__ import annotations

from dealer_crm.domain.errors import DomainError


class DataMissing(DomainError):
    """There is no store in the folder, and the command only looks. Parameter: folder."""


class DisplayMissing(DomainError):
    """There is no display to show a window on."""
