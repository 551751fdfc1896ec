"""Connects one window with one open folder: pages, commands, news, staff, and the ways to another folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from dealer_crm.app import paths
from dealer_crm.app.class_work import ClassWork
from dealer_crm.app.look import LookLink
from dealer_crm.app.news import NewsLink
from dealer_crm.app.notices import warn_of_clock
from dealer_crm.app.opened import Opened
from dealer_crm.app.papers import PapersLink, open_outside
from dealer_crm.app.printing import PrintLink
from dealer_crm.app.reminding import ReminderLink
from dealer_crm.app.rooms import Rooms
from dealer_crm.app.safety import SafetyLink
from dealer_crm.app.tray_link import TrayLink
from dealer_crm.app.warming import Warming
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import HistoryRow
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator, translator
from dealer_crm.ui.history.doors import MANY
from dealer_crm.ui.shell import MainWindow, StatusItem
from dealer_crm.ui.theme import Tone

if TYPE_CHECKING:
    from dealer_crm.app.program import Program
    from dealer_crm.ui.settings.page import SettingsPage

SAY_MS = 30
"""The first page is painted before the window says how many wait, who works and when the last backup was made."""


class Wiring(QObject):
    """Everything that stands between the window's commands and the services of the folder. `said`: the window says how things stand."""

    def __init__(self, program: Program, window: MainWindow, opened: Opened) -> None:
        super().__init__(window)
        self._program, self._window, self._opened = program, window, opened
        self.t: Translator = translator(program.language(opened.settings.value))
        self.classes = ClassWork(window, opened)
        self.news = NewsLink(self.t, window, opened)
        self.news.heard.connect(self._on_news)
        self.tray = TrayLink(program, window, opened, self.t)
        self.reminding = ReminderLink(self, window, opened)
        self.news.minute.connect(self.reminding.on_minute)
        self.safety = SafetyLink(self, window, opened)
        self.look = LookLink(program)
        self.printing = PrintLink(self.t, window, opened, self._on_written, self._say)
        self.papers = PapersLink(self.printing, window, opened, self._on_written)
        self.rooms = Rooms(self, window, opened, self.papers)
        self.rooms.plug()
        self.printing.desk.export, self.printing.desk.open = self.papers.export_listing, self._open_paper
        window.set_page("settings", self._settings)
        window.set_search(self.rooms.search)
        window.set_demo(opened.settings.value.demo)
        for name, run in self._commands().items():
            window.bind(name, run)
        self.warming = Warming(self)
        self.warming.done.connect(self.classes.begin)
        self.news.another_day.connect(self.classes.look)
        self.said = False
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(SAY_MS)
        self._saying.timeout.connect(self._say_all)
        self._saying.start()

    def _commands(self) -> dict[str, Callable[[], object]]:
        window = self._window
        demo = self._opened.settings.value.demo
        found: dict[str, Callable[[], object]] = {
            "new_customer": lambda: self.rooms.new_customer(),
            "new_quote": lambda: self.rooms.new_quote(),
            "new_order": lambda: self.rooms.new_order(),
            "log_followup": lambda: self.rooms.log(),
            "caller": self.rooms.caller,
            "sales": self.rooms.sales,
            "communities": self.rooms.communities,
            "sites": lambda: window.go("deliveries", "sites"),
            "new_job": lambda: window.go("deliveries", "new-job"),
            "new_owner": self.rooms.new_owner,
            "reminders": self.reminding.focus,
            "undo": self.undo,
            "redo": self.redo,
            "history": self.show_history,
            "recycle_bin": lambda: self.show_history("bin"),
            "import_customers": self.import_customers,
            "export_customers": self.papers.export_all,
            "print_blank_form": lambda: self.papers.about.form(None),
            "backup": self.safety.back_up_now,
            "restore": partial(window.go, "settings", "data/backups"),
            "check": partial(window.go, "settings", "data/check"),
            "staff": partial(window.go, "settings", "staff"),
            "printer_wizard": self.printing.wizard,
            "print_log": self.printing.desk.show_log,
            "settings": partial(window.go, "settings"),
            "shortcuts_help": self.show_shortcuts,
            "about": self.show_about,
        }
        found |= {"demo_leave": self.leave_demo} if demo else {"demo_open": self.open_demo}
        return found | self.look.commands()

    def _say_all(self) -> None:
        """Say how things stand and who works, once the first page has its answers: it is what one waits for."""
        if self._window.runner.asked():
            self._saying.start()
            return
        self.said = True
        self._show_staff()
        self.refresh()
        warn_of_clock(self._window, self._opened, self.t)
        self.tray.begin()
        self.reminding.begin()
        self.warming.begin()

    def _open_paper(self, kind: str, record_id: int) -> None:
        from dealer_crm.app.rooms_codes import open_paper

        open_paper(self.rooms, kind, record_id)

    def tell_refusal(self, error: DomainError) -> None:
        """Say in a sentence why something was not done."""
        self._program.tell_refusal(error)

    def refresh(self) -> None:
        """Say anew what the window says."""
        item = self.safety.item()
        self.news.items = [item] if item else []
        self.news.refresh()

    def _on_news(self, kinds: frozenset[str]) -> None:
        self.classes.look()
        self.reminding.on_news(kinds)
        if "staff" in kinds:
            self._show_staff()

    def unplug(self) -> None:
        """Let go of the store: the window is about to be replaced or closed. What is being typed is kept first."""
        from dealer_crm.ui.desk.draft_keeper import DraftKeeper

        self._leave_field()
        for keeper in self._window.findChildren(DraftKeeper):
            keeper.write()
        self.news.unplug()
        self.reminding.unplug()
        self.tray.unplug()
        self.classes.unplug()
        self.safety.unplug()

    def _leave_field(self) -> None:
        """Fields that save themselves when one leaves them do so now."""
        field: QWidget | None = self._window.focusWidget()  # the stub says that there always is one
        if field and field.hasFocus():
            field.clearFocus()
            field.setFocus()
        settings = self._window.page("settings")
        if settings is not None:
            settings.keep()

    def may_close(self) -> bool:
        """Tell whether the window may close now; a backup may have to be made first, with what is being typed in it."""
        self._leave_field()
        return self.safety.may_close(lambda: self._program.later(self._window.close))

    # undo and history

    def undo(self) -> None:
        """Take the last step back."""
        history = self._opened.history
        self._reverse(history.next_undo(), history.undo, self.t("Undoing…"))

    def redo(self) -> None:
        """Do again what was taken back."""
        history = self._opened.history
        self._reverse(history.next_redo(), history.redo, self.t("Redoing…"))

    def _reverse(self, step: HistoryRow | None, run: Callable[[Progress | None], object], title: str) -> None:
        """Reverse a step at once, or off the window's thread where it touches much."""
        if step is not None and step.changes > MANY:
            self._window.run_task(title, run, failed=self._on_not_reversed, cancellable=False)
            return
        try:
            run(None)
        except DomainError as error:
            self._program.tell_refusal(error)

    def _on_not_reversed(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        self._program.tell_refusal(error)

    def show_shortcuts(self) -> None:
        """Show every key."""
        from dealer_crm.app.about import show_shortcuts

        show_shortcuts(self.t, self._window)

    def show_about(self) -> None:
        """Tell version, licences and folders."""
        from dealer_crm.app.about import show_about

        show_about(self.t, self._window.prompts, self._opened.folder.path)

    def show_history(self, tab: str = "history") -> None:
        """Show who changed what, or the recycle bin."""
        from dealer_crm.app.past import show_history

        show_history(self, self._window, self._opened, tab)

    # data in and out

    def import_customers(self) -> None:
        """Bring customers in from a file."""
        from dealer_crm.app.intake import show_import

        show_import(self, self._window, self._opened)

    def _on_written(self, target: Path) -> None:
        """Say which file was written; a click opens its folder."""
        words = self.t("Written: {file}").format(file=target.name)
        self._say(StatusItem("written", words, "file-down", Tone.DONE, lambda: open_outside(target.parent)))

    def _say(self, said: StatusItem) -> None:
        """Say in the status bar what was just done, until the next change."""
        item = self.safety.item()
        self.news.items = [said, *([item] if item else [])]
        self.news.refresh_status()

    def restore(self, file: Path) -> None:
        """Put a backup in place of the store once this event is through."""
        self._program.later(lambda: self._program.restore(file))

    # settings, staff

    def _settings(self) -> SettingsPage:
        from dealer_crm.app import rooms_settings as parts
        from dealer_crm.app.printer_wizard import printers_part
        from dealer_crm.app.rooms_overprint import OverprintRoom
        from dealer_crm.app.rooms_papers import Outside, papers_part
        from dealer_crm.app.rooms_products import products_part
        from dealer_crm.app.rooms_staff import absences_part, hand_over
        from dealer_crm.ui.settings.doors import ShopDoors
        from dealer_crm.ui.settings.grant_card import GrantDoors
        from dealer_crm.ui.settings.page import SettingsPage

        shop, drafts = self._opened.shop, self._opened.drafts
        products = partial(products_part, self.t, self._opened, self._window)
        more = (
            partial(absences_part, self.t, self._opened),
            partial(parts.days_part, self.t, self._opened),
            products,
            partial(parts.fields_part, self.t, self._opened),
            partial(parts.standards_part, self.t, self._opened, self.papers.about),
            partial(parts.sheets_part, self.t, self._opened),
            partial(parts.terms_part, self.t, self._opened),
            partial(papers_part, self.t, self._opened, self._window, Outside(self.undo, self.redo, self._on_written)),
            OverprintRoom(self.t, self._opened, self._window, self.printing).part,
            partial(printers_part, self.t, self._opened, lambda: self.printing.wizard()),
            partial(parts.photos_part, self.t, self._opened, self._window.prompts.choose_folder),
            partial(parts.reminders_part, self.t, self._opened, self.reminding),
        )
        doors = ShopDoors(
            shop.shop,
            shop.save_shop,
            lambda: shop.staff(everyone=True),
            shop.add_staff,
            shop.save_staff,
            drafts,
            more,
            partial(hand_over, self.rooms),
            lambda staff_id: self._opened.hand_over.preview(staff_id).any,
            GrantDoors(self._opened.complaint_costs.limit, self._opened.complaint_costs.set_limit),
        )
        page = SettingsPage(self.t, self._window, doors, self.look.doors(), self.safety.doors())
        page.import_requested.connect(self.import_customers)
        page.export_requested.connect(self.papers.export_all)
        page.history_requested.connect(lambda: self.show_history())
        page.bin_requested.connect(lambda: self.show_history("bin"))
        page.demo_requested.connect(self.open_demo)
        return page

    def _show_staff(self) -> None:
        people = [(person.id, person.name) for person in self._opened.shop.staff()]
        self._window.set_staff(people, self._opened.settings.value.staff_id or 0, self.switch_staff)

    def switch_staff(self, staff_id: int) -> None:
        """Let somebody else work from here on."""
        self._opened.switch(staff_id)
        self._show_staff()

    # the sample shop

    def open_demo(self) -> None:
        """Go to the sample shop in its own folder; it is made at the first visit."""
        from dealer_crm.app.sample import make_sample

        folder = paths.demo_folder(self._opened.folder.path)
        self._opened.settings.change(first_run_done=True)
        make_sample(self.t, self._window, folder, lambda: self._program.move_later(folder, self._opened.folder.path))

    def leave_demo(self) -> None:
        """Go back to one's own data."""
        self._program.move_later(self._program.home, None)
