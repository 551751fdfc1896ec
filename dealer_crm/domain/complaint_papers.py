"""What papers of a complaint may hold, why a picture stands on none of them, and which letter is not written yet."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.errors import DomainError

MOST_PICTURES = 300
"""So many photos and scans are put into an evidence pack."""
MOST_PAGES = 60
"""So many pages of one scan."""


class Unseen(StrEnum):
    """Why an attachment cannot be shown on paper."""

    MISSING = "missing"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    DEMANDING = "demanding"
    LOCKED = "locked"
    FOREIGN = "foreign"


class ThanksTooEarly(DomainError):
    """The letter of thanks is written once the complaint is closed. Parameter: number."""
