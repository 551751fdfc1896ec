"""Where the focus is when one comes back to a room, and when a sheet opens."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import FormGrid, LineEdit, SideSheet
from tests.ui.finding import find
from tests.ui.shell.rig import press


class Room(QWidget):
    """A page that leaves its focus where it was."""

    title = "room"

    def __init__(self) -> None:
        super().__init__()
        self.fields = [LineEdit(name=name) for name in ("first", "second")]
        box = QVBoxLayout(self)
        for field in self.fields:
            box.addWidget(field)

    def on_shown(self) -> None:
        """Choose no place."""

    def reload(self) -> None:
        """Have nothing to show."""


def test_who_comes_back_is_where_he_was(window: MainWindow) -> None:
    for key in ("today", "customers"):
        window.set_page(key, Room)
    window.open_rooms()
    window.go("customers")
    first, second = window.page("customers").fields
    assert first.hasFocus()
    second.setFocus()
    window.go("today")
    window.go("customers")
    assert second.hasFocus()


class Bare(QWidget):
    """A page in which nothing takes the focus."""

    title = "bare"

    def on_shown(self) -> None:
        """Choose no place."""

    def reload(self) -> None:
        """Have nothing to show."""


def test_a_page_without_a_stop_takes_no_menus_with_it(window: MainWindow) -> None:
    window.set_page("today", Bare)
    window.open_rooms()
    window.set_page("today", Room)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert all(isValid(menu) for menu in window.findChildren(QMenu))
    window.commands.changed.emit()


def test_the_menus_outlive_whoever_was_asked_for_the_next_stop(window: MainWindow) -> None:
    asked = QPushButton(window.pages)
    stop = asked.nextInFocusChain()
    while stop is not None and stop is not asked:
        stop = stop.nextInFocusChain()
    stop = window
    delete(asked)
    window.commands.changed.emit()


def test_sheet_that_names_where_typing_starts_begins_there(window: MainWindow, t: Translator) -> None:
    sheet = SideSheet(t, "Repair call", name="sheet")
    sheet.form = FormGrid(t)
    sheet.form.add("machine", "Machine", LineEdit(name="machine"))
    words = sheet.form.add("words", "Words", LineEdit(name="words"))
    sheet.box.addWidget(sheet.form)
    sheet.setFocusProxy(words)
    window.show_sheet(sheet)
    assert words.hasFocus()


def test_the_key_of_the_room_in_view_leads_into_its_page(window: MainWindow) -> None:
    window.set_page("today", Room)
    window.open_rooms()
    second = window.page("today").fields[1]
    second.setFocus()
    window.tabs.setFocus()
    window.go("today")
    assert second.hasFocus()


def test_a_letter_of_the_page_is_the_pages_while_a_room_or_a_button_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    heard: list[str] = []

    class Lettered(QWidget):
        title = "lettered"

        def __init__(self) -> None:
            super().__init__()
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        def on_shown(self) -> None:
            self.setFocus()

        def reload(self) -> None:
            """Have nothing to show."""

        def keyPressEvent(self, event: QKeyEvent) -> None:
            heard.append(event.text())
            event.ignore()

    window.set_page("today", Lettered)
    window.open_rooms()
    window.bind("caller", lambda: None)
    window.refresh_page()
    for outside in (window.tabs, find(window, QPushButton, "button_caller")):
        outside.setFocus()
        qtbot.keyClick(outside, Qt.Key.Key_P)
    assert heard == ["p", "p"]
    assert window.page("today").hasFocus()


def test_what_vanishes_under_the_focus_never_leaves_it_to_undo(window: MainWindow) -> None:
    window.set_page("today", Room)
    window.open_rooms()
    _, second = window.page("today").fields
    second.setFocus()
    window.show_undo_bar("Delivery handed over")
    second.hide()
    assert not window.undo_bar.button.hasFocus()


def test_f6_comes_to_undo_in_its_bar(window: MainWindow, qtbot: QtBot) -> None:
    window.set_page("today", Room)
    window.open_rooms()
    window.show_undo_bar("Delivery handed over")
    window.page("today").fields[1].setFocus()
    press(qtbot, window, "F6")
    assert window.undo_bar.button.hasFocus()
    press(qtbot, window, "Shift+F6")
    assert window.page("today").fields[1].hasFocus()
