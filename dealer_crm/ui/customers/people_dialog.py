"""The base of the small dialogs of people and places: one form, what is typed is kept, what is refused is said beside its field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_PEOPLE, DraftPlace, Drafts
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.widgets import Dialog, FormGrid, Role


class PeopleDialog(Dialog):
    """`saved` when something was written. Fill `fields`, then call `finish`."""

    saved = Signal()

    def __init__(self, t: Translator, title: str, parent: QWidget, *, name: str) -> None:
        super().__init__(t, title, parent, name=name, width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields = self.form = FormGrid(t, name=f"{name}_form")
        self._write: Callable[[], object] = lambda: None
        self.box.addWidget(self.fields)

    def finish(self, action: str, write: Callable[[], object], kept: tuple[Drafts, str, str] | None = None) -> None:
        """Add the buttons; `write` saves and may refuse; `kept` says where what is typed is kept: drafts, key, title."""
        self._write = write
        button = self.add_button(action, role=Role.PRIMARY, key="F8", name=f"{self.objectName()}_save", icon="check")
        button.clicked.connect(self.accept)
        leave = self._t("Later") if kept else self._t("Cancel")
        self.add_button(leave, key="Esc", name=f"{self.objectName()}_leave").clicked.connect(self.reject)
        self.fields.set_last(button)
        if kept:
            drafts, key, title = kept
            KeptDialog(self._t, self, drafts, DraftPlace(KIND_PEOPLE, key, title))

    def accept(self) -> None:
        """Save, or say why not and stay."""
        self.fields.clear_errors()
        try:
            self._write()
        except DomainError as error:
            self.show_error(error)
        else:
            self.saved.emit()
            super().accept()
