"""Asks for what the delivery note does not say yet: a signed note that states quantity, model and specification counts as inspected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.delivery_notes import LONGEST, MODEL, SPEC
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import DeliveryFile, DeliveryLineRow
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.widgets import Dialog, FormGrid, Ink, Label, LineEdit, Role

WIDTH = 720


class CompleteDialog(Dialog):
    """`completed` tells that the note says everything, `as_it_is` that it goes out all the same."""

    completed = Signal()
    as_it_is = Signal()

    def __init__(self, t: Translator, doors: DeliveryDoors, file: DeliveryFile, parent: QWidget) -> None:
        super().__init__(t, t("The note says too little"), parent, name="complete_note", width=WIDTH)
        self._doors, self._file = doors, file
        words = t(
            "Article 623 of the Civil Code: a signed note that states quantity, model and specification counts as inspected. "
            "These lines lack something; what you enter stands on this note and at the machines."
        )
        self.box.addWidget(Label(words, tone=Ink.TEXT2, name="complete_law", wrap=True))
        self.form = self._grid = FormGrid(t, name="complete_form")
        self.fields = {(row.id, name): self._field(row, name) for row in file.lacking for name in row.lacks}
        self.box.addWidget(self.form)
        save = self.add_button(t("Complete the note"), role=Role.PRIMARY, key="Ctrl+Enter", name="complete_save", icon="circle-check")
        save.clicked.connect(self.accept)
        self.add_button(t("Go on as it is"), name="complete_as_it_is").clicked.connect(self._on_as_it_is)
        self.add_button(t("Later"), key="Esc", name="complete_cancel").clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def _field(self, row: DeliveryLineRow, name: str) -> LineEdit:
        t = self._t
        goods = " ".join(filter(None, (row.name, row.brand, row.model)))
        if name == row.lacks[0]:
            self._grid.add_heading(goods or row.category)
        words, both = t("Model") if name == MODEL else t("Specification"), len(row.lacks) > 1
        field = LineEdit(name=f"complete_{name}_{row.id}")
        field.setMaxLength(LONGEST)
        self._grid.add(f"{name}_{row.id}", words, field, beside=name == SPEC and both)
        field.setAccessibleName(t("{label}: {text}").format(label=goods, text=words))
        return field

    def words(self) -> dict[int, tuple[str, str]]:
        """Return model and specification of each line that lacked something, as the note says them then."""
        said = {key: field.text().strip() for key, field in self.fields.items()}
        return {row.id: (said.get((row.id, MODEL), row.model), said.get((row.id, SPEC), row.spec)) for row in self._file.lacking}

    def _on_as_it_is(self) -> None:
        self.reject()
        self.as_it_is.emit()

    def accept(self) -> None:
        """Complete the lines; the dialog stays open while something is missing or refused."""
        empty = next((field for field in self.fields.values() if not field.text().strip()), None)
        if empty is not None:
            self.message.show_message(self._t("Something is still empty. Fill it in, or go on as it is."))
            empty.setFocus()
            return
        try:
            self._doors.door.complete(self._file.id, self.words())
        except DomainError as error:
            self.message.show_error(error)
        else:
            super().accept()
            self.completed.emit()
