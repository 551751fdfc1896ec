"""What can be done with the delivery in view: plan, print, send, hand over, refuse, take back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from dealer_crm.domain.deliveries import OPEN_STATES, TAKEN_STATES, DeliveryKind, DeliveryState, may_become
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import PayWay
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.ui.deliveries.door_deeds import DoorDeeds
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import MenuItem, build_menu

if TYPE_CHECKING:
    from dealer_crm.ui.deliveries.page import DeliveriesPage


class Prompts(Chooser, Protocol):
    """The modal boxes that the deliveries need."""

    def ask_text(self, title: str, label: str, text: str = "") -> str | None:
        """Ask for one line."""


class Frame(Protocol):
    """The window as the page sees it."""

    @property
    def prompts(self) -> Prompts:
        """The modal boxes."""

    def visited(self, subject: str) -> None:
        """Remember where the user is, for going back."""


class DeliveryDeeds:
    """The commands of the page; it works on the page's own list and pane."""

    def __init__(self, t: Translator, page: DeliveriesPage, doors: DeliveryDoors, window: Frame) -> None:
        self._t, self._page, self._doors, self._frame = t, page, doors, window
        self.door = DoorDeeds(t, page, doors, self)

    def answered(self) -> dict[str, Callable[[], object]]:
        """Return the commands that make sense now, by the names of the window's table."""
        page, prints = self._page, self._doors.prints
        found: dict[str, Callable[[], object]] = {"new": self.new, "refresh": page.reload, "filter": page.focus_filter}
        if prints.exporting is not None:
            found |= prints.exporting.list_command("deliveries", page.list.model.ids)
            found |= prints.exporting.record_command("delivery", page.current_record())
        if prints.notes_of_today is not None:
            found["print_notes"] = prints.notes_of_today
        if page.current_record():
            wanted: dict[str, Callable[[], object] | None] = {
                "print_preview": prints.preview_note and self.preview_note,
                "print_now": prints.print_note and self.print_note,
                "copy_text": prints.text and self.copy_text,
                "edit": self.edit,
                "paste_picture": self.paste_picture,
            }
            found |= {name: run for name, run in wanted.items() if run} | self.door.answered()
        marks, file = self._doors.expectations, page.pane.file
        if marks is not None and file is not None and file.finished_at is not None and page.panes.is_open():
            found["customer_marks"] = lambda: marks.marks(file.id)
        return found

    def items(self, file: DeliveryFile) -> list[MenuItem]:
        """Return the menu of an open delivery."""
        t = self._t
        sends = file.is_open and may_become(file.state, DeliveryState.SENT)
        open_ = file.is_open and file.state in OPEN_STATES
        brought = file.kind is DeliveryKind.DELIVERY and file.state in TAKEN_STATES
        return [
            MenuItem(t("Edit…"), self.edit if open_ else None, "more_edit", "F2"),
            MenuItem(t("It leaves the shop"), self.send if sends else None, "more_send"),
            *self.door.items(file),
            MenuItem(t("Copy dispatch text"), self.copy_text if self._doors.prints.text else None, "more_text", "Ctrl+Shift+C"),
            MenuItem(t("Print the checklist blank"), self.preview_blank if self._doors.prints.preview_blank else None, "more_blank"),
            MenuItem(
                t("Order {number}").format(number=file.order_number), lambda: self._page.order_requested.emit(file.order_id), "more_order"
            ),
            *self._site_items(file),
            MenuItem(t("Customer file"), lambda: self._page.customer_requested.emit(file.customer_id), "more_customer"),
            MenuItem(""),
            MenuItem(t("The customer refuses…"), self.refuse if open_ else None, "more_refuse"),
            MenuItem(t("Call it off"), self.cancel if open_ and may_become(file.state, DeliveryState.CANCELLED) else None, "more_cancel"),
            MenuItem(t("Take back, deliver again…"), self.take_back if brought else None, "more_take_back"),
            MenuItem(
                t("Return or exchange…"),
                (lambda: self._page.return_requested.emit(file.order_id)) if brought else None,
                "more_return",
            ),
        ]

    def _site_items(self, file: DeliveryFile) -> list[MenuItem]:
        """Return what leads to the site: planning its next job where machines wait for one, and the site itself."""
        t, page = self._t, self._page
        plan = MenuItem(t("Plan the installation…"), lambda: page.install_requested.emit(file.order_id), "more_install")
        site = MenuItem(t("Go to the site"), lambda: page.site_requested.emit(file.order_id), "more_site")
        wanted = file.kind is DeliveryKind.DELIVERY and self._doors.reads.wants_job(file.order_id)
        return [plan, site] if wanted else [site]

    def show_menu(self, delivery_id: int, where: QPoint) -> None:
        """Offer what can be done with a row."""
        t = self._t
        items = [
            MenuItem(t("Open"), lambda: self._page.open_record(delivery_id), "row_open", "Enter"),
            MenuItem(t("Delivery note"), self.preview_note if self._doors.prints.preview_note else None, "row_print", "Ctrl+P"),
            MenuItem(t("Copy dispatch text"), self.copy_text if self._doors.prints.text else None, "row_text", "Ctrl+Shift+C"),
        ]
        menu = build_menu(items, "delivery_row_menu")
        menu.setParent(self._page, menu.windowFlags())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    # planning

    def new(self, order_id: int = 0) -> None:
        """Choose an order (`order_id` stands ready) and plan its delivery."""
        from dealer_crm.ui.deliveries.new_dialog import NewDeliveryDialog

        dialog = NewDeliveryDialog(self._t, self._doors, self._page.window())
        dialog.planned.connect(self._on_planned)
        if order_id:
            dialog.choose(order_id)
        dialog.open()

    def _on_planned(self, delivery_id: int) -> None:
        self._page.list.reload()
        self._page.open_record(delivery_id)

    def edit(self) -> None:
        """Change day, people, money and quantities."""
        from dealer_crm.ui.deliveries.edit_dialog import EditDialog

        file = self.current_file()
        if file is not None and file.is_open:
            self.open_dialog(EditDialog(self._t, self._doors, file, self._page.window()))

    def open_dialog(self, dialog: QDialog) -> None:
        """Show a dialog; what it changed is read again."""
        dialog.accepted.connect(self._page.reload)
        dialog.open()

    def choose_photo(self) -> Path | None:
        """Ask for the photo of a signed paper."""
        t = self._t
        return self._frame.prompts.choose_file(t("Photo of the signed paper"), t("Pictures and files") + " (*)")

    def current_file(self) -> DeliveryFile | None:
        """Return the delivery commands are about, as it stands now."""
        found: list[DeliveryFile] = []
        delivery_id = self._page.current_record()
        if delivery_id:
            self._try(lambda: found.append(self._doors.reads.open(delivery_id)))
        return found[0] if found else None

    # papers

    def preview_note(self) -> None:
        """Show the delivery note."""
        if self._doors.prints.preview_note:
            self.door.when_complete(self._doors.prints.preview_note)

    def print_note(self) -> None:
        """Print the delivery note as last time."""
        if self._doors.prints.print_note:
            self.door.when_complete(self._doors.prints.print_note)

    def preview_checklist(self) -> None:
        """Show the checklist on paper."""
        if self._doors.prints.preview_checklist:
            self._doors.prints.preview_checklist(self._page.current_record())

    def preview_blank(self) -> None:
        """Show the checklist as it is taken along, nothing ticked."""
        if self._doors.prints.preview_blank:
            self._doors.prints.preview_blank(self._page.current_record())

    def copy_text(self) -> None:
        """Put what the people on their way need on the clipboard."""
        text = self._doors.prints.text
        if text is not None and self._try(lambda: QGuiApplication.clipboard().setText(text(self._page.current_record()))):
            self._page.message.show_message(self._t("The dispatch text is on the clipboard; paste it in WeChat."), Tone.DONE)

    def paste_picture(self) -> None:
        """Add the picture on the clipboard to the current item, or to the delivery."""
        page = self._page
        if not page.panes.is_open():
            page.open_record(page.current_record())
        page.pane.photos.strip.paste()

    # on the way

    def send(self) -> None:
        """The goods leave."""
        self.door.when_complete(lambda one: self.write(partial(self._doors.writes.send, one)))

    def cancel(self) -> None:
        """Call the delivery off."""
        self.write(partial(self._doors.writes.cancel, self._page.current_record()))

    def refuse(self) -> None:
        """Ask why the customer takes nothing."""
        t = self._t
        reason = self._frame.prompts.ask_text(t("The customer refuses the delivery"), t("Why"))
        if reason is not None:
            self.write(partial(self._doors.writes.refuse, self._page.current_record(), reason))

    def collect(self, way: PayWay, amount: int) -> None:
        """Note money that was just received."""
        file = self.current_file()
        if file is not None and amount > 0:
            self.write(partial(self._doors.writes.collect, file, way, amount))

    # the end

    def finish(self) -> None:
        """Hand over; while required items are open, lead to the first of them."""
        page, file = self._page, self.current_file()
        if file is None or not file.is_open or not page.panes.is_open():
            return
        if file.missing:
            missing = file.missing
            words = self._t.plural("{n} required item is open: {items}", "{n} required items are open: {items}", len(missing))
            said = " · ".join(check.words(self._t.language) for check in missing[:3]) + (" …" if len(missing) > 3 else "")
            page.pane.message.show_message(
                words.format(n=len(missing), items=said),
                Tone.WARN,
                action=self._t("Deliver with open items…"),
                run=self.finish_with_open_items,
            )
            page.pane.lead_to(missing[0].id)
            return
        if file.sheets_open:
            words = self._t("Final acceptance is not passed yet: {sheets}").format(sheets=" · ".join(file.sheets_open))
            action = self._t("Deliver with open items…")
            page.pane.message.show_message(words, Tone.WARN, action=action, run=self.finish_with_open_items)
            return
        self._hand_over(file, open_items=False)

    def finish_with_open_items(self) -> None:
        """Hand over although something is open; the reason is asked."""
        file = self.current_file()
        if file is not None and file.is_open:
            self._hand_over(file, open_items=bool(file.missing or file.sheets_open))

    def _hand_over(self, file: DeliveryFile, *, open_items: bool) -> None:
        from dealer_crm.ui.deliveries.handover_dialog import HandOverDialog

        page = self._page
        signing = self.door.signing(file, file.signed_by or file.draft.receiver)
        dialog = HandOverDialog(self._t, self._doors, signing, page.window(), open_items=open_items)
        dialog.accepted.connect(self._on_handed_over)
        dialog.open()

    def _on_handed_over(self) -> None:
        page = self._page
        page.pane.message.show_message(self._t("Handed over. Machines, warranties, care and calls are on file."), Tone.DONE)
        page.reload()
        page.pane.focus_start()

    def take_back(self) -> None:
        """Ask what comes back and why."""
        from dealer_crm.ui.deliveries.return_dialog import ReturnDialog

        file = self.current_file()
        if file is not None:
            dialog = ReturnDialog(self._t, self._doors, file, self._page.window())
            dialog.taken_back.connect(self._on_planned)
            dialog.open()

    def write(self, run: Callable[[], object]) -> None:
        """Do it and read again; a refusal stands above the page."""
        if self._try(run):
            self._page.pane.message.clear()
            self._page.reload()

    def _try(self, run: Callable[[], object]) -> bool:
        page = self._page
        try:
            run()
        except DomainError as error:
            (page.pane.message if page.panes.is_open() else page.message).show_error(error)
            return False
        return True
