"""What always stands beside the calendar: how much of each kind, what is overdue, who has no next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.agenda import AgendaItem, AgendaKind, AgendaRow
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.ui.calendar.kinds import KindFilter
from dealer_crm.ui.theme import Space, Type, control_height, line_height, row_height
from dealer_crm.ui.today.items import DueLine, Numbered, status
from dealer_crm.ui.today.lines import called, silence
from dealer_crm.ui.widgets import (
    Badge,
    Button,
    Card,
    Chip,
    Column,
    ElidedLabel,
    EmptyState,
    HLine,
    Ink,
    Label,
    PagedModel,
    Role,
    TableView,
    section,
)
from dealer_crm.words.agenda import kind_words, matter

WIDTH, HEADINGS = 288, 3


class SidePanel(Card):
    """Signals: what is to be done with the current overdue item, and whom to plan for (a CustomerRow)."""

    opened = Signal(object)
    completed = Signal(object)
    postpone_requested = Signal(object)
    all_requested = Signal()
    customer_requested = Signal(int)
    plan_requested = Signal(object)
    lost_requested = Signal()
    filtered = Signal(object)

    def __init__(self, t: Translator, today: Callable[[], date], rows: Callable[[Sequence[AgendaItem]], Sequence[AgendaRow]]) -> None:
        super().__init__(name="calendar_side")
        self._t, self._today, self._ask_rows = t, today, rows
        self._numbered = Numbered()
        self._late: dict[int, AgendaItem] = {}
        self._lost: dict[int, CustomerRow] = {}
        self.setFixedWidth(WIDTH)
        self.title = section("", name="side_title")
        self.kinds = KindFilter(t)
        self.kinds.changed.connect(self.filtered)
        self.all_button = Button(t("Move all…"), role=Role.QUIET, name="side_all")
        self.lost_button = Button(t("One by one"), role=Role.QUIET, name="side_lost")
        self.late_count, self.lost_count = Badge(name="side_late_count"), Badge(name="side_lost_count", quiet=True)
        self.late = self._list("side_late", t("Overdue"), self._late_columns(), self._late, self._lines)
        self.late.set_empty(EmptyState(t("Nothing is overdue."), icon="circle-check", name="side_late_empty"))
        self.lost = self._list("side_waiting", t("No next step"), self._lost_columns(), self._lost, self._waiting)
        self._nobody = Label(t("Every active customer has a next step."), tone=Ink.TEXT2, name="side_nobody", wrap=True)
        self.deeds = _Deeds(t, self)
        self.late.set_open_row(self.deeds, lambda line: self.deeds.show_row(line.row))
        self._build()
        self._listen()

    def _list(
        self, name: str, label: str, columns: list[Column], kept: Mapping[int, Any], rows: Callable[[Sequence[int]], Sequence[Any]]
    ) -> TableView:
        model = PagedModel(columns, lambda: list(kept), rows, self)
        view = TableView(self._t, model, name=name, label=label)
        view.horizontalHeader().hide()
        view.setProperty("framed", "false")
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.installEventFilter(self)
        return view

    def _build(self) -> None:
        self.box.setSpacing(Space.S)
        self.box.addWidget(self.title)
        self.box.addWidget(self.kinds)
        self.box.addWidget(HLine())
        self.box.addLayout(self._heading(self._t("Overdue"), self.late_count, self.all_button))
        self.box.addWidget(self.late, 3)
        self.box.addWidget(HLine())
        self.box.addLayout(self._heading(self._t("No next step"), self.lost_count, self.lost_button))
        self.box.addWidget(self.lost, 2)
        self.box.addWidget(self._nobody)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window what is overdue goes before the filter, unless that is in use."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        whole = row_height() + self.deeds.sizeHint().height() + 4
        self.late.setMinimumHeight(whole)
        others = HEADINGS * (control_height() + 2 * Space.S) + whole + 2 * row_height()
        self.kinds.set_room(self.height() >= others + self.kinds.chips.sizeHint().height())

    def _heading(self, text: str, badge: Badge, button: Button) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(section(text))
        line.addWidget(badge, alignment=Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        line.addWidget(button)
        return line

    def _listen(self) -> None:
        self.late.opened.connect(lambda _id: self.do(self.opened))
        self.late.ticked.connect(lambda _ids: self.do(self.completed))
        self.lost.opened.connect(self.customer_requested)
        self.all_button.clicked.connect(self.all_requested)
        self.lost_button.clicked.connect(self.lost_requested)

    def do(self, signal: Any) -> None:
        """Send the current overdue item by one of the signals."""
        if row := self.current():
            signal.emit(row)

    def current(self) -> AgendaRow | None:
        """Return the current overdue item."""
        return next((line.row for line in self._lines([self.late.current_id()])), None)

    def _lines(self, ids: Sequence[int]) -> list[DueLine]:
        return self._numbered.lines(self._ask_rows([self._late[number] for number in ids if number in self._late]))

    def _waiting(self, ids: Sequence[int]) -> list[CustomerRow]:
        return [self._lost[number] for number in ids if number in self._lost]

    def show_overdue(self, items: Sequence[AgendaItem], count: int) -> None:
        """Show some of what is overdue, the longest first, and how much there is."""
        self._late.clear()
        self._late.update(self._numbered.by_number(items))
        self._reload(self.late, self.late_count, count)
        some = self._t("Move the first {n:,}…").format(n=len(items))
        self.all_button.set_label(self._t("Move all…") if len(items) == count else some)
        self.all_button.setVisible(bool(items))

    def show_lost(self, rows: Sequence[CustomerRow], count: int) -> None:
        """Show some of those without a next step, and how many there are."""
        self._lost.clear()
        self._lost.update({row.id: row for row in rows})
        self._reload(self.lost, self.lost_count, count)
        self.lost_button.setVisible(count > 0)
        self.lost.setVisible(count > 0)
        self.lost.setMaximumHeight(len(rows) * row_height() + 2)
        self._nobody.setVisible(not count)

    def _reload(self, view: TableView, badge: Badge, count: int) -> None:
        before = max(0, view.currentIndex().row())
        model = view.model()
        assert isinstance(model, PagedModel)
        model.reload()
        if model.rowCount() and not view.current_id():
            view.selectRow(min(before, model.rowCount() - 1))
        badge.set_count(count)

    def show_counts(self, days: str, counts: dict[AgendaKind, int]) -> None:
        """Say how much of each kind the days have that are shown."""
        words = self._t.plural("{month}: {n} item", "{month}: {n} items", sum(counts.values()))
        self.title.setText(words.format(month=days, n=sum(counts.values())))
        self.kinds.show_counts(counts)
        self._fit()

    def _late_columns(self) -> list[Column]:
        t = self._t

        def chip(line: DueLine) -> Chip:
            return status(line.row, self._today(), t)

        def name(line: DueLine) -> str:
            return called(line.row.name, line.row.number)

        return [
            Column("name", t("Customer"), name, 10, detail=lambda line: kind_words(line.row, t), bold=True, stretch=True, sortable=False),
            Column("status", t("Status"), lambda line: chip(line).text, 17, chip=chip, sortable=False),
        ]

    def _lost_columns(self) -> list[Column]:
        t = self._t

        def name(row: CustomerRow) -> str:
            return called(row.name, row.number)

        return [
            Column("name", t("Customer"), name, 10, detail=lambda row: row.community, stretch=True, sortable=False),
            Column("silent", t("Silent for"), lambda row: silence(row, self._today(), t).text, 9, quiet=True, sortable=False),
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """P postpones the overdue item, N plans for the customer."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and not event.modifiers():
            if watched is self.late and event.key() == Qt.Key.Key_P:
                self.do(self.postpone_requested)
                return True
            if watched is self.lost and event.key() == Qt.Key.Key_N and (row := self._lost.get(self.lost.current_id())):
                self.plan_requested.emit(row)
                return True
        return super().eventFilter(watched, event)


