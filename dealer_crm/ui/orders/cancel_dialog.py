"""What a cancel does is told before it happens; it needs a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.order_effects import EffectLine, refused
from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import Dialog, FormGrid, Label, LineEdit, Role
from dealer_crm.words.order_effects import effect_words


class CancelDialog(Dialog):
    """`cancel` takes the reason and may refuse; then the dialog stays open."""

    cancelled = Signal()

    def __init__(self, t: Translator, number: str, effects: Sequence[EffectLine], cancel: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(t, t("Cancel order {number}").format(number=number), parent, name="cancel_dialog", width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._cancel = cancel
        for at, line in enumerate(effects):
            self.box.addWidget(Label(f"· {effect_words(line, t)}", name=f"effect_{at}", wrap=True))
        if not effects:
            self.box.addWidget(Label(t("Nothing hangs on this order yet."), name="effect_none", wrap=True))
        self.form = FormGrid(t, name="cancel_form")
        self.reason = self.form.add("reason", t("Reason"), LineEdit(name="field_cancel_reason"), required=True)
        self.box.addWidget(self.form)
        button = self.add_button(t("Cancel the order"), role=Role.PRIMARY, key="F8", name="cancel_do")
        button.clicked.connect(self.accept)
        button.setEnabled(not refused(effects))
        self.add_button(t("Keep the order"), key="Esc", name="cancel_leave").clicked.connect(self.reject)
        self.form.set_last(button)

    def accept(self) -> None:
        """Cancel, or say why not and stay."""
        try:
            self._cancel(self.reason.text())
        except DomainError as error:
            self.show_error(error)
        else:
            self.cancelled.emit()
            super().accept()
