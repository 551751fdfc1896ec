"""The page of the morning: what is due, and on a fresh store the first steps instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dealer_crm.domain.agenda import AgendaItem
from dealer_crm.i18n import Translator
from dealer_crm.services.agenda import AGENDA_TABLES, AgendaFigures
from dealer_crm.ui.desk.drafts_button import DraftsButton
from dealer_crm.ui.theme import Space
from dealer_crm.ui.today.board import Board
from dealer_crm.ui.today.doors import DayPapers, TodayReads, TodayWrites
from dealer_crm.ui.today.news_button import NewsButton
from dealer_crm.ui.welcome.panel import WelcomePanel
from dealer_crm.ui.widgets import InlineMessage
from dealer_crm.ui.widgets.asked import Asked


class TodayPage(QWidget):
    """Reloads on news; asks `welcome` each time whether the first run is still going on. `counted` carries the figures of the day."""

    kinds = AGENDA_TABLES
    open_requested = Signal(int)
    item_requested = Signal(object)
    mend_requested = Signal(object)
    log_requested = Signal(int)
    import_requested = Signal()
    customers_requested = Signal()
    counted = Signal(object)
    keys_changed = Signal()

    def __init__(
        self,
        t: Translator,
        reads: TodayReads,
        writes: TodayWrites,
        *,
        welcome: Callable[[], WelcomePanel | None] = lambda: None,
        drafts: DraftsButton | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("page_today")
        self._t, self._reads, self._ask_welcome = t, reads, welcome
        self.papers: DayPapers | None = None
        self._note = ""
        self._day = Asked(self)
        self.title = t.context("room", "Today")
        self.board = Board(t, reads, writes)
        self.message = InlineMessage(t, name="today_message")
        self._below: list[DraftsButton | NewsButton] = [drafts] if drafts else []
        self._welcome: WelcomePanel | None = None
        self._build()
        self._wire()

    def _build(self) -> None:
        work = QWidget()
        box = QVBoxLayout(work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.message)
        box.addWidget(self.board, 1)
        below = QHBoxLayout()
        for button in self._below:
            below.addWidget(button)
        self._foot = below
        box.addLayout(below)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(work)

    def _wire(self) -> None:
        board = self.board
        board.open_requested.connect(self.open_requested)
        board.item_requested.connect(self.item_requested)
        board.mend_requested.connect(self.mend_requested)
        board.left_out.connect(self._on_left_out)
        board.log_requested.connect(self.log_requested)
        board.import_requested.connect(self.import_requested)
        board.customers_requested.connect(self.customers_requested)
        board.view_changed.connect(lambda _view: self.message.clear())
        board.view_changed.connect(lambda _view: self.keys_changed.emit())
        board.deeds_changed.connect(self.keys_changed)
        board.refused.connect(self.message.show_error)

    def add_below(self, button: NewsButton) -> None:
        """Put a quiet line under the list, counted whenever the page is."""
        self._below.append(button)
        self._foot.addWidget(button)

    # page protocol

    @property
    def has_primary(self) -> bool:
        """Tell whether something on this page asks for the filled button."""
        return self._welcome is not None or self.board.is_empty()

    def keys(self) -> list[tuple[str, str]]:
        """Return what the status bar tells about keys."""
        t = self._t
        if self._welcome is not None:
            return [("F3", t("New customer"))]
        if self.board.view() == "lost":
            return [("1–5", t("Plan")), ("Enter", t.context("button", "Open")), ("F4", t("Log follow-up")), ("Ctrl+F", t("Filter"))]
        deeds = [("today_complete", t("Space"), t("Complete")), ("today_postpone", "P", t("Postpone"))]
        return [
            *((key, words) for deed, key, words in deeds if self.board.may(deed)),
            ("Enter", t.context("button", "Open")),
            ("F4", t("Log follow-up")),
            ("Ctrl+F", t("Filter")),
        ]

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what this page does for commands of the window."""
        printing = self.papers.commands() if self.papers else {}
        return {
            "filter": lambda: self.board.cards.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "refresh": self.reload,
            "edit": self.board.open_current,
            "complete": self.board.complete,
            "postpone": self.board.postpone,
            **printing,
        }

    def reload(self) -> None:
        """Ask for everything again."""
        self._show_welcome(self._ask_welcome())
        self.message.clear()
        self._show_note()
        self._day.ask(self._reads.day, self._show_day)
        for button in self._below:
            button.refresh()

    def _show_day(self, found: tuple[Sequence[AgendaItem], AgendaFigures]) -> None:
        items, figures = found
        self.board.reload(items, figures)
        self.keys_changed.emit()
        self.counted.emit(figures)

    def _on_left_out(self, count: int) -> None:
        said = self._t.plural("{n} item is settled in its own room: open it.", "{n} items are settled in their own room: open them.", count)
        self._note = said.format(n=count)
        self.message.show_message(self._note)

    def _show_note(self) -> None:
        """Say once more, after the news of the change, what was left out of it."""
        if self._note:
            self.message.show_message(self._note)
        self._note = ""

    def on_shown(self) -> None:
        """Put the focus where the next key is expected."""
        (self._welcome or self.board.list_shown()).setFocus(Qt.FocusReason.OtherFocusReason)

    def current_customer(self) -> int:
        """Return the customer of the current row, or 0."""
        return 0 if self._welcome is not None else self.board.current_customer()

    def _show_welcome(self, panel: WelcomePanel | None) -> None:
        if panel is self._welcome:
            return
        had_focus = self.isAncestorOf(self.window().focusWidget())
        if self._welcome is not None:
            self._stack.removeWidget(self._welcome)
            self._welcome.hide()
        self._welcome = panel
        if panel is not None:
            self._stack.addWidget(panel)
            self._stack.setCurrentWidget(panel)
        else:
            self._stack.setCurrentIndex(0)
        self.keys_changed.emit()
        if had_focus:
            self.on_shown()
