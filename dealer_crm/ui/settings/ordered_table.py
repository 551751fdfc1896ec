"""A list of the shop's own making in the settings: added to, changed, moved up and down, set out of use and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, Column, EmptyState, FlowRow, InlineMessage, PagedModel, TableView

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Ordered(Protocol):
    """One line: its code, and whether it is out of use."""

    @property
    def code(self) -> str:
        """What the writes take."""

    @property
    def retired(self) -> bool:
        """Out of use."""


@dataclass(frozen=True)
class _Line:
    id: int
    one: Any


@dataclass(frozen=True)
class OrderedDoors:
    """What is listed, and the writes by code; each write raises DomainError when refused."""

    rows: Callable[[], Sequence[Ordered]]
    move: Callable[[str, int], object]
    retire: Callable[[str, bool], object]


@dataclass(frozen=True)
class OrderedWords:
    """The name of the widgets, what the table is called, what adds a line."""

    name: str
    label: str
    add: str


class OrderedTable(QWidget):
    """Asks its owner to add and to edit; `columns` get the line's own object."""

    add_requested = Signal()
    edit_requested = Signal(str)

    def __init__(self, t: Translator, columns: Sequence[Column], doors: OrderedDoors, words: OrderedWords) -> None:
        super().__init__()
        name = words.name
        self._t, self._doors = t, doors
        self._lines: dict[int, _Line] = {}
        self.message = InlineMessage(t, name=f"{name}_message")
        self.model = PagedModel([_over_lines(column) for column in columns], self._ids, self._rows, self)
        self.table = TableView(t, self.model, name=f"{name}_list", label=words.label)
        self.table.set_empty(EmptyState(t("Nothing here."), icon="list", name=f"{name}_empty"))
        self.table.setMinimumHeight(180)
        self.add_button = Button(words.add, icon="plus", name=f"{name}_add")
        self.edit_button = Button(t("Edit"), icon="pencil", key="Enter", name=f"{name}_edit")
        self.up_button = Button(t("Up"), icon="arrow-up", key="Alt+↑", name=f"{name}_up")
        self.down_button = Button(t("Down"), icon="arrow-down", key="Alt+↓", name=f"{name}_down")
        self.turn_button = Button(t("No longer used"), key="Del", name=f"{name}_turn")
        self.row = FlowRow(f"{name}_buttons")
        for button in (self.add_button, self.edit_button, self.up_button, self.down_button, self.turn_button):
            self.row.add(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.message)
        box.addWidget(self.row)
        box.addWidget(self.table, 1)
        self._listen()

    def _listen(self) -> None:
        self.add_button.clicked.connect(self.add_requested)
        self.edit_button.clicked.connect(self.edit)
        self.up_button.clicked.connect(lambda: self.move_current(-1))
        self.down_button.clicked.connect(lambda: self.move_current(1))
        self.turn_button.clicked.connect(self.turn)
        self.table.opened.connect(lambda _id: self.edit())
        self.table.removed.connect(lambda _ids: self.turn())
        self.table.current_changed.connect(lambda _id: self._dress())
        self.table.installEventFilter(self)

    def _ids(self) -> Sequence[int]:
        self._lines = {number: _Line(number, one) for number, one in enumerate(self._doors.rows(), 1)}
        return list(self._lines)

    def _rows(self, ids: Sequence[int]) -> Sequence[_Line]:
        return [self._lines[one] for one in ids if one in self._lines]

    def reload(self, code: str = "") -> None:
        """Show what is stored; a code chooses its line, else the current one stays."""
        wanted = code or self.current()
        self.model.reload()
        place = next((number for number, line in self._lines.items() if line.one.code == wanted), 1)
        if self._lines:
            self.table.select_id(place)
        self._dress()

    def current(self) -> str:
        """Return the code of the current line, "" where there is none."""
        line = self._lines.get(self.table.current_id())
        return str(line.one.code) if line else ""

    def edit(self) -> None:
        """Ask to change the current line."""
        if code := self.current():
            self.edit_requested.emit(code)

    def move_current(self, step: int) -> None:
        """Move the current line up or down."""
        if code := self.current():
            self.run(lambda: self._doors.move(code, step), code)

    def turn(self) -> None:
        """Set the current line out of use, or take it back."""
        line = self._lines.get(self.table.current_id())
        if line:
            self.run(lambda: self._doors.retire(line.one.code, not line.one.retired), line.one.code)

    def run(self, deed: Callable[[], object], code: str = "") -> None:
        """Do something and show what is stored then, or say why not."""
        self.message.clear()
        try:
            deed()
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.reload(code)

    def _dress(self) -> None:
        line = self._lines.get(self.table.current_id())
        for button in (self.edit_button, self.up_button, self.down_button, self.turn_button):
            button.setEnabled(line is not None)
        back = line is not None and line.one.retired
        self.turn_button.set_label(self._t("Use again") if back else self._t("No longer used"))
        self.turn_button.set_icon("undo-2" if back else "minus")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves the line instead of the choice."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            step = STEPS.get(Qt.Key(event.key()))
            if step:
                self.move_current(step)
                return True
        return super().eventFilter(watched, event)


def _over_lines(column: Column) -> Column:
    """Return the column as it reads a line."""
    text, chip = column.text, column.chip
    return replace(column, sortable=False, text=lambda line: text(line.one), chip=(lambda line: chip(line.one)) if chip else None)
