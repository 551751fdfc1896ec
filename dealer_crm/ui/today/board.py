"""The cards that filter, and the list of what is due below them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.agenda import AgendaItem, AgendaKind, AgendaRow
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.agenda import AgendaFigures
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.ui.desk.phrases import day_words
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.today.days import DayDialog, add_hour, postpone_menu
from dealer_crm.ui.today.doors import TodayReads, TodayWrites
from dealer_crm.ui.today.empty import BoardEmpty
from dealer_crm.ui.today.items import DueLine
from dealer_crm.ui.today.lines import WARRANTY, DueLines, due_columns, lost_columns, standing
from dealer_crm.ui.today.panels import due_panel, lost_panel, plan_days
from dealer_crm.ui.widgets import PagedModel, StatCard, StatCards, TableView
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.paged_model import Ids
from dealer_crm.ui.widgets.row_painter import BAR, CELL_PAD

LOST, DONE, FAR = "lost", "done", 100_000


class Board(QWidget):
    """What a morning needs. Refusals of the writes are told by `refused`, how many of the chosen were not changed by `left_out`."""

    open_requested = Signal(int)
    item_requested = Signal(object)
    mend_requested = Signal(object)
    log_requested = Signal(int)
    import_requested = Signal()
    customers_requested = Signal()
    view_changed = Signal(str)
    refused = Signal(object)
    left_out = Signal(int)
    deeds_changed = Signal()

    def __init__(self, t: Translator, reads: TodayReads, writes: TodayWrites) -> None:
        super().__init__()
        self.setObjectName("today_board")
        self._t, self._reads, self._writes = t, reads, writes
        self._counts = AgendaFigures()
        self._before = 0
        self._deeds: list[str] | None = None
        self._finished = Asked(self)
        self._due = DueLines(reads.rows)
        self.cards = StatCards(name="today_cards")
        self.cards.set_cards(self._said(self._counts))
        self.cards.set_value("all")
        self.due = self._list("today_list", due_columns(t, reads.today), self._due.ids, self._due.lines)
        self.lost = self._list("lost_list", lost_columns(t, reads.today), lambda: reads.lost_ids, reads.lost_rows)
        self.due_panel = due_panel(t, self)
        self.lost_panel = lost_panel(t, self)
        self.due.set_open_row(self.due_panel, lambda _line: self._fill_panel())
        self.lost.set_open_row(self.lost_panel, lambda _row: self._fill_panel())
        self._build()

    def _list(
        self, name: str, columns: list[Any], ids: Callable[[], Ids | Callable[[], Ids]], rows: Callable[[Ids], Sequence[Any]]
    ) -> TableView:
        model = PagedModel(columns, ids, rows, self)
        model.set_sort(columns[0].key, False)
        view = TableView(self._t, model, name=name, label=self._t("Today") if name == "today_list" else self._t("No next step"))
        model.reloaded.connect(lambda: self._on_reloaded(view))
        view.installEventFilter(self)
        view.opened.connect(lambda _id: self.open_current())
        view.ticked.connect(lambda _ids: self.complete())
        view.selectionModel().selectionChanged.connect(lambda *_: self._fill_panel())
        return view

    def _build(self) -> None:
        self._stack = QStackedLayout()
        self._stack.addWidget(self.due)
        self._stack.addWidget(self.lost)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.cards)
        box.addLayout(self._stack, 1)
        self.cards.changed.connect(self._on_view)

    # what is shown

    def view(self) -> str:
        """Return the chosen view: all, overdue, today, done or lost."""
        return self.cards.value()

    def list_shown(self) -> TableView:
        """Return the list that is on top."""
        return self.lost if self.view() == LOST else self.due

    def is_empty(self) -> bool:
        """Tell whether the list on top has no rows and offers the next step instead."""
        return not self._model(self.list_shown()).rowCount()

    def reload(self, items: Sequence[AgendaItem], counts: AgendaFigures) -> None:
        """Show the figures and the items; the place in the list stays, also when its row went."""
        self._counts = counts
        self.cards.set_cards(self._said(counts))
        self._due.items = items
        self._reload_list()

    def _reload_list(self) -> None:
        if self.view() == DONE:
            self._finished.ask(self._reads.done, self._show_finished)
        else:
            self._show_lines()

    def _show_finished(self, items: Sequence[AgendaItem]) -> None:
        self._due.done = items
        self._show_lines()

    def _show_lines(self) -> None:
        view = self.list_shown()
        self._before = max(0, view.currentIndex().row())
        self._model(view).reload()

    def _on_reloaded(self, view: TableView) -> None:
        """Be on a line, that of before or the one that took its place."""
        model = self._model(view)
        if view is self.list_shown():
            view.set_empty(self._empty())
        if model.rowCount() and not view.current_id():
            view.selectRow(min(self._before, model.rowCount() - 1))
        self._fill_panel()

    def _model(self, view: TableView) -> PagedModel:
        model = view.model()
        assert isinstance(model, PagedModel)
        return model

    def _on_view(self, key: str) -> None:
        self._due.view = key
        view = self.list_shown()
        view.clearSelection()
        self._stack.setCurrentWidget(view)
        self._reload_list()
        self.view_changed.emit(key)

    def _said(self, counts: AgendaFigures) -> list[StatCard]:
        t, kinds = self._t, counts.kinds
        longest = t.plural("up to {n} day", "up to {n} days", counts.longest).format(n=counts.longest)
        care = sum(kinds.get(kind, 0) for kind in WARRANTY)
        goods, cases = kinds.get(AgendaKind.DELIVERY, 0), kinds.get(AgendaKind.COMPLAINT, 0)
        return [
            StatCard("all", counts.overdue + counts.due, t("All due"), t("to do today"), short=t.context("card", "All")),
            StatCard("overdue", counts.overdue, t("Overdue"), longest if counts.overdue else t("nothing late"), Tone.DANGER),
            StatCard("today", counts.due, t("Today"), day_words(self._reads.today(), self._reads.today(), t), Tone.INFO),
            StatCard("delivery", goods, t("Delivering"), t("and installing"), Tone.DONE, t.context("card", "Goods")),
            StatCard("complaint", cases, t("Open cases"), t("answer in time"), Tone.DANGER, t.context("card", "Cases")),
            StatCard("confirm", kinds.get(AgendaKind.CONFIRM, 0), t("To confirm"), t("for tomorrow"), short=t.context("card", "Confirm")),
            StatCard("warranty", care, t("Care due"), t("call ahead"), Tone.WARN, t.context("card", "Care")),
            StatCard(LOST, counts.no_next_step, t("Unplanned"), t("give each a day"), Tone.DANGER, t.context("card", "No plan")),
            StatCard(DONE, counts.done, t("Completed"), t("so far today"), Tone.DONE, t.context("card", "Done")),
        ]

    def _empty(self) -> BoardEmpty:
        empty = BoardEmpty(self._t, self.view(), self._counts.no_next_step)
        empty.lost_requested.connect(lambda: self.cards.set_value(LOST))
        empty.customers_requested.connect(self.customers_requested)
        empty.import_requested.connect(self.import_requested)
        return empty

    def _fill_panel(self) -> None:
        view = self.list_shown()
        at = view.currentIndex().row()
        line = self._model(view).row_at(at) if at >= 0 else None
        chosen = len(view.selectionModel().selectedRows())
        many = self._t.plural("{n} chosen", "{n} chosen", chosen).format(n=chosen) if chosen > 1 else ""
        if isinstance(line, DueLine):
            deeds = _deeds(line.row) if not many else None
            care = "" if many else self._care(line.row.customer_id)
            self.due_panel.fill(lambda: many or self._words(line, care), deeds)
            if deeds != self._deeds:
                self._deeds = deeds
                self.deeds_changed.emit()
        elif isinstance(line, CustomerRow):
            words = self._care(line.id) or self._t("Next follow-up:")
            self.lost_panel.fill(lambda: many or words)

    def may(self, deed: str) -> bool:
        """Tell whether the current item has this button; several that are chosen have all."""
        return self._deeds is None or deed in self._deeds

    def _care(self, customer_id: int) -> str:
        """Return what to mind before the call, on one line."""
        notes = " ".join(self._reads.care_notes(customer_id).split())
        return self._t("Mind: {words}").format(words=notes) if notes else ""

    def _words(self, line: DueLine, care: str) -> str:
        phone = phones.shown(line.row.phone) if self.due.isColumnHidden(self._column("phone")) else ""
        said = line.row.last_words if self.due.isColumnHidden(self._column("words")) else ""
        talked = self._t("Last said: {words}").format(words=" ".join(said.split())) if said else ""
        if line.row.kind is AgendaKind.CONFIRM:
            return " · ".join(part for part in (phone, care, *self._reads.confirming(line.row)) if part)
        stands = standing(line.row, self._t) if line.row.customer_id else self._t("Nobody's file")
        return " · ".join(part for part in (phone, care, talked or stands) if part)

    def _column(self, key: str) -> int:
        return next(i for i, column in enumerate(self._model(self.due).columns) if column.key == key)

    def starts(self) -> tuple[int, int]:
        """Return where the words and the buttons of the open row would like to start."""
        view = self.list_shown()
        keys = {column.key: i for i, column in enumerate(self._model(view).columns)}
        first = "phone" if view is self.lost else "words"
        left = view.columnViewportPosition(keys["name"]) + CELL_PAD - BAR
        return left, FAR if view.isColumnHidden(keys[first]) else view.columnViewportPosition(keys[first]) + CELL_PAD - BAR

    # whom it is about

    def current_customer(self) -> int:
        """Return the customer of the current row, or 0."""
        view = self.list_shown()
        line = self._model(view).row_at(view.currentIndex().row())
        if line is None:
            return 0
        return line.row.customer_id if isinstance(line, DueLine) else int(line.id)

    def _chosen(self) -> list[AgendaRow]:
        """Return the chosen items; none where the list on top shows something else, or what is done."""
        shows_due = self.list_shown() is self.due and self.view() != DONE
        return self._due.rows(self.due.selected_ids()) if shows_due else []

    def _phone(self) -> str:
        view = self.list_shown()
        line = self._model(view).row_at(view.currentIndex().row())
        return "" if line is None else str((line.row if isinstance(line, DueLine) else line).phone)

    # what is done

    def complete(self) -> None:
        """Complete the chosen items."""
        if rows := self._chosen():
            self._try(lambda: self._told(len(rows), self._writes.complete(rows)))

    def postpone(self) -> None:
        """Offer other days for the chosen items, under the button of the open row."""
        if not self._chosen():
            return
        menu = postpone_menu(self._t, self._reads.today(), self, self._move, self._ask_day)
        if self._writes.in_an_hour is not None:
            add_hour(menu, self._t, self._later)
        button = self.due_panel.button("today_postpone")
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _move(self, day: date) -> None:
        if rows := self._chosen():
            self._try(lambda: self._told(len(rows), self._writes.postpone(rows, day)))

    def _later(self) -> None:
        if self._writes.in_an_hour is not None and (rows := self._chosen()):
            self._writes.in_an_hour(rows)

    def _told(self, chosen: int, changed: int) -> None:
        if changed < chosen:
            self.left_out.emit(chosen - changed)

    def _ask_day(self) -> None:
        DayDialog(self._t, self._t("Postpone"), self._reads.today, self.window(), picked=self._move).open()

    def plan(self, day: date) -> None:
        """Give the chosen customers a next step."""
        if ids := self.lost.selected_ids():
            self._try(lambda: self._writes.plan(ids, day))

    def plan_key(self, place: int) -> None:
        """Plan for the day of a chip, counted from 1; the last one asks."""
        days = plan_days(self._reads.today())
        if place <= len(days):
            self.plan(days[place - 1])
        elif self.lost.selected_ids():
            DayDialog(self._t, self._t("Plan"), self._reads.today, self.window(), picked=self.plan).open()

    def copy_phone(self) -> None:
        """Put the number of the current row on the clipboard, grouped as shown."""
        if phone := self._phone():
            QGuiApplication.clipboard().setText(phones.shown(phone))

    def copy_message(self) -> None:
        """Put the sentence that confirms the current appointment on the clipboard."""
        rows = self._chosen()
        if len(rows) == 1 and rows[0].kind is AgendaKind.CONFIRM:
            QGuiApplication.clipboard().setText(self._reads.confirming(rows[0])[1])

    def mend(self) -> None:
        """Ask for a job that mends what failed."""
        rows = self._chosen()
        if len(rows) == 1 and rows[0].kind is AgendaKind.MEND:
            self.mend_requested.emit(rows[0])

    def open_current(self) -> None:
        """Ask for the record behind the current row: the customer's page, or where the item is settled."""
        line = self._model(self.list_shown()).row_at(self.list_shown().currentIndex().row())
        if isinstance(line, DueLine):
            self.item_requested.emit(line.row)
        elif customer := self.current_customer():
            self.open_requested.emit(customer)

    def log_current(self) -> None:
        """Ask for the sheet that logs a call with the customer."""
        if customer := self.current_customer():
            self.log_requested.emit(customer)

    def _try(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except DomainError as error:
            self.refused.emit(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """P postpones, M copies the message that confirms, R plans what mends, 1 to 5 plan, Ctrl+C copies the phone of a single row."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Copy) and len(self.list_shown().selected_ids()) == 1:
                self.copy_phone()
                return True
            if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return self._on_letter(watched, event)
        return super().eventFilter(watched, event)

    def _on_letter(self, watched: QObject, event: QKeyEvent) -> bool:
        keys = {Qt.Key.Key_P: self.postpone, Qt.Key.Key_M: self.copy_message, Qt.Key.Key_R: self.mend}
        deed = keys.get(Qt.Key(event.key())) if watched is self.due else None
        if deed is not None:
            deed()
            return True
        place = event.key() - Qt.Key.Key_0
        if watched is self.lost and 1 <= place <= 5:
            self.plan_key(place)
            return True
        return False


def _deeds(row: AgendaRow) -> list[str]:
    """Return the buttons an item has."""
    wanted = {"today_complete": row.completable, "today_postpone": row.movable, "today_message": row.kind is AgendaKind.CONFIRM}
    wanted["today_mend"] = row.kind is AgendaKind.MEND
    further = {"today_open": True, "today_copy": bool(row.phone), "today_log": bool(row.customer_id)}
    return [name for name, may in (wanted | further).items() if may]
