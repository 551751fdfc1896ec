"""The window: rooms as tabs, history, sheets, undo, news, and everything by keyboard."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator, translator
from dealer_crm.ui.shell import ComingRoom, MainWindow, StatusItem
from dealer_crm.ui.shell.geometry import clamped
from dealer_crm.ui.shell.shortcuts import ROOMS, TABLE, Scope
from dealer_crm.ui.theme import apply_theme
from dealer_crm.ui.widgets import Button, FormGrid, LineEdit, Role, SideSheet
from tests.ui.checks import clipped, focused, foreign_fonts, low_contrast, nameless


class Page(QWidget):
    """The least that a page is."""

    keys_changed = Signal()
    kinds = frozenset({"customer"})

    def __init__(self, title: str = "page") -> None:
        super().__init__()
        self.title = title
        self.field = LineEdit(name=f"field_{title}", placeholder="x")
        QVBoxLayout(self).addWidget(self.field)
        self.reloaded = self.shown = 0
        self.subject = ""
        self.ran: list[str] = []
        self.offered = {"edit": lambda: self.ran.append("edit")}

    def keys(self) -> list[tuple[str, str]]:
        return [("Enter", "open")]

    def commands(self) -> dict[str, object]:
        return dict(self.offered)

    def reload(self) -> None:
        self.reloaded += 1

    def on_shown(self) -> None:
        self.shown += 1
        self.field.setFocus()

    def show_subject(self, subject: str) -> None:
        self.subject = subject


@pytest.fixture
def rooms(window: MainWindow) -> MainWindow:
    """A window with two pages."""
    window.set_page("today", lambda: Page("today"))
    window.set_page("customers", lambda: Page("customers"))
    window.open_rooms()
    return window


def press(qtbot: QtBot, window: MainWindow, keys: str) -> None:
    qtbot.keySequence(QApplication.focusWidget() or window, keys)


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


def test_page_commands_exist_only_while_their_page_is_seen(qtbot: QtBot, rooms: MainWindow) -> None:
    press(qtbot, rooms, "F2")
    assert rooms.page("today").ran == ["edit"]
    rooms.go("settings")
    assert not rooms.commands.action("edit").isEnabled()
    rooms.go("today")
    rooms.page("today").offered.clear()
    rooms.page("today").keys_changed.emit()
    assert not rooms.commands.exists("edit")


def test_bound_commands_have_key_button_and_menu(qtbot: QtBot, rooms: MainWindow) -> None:
    ran: list[str] = []
    button = rooms.top_bar.buttons["caller"]
    assert not button.isVisible()
    rooms.bind("caller", lambda: ran.append("caller"))
    assert button.isVisible()
    press(qtbot, rooms, "F9")
    press(qtbot, rooms, "Ctrl+L")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert ran == ["caller"] * 3
    with pytest.raises(ValueError, match="edit"):
        rooms.bind("edit", lambda: None)


def test_undo_is_named_and_grey_when_there_is_none(qtbot: QtBot, rooms: MainWindow) -> None:
    undone: list[int] = []
    rooms.bind("undo", lambda: undone.append(1))
    rooms.bind("redo", lambda: None)
    rooms.set_undo(None)
    assert not rooms.top_bar.buttons["undo"].isEnabled()
    rooms.set_undo("Undo: delete customer <b>", "Redo: edit")
    assert rooms.commands.action("undo").text() == "Undo: delete customer <b>"
    assert "<b>" not in rooms.top_bar.buttons["undo"].toolTip()
    press(qtbot, rooms, "Ctrl+Z")
    rooms.show_undo_bar("deleted")
    qtbot.mouseClick(rooms.undo_bar.button, Qt.MouseButton.LeftButton)
    assert undone == [1, 1]
    rooms.dismiss_undo_bar()
    assert rooms.undo_bar.isHidden()


def sheet(t: Translator) -> SideSheet:
    made = SideSheet(t, "Log follow-up", name="log_sheet")
    made.command = "log_followup"
    made.form = FormGrid(t)
    made.form.add("words", "Words", LineEdit(name="words"))
    made.box.addWidget(made.form)
    made.add_button("Save", role=Role.PRIMARY, key="Ctrl+Enter", name="save")
    return made


def test_sheet_takes_the_fill_and_gives_it_back(qtbot: QtBot, rooms: MainWindow, t: Translator) -> None:
    rooms.bind("log_followup", lambda: None)
    log = rooms.top_bar.buttons["log_followup"]
    assert log.role == Role.PRIMARY
    first = sheet(t)
    assert rooms.show_sheet(first)
    assert focused().objectName() == "words"
    assert log.role.name == "PLAIN"
    first.can_close = lambda: False
    assert not rooms.show_sheet(sheet(t))
    first.can_close = None
    with qtbot.waitSignal(first.destroyed):
        press(qtbot, rooms, "Esc")
    assert rooms.sheet() is None
    assert log.role is Role.PRIMARY
    assert focused().objectName() == "field_today"


def test_page_with_its_own_finish_leaves_the_top_bar_plain(rooms: MainWindow) -> None:
    rooms.bind("log_followup", lambda: None)
    rooms.page("today").has_primary = True
    rooms.refresh_page()
    assert rooms.top_bar.buttons["log_followup"].role is Role.PLAIN


def test_f6_walks_the_panes(qtbot: QtBot, rooms: MainWindow, t: Translator) -> None:
    rooms.show_sheet(sheet(t))
    rooms.page("today").field.setFocus()
    seen = []
    for _ in range(4):
        press(qtbot, rooms, "F6")
        seen.append(focused().objectName())
    assert seen == ["log_sheet_close", "search_field", "room_tabs", "field_today"]
    press(qtbot, rooms, "Shift+F6")
    assert focused().objectName() == "room_tabs"


def test_narrow_window_shows_icons_only(rooms: MainWindow) -> None:
    wide = rooms.tabs.width()
    rooms.resize(1007, 540)
    assert rooms.tabs.width() == 48 < wide
    assert rooms.is_narrow()
    assert rooms.top_bar.search.placeholderText() == "Search"
    rooms.resize(1008, 540)
    assert not rooms.is_narrow()


def test_window_never_needs_more_than_the_smallest_screen(rooms: MainWindow) -> None:
    hint = rooms.minimumSizeHint()
    assert hint.width() <= 911
    assert hint.height() <= 440


def test_status_bar_says_how_things_stand(qtbot: QtBot, rooms: MainWindow) -> None:
    opened: list[int] = []
    backup = StatusItem("backup", "Backup 09:00 OK", "circle-check", run=lambda: opened.append(1))
    rooms.set_status([backup, StatusItem("count", "1,248 customers")])
    rooms.set_staff([(1, "Wang"), (2, "Li")], 1, opened.append)
    item = rooms.findChild(QWidget, "status_backup")
    assert item is not None
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert opened == [1]
    staff = rooms.findChild(QWidget, "status_staff")
    assert staff is not None
    assert "Wang" in staff.accessibleName()
    assert rooms.status.keys.words() == "Enter open"


def test_title_names_room_shop_and_what_is_due(rooms: MainWindow) -> None:
    rooms.set_shop("Nuanju")
    rooms.set_badge("today", 3)
    assert rooms.windowTitle() == "(3) Today - Nuanju - Dealer CRM"


def test_banner_leaves_the_sample_shop(qtbot: QtBot, rooms: MainWindow) -> None:
    left: list[int] = []
    rooms.bind("demo_leave", lambda: left.append(1))
    rooms.set_demo(True)
    button = rooms.findChild(Button, "demo_leave_button")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert left == [1]


def test_window_asks_before_it_closes(qtbot: QtBot, rooms: MainWindow) -> None:
    rooms.may_close = lambda: False
    assert not rooms.close()
    rooms.may_close = None
    with qtbot.waitSignal(rooms.closing):
        assert rooms.close()


def test_first_paint_is_told_once(qtbot: QtBot, t: Translator) -> None:
    window = MainWindow(t)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.shown_first):
        window.show()
    with qtbot.assertNotEmitted(window.shown_first, wait=20):
        window.repaint()


def test_window_comes_back_onto_a_screen_that_exists(qtbot: QtBot, t: Translator, tmp_path: Path) -> None:
    screen = QRect(0, 0, 1366, 720)
    assert clamped(QRect(3000, 100, 1000, 600), [screen]) == QRect(366, 100, 1000, 600)
    assert clamped(QRect(-500, -50, 2000, 900), [screen]) == screen
    assert clamped(QRect(1, 2, 3, 4), []) == QRect(1, 2, 3, 4)
    settings = QSettings(f"{tmp_path}/window.ini", QSettings.Format.IniFormat)
    first = MainWindow(t, settings=settings)
    qtbot.addWidget(first)
    first.show()
    first.setGeometry(20, 20, 911, 500)
    first.close()
    second = MainWindow(t, settings=settings)
    qtbot.addWidget(second)
    assert second.size() == first.size()
    assert QApplication.primaryScreen().availableGeometry().contains(second.geometry().topLeft() + QPoint(1, 1))


@pytest.mark.parametrize("size", [(1366, 690), (1093, 540), (911, 440)], ids=str)
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_nameless_or_faint(qtbot: QtBot, qapp: QApplication, size: tuple[int, int], mode: str, language: str) -> None:
    apply_theme(qapp, "dark" if mode == "dark" else "light", language=language)
    window = MainWindow(translator(language))
    qtbot.addWidget(window)
    for entry in TABLE:
        if entry.scope is Scope.WINDOW:
            window.bind(entry.name, lambda: None)
    window.set_demo(True)
    window.show_undo_bar("…")
    window.set_undo("…")
    window.set_status([StatusItem("saved", "10:12", "circle-check", run=lambda: None)])
    window.resize(*size)
    window.show()
    window.open_rooms()
    for room in ("today", "deliveries", "settings"):
        window.go(room)
        QApplication.processEvents()
        assert clipped(window) == []
        assert nameless(window) == []
        assert low_contrast(window) == []
        assert foreign_fonts(window) == []


def test_large_text_still_fits(qtbot: QtBot, qapp: QApplication, t: Translator) -> None:
    apply_theme(qapp, "light", percent=150, language="en")
    window = MainWindow(t)
    qtbot.addWidget(window)
    for name in ("caller", "new_customer", "log_followup", "paste_customer", "undo"):
        window.bind(name, lambda: None)
    window.resize(911, 440)
    window.show()
    window.open_rooms()
    QApplication.processEvents()
    assert clipped(window.top_bar) == []
    right = max(button.geometry().right() for button in window.top_bar.buttons.values())
    assert right <= window.top_bar.width()
    apply_theme(qapp, "light", language="en")


def test_shell_is_painted_without_store_and_documents() -> None:
    script = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from dealer_crm.i18n import translator
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.theme import apply_theme
apply_theme(app, "light")
window = MainWindow(translator("en"))
window.shown_first.connect(app.quit)
window.show()
app.exec()
heavy = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "rustpy_xlsxwriter", "python_calamine", "vobject", "pypdfium2",
         "dealer_crm.services", "dealer_crm.storage", "dealer_crm.documents", "dealer_crm.words", "dealer_crm.ui.widgets.table")
print([name for name in heavy if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
