"""Builds the pages, each when it is first shown, and leads what they ask for to where it is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from dealer_crm.app.opened import Opened
from dealer_crm.app.papers import PapersLink
from dealer_crm.domain import phones
from dealer_crm.domain.journal import Role
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import Hit, MainWindow

if TYPE_CHECKING:
    from dealer_crm.app.wiring import Wiring
    from dealer_crm.ui.caller.card import CallerCard
    from dealer_crm.ui.customers.page import CustomersPage
    from dealer_crm.ui.desk.doors import Memory
    from dealer_crm.ui.followups.log_sheet import LastWords
    from dealer_crm.ui.welcome.panel import WelcomePanel

FOUND = 8


class Rooms(QObject):
    """The pages of one window on one open folder. Each room is imported when it is first needed."""

    def __init__(self, wiring: Wiring, window: MainWindow, opened: Opened, papers: PapersLink) -> None:
        super().__init__(window)
        self.t: Translator = wiring.t
        self.wiring, self.window, self.opened = wiring, window, opened
        self.papers = papers
        self.card: CallerCard | None = None
        self._files: CustomersPage | None = None
        self._welcome: WelcomePanel | None = None

    def plug(self) -> None:
        """Give every room its page."""
        rooms = {
            "today": self._today,
            "customers": self._customers,
            "calendar": self._calendar,
            "deliveries": self._deliveries,
            "complaints": self._complaints,
            "reports": self._reports,
            "care": self._care,
        }
        for room, page in rooms.items():
            self.window.set_page(room, page)

    def _calendar(self) -> QWidget:
        from dealer_crm.app.rooms_agenda import calendar_page

        return calendar_page(self)

    def _deliveries(self) -> QWidget:
        from dealer_crm.app.rooms_deliveries import deliveries_page

        return deliveries_page(self)

    def _complaints(self) -> QWidget:
        from dealer_crm.app.rooms_complaints import complaints_page

        return complaints_page(self)

    def _reports(self) -> QWidget:
        from dealer_crm.app.rooms_orders import open_order
        from dealer_crm.app.rooms_reports import reports_page

        return reports_page(self, partial(open_order, self))

    def _care(self) -> QWidget:
        from dealer_crm.app.rooms_care import care_page

        return care_page(self)

    # today

    def _today(self) -> QWidget:
        from dealer_crm.app.rooms_agenda import today_page

        return today_page(self)

    def welcome(self) -> WelcomePanel | None:
        """Return the first steps while nothing is filed and nobody went on."""
        settings = self.opened.settings
        if settings.value.first_run_done:
            return None
        if self.opened.customer_list.count():
            settings.note(first_run_done=True)
            return None
        if self._welcome is None:
            self._welcome = self._build_welcome()
        return self._welcome

    def _build_welcome(self) -> WelcomePanel:
        from dealer_crm.ui.welcome.panel import WelcomeDoors, WelcomePanel

        opened = self.opened
        doors = WelcomeDoors(
            shop_name=self._name_shop,
            operator=self._name_operator,
            backup_folder=lambda folder: opened.settings.change(backup_folder=str(folder)),
            choose_folder=lambda: self.window.prompts.choose_folder(self.t("Backups go to")),
            default_folder=opened.folder.backups,
        )
        panel = WelcomePanel(self.t, doors)
        operator = opened.operator
        panel.show_values(opened.shop.shop().name, operator.name if operator else "", opened.settings.value.backup_folder)
        panel.import_requested.connect(self.wiring.import_customers)
        panel.customer_requested.connect(self.new_customer)
        panel.demo_requested.connect(self.wiring.open_demo)
        panel.finished.connect(self._on_welcomed)
        return panel

    def _on_welcomed(self) -> None:
        self.opened.settings.change(first_run_done=True)
        page = self.window.page("today")
        if page is not None:
            page.reload()

    def _name_shop(self, name: str) -> None:
        shop = self.opened.shop
        shop.save_shop(replace(shop.shop(), name=name))

    def _name_operator(self, name: str) -> None:
        shop, person = self.opened.shop, self.opened.operator
        if person is None:
            self.wiring.switch_staff(shop.add_staff(StaffDraft(name, Role.OWNER)))
        else:
            shop.save_staff(person.id, StaffDraft(name, person.role, person.phone, person.active))

    # customers

    def _customers(self) -> QWidget:
        from dealer_crm.app.rooms_customers import customers_page

        room = customers_page(self)
        self._files = room.host
        return room

    def memory(self) -> Memory:
        """Return where small things the user arranged are kept."""
        from dealer_crm.ui.desk.doors import Memory

        kept = QSettings(str(Path(self.opened.folder.path) / "window.ini"), QSettings.Format.IniFormat)
        return Memory(lambda key: str(kept.value(key) or ""), kept.setValue)

    def customers_page(self) -> CustomersPage:
        """Go to the customers and return their page."""
        self.window.go("customers")
        self.window.page("customers").show_subject("")
        assert self._files is not None
        return self._files

    def open_customer(self, customer_id: int) -> None:
        """Open a customer's file."""
        self.window.go("customers", str(customer_id))

    def new_customer(self, phone: str = "", name: str = "") -> None:
        """Open an empty form, with what is known of a caller."""
        self.customers_page().new_customer(phone, name)

    def open_people(self, customer_id: int) -> None:
        """Open the people and places of a customer."""
        from dealer_crm.app.rooms_people import open_people

        open_people(self, customer_id)

    def communities(self) -> None:
        """Show every community."""
        from dealer_crm.app.rooms_people import open_community

        open_community(self)

    def sales(self) -> None:
        """Show all quotes and all orders."""
        from dealer_crm.app.rooms_quotes import open_sales

        open_sales(self)

    def new_owner(self) -> None:
        """Ask for the new owner of the house of whom the page is about."""
        from dealer_crm.app.rooms_people import new_owner

        new_owner(self)

    def new_quote(self) -> None:
        """Start a quote for whom the page is about."""
        from dealer_crm.app.rooms_quotes import new_quote

        new_quote(self, self.current())

    def new_order(self) -> None:
        """Start an order for whom the page is about."""
        from dealer_crm.app.rooms_orders import new_order

        new_order(self, self.current())

    # log sheet, caller, search

    @cached_property
    def last_words(self) -> LastWords:
        """What was said last: the next call may have gone the same way."""
        from dealer_crm.ui.followups.log_sheet import LastWords

        return LastWords()

    def log(self, customer_id: int = 0, words: str = "") -> None:
        """Open the sheet for a customer, or for whom the page is about."""
        self.open_sheet(customer_id or self.current(), words)

    def open_sheet(self, customer_id: int, words: str = "") -> None:
        """Open the sheet for a customer, or for nobody yet."""
        from dealer_crm.ui.followups.log_sheet import LogDoors, LogSheet

        opened = self.opened
        doors = LogDoors(
            log=opened.followups.log,
            find=opened.customer_list.find,
            row=lambda one: next(iter(opened.customer_list.rows([one])), None),
            next_after=self._next_after,
            drafts=opened.drafts,
            now=opened.now,
            last=self.last_words,
            proposed=opened.followups.proposed,
            questions=opened.asking.of,
            care_notes=opened.verifications.care_notes,
        )
        self.window.close_sheet()  # writes what is typed there before the new sheet reads it
        self.window.show_sheet(LogSheet(self.t, doors, customer_id, words))

    def current(self) -> int:
        """Return whom the page is about, 0 for nobody."""
        page = self.window.pages.page()
        current: Callable[[], int] | None = getattr(page, "current_customer", None)
        return current() if current else 0

    def _next_after(self, customer_id: int) -> int:
        return self._files.next_after(customer_id) if self._files else 0

    def caller(self) -> None:
        """Open the card for whoever is on the phone."""
        if self.card is None:
            from dealer_crm.app.rooms_care import complaint_call, repair_call
            from dealer_crm.ui.caller.card import CallerCard, CallerDoors

            opened = self.opened
            lists, calls = opened.customer_list, opened.followups
            doors = CallerDoors(
                lists.find,
                opened.customer_pages.open,
                calls.log,
                opened.drafts,
                opened.now,
                opened.complaint_list.open_of,
                opened.verifications.former,
            )
            self.card = CallerCard(self.t, doors, self.window)
            self.card.open_requested.connect(self.open_customer)
            self.card.new_requested.connect(self.new_customer)
            self.card.log_requested.connect(self.log)
            self.card.repair_requested.connect(partial(repair_call, self))
            self.card.complaint_requested.connect(partial(complaint_call, self))
        self.card.ask()

    def search(self, query: str) -> list[Hit]:
        """Return records by their number, machines by their plate, then customers, each with the reason why it is there."""
        from dealer_crm.app.rooms_care import machine_hits
        from dealer_crm.app.rooms_codes import code_hits
        from dealer_crm.app.rooms_numbers import record_hits
        from dealer_crm.ui.desk.hits import why
        from dealer_crm.ui.desk.phrases import name_of

        rows = self.opened.customer_list.find(query, FOUND)
        numbered = code_hits(self, query) + record_hits(self, query) + machine_hits(self, query)
        return numbered + [
            Hit(
                name_of(row),
                " · ".join(filter(None, (phones.shown(row.phone), row.address))),
                why(query, row, self.t),
                "user",
                partial(self.open_customer, row.id),
            )
            for row in rows
        ]
