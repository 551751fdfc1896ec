"""What hangs on an order, beside its lines: payments, invoices, deliveries, each a short list with its button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.deliveries import DeliveryKind
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.promises import PromiseState
from dealer_crm.i18n import Translator
from dealer_crm.services.order_file import InvoiceRow, OrderDeliveryRow, PaymentRow, PromiseRow
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.orders.phrases import delivery_chip
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Card, Chip, ChipLabel, IconButton, Ink, Label
from dealer_crm.ui.widgets.text import ElidedLabel
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label


class ListCard(Card):
    """A title with a button, and lines below it."""

    def __init__(self, name: str, title: str, button: Button | None = None) -> None:
        super().__init__(name, spacing=Space.XS)
        head = QHBoxLayout()
        head.addWidget(Label(title, Type.SECTION, wrap=True), 1)
        if button is not None:
            head.addWidget(button)
        self.box.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        self.box.addLayout(self._lines)
        self._shown: list[QWidget] = []

    def clear(self) -> None:
        """Take every line out."""
        for line in self._shown:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = []

    def add_line(self, texts: Sequence[str], chip: Chip | None = None, *deeds: QWidget) -> None:
        """Append a line: words, something at the right in bold, a chip, deeds."""
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(ElidedLabel(texts[0], tone=Ink.TEXT2), 1)
        if len(texts) > 1 and texts[1]:
            box.addWidget(Label(texts[1], Type.STRONG), alignment=Qt.AlignmentFlag.AlignRight)
        if chip is not None:
            shown = ChipLabel(chip)
            box.addWidget(shown)
        for deed in deeds:
            box.addWidget(deed)
        self._lines.addWidget(line)
        self._shown.append(line)

    def add_words(self, words: str) -> None:
        """Append a quiet sentence."""
        line = Label(words, Type.CAPTION, tone=Ink.TEXT2, wrap=True)
        self._lines.addWidget(line)
        self._shown.append(line)


class PaymentsCard(ListCard):
    """Money received; cash that is still with somebody can be handed in here."""

    hand_in_requested = Signal(int)
    remove_requested = Signal(int)
    print_requested = Signal(int)

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        self.receive_button = Button(t("Receive money"), icon="wallet", key="Ctrl+M", name="order_receive")
        super().__init__("order_payments", t("Payments"), self.receive_button)
        self._t, self._today = t, today

    def show_payments(self, payments: Sequence[PaymentRow]) -> None:
        """Show other payments."""
        t = self._t
        self.clear()
        for row in payments:
            out = row.way is PayWay.CASH and row.handed_in_on is None
            words = f"{short_day(row.paid_on, self._today())} {label(row.kind, t)} · {label(row.way, t)}"
            words += f" · {row.receipt_number}" if row.receipt_number else ""
            paper = self._deed(row.id, "printer", t("Print the receipt"), self.print_requested.emit)
            remove = self._deed(row.id, "trash-2", t("Take this payment out"), self.remove_requested.emit)
            self.add_line((words, money(row.amount)), None, paper, remove)
            if out:
                hand = self._deed(row.id, "check", t("He handed the cash in"), self.hand_in_requested.emit)
                self.add_line((row.number,), Chip(t("Cash with {name}").format(name=row.staff), Tone.WARN, "wallet"), hand)
        if not payments:
            self.add_words(t("Nothing was paid yet."))

    def _deed(self, payment_id: int, icon: str, words: str, run: Callable[[int], object]) -> IconButton:
        button = IconButton(icon, words, name=f"payment_{icon.split('-')[0]}_{payment_id}")
        button.clicked.connect(lambda: run(payment_id))
        return button


class InvoicesCard(ListCard):
    """Invoices asked for and issued."""

    open_requested = Signal(int)

    def __init__(self, t: Translator) -> None:
        self.ask_button = Button(t("Invoice wanted"), icon="receipt-text", name="order_ask_invoice")
        super().__init__("order_invoices", t("Invoices"), self.ask_button)
        self._t = t

    def show_invoices(self, invoices: Sequence[InvoiceRow]) -> None:
        """Show other invoices."""
        t = self._t
        self.clear()
        for row in invoices:
            chip = Chip(t("Issued"), Tone.DONE) if row.issued_on else Chip(t("To be issued"), Tone.WARN)
            chip = Chip(t("Void"), Tone.NEUTRAL) if row.voided_on else chip
            edit = IconButton("pencil", t("Edit this invoice"), name=f"invoice_edit_{row.id}")
            edit.clicked.connect(lambda _on=False, one=row.id: self.open_requested.emit(one))
            self.add_line((row.number or row.title, money(row.amount)), chip, edit)
        if not invoices:
            self.add_words(t("No invoice was asked for."))


class DeliveriesCard(ListCard):
    """Deliveries and returns of the order; each can be opened."""

    open_requested = Signal(int)

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        super().__init__("order_deliveries", t("Deliveries"))
        self._t, self._today = t, today

    def show_deliveries(self, deliveries: Sequence[OrderDeliveryRow], promises: Sequence[PromiseRow]) -> None:
        """Show other deliveries, and below them the promises that were kept or broken."""
        t = self._t
        self.clear()
        for row in deliveries:
            day = short_day(row.planned_on, self._today()) if row.planned_on else ""
            kind = t("Return") if row.kind is DeliveryKind.RETURN else ""
            opening = IconButton("folder-open", t("Open this delivery"), name=f"delivery_open_{row.id}")
            opening.clicked.connect(lambda _on=False, one=row.id: self.open_requested.emit(one))
            self.add_line((" ".join(filter(None, (row.number, day, kind))),), delivery_chip(row.state, t), opening)
        for promise in promises:
            if promise.state is not PromiseState.OPEN:
                tone = Tone.DONE if promise.state is PromiseState.KEPT else Tone.DANGER
                self.add_line((promise.words,), Chip(label(promise.state, t), tone))
        self.setVisible(bool(self._shown))


class SiteCard(ListCard):
    """How far the installation of the order is: its jobs, one a line; more is planned from here."""

    open_requested = Signal()

    def __init__(self, t: Translator) -> None:
        self.plan_button = Button(t("Plan installation…"), icon="wrench", name="order_install")
        super().__init__("order_installation", t("Site of this order"), self.plan_button)
        self._t = t
        self.hide()

    def show_jobs(self, jobs: Sequence[tuple[str, Chip]]) -> None:
        """Show other jobs."""
        self.clear()
        for at, (words, chip) in enumerate(jobs):
            opening = IconButton("folder-open", self._t("Go to the site"), name=f"order_site_open_{at}")
            opening.clicked.connect(self.open_requested)
            self.add_line((words,), chip, opening)
        if not jobs:
            self.add_words(self._t("No job is planned yet."))
