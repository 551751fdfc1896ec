"""The window while it exports and imports: the gaps between the ticks of a clock in it. Arguments: data folder, file to import."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from benchmarks.children.figures import tell
from benchmarks.children.program import opened_by, running, until
from benchmarks.measuring import percentile, wall
from dealer_crm.app.child import ChildRunner
from dealer_crm.app.papers import write_list
from dealer_crm.app.program import Program
from dealer_crm.domain.imports import ImportOptions
from dealer_crm.domain.progress import Progress
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.exports import ExportOrder

TICK_MS, IDLE_TICKS, FIRST_TICKS = 10, 400, 1_000


class Clock:
    """Ticks in the window's thread and keeps the gaps."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = wall()
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_tick(self) -> None:
        now = wall()
        self.gaps.append(now - self._last)
        self._last = now

    def during(self, work: Callable[[], object]) -> float:
        """Return the 99th percentile of the gaps while something goes on."""
        self.gaps.clear()
        work()
        return percentile(self.gaps, 0.99)


def _task(program: Program, work: Callable[[Progress], Any]) -> None:
    """Run long work as the pages do, until it is done."""
    done: list[object] = []
    program.window.run_task("…", work, done=done.append, failed=lambda error: done.append(error))
    until(lambda: bool(done))
    if isinstance(done[0], Exception):
        raise done[0]


def main(data: Path, path: Path) -> None:
    """Measure idle, export, check and apply, once what a start leaves for later is done."""
    program = running(data)
    opened, clock = opened_by(program), Clock()
    until(lambda: len(clock.gaps) > FIRST_TICKS)
    idle = clock.during(lambda: until(lambda: len(clock.gaps) > IDLE_TICKS))
    with tempfile.TemporaryDirectory() as place:
        order = ExportOrder(Path(place) / "export.xlsx", "zh", CustomerSpec(sort="number"), whole=True)
        export = clock.during(lambda: _task(program, partial(write_list, opened, order)))
    reading = partial(_prepare, program, path)
    check = clock.during(lambda: _task(program, reading))
    apply = clock.during(lambda: _task(program, lambda progress: opened.imports.apply(progress)))
    tell(idle=idle, export=export, check=check, apply=apply)


def _prepare(program: Program, path: Path, progress: Progress) -> object:
    return opened_by(program).imports.prepare(path, ImportOptions(), ChildRunner(), progress)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
