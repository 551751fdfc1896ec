"""What is done with an order from its page: confirm, deliver, receive money, invoice, keep promises, cancel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import SignalInstance

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.invoices import InvoiceDraft
from dealer_crm.domain.orders import OPEN_STATES, OrderState
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_INVOICE, DraftPlace
from dealer_crm.services.order_file import InvoiceRow, OrderFile
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.desk.second_save import save_both
from dealer_crm.ui.orders.cancel_dialog import CancelDialog
from dealer_crm.ui.orders.change_deeds import ChangeDeeds
from dealer_crm.ui.orders.doors import OrderDoors
from dealer_crm.ui.orders.form_state import OrderFormState
from dealer_crm.ui.orders.invoice_dialog import InvoiceDialog
from dealer_crm.ui.orders.payment_dialog import Owing, PaymentDialog
from dealer_crm.ui.orders.sign_dialog import SignDialog
from dealer_crm.ui.orders.trade_in_deeds import TradeInDeeds
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import MenuItem
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.ui.orders.page import OrderPage


class OrderDeeds:
    """Works on the page's own order; each deed is a write of its own that Ctrl+Z takes back."""

    def __init__(self, t: Translator, page: OrderPage, doors: OrderDoors) -> None:
        self._t, self._page, self._doors = t, page, doors
        self.changes = ChangeDeeds(t, page, doors)
        self.trade_ins = TradeInDeeds(t, page, doors)
        sheet = page.sheet
        sheet.payments.receive_button.clicked.connect(self.receive)
        sheet.payments.hand_in_requested.connect(lambda one: self._do(partial(doors.money.hand_in, [one])))
        sheet.payments.remove_requested.connect(lambda one: self._do(partial(doors.money.remove, one)))
        sheet.payments.print_requested.connect(self.print_receipt)
        sheet.invoices.ask_button.clicked.connect(self.ask_invoice)
        sheet.invoices.open_requested.connect(self.open_invoice)
        sheet.fields.promises.kept.connect(lambda one: self._on_kept(one))
        sheet.fields.promises.broken.connect(self._on_broken)
        sheet.head.deliver_button.clicked.connect(self.deliver)
        sheet.head.hand_on_button.clicked.connect(self.hand_on)
        sheet.deliveries.open_requested.connect(self._on_delivery)
        sheet.site.plan_button.clicked.connect(lambda: self._go(page.install_requested))
        sheet.site.open_requested.connect(lambda: self._go(page.site_requested))

    def dress(self) -> None:
        """Show the buttons that make sense."""
        file, head = self._page.file, self._page.sheet.head
        is_open = file is not None and file.state in OPEN_STATES
        head.deliver_button.setVisible(is_open and file is not None and file.state is not OrderState.DRAFT)
        self._dress_site(file)
        hand_on = [MenuItem(self._t("Hand on…"), self.hand_on, name="order_hand_on_item")] if file and self._doors.hand_on else []
        sign = [MenuItem(self._t("Sign the contract…"), self.sign, name="order_sign")] if self._can_sign() else []
        if self.may_celebrate():
            sign.append(MenuItem(self._t("Signing ceremony…"), self.celebrate, name="order_ceremony"))
        cancel = [MenuItem(self._t("Cancel the order…"), self.cancel, name="order_cancel")] if is_open else []
        paper = [MenuItem(self._t("Contract…"), self.print_order, name="order_contract")] if file and self._doors.print_order else []
        if file and file.state is not OrderState.DRAFT and self._doors.print_statement:
            paper.append(MenuItem(self._t("Statement…"), self.print_statement, name="order_statement"))
        if file and file.state is not OrderState.DRAFT and self._doors.print_certificates:
            paper.append(MenuItem(self._t("Certificates of all machines…"), self.print_certificates, name="order_certificates"))
        items = [*sign, *paper, *self.changes.dress(), *self.trade_ins.dress(), *hand_on, *cancel]
        head.more_button.setVisible(bool(items))
        head.more_button.set_items(items)
        department = self._doors.next_department(file.id) if file else None
        head.hand_on_button.setVisible(department is not None)
        head.hand_on_button.set_label(self._t("Hand on to {department}…").format(department=label(department, self._t)))

    def print_order(self, *, at_once: bool = False) -> None:
        """Save what is typed, then show the contract or print it."""
        page, show = self._page, self._doors.print_order
        if show is not None and page.keep() and page.file is not None:
            self._do(partial(show, page.file.id, at_once=at_once), keep=False)

    def print_statement(self) -> None:
        """Save what is typed, then show the account of the order."""
        page, show = self._page, self._doors.print_statement
        if show is not None and page.keep() and page.file is not None:
            self._do(partial(show, page.file.customer_id, page.file.id), keep=False)

    def print_certificates(self) -> None:
        """Save what is typed, then show the certificates of the order's machines."""
        page, show = self._page, self._doors.print_certificates
        if show is not None and page.keep() and page.file is not None:
            self._do(partial(show, page.file.id), keep=False)

    def hand_on(self) -> None:
        """Ask for a slip that takes the order to the next department."""
        page, hand_on = self._page, self._doors.hand_on
        if hand_on and page.keep() and page.file is not None:
            hand_on(page.file.customer_id, page.file.id)

    def _do(self, run: Callable[[], object], *, keep: bool = True) -> None:
        """Save what is typed, then write; refusals are told on the page."""
        page = self._page
        if keep and not page.keep():
            return
        try:
            run()
        except DomainError as error:
            page.sheet.message.show_error(error)
            return
        page.reload()

    def confirm(self) -> None:
        """Save, then make the order binding."""
        page = self._page
        if page.file is not None and page.file.state is not OrderState.DRAFT:
            return
        if page.keep() and page.file is not None:
            self._do(partial(self._doors.writes.confirm, page.file.id), keep=False)
            if page.file.state is not OrderState.DRAFT:
                page.saved.emit(page.file.id)

    def _can_sign(self) -> bool:
        file = self._page.file
        return file is not None and file.state in OPEN_STATES and file.draft.signed_on is None

    def sign(self) -> None:
        """Save, then ask when and where the contract was signed."""
        page = self._page
        if page.keep() and page.file is not None and self._can_sign():
            sign = partial(self._doors.writes.sign, page.file.id)
            dialog = SignDialog(self._t, page.file.number, self._doors.today, sign, page)
            dialog.signed.connect(self._on_signed)
            dialog.open()

    def _on_signed(self) -> None:
        """Offer the ceremony of what was just signed."""
        page, t = self._page, self._t
        if page.file is not None:
            page.edit(page.file.id)
            page.saved.emit(page.file.id)
            if self.may_celebrate():
                words, action = t("The contract is signed. Thank the customer as suits him."), t("Signing ceremony…")
                page.sheet.message.show_message(words, Tone.DONE, action=action, run=self.celebrate)

    def may_celebrate(self) -> bool:
        """Tell whether the order was signed and stands."""
        file = self._page.file
        stands = file is not None and file.draft.signed_on is not None and file.state not in (OrderState.DRAFT, OrderState.CANCELLED)
        return stands and self._doors.ceremony is not None

    def celebrate(self) -> None:
        """Save what is typed, then go to the signing ceremony; it is begun where there is none."""
        page, show = self._page, self._doors.ceremony
        if show is not None and page.keep() and page.file is not None and self.may_celebrate():
            try:
                show(page.file.id)
            except DomainError as error:
                page.sheet.message.show_error(error)

    def _dress_site(self, file: OrderFile | None) -> None:
        """Show how far the installation is; of an order that is over only where there was one."""
        card, jobs = self._page.sheet.site, self._doors.jobs(file.id) if file is not None and self._doors.jobs else ()
        begun = file is not None and file.state in OPEN_STATES and file.state is not OrderState.DRAFT
        card.show_jobs(jobs)
        card.plan_button.setVisible(begun)
        card.setVisible(self._doors.jobs is not None and (begun or bool(jobs)))

    def _go(self, asked: SignalInstance) -> None:
        """Ask for what lies in another room, once what is typed is kept."""
        page = self._page
        if page.keep() and page.file is not None:
            asked.emit(page.file.id)

    def deliver(self) -> None:
        """Ask for a delivery of the order."""
        page = self._page
        if page.keep() and page.file is not None:
            page.deliver_requested.emit(page.file.id)

    def _on_delivery(self, delivery_id: int) -> None:
        if self._page.keep():
            self._page.delivery_requested.emit(delivery_id)

    def receive(self) -> None:
        """Write down money of this order."""
        page = self._page
        if not page.keep() or page.file is None:
            return
        file = page.file
        parts = tuple((node.draft.kind, node.open) for node in file.nodes)
        owing = Owing(file.customer_id, file.id, file.totals.total, file.totals.paid, file.draft.staff_id, file.number, parts)
        dialog = PaymentDialog(self._t, owing, self._doors, page)
        dialog.saved.connect(self._on_received)
        dialog.open()

    def _on_received(self, payment_id: int) -> None:
        """Offer the paper of the money that was just written down."""
        page, t = self._page, self._t
        page.reload()
        words = t("The money is written down.")
        page.sheet.message.show_message(words, Tone.DONE, action=t("Print the receipt"), run=partial(self.print_receipt, payment_id))

    def print_receipt(self, payment_id: int) -> None:
        """Show the paper of a payment before it is printed."""
        if self._doors.print_receipt is not None:
            self._do(partial(self._doors.print_receipt, payment_id))

    def ask_invoice(self) -> None:
        """Write down that an invoice is wanted."""
        page = self._page
        if not page.keep() or page.file is None:
            return
        file = page.file
        left = file.totals.total - sum(row.amount for row in file.invoices if row.voided_on is None)
        draft = InvoiceDraft(file.id, file.customer, amount=max(left, 0), asked_on=self._doors.today())
        self._show_invoice(draft, self._doors.money.ask_invoice, str(file.id))

    def open_invoice(self, invoice_id: int) -> None:
        """Change an invoice, for example to its number and day."""
        file = self._page.file
        row = next((one for one in file.invoices if one.id == invoice_id), None) if file else None
        if row is not None:
            opened, read = (_draft_of(row), row.version), partial(self._invoice, row.order_id, row.id)
            edit = partial(self._doors.money.edit_invoice, row.id)
            self._show_invoice(opened[0], lambda changed: save_both(edit, changed, opened, read), f"{row.order_id}-{row.id}")

    def _invoice(self, order_id: int, invoice_id: int) -> tuple[InvoiceDraft, int]:
        row = next(one for one in self._doors.reads.open(order_id).invoices if one.id == invoice_id)
        return _draft_of(row), row.version

    def _show_invoice(self, draft: InvoiceDraft, save: Callable[[InvoiceDraft], object], key: str) -> None:
        dialog = InvoiceDialog(self._t, draft, save, self._doors.today, self._page)
        KeptDialog(self._t, dialog, self._doors.drafts, DraftPlace(KIND_INVOICE, key, draft.title))
        dialog.saved.connect(self._page.reload)
        dialog.open()

    def _on_kept(self, promise_id: int) -> None:
        self._do(partial(self._doors.money.keep, [promise_id]))

    def _on_broken(self, promise_id: int) -> None:
        reason = self._doors.prompts().ask_text(self._t("This promise was broken…"), self._t("Why was it not kept?"))
        if reason:
            self._do(partial(self._doors.money.break_off, promise_id, reason))

    def cancel(self) -> None:
        """Say what a cancel does, ask for the reason, then cancel."""
        page = self._page
        if not page.keep() or page.file is None:
            return
        dialog = CancelDialog(self._t, page.file, self._doors, page)
        dialog.cancelled.connect(self._on_cancelled)
        dialog.open()

    def _on_cancelled(self) -> None:
        page = self._page
        if page.file is not None:
            page.keeper.forget()
            page.edit(page.file.id)
            page.saved.emit(page.file.id)

    def settle(self, mine: OrderFormState) -> bool:
        """Somebody saved the order meanwhile: ask which is right; tell whether mine is saved."""
        t, page = self._t, self._page
        options: list[tuple[object, str]] = [("mine", t("Save what I typed")), ("theirs", t("Take what was saved meanwhile"))]
        words = t("Somebody saved this order while you were typing.")
        chosen = self._doors.prompts().ask_choice(t("Changed by somebody else"), words, options)
        if mine.order_id is None or chosen not in ("mine", "theirs"):
            return False
        if chosen == "theirs":
            page.keeper.forget()
            page.edit(mine.order_id)
            return True
        version = self._doors.reads.open(mine.order_id).version
        page.overwrite(replace(mine, version=version))
        return page.keep()


def _draft_of(row: InvoiceRow) -> InvoiceDraft:
    return InvoiceDraft(
        row.order_id, row.title, row.tax_number, row.amount, row.asked_on, row.number, row.issued_on, row.note, row.kind, row.voided_on
    )
