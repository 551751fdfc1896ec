"""A sheet of the room: what is typed is kept until it is saved, errors stand beside their field."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.care.doors import CareDoors
from dealer_crm.ui.desk.care_notes import CareNotes
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import FormGrid, Role, SideSheet


class KeptSheet(SideSheet):
    """One use: it is freed when it closes. A kind of sheet says what is kept, and what saving does."""

    saved = Signal(int)

    def __init__(self, t: Translator, title: str, doors: CareDoors, kind: str, *, name: str) -> None:
        super().__init__(t, title, name=name)
        self._doors, self._kind = doors, kind
        self.form = FormGrid(t, name=f"{name}_form")
        self.keeper = DraftKeeper(t, doors.drafts, kind, doors.now, self)
        self.keeper.content = self.content
        self.keeper.told.connect(self.set_status)
        self.box.setSpacing(Space.S)
        self.care = CareNotes()
        self.care.show_words("")
        self.box.addWidget(self.care)
        self.box.addWidget(self.form)
        self.box.addStretch(1)
        self.can_close = self._keep

    def mind(self, customer_id: int) -> None:
        """Show what to mind with a customer before one calls him or goes there."""
        self.care.show_words(self._doors.people.care_notes(customer_id) if customer_id else "")

    def finish_building(self, save: str) -> None:
        """Add the buttons once all fields stand, and listen to them."""
        form = self.form
        assert form is not None
        self.save_button = self.add_button(save, role=Role.PRIMARY, icon="check", key="Ctrl+Enter", name=f"{self.objectName()}_save")
        self.later_button = self.add_button(self._t("Later"), key="Esc", name=f"{self.objectName()}_later")
        self.save_button.clicked.connect(self.save)
        self.later_button.clicked.connect(self.close_sheet)
        form.set_last(self.save_button)
        form.submitted.connect(self.save)
        form.edited.connect(lambda _name: self.keeper.touch())
        form.left.connect(lambda _name: self.keeper.write())

    def begin(self, key: str) -> None:
        """Start for a record, with the draft that was left."""
        kept = self._doors.drafts.load(self._kind, key)
        self.keeper.begin("")
        if kept is not None:
            self.show_content(kept)
        self.keeper.begin(key, kept)

    def content(self) -> tuple[dict[str, Any], str] | None:
        """Return what to keep and its title; None while there is nothing worth keeping."""
        raise NotImplementedError

    def show_content(self, content: dict[str, Any]) -> None:
        """Show what was kept."""
        raise NotImplementedError

    def write(self) -> int:
        """Save, and return the record's id. Raises DomainError."""
        raise NotImplementedError

    def save(self) -> None:
        """Save and close; when refused, everything stays."""
        try:
            record = self.write()
        except DomainError as error:
            self.keeper.write()
            self.show_error(error)
            return
        self.keeper.forget()
        self.keeper.begin("")
        self.saved.emit(record)
        self.close_sheet()

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter while the sheet is open."""
        t = self._t
        return [("Enter", t("next field")), ("Ctrl+Enter", t("save")), ("Esc", t("later"))]

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being typed, also when the window closes."""
        super().hideEvent(event)
        self.keeper.write()

    def _keep(self) -> bool:
        self.keeper.write()
        return True
