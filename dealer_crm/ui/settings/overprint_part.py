"""Forms that were printed elsewhere: the list of them, to make, open and delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.overprint import OverprintForm
from dealer_crm.i18n import Translator
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.widgets import Button, FlowRow, Ink, InlineMessage, Label

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class OverprintListDoors:
    """All forms; what a kind is called; opens the editor of one (0 = a new one), telling when it was saved; deletes. May raise."""

    forms: Callable[[], Sequence[OverprintForm]]
    kind: Callable[[str], str]
    edit: Callable[[int, Callable[[OverprintForm], object]], object]
    delete: Callable[[int], object]


class OverprintPart(Part):
    """A list with buttons; deleting can be undone."""

    def __init__(self, t: Translator, doors: OverprintListDoors) -> None:
        sentence = t(
            "Warranty cards of a brand, receipts from a printer's shop: scan one, put the fields where they belong, and only the values"
            " are printed. In the print dialog such a form is chosen under “Sheet”."
        )
        super().__init__("overprint", t("Printed forms"), sentence)
        self._t, self._doors = t, doors
        self.message = InlineMessage(t, name="overprint_list_message")
        self.list = QListWidget()
        self.list.setObjectName("overprint_list")
        self.list.setAccessibleName(t("Printed forms"))
        self.list.setProperty("framed", "true")
        self.nothing = Label(t("There is no form yet."), tone=Ink.TEXT2, name="overprint_none")
        self.new_button = Button(t("New form…"), icon="plus", name="overprint_new")
        self.open_button = Button(t("Open…"), icon="pencil", key="Enter", name="overprint_open")
        self.delete_button = Button(t("Delete"), icon="trash-2", key="Del", name="overprint_delete")
        row = FlowRow("overprint_list_row")
        for button in (self.new_button, self.open_button, self.delete_button):
            row.add(button)
        self.box.addWidget(row)
        self.box.addWidget(self.message)
        self.box.addWidget(self.nothing)
        self.box.addWidget(self.list)
        self.box.addStretch(1)
        self.new_button.clicked.connect(lambda: self._edit(0))
        self.open_button.clicked.connect(self.open_chosen)
        self.delete_button.clicked.connect(self.delete_chosen)
        self.list.itemActivated.connect(lambda _item: self.open_chosen())
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, self.delete_chosen, context=Qt.ShortcutContext.WidgetShortcut)
        self.findable(t("Printed forms"), self.list)
        self.findable(t("New form…"), self.new_button)

    def reload(self) -> None:
        """Show the forms as they are kept."""
        chosen = self._chosen()
        self.list.clear()
        for form in self._doors.forms():
            item = QListWidgetItem(f"{form.name} · {self._doors.kind(form.kind)} · {form.width / 10:g} × {form.height / 10:g} mm")
            item.setData(_ID, form.id)
            self.list.addItem(item)
            if form.id == chosen:
                self.list.setCurrentItem(item)
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        any_form = self.list.count() > 0
        self.list.setVisible(any_form)
        self.nothing.setHidden(any_form)
        self.open_button.setEnabled(any_form)
        self.delete_button.setEnabled(any_form)

    def _chosen(self) -> int:
        row = self.list.currentRow()
        return int(self.list.item(row).data(_ID)) if row >= 0 else 0

    def open_chosen(self) -> None:
        """Open the form in view."""
        if self._chosen():
            self._edit(self._chosen())

    def _edit(self, form_id: int) -> None:
        self._try(lambda: self._doors.edit(form_id, lambda _form: self.reload()))

    def delete_chosen(self) -> None:
        """Delete the form in view."""
        if self._chosen() and self._try(lambda: self._doors.delete(self._chosen())):
            self.reload()

    def _try(self, run: Callable[[], object]) -> bool:
        self.message.clear()
        try:
            run()
        except DomainError as error:
            self.message.show_error(error)
            return False
        return True
