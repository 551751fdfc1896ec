"""The whole window on a shop: walked through like a user, each deed with the longest time that the window could not answer a key.

Arguments: data folder (it is written to), rounds. Told are for every deed the milliseconds of its longest turn of the event loop, by the
clock and in CPU time of the window's thread, each the shortest of the rounds: the clock says more of a machine that is busy.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog

from benchmarks.children.figures import tell
from benchmarks.children.program import find, opened_by, running, until
from benchmarks.moment import TODAY
from dealer_crm.app.program import Program
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.services.customer_list import CustomerView
from dealer_crm.services.delivery_list import DeliveryView
from dealer_crm.ui.desk.list_pane import ListPane
from dealer_crm.ui.shell.tasks import PATIENCE_S
from dealer_crm.ui.widgets import PagedModel, TableView

CALM_S, WARM_S, STEP_S, BUSY_MS = 0.12, 4.0, 0.001, 5.0
SOMEBODY = 4711
Deed = Callable[[], object]
clock = time.perf_counter


class Wait(NamedTuple):
    """How long a turn took, in milliseconds, by the clock and in CPU time."""

    clock: float
    cpu: float

    def longer(self, other: Wait) -> Wait:
        """Return the longer of two, each by its own measure."""
        return Wait(max(self.clock, other.clock), max(self.cpu, other.cpu))

    def shorter(self, other: Wait) -> Wait:
        """Return the shorter of two."""
        return Wait(min(self.clock, other.clock), min(self.cpu, other.cpu))


def waited(work: Deed) -> Wait:
    """Do something and return how long it took."""
    begun, used = clock(), time.thread_time()
    work()
    return Wait(1000 * (clock() - begun), 1000 * (time.thread_time() - used))


class Quiet:
    """Boxes that nobody has to click away; what they say goes beside the figures."""

    def tell(self, title: str, text: str) -> None:
        """Pass over what is told."""
        sys.stderr.write(f"{title}: {text}\n")

    def confirm(self, *_words: str) -> bool:
        """Say no."""
        return False


class Walk:
    """One window, and what is done in it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.window = program.window
        self.opened = opened_by(program)

    def turn(self, calm: float = CALM_S) -> Wait:
        """Let everything happen that is about to; return the longest single turn of the event loop."""
        longest, calm_since = Wait(0.0, 0.0), clock()
        while clock() - calm_since < calm or self.window.runner.running():
            took = waited(self._events)
            longest = longest.longer(took)
            if took.clock > BUSY_MS:
                calm_since = clock()
            time.sleep(STEP_S)
        return longest

    @staticmethod
    def _events() -> None:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait(self, deed: Deed) -> Wait:
        """Do something and return the longest time that the window did not answer."""
        return waited(deed).longer(self.turn())

    def leave_dialogs(self) -> None:
        """Close what opened over the window."""
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.reject()
        self.window.close_sheet()
        self.turn()

    def table(self, name: str) -> tuple[TableView, PagedModel]:
        """Return a list of the page in view."""
        table = find(self.window, TableView, name)
        model = table.model()
        assert isinstance(model, PagedModel)
        return table, model

    # deeds, by the page they are done on

    def deeds(self) -> Iterator[tuple[str, Deed]]:
        """Give every deed, in the order of a walk."""
        window = self.window
        for room in ("today", "customers", "calendar", "deliveries", "care", "complaints", "reports", "settings"):
            yield f"open {room}", lambda room=room: window.go(room)  # type: ignore[misc]
        yield from self._today()
        yield from self._customers()
        yield from self._over()
        yield from self._calendar()
        yield from self._lists()
        yield from self._reports()
        yield from self._rest()

    def _today(self) -> Iterator[tuple[str, Deed]]:
        self.window.go("today")
        board = self.window.page("today").board
        for card in ("overdue", "today", "delivery", "complaint", "warranty", "lost", "done", "all"):
            yield f"today: card {card}", lambda card=card: board.cards.set_value(card)  # type: ignore[misc]
        yield "today: complete the first", board.complete
        yield "today: undo", self.program.wiring.undo  # type: ignore[union-attr]

    def _customers(self) -> Iterator[tuple[str, Deed]]:
        self.window.go("customers")
        page = self.program.wiring.rooms.customers_page()  # type: ignore[union-attr]
        yield from self._sorts("customer_table")
        for view in CustomerView:
            yield f"customers: view {view.value}", lambda view=view: page.list.set_view(view)  # type: ignore[misc]
        yield "customers: all again", page.list.clear_all
        for words in ("王", "5317", "翠湖"):
            yield f"customers: filter {words}", lambda words=words: self._type(page.list, words)  # type: ignore[misc]
        yield "customers: all again", page.list.clear_all
        yield "customers: open a file", lambda: self.window.go("customers", str(SOMEBODY))
        for key in ("record", "machines", "attachments", "orders", "complaints", "timeline"):
            yield f"file: tab {key}", lambda key=key: (page.file.tabs.set_value(key), page.file.show_tab(key))  # type: ignore[misc]
        yield "file: edit", lambda: page.edit_customer(SOMEBODY)
        yield "file: leave the form", page.form.leave
        yield "file: log a talk", lambda: self.opened.followups.log(FollowUpDraft(SOMEBODY, words="问了价格", next_on=TODAY))
        yield "file: undo the talk", self.program.wiring.undo  # type: ignore[union-attr]
        yield "file: close", page.close_record
        yield "customers: filters", page.open_filters

    @staticmethod
    def _type(pane: ListPane, words: str) -> None:
        pane.filter.setText(words)
        pane.search.narrow()

    def _sorts(self, name: str) -> Iterator[tuple[str, Deed]]:
        _table, model = self.table(name)
        for place, column in enumerate(model.columns):
            if column.sortable:
                yield f"{name}: sort by {column.key}", lambda place=place: model.request_sort(place)  # type: ignore[misc]

    def _over(self) -> Iterator[tuple[str, Deed]]:
        rooms, window = self.program.wiring.rooms, self.window  # type: ignore[union-attr]
        yield "log sheet", lambda: rooms.log(SOMEBODY)
        yield "caller card", rooms.caller
        for digits in ("138", "5317", "13800"):
            yield f"caller card: {digits}", lambda digits=digits: self._call(digits)  # type: ignore[misc]
        if rooms.card is not None:
            yield "caller card: close", rooms.card.close_card
        yield "search field", window.finder.open
        for words in ("w", "王", "0017", "cuihu"):
            yield f"search: {words}", lambda words=words: self._find(words)  # type: ignore[misc]
        yield "search: leave", window.finder.leave

    def _call(self, digits: str) -> None:
        card = self.program.wiring.rooms.card  # type: ignore[union-attr]
        assert card is not None
        card.field.setText(digits)
        card.search()

    def _find(self, words: str) -> None:
        self.window.top_bar.search.setText(words)
        self.window.finder.refresh()

    def _calendar(self) -> Iterator[tuple[str, Deed]]:
        self.window.go("calendar")
        page = self.window.page("calendar")
        yield "calendar: next month", lambda: page.month.go(TODAY + timedelta(days=31))
        yield "calendar: back to today", lambda: page.month.go(TODAY)
        yield "calendar: as a list", lambda: page.head.view.set_value("agenda")
        yield "calendar: as a month", lambda: page.head.view.set_value("month")
        yield "calendar: plan", lambda: page.plan(TODAY)

    def _lists(self) -> Iterator[tuple[str, Deed]]:
        window = self.window
        window.go("deliveries")
        pane = window.page("deliveries").list
        for view in DeliveryView:
            yield f"deliveries: view {view.value}", lambda view=view: pane.set_view(view)  # type: ignore[misc]
        yield "deliveries: filter 王", lambda: self._type(pane, "王")
        yield "deliveries: all again", pane.clear_all
        yield "deliveries: all views", lambda: pane.set_view(DeliveryView.ALL)
        yield "deliveries: open one", pane.open_one
        yield "deliveries: new", lambda: window.go("deliveries", "new")
        window.go("care")
        care = window.page("care")
        for key in ("requests", "visits", "cares", "machines"):
            yield f"care: tab {key}", lambda key=key: care.tabs.set_value(key)  # type: ignore[misc]
        yield from self._sorts("machines_table")
        yield "care: open a machine", lambda: care.shown.open_one()
        yield "care: repair call", care.deeds.new_request
        window.go("complaints")
        yield from self._sorts("complaint_table")
        complaints = window.page("complaints")
        yield "complaints: open one", complaints.list.open_one
        yield "complaints: new", lambda: window.go("complaints", "new")

    def _reports(self) -> Iterator[tuple[str, Deed]]:
        for report in ("owed", "takings", "contacts"):
            yield f"reports: {report}", lambda report=report: self.window.go("reports", report)  # type: ignore[misc]
        yield "reports: read anew", lambda: self.window.page("reports").reload()

    def _rest(self) -> Iterator[tuple[str, Deed]]:
        wiring, window = self.program.wiring, self.window
        assert wiring is not None
        for part in ("shop", "staff", "products", "data", "look"):
            yield f"settings: {part}", lambda part=part: window.go("settings", part)  # type: ignore[misc]
        yield "history", lambda: wiring.show_history()
        yield "recycle bin", lambda: wiring.show_history("bin")
        yield "shortcuts", wiring.show_shortcuts
        window.go("today")
        yield "day sheet", window.page("today").papers.preview


def main() -> None:
    """Walk, and tell."""
    program = running(Path(sys.argv[1]))
    program.prompts = program.window.prompts = Quiet()  # type: ignore[assignment]
    program.runner.patience = PATIENCE_S
    until(lambda: program.wiring is not None and program.wiring.said)
    walk = Walk(program)
    found = {"what is loaded while nobody waits": walk.turn(WARM_S)}
    for _ in range(int(sys.argv[2])):
        for name, deed in walk.deeds():
            took = walk.wait(deed)
            found[name] = took.shorter(found.get(name, took))
            if "-v" in sys.argv:
                sys.stderr.write(f"{took.clock:8.0f} {took.cpu:8.0f}  {name}\n")
            if walk.window.sheet() is not None or QApplication.activeModalWidget() is not None:
                walk.leave_dialogs()
    tell(waits=found)


if __name__ == "__main__":
    main()
