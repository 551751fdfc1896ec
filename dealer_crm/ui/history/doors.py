"""What the history asks and does, given to it from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from dealer_crm.domain.journal import FieldChange, HistoryRow, Subject
from dealer_crm.domain.progress import NoProgress, Progress

if TYPE_CHECKING:
    from dealer_crm.services.voids import VoidNumber

MANY = 500
"""Steps with more changes are reversed behind a progress dialog."""


class Rows(Protocol):
    """Entries, newest first, older than `before_id`; of one kind of record or one record."""

    def __call__(
        self, limit: int = 100, before_id: int | None = None, subject: Subject | None = None, subject_id: int | None = None
    ) -> Sequence[HistoryRow]:
        """Return at most `limit` entries."""


class Undo(Protocol):
    """Takes an entry back; with `rest` only what no later change stands on. Raises DomainError."""

    def __call__(self, entry_id: int, *, rest: bool = False, progress: Progress) -> object:
        """Undo one entry."""


class RunTask(Protocol):
    """Runs long work; `done` or `failed` hears of its end on the window's thread."""

    def __call__(
        self,
        title: str,
        /,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        cancellable: bool = True,
    ) -> object:
        """Start the work."""


def run_at_once(
    _title: str,
    work: Callable[[Progress], Any],
    done: Callable[[Any], object] | None = None,
    failed: Callable[[Exception], object] | None = None,
    cancellable: bool = True,
) -> None:
    """Do short work on the spot: a `RunTask` that waits for it."""
    del cancellable
    try:
        result = work(NoProgress())
    except Exception as error:
        if failed is None:
            raise
        failed(error)
    else:
        if done is not None:
            done(result)


@dataclass(frozen=True)
class HistoryDoors:
    """`deleted` is the recycle bin, newest first; `voids` the numbers that belong to nothing any more.

    `name_of(table, id)` names a customer, a person or a community; '' = unknown. `run_task` does what takes long.
    """

    rows: Rows
    changes: Callable[[int], Sequence[FieldChange]]
    undo: Undo
    deleted: Callable[[], Sequence[HistoryRow]]
    name_of: Callable[[str, int], str]
    now: Callable[[], datetime]
    voids: Callable[[], Sequence[VoidNumber]] = list
    run_task: RunTask = run_at_once
