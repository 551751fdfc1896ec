"""No key means two things, no menu has two doors with the same letter."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from dealer_crm.i18n import translator
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.shell.shortcuts import MENUS, ROOM_NAMES, ROOMS, TABLE, Scope, command, keys_of, room_name, shown

RESERVED = {"Alt+A", "Ctrl+Alt+A", "Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+Shift+F", "Ctrl+E", "Ctrl+U"}


def doubled(keys: list[str]) -> list[str]:
    return [key for key, count in Counter(QKeySequence(key).toString() for key in keys).items() if count > 1]


def test_no_key_has_two_commands_where_both_are_heard() -> None:
    everywhere = [key for entry in TABLE if entry.scope in (Scope.WINDOW, Scope.PAGE) for key in entry.keys]
    assert doubled(everywhere) == []
    for scope in (Scope.FORM, Scope.LIST, Scope.DATE):
        assert doubled(everywhere + [key for entry in TABLE if entry.scope is scope for key in entry.keys]) == []


def test_doubled_key_is_noticed() -> None:
    assert doubled(["F4", "Ctrl+G", "f4"]) == ["F4"]


def test_every_key_is_one_that_qt_knows_and_nobody_else_owns() -> None:
    for entry in TABLE:
        for key in entry.keys:
            assert not QKeySequence(key).isEmpty(), key
            assert key not in RESERVED


def test_names_are_unique() -> None:
    assert [name for name, count in Counter(entry.name for entry in TABLE).items() if count > 1] == []


def test_keys_of_the_rooms() -> None:
    assert [keys_of(f"go_{room}") for room in ROOMS] == [(f"Ctrl+{n}",) for n in range(1, len(ROOMS) + 1)]
    assert shown("log_followup") == "F4"
    assert shown("delete") == ""
    assert shown("save_close") == "Ctrl+Enter"
    with pytest.raises(KeyError):
        command("nothing")


def test_every_function_key_has_a_twin_or_a_menu_entry() -> None:
    function_keys = [entry for entry in TABLE if entry.keys and entry.keys[0].startswith("F") and entry.scope is not Scope.FORM]
    lonely = [entry.name for entry in function_keys if len(entry.keys) == 1 and not entry.menu]
    assert lonely == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_menus_have_different_letters(language: str) -> None:
    t = translator(language)
    letters = [t(title).partition("&")[2][:1].upper() for _key, title in MENUS]
    assert "" not in letters
    assert doubled(letters) == []


def test_rooms_are_named_as_agreed() -> None:
    zh, en = translator("zh"), translator("en")
    assert [room_name(room, zh) for room in ROOMS] == ["今日", "客户档案", "跟进日历", "交付清单", "保修保养", "投诉记录", "报表", "设置"]
    assert [room_name(room, en) for room in ROOMS] == list(ROOM_NAMES.values())


def test_menu_shows_only_what_exists(window: MainWindow) -> None:
    titles = {menu.objectName(): menu for menu in window.menuBar().findChildren(QMenu)}
    assert not titles["menu_delivery"].menuAction().isVisible()
    assert not titles["menu_customers"].menuAction().isVisible()
    window.bind("new_customer", lambda: None)
    assert titles["menu_customers"].menuAction().isVisible()
    shown_names = [action.objectName() for action in titles["menu_customers"].actions() if action.isVisible() and not action.isSeparator()]
    assert shown_names == ["action_new_customer"]


def test_every_pair_of_visible_actions_has_different_keys(window: MainWindow) -> None:
    for entry in TABLE:
        if entry.scope is Scope.WINDOW:
            window.bind(entry.name, lambda: None)
    keys = [key.toString() for action in window.actions() for key in action.shortcuts()]
    assert [one for one, other in product(keys, keys) if one is not other and one == other] == []
