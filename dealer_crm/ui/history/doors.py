"""What the history asks and does, given to it from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dealer_crm.domain.journal import FieldChange, HistoryRow, Subject
from dealer_crm.services.voids import VoidNumber


class Rows(Protocol):
    """Entries, newest first, older than `before_id`; of one kind of record or one record."""

    def __call__(
        self, limit: int = 100, before_id: int | None = None, subject: Subject | None = None, subject_id: int | None = None
    ) -> Sequence[HistoryRow]:
        """Return at most `limit` entries."""


class Undo(Protocol):
    """Takes an entry back; with `rest` only what no later change stands on. Raises DomainError."""

    def __call__(self, entry_id: int, *, rest: bool = False) -> object:
        """Undo one entry."""


@dataclass(frozen=True)
class HistoryDoors:
    """`deleted` is the recycle bin, newest first; `voids` the numbers that belong to nothing any more.

    `name_of(table, id)` names a customer, a person or a community; '' = unknown.
    """

    rows: Rows
    changes: Callable[[int], Sequence[FieldChange]]
    undo: Undo
    deleted: Callable[[], Sequence[HistoryRow]]
    name_of: Callable[[str, int], str]
    now: Callable[[], datetime]
    voids: Callable[[], Sequence[VoidNumber]] = list
