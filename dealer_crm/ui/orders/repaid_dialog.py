"""What the state paid for goods that came back went back to it: on which day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Tone, Type
from dealer_crm.ui.widgets import DateField, Dialog, FormGrid, Ink, Label, Role
from dealer_crm.words.figures import money


class RepaidDialog(Dialog):
    """`repaid` takes the day and may refuse; then the dialog stays open."""

    saved = Signal()

    def __init__(self, t: Translator, amount: int, today: Callable[[], date], repaid: Callable[[date], object], parent: QWidget) -> None:
        super().__init__(t, t("Paid back to the state"), parent, name="repaid_dialog", width=460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._repaid = repaid
        words = t("{amount} went back to the state. The claim is closed with it.").format(amount=money(amount))
        self.box.addWidget(Label(words, Type.CAPTION, tone=Ink.TEXT2, wrap=True))
        self._form = FormGrid(t, name="repaid_form")
        self.day = self._form.add("on", t("Paid back on"), DateField(t, today, name="field_repaid_on"), required=True)
        self.day.set_value(today())
        self.box.addWidget(self._form)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name="repaid_do", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="repaid_leave").clicked.connect(self.reject)
        self._form.set_last(button)
        self._form.submitted.connect(self.accept)

    def accept(self) -> None:
        """Save, or say why not and stay."""
        day = self.day.value()
        if day is None:
            self._form.show_field_note("on", self._t("This is not a date."), Tone.DANGER)
            self._form.go_to("on")
            return
        try:
            self._repaid(day)
        except DomainError as error:
            if not self._form.show_error(error):
                self.show_error(error)
        else:
            self.saved.emit()
            super().accept()
