"""The customer's marks by keys: a digit is the mark and goes on; what is low wants his words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.marks import LETTERS, MarksDraft
from dealer_crm.i18n import translator
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.expectations import Marking
from dealer_crm.ui.expectations.doors import MarkDoors
from dealer_crm.ui.expectations.marks_dialog import MarksDialog

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MARKING = Marking(7, "SH20261114001", 1, "陈静", date(2026, 11, 14))


def focused() -> QWidget:
    """Return what has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


class Desk:
    """A dialog with what was rated and told."""

    def __init__(self, qtbot: QtBot, folder: Path, marking: Marking = MARKING) -> None:
        self.rated: list[tuple[int, MarksDraft]] = []
        self.low: list[tuple[object, str]] = []
        self.drafts = Drafts(folder, lambda: NOW)
        self._qtbot, self._parent = qtbot, QWidget()
        qtbot.addWidget(self._parent)
        self._parent.resize(911, 440)
        self._parent.show()
        self.dialog = self.open(marking)

    def open(self, marking: Marking = MARKING) -> MarksDialog:
        """Open the dialog."""

        def rate(delivery_id: int, draft: MarksDraft) -> None:
            self.rated.append((delivery_id, draft.checked(NOW.date())))

        dialog = MarksDialog(translator("en"), MarkDoors(rate, self.drafts, lambda: NOW), marking, self._parent)
        dialog.low_told.connect(lambda letters, words: self.low.append((letters, words)))
        dialog.open()
        self._qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
        return dialog

    def done(self) -> None:
        """Close what is open."""
        for dialog in self._parent.findChildren(MarksDialog):
            dialog.close()

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClicks(focused(), key)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """Return a dialog that is open."""
    found = Desk(qtbot, tmp_path)
    yield found
    found.done()


def test_eight_digits_and_enter_are_all_it_takes(desk: Desk) -> None:
    assert desk.dialog.asked.text().startswith("A  Were delivery")
    desk.press("5")
    assert desk.dialog.asked.text().startswith("B  ")
    desk.press("4", "5", "5", "3", "5", "5", "4")
    assert focused() is desk.dialog.save_button
    QTest.keyClick(desk.dialog.save_button, Qt.Key.Key_Return)
    ((delivery, draft),) = desk.rated
    assert (delivery, tuple(draft.marks.values()), draft.on_paper) == (7, (5, 4, 5, 5, 3, 5, 5, 4), False)
    assert not desk.low
    assert not desk.dialog.isVisible()


def test_a_low_mark_asks_for_his_words_and_offers_help(desk: Desk) -> None:
    desk.press(*"55155555")
    assert desk.dialog.note.isAncestorOf(focused()) or desk.dialog.note.hasFocus()
    desk.dialog.accept()
    assert not desk.rated
    assert desk.dialog.isVisible()
    desk.press("scratched")
    desk.dialog.accept()
    assert desk.rated[0][1].note == "scratched"
    assert desk.low == [(("C",), "scratched")]


def test_a_mark_is_taken_away_by_zero_and_marks_come_back(desk: Desk) -> None:
    desk.press("5")
    QTest.keyClick(focused(), Qt.Key.Key_Backtab)
    desk.press("0")
    assert desk.dialog.draft().marks == {}
    desk.dialog.reject()
    again = desk.open(Marking(7, "SH20261114001", 1, "陈静", None, {"A": 4, "H": 2}, date(2026, 11, 21), on_paper=True, note="慢"))
    assert again.draft() == MarksDraft(date(2026, 11, 21), {"A": 4, "H": 2}, on_paper=True, note="慢")
    again.reject()


def test_every_letter_fits_a_small_window(desk: Desk) -> None:
    assert desk.dialog.height() <= 424
    assert desk.dialog.width() <= 895
    assert set(desk.dialog.marks) == set(LETTERS)
