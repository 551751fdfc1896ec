"""The page of the calendar: month, week, day or list, with what is overdue and who has no next step always in sight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dealer_crm.domain.agenda import AgendaItem, AgendaKind, AgendaRow, Place
from dealer_crm.domain.clashes import minutes
from dealer_crm.i18n import Translator
from dealer_crm.services.agenda import AGENDA_TABLES
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.drafts import KIND_STEP, NEW, DraftPlace
from dealer_crm.ui.calendar.agenda_list import AgendaList
from dealer_crm.ui.calendar.day import DayBoard
from dealer_crm.ui.calendar.day_plan import DayPlan, People, lanes_of
from dealer_crm.ui.calendar.deeds import CalendarDeeds
from dealer_crm.ui.calendar.doors import CalendarReads, CalendarWrites, Waiting, waiting
from dealer_crm.ui.calendar.head import CalendarHead
from dealer_crm.ui.calendar.menu import item_menu
from dealer_crm.ui.calendar.month import MonthBoard
from dealer_crm.ui.calendar.periods import AGENDA, DAY, MONTH, WEEK, in_sight, period, turned
from dealer_crm.ui.calendar.plan import Filling, grid_plan
from dealer_crm.ui.calendar.plan_dialog import PlanDialog
from dealer_crm.ui.calendar.questions import Clashes, Sight, clashes_of, in_the_way, sight, slot_of
from dealer_crm.ui.calendar.side import SidePanel
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.desk.phrases import name_of
from dealer_crm.ui.theme import Space
from dealer_crm.ui.today.doors import DayPapers
from dealer_crm.ui.widgets import InlineMessage
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.words.clashes import clashes_words
from dealer_crm.words.labels import label

NARROW = 860
LETTERS = {Qt.Key.Key_M: MONTH, Qt.Key.Key_W: WEEK, Qt.Key.Key_D: DAY, Qt.Key.Key_A: AGENDA}


class CalendarPage(QWidget):
    """Reloads on news. `item_requested` carries the AgendaRow, `waiting_requested` the card of Today that lists them."""

    kinds = AGENDA_TABLES | {"absence", "shop", "shop_day", "shop_year"}
    item_requested = Signal(object)
    customer_requested = Signal(int)
    log_requested = Signal(int)
    series_requested = Signal(int)
    waiting_requested = Signal(str)
    keys_changed = Signal()

    def __init__(self, t: Translator, reads: CalendarReads, writes: CalendarWrites) -> None:
        super().__init__()
        self.setObjectName("page_calendar")
        self._t, self._reads, self._writes = t, reads, writes
        self.title = t("Follow-up calendar")
        self.papers: DayPapers | None = None
        self.export: Callable[[], object] | None = None
        self._day = reads.today()
        self._shown = Sight(day=self._day)
        self.head = CalendarHead(t)
        self.message = InlineMessage(t, name="calendar_message")
        self.month = MonthBoard(t, reads.today(), reads.rows)
        self.hours = DayBoard(t, reads.today())
        self.agenda = AgendaList(t, reads.today, reads.rows)
        self.side = SidePanel(t, reads.today, reads.rows)
        self.deeds = CalendarDeeds(t, reads, writes, self, self.message)
        self._waiting = (0, 0)
        self._sights, self._lists, self._sides, self._clashes = Asked(self), Asked(self), Asked(self), Asked(self)
        self.head.show_days(MONTH, self._day, self._day, provisional=False)
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
        for view in (self.month, self.hours, self.agenda):  # once the layouts belong to the page: a view without a parent opens as a window
            self._stack.addWidget(view)

    def _listen(self) -> None:
        head, month, hours, agenda, side, deeds = self.head, self.month, self.hours, self.agenda, self.side, self.deeds
        head.turned.connect(self._on_turned)
        head.filter_changed.connect(self.reload)
        head.view_changed.connect(self._on_view)
        head.overdue_requested.connect(lambda: self.waiting_requested.emit("overdue"))
        head.lost_requested.connect(lambda: self.waiting_requested.emit("lost"))
        month.day_changed.connect(self._on_day)
        for board in (month, hours):
            board.turned.connect(self._turn_to)
            board.more_requested.connect(self._on_more)
            board.plan_requested.connect(self.plan)
            board.menu_requested.connect(lambda row, where: self._on_menu([row], where))
        agenda.menu_requested.connect(self._on_menu)
        agenda.plan_requested.connect(lambda: self.plan(Place(self.day())))
        for source in (month, hours, agenda):
            source.letter.connect(self._on_letter)
            source.moved.connect(self._on_moved)
        for place in (month, hours, agenda, side):
            place.opened.connect(self.item_requested)
            place.completed.connect(lambda rows: deeds.complete(_listed(rows)))
            place.postpone_requested.connect(lambda rows: deeds.postpone(_listed(rows), self._anchor()))
        side.customer_requested.connect(self.customer_requested)
        side.lost_requested.connect(lambda: self.waiting_requested.emit("lost"))
        side.plan_requested.connect(lambda row: self.plan(Place(self.day()), row))
        side.all_requested.connect(self._on_all)
        side.filtered.connect(lambda _kinds: self._show_sight())

    # page protocol

    def keys(self) -> list[tuple[str, str]]:
        """Return what the status bar tells about keys."""
        t = self._t
        common = [(t("Space"), t("Complete")), ("P", t("Postpone")), ("N", t("Plan")), ("Enter", t.context("button", "Open"))]
        up = t("half an hour") if self.view() == DAY else t("a week")
        return [("M W D A", t("View")), ("Ctrl+←→", t("a day")), ("Ctrl+↑↓", up), *common]

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what this page does for commands of the window."""
        printing = self.papers.commands() if self.papers else {}
        return {
            "new": self._plan_here,
            "refresh": self.reload,
            "filter": lambda: self.head.take_focus(),
            "edit": self._open,
            "complete": lambda: self.deeds.complete(self._chosen()),
            "postpone": lambda: self.deeds.postpone(self._chosen(), self._anchor()),
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
        self._sides.ask(partial(waiting, self._reads, self.head.wanted()), self._show_waiting)
        self._ask()
        self.keys_changed.emit()

    def _show_waiting(self, found: Waiting) -> None:
        self.head.show_communities(found.communities)
        self.side.show_overdue(found.overdue, found.late)
        self.side.show_lost(found.lost, found.unplanned)
        self._waiting = (found.late, found.unplanned)
        self._fit()

    def on_shown(self) -> None:
        """Put the focus on the days or into the list."""
        self._board().setFocus(Qt.FocusReason.OtherFocusReason)

    def current_customer(self) -> int:
        """Return the customer of the current item, or 0."""
        chosen = self._chosen()
        return chosen[0].customer_id if chosen else 0

    def day(self) -> date:
        """Return the chosen day."""
        row = self.agenda.current() if self.view() == AGENDA else None
        return row.due_on if row else self._day

    def view(self) -> str:
        """Return which view is shown."""
        return str(self.head.view.value())

    # what is shown

    def _board(self) -> MonthBoard | DayBoard | AgendaList:
        return self.hours if self.view() == DAY else self.agenda if self.view() == AGENDA else self.month

    def _chosen(self) -> list[AgendaRow]:
        if self.side.late.hasFocus():
            return _listed(self.side.current())
        return self.agenda.chosen() if self.view() == AGENDA else _listed((self.hours if self.view() == DAY else self.month).current())

    def _ask(self) -> None:
        self._sights.ask(partial(sight, self._reads, self.view(), self._day, self.head.wanted()), self._on_found)

    def _on_found(self, found: Sight) -> None:
        self._shown = found
        self._show_sight()
        self._clashes.ask(partial(in_the_way, self._reads, found), self._show_clashes)
        self.keys_changed.emit()

    def _show_sight(self) -> None:
        shown, kinds = self._shown, self.side.kinds.kinds()
        first, last = period(shown.view, shown.day)
        self.head.show_days(shown.view, shown.day, self._reads.today(), provisional=self._reads.workdays().provisional(first))
        counts, days = Counter[AgendaKind](), Counter[date]()
        for (day, kind), count in shown.month.counts.items():
            counts[kind] += count if first <= day <= last else 0
            days[day] += count if not kinds or kind in kinds else 0
        self.side.show_counts(self.head.title.text(), dict(+counts))
        if shown.view == DAY:
            self._show_hours(days[shown.day])
        else:
            items = [item for item in shown.month.items if not kinds or item.kind in kinds]
            self.month.show_plan(
                grid_plan(MONTH if shown.view == AGENDA else shown.view, shown.day, self._reads.today(), Filling(items, days, shown.facts))
            )
        self._show_list()

    def _show_hours(self, count: int) -> None:
        shown, kinds, hours, t = self._shown, self.side.kinds.kinds(), self._reads.hours(), self._t
        rows = [row for row in shown.rows if not kinds or row.kind in kinds]
        away = {one.staff_id: t("{kind}, away").format(kind=label(one.kind, t)) for one in shown.away}
        people = People(self._reads.staff(), away, self.head.wanted().staff_id)
        facts = shown.facts.get(shown.day)
        plan = DayPlan(
            shown.day,
            self._reads.today(),
            lanes_of(rows, people, t("Nobody yet")),
            minutes(hours.opens_at),
            minutes(hours.closes_at),
            closed=bool(facts and facts.closed),
            left=max(0, count - len(rows)),
        )
        self.hours.show_plan(plan)

    def _show_clashes(self, found: Clashes) -> None:
        words = {key: clashes_words(clashes, self._t) for key, clashes in found.items()}
        for board in (self.month, self.hours, self.agenda):
            board.show_clashes(words)

    def _show_list(self) -> None:
        """Show the month as a list; of very much what follows the chosen day, asked for when the list is in view."""
        shown = self._shown
        if shown.view in (MONTH, AGENDA) and shown.month.whole:
            self._list_items(shown.month.items)
        elif shown.view == AGENDA:
            question = partial(self._reads.listed, self._day, in_sight(AGENDA, self._day)[1], self.head.wanted())
            self._lists.ask(question, self._list_items)

    def _list_items(self, items: Sequence[AgendaItem]) -> None:
        kinds, (first, last) = self.side.kinds.kinds(), period(AGENDA, self._shown.day)
        listed = (item for item in items if first <= item.due_on <= last and (not kinds or item.kind in kinds))
        self.agenda.show_items(sorted(listed, key=lambda item: (item.due_on, item.done)))

    def _show_day(self) -> None:
        """Make the chosen day current in the list, once it is there."""
        self._sights.then(lambda: self._lists.then(lambda: self.agenda.show_day(self._day)))

    def _on_turned(self, steps: int) -> None:
        self._turn_to(turned(self.view(), self.day(), steps) if steps else self._reads.today())

    def _turn_to(self, day: date) -> None:
        self._day = day
        if self.view() in (MONTH, WEEK):
            self.month.choose(day)
        self._ask()
        if self.view() == AGENDA:
            self._show_day()

    def _on_day(self, day: date) -> None:
        self._day = day

    def _on_view(self, view: str) -> None:
        """Show the other view around the same day."""
        self._day = self.agenda.current_day(self._day) if self._stack.currentWidget() is self.agenda else self._day
        self._stack.setCurrentWidget(self._board())
        self.month.choose_day(self._day)
        self._ask()
        if view == AGENDA:
            self._show_day()
        self.keys_changed.emit()
        self.on_shown()

    def _on_more(self, day: date) -> None:
        self._day = day
        self.head.view.set_value(AGENDA)

    def _on_letter(self, key: int) -> None:
        if key == Qt.Key.Key_N:
            self._plan_here()
        elif key == Qt.Key.Key_T:
            self._on_turned(0)
        else:
            self.head.view.set_value(LETTERS[Qt.Key(key)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the side where there is room for it, else one line above the days."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        self.side.setVisible(not narrow)
        self.head.show_waiting(*self._waiting, shown=narrow)

    # what is done

    def _on_moved(self, rows: Any, to: Place) -> None:
        """Move items; the view of a day goes along to another one."""
        before = self._day
        self._day = to.day if self.view() == DAY else before
        if not self.deeds.place(_listed(rows), to):
            self._day = before

    def _anchor(self) -> QPoint:
        if self.side.late.hasFocus() or self.side.deeds.postpone.underMouse():
            return self.side.deeds.mapToGlobal(self.side.deeds.rect().bottomLeft())
        if self.view() != AGENDA:
            return (self.hours if self.view() == DAY else self.month).anchor()
        view = self.agenda.view
        return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft())

    def _on_all(self) -> None:
        rows = self._reads.rows(self._reads.overdue(self.head.wanted())[0])
        button = self.side.all_button
        self.deeds.postpone_all(rows, button.mapToGlobal(button.rect().bottomLeft()))

    def _on_menu(self, rows: Sequence[AgendaRow], where: QPoint) -> None:
        deeds = {
            "complete": lambda: self.deeds.complete(rows),
            "postpone": lambda: self.deeds.postpone(rows, where),
            "spread": lambda: self.deeds.spread(rows),
            "drop": lambda: self.deeds.drop(rows),
            "open": lambda: self.item_requested.emit(rows[0]),
            "log": lambda: self.log_requested.emit(rows[0].customer_id),
            "plan": self._plan_here,
            "series": lambda: self.series_requested.emit(rows[0].customer_id),
        }
        if rows:
            item_menu(self._t, rows, self, deeds).popup(where)

    def _plan_here(self) -> None:
        self.plan(self.hours.here() if self.view() == DAY else Place(self.day()))

    def plan(self, to: Place, row: CustomerRow | None = None) -> None:
        """Ask for a step on a day, at its time and for its person where they are known."""
        dialog = PlanDialog(self._t, self._reads.find, self._reads.today, self.window(), self._writes.plan)
        dialog.care_notes, dialog.repeat.workdays = self._reads.care_notes, self._reads.workdays
        dialog.clashes = partial(clashes_of, self._reads)
        dialog.offer_staff(self._reads.staff(), to.staff_id)
        dialog.slot.setText(slot_of(to))
        dialog.begin(to.day, row)
        KeptDialog(self._t, dialog, self._writes.drafts, DraftPlace(KIND_STEP, str(row.id) if row else NEW, name_of(row) if row else ""))
        dialog.look_ahead()
        dialog.open()


def _listed(rows: Any) -> list[AgendaRow]:
    """Return one item or several as a list."""
    return [] if rows is None else list(rows) if isinstance(rows, list | tuple) else [rows]
