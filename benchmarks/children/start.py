"""A start of the program, as its command does it, until the shell or the first customers are painted.

Arguments: data folder, then `shell`, `customers` (50 rows in view) or `end` (all 100,000 scrolled through).
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

from benchmarks.children.figures import tell
from benchmarks.moment import now
from dealer_crm.app import start
from dealer_crm.app.program import Program

ROWS = 50
UNTIL = sys.argv[2] if len(sys.argv) > 2 else "shell"


class Watched(Program):
    """Goes to the customers at once, as whoever presses Ctrl+2 in a window that was just painted; tells its figures when they are."""

    def _on_shown_first(self) -> None:
        if UNTIL == "shell":
            tell()
        self.now = now
        self.window.resize(1366, 2400)
        self.window.go("customers")
        super()._on_shown_first()
        table = self.window.findChild(QAbstractScrollArea, "customer_table")
        assert table is not None
        self.painted = Painted(table)


class Painted(QObject):
    """Waits until the list was painted with its rows."""

    def __init__(self, table: QAbstractScrollArea) -> None:
        super().__init__(table)
        self._table = table
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each paint; the figures are told when it is through."""
        if event.type() == QEvent.Type.Paint and self._rows() >= ROWS:
            QTimer.singleShot(0, self._told)
        return super().eventFilter(watched, event)

    def _rows(self) -> int:
        from dealer_crm.ui.widgets import TableView

        table = self._table
        assert isinstance(table, TableView)
        shown = table.viewport().height() // max(1, table.verticalHeader().defaultSectionSize())
        return min(shown, table.model().rowCount())

    def _told(self) -> None:
        if UNTIL == "end":
            bar = self._table.verticalScrollBar()
            for share in range(101):
                bar.setValue(bar.maximum() * share // 100)
                self._table.viewport().repaint()
        tell(rows=self._rows())


if __name__ == "__main__":
    setattr(start, "Program", Watched)  # noqa: B010 - the program begins with this one
    start.run_window(Path(sys.argv[1]), language="zh", theme="light")
