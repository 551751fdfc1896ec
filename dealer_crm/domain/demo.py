"""What can be wrong with the sample shop."""

from __future__ import annotations

from dealer_crm.domain.errors import DomainError


class ShopNotEmpty(DomainError):
    """The sample shop is made in a new folder only. Parameter: folder."""
