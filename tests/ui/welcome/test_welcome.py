"""The first start: three fields that can wait, three ways to begin, nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator, translator
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.today.page import TodayPage
from dealer_crm.ui.welcome.panel import WelcomeDoors, WelcomePanel
from tests.ui.checks import clipped, low_contrast, nameless
from tests.ui.today.morning import Morning

LEFT = Qt.MouseButton.LeftButton


class FirstDay:
    """Remembers what was saved, in order."""

    def __init__(self, folder: Path | None = None) -> None:
        self.saved: list[tuple[str, object]] = []
        self.folder = folder

    def doors(self) -> WelcomeDoors:
        """Return what the panel does."""
        return WelcomeDoors(
            shop_name=lambda name: self.saved.append(("shop", name)),
            operator=lambda name: self.saved.append(("operator", name)),
            backup_folder=lambda folder: self.saved.append(("folder", folder)),
            choose_folder=lambda: self.folder,
            default_folder=Path("/backup"),
        )


@pytest.fixture
def day(tmp_path: Path) -> FirstDay:
    return FirstDay(tmp_path)


@pytest.fixture
def panel(window: MainWindow, t: Translator, day: FirstDay) -> WelcomePanel:
    """Show the panel as the content of today."""
    morning = Morning()
    shown = WelcomePanel(t, day.doors())
    window.set_page("today", lambda: TodayPage(t, morning.reads(), morning.writes(), welcome=lambda: shown))
    window.go("today")
    return shown


def test_first_customer_is_one_click_away(panel: WelcomePanel, day: FirstDay, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.customer_requested):
        QTest.mouseClick(panel.cards[1].button, LEFT)
    assert day.saved == []


def test_typing_begins_in_the_first_field_and_enter_moves_on(panel: WelcomePanel, day: FirstDay, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    assert window.focusWidget() is panel.shop
    QTest.keyClicks(panel.shop, "Heng Nuan")
    QTest.keyClick(panel.shop, Qt.Key.Key_Return)
    assert window.focusWidget() is panel.operator
    assert day.saved == [("shop", "Heng Nuan")]
    QTest.keyClicks(panel.operator, "Wang")
    QTest.keyClick(panel.operator, Qt.Key.Key_Return)
    QTest.keyClick(panel.folder.edit, Qt.Key.Key_Return)
    assert window.focusWidget() is panel.cards[0].button
    assert day.saved == [("shop", "Heng Nuan"), ("operator", "Wang")]


def test_chosen_folder_is_saved_at_once(panel: WelcomePanel, day: FirstDay, tmp_path: Path) -> None:
    QTest.mouseClick(panel.folder.button, LEFT)
    assert day.saved == [("folder", tmp_path)]


def test_what_was_typed_is_kept_when_a_card_is_clicked(panel: WelcomePanel, day: FirstDay, qtbot: QtBot) -> None:
    QTest.keyClicks(panel.shop, "Heng Nuan")
    with qtbot.waitSignal(panel.demo_requested):
        QTest.mouseClick(panel.cards[2].button, LEFT)
    assert day.saved == [("shop", "Heng Nuan")]


def test_known_values_are_not_saved_again(panel: WelcomePanel, day: FirstDay, qtbot: QtBot) -> None:
    panel.show_values("Heng Nuan", "Wang", "")
    with qtbot.waitSignal(panel.finished):
        QTest.mouseClick(panel.later, LEFT)
    assert day.saved == []


def test_the_list_comes_when_the_first_run_is_over(window: MainWindow, t: Translator, day: FirstDay) -> None:
    showing: list[WelcomePanel | None] = [WelcomePanel(t, day.doors())]
    morning = Morning()
    page = TodayPage(t, morning.reads(), morning.writes(), welcome=lambda: showing[0])
    window.set_page("today", lambda: page)
    window.go("today")
    panel = showing[0]
    assert panel is not None
    assert panel.isVisible()
    assert page.has_primary
    QTest.keyClicks(panel.shop, "Heng Nuan")
    showing[0] = None
    page.reload()
    assert not panel.isVisible()
    assert page.board.isVisible()
    assert day.saved == [("shop", "Heng Nuan")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(1366, 690), (911, 440)])
def test_nothing_is_cut_faint_or_nameless(window: MainWindow, day: FirstDay, language: str, size: tuple[int, int]) -> None:
    t = translator(language)
    shown = WelcomePanel(t, day.doors())
    page: QWidget = TodayPage(t, Morning().reads(), Morning().writes(), welcome=lambda: shown)
    window.resize(*size)
    window.set_page("today", lambda: page)
    window.go("today")
    assert clipped(shown) == []
    assert nameless(shown) == []
    assert low_contrast(shown) == []
