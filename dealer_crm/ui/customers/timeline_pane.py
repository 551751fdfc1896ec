"""What happened with a customer: by kind, the newest first, earlier ones on demand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.timeline import PAGE, EventGroup, TimelinePage, TimelineRow
from dealer_crm.ui.desk.events import entries
from dealer_crm.ui.desk.view_picker import ViewPicker
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Choice, Entry, TimelineView
from dealer_crm.ui.widgets.asked import Asked

NAMES = {
    EventGroup.ALL: N_("All"),
    EventGroup.TALKS: N_("Talks"),
    EventGroup.MONEY: N_("Orders & money"),
    EventGroup.SERVICE: N_("Deliveries & service"),
    EventGroup.COMPLAINTS: N_("Complaints"),
    EventGroup.CHANGES: N_("Changes"),
    EventGroup.FILES: N_("Files"),
}
EARLIER = 1_000_000
"""The id of the last line, which brings the earlier ones."""
LOW = 48
Page = Callable[[int, EventGroup, int], TimelinePage]


class TimelinePane(QWidget):
    """The keys 1 to 7 choose a kind in the list. `opened` carries the event; the page is asked beside the window."""

    opened = Signal(object)

    def __init__(self, t: Translator, page: Page, today: Callable[[], date]) -> None:
        super().__init__()
        self._t, self._page, self._today = t, page, today
        self._asked = Asked(self)
        self._customer_id, self._group, self._events = 0, EventGroup.ALL, PAGE
        self._rows: tuple[TimelineRow, ...] = ()
        choices = [Choice(group, t(words)) for group, words in NAMES.items()]
        self.groups = ViewPicker(choices, name="timeline", label=t("What to show"))
        self.view = _KeyedView(t, name="customer_timeline")
        self.setMinimumHeight(LOW)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(self.groups, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.view, 1)
        self.groups.set_boxed(False, wide=False)
        self.groups.picked.connect(self.choose)
        self.view.opened.connect(self._on_opened)
        self.view.clicked.connect(self._on_clicked)
        self.view.group_wanted.connect(self._on_number)
        self.setFocusProxy(self.view)

    def show_customer(self, customer_id: int, newest: tuple[TimelineRow, ...]) -> None:
        """Show a customer: at once what is at hand of another one, then all of it."""
        if customer_id != self._customer_id:
            self._customer_id, self._group, self._events = customer_id, EventGroup.ALL, PAGE
            self.groups.set_value(EventGroup.ALL)
            self._show(TimelinePage(newest[:PAGE]))
        self._ask()

    def choose(self, group: EventGroup) -> None:
        """Show one kind, its newest first."""
        self._group, self._events = EventGroup(group), PAGE
        self.groups.set_value(self._group)
        self._ask()

    def show_earlier(self) -> None:
        """Show as many again."""
        self._events += PAGE
        self._ask()

    def rows(self) -> tuple[TimelineRow, ...]:
        """Return what is shown."""
        return self._rows

    def _ask(self) -> None:
        try:
            self._asked.ask(partial(self._page, self._customer_id, self._group, self._events), self._show)
        except DomainError:
            self._show(TimelinePage())  # the customer went meanwhile: the page says so

    def _show(self, found: TimelinePage) -> None:
        self._rows = found.rows
        lines = entries(found.rows, self._today(), self._t)
        if found.more:
            lines.append(Entry(EARLIER, "", "", "chevron-down", self._t("Show earlier")))
        if not lines:
            lines.append(Entry(0, "", "", "circle", self._t("Nothing here.")))
        self.view.set_entries(lines)

    def _on_opened(self, place: int) -> None:
        if place == EARLIER:
            self.show_earlier()
        elif 0 < place <= len(self._rows):
            self.opened.emit(self._rows[place - 1])

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.view.entries()[index.row()].id == EARLIER:
            self.show_earlier()

    def _on_number(self, number: int) -> None:
        self.choose(list(EventGroup)[number - 1])

    def hasHeightForWidth(self) -> bool:
        """The list takes what is left: chips that may wrap would ask for room that name and care notes need."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the kinds into a box where the chips have no room, and leave them to their keys where the list would vanish."""
        super().resizeEvent(event)
        self.groups.setVisible(self.height() >= LOW + self.groups.sizeHint().height() + Space.XS)
        self.groups.set_boxed(self.width() < self.groups.width_of_chips(), wide=False)


class _KeyedView(TimelineView):
    group_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses a kind."""
        text = event.text()
        if text.isdecimal() and 1 <= int(text) <= len(EventGroup):
            self.group_wanted.emit(int(text))
        else:
            super().keyPressEvent(event)
