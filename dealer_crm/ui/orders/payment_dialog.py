"""Money is received or given back: what for, by which way, who took it; 定金 above a fifth can be split at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Role as StaffRole
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import EarnestAboveCap, PaidMeanwhile, PaymentDraft, next_payment, stays_with_staff
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_PAYMENT, DraftPlace
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.orders.doors import OrderDoors
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import CheckBox, Choice, Combo, DateField, Dialog, FormGrid, LineEdit, MoneyField, Role, Segments
from dealer_crm.words.errors import sentence
from dealer_crm.words.labels import label

KINDS = (PayKind.EARNEST_MONEY, PayKind.PREPAYMENT, PayKind.PROGRESS, PayKind.BALANCE, PayKind.REFUND)


@dataclass(frozen=True)
class Owing:
    """Whose order is paid, and how it stands, in 分; `parts` of its plan with what is open of each."""

    customer_id: int
    order_id: int
    total: int
    paid: int
    staff_id: int | None = None
    title: str = ""
    parts: tuple[tuple[PayKind, int], ...] = ()

    def draft(self) -> PaymentDraft:
        """Return what is most likely paid now."""
        kind, amount = next_payment(self.total, self.paid, self.parts)
        kind = kind if kind in KINDS else PayKind.PROGRESS
        return PaymentDraft(self.customer_id, amount, kind, order_id=self.order_id, staff_id=self.staff_id)


class PaymentDialog(Dialog):
    """Stays open while something is refused; `saved` with the receipt (the last, where it was split) when money was written down."""

    saved = Signal(int)

    def __init__(self, t: Translator, owing: Owing, doors: OrderDoors, parent: QWidget) -> None:
        super().__init__(t, t("Receive money"), parent, name="payment_dialog", width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._owing, self._doors = owing, doors
        self._staff = {one.id: one for one in doors.reads.staff()}
        self._told: set[type[DomainError]] = set()
        self._seen = owing.paid
        self.form = FormGrid(t, name="payment_form")
        add = self.form.add
        self.amount = add("amount", t("Amount"), MoneyField(name="field_amount"), required=True)
        self.kind = add("kind", t("What for"), Segments([Choice(kind, label(kind, t)) for kind in KINDS], name="field_kind"))
        self.way = add("way", t("Paid by"), Segments([Choice(way, label(way, t)) for way in PayWay], name="field_way"))
        self.payer = add("payer", t("Paid by whom"), LineEdit(name="field_payer", chars=12, placeholder=t("the customer himself")))
        self.receipt = add("receipt_number", t("Receipt number"), LineEdit(name="field_receipt", chars=16))
        self.day = add("paid_on", t("Paid on"), DateField(t, doors.today, name="field_paid_on"), beside=True)
        people = [Choice(None, t("Nobody yet")), *(Choice(one.id, one.name) for one in self._staff.values())]
        self.staff = add("staff_id", t("Received by"), Combo(people, name="field_taken_by", label=t("Received by")))
        self.stays = CheckBox(t("The cash stays with him until he hands it in"), name="field_stays")
        self.form.add_wide(self.stays)
        self.note = add("note", t("Note"), LineEdit(name="field_payment_note"))
        self.box.addWidget(self.form)
        self._add_buttons()
        self._show(owing.draft(), doors.today())
        for signal in (self.kind.changed, self.way.changed, self.staff.picked, self.amount.changed):
            signal.connect(lambda _value: self._follow())
        KeptDialog(t, self, doors.drafts, DraftPlace(KIND_PAYMENT, str(owing.order_id), owing.title))

    def _add_buttons(self) -> None:
        button = self.add_button(self._t("Save"), role=Role.PRIMARY, key="F8", name="payment_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(self._t("Later"), key="Esc", name="payment_leave").clicked.connect(self.reject)
        assert self.form is not None
        self.form.set_last(button)

    def _show(self, draft: PaymentDraft, today: date) -> None:
        self.amount.set_value(draft.amount or None)
        self.kind.set_value(draft.kind)
        self.way.set_value(draft.way)
        self.staff.set_value(draft.staff_id)
        self.day.set_value(today)
        self._follow()

    def _follow(self) -> None:
        """Say whether cash stays with who took it; a warning that was told belongs to other figures."""
        person: StaffRow | None = self._staff.get(self.staff.value() or 0)
        self.stays.setVisible(self.way.value() is PayWay.CASH)
        role = StaffRole(person.role) if person else None
        self.stays.setChecked(stays_with_staff(PayWay(self.way.value()), role, None))
        self._told.clear()
        self.message.clear()

    def draft(self) -> PaymentDraft:
        """Return the payment as the fields say it."""
        owing = self._owing
        return PaymentDraft(
            owing.customer_id,
            self.amount.value() or 0,
            PayKind(self.kind.value()),
            PayWay(self.way.value()),
            owing.order_id,
            staff_id=self.staff.value(),
            paid_on=self.day.value(),
            receipt_number=self.receipt.text(),
            with_staff=self.stays.isChecked(),
            note=self.note.text(),
            payer=self.payer.text(),
            expected_paid=self._seen,
        )

    def accept(self) -> None:
        """Save; 定金 above a fifth, and more than is open, is said once: a second press takes it as it is."""
        draft = self.draft()
        for warning in self._doors.money.warnings(draft):
            if type(warning) not in self._told:
                self._warn(draft, warning)
                return
        self._save(draft)

    def _warn(self, draft: PaymentDraft, warning: DomainError) -> None:
        self._told.add(type(warning))
        words = sentence(warning, self._t)
        if isinstance(warning, EarnestAboveCap):
            self.message.show_message(words, Tone.WARN, action=self._t("Split it so"), run=lambda: self._split(draft, warning))
        else:
            self.message.show_message(words, Tone.WARN)

    def _split(self, draft: PaymentDraft, warning: EarnestAboveCap) -> None:
        parts = [replace(draft, amount=warning.cap_fen), replace(draft, amount=warning.rest_fen, kind=PayKind.PREPAYMENT)]
        self._save(*(part for part in parts if part.amount))

    def _save(self, *drafts: PaymentDraft) -> None:
        try:
            payment_id = self._doors.money.receive(*drafts)
        except PaidMeanwhile as error:
            self._seen = error.paid_fen
            self._warn(drafts[0], error)
            return
        except DomainError as error:
            self.show_error(error)
            return
        self.saved.emit(payment_id)
        super().accept()
