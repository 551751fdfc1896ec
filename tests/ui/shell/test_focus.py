"""Where the focus is when one comes back to a room, and when a sheet opens."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import FormGrid, LineEdit, SideSheet


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


def test_sheet_that_names_where_typing_starts_begins_there(window: MainWindow, t: Translator) -> None:
    sheet = SideSheet(t, "Repair call", name="sheet")
    sheet.form = FormGrid(t)
    sheet.form.add("machine", "Machine", LineEdit(name="machine"))
    words = sheet.form.add("words", "Words", LineEdit(name="words"))
    sheet.box.addWidget(sheet.form)
    sheet.setFocusProxy(words)
    window.show_sheet(sheet)
    assert words.hasFocus()
