"""Guards of painting that need no clock: how often a repaint asks the model, how many rows it fetches, what a call leaks."""

import sys
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStyledItemDelegate
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import translator
from dealer_crm.ui.widgets import PagedModel, TableView
from dealer_crm.ui.widgets.paged_model import PAGE, Column, Index
from tests.ui.widgets.test_lists import Shelf

CALLS = 20_000
PER_CELL = 1
"""Questions to the model for each painted cell; the words come from the row itself."""


class Counted(PagedModel):
    """Counts what it is asked while it is painted."""

    asked = 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Count, then answer."""
        self.asked += 1
        return super().data(index, role)


class Asking(QStyledItemDelegate):
    """Qt's own delegate, which asks for seven roles of each cell."""


def _table(qtbot: QtBot, shelf: Shelf) -> tuple[TableView, Counted]:
    columns = [Column(f"c{n}", f"C{n}", lambda row: row.name, sortable=False) for n in range(6)]
    model = Counted(columns, lambda: shelf.ids, shelf.rows)
    table = TableView(translator("en"), model, name="guarded")
    qtbot.addWidget(table)
    table.resize(900, 600)
    model.reload()
    with qtbot.waitExposed(table):
        table.show()
    table.viewport().repaint()
    return table, model


def _repaint(table: TableView, model: Counted) -> float:
    """Paint once more; return the questions for each cell in view."""
    rows = table.viewport().height() // table.verticalHeader().defaultSectionSize() + 1
    model.asked = 0
    table.viewport().repaint()
    return model.asked / (rows * model.columnCount())


@pytest.fixture
def shelf() -> Shelf:
    """Return a long list."""
    return Shelf(list(range(1, PAGE * 8)))


def test_a_repaint_asks_the_model_little(qtbot: QtBot, shelf: Shelf) -> None:
    assert _repaint(*_table(qtbot, shelf)) <= PER_CELL


def test_sabotage_qts_own_delegate_asks_much(qtbot: QtBot, shelf: Shelf) -> None:
    table, model = _table(qtbot, shelf)
    table.setItemDelegate(Asking(table))
    assert _repaint(table, model) > 3 * PER_CELL


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
