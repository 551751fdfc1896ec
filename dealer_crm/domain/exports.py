"""What can be wrong with a list that goes out."""

from __future__ import annotations

from dealer_crm.domain.errors import DomainError


class ExportKindUnknown(DomainError):
    """The name of the file does not say what to write. Parameters: file, kinds (the endings)."""
