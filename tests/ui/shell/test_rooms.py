"""Rooms are tabs; pages are built when seen, hear news and keep where one was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import translator
from dealer_crm.ui.shell import ComingRoom, MainWindow
from dealer_crm.ui.shell.shortcuts import ROOMS
from dealer_crm.ui.widgets import Button
from tests.ui.shell.rig import Page, press


def test_rooms_announce_themselves_as_tabs(rooms: MainWindow) -> None:
    bar = QAccessible.queryAccessibleInterface(rooms.tabs)
    assert bar.role() == QAccessible.Role.PageTabList
    tabs = [bar.child(i) for i in range(bar.childCount())]
    named = [(tab.role(), tab.text(QAccessible.Text.Name)) for tab in tabs if tab.role() == QAccessible.Role.PageTab]
    assert [name for _role, name in named] == [
        "Today", "Customer files", "Follow-up calendar", "Delivery checklists", "Warranty & care", "Complaints", "Reports", "Settings",
    ]  # fmt: skip
    rooms.set_badge("today", 3)
    assert bar.child(0).text(QAccessible.Text.Name) == "Today"


@pytest.mark.parametrize(("number", "room"), list(enumerate(ROOMS, 1)))
def test_ctrl_and_a_digit_opens_a_room(qtbot: QtBot, rooms: MainWindow, number: int, room: str) -> None:
    press(qtbot, rooms, f"Ctrl+{number}")
    assert rooms.tabs.room() == room
    assert rooms.pages.key() == room


def test_click_opens_a_room(qtbot: QtBot, rooms: MainWindow) -> None:
    handle = rooms.findChild(QWidget, "tab_customers")
    assert handle is not None
    qtbot.mouseClick(handle, Qt.MouseButton.LeftButton)
    assert rooms.pages.key() == "customers"


def test_arrows_walk_the_rooms(qtbot: QtBot, rooms: MainWindow) -> None:
    rooms.tabs.setFocus()
    qtbot.keyClick(rooms.tabs, Qt.Key.Key_Down)
    assert rooms.pages.key() == "customers"


def test_rooms_that_are_not_built_say_what_they_will_hold(rooms: MainWindow) -> None:
    for room in ROOMS[2:]:
        rooms.go(room)
        page = rooms.page(room)
        assert isinstance(page, ComingRoom)
        assert page.keys() == []
        assert rooms.findChildren(Button, f"coming_{room}") == []


def test_pages_are_built_when_first_shown(rooms: MainWindow) -> None:
    assert rooms.page("customers") is None
    rooms.go("customers", "17")
    page = rooms.page("customers")
    assert (page.reloaded, page.shown, page.subject) == (1, 1, "17")
    rooms.go("today")
    rooms.go("customers")
    assert (page.reloaded, page.shown) == (1, 2)


def test_news_reload_what_is_seen_and_mark_the_rest(rooms: MainWindow) -> None:
    rooms.go("customers")
    rooms.go("today")
    today, customers = rooms.page("today"), rooms.page("customers")
    before = (today.reloaded, customers.reloaded)
    rooms.on_news(frozenset({"staff"}))
    assert (today.reloaded, customers.reloaded) == before
    rooms.on_news(frozenset({"customer", "phone"}))
    assert (today.reloaded, customers.reloaded) == (before[0] + 1, before[1])
    assert rooms.pages.is_stale("customers")
    rooms.go("customers")
    assert customers.reloaded == before[1] + 1


def test_back_and_forward_walk_rooms_and_records(qtbot: QtBot, rooms: MainWindow) -> None:
    rooms.go("customers", "1")
    rooms.visited("2")
    rooms.go("settings")
    press(qtbot, rooms, "Alt+Left")
    assert (rooms.pages.key(), rooms.page("customers").subject) == ("customers", "2")
    rooms.back()
    assert rooms.page("customers").subject == "1"
    rooms.back()
    rooms.back()
    assert rooms.pages.key() == "today"
    press(qtbot, rooms, "Alt+Right")
    assert rooms.pages.key() == "customers"


def test_rebuilt_window_stands_where_the_old_one_stood(qtbot: QtBot, rooms: MainWindow) -> None:
    rooms.go("customers", "5")
    again = MainWindow(translator("zh"), start=rooms.state(), runner=rooms.runner)
    qtbot.addWidget(again)
    again.set_page("customers", lambda: Page("customers"))
    again.open_rooms()
    assert again.page("customers").subject == "5"
    assert again.tabs.tabText(1) == "客户档案"
    again.back()
    assert again.pages.key() == "today"
    rooms.retire()
