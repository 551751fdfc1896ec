"""The small ticks of an item: folded, opened by keys, each told with its word; ticks that come from elsewhere are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.readings import CheckStep
from dealer_crm.i18n import translator
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.ui.deliveries.check_line import CheckLine
from dealer_crm.ui.deliveries.found import Found
from dealer_crm.ui.sheets.step_ticks import StepTicks
from tests.ui.checks import nameless
from tests.ui.finding import find
from tests.ui.sheets.items import item

STEPS = (
    CheckStep(zh="讲解操作", en="Operation shown", code="shown"),
    CheckStep(zh="证书号", en="Number of the certificate", code="certificate", asks=True),
)


class Ticks:
    """The ticks of an item in a window, with what they told."""

    def __init__(self, qtbot: QtBot, check: CheckRow) -> None:
        self.told: list[Mapping[str, str]] = []
        self.part = StepTicks(translator("en"), check)
        self.part.ticked.connect(self.told.append)
        qtbot.addWidget(self.part)
        self.part.show()
        self.part.activateWindow()
        qtbot.waitUntil(self.part.isActiveWindow)


@pytest.fixture
def check() -> CheckRow:
    """Return an item of two ticks."""
    return item(steps=STEPS)


def test_ticks_are_folded_until_enter_opens_them(qtbot: QtBot, check: CheckRow) -> None:
    ticks = Ticks(qtbot, check)
    fold, box = ticks.part.fold_button, ticks.part.boxes["shown"]
    assert (fold.accessibleName(), box.isVisible()) == ("Small steps 0/2", False)
    fold.setFocus()
    QTest.keyClick(fold, Qt.Key.Key_Return)
    assert box.isVisible()
    assert nameless(ticks.part) == []
    QTest.keyClick(fold, Qt.Key.Key_Tab)
    assert box.hasFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert ticks.told == [{"shown": ""}]


def test_the_word_of_a_tick_makes_it(qtbot: QtBot, check: CheckRow) -> None:
    ticks = Ticks(qtbot, check)
    ticks.part.fold_button.click()
    field = ticks.part.words["certificate"]
    field.setFocus()
    QTest.keyClicks(field, "BX001")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert ticks.told == [{"certificate": "BX001"}]
    assert ticks.part.boxes["certificate"].isChecked()


def test_ticks_made_elsewhere_are_shown_and_a_word_under_way_stays(qtbot: QtBot, check: CheckRow) -> None:
    ticks = Ticks(qtbot, check)
    ticks.part.fold_button.click()
    field = ticks.part.words["certificate"]
    field.setFocus()
    QTest.keyClicks(field, "BX")
    ticks.part.show_check(replace(check, ticked={"shown": "", "certificate": "old"}))
    assert [box.isChecked() for box in ticks.part.boxes.values()] == [True, True]
    assert field.text() == "BX"
    assert ticks.part.fold_button.accessibleName() == "Small steps 2/2"
    assert ticks.told == []


@pytest.mark.parametrize(
    ("ticked", "told", "opened"),
    [({}, [], True), ({"certificate": "SB-1"}, [(CheckResult.PASS, {"certificate": "SB-1", "shown": ""})], False)],
)
def test_space_never_passes_small_steps_that_nobody_saw(
    qtbot: QtBot, check: CheckRow, ticked: dict[str, str], told: list[object], opened: bool
) -> None:
    line = CheckLine(translator("en"), replace(check, sheet="gas_boiler", ticked=ticked))
    found: list[Found] = []
    line.found.connect(found.append)
    line.entered.connect(lambda _id: line.set_current(True))
    qtbot.addWidget(line)
    line.show()
    line.activateWindow()
    qtbot.waitUntil(line.isActiveWindow)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Space)
    assert [(one.result, one.steps) for one in found] == told
    assert find(line, StepTicks, f"steps_{check.code}").boxes["shown"].isVisible() is opened
