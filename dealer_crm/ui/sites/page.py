"""The view Sites: the board, and in its place one site, or an acceptance sheet of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.sites.board_page import BoardPage
from dealer_crm.ui.sites.deeds import SiteDeeds, SiteFrame
from dealer_crm.ui.sites.doors import SiteDoors
from dealer_crm.ui.sites.pane import SitePane
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import InlineMessage

SITE, JOB, SHEET, NEW, MEND, RECTIFY = "site-", "job-", "acceptance-", "new-job", "mend-", "rectify-"


class SitesPage(QWidget):
    """Subjects are "site-7" (an order), "job-3", "acceptance-5" or at an item "acceptance-5:AC-H4", "new-job", "new-job-7",
    "mend-12-15" (a job that mends these items), "rectify-4" (a job for a complaint). `planned` tells that a job was filed and is in view.

    Signals ask the window for what lies outside.
    """

    kinds = frozenset(
        {
            *("job", "job_material", "acceptance", "delivery", "delivery_line", "delivery_check", "sales_order", "order_line"),
            *("customer", "premises", "phone", "promise", "attachment", "staff", "absence", "signature"),
        }
    )
    keys_changed = Signal()
    customer_requested = Signal(int)
    order_requested = Signal(int)
    delivery_requested = Signal(int)
    deliver_requested = Signal(int)
    item_requested = Signal(str)
    planned = Signal()

    def __init__(self, t: Translator, doors: SiteDoors, window: SiteFrame) -> None:
        super().__init__()
        self._t, self._doors, self._frame = t, doors, window
        self.setObjectName("sites_page")
        self.make_sheet: Callable[[], Any] | None = None
        self._sheet: Any = None
        self.message = InlineMessage(t, name="sites_message")
        self.list = BoardPage(t, doors)
        self.pane = SitePane(t, doors, lambda: window.prompts)
        self.deeds = SiteDeeds(t, self, doors, window)
        self._faces = QStackedWidget()
        self._faces.addWidget(self.list)
        self._faces.addWidget(self.pane)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.message)
        box.addWidget(self._faces, 1)
        self.setFocusProxy(self.list)
        self._listen()

    def _listen(self) -> None:
        self.list.opened.connect(self.open_site)
        self.list.new_requested.connect(lambda: self.deeds.new())
        self.list.menu_requested.connect(self.deeds.show_menu)
        self.list.chosen.connect(lambda _id: self.keys_changed.emit())
        pane = self.pane
        pane.closed.connect(self.close_record)
        pane.changed.connect(self.reload_pane)
        pane.deed_requested.connect(self.deeds.run)
        pane.plan_requested.connect(lambda: self.deeds.new(pane.site_id()))
        pane.sheet_requested.connect(self.open_sheet)
        pane.begin_requested.connect(self.deeds.begin_sheet)
        pane.delivery_requested.connect(self.delivery_requested)
        pane.item_requested.connect(self.open_item)
        pane.mend_requested.connect(lambda: self.deeds.mend([one.check_id for one in pane.file.failed_items] if pane.file else []))
        pane.deliver_requested.connect(lambda: self.deliver_requested.emit(pane.site_id()))
        pane.customer_requested.connect(self.customer_requested)
        pane.order_requested.connect(self.order_requested)

    # page protocol

    @property
    def has_primary(self) -> bool:
        """Tell the window whether a filled button stands on the page."""
        return not self.on_board()

    def on_board(self) -> bool:
        """Tell whether the board is in view."""
        return self._faces.currentWidget() is self.list

    def shows_site(self) -> bool:
        """Tell whether a site is in view."""
        return self._faces.currentWidget() is self.pane

    def on_shown(self) -> None:
        """Be where the arrows work."""
        if self.on_board():
            self.list.focus_start()

    def reload(self) -> None:
        """Ask again for the board, and for what is open."""
        self.list.reload()
        if self.pane.site_id():
            self.reload_pane()
        if self._sheet is not None:
            self._sheet.reload()
        self.keys_changed.emit()

    def reload_pane(self) -> None:
        """Ask again for the open site; one that is gone is closed."""
        try:
            self._show(self.pane.site_id())
        except DomainError:
            self.pane.forget()
            if not self.on_board():
                self.close_record()

    def show_subject(self, subject: str) -> None:
        """Open what the subject names; "sites" is the board."""
        record, _colon, item = subject.partition(":")
        kind, _dash, number = record.rpartition("-")
        if subject == NEW or kind == NEW:
            self.deeds.new(int(number) if number.isdecimal() else 0)
        elif subject.startswith(MEND):
            self.deeds.mend([int(one) for one in subject.removeprefix(MEND).split("-") if one.isdecimal()])
        elif number.isdecimal() and f"{kind}-" == RECTIFY:
            self.deeds.rectify(int(number))
        elif number.isdecimal() and f"{kind}-" == SITE:
            self.open_site(int(number))
        elif number.isdecimal() and f"{kind}-" == JOB:
            self.open_job(int(number), item)
        elif number.isdecimal() and f"{kind}-" == SHEET:
            self.open_sheet(int(number), item)

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter now."""
        t = self._t
        if self.on_board():
            return [("Enter", t("open")), (t("Arrows"), t("go on")), ("/", t("filter")), ("Ctrl+N", t("new job"))]
        if self.shows_site():
            return [*self.pane.keys(), ("Ctrl+N", t("new job")), ("Esc", t("close"))]
        found: list[tuple[str, str]] = self._sheet.keys() if hasattr(self._sheet, "keys") else []
        return found

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what the page answers at the moment."""
        return self.deeds.answered()

    def current_customer(self) -> int:
        """Return whom commands are about, 0 for nobody."""
        if not self.on_board() and self.pane.file is not None:
            return self.pane.file.customer_id
        row = self.list.current()
        return row.customer_id if row is not None else 0

    def current_site(self) -> int:
        """Return which site commands are about, 0 for none."""
        return self.list.current_id() if self.on_board() else self.pane.site_id()

    # opening and closing

    def open_site(self, order_id: int, job_id: int = 0) -> None:
        """Open a site, at one of its jobs."""
        try:
            self._show(order_id, job_id)
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self._bring(self.pane)
        self.list.choose(order_id)
        self.pane.focus_start()
        self._frame.visited(f"{JOB}{job_id}" if job_id else f"{SITE}{order_id}")

    def open_job(self, job_id: int, item: str = "") -> None:
        """Open the site of a job, at the job, or at an item of its manners by its code."""
        try:
            order_id = self._doors.reads.job(job_id).order_id
        except DomainError as error:
            self.message.show_error(error)
            return
        self.open_site(order_id, job_id)
        card = self.pane.card_of(job_id)
        if item and card is not None:
            card.lead_to(item)

    def open_sheet(self, acceptance_id: int, item: str = "") -> None:
        """Open an acceptance sheet in place of its site, at an item by its code."""
        if self.make_sheet is None:
            return
        if self._sheet is None:
            self._sheet = self.make_sheet()
            self._faces.addWidget(self._sheet)
            self._sheet.closed.connect(self._on_sheet_closed)
        try:
            self._sheet.open_sheet(acceptance_id, item)
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self._bring(self._sheet)
        self._frame.visited(f"{SHEET}{acceptance_id}")

    def open_item(self, subject: str) -> None:
        """Open an item that failed where it stands: on a sheet or a job here, on a delivery elsewhere."""
        if subject.startswith((SHEET, JOB)):
            self.show_subject(subject)
        else:
            self.item_requested.emit(subject)

    def sheet_commands(self) -> dict[str, Callable[[], object]]:
        """Return what the sheet in view answers."""
        shown = self._sheet is not None and self._faces.currentWidget() is self._sheet and hasattr(self._sheet, "commands")
        found: dict[str, Callable[[], object]] = self._sheet.commands() if shown else {}
        return found

    def _on_sheet_closed(self) -> None:
        """Be back on the site of the sheet, else on the board; a signing ceremony has no site: it leads to its order."""
        file = self._sheet.file
        if file is not None and file.is_ceremony:
            self.close_record()
            self.order_requested.emit(file.order_id)
        elif self.pane.site_id():
            self.open_site(self.pane.site_id())
        else:
            self.close_record()

    def _show(self, order_id: int, job_id: int = 0) -> None:
        self.pane.show_site(self._doors.reads.open(order_id), job_id)

    def _bring(self, face: QWidget) -> None:
        self._faces.setCurrentWidget(face)
        self.setFocusProxy(face)
        self.keys_changed.emit()

    def close_record(self) -> None:
        """Go back to the board."""
        self._bring(self.list)
        self.list.focus_start()
        self._frame.visited("sites")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the board, / to the filter, Ctrl+V pastes a picture to the job in view."""
        if event.key() == Qt.Key.Key_Escape and self.shows_site():
            self.close_record()
        elif event.key() == Qt.Key.Key_Slash and self.on_board():
            self.list.focus_filter()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.shows_site():
            self.deeds.paste_picture()
        else:
            super().keyPressEvent(event)
