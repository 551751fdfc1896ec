"""What is typed into a search field leads the list below it: after a pause, at once with Enter, line by line with the arrows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dealer_crm.ui.widgets import PagedModel, SearchField, TableView

TYPING_PAUSE_MS = 140


class Searched(Protocol):
    """A list as its search sees it."""

    model: PagedModel
    table: TableView

    def show_words(self, words: str) -> None:
        """Show only what fits the words."""

    def open_one(self) -> None:
        """Open the current line, else the first one."""

    def step(self, by: int) -> None:
        """Go to the line below or above."""


class ListSearch(QObject):
    """Enter opens the current line, else the first one: a scanner ends with it. `shown` is the list in view."""

    nothing_found = Signal()

    def __init__(self, field: SearchField, shown: Callable[[], Searched]) -> None:
        super().__init__(field)
        self._field, self._shown = field, shown
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.narrow)
        field.typed.connect(lambda _text: self._pause.start())
        field.entered.connect(self.open_found)
        field.escaped.connect(self._on_escaped)
        field.moved.connect(lambda step: shown().step(step))

    def narrow(self) -> None:
        """Show what fits the words now."""
        self._pause.stop()
        self._shown().show_words(self._field.query().strip())

    def clear(self) -> None:
        """Take the words away."""
        self._field.setText("")
        self.narrow()

    def open_found(self) -> None:
        """Open what was found, when it is found."""
        self.narrow()
        self._shown().model.then(self._open)

    def _open(self) -> None:
        if self._shown().model.ids():
            self._shown().open_one()
        elif self._field.query().strip():
            self.nothing_found.emit()

    def _on_escaped(self) -> None:
        if self._field.text():
            self.clear()
        else:
            self._shown().table.setFocus(Qt.FocusReason.OtherFocusReason)
