"""The page of the calendar: the month or the list, with what is overdue and who has no next step always in sight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dealer_crm.domain.agenda import AgendaItem, AgendaKind, AgendaRow
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.agenda import AGENDA_TABLES, AgendaMonth
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.drafts import KIND_STEP, NEW, DraftPlace
from dealer_crm.ui.calendar.agenda_list import AgendaList
from dealer_crm.ui.calendar.doors import CalendarReads, CalendarWrites, Waiting, waiting
from dealer_crm.ui.calendar.head import AGENDA, MONTH, CalendarHead
from dealer_crm.ui.calendar.menu import item_menu
from dealer_crm.ui.calendar.month import MonthBoard
from dealer_crm.ui.calendar.plan import first_shown, last_shown, month_after, month_plan
from dealer_crm.ui.calendar.plan_dialog import PlanDialog
from dealer_crm.ui.calendar.side import SidePanel
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.theme import Space
from dealer_crm.ui.today.days import DayDialog, postpone_menu
from dealer_crm.ui.today.doors import DayPapers
from dealer_crm.ui.widgets import InlineMessage
from dealer_crm.ui.widgets.asked import Asked

NARROW = 860


class CalendarPage(QWidget):
    """Reloads on news. `item_requested` carries the AgendaRow, `waiting_requested` the card of Today that lists them."""

    kinds = AGENDA_TABLES
    item_requested = Signal(object)
    customer_requested = Signal(int)
    log_requested = Signal(int)
    waiting_requested = Signal(str)
    keys_changed = Signal()

    def __init__(self, t: Translator, reads: CalendarReads, writes: CalendarWrites) -> None:
        super().__init__()
        self.setObjectName("page_calendar")
        self._t, self._reads, self._writes = t, reads, writes
        self.title = t("Follow-up calendar")
        self.papers: DayPapers | None = None
        self.export: Callable[[], object] | None = None
        self._month = reads.today().replace(day=1)
        self.head = CalendarHead(t)
        self.message = InlineMessage(t, name="calendar_message")
        self.month = MonthBoard(t, reads.today(), reads.rows)
        self.agenda = AgendaList(t, reads.today, reads.rows)
        self.side = SidePanel(t, reads.today, reads.rows)
        self._waiting = (0, 0)
        self._found, self._shown = AgendaMonth(), self._month
        self._months, self._lists, self._sides = Asked(self), Asked(self), Asked(self)
        self.head.show_month(self._month, provisional=False)
        self._build()
        self._listen()

    def _build(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        left = QVBoxLayout()
        left.setSpacing(Space.S)
        box.addLayout(left, 1)
        box.addWidget(self.side)
        left.addWidget(self.head)
        left.addWidget(self.message)
        self._stack = QStackedLayout()
        left.addLayout(self._stack, 1)
        for view in (self.month, self.agenda):  # once the layouts belong to the page: a view without a parent opens as a window
            self._stack.addWidget(view)

    def _listen(self) -> None:
        head, month, agenda, side = self.head, self.month, self.agenda, self.side
        head.turned.connect(self._on_turned)
        head.staff_changed.connect(self.reload)
        head.view_changed.connect(self._on_view)
        head.overdue_requested.connect(lambda: self.waiting_requested.emit("overdue"))
        head.lost_requested.connect(lambda: self.waiting_requested.emit("lost"))
        month.turned.connect(self._on_month)
        month.moved.connect(lambda row, day: self._move([row], day))
        month.more_requested.connect(self._on_more)
        month.plan_requested.connect(self.plan)
        month.menu_requested.connect(lambda row, where: self._on_menu([row], where))
        agenda.menu_requested.connect(self._on_menu)
        agenda.plan_requested.connect(lambda: self.plan(self.day()))
        agenda.letter.connect(self._on_letter)
        for source in (month, agenda, side):
            source.opened.connect(self.item_requested)
            source.completed.connect(lambda rows: self._complete(_listed(rows)))
            source.postpone_requested.connect(lambda rows: self._postpone(_listed(rows)))
        side.customer_requested.connect(self.customer_requested)
        side.lost_requested.connect(lambda: self.waiting_requested.emit("lost"))
        side.plan_requested.connect(lambda row: self.plan(self.day(), row))
        side.all_to_tomorrow.connect(self._on_all_to_tomorrow)
        side.filtered.connect(lambda _kinds: self._show_month())

    # page protocol

    def keys(self) -> list[tuple[str, str]]:
        """Return what the status bar tells about keys."""
        t = self._t
        common = [(t("Space"), t("Complete")), ("P", t("Postpone")), ("N", t("Plan")), ("Enter", t.context("button", "Open"))]
        return [("Ctrl+←→", t("a day")), ("Ctrl+↑↓", t("a week")), *common] if self._shows_month() else common

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what this page does for commands of the window."""
        printing = self.papers.commands() if self.papers else {}
        return {
            "new": lambda: self.plan(self.day()),
            "refresh": self.reload,
            "filter": lambda: self.head.staff.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "edit": self._open,
            "complete": lambda: self._complete(self._chosen()),
            "postpone": lambda: self._postpone(self._chosen()),
            **printing,
            **({"export_list": self.export} if self.export else {}),
        }

    def _open(self) -> None:
        for row in self._chosen()[:1]:
            self.item_requested.emit(row)

    def reload(self) -> None:
        """Ask for everything again."""
        self.message.clear()
        self.head.show_staff(self._reads.staff())
        self._sides.ask(partial(waiting, self._reads, self.head.staff_id()), self._show_waiting)
        self._ask()
        self.keys_changed.emit()

    def _show_waiting(self, found: Waiting) -> None:
        self.side.show_overdue(found.overdue, found.late)
        self.side.show_lost(found.lost, found.unplanned)
        self._waiting = (found.late, found.unplanned)
        self._fit()

    def on_shown(self) -> None:
        """Put the focus on the days or into the list."""
        (self.month if self._shows_month() else self.agenda).setFocus(Qt.FocusReason.OtherFocusReason)

    def current_customer(self) -> int:
        """Return the customer of the current item, or 0."""
        chosen = self._chosen()
        return chosen[0].customer_id if chosen else 0

    def day(self) -> date:
        """Return the chosen day."""
        row = None if self._shows_month() else self.agenda.current()
        return row.due_on if row else self.month.day

    # what is shown

    def _shows_month(self) -> bool:
        return bool(self.head.view.value() == MONTH)

    def _chosen(self) -> list[AgendaRow]:
        if self.side.late.hasFocus():
            return _listed(self.side.current())
        return _listed(self.month.current()) if self._shows_month() else self.agenda.chosen()

    def _ask(self) -> None:
        month = self._month
        question = partial(self._reads.month, first_shown(month), last_shown(month), self.head.staff_id())
        self._months.ask(question, partial(self._on_found, month))

    def _on_found(self, month: date, found: AgendaMonth) -> None:
        self._shown, self._found = month, found
        self._show_month()
        self.keys_changed.emit()

    def _show_month(self) -> None:
        kinds, month, found = self.side.kinds.kinds(), self._shown, self._found
        self.head.show_month(month, provisional=self._reads.workdays().provisional(month))
        counts, days = Counter[AgendaKind](), Counter[date]()
        for (day, kind), count in found.counts.items():
            counts[kind] += count if _inside(day, month) else 0
            days[day] += count if not kinds or kind in kinds else 0
        self.side.show_counts(self.head.title.text(), dict(+counts))
        items = [item for item in found.items if not kinds or item.kind in kinds]
        self.month.show_plan(month_plan(month, self._reads.today(), items, days, self._reads.workdays()))
        self._show_list()

    def _show_list(self) -> None:
        """Show the month as a list; of very much what follows the chosen day, asked for when the list is in view."""
        month = self._shown
        if self._found.whole:
            self._list_items(self._found.items)
        elif not self._shows_month():
            first = max(month, self.month.day) if _inside(self.month.day, month) else month
            question = partial(self._reads.listed, first, last_shown(month), self.head.staff_id())
            self._lists.ask(question, self._list_items)

    def _list_items(self, items: Sequence[AgendaItem]) -> None:
        kinds = self.side.kinds.kinds()
        listed = (item for item in items if _inside(item.due_on, self._shown) and (not kinds or item.kind in kinds))
        self.agenda.show_items(sorted(listed, key=lambda item: (item.due_on, item.done)))

    def _show_day(self) -> None:
        """Make the chosen day current in the list, once it is there."""
        self._months.then(lambda: self._lists.then(lambda: self.agenda.show_day(self.month.day)))

    def _on_turned(self, months: int) -> None:
        self.month.go(month_after(self.month.day, months) if months else self._reads.today())
        self._show_list()
        self._show_day()

    def _on_month(self, day: date) -> None:
        self._month = day.replace(day=1)
        self._ask()
        self.month.choose(day)

    def _on_view(self, view: str) -> None:
        self._stack.setCurrentWidget(self.agenda if view == AGENDA else self.month)
        if view == AGENDA:
            self._show_list()
            self._show_day()
        self.keys_changed.emit()
        self.on_shown()

    def _on_more(self, day: date) -> None:
        self.month.choose(day)
        self.head.view.set_value(AGENDA)

    def _on_letter(self, key: int) -> None:
        if key == Qt.Key.Key_N:
            self.plan(self.day())
        elif key == Qt.Key.Key_T:
            self._on_turned(0)
        else:
            self.head.view.set_value(MONTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the side where there is room for it, else one line above the days."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        self.side.setVisible(not narrow)
        self.head.show_waiting(*self._waiting, shown=narrow)

    # what is done

    def _complete(self, rows: Sequence[AgendaRow]) -> None:
        self._try(rows, lambda: self._writes.complete(rows))

    def _move(self, rows: Sequence[AgendaRow], day: date) -> None:
        self._try(rows, lambda: self._writes.postpone(rows, day))

    def _postpone(self, rows: Sequence[AgendaRow], where: QPoint | None = None) -> None:
        if rows:
            menu = postpone_menu(self._t, self._reads.today(), self, lambda day: self._move(rows, day), lambda: self._ask_day(rows))
            menu.popup(where or self._anchor())

    def _anchor(self) -> QPoint:
        if self.side.late.hasFocus() or self.side.deeds.postpone.underMouse():
            return self.side.deeds.mapToGlobal(self.side.deeds.rect().bottomLeft())
        if self._shows_month():
            return self.month.anchor()
        view = self.agenda.view
        return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft())

    def _ask_day(self, rows: Sequence[AgendaRow]) -> None:
        DayDialog(self._t, self._t("Postpone"), self._reads.today, self.window(), picked=lambda day: self._move(rows, day)).open()

    def _on_all_to_tomorrow(self) -> None:
        today = self._reads.today()
        self._move(self._reads.rows(self._reads.overdue(self.head.staff_id())[0]), date.fromordinal(today.toordinal() + 1))

    def _on_menu(self, rows: Sequence[AgendaRow], where: QPoint) -> None:
        deeds = {
            "complete": lambda: self._complete(rows),
            "postpone": lambda: self._postpone(rows, where),
            "open": lambda: self.item_requested.emit(rows[0]),
            "log": lambda: self.log_requested.emit(rows[0].customer_id),
            "plan": lambda: self.plan(self.day()),
        }
        if rows:
            item_menu(self._t, rows, self, deeds).popup(where)

    def plan(self, day: date, row: CustomerRow | None = None) -> None:
        """Ask for a step on a day."""
        dialog = PlanDialog(self._t, self._reads.find, self._reads.today, self.window(), self._writes.plan)
        dialog.care_notes, dialog.repeat.workdays = self._reads.care_notes, self._reads.workdays
        dialog.begin(day, row)
        KeptDialog(self._t, dialog, self._writes.drafts, DraftPlace(KIND_STEP, str(row.id) if row else NEW, name_of(row) if row else ""))
        dialog.open()

    def _try(self, rows: Sequence[AgendaRow], deed: Callable[[], int]) -> None:
        if not rows:
            return
        try:
            changed = deed()
        except DomainError as error:
            self.message.show_error(error)
            return
        if left := len(rows) - changed:
            said = self._t.plural(
                "{n} item is settled in its own room: open it.", "{n} items are settled in their own room: open them.", left
            )
            self.message.show_message(said.format(n=left))


def _inside(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def _listed(rows: Any) -> list[AgendaRow]:
    """Return one item or several as a list."""
    return [] if rows is None else list(rows) if isinstance(rows, list | tuple) else [rows]