class _Deeds(QWidget):
    """The buttons of the current overdue item."""

    def __init__(self, t: Translator, panel: SidePanel) -> None:
        super().__init__()
        self.setObjectName("side_deeds")
        self.complete = Button(t("Complete"), name="side_complete")
        self.postpone = Button(t("Postpone"), name="side_postpone")
        self.open = Button(t.context("button", "Open"), name="side_open")
        self._t = t
        self.words = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="side_words")
        outer, box = QVBoxLayout(self), QHBoxLayout()
        outer.setContentsMargins(Space.S, 0, 0, 6)
        outer.setSpacing(Space.XS)
        outer.addWidget(self.words)
        outer.addLayout(box)
        box.setSpacing(Space.XS)
        signals = (panel.completed, panel.postpone_requested, panel.opened)
        for button, signal in zip((self.complete, self.postpone, self.open), signals, strict=True):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, signal=signal: panel.do(signal))
            box.addWidget(button)
        box.addStretch(1)

    def show_row(self, row: AgendaRow) -> None:
        """Say what the item is about and offer what can be done with it."""
        self.words.setText(matter(row, self._t))
        self.complete.setVisible(row.completable)
        self.postpone.setVisible(row.movable)

    def sizeHint(self) -> QSize:
        """One line of words, one of buttons."""
        return QSize(200, line_height(Type.CAPTION) + Space.XS + control_height() + 6)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, self.sizeHint().height())
