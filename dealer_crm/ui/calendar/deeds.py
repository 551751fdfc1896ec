"""What is done with items of the calendar, whichever way it is asked for: by key, by mouse, by menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.agenda import TIMED, AgendaRow, Place
from dealer_crm.domain.clashes import Clash
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.calendar.dialogs import DropDialog, SpreadDialog
from dealer_crm.ui.calendar.doors import CalendarReads, CalendarWrites
from dealer_crm.ui.calendar.questions import clashes_after
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.today.days import DayDialog, next_monday, postpone_menu
from dealer_crm.ui.widgets import InlineMessage
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.words.agenda import kind_words
from dealer_crm.words.clashes import clashes_words

FEW = 20
"""For so many moved items at most it is asked what is in their way: of more the days tell."""


class CalendarDeeds(QObject):
    """Deeds of a page; each says on its message line what came of it, if there is anything to say."""

    def __init__(self, t: Translator, reads: CalendarReads, writes: CalendarWrites, page: QWidget, message: InlineMessage) -> None:
        super().__init__(page)
        self._t, self._reads, self._writes, self._page, self._message = t, reads, writes, page, message
        self._asked = Asked(self)

    def complete(self, rows: Sequence[AgendaRow]) -> None:
        """Mark items done."""
        self._try(rows, partial(self._writes.complete, rows))

    def place(self, rows: Sequence[AgendaRow], to: Place) -> bool:
        """Move items to a day, to a time, to a person; say what they clash with there; tell whether they were moved."""
        timeless = [row for row in rows if row.kind not in TIMED] if to.at else []
        if timeless and to.staff_id is None and all(row in timeless and row.due_on == to.day for row in rows):
            self._say_timeless(timeless[0])
            return False
        done = self._try(rows, partial(self._writes.place, rows, to))
        if done and timeless:
            self._say_timeless(timeless[0])
        if done and len(rows) <= FEW:
            self._asked.ask(partial(clashes_after, self._reads, [row.key for row in rows], to.day), self._say_clashes)
        return done

    def _say_timeless(self, row: AgendaRow) -> None:
        said = self._t("{kind}: it has a day, but no time of day.").format(kind=kind_words(row, self._t))
        self._message.show_message(said, Tone.INFO)

    def _say_clashes(self, found: Sequence[Clash]) -> None:
        if found and not self._message.text():
            said = self._t("Moved; but: {clash}.").format(clash=clashes_words(found[:3], self._t))
            self._message.show_message(said, Tone.WARN)

    def postpone(self, rows: Sequence[AgendaRow], where: QPoint) -> None:
        """Offer days to go to."""
        if rows:
            menu = postpone_menu(self._t, self._reads.today(), self._page, partial(self._to, rows), partial(self._ask_day, rows))
            menu.popup(where)

    def postpone_all(self, rows: Sequence[AgendaRow], where: QPoint) -> None:
        """Offer days to which all go, or to spread them."""
        if rows:
            menu = postpone_menu(self._t, self._reads.today(), self._page, partial(self._to, rows), partial(self._ask_day, rows))
            spread = menu.addAction("&5  " + self._t("Spread…"))
            spread.setObjectName("postpone_spread")
            spread.triggered.connect(lambda: self.spread(rows))
            menu.popup(where)

    def _to(self, rows: Sequence[AgendaRow], day: date) -> None:
        self.place(rows, Place(day))

    def _ask_day(self, rows: Sequence[AgendaRow]) -> None:
        DayDialog(self._t, self._t("Postpone"), self._reads.today, self._page.window(), picked=partial(self._to, rows)).open()

    def spread(self, rows: Sequence[AgendaRow]) -> None:
        """Ask from when on and how many a day, and spread the items."""
        movable = [row for row in rows if row.movable]
        if not movable:
            return
        dialog = SpreadDialog(
            self._t, len(movable), self._reads.today, self._page.window(), lambda day, each: self._reads.spread(movable, day, each)
        )
        dialog.accepted_with = lambda day, each: self._try(rows, partial(self._writes.spread, rows, day, each))
        dialog.begin(next_monday(self._reads.today()))

    def drop(self, rows: Sequence[AgendaRow]) -> None:
        """Ask why, and give the items up."""
        if rows:
            DropDialog(self._t, len(rows), self._page.window(), lambda reason: self._say_left(rows, self._writes.drop(rows, reason))).open()

    def _try(self, rows: Sequence[AgendaRow], deed: Callable[[], int]) -> bool:
        """Do something, and tell whether it was done."""
        if not rows:
            return False
        try:
            changed = deed()
        except DomainError as error:
            self._message.show_error(error)
            return False
        self._say_left(rows, changed)
        return True

    def _say_left(self, rows: Sequence[AgendaRow], changed: int) -> None:
        if left := len(rows) - changed:
            said = self._t.plural(
                "{n} item is settled in its own room: open it.", "{n} items are settled in their own room: open them.", left
            )
            self._message.show_message(said.format(n=left))
