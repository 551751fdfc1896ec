"""The contract is signed: on which day, and where; from then on lines and sums change by change orders only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Tone, Type
from dealer_crm.ui.widgets import DateField, Dialog, FormGrid, Ink, Label, LineEdit, Role


class SignDialog(Dialog):
    """`sign` takes day and place and may refuse; then the dialog stays open."""

    signed = Signal()

    def __init__(self, t: Translator, number: str, today: Callable[[], date], sign: Callable[[date, str], object], parent: QWidget) -> None:
        super().__init__(t, t("Sign the contract of {number}").format(number=number), parent, name="sign_dialog", width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sign = sign
        words = t("A draft becomes binding with it. After that goods, quantities, prices, discount and tax change by change orders only.")
        self.box.addWidget(Label(words, Type.CAPTION, tone=Ink.TEXT2, wrap=True))
        self._form = FormGrid(t, name="sign_form")
        self.day = self._form.add("signed_on", t("Signed on"), DateField(t, today, name="field_signed_on"), required=True)
        self.place = self._form.add("signed_place", t("Signed at"), LineEdit(name="field_signed_place", placeholder=t("in the shop")))
        self.day.set_value(today())
        self.box.addWidget(self._form)
        button = self.add_button(t("Sign the contract"), role=Role.PRIMARY, key="F8", name="sign_do", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Not now"), key="Esc", name="sign_leave").clicked.connect(self.reject)
        self._form.set_last(button)
        self._form.submitted.connect(self.accept)

    def accept(self) -> None:
        """Sign, or say why not and stay."""
        day = self.day.value()
        if day is None:
            self._form.show_field_note("signed_on", self._t("This is not a date."), Tone.DANGER)
            self._form.go_to("signed_on")
            return
        try:
            self._sign(day, self.place.text())
        except DomainError as error:
            if not self._form.show_error(error):
                self.show_error(error)
        else:
            self.signed.emit()
            super().accept()
