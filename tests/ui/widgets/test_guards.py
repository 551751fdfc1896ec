"""Guards of painting that need no clock: what a repaint runs of Python, how many rows it fetches, what a call leaks."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QStyledItemDelegate, QTableView
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import translator
from dealer_crm.ui.theme import Tone, Type, lines
from dealer_crm.ui.widgets import Chip, PagedModel, TableView
from dealer_crm.ui.widgets.paged_model import PAGE, Column, Index
from tests.ui.widgets.test_lists import Shelf

CALLS = 20_000
COLUMNS = 6
PER_ROW = 8 + 3 * COLUMNS
"""Python functions that a painted row of plain cells may run: its own, and in each cell words, their line, their place."""
PER_CHIP = 20
"""Those that a chip may add."""


class Counted(PagedModel):
    """Counts what it is asked while it is painted."""

    asked = 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Count, then answer."""
        self.asked += 1
        return super().data(index, role)


class Asking(QStyledItemDelegate):
    """Qt's own delegate, which asks for seven roles of each cell."""


class CellByCell(TableView):
    """A list that is painted as Qt does it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let Qt go through the cells."""
        QTableView.paintEvent(self, event)


def _table(qtbot: QtBot, shelf: Shelf, kind: type[TableView] = TableView, chip: Chip | None = None) -> tuple[TableView, Counted]:
    columns = [
        Column(f"c{n}", f"C{n}", lambda row: row.name, sortable=False, chip=(lambda _row: chip) if chip and not n else None)
        for n in range(COLUMNS)
    ]
    model = Counted(columns, lambda: shelf.ids, shelf.rows)
    table = kind(translator("en"), model, name="guarded")
    qtbot.addWidget(table)
    table.resize(900, 600)
    model.reload()
    with qtbot.waitExposed(table):
        table.show()
    table.viewport().repaint()
    return table, model


def _rows_in_view(table: TableView) -> int:
    return table.viewport().height() // table.verticalHeader().defaultSectionSize() + 1


@contextmanager
def _counting() -> Iterator[Callable[[], int]]:
    """Count the Python functions that begin meanwhile."""
    begun = 0

    def note(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal begun
        begun += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield lambda: begun
    finally:
        sys.setprofile(before)


def _functions_a_row(table: TableView) -> float:
    """Paint once more; return the Python functions that ran for each row in view."""
    with _counting() as begun:
        table.viewport().repaint()
    return begun() / _rows_in_view(table)


@pytest.fixture
def shelf() -> Shelf:
    """Return a long list."""
    return Shelf(list(range(1, PAGE * 8)))


def test_a_repaint_asks_the_model_nothing_through_qt(qtbot: QtBot, shelf: Shelf) -> None:
    table, model = _table(qtbot, shelf)
    model.asked = 0
    table.viewport().repaint()
    assert model.asked == 0


def test_a_painted_row_runs_little_python(qtbot: QtBot, shelf: Shelf) -> None:
    table, _model = _table(qtbot, shelf)
    assert 0 < _functions_a_row(table) <= PER_ROW


def test_a_chip_adds_little_to_its_row(qtbot: QtBot, shelf: Shelf) -> None:
    table, _model = _table(qtbot, shelf, chip=Chip("late", Tone.DANGER))
    assert 0 < _functions_a_row(table) <= PER_ROW + PER_CHIP


def test_sabotage_qts_own_way_asks_and_runs_much(qtbot: QtBot, shelf: Shelf) -> None:
    table, model = _table(qtbot, shelf, CellByCell)
    table.setItemDelegate(Asking(table))
    model.asked = 0
    table.viewport().repaint()
    assert model.asked > 3 * COLUMNS * _rows_in_view(table)
    assert _functions_a_row(table) > 2 * PER_ROW


def test_rows_painted_before_are_not_laid_out_again(qtbot: QtBot, shelf: Shelf) -> None:
    table, _model = _table(qtbot, shelf)
    before = lines.laid_out()
    table.viewport().repaint()
    assert lines.laid_out() == before
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    table.viewport().repaint()
    assert lines.laid_out() > before


def test_lines_are_kept_up_to_a_bound(qtbot: QtBot, shelf: Shelf) -> None:
    table, _model = _table(qtbot, shelf)
    for n in range(lines.KEPT + 100):
        lines.line_of(f"line {n}", Type.BODY, 100)
    assert lines.kept() == lines.KEPT
    table.viewport().repaint()
    assert lines.kept() == lines.KEPT


def test_no_turn_of_the_wheel_fetches_more_than_a_page_of_rows(qtbot: QtBot, shelf: Shelf) -> None:
    table, _model = _table(qtbot, shelf)
    bar = table.verticalScrollBar()
    for share in range(21):
        before = len(shelf.asked)
        bar.setValue(bar.maximum() * share // 20)
        table.viewport().repaint()
        assert len(shelf.asked) - before <= 2
    assert max(shelf.asked) <= PAGE


def test_twenty_thousand_calls_into_qt_lose_no_reference_to_none(qtbot: QtBot) -> None:
    """A binding that drops one with each call ends the process after some thousand (PySide6 6.12 on Python 3.11 does)."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for n in range(CALLS):
        label.setText(str(n % 7))
    assert abs(sys.getrefcount(None) - before) < CALLS // 10
