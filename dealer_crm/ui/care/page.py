"""The page Warranty & care: a search that takes a scanner, four lists, and the machine or request beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.care.doors import CareDoors, CareFrame
from dealer_crm.ui.care.list_pane import KINDS, CareListPane
from dealer_crm.ui.care.machine_pane import MachinePane
from dealer_crm.ui.care.page_deeds import PageDeeds
from dealer_crm.ui.care.request_pane import RequestPane
from dealer_crm.ui.desk.doors import Memory
from dealer_crm.ui.desk.list_pane import ListKind
from dealer_crm.ui.desk.list_search import ListSearch
from dealer_crm.ui.desk.panes import Panes
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, InlineMessage, Role, SearchField, SubTabs

FOLLOW_PAUSE_MS = 60
SEARCH_WIDEST, SEARCH_NARROW = 340, 210
TIGHT_BELOW, ROOMY_FROM = 560, 900
MACHINE, REQUEST, VISIT = "machine", "request", "visit"


class CarePage(QWidget):
    """Subjects are "machine12", "request3" and "visit4"; signals ask the window for what lies outside this page."""

    kinds = frozenset(
        {
            "equipment",
            "equipment_coverage",
            "maintenance",
            "service_request",
            "visit",
            "customer",
            "phone",
            "premises",
            "premises_holder",
            "staff",
            "delivery",
            "complaint",
        }
    )
    customer_requested = Signal(int)
    complaint_requested = Signal(int)
    keys_changed = Signal()

    def __init__(self, t: Translator, doors: CareDoors, window: CareFrame, memory: Memory) -> None:
        super().__init__()
        self._t, self._doors, self._frame = t, doors, window
        self.title = t("Warranty & care")
        self.setObjectName("care_page")
        self.search = SearchField(name="care_search", placeholder=t("Serial, phone, name, number"), hint="Ctrl+F", icon="scan-line")
        self.search.setAccessibleName(t("Look up a machine by serial, phone or name; a scanner may type here"))
        self.search.setMaximumWidth(SEARCH_WIDEST)
        self.narrowing = ListSearch(self.search, lambda: self.shown)
        self.tabs = SubTabs([(kind.key, t(kind.title)) for kind in KINDS], name="care_tabs")
        self.tabs.setAccessibleName(t("Lists"))
        self.new_button = Button(t("Repair call"), icon="wrench", key="Ctrl+N", name="care_new")
        self.message = InlineMessage(t, name="care_message")
        lists = doors.machines.list, doors.requests.list, doors.visits.list, doors.cares.list
        self.lists = {kind.key: CareListPane(t, kind, reads, doors.today, memory) for kind, reads in zip(KINDS, lists, strict=True)}
        self.machine = MachinePane(t, doors)
        self.request = RequestPane(t, doors)
        self.deeds = PageDeeds(t, self, doors, window)
        self._left, self._right = QStackedWidget(), QStackedWidget()
        self.panes = Panes(self._left, self._right, name="care_panes")
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_PAUSE_MS)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.search)

    def _lay_out(self) -> None:
        for pane in self.lists.values():
            self._left.addWidget(pane)
        self._right.addWidget(self.machine)
        self._right.addWidget(self.request)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.search, 1)
        top.addWidget(self.tabs, 2)
        top.addWidget(self.new_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(top)
        box.addWidget(self.message)
        box.addWidget(self.panes, 1)

    def _listen(self) -> None:
        self._follow.timeout.connect(self._on_followed)
        self.narrowing.nothing_found.connect(self._on_nothing_found)
        self.tabs.changed.connect(self._on_tab)
        self.new_button.clicked.connect(self.deeds.new_request)
        for pane in self.lists.values():
            pane.opened.connect(self.open_line)
            pane.current_changed.connect(lambda _id: self._follow.start())
            pane.new_requested.connect(self.deeds.new_of_list)
            pane.menu_requested.connect(self.deeds.show_menu)
            pane.ticked.connect(self.deeds.tick)
            pane.counted.connect(partial(self._on_counted, pane.kind))
            pane.model.modelReset.connect(self.keys_changed)
        for shown in (self.machine, self.request):
            shown.closed.connect(self.close_detail)
            shown.customer_requested.connect(self.customer_requested)
        self.machine.repair_requested.connect(self.deeds.repair)
        self.machine.edit_requested.connect(lambda _id: self.deeds.edit_machine())
        self.machine.request_opened.connect(self.open_request)
        self.machine.removal_requested.connect(self.deeds.remove_machine)
        self.request.machine_requested.connect(self.open_machine)
        self.request.edit_requested.connect(self.deeds.edit_request)
        self.request.done_requested.connect(self.deeds.finish_request)
        self.request.cancel_requested.connect(self.deeds.cancel_request)
        self.panes.narrowed.connect(self._on_narrowed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the button to its key where a sheet takes the room."""
        super().resizeEvent(event)
        tight = self.width() < TIGHT_BELOW
        self.new_button.setVisible(not tight)
        self.search.set_hint("" if tight else "Ctrl+F")
        self.search.setMaximumWidth(SEARCH_WIDEST if self.width() >= ROOMY_FROM else SEARCH_NARROW)

    # page protocol

    @property
    def has_primary(self) -> bool:
        """Tell the window whether a filled button stands on the page."""
        return self.panes.is_open() or self.shown.offers_first()

    @property
    def shown(self) -> CareListPane:
        """The list in view."""
        return self.lists[self.tabs.value()]

    def on_shown(self) -> None:
        """Put the focus where a scanner types."""
        if not self.panes.is_open():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Ask again for the list in view, the counts of the others, and what is open."""
        for pane in self.lists.values():
            if pane is self.shown:
                pane.reload()
            else:
                pane.recount()
        self._reload_detail()
        self.keys_changed.emit()

    def _on_counted(self, kind: ListKind, counts: Mapping[Any, int]) -> None:
        """The tab tells the number of its first view."""
        self.tabs.set_count(kind.key, counts.get(next(iter(kind.views)), 0))

    def _reload_detail(self) -> None:
        if not self.panes.is_open():
            return
        if self._right.currentWidget() is self.request:
            if not self.request.show_request(self.request.request_id()):
                self.close_detail()
            return
        try:
            self.machine.show_machine(self.machine.machine_id())
        except DomainError:
            self.close_detail()

    def show_subject(self, subject: str) -> None:
        """Open what the subject names, beside the list that it belongs to."""
        ways = (MACHINE, "machines", self.open_machine), (REQUEST, "requests", self.open_request), (VISIT, "visits", self.open_visit)
        for kind, tab, run in ways:
            number = subject.removeprefix(kind)
            if subject.startswith(kind) and number.isdecimal():
                self.tabs.set_value(tab)
                run(int(number))

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter now."""
        t = self._t
        if self.panes.is_open() and self._right.currentWidget() is self.machine:
            return [("Ctrl+N", t("repair call")), ("Ctrl+P", t("certificate")), ("F2", t("edit")), ("Esc", t("close"))]
        if self.panes.is_open():
            return [*([("F2", t("appointment"))] if self.request.is_running() else []), ("Esc", t("close"))]
        keys = [("Enter", t("open")), ("Ctrl+N", t("repair call")), ("Ctrl+F", t("search"))]
        return [*keys, ("Space", t("done today"))] if self.tabs.value() == "cares" else keys

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what the page answers at the moment."""
        return self.deeds.answered()

    def current_customer(self) -> int:
        """Return whom the window's own commands are about; 0 for nobody."""
        if self.panes.is_open():
            machine, request = self.machine.file(), self.request.row()
            if self._right.currentWidget() is self.machine:
                return (machine.line.customer_id or 0) if machine else 0
            return request.customer_id if request else 0
        return self.deeds.customer_of_line()

    # searching

    def _on_nothing_found(self) -> None:
        """What is in no other list is looked for among the machines: a scanner does not know which list is in view."""
        if self.tabs.value() != "machines":
            self.tabs.set_value("machines")
            self.narrowing.open_found()

    def _on_tab(self, key: str) -> None:
        pane = self.lists[key]
        self._left.setCurrentWidget(pane)
        pane.spec = type(pane.spec)(view=pane.spec.view, words=self.search.query().strip())
        pane.reload()
        self.keys_changed.emit()

    # opening and closing

    def open_line(self, line: int) -> None:
        """Open what the line of the present list is about."""
        match self.tabs.value():
            case "machines":
                self.open_machine(line)
            case "requests":
                self.open_request(line)
            case "visits":
                self.open_visit(line)
            case _:
                care = next(iter(self._doors.cares.list.rows([line])), None)
                if care is not None:
                    self.open_machine(care.machine.id)

    def open_machine(self, equipment_id: int) -> None:
        """Open a machine's page."""
        try:
            self.machine.show_machine(equipment_id)
        except DomainError as error:
            self.message.show_error(error)
            return
        self._bring(self.machine, f"{MACHINE}{equipment_id}")
        if self.tabs.value() == "machines":
            self.shown.table.select_id(equipment_id)
        self.machine.head.repair_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_request(self, request_id: int) -> None:
        """Open a request's page."""
        if self.request.show_request(request_id):
            self._bring(self.request, f"{REQUEST}{request_id}")
            if self.tabs.value() == "requests":
                self.shown.table.select_id(request_id)
            self.request.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_visit(self, visit_id: int) -> None:
        """Open the sheet of a call after a sale."""
        self.deeds.tell_visit(visit_id)

    def close_detail(self) -> None:
        """Leave the list alone."""
        self.panes.set_open(False)
        self._arrange()
        self.shown.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring(self, shown: QWidget, subject: str) -> None:
        self.message.clear()
        self._right.setCurrentWidget(shown)
        self.panes.set_open(True)
        self._arrange()
        self._frame.visited(subject)

    def _arrange(self) -> None:
        narrow = self.panes.is_narrow()
        for head in (self.machine.head, self.request):
            head.set_narrow(narrow)
        self.keys_changed.emit()

    def set_filled(self, filled: bool) -> None:
        """Fill the button of what is open, or leave that to the sheet beside it."""
        for button in (self.machine.head.repair_button, self.request.done_button):
            button.set_role(Role.PRIMARY if filled else Role.PLAIN)
        self._arrange()

    def _on_narrowed(self, _narrow: bool) -> None:
        self._arrange()

    def _on_followed(self) -> None:
        """Follow the list while something is open beside it."""
        current = self.shown.table.current_id()
        if not current or not self.panes.is_open() or self.panes.is_narrow():
            return
        if self.tabs.value() == "machines" and self._right.currentWidget() is self.machine and current != self.machine.machine_id():
            self._show_beside(current)
        elif self.tabs.value() == "requests" and self._right.currentWidget() is self.request and current != self.request.request_id():
            self.request.show_request(current)
            self._frame.visited(f"{REQUEST}{current}")

    def _show_beside(self, equipment_id: int) -> None:
        try:
            self.machine.show_machine(equipment_id)
        except DomainError as error:
            self.message.show_error(error)
        else:
            self._frame.visited(f"{MACHINE}{equipment_id}")
