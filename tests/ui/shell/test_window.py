"""What one works with in the window: commands, undo, sheets and panes, all by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import FormGrid, LineEdit, Role, SideSheet
from tests.ui.checks import focused
from tests.ui.shell.rig import press


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


@pytest.mark.parametrize(("height", "stays"), [(690, True), (440, False)])
def test_in_a_low_window_undo_takes_the_line_of_the_status_bar(qtbot: QtBot, rooms: MainWindow, height: int, stays: bool) -> None:
    rooms.resize(911, height)
    page = rooms.pages.height()
    rooms.show_undo_bar("deleted")
    qtbot.waitUntil(lambda: rooms.undo_bar.height() > 0 and rooms.pages.height() < page)
    assert rooms.status.isVisible() is stays
    assert (rooms.undo_bar.y() > rooms.pages.geometry().bottom() + rooms.status.height()) is not stays
    rooms.dismiss_undo_bar()
    qtbot.waitUntil(lambda: rooms.pages.height() == page)
    assert rooms.status.isVisible()


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
    assert seen == ["words", "search_field", "room_tabs", "field_today"]
    press(qtbot, rooms, "Shift+F6")
    assert focused().objectName() == "room_tabs"
