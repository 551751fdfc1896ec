"""What can be done in the room of warranty and care: sheets, papers, menus of the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from dealer_crm.domain.care import EquipmentState, RequestKind, VisitHint, VisitState
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.request_list import RUNNING
from dealer_crm.ui.care.done_sheet import DoneSheet
from dealer_crm.ui.care.doors import CareDoors, CareFrame
from dealer_crm.ui.care.machine_sheet import MachineSheet, MachineStart
from dealer_crm.ui.care.phrases import one_line
from dealer_crm.ui.care.request_sheet import RequestSheet, RequestStart
from dealer_crm.ui.care.visit_sheet import VisitSheet
from dealer_crm.ui.desk.columns_dialog import ColumnsDialog
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import MenuItem, build_menu

if TYPE_CHECKING:
    from dealer_crm.ui.care.page import CarePage

LISTED = {"machines": "equipment", "requests": "requests", "visits": "visits", "cares": "maintenance"}
"""Under which names the lists of the room go out."""
Deed = Callable[[], object]


class PageDeeds:
    """The commands of the page; it works on the page's own lists and panes."""

    def __init__(self, t: Translator, page: CarePage, doors: CareDoors, window: CareFrame) -> None:
        self._t, self._page, self._doors, self._frame = t, page, doors, window

    def answered(self) -> dict[str, Deed]:
        """Return the commands that make sense now, by the names of the window's table."""
        page, papers = self._page, self._doors.papers
        found: dict[str, Deed] = {
            "new": self.new_request,
            "refresh": page.reload,
            "filter": self.focus_search,
            "columns": lambda: ColumnsDialog(self._t, page.shown.table, page.shown.model, page.window()).open(),
        }
        machine = self._machine_in_view()
        if papers.exporting is not None:
            found |= papers.exporting.list_command(LISTED[str(page.tabs.value())], page.shown.model.ids)
            found |= papers.exporting.record_command("equipment", machine)
        if machine:
            found |= {"edit": self.edit_machine, "copy_text": page.machine.copy_answer} if self._machine_open() else {}
            if papers.care_card:
                found["print_care_card"] = lambda: papers.care_card(machine) if papers.care_card else None
            if papers.preview:
                found["print_preview"] = lambda: papers.preview(machine) if papers.preview else None
            if papers.print_now:
                found["print_now"] = lambda: papers.print_now(machine) if papers.print_now else None
        elif self._request_open():
            found["copy_text"] = page.request.copy_order
            if page.request.is_running():
                found["edit"] = lambda: self.edit_request(page.request.request_id())
        return found

    def _machine_open(self) -> bool:
        page = self._page
        return page.panes.is_open() and page.machine.isVisibleTo(page)

    def _request_open(self) -> bool:
        page = self._page
        return page.panes.is_open() and page.request.isVisibleTo(page)

    def _machine_in_view(self) -> int:
        """Return the open machine, else the current one of the list."""
        page = self._page
        if self._machine_open():
            return page.machine.machine_id()
        if self._request_open() or page.tabs.value() != "machines":
            return 0
        return page.shown.table.current_id()

    def focus_search(self) -> None:
        """Go to the search."""
        self._page.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._page.search.selectAll()

    # repair calls

    def new_request(self) -> None:
        """Take a call about the machine in view, or about nobody yet."""
        page = self._page
        machine = self._machine_in_view()
        row = next(iter(self._doors.machines.list.rows([machine])), None) if machine else None
        customer = (row.customer_id or 0) if row else page.current_customer()
        self.repair(customer, machine)

    def new_of_list(self) -> None:
        """File the first record of the list in view."""
        (self.new_machine if self._page.tabs.value() == "machines" else self.new_request)()

    def repair(self, customer_id: int, equipment_id: int = 0, kind: RequestKind = RequestKind.REPAIR, symptom: str = "") -> None:
        """Open the sheet for a call of a customer (0 = not known yet), with what he said where that is known."""
        sheet = RequestSheet(self._t, self._doors, RequestStart(customer_id, equipment_id or None, kind, symptom=symptom))
        sheet.saved.connect(self._on_taken)
        self._show(sheet)

    def _on_taken(self, request_id: int) -> None:
        row = next(iter(self._doors.requests.list.rows([request_id])), None)
        if row is not None:
            words = self._t("Taken down: {number}").format(number=row.number)
            self._page.message.show_message(words, Tone.DONE, action=self._t("Open"), run=lambda: self._page.open_request(request_id))

    def edit_request(self, request_id: int) -> None:
        """Give a request its appointment, or mend it."""
        try:
            self._show(RequestSheet(self._t, self._doors, RequestStart(request_id=request_id)))
        except DomainError as error:
            self._page.message.show_error(error)

    def finish_request(self, request_id: int) -> None:
        """Tell what was done."""
        row = next(iter(self._doors.requests.list.rows([request_id])), None)
        if row is not None and row.state in RUNNING:
            sheet = DoneSheet(self._t, self._doors, row)
            sheet.saved.connect(self._on_finished)
            self._show(sheet)

    def _on_finished(self, _request_id: int) -> None:
        self._page.message.show_message(self._t("Done. A call is planned that asks whether all is well."), Tone.DONE)

    def cancel_request(self, request_id: int) -> None:
        """Give a request up, with the reason."""
        reason = self._frame.prompts.ask_text(self._t("Cancel the request"), self._t("Reason"))
        if reason is not None:
            self._try(lambda: self._doors.requests.cancel(request_id, reason))

    # machines

    def new_machine(self, customer_id: int = 0) -> None:
        """File a machine that the shop did not deliver."""
        sheet = MachineSheet(self._t, self._doors, MachineStart(customer_id))
        sheet.saved.connect(self._page.open_machine)
        self._show(sheet)

    def edit_machine(self) -> None:
        """Change what is written of the open machine."""
        file = self._page.machine.file()
        if file is not None:
            self._show(MachineSheet(self._t, self._doors, MachineStart(file=file)))

    def remove_machine(self, equipment_id: int) -> None:
        """Say that a machine does not stand there any more; that can be undone."""
        file = self._doors.machines.open(equipment_id)
        gone = replace(file.draft, state=EquipmentState.REMOVED, removed_on=self._doors.today())
        self._try(lambda: self._doors.machines.edit(equipment_id, gone, file.version))

    # calls and care

    def tell_visit(self, visit_id: int) -> None:
        """Open the sheet of a call that is to be made; what is over is shown in its line."""
        row = next(iter(self._doors.visits.list.rows([visit_id])), None)
        if row is None or row.state is not VisitState.OPEN:
            return
        sheet = VisitSheet(self._t, self._doors, row)
        sheet.told.connect(lambda words: self._page.message.show_message(words, Tone.INFO))
        sheet.hinted.connect(self._on_hint)
        sheet.troubled.connect(self._on_trouble)
        self._show(sheet)

    def _on_hint(self, hint: VisitHint, customer_id: int) -> None:
        page, t = self._page, self._t
        if hint is VisitHint.COMPLAINT:
            words = t("Not satisfied: take it down as a complaint, so that it is solved.")
            page.message.show_message(words, Tone.WARN, action=t("New complaint"), run=lambda: page.complaint_requested.emit(customer_id))

    def _on_trouble(self, trouble: str, customer_id: int) -> None:
        words = self._t("He told of trouble: {words}").format(words=one_line(trouble))
        run = partial(self.repair, customer_id, symptom=trouble)
        self._page.message.show_message(words, Tone.WARN, action=self._t("Repair call"), run=run)

    def tick(self, lines: Sequence[int]) -> None:
        """Space in the list of maintenance: done today."""
        if self._page.tabs.value() == "cares":
            self._try(lambda: self._doors.cares.done(lines, self._doors.today()))

    # rows

    def customer_of_line(self) -> int:
        """Return whom the current line is about; 0 for nobody."""
        page = self._page
        line = page.shown.table.current_id()
        row = page.shown.model.row_at(page.shown.model.row_of(line)) if line else None
        if row is None:
            return 0
        return int(getattr(row, "customer_id", None) or getattr(getattr(row, "machine", None), "customer_id", None) or 0)

    def show_menu(self, line: int, where: QPoint) -> None:
        """Open the menu of a row."""
        page, t = self._page, self._t
        customer = self.customer_of_line()
        items = [MenuItem(t("Open"), lambda: page.open_line(line), key="Enter", name="row_open")]
        items.append(MenuItem(t("Repair call"), self.new_request, key="Ctrl+N", name="row_repair"))
        items.append(
            MenuItem(t("Customer file"), (lambda: page.customer_requested.emit(customer)) if customer else None, name="row_customer")
        )
        items.append(MenuItem(t("Copy the phone number"), self._copy_phone, name="row_copy_phone"))
        items += self._more(line)
        menu = build_menu(items, "care_menu")
        menu.setParent(page, menu.windowFlags())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _more(self, line: int) -> list[MenuItem]:
        t, papers = self._t, self._doors.papers
        match self._page.tabs.value():
            case "machines":
                preview = papers.preview
                certificate = MenuItem(t("Print certificate"), (lambda: preview(line)) if preview else None, key="Ctrl+P", name="row_print")
                card = papers.care_card
                fridge = MenuItem(t("Care card…"), (lambda: card(line)) if card else None, name="row_care_card")
                return [
                    certificate,
                    fridge,
                    MenuItem(t("New machine"), lambda: self.new_machine(self.customer_of_line()), name="row_new_machine"),
                ]
            case "requests":
                return [
                    MenuItem(t("Make an appointment"), lambda: self.edit_request(line), name="row_appointment"),
                    MenuItem(t("Done…"), lambda: self.finish_request(line), name="row_done"),
                    MenuItem(t("Cancel the request"), lambda: self.cancel_request(line), name="row_cancel"),
                ]
            case "cares":
                book = MenuItem(t("Book the visit"), lambda: self._book(line), name="row_book")
                return [MenuItem(t("Done today"), lambda: self.tick([line]), key="Space", name="row_tick"), book]
            case _:
                return []

    def _book(self, line: int) -> None:
        care = next(iter(self._doors.cares.list.rows([line])), None)
        if care is not None:
            self.repair(care.machine.customer_id or 0, care.machine.id, RequestKind.MAINTENANCE)

    def _copy_phone(self) -> None:
        row = self._doors.people.row(self.customer_of_line())
        if row is not None and row.phone:
            QGuiApplication.clipboard().setText(row.phone)
            self._page.message.show_message(self._t("Number copied: {number}").format(number=row.phone), Tone.DONE)

    def _show(self, sheet: RequestSheet | DoneSheet | VisitSheet | MachineSheet) -> None:
        self._frame.close_sheet()
        if self._frame.show_sheet(sheet):
            self._page.set_filled(False)
            sheet.closed.connect(lambda: self._page.set_filled(True))
            proxy = sheet.focusProxy()
            if proxy is not None:
                proxy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self, run: Deed) -> None:
        try:
            run()
        except DomainError as error:
            self._page.message.show_error(error)
        else:
            self._page.message.clear()
