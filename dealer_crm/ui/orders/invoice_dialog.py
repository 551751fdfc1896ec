"""An invoice: made out to whom, for how much; with number and day it counts as issued."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.invoices import InvoiceDraft, InvoiceKind
from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import Choice, DateField, Dialog, FormGrid, LineEdit, MoneyField, Role, Segments
from dealer_crm.words.labels import label


class InvoiceDialog(Dialog):
    """`save` may refuse; then the dialog stays open."""

    saved = Signal()

    def __init__(
        self, t: Translator, draft: InvoiceDraft, save: Callable[[InvoiceDraft], object], today: Callable[[], date], parent: QWidget
    ) -> None:
        super().__init__(t, t("Invoice"), parent, name="invoice_dialog", width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._draft, self._save = draft, save
        self.form = FormGrid(t, name="invoice_form")
        add = self.form.add
        self.title = add("title", t("Made out to"), LineEdit(name="field_invoice_title"), required=True)
        kinds = [Choice(kind, label(kind, t)) for kind in InvoiceKind]
        self.kind = add("kind", t("Kind"), Segments(kinds, name="field_invoice_kind"))
        self.tax = add("tax_number", t("Tax number"), LineEdit(name="field_tax_number", chars=22))
        self.amount = add("amount", t("Amount"), MoneyField(name="field_invoice_amount"), required=True)
        self.number = add("number", t("Invoice number"), LineEdit(name="field_invoice_number", chars=22))
        self.issued = add("issued_on", t("Issued on"), DateField(t, today, name="field_issued_on"))
        self.voided = add("voided_on", t("Void since"), DateField(t, today, name="field_voided_on"), beside=True)
        self.note = add("note", t("Note"), LineEdit(name="field_invoice_note"))
        self.box.addWidget(self.form)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name="invoice_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="invoice_leave").clicked.connect(self.reject)
        self.form.set_last(button)
        self._show(draft)

    def _show(self, draft: InvoiceDraft) -> None:
        for field, text in ((self.title, draft.title), (self.tax, draft.tax_number), (self.number, draft.number), (self.note, draft.note)):
            field.setText(text)
        self.amount.set_value(draft.amount or None)
        self.issued.set_value(draft.issued_on)
        self.kind.set_value(draft.kind)
        self.voided.set_value(draft.voided_on)

    def draft(self) -> InvoiceDraft:
        """Return the invoice as the fields say it."""
        return InvoiceDraft(
            self._draft.order_id,
            self.title.text(),
            self.tax.text(),
            self.amount.value() or 0,
            self._draft.asked_on,
            self.number.text(),
            self.issued.value(),
            self.note.text(),
            InvoiceKind(self.kind.value()),
            self.voided.value(),
        )

    def accept(self) -> None:
        """Save, or say why not and stay."""
        try:
            self._save(self.draft())
        except DomainError as error:
            self.show_error(error)
        else:
            self.saved.emit()
            super().accept()
