"""What the window says after every change: what can be undone, how many wait, when it was saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dealer_crm.app.opened import Opened
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Action, HistoryRow, Origin
from dealer_crm.i18n import Translator
from dealer_crm.storage.base import Base
from dealer_crm.storage.database import News
from dealer_crm.ui.shell import MainWindow, StatusItem
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.words.labels import deed

if TYPE_CHECKING:
    from dealer_crm.services.agenda import AgendaFigures
    from dealer_crm.services.complaint_list import ComplaintView

MINUTE_MS = 60_000
REVERSALS = (Action.UNDO, Action.REDO)


@dataclass(frozen=True)
class Figures:
    """How many customers there are, complaints that nobody answered in time, and what the day holds, where that was asked."""

    customers: int
    complaints: int
    day: AgendaFigures | None


class NewsLink(QObject):
    """Brings news of the store, from whatever thread, to the window in its own turn of the event loop."""

    heard = Signal(object)
    another_day = Signal()
    minute = Signal()
    _arrived = Signal(object)

    def __init__(self, t: Translator, window: MainWindow, opened: Opened) -> None:
        super().__init__(window)
        self._t, self._window, self._opened = t, window, opened
        self._saved_at: datetime | None = None
        self._count: int | None = None
        self._figures = Asked(self)
        self._day = local_day(opened.now())
        self.items: list[StatusItem] = []
        self.reminders: StatusItem | None = None
        self._arrived.connect(self._on_news, Qt.ConnectionType.QueuedConnection)
        opened.db.on_commit.append(self._on_commit)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    def unplug(self) -> None:
        """Hear no more news."""
        self._minute.stop()
        if self._on_commit in self._opened.db.on_commit:
            self._opened.db.on_commit.remove(self._on_commit)

    def _on_commit(self, news: News) -> None:
        self._arrived.emit(news)

    def _on_news(self, news: News) -> None:
        self._saved_at = self._opened.now()
        self._window.on_news(news.kinds)
        self.refresh()
        self._tell(news)
        self.heard.emit(news.kinds)

    def _on_minute(self) -> None:
        """At midnight every page is asked again: what is late, due or covered depends on the day."""
        today = local_day(self._opened.now())
        if today != self._day:
            self._day = today
            self._window.on_news(frozenset(Base.metadata.tables))
            self.refresh()
            self.another_day.emit()
        self.minute.emit()

    def _tell(self, news: News) -> None:
        done = self._opened.history.next_undo()
        if news.origin is Origin.USER and news.action not in REVERSALS and done is not None:
            self._window.show_undo_bar(self._words(done))
        else:
            self._window.dismiss_undo_bar()

    def _words(self, row: HistoryRow) -> str:
        return deed(row.action, row.subject, row.label, self._t)

    def refresh(self) -> None:
        """Ask the store and say it anew."""
        t, opened = self._t, self._opened
        done, undone = opened.history.next_undo(), opened.history.next_redo()
        self._window.set_undo(
            t("Undo: {deed}").format(deed=self._words(done)) if done else None,
            t("Redo: {deed}").format(deed=self._words(undone)) if undone else None,
        )
        self._window.set_shop(opened.shop.shop().name)
        self._figures.ask(self._question(), self._show_figures)
        if self._figures.waits():
            self.refresh_status()

    def _question(self) -> Callable[[], Figures]:
        """Return what to ask; the figures of the day come from its page (`show_day`) where that is in view and reads them anyway."""
        opened = self._opened
        day = None if self._window.pages.key() == "today" else opened.agenda.figures
        return partial(_figures, opened.customer_list.count, opened.complaint_list.counts, day)

    def _show_figures(self, found: Figures) -> None:
        self._count = found.customers
        self._window.set_badge("complaints", found.complaints)
        if found.day is not None:
            self.show_day(found.day)
        self.refresh_status()

    def show_day(self, figures: AgendaFigures) -> None:
        """Say on the room of the day how many wait."""
        self._window.set_badge("today", figures.overdue)

    def refresh_status(self) -> None:
        """Say how things stand at the foot of the window."""
        t = self._t
        items = []
        if self._saved_at is not None:
            items.append(StatusItem("saved", t("Saved {time}").format(time=f"{self._saved_at.astimezone():%H:%M}"), "circle-check"))
        items += self.items
        if self.reminders is not None:
            items.append(self.reminders)
        if self._count is not None:
            count = self._count
            items.append(StatusItem("customers", t.plural("{n:,} customer", "{n:,} customers", count).format(n=count), "users"))
        self._window.set_status(items)


def _figures(
    customers: Callable[[], int], complaints: Callable[[], Mapping[ComplaintView, int]], day: Callable[[], AgendaFigures] | None
) -> Figures:
    from dealer_crm.services.complaint_list import ComplaintView

    return Figures(customers(), complaints()[ComplaintView.OVERDUE], day() if day else None)
