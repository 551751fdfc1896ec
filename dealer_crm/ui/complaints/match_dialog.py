"""Asks whose a complaint is that nobody of ours brought."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.complaints import ComplaintCustomerMissing
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.phrases import one_line, who_words
from dealer_crm.ui.desk.customer_picker import CustomerPicker
from dealer_crm.ui.widgets import Dialog, FormGrid, Ink, Label, Role


class MatchDialog(Dialog):
    """Looks at once for the number that was left; the case goes to whom is picked, with its history."""

    def __init__(self, t: Translator, doors: ComplaintDoors, file: ComplaintFile, parent: QWidget) -> None:
        super().__init__(t, t("Match with a customer"), parent, name="match_dialog")
        self._doors, self._file = doors, file
        told = " · ".join(filter(None, (file.number, who_words(file.customer, phones.shown(file.phone), t), one_line(file.draft.words))))
        self.box.addWidget(Label(told, tone=Ink.TEXT2, name="match_told", wrap=True))
        self.form = FormGrid(t, name="match")
        self.who = self.form.add("customer", t("Customer"), CustomerPicker(t, doors.reads.find, name="match_customer"), required=True)
        self.who.claim_keys()
        self.box.addWidget(self.form)
        words = t("The complaint goes into his file: timeline, list and classes follow. Undo takes it out again.")
        self.box.addWidget(Label(words, tone=Ink.TEXT2, name="match_words", wrap=True))
        self.save_button = self.add_button(t("Give it to him"), role=Role.PRIMARY, key="F8", name="match_save")
        self.add_button(t("Cancel"), key="Esc", name="match_cancel").clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        self.form.set_last(self.save_button)
        self.who.picked.connect(lambda _id: self.save_button.setFocus())
        if file.phone and doors.reads.find(file.phone, 1):
            self.who.field.setText(file.phone)
            self.who.search()

    def accept(self) -> None:
        """Give the case to whom was picked; the dialog stays open where that is refused."""
        try:
            if self.who.value() is None:
                raise ComplaintCustomerMissing
            self._doors.register.match(self._file.id, self.who.value() or 0)
        except DomainError as error:
            self.show_error(error)
            return
        super().accept()
