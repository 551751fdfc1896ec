"""The drawer is counted by notes or in one figure; the difference is said while one counts, and nothing is clipped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.cash import CashCloseDraft, TakenOutWrong, drawer
from dealer_crm.i18n import translator
from dealer_crm.services.cash_closing import CashCloseRow, CashDay, HeldRow
from dealer_crm.services.drafts import Drafts
from dealer_crm.ui.reports.drawer_dialog import DrawerDialog, DrawerDoors
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.theme import apply_theme
from tests.ui.checks import clipped, nameless
from tests.ui.reports.books import NOW

DAY = date(2026, 11, 21)
NAME = "郝稳当与一个很长的名字"


class Till:
    """A drawer in memory."""

    def __init__(self, folder: Path) -> None:
        held = (
            HeldRow(7, "SK7", 3, NAME, "王芳", 26_000, DAY),
            HeldRow(8, "SK8", 3, NAME, "李强", 100, DAY),
        )
        self.state = CashDay(DAY, drawer(50_000, (300_000, -20_000)), DAY - timedelta(days=1), held)
        self.saved: list[CashCloseDraft] = []
        self.edited: list[tuple[int, int]] = []
        self.drafts = Drafts(folder, lambda: NOW)

    def doors(self) -> DrawerDoors:
        return DrawerDoors(lambda _day: self.state, self.close, self.edit, self.hand_in, lambda: (), self.drafts)

    def close(self, draft: CashCloseDraft) -> int:
        draft.checked()
        self.saved.append(draft)
        return 1

    def edit(self, close_id: int, draft: CashCloseDraft, version: int) -> None:
        self.close(draft)
        self.edited.append((close_id, version))

    def hand_in(self, payment_ids: Iterable[int], on: date) -> None:
        assert (list(payment_ids), on) == ([7, 8], DAY)
        self.state = CashDay(DAY, drawer(50_000, (300_000, -20_000, 26_100)), self.state.since)


@pytest.fixture
def till(tmp_path: Path) -> Till:
    return Till(tmp_path)


def opened(window: MainWindow, till: Till, qtbot: QtBot, language: str = "en") -> DrawerDialog:
    dialog = DrawerDialog(translator(language), DAY, till.doors(), window)
    dialog.open()
    qtbot.waitExposed(dialog).__enter__()
    return dialog


def shown(dialog: DrawerDialog) -> list[str]:
    return [fact.value() for fact in dialog._facts]  # noqa: SLF001 - what is painted


def save(qtbot: QtBot, dialog: DrawerDialog) -> None:
    button = dialog.findChild(QWidget, "drawer_save")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_notes_add_up_and_the_difference_is_said(window: MainWindow, till: Till, qtbot: QtBot) -> None:
    dialog = opened(window, till, qtbot)
    assert shown(dialog) == ["¥500.00", "¥3,000.00", "¥200.00", "¥3,300.00", "–"]
    for value, number in ((10_000, "32"), (500, "19")):
        qtbot.keyClicks(dialog.pieces[value], number)
    assert dialog.counted.value() == 329_500
    assert shown(dialog)[-1] == "-¥5.00"
    dialog.taken_out.set_value(400_000)
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert not till.saved
    dialog.taken_out.set_value(300_000)
    save(qtbot, dialog)
    assert [(one.counted, one.taken_out, one.day) for one in till.saved] == [(329_500, 300_000, DAY)]


def test_who_has_cash_hands_all_of_it_in(window: MainWindow, till: Till, qtbot: QtBot) -> None:
    dialog = opened(window, till, qtbot)
    button = dialog.findChild(QAbstractButton, "drawer_hand_in_3")
    assert button is not None
    button.click()
    assert shown(dialog)[3] == "¥3,561.00"
    assert not dialog.held.isVisible()


def test_a_counted_day_is_counted_again(window: MainWindow, till: Till, qtbot: QtBot) -> None:
    row = CashCloseRow(4, 2, DAY, 50_000, 330_000, 329_500, 0, None, "", "少 5 元")
    till.state = CashDay(DAY, drawer(50_000, (300_000, -20_000, 5_000)), till.state.since, (), row)
    dialog = opened(window, till, qtbot)
    assert "¥50.00" in dialog.message.text()
    assert shown(dialog)[-1] == "-¥55.00"
    save(qtbot, dialog)
    assert till.edited == [(4, 2)]


def test_nothing_counted_is_not_nothing(window: MainWindow, till: Till, qtbot: QtBot) -> None:
    dialog = opened(window, till, qtbot)
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert not till.saved
    with pytest.raises(TakenOutWrong):
        CashCloseDraft(DAY, 0, 1).checked()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_fits_the_smallest_window(qapp: QApplication, window: MainWindow, till: Till, qtbot: QtBot, language: str) -> None:
    apply_theme(qapp, "dark", language=language)
    window.resize(911, 440)
    dialog = opened(window, till, qtbot, language)
    assert dialog.width() <= 895
    assert dialog.height() <= 424
    assert clipped(dialog) == []
    assert nameless(dialog) == []
