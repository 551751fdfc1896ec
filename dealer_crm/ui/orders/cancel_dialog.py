"""What a cancel does is told before it happens; it needs a reason, and a word on whose account what is kept of the money."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.order_cancel import Standing, kept_warnings, settlement
from dealer_crm.domain.order_effects import Effect, EffectLine, refused
from dealer_crm.domain.orders import CancelSide
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_CANCEL, DraftPlace
from dealer_crm.services.order_file import OrderFile
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.orders.doors import OrderDoors
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import CheckBox, Choice, Dialog, FormGrid, Label, LineEdit, MoneyField, Role, Segments
from dealer_crm.words.labels import label
from dealer_crm.words.order_effects import effect_words

WIDTH = 640


class CancelDialog(Dialog):
    """`effects` tells what a cancel does that keeps so much; a refused one leaves the dialog open."""

    cancelled = Signal()

    def __init__(self, t: Translator, file: OrderFile, doors: OrderDoors, parent: QWidget) -> None:
        super().__init__(t, t("Cancel order {number}").format(number=file.number), parent, name="cancel_dialog", width=WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._file, self._cancel = file, doors.writes.cancel
        self._effects: Callable[[int, int], Sequence[EffectLine]] = doors.reads.cancel_effect
        self._standing = doors.changes.standing(file.id) if doors.changes else Standing(file.totals.price, file.totals.paid)
        self._fill(t)
        self.button = self.add_button(t("Cancel the order"), role=Role.PRIMARY, key="F8", name="cancel_do")
        self.button.clicked.connect(self.accept)
        self.add_button(t("Keep the order"), key="Esc", name="cancel_leave").clicked.connect(self.reject)
        assert self.form is not None
        self.form.set_last(self.button)
        self._on_side()
        KeptDialog(t, self, doors.drafts, DraftPlace(KIND_CANCEL, str(file.id), file.number))
        self.side.changed.connect(lambda _side: self._on_side())
        self.form.edited.connect(lambda _name: self._show())
        self._show()

    def _fill(self, t: Translator) -> None:
        self.form = FormGrid(t, name="cancel_form")
        self.reason = self.form.add("reason", t("Reason"), LineEdit(name="field_cancel_reason"), required=True)
        sides = [Choice(side, label(side, t)) for side in CancelSide]
        self.side = self.form.add("side", t("On whose account"), Segments(sides, name="field_cancel_side"))
        self.kept = self.form.add("kept", t("Kept by the shop"), MoneyField(name="field_kept"))
        self.side.set_value(CancelSide.CUSTOMER if self._standing.force else CancelSide.AGREED)
        self.void = CheckBox(t("Its invoices were voided or reversed"), name="field_cancel_void")
        self.form.add_wide(self.void)
        self.box.addWidget(self.form)
        self.told = Label("", name="cancel_effects", wrap=True)
        self.box.addWidget(self.told)

    def _on_side(self) -> None:
        """Propose what the law gives on that side."""
        self.kept.set_value(settlement(self._standing, CancelSide(self.side.value())))
        self._show()

    def _show(self) -> None:
        """Say what the cancel does, and what is unusual about the money."""
        if self.side.value() is None:
            return  # one is let go before the other is taken
        t, kept, side = self._t, self.kept.value() or 0, CancelSide(self.side.value())
        effects = self._effects(self._file.id, kept)
        lines = [f"· {effect_words(line, t)}" for line in effects]
        self.told.setText("\n".join(lines) or t("Nothing hangs on this order yet."))
        self.void.setVisible(any(line.effect is Effect.INVOICES_TO_VOID for line in effects))
        self.button.setEnabled(not refused(effects))
        assert self.form is not None
        warnings = " ".join(label(one, t) for one in kept_warnings(self._standing, side, kept))
        below = t("Below zero: what the shop pays beyond all it received.") if kept < 0 else ""
        self.form.show_field_note("kept", warnings or below, Tone.WARN if warnings else None)

    def accept(self) -> None:
        """Cancel, or say why not and stay."""
        void = self.void.isVisibleTo(self) and self.void.isChecked()
        try:
            self._cancel(self._file.id, self.reason.text(), CancelSide(self.side.value()), self.kept.value() or 0, void=void)
        except DomainError as error:
            self.show_error(error)
        else:
            self.cancelled.emit()
            super().accept()
