"""The month as a list: the same items in the same order, for screen readers and for long days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.agenda import AgendaItem, AgendaKey, AgendaRow, Place
from dealer_crm.i18n import Translator
from dealer_crm.ui.calendar.painting import CLASH
from dealer_crm.ui.calendar.words import line_words
from dealer_crm.ui.desk.phrases import day_words
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.today.items import DueLine, Numbered, clock, icon_of, status
from dealer_crm.ui.today.lines import called, kind_digits
from dealer_crm.ui.widgets import Chip, Column, EmptyState, PagedModel, TableView
from dealer_crm.words.agenda import kind_words, matter

_K = Qt.Key
LETTERS = (_K.Key_N, _K.Key_T, _K.Key_M, _K.Key_W, _K.Key_D, _K.Key_A)
STEPS = {_K.Key_Left: -1, _K.Key_Right: 1, _K.Key_Up: -7, _K.Key_Down: 7}


class AgendaList(QWidget):
    """Keys as in the month. Signals carry AgendaRows, several where several are chosen."""

    opened = Signal(object)
    completed = Signal(object)
    postpone_requested = Signal(object)
    plan_requested = Signal()
    moved = Signal(object, object)
    letter = Signal(int)
    menu_requested = Signal(object, QPoint)

    def __init__(self, t: Translator, today: Callable[[], date], rows: Callable[[Sequence[AgendaItem]], Sequence[AgendaRow]]) -> None:
        super().__init__()
        self._t, self._ask_rows = t, rows
        self._numbered = Numbered()
        self._items: dict[int, AgendaItem] = {}
        self._clashes: Mapping[AgendaKey, str] = {}
        self.setObjectName("calendar_agenda")
        model = PagedModel(
            agenda_columns(t, today, lambda row: self._clashes.get(row.key, "")), lambda: list(self._items), self._lines, self
        )
        self._model = model
        self.view = TableView(t, model, name="agenda_list", label=t("Agenda"))
        empty = EmptyState(t("Nothing is planned in this month."), icon="calendar", button=t("Plan a step"), key="N", name="agenda_empty")
        empty.clicked.connect(self.plan_requested)
        self.view.set_empty(empty)
        self.view.installEventFilter(self)
        self.view.opened.connect(self._on_opened)
        self.view.ticked.connect(lambda _ids: self.completed.emit(self.chosen()))
        self.view.menu_requested.connect(lambda _id, where: self.menu_requested.emit(self.chosen(), where))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        self.setFocusProxy(self.view)

    def show_items(self, items: Sequence[AgendaItem]) -> None:
        """Show these; the place in the list stays."""
        before = max(0, self.view.currentIndex().row())
        self._items = self._numbered.by_number(items)
        self._model.reload()
        if self._items and not self.view.current_id():
            self.view.selectRow(min(before, len(self._items) - 1))

    def show_clashes(self, clashes: Mapping[AgendaKey, str]) -> None:
        """Mark the items that get in each other's way, and say how."""
        if clashes != self._clashes:
            self._clashes = clashes
            self._model.reload()

    def show_day(self, day: date) -> None:
        """Make the first item of a day current, or the first after it, with what comes then below it."""
        found = next((number for number, item in self._items.items() if item.due_on >= day), 0)
        if found and self.view.select_id(found):
            self.view.scrollTo(self.view.currentIndex(), QAbstractItemView.ScrollHint.PositionAtTop)

    def current(self) -> AgendaRow | None:
        """Return the current item."""
        return next(iter(self._rows([self.view.current_id()])), None)

    def current_day(self, other: date) -> date:
        """Return the day of the current item, the other one where there is none."""
        row = self.current()
        return row.due_on if row else other

    def chosen(self) -> list[AgendaRow]:
        """Return the chosen items."""
        return self._rows(self.view.selected_ids())

    def _rows(self, ids: Sequence[int]) -> list[AgendaRow]:
        return list(self._ask_rows([self._items[key] for key in ids if key in self._items]))

    def _lines(self, ids: Sequence[int]) -> list[DueLine]:
        return self._numbered.lines(self._rows(ids))

    def _on_opened(self, line_id: int) -> None:
        for row in self._rows([line_id]):
            self.opened.emit(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """P postpones, Ctrl+arrows move; the letters that the calendar knows go on to it."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key, held = _K(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ControlModifier and key in STEPS:
            self._move(STEPS[key])
        elif held == Qt.KeyboardModifier.NoModifier and key == _K.Key_P:
            self.postpone_requested.emit(self.chosen())
        elif held == Qt.KeyboardModifier.NoModifier and key in LETTERS:
            self.letter.emit(key)
        else:
            return super().eventFilter(watched, event)
        return True

    def _move(self, days: int) -> None:
        """Move the current item, with all that are chosen if they stand on its day."""
        row = self.current()
        if row is not None:
            rows = [one for one in self.chosen() if one.due_on == row.due_on] or [row]
            self.moved.emit(rows, Place(row.due_on + timedelta(days=days)))


def agenda_columns(t: Translator, today: Callable[[], date], clash: Callable[[AgendaRow], str]) -> list[Column]:
    """Return the columns of the list; the first one tells a screen reader the whole line."""

    def chip(line: DueLine) -> Chip:
        return Chip(t("Clash"), Tone.WARN, CLASH) if clash(line.row) else status(line.row, today(), t)

    def why(line: DueLine) -> str:
        return clash(line.row)

    def whole(line: DueLine) -> str:
        return line_words(line.row, today(), t, clash(line.row))

    return [
        Column("day", t("Day"), lambda line: day_words(line.row.due_on, today(), t), 13, said=whole, bold=True, sortable=False),
        Column("time", t("Time"), lambda line: clock(line.row), 12, sortable=False),
        Column(
            "kind", t("Kind"), lambda line: kind_words(line.row, t), kind_digits(t), icon=lambda line: icon_of(line.row), sortable=False
        ),
        Column("name", t("Customer"), lambda line: called(line.row.name, line.row.number), 14, bold=True, sortable=False),
        Column("matter", t("What to do"), lambda line: matter(line.row, t), 26, stretch=True, sortable=False),
        Column("phone", t("Phone"), lambda line: phones.shown(line.row.phone), 15, sortable=False, rank=2),
        Column("staff", t("Responsible"), lambda line: line.row.staff, 9, sortable=False, rank=1),
        Column(
            "status", t("Status"), lambda line: chip(line).text, 14, chip=chip, tip=lambda line: clash(line.row), sortable=False, rank=3
        ),
    ]
