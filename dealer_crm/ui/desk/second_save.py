"""Saves a record that was saved by somebody else since it was opened: both changes stay, unless they are of the same field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from dealer_crm.domain.errors import EditConflict
from dealer_crm.services.draft_content import contested, on_top

Draft = TypeVar("Draft")
At = tuple[Draft, int]
"""A draft and the version of the record it was read from."""


def save_both(edit: Callable[[Draft, int], object], mine: Draft, opened: At[Draft], read: Callable[[], At[Draft]]) -> None:
    """Save what was typed over `opened`. Raises EditConflict where both changed the same field; then nothing is saved. Raises as `edit`."""
    base, version = opened
    try:
        edit(mine, version)
    except EditConflict:
        theirs, newer = read()
        if contested(base, mine, theirs):
            raise
        edit(on_top(theirs, base, mine), newer)
