"""Ctrl+K finds records and commands, also while pinyin is composed, and is no popup."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from dealer_crm.ui.shell import Hit, MainWindow


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def found(window: MainWindow, opened: list[str]) -> MainWindow:
    """A window that knows two customers."""

    def search(text: str) -> list[Hit]:
        known = {"wf": "Wang Fang", "ww": "Wang Wei"}
        fitting = [name for initials, name in known.items() if initials.startswith(text) or text in name.lower()]
        return [Hit(name, "138 0137 0911", "initials", "user", partial(opened.append, name)) for name in fitting]

    window.set_search(search)
    window.bind("new_customer", lambda: opened.append("new"))
    window.open_rooms()
    return window


def rows(window: MainWindow) -> list[str]:
    return [hit.text for hit in window.finder.rows.hits]


def test_ctrl_k_offers_commands_that_do_no_harm(qtbot: QtBot, found: MainWindow) -> None:
    qtbot.keySequence(found, "Ctrl+K")
    assert found.top_bar.search.hasFocus()
    assert found.finder.rows.isVisible()
    assert rows(found)[0] == "New customer"
    assert "Quit" not in rows(found)


def test_finds_while_typing_and_opens_with_enter(qtbot: QtBot, found: MainWindow, opened: list[str]) -> None:
    qtbot.keySequence(found, "Ctrl+K")
    qtbot.keyClicks(found.top_bar.search, "w")
    qtbot.keyClick(found.top_bar.search, Qt.Key.Key_Return)
    assert opened == ["Wang Fang"]
    assert found.finder.rows.isHidden()
    assert found.top_bar.search.text() == ""


def test_arrows_choose_another(qtbot: QtBot, found: MainWindow, opened: list[str]) -> None:
    qtbot.keySequence(found, "Ctrl+K")
    qtbot.keyClicks(found.top_bar.search, "wang")
    qtbot.waitUntil(lambda: "Wang Wei" in rows(found))
    qtbot.keyClick(found.top_bar.search, Qt.Key.Key_Down)
    assert "Wang Wei" in found.finder.rows.accessibleName()
    qtbot.keyClick(found.top_bar.search, Qt.Key.Key_Return)
    assert opened == ["Wang Wei"]


def test_filters_while_pinyin_is_composed(qtbot: QtBot, found: MainWindow, opened: list[str]) -> None:
    qtbot.keySequence(found, "Ctrl+K")
    QApplication.sendEvent(found.top_bar.search, QInputMethodEvent("ww", []))
    qtbot.waitUntil(lambda: "Wang Wei" in rows(found))
    qtbot.keyClick(found.top_bar.search, Qt.Key.Key_Return)
    assert opened == []


def test_commands_are_found_by_their_words(qtbot: QtBot, found: MainWindow) -> None:
    qtbot.keySequence(found, "Ctrl+K")
    qtbot.keyClicks(found.top_bar.search, "report")
    qtbot.keyClick(found.top_bar.search, Qt.Key.Key_Return)
    assert found.pages.key() == "reports"


def test_what_begins_with_the_words_stands_first_and_deleting_last(qtbot: QtBot, found: MainWindow) -> None:
    found.bind("recycle_bin", lambda: None)
    found.commands.set_page({"delete": lambda: None})
    qtbot.keySequence(found, "Ctrl+K")
    qtbot.keyClicks(found.top_bar.search, "rec")
    qtbot.waitUntil(lambda: len(rows(found)) == 2)
    assert rows(found) == ["Recycle bin", "Move to the recycle bin"]


def test_esc_gives_the_focus_back(qtbot: QtBot, found: MainWindow) -> None:
    found.tabs.setFocus()
    qtbot.keySequence(found.tabs, "Ctrl+K")
    qtbot.keyClicks(found.top_bar.search, "wang")
    qtbot.keyClick(found.top_bar.search, Qt.Key.Key_Escape)
    assert found.tabs.hasFocus()
    assert found.finder.rows.isHidden()


def test_leaves_when_what_had_the_focus_is_gone(qtbot: QtBot, found: MainWindow) -> None:
    before = QLineEdit(found)
    before.show()
    before.setFocus()
    qtbot.keySequence(found, "Ctrl+K")
    delete(before)
    qtbot.keyClick(found.top_bar.search, Qt.Key.Key_Escape)
    assert not found.finder.rows.isVisible()


def test_mouse_opens_a_row(qtbot: QtBot, found: MainWindow, opened: list[str]) -> None:
    qtbot.keySequence(found, "Ctrl+K")
    where = QPoint(40, 10)
    qtbot.mouseMove(found.finder.rows, where)
    qtbot.mouseClick(found.finder.rows, Qt.MouseButton.LeftButton, pos=where)
    assert opened == ["new"]


def test_nothing_found_is_said(qtbot: QtBot, found: MainWindow) -> None:
    qtbot.keySequence(found, "Ctrl+K")
    qtbot.keyClicks(found.top_bar.search, "zzzz")
    qtbot.waitUntil(lambda: rows(found) == [])
    assert found.finder.rows.accessibleName() == "Nothing found. F3 makes a new file."


def test_no_text_input_lives_in_a_popup(found: MainWindow) -> None:
    for widget in QApplication.allWidgets():
        if widget.windowType() == Qt.WindowType.Popup:
            assert widget.findChildren(QLineEdit) == []
    assert not found.finder.rows.isWindow()
    assert isinstance(found.finder.rows.parent(), QWidget)
