"""What is done with changes and returns from the page of an order: write, sign, take back, print."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dealer_crm.domain.change_orders import ChangeDraft, ChangeState
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import OPEN_STATES, OrderState
from dealer_crm.i18n import Translator
from dealer_crm.services.order_file import OrderFile
from dealer_crm.ui.desk.doors import Pictures
from dealer_crm.ui.desk.picture_view import PictureView
from dealer_crm.ui.orders.change_dialog import ChangeDialog, Opened, SignDialog
from dealer_crm.ui.orders.doors import OrderDoors
from dealer_crm.ui.orders.return_dialog import OrderReturnDialog
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import MenuItem

if TYPE_CHECKING:
    from dealer_crm.ui.orders.page import OrderPage

CHANGEABLE = (*(state for state in OPEN_STATES if state is not OrderState.DRAFT), OrderState.DELIVERED)


class ChangeDeeds:
    """Works on the page's own order; each deed is a write of its own that Ctrl+Z takes back."""

    def __init__(self, t: Translator, page: OrderPage, doors: OrderDoors) -> None:
        self._t, self._page, self._doors = t, page, doors
        card = page.sheet.changes
        card.add_button.clicked.connect(self.write)
        card.sign_requested.connect(self.sign)
        card.edit_requested.connect(self.edit)
        card.attach_requested.connect(self.attach)
        card.pictures_requested.connect(self.show_pictures)
        card.print_change_requested.connect(lambda one: self._print(doors.changes and doors.changes.print_change, one))
        card.print_return_requested.connect(lambda one: self._print(doors.changes and doors.changes.print_return, one))

    def dress(self) -> list[MenuItem]:
        """Show the card, and return what the menu offers."""
        file, doors = self._page.file, self._doors.changes
        card = self._page.sheet.changes
        if file is None or doors is None:
            card.hide()
            return []
        card.show_rows(doors.changes_of(file.id), doors.returns_of(file.id), papers=doors.print_change is not None)
        is_open = file.state in CHANGEABLE
        card.add_button.setVisible(is_open)
        items = [MenuItem(self._t("Change order…"), self.write, name="order_change")] if is_open else []
        if _may_return(file):
            items.append(MenuItem(self._t("Return or exchange…"), self.take_back, name="order_take_back"))
        return items

    def write(self) -> None:
        """Write a change order."""
        if (file := self._kept()) is not None:
            self._show(file, Opened(ChangeDraft(file.id, asked_on=self._doors.today())))

    def edit(self, change_id: int) -> None:
        """Go on with a change that nobody signed."""
        file, doors = self._kept(), self._doors.changes
        if file is None or doors is None:
            return
        change = doors.open_change(change_id)
        if change.row.state is ChangeState.DRAFT:
            self._show(file, Opened(change.draft, change_id, change.version))

    def _show(self, file: OrderFile, opened: Opened) -> None:
        dialog = ChangeDialog(self._t, file, opened, self._doors, self._page)
        dialog.saved.connect(self._page.reload)
        dialog.open()

    def sign(self, change_id: int) -> None:
        """Note that the customer signed."""
        file, doors = self._kept(), self._doors.changes
        if file is None or doors is None:
            return
        change = next((one for one in doors.changes_of(file.id) if one.id == change_id), None)
        if change is not None:
            dialog = SignDialog(self._t, change, file.customer, self._doors, self._page)
            dialog.signed.connect(partial(self._page.edit, file.id))
            dialog.open()

    def offer_return(self) -> None:
        """Ask what comes back, where something still can."""
        if self._page.file is not None and _may_return(self._page.file):
            self.take_back()
        else:
            self._page.sheet.message.show_message(self._t("Nothing of this order can come back any more."), Tone.INFO)

    def take_back(self) -> None:
        """Take goods back off the order."""
        if (file := self._kept()) is not None:
            dialog = OrderReturnDialog(self._t, file, self._doors, self._page)
            dialog.taken.connect(lambda _one: self._page.edit(file.id))
            dialog.open()

    def attach(self, change_id: int) -> None:
        """Add a picture of the signed paper to the change."""
        file, doors = self._page.file, self._doors.changes
        if file is None or doors is None or doors.attach is None:
            return
        try:
            doors.attach(file.customer_id, file.id, change_id)
        except DomainError as error:
            self._page.sheet.message.show_error(error)
        else:
            self.dress()

    def show_pictures(self, change_id: int) -> None:
        """Show the pictures of the signed paper in full."""
        doors = self._doors.changes
        if doors is None or doors.pictures is None:
            return
        pictures = doors.pictures
        view = PictureView(self._t, self._page.window(), pictures)
        view.remove_requested.connect(lambda picture_id: self._remove(pictures, picture_id))
        try:
            view.show_pictures(pictures.of(change_id), 0)
        except DomainError as error:
            self._page.sheet.message.show_error(error)

    def _remove(self, pictures: Pictures, picture_id: int) -> None:
        try:
            pictures.remove(picture_id)
        except DomainError as error:
            self._page.sheet.message.show_error(error)
        self.dress()

    def _print(self, run: object, one_id: int) -> None:
        if callable(run):
            try:
                run(one_id)
            except DomainError as error:
                self._page.sheet.message.show_error(error)

    def _kept(self) -> OrderFile | None:
        """Save what is typed; return the order, None where it could not be saved."""
        return self._page.file if self._page.keep() else None


def _may_return(file: OrderFile) -> bool:
    return file.state is not OrderState.CANCELLED and any(line.delivered > 0 for line in file.progress)
