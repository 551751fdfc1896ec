"""The head of an acceptance sheet: which part of the house, who leads, who inspects, when it was worked on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.acceptances import AcceptanceDraft
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.acceptance_file import AcceptanceFile
from dealer_crm.services.drafts import KIND_SHEET_HEAD, DraftPlace
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.sheets.doors import SheetDoors
from dealer_crm.ui.widgets import Choice, Combo, DateField, Dialog, FormGrid, LineEdit, Role, TextEdit

WIDTH = 640


class SheetHeadDialog(Dialog):
    """Stays open when it is refused."""

    def __init__(self, t: Translator, doors: SheetDoors, file: AcceptanceFile, parent: QWidget) -> None:
        super().__init__(t, t("Head of the sheet"), parent, name="sheet_head", width=WIDTH)
        self._doors, self._file = doors, file
        self.form = form = FormGrid(t, name="sheet_head_form")
        draft = file.draft
        self.zone = LineEdit(name="sheet_zone", chars=20)
        self.decorator = LineEdit(name="sheet_decorator", chars=20)
        self.leader, self.inspector = self._people("sheet_leader"), self._people("sheet_inspector")
        self.started_on = DateField(t, doors.today, name="sheet_started")
        self.finished_on = DateField(t, doors.today, name="sheet_finished")
        self._add_fields()
        self.note = form.add("note", t("Note"), TextEdit(name="sheet_note", lines=2))
        self.zone.setText(draft.zone)
        self.decorator.setText(draft.decorator)
        self.leader.set_value(draft.leader_id)
        self.inspector.set_value(draft.inspector_id)
        self.started_on.set_value(draft.started_on)
        self.finished_on.set_value(draft.finished_on)
        self.note.set_text(draft.note)
        self.box.addWidget(form)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="Ctrl+Enter", name="sheet_head_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="sheet_head_cancel").clicked.connect(self.reject)
        form.set_last(button)
        self.finished.connect(self.deleteLater)
        KeptDialog(t, self, doors.drafts, DraftPlace(KIND_SHEET_HEAD, str(file.id), file.number))

    def _add_fields(self) -> None:
        """Ask what the sheet is about; of a ceremony there is who held it, and when."""
        form, t = self.form, self._t
        assert form is not None
        if self._file.is_ceremony:
            form.add("leader_id", t("Person in charge"), self.leader)
            form.add("started_on", t("Ceremony held on"), self.started_on, beside=True)
            for field in (self.zone, self.decorator, self.inspector, self.finished_on):
                field.setParent(self)
                field.hide()
            return
        form.add("zone", t("Part of the house"), self.zone)
        form.add("decorator", t("Decorator"), self.decorator, beside=True)
        form.add("leader_id", t("Lead fitter"), self.leader)
        form.add("inspector_id", t("Shop's inspector"), self.inspector, beside=True)
        form.add("started_on", t("Work begun on"), self.started_on)
        form.add("finished_on", t("Work finished on"), self.finished_on, beside=True)

    def _people(self, name: str) -> Combo:
        people = [Choice(None, self._t("nobody yet")), *(Choice(one.id, one.name) for one in self._doors.staff())]
        return Combo(people, name=name)

    def draft(self) -> AcceptanceDraft:
        """Return what was entered."""
        return AcceptanceDraft(
            zone=self.zone.text(),
            leader_id=self.leader.value(),
            inspector_id=self.inspector.value(),
            decorator=self.decorator.text(),
            started_on=self.started_on.value(),
            finished_on=self.finished_on.value(),
            note=self.note.text(),
        )

    def accept(self) -> None:
        """Save, or say why not and stay."""
        assert self.form is not None
        self.form.clear_errors()
        try:
            self._doors.edit(self._file.id, self.draft(), self._file.version)
        except DomainError as error:
            if not self.form.show_error(error):
                self.show_error(error)
        else:
            super().accept()
