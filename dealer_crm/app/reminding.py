"""Reminds in the window: asks beside it when a moment comes or something changed, says it in the strip, and leads to what follows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from dealer_crm.app.opened import Opened
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import DomainError
from dealer_crm.ui.shell import MainWindow, StatusItem
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets.asked import Asked

if TYPE_CHECKING:
    from dealer_crm.app.wiring import Wiring
    from dealer_crm.domain.agenda import AgendaRow
    from dealer_crm.domain.planning import ReminderEnd
    from dealer_crm.domain.reminders import Due, Standing
    from dealer_crm.ui.shell.reminder_strip import ReminderStrip

log = logging.getLogger(__name__)
AFTER_MS = 400
"""So long after the last change it asks: several changes are one question, and the page asks first."""
TOGETHER = "together"
"""The key of what is said in one line."""
SAMPLE = "sample"
"""The key of a reminder to try how they look."""
FURTHER_TABLES = frozenset({"shop", "absence", "shop_day", "handover_slip", "series"})


@dataclass(frozen=True)
class Found:
    """What is to be said, with the rows of what is said alone."""

    standing: Standing
    rows: Sequence[AgendaRow]


class ReminderLink(QObject):
    """Stands between `Reminders` and the window. `looked`: it was asked, and the answer is shown."""

    looked = Signal()

    def __init__(self, wiring: Wiring, window: MainWindow, opened: Opened) -> None:
        super().__init__(window)
        self._wiring, self._window, self._opened = wiring, window, opened
        self.t = wiring.t
        self._asked = Asked(self)
        self._found: Found | None = None
        self._rows: dict[Due, AgendaRow] = {}
        self._last: datetime | None = None
        self._begun = self._sample = False
        self._toasted: Due | None = None
        wiring.tray.message_clicked.connect(self._on_message)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.look)

    # when to look

    def begin(self) -> None:
        """Look after everything that falls due from now on; the first page goes before."""
        self._begun = True
        self.look()

    def unplug(self) -> None:
        """Say nothing any more."""
        self._begun = False
        self._timer.stop()
        self._asked.drop()

    def on_news(self, kinds: frozenset[str]) -> None:
        """Something changed: it may be due, or not any more."""
        from dealer_crm.services.agenda import AGENDA_TABLES

        if self._begun and kinds & (AGENDA_TABLES | FURTHER_TABLES):
            self._timer.start()

    def on_minute(self) -> None:
        """Look where a moment has come, a day has begun, or the clock was put back."""
        if not self._begun:
            return
        now = self._wall()
        next_at = self._found.standing.next_at if self._found else None
        another = self._last is None or now < self._last or now.date() != self._last.date()
        if another or (next_at is not None and next_at <= now):
            self.look()

    def look(self) -> None:
        """Ask what is to be said now."""
        if self._begun:
            self._last = self._wall()
            self._asked.ask(partial(_question, self._opened), self._show)

    def _wall(self) -> datetime:
        return self._opened.now().astimezone().replace(tzinfo=None)

    # what is said

    @property
    def standing(self) -> Standing | None:
        """What was found last."""
        return self._found.standing if self._found else None

    def _show(self, found: Found | None) -> None:
        if found is None:
            return
        standing, self._found = found.standing, found
        before = set(self._rows)
        self._rows = {one.due: row for one in standing.single if (row := _row_of(one.item.key, found.rows)) is not None}
        together = set(standing.together)
        new = {TOGETHER for one in standing.raised if one in together}
        self._say(frozenset(new | (set(self._rows) - before)))
        self._wiring.tray.set_count(standing.open)
        self._wiring.news.reminders = self._status(standing)
        self._wiring.news.refresh_status()
        self.looked.emit()

    def _say(self, new: frozenset[Due | str] = frozenset()) -> None:
        from dealer_crm.app.reminder_words import sample_said, single_said, together_said

        standing, wall = self.standing, self._wall()
        said = [sample_said(SAMPLE, self.t)] if self._sample else []
        if standing is not None:
            said += [single_said(one.due, self._rows[one.due], wall, self.t) for one in standing.single if one.due in self._rows]
            said += [together_said(TOGETHER, standing, self.t)] if standing.together else []
        if said or "reminders" in vars(self._window):
            self._strip().say(said, new=new)
        first = next((one for one in said if one.key in new), None)
        if first is not None:
            self._toasted = next((due for due in self._rows if due == first.key), None)
            self._wiring.tray.tell(first.text)

    def try_now(self) -> None:
        """Show how a reminder looks."""
        self._sample = True
        self._say(frozenset({SAMPLE}))

    def to_opening(self) -> None:
        """Go where the shop says when it opens."""
        self._window.go("settings", "days")

    def _on_message(self) -> None:
        """Somebody clicked the message of the system: open what it told of, else go to what reminds."""
        row = self._rows.get(self._toasted) if self._toasted is not None else None
        if self._toasted is not None and row is not None:
            self._open(self._toasted, row)
        else:
            self.focus()

    def _strip(self) -> ReminderStrip:
        known = "reminders" in vars(self._window)
        strip = self._window.reminders
        if not known:
            strip.wanted.connect(self._on_wanted)
            strip.left.connect(self._window.pages.take_focus)
        return strip

    def _status(self, standing: Standing) -> StatusItem | None:
        from dealer_crm.app.reminder_words import sum_sentence

        if not standing.open and standing.sum.sound:
            return None
        words = self.t.plural("{n} reminder", "{n} reminders", standing.open).format(n=standing.open)
        tone = None if standing.sum.sound else Tone.DANGER
        return StatusItem("reminders", words, "bell-ring", tone, self.focus, sum_sentence(standing.sum, self.t))

    def focus(self) -> None:
        """Go to what reminds; where nothing does, to the day."""
        if not self._window.focus_reminders():
            self._window.go("today")

    # what is done about it

    def _on_wanted(self, deed: str, key: Any) -> None:
        if key == TOGETHER:
            return self.show_together()
        if key == SAMPLE:
            self._sample = False
            return self._say()
        row = self._rows.get(key)
        if row is None:
            return self.look()
        deeds: dict[str, Callable[[Due, AgendaRow], None]] = {"done": self._complete, "postpone": self._offer, "open": self._open}
        return deeds[deed](key, row)

    def show_together(self) -> None:
        """Go to the day, which shows all of it."""
        from dealer_crm.domain.planning import ReminderEnd

        if self._found is not None:
            self._opened.reminders.end([one.due for one in self._found.standing.together], ReminderEnd.SEEN)
        self._window.go("today")
        self.look()

    def _open(self, due: Due, row: AgendaRow) -> None:
        from dealer_crm.app.rooms_agenda import open_item
        from dealer_crm.domain.planning import ReminderEnd

        self._opened.reminders.end([due], ReminderEnd.OPENED)
        open_item(self._wiring.rooms, row)
        self.look()

    def _complete(self, due: Due, row: AgendaRow) -> None:
        from dealer_crm.domain.planning import ReminderEnd

        self._try(lambda: self._opened.agenda.complete([row]), due, ReminderEnd.DONE)

    def _offer(self, due: Due, row: AgendaRow) -> None:
        from dealer_crm.ui.shell.reminder_strip import POSTPONE
        from dealer_crm.ui.today.days import add_hour, bare_menu, postpone_menu

        button = self._window.reminders.buttons[POSTPONE]
        move, ask = partial(self._move, due, row), partial(self._ask_day, due, row)
        menu = postpone_menu(self.t, self._today(), button, move, ask) if row.movable else bare_menu(button)
        add_hour(menu, self.t, lambda: self.in_an_hour([due]))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _ask_day(self, due: Due, row: AgendaRow) -> None:
        from dealer_crm.ui.today.days import DayDialog

        DayDialog(self.t, self.t("Postpone"), self._today, self._window, picked=partial(self._move, due, row)).open()

    def _move(self, due: Due, row: AgendaRow, day: date) -> None:
        from dealer_crm.domain.planning import ReminderEnd

        self._try(lambda: self._opened.agenda.postpone([row], day), due, ReminderEnd.MOVED)

    def in_an_hour(self, dues: Sequence[Due]) -> None:
        """Say these again in an hour."""
        self._opened.reminders.in_an_hour(dues)
        self.look()

    def rows_in_an_hour(self, rows: Sequence[AgendaRow]) -> None:
        """Say these items of a list again in an hour."""
        self._opened.reminders.items_in_an_hour({row.key for row in rows})
        self.look()

    def _try(self, deed: Callable[[], object], due: Due, end: ReminderEnd) -> None:
        """Do it and have done with the reminder; what is refused stays."""
        try:
            deed()
        except DomainError as error:
            self._wiring.tell_refusal(error)
        else:
            self._opened.reminders.end([due], end)
        self.look()

    def _today(self) -> date:
        return local_day(self._opened.now())


def _question(opened: Opened) -> Found | None:
    """Return what is to be said; None where the disk does not answer: whoever saves is told that, and it is asked again in a minute."""
    try:
        standing = opened.reminders.look()
        return Found(standing, opened.agenda.rows([one.item for one in standing.single]) if standing.single else ())
    except DomainError as error:
        log.warning("reminders were not asked for: %s", error.code)
        return None


def _row_of(key: object, rows: Sequence[AgendaRow]) -> AgendaRow | None:
    return next((row for row in rows if row.key == key), None)
