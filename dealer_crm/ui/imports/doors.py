"""What the import page asks of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from dealer_crm.domain.progress import Progress
from dealer_crm.services.imports import Imports, RunChild
from dealer_crm.ui.shell.prompts import Prompts

Work = Callable[[Progress], Any]
Heard = Callable[[Any], object]


class TakeBack(Protocol):
    """Takes an entry back, telling how far it is. Raises DomainError."""

    def __call__(self, entry_id: int, *, progress: Progress) -> object:
        """Undo one entry."""


@dataclass(frozen=True)
class ImportDoors:
    """The service, the child process that reads files, and how the import is taken back (off the window's thread; raises DomainError)."""

    imports: Imports
    run_child: RunChild
    undo: TakeBack


class Frame(Protocol):
    """What the page needs of the window; `MainWindow` is one."""

    @property
    def prompts(self) -> Prompts:
        """The one place that opens modal boxes."""

    def run_task(
        self,
        title: str,
        work: Work,
        done: Heard | None = None,
        failed: Callable[[Exception], object] | None = None,
        cancellable: bool = True,
    ) -> object:
        """Run long work behind a progress dialog."""
