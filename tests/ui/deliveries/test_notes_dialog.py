"""Notes of a day that say too little are told before they are printed: completed, left out, or printed as they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from dealer_crm.domain.deliveries import DeliveryDraft
from dealer_crm.domain.orders import LineDraft
from dealer_crm.i18n import translator
from dealer_crm.ui.deliveries.complete_dialog import CompleteDialog
from dealer_crm.ui.deliveries.notes_dialog import NotesDialog
from tests.ui.checks import clipped, focused, nameless
from tests.ui.deliveries.yard import NOW, Yard
from tests.ui.finding import find

PIPE = LineDraft(name="铜管 <b>φ9.52</b> & 保温", unit="米", quantity=20_000, price=68_00)
TANK = LineDraft(name="水箱", unit="台", quantity=1000, price=3200_00, category="air_to_water_heat_pump")


@pytest.fixture
def dialog(yard: Yard, qtbot: QtBot, language: str) -> NotesDialog:
    """Return the dialog of a day with three notes, two of which lack something."""
    for name, line in (("王芳", PIPE), ("李强", TANK)):
        yard.deliveries.plan(yard.order(name, line), DeliveryDraft(planned_on=NOW.date()))
    found = NotesDialog(translator(language), yard.doors(), [yard.deliveries.open(one) for one in (1, 2, 3)], None)  # type: ignore[arg-type]
    qtbot.addWidget(found)
    found.show()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


@pytest.mark.parametrize("language", ["en"])
def test_what_lacks_words_is_left_out_until_it_is_completed_or_ticked(dialog: NotesDialog, yard: Yard, qtbot: QtBot) -> None:
    picked: list[list[int]] = []
    dialog.picked.connect(picked.append)
    assert (dialog.chosen(), dialog.print_button.text()) == ([1], "Print 1 note")
    assert dialog.rows[2].said.text() == "铜管 <b>φ9.52</b> & 保温 (Model, Specification)"
    dialog.rows[2].button.click()
    asked = find(dialog, CompleteDialog)
    for field, words in zip(asked.fields.values(), ("TP2", "φ9.52"), strict=True):
        field.setText(words)
    asked.accept()
    assert yard.deliveries.open(2).unsaid == ()
    assert (dialog.chosen(), dialog.rows[2].said.text()) == ([1, 2], "The note says everything now.")
    assert focused() is dialog.rows[2].tick
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dialog.rows[3].button.click()
    find(dialog, CompleteDialog)._on_as_it_is()  # noqa: SLF001 - its button
    assert dialog.chosen() == [1, 2, 3]
    dialog.rows[2].tick.click()
    dialog.accept()
    assert picked == [[1, 3]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_the_smallest_window(dialog: NotesDialog, qtbot: QtBot) -> None:
    assert dialog.height() <= 440
    assert dialog.width() <= 895
    qtbot.waitUntil(lambda: clipped(dialog) == [])
    assert nameless(dialog) == []
