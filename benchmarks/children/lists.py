"""The list of customers in the program's own window: sorted by each column, scrolled, jumped in; with its floors beside it.

Arguments: data folder, `sort`, `scroll` or `jump`, rounds.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from sqlalchemy import select

from benchmarks.children.figures import tell
from benchmarks.children.program import find, opened_by, running, until
from benchmarks.measuring import Work, percentile, taken
from dealer_crm.app.opened import Opened
from dealer_crm.app.program import Program
from dealer_crm.storage.models import CustomerLine
from dealer_crm.ui.widgets import PagedModel, TableView

FRAMES, FRAME_MS = 120, 16.7
FLOOR_ROWS = 20_000
APART = 28
"""So many places far from each other push whatever was fetched out of the model again."""
clock = time.process_time


class ListInView:
    """The table of the customers' page."""

    def __init__(self, program: Program) -> None:
        program.window.go("customers")
        self.table = find(program.window, TableView, "customer_table")
        model = self.table.model()
        assert isinstance(model, PagedModel)
        self.model = model
        until(lambda: bool(self.model.ids()))
        self.table.viewport().repaint()

    def sort(self, column: int) -> None:
        """Sort by a column, until the rows are painted."""
        seen: list[int] = []
        connection = self.model.modelReset.connect(lambda: seen.append(1))
        self.model.request_sort(column)
        until(lambda: bool(seen))
        self.model.modelReset.disconnect(connection)
        self.table.verticalScrollBar().setValue(0)
        self.table.viewport().repaint()

    def show(self, share: float) -> None:
        """Show the place at that share of the list."""
        bar = self.table.verticalScrollBar()
        bar.setValue(int(bar.maximum() * share))
        self.table.viewport().repaint()

    def forget(self) -> None:
        """Fetch rows elsewhere until the first and the last page are forgotten."""
        for n in range(1, APART):
            self.model.row_at(len(self.model.ids()) * n // APART)


def _load_all(opened: Opened) -> None:
    with opened.db.read() as session:
        list(session.scalars(select(CustomerLine)))


def sort(program: Program, rounds: int) -> dict[str, Any]:
    """Sort by every column; the slowest one counts."""
    shown, opened = ListInView(program), opened_by(program)
    _load_all(opened)
    columns = [n for n, column in enumerate(shown.model.columns) if column.sortable]
    found: dict[str, list[float]] = {shown.model.columns[n].key: [] for n in columns}
    floor = []
    for _ in range(rounds):
        for n in columns:
            found[shown.model.columns[n].key].append(taken(lambda n=n: shown.sort(n), clock))  # type: ignore[misc]
        floor.append(taken(lambda: _load_all(opened), clock))
    return {"sorts": {key: statistics.median(times) for key, times in found.items()}, "floor": statistics.median(floor)}


def _standard(shown: ListInView) -> QTableView:
    """Return Qt's own table with Qt's own model and the same cells."""
    model = QStandardItemModel()
    columns = [column for n, column in enumerate(shown.model.columns) if not shown.table.isColumnHidden(n)]
    for n in range(min(FLOOR_ROWS, len(shown.model.ids()))):
        row = shown.model.row_at(n)
        model.appendRow([QStandardItem(column.text(row)) for column in columns])
    table = QTableView()
    table.setModel(model)
    model.setParent(table)
    table.setWordWrap(False)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(shown.table.verticalHeader().defaultSectionSize())
    table.resize(shown.table.size())
    for place, n in enumerate(n for n in range(len(shown.model.columns)) if not shown.table.isColumnHidden(n)):
        table.setColumnWidth(place, shown.table.columnWidth(n))
    table.show()
    QCoreApplication.processEvents()
    return table


def _frames(table: QTableView) -> list[float]:
    """Scroll a page at a time and return what each frame took."""
    bar = table.verticalScrollBar()
    by_pixel = table.verticalScrollMode() is QAbstractItemView.ScrollMode.ScrollPerPixel
    page = table.viewport().height() if by_pixel else bar.pageStep()
    step = max(1, min(page, bar.maximum() // FRAMES))

    def frame() -> None:
        bar.setValue(bar.value() + step)
        table.viewport().repaint()

    bar.setValue(0)
    return [taken(frame, clock) for _ in range(FRAMES)]


def scroll(program: Program, rounds: int) -> dict[str, Any]:
    """Scroll through the list."""
    shown = ListInView(program)
    standard = _standard(shown)
    _frames(shown.table)
    found, floor = [], []
    for _ in range(rounds):
        found.append(_frames(shown.table))
        floor.append(_frames(standard))
    ratios = [percentile(one, 0.99) / percentile(other, 0.99) for one, other in zip(found, floor, strict=True)]
    middles = [statistics.median(one) / statistics.median(other) for one, other in zip(found, floor, strict=True)]
    slow = sum(one * 1000 > FRAME_MS for frames in found for one in frames)
    floor_slow = sum(one * 1000 > FRAME_MS for frames in floor for one in frames)
    return {
        "ratio": statistics.median(ratios),
        "middle": statistics.median(middles),
        "slow": slow,
        "floor_slow": floor_slow,
        "frames": FRAMES * rounds,
    }


def jump(program: Program, rounds: int) -> dict[str, Any]:
    """Jump to the last page and to the first, neither fetched."""
    shown = ListInView(program)
    found = []
    for _ in range(rounds):
        took = []
        for share in (1.0, 0.0):
            shown.forget()
            work: Work = lambda share=share: shown.show(share)  # type: ignore[misc]  # noqa: E731
            took.append(taken(work, clock))
        found.append(took[0] / took[1])
    return {"ratio": statistics.median(found)}


if __name__ == "__main__":
    found = {"sort": sort, "scroll": scroll, "jump": jump}[sys.argv[2]](running(Path(sys.argv[1])), int(sys.argv[3]))
    tell(**found)
