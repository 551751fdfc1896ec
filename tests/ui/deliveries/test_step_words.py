"""The word of a small tick is kept as it was typed, whatever it looks like, and stands there when the item is opened again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.findings import LONGEST_CELL
from dealer_crm.ui.deliveries.page import DeliveriesPage
from dealer_crm.ui.sheets.step_ticks import StepTicks
from dealer_crm.ui.widgets import LineEdit
from tests.ui.deliveries.yard import Yard
from tests.ui.finding import find


@pytest.mark.parametrize(
    "word", ["<b>12T</b> & {x}", "=1+1", "'; DROP TABLE delivery; --", "../../etc", "م 🙂 e\u0301", "12T。" * 200], ids=range(6)
)
def test_a_word_is_kept_as_typed(page: DeliveriesPage, yard: Yard, qtbot: QtBot, word: str) -> None:
    page.open_record(1)
    page.pane.show_stop("closing")
    file = yard.deliveries.open(1)
    item, step = next((one, step) for one in file.checks for step in one.steps if step.asks)
    page.pane.lead_to(item.id)
    ticks = find(page, StepTicks, f"steps_{item.code}")
    ticks.fold_button.click()
    field = find(ticks, LineEdit, f"step_word_{item.code}_{step.code}")
    field.setFocus()
    field.insert(word)
    shown = field.text()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    kept = next(one for one in yard.deliveries.open(1).checks if one.id == item.id).ticked
    assert kept[step.code] == " ".join(word.replace("e\u0301", "\u00e9").split())[:LONGEST_CELL]
    assert len(shown) <= LONGEST_CELL
    assert ticks.boxes[step.code].isChecked()
