"""The least page, and keys, for tests of the window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import LineEdit


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


def press(qtbot: QtBot, window: MainWindow, keys: str) -> None:
    qtbot.keySequence(QApplication.focusWidget() or window, keys)
