"""What the print dialog may call: printers, files, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.paper_templates import CopyColour
from dealer_crm.domain.print_log import PrintWay
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintJob, PrintOutcome
from dealer_crm.domain.progress import Progress
from dealer_crm.ui.shell.prompts import Prompts
from dealer_crm.ui.shell.tasks import Task, TaskRunner


class Frame(Protocol):
    """What the dialog needs of the main window."""

    runner: TaskRunner

    @property
    def prompts(self) -> Prompts:
        """The boxes of the window."""

    def run_task(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        cancellable: bool = True,
    ) -> Task:
        """Run long work behind a progress dialog."""


@dataclass(frozen=True)
class BesideDoors:
    """What the dialog knows of a paper besides printing it; None = not offered here.

    `colours` of the copies of a kind, `before` says in words how often the record's paper was printed ('' = never), `log` shows it over
    the dialog, `looks` opens the settings of a kind, `wizard` the one of a printer, `trays` of a printer, `text` of a PDF (of the copy
    that has a page), and the characters that a PDF cannot show.
    """

    colours: Callable[[str], Mapping[str, CopyColour]] = lambda _kind: {}
    before: Callable[[PrintJob, str], str] = lambda _job, _variant: ""
    log: Callable[[PrintJob, QWidget], object] | None = None
    looks: Callable[[str], object] | None = None
    wizard: Callable[[str], object] | None = None
    trays: Callable[[str], Sequence[str]] = lambda _printer: ()
    text: Callable[[bytes, int], str] | None = None
    missing: Callable[[bytes], str] = lambda _pdf: ""


@dataclass(frozen=True)
class PrintDoors:
    """Callables: names of printers (the usual one first), whether a driver knows a paper, sending, saving, remembering by kind,
    a page to measure a printer by, a choice with what the profile of its printer says for a kind on its paper, and keeping what went out
    (of how many pages): it raises why that could not be noted."""

    printers: Callable[[], Sequence[str]]
    has_form: Callable[[str, PaperChoice], bool]
    send: Callable[[bytes, PaperChoice, PrintChoice, Progress], PrintOutcome]
    save: Callable[[Path, bytes], object]
    memory: Callable[[str], PrintChoice | None]
    remember: Callable[[str, PrintChoice], object]
    ruler: Callable[[PrintChoice], bytes]
    profiled: Callable[[str, PrintChoice], PrintChoice]
    note: Callable[[PrintJob, PrintChoice, PrintWay, int], object]
    beside: BesideDoors = BesideDoors()
