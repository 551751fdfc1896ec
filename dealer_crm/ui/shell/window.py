"""The main window: rooms, commands, sheet, undo, status and news. Knows nothing below the ui."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QMargins, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.frame import WindowFrame
from dealer_crm.ui.shell.geometry import restore_geometry, save_geometry
from dealer_crm.ui.shell.pages import commands_of_page, keys_of_page
from dealer_crm.ui.shell.palette import Search
from dealer_crm.ui.shell.panes import focus_into, next_pane
from dealer_crm.ui.shell.places import Place, Places, WindowState
from dealer_crm.ui.shell.shortcuts import ROOMS, room_name
from dealer_crm.ui.shell.status_bar import StatusItem
from dealer_crm.ui.shell.tasks import Task, TaskRunner
from dealer_crm.ui.theme import Space, Tone

if TYPE_CHECKING:
    from dealer_crm.ui.shell.prompts import Prompts
    from dealer_crm.ui.widgets.sheet import SideSheet


class MainWindow(WindowFrame):
    """Cheap to build: pages come from factories and are built when first shown."""

    closing = Signal()

    def __init__(
        self, t: Translator, *, settings: QSettings | None = None, start: WindowState | None = None, runner: TaskRunner | None = None
    ) -> None:
        super().__init__(t)
        self._settings = settings
        self._places = Places(start or WindowState())
        self._retired = False
        self._came_from: QWidget | None = None
        self._shop = ""
        self.may_close: Callable[[], bool] | None = None
        self.hides: Callable[[], bool] | None = None
        self._leaving = False
        self.runner = runner or TaskRunner()
        self.runner.reading.connect(self._on_reading)
        self.tabs.set_room(self._places.here.room)
        self.tabs.chosen.connect(lambda room: self.go(room))
        self.pages.shown.connect(self._on_page_shown)
        self.banner.leave_requested.connect(lambda: self.commands.run("demo_leave"))
        self.undo_bar.undo_requested.connect(lambda: self.commands.run("undo"))
        self._bind_own()
        self._name()
        restore_geometry(self, settings)

    @cached_property
    def prompts(self) -> Prompts:
        """The boxes of this window; a test puts a scripted one here."""
        from dealer_crm.ui.shell.prompts import Prompts  # forms and dialogs: not before the first paint

        return Prompts(self._t, self)

    def _bind_own(self) -> None:
        for room in ROOMS:
            self.bind(f"go_{room}", partial(self.go, room))
        own: dict[str, Callable[[], object]] = {
            "search": self.finder.open,
            "back": self.back,
            "forward": self.forward,
            "next_pane": lambda: self._next_pane(1),
            "previous_pane": lambda: self._next_pane(-1),
            "full_screen": self._toggle_full_screen,
            "quit": self.leave,
        }
        for name, run in own.items():
            self.bind(name, run)

    # rooms

    def set_page(self, key: str, factory: Callable[[], QWidget]) -> None:
        """Give a room its page; it is built when first shown."""
        self.pages.set_factory(key, factory)

    def open_rooms(self) -> None:
        """Show the first page; called once the pages are set. Until then the middle is empty."""
        self._show(self._places.here)

    def page(self, key: str) -> Any:
        """Return the page of a room if it was built."""
        return self.pages.built(key)

    def go(self, room: str, subject: str = "") -> None:
        """Go to a room, and to a record in it."""
        self._places.visit(Place(room, subject))
        self._show(self._places.here)

    def visited(self, subject: str) -> None:
        """A page tells which record it shows now."""
        self._places.visit(Place(self._places.here.room, subject))

    def back(self) -> None:
        """Go where one was before."""
        self._step(-1)

    def forward(self) -> None:
        """Go on again after `back`."""
        self._step(1)

    def _step(self, by: int) -> None:
        if place := self._places.step(by):
            self._show(place)

    def _show(self, place: Place) -> None:
        self.tabs.blockSignals(True)
        self.tabs.set_room(place.room)
        self.tabs.blockSignals(False)
        self.tabs.update()
        if self.pages.key() != place.room or self.pages.page() is None:
            self.pages.show_page(place.room)
        else:
            self.pages.take_focus()
        page = self.pages.page()
        if place.subject and hasattr(page, "show_subject"):
            page.show_subject(place.subject)

    def _on_page_shown(self, room: str) -> None:
        page = self.pages.page()
        if hasattr(page, "keys_changed") and not page.property("kit_wired"):
            page.setProperty("kit_wired", True)
            page.keys_changed.connect(self.refresh_page)
        self.refresh_page()
        self._name()

    def refresh_page(self) -> None:
        """Ask the page again for its keys and commands."""
        page = self.pages.page()
        self.commands.set_page(commands_of_page(page))
        self.status.keys.set_keys(keys_of_page(self._sheet if hasattr(self._sheet, "keys") else page))
        self._dress_log()

    def on_news(self, kinds: frozenset[str]) -> None:
        """Something changed: the page in view reloads, the others when they are shown."""
        self.pages.on_news(kinds)

    # commands

    def bind(self, name: str, run: Callable[[], object]) -> None:
        """Make a command exist: key, menu entry, top bar button, Ctrl+K."""
        self.commands.bind(name, run)

    def set_search(self, search: Search) -> None:
        """Let Ctrl+K find records."""
        self.finder.set_search(search)

    def _next_pane(self, step: int) -> None:
        sheets = [self._sheet] if self._sheet else []
        next_pane([self.top_bar, self.tabs, *self._strips, *self.pages.panes(), *sheets, self.undo_bar], step)

    def focus_reminders(self) -> bool:
        """Go to what reminds; False where nothing does."""
        return any(focus_into(strip) for strip in self._strips if strip.isVisible())

    def _toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    # sheet

    def sheet(self) -> SideSheet | None:
        """Return the sheet that is open."""
        return self._sheet

    def show_sheet(self, sheet: SideSheet) -> bool:
        """Show a sheet in place of another; False when the other one would not close. It is freed when it closes."""
        if self._sheet is not None and not self.close_sheet():
            return False
        self._sheet = sheet
        self._came_from = self.focusWidget()
        self._row.addWidget(sheet)
        sheet.closed.connect(self._on_sheet_closed)
        self._fit()
        sheet.show()
        if sheet.form and sheet.focusProxy() is None:
            sheet.form.focus_first()
        else:
            focus_into(sheet)
        self.refresh_page()
        return True

    def close_sheet(self) -> bool:
        """Close the sheet, if there is one and nobody minds; tell whether none is open now."""
        if self._sheet is not None:
            self._sheet.close_sheet()
        return self._sheet is None

    def _on_sheet_closed(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            self._row.removeWidget(sheet)
            sheet.deleteLater()
            self._row.activate()  # what had the focus may be hidden until the page has its whole width again
        self._focus_back()
        self.refresh_page()

    def _focus_back(self) -> None:
        """Put the focus where it was before the sheet, else where the page wants it."""
        before, self._came_from = self._came_from, None
        if before is not None and isValid(before) and before.isVisible() and self.pages.isAncestorOf(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.pages.take_focus()

    def _dress_log(self) -> None:
        sheet_logs = self._sheet is not None and self._sheet.command == "log_followup"
        page_has_primary = bool(getattr(self.pages.page(), "has_primary", False))
        self.top_bar.set_log_look(filled=self._sheet is None and not page_has_primary, sheet_open=sheet_logs)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody wanted closes the sheet; the letter of a page is the page's, also while a room or a button has the focus."""
        if event.key() == Qt.Key.Key_Escape and self._sheet:
            self.close_sheet()
        elif event.text().isalnum() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._hand_to_page(event)
        else:
            super().keyPressEvent(event)

    def _hand_to_page(self, event: QKeyEvent) -> None:
        before = self.focusWidget()
        if before is not self.tabs and not self.top_bar.isAncestorOf(before):
            return
        self.pages.take_focus()
        now = self.focusWidget()
        if self.pages.isAncestorOf(now) and not isinstance(now, QLineEdit):
            QCoreApplication.sendEvent(now, event)

    # what the window says

    def set_undo(self, sentence: str | None, redo_sentence: str | None = None) -> None:
        """Name what can be undone and redone; None greys the command."""
        for name, said, word in (("undo", sentence, self._t("Undo")), ("redo", redo_sentence, self._t("Redo"))):
            action = self.commands.action(name)
            action.setText((said or word).replace("&", "&&"))
            self.commands.set_enabled(name, said is not None)
        self.top_bar.set_undo_tip(sentence or "")
        self.top_bar.refresh()

    def show_undo_bar(self, sentence: str) -> None:
        """Say what was just done; stays until the next change."""
        self.undo_bar.show_undo(sentence)

    def dismiss_undo_bar(self) -> None:
        """Say nothing any more."""
        self.undo_bar.dismiss()

    def set_status(self, items: Sequence[StatusItem]) -> None:
        """Say how things stand at the left of the status bar."""
        self.status.set_items(items)

    def set_staff(self, people: Sequence[tuple[int, str]], current: int, pick: Callable[[int], object]) -> None:
        """Show who works here; a click offers the others."""
        self.status.set_staff(people, current, pick)

    def _on_reading(self, on: bool) -> None:
        self.status.say_reading(on=on)

    def set_badge(self, key: str, count: int) -> None:
        """Show a count on a room."""
        self.tabs.set_badge(key, count)
        self._name()

    def set_demo(self, on: bool) -> None:
        """Show or hide the banner of the sample shop."""
        self.banner.set_on(on=on)

    def add_notice(self, key: str, text: str) -> None:
        """Say something of the whole program above everything else, until it is clicked away."""
        from dealer_crm.ui.widgets.message import InlineMessage  # rare: not before the first paint

        notice = InlineMessage(self._t, name=f"notice_{key}", inset=QMargins(Space.M, Space.XS, Space.M, 0))
        self._notices.addWidget(notice)
        notice.show_message(text, Tone.WARN)

    def forbid(self, names: Collection[str], instead: Callable[[], object]) -> None:
        """Grey these commands; whoever finds another way to one gets `instead`."""
        self.commands.forbid(names, instead)

    def set_shop(self, name: str) -> None:
        """Name the shop in the title."""
        self._shop = name
        self._name()

    def _name(self) -> None:
        room = room_name(self._places.here.room, self._t)
        count = self.tabs.badge("today")
        parts = [f"({count}) {room}" if count else room, self._shop, self._t("Dealer CRM")]
        self.setWindowTitle(" - ".join(part for part in parts if part))

    # long work, end

    def run_task(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        cancellable: bool = True,
    ) -> Task:
        """Run long work behind a progress dialog; without `failed` an error goes to the crash report."""
        from dealer_crm.ui.shell.progress import ProgressDialog  # forms and dialogs: not before the first paint

        task = Task(work)
        ProgressDialog(self._t, title, task, self, cancellable=cancellable)
        if done is not None:
            task.finished.connect(done)
        task.failed.connect(failed or _raise)
        self.runner.start(task)
        return task

    def state(self) -> WindowState:
        """Return where the user is, for the next window."""
        return self._places.state()

    def retire(self) -> None:
        """Make room for a rebuilt window; says nothing to anybody."""
        self._retired = True
        save_geometry(self, self._settings)
        self.hide()
        self.deleteLater()

    def leave(self) -> None:
        """Close for good, also where closing hides the window only (`hides`)."""
        self._leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop tasks, remember the place on the screen; or go out of sight only."""
        if not self._retired and not self._leaving and self.hides is not None and self.hides():
            event.ignore()
            out_of_sight(self)
            return
        if not self._retired:
            if self.may_close is not None and not self.may_close():
                event.ignore()
                return
            self.runner.cancel_all_and_wait()
            save_geometry(self, self._settings)
            self.closing.emit()
        super().closeEvent(event)


def out_of_sight(window: MainWindow) -> None:
    """Hide the window; the program stays, also when a box is closed meanwhile."""
    QGuiApplication.setQuitOnLastWindowClosed(False)
    window.hide()


def _raise(error: Exception) -> None:
    raise error
