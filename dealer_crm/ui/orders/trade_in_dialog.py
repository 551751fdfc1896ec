"""A claim of 以旧换新: which programme, for which goods, what the shop advances, the old machine and the new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.trade_ins import Program, TradeInDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_TRADE_IN, DraftPlace, Drafts
from dealer_crm.services.order_file import OrderFile
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.widgets import Choice, Combo, DateField, Dialog, FormGrid, LineEdit, MoneyField, Role
from dealer_crm.words.figures import money

BETWEEN = "、"


@dataclass(frozen=True)
class ClaimForm:
    """What the dialog begins with: the order, the programmes, the claim as it is, and where what is typed is kept."""

    file: OrderFile
    programs: Sequence[Program]
    draft: TradeInDraft
    drafts: Drafts
    key: str


class TradeInDialog(Dialog):
    """`save` may refuse; then the dialog stays open."""

    saved = Signal()

    def __init__(
        self, t: Translator, form: ClaimForm, save: Callable[[TradeInDraft], object], today: Callable[[], date], parent: QWidget
    ) -> None:
        super().__init__(t, t("Trade-in"), parent, name="trade_in_dialog", width=600)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._given, self._save = form, save
        self.form = grid = FormGrid(t, name="trade_in_form")
        self._add_fields(grid, today)
        self.box.addWidget(grid)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name="trade_in_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="trade_in_leave").clicked.connect(self.reject)
        grid.set_last(button)
        self._show(form.draft)
        KeptDialog(t, self, form.drafts, DraftPlace(KIND_TRADE_IN, form.key, form.file.number))

    def _add_fields(self, grid: FormGrid, today: Callable[[], date]) -> None:
        t, add, file = self._t, grid.add, self._given.file
        programs = [Choice(one.code, one.said(t.language)) for one in self._given.programs]
        self.program = add("program", t("Programme"), Combo(programs, name="field_program", label=t("Programme")))
        lines = [Choice(line.id, f"{line.goods} {money(line.amount)}") for line in file.draft.lines if line.id]
        self.line = add("line_id", t("For which goods"), Combo(lines, name="field_claim_line", label=t("For which goods")))
        self.amount = add("amount", t("Amount advanced"), MoneyField(name="field_claim_amount"), required=True)
        self.label_field = add("energy_label", t("Energy label"), LineEdit(name="field_energy_label", chars=12), beside=True)
        self.old_unit = add("old_unit", t("Old machine"), LineEdit(name="field_old_unit"))
        self.old_serial = add("old_serial", t("Its serial number"), LineEdit(name="field_old_serial", chars=22))
        self.new_serial = add("new_serial", t("New serial number"), LineEdit(name="field_new_serial", chars=22))
        invoices = [Choice(None, t("None yet")), *(Choice(one.id, one.number or one.title) for one in file.invoices)]
        self.invoice = add("invoice_id", t("Invoice"), Combo(invoices, name="field_claim_invoice", label=t("Invoice")))
        self.due = add("due_on", t("Claim by"), DateField(t, today, name="field_claim_due"))
        hint = t("separated by commas")
        self.asked = add("evidence", t("Further evidence asked for"), LineEdit(name="field_claim_asked", placeholder=hint))
        self.number = add("claim_number", t("Claim number"), LineEdit(name="field_claim_number", chars=22))
        self.note = add("note", t("Note"), LineEdit(name="field_claim_note"))

    def _show(self, draft: TradeInDraft) -> None:
        texts = (
            (self.label_field, draft.energy_label),
            (self.old_unit, draft.old_unit),
            (self.old_serial, draft.old_serial),
            (self.new_serial, draft.new_serial),
            (self.asked, BETWEEN.join(draft.asked)),
            (self.number, draft.claim_number),
            (self.note, " ".join(draft.note.split("\n"))),
        )
        for field, text in texts:
            field.setText(text)
        self.program.set_value(draft.program)
        self.line.set_value(draft.line_id)
        self.invoice.set_value(draft.invoice_id)
        self.amount.set_value(draft.amount or None)
        self.due.set_value(draft.due_on)

    def draft(self) -> TradeInDraft:
        """Return the claim as the fields say it; evidence that is there stays."""
        asked = self.asked.text()
        for sign in (",", "，", ";", "；"):
            asked = asked.replace(sign, BETWEEN)
        given = self._given.draft
        note = self.note.text()
        return replace(
            given,
            program=str(self.program.value() or ""),
            line_id=self.line.value(),
            amount=self.amount.value() or 0,
            energy_label=self.label_field.text(),
            old_unit=self.old_unit.text(),
            old_serial=self.old_serial.text(),
            new_serial=self.new_serial.text(),
            invoice_id=self.invoice.value(),
            due_on=self.due.value(),
            asked=tuple(asked.split(BETWEEN)),
            claim_number=self.number.text(),
            note=given.note if note == " ".join(given.note.split("\n")) else note,
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
