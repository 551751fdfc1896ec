"""Absences as a part of the settings: who is away, and what becomes of his work."""

from __future__ import annotations

from collections.abc import Sequence

from dealer_crm.domain.absences import AbsenceDraft
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.absences import AbsenceRow
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.staff.absence_dialogs import AbsenceDialog, AbsentWorkDialog
from dealer_crm.ui.staff.absence_doors import AbsenceDoors
from dealer_crm.ui.widgets import Button, Column, EmptyState, FlowRow, InlineMessage, PagedModel, TableView
from dealer_crm.words.labels import label


class AbsencesPart(Part):
    """A table of the absences that are not over, with what can be done to the chosen one."""

    def __init__(self, t: Translator, doors: AbsenceDoors) -> None:
        super().__init__(
            "absences", t("Absence"), t("Who is away, and when. What lies in these days is given to a colleague, moved, or flagged.")
        )
        self._t, self._doors = t, doors
        self._rows: dict[int, AbsenceRow] = {}
        self.message = InlineMessage(t, name="absence_message")
        self.model = PagedModel(_columns(t), self._ids, lambda ids: [self._rows[one] for one in ids if one in self._rows], self)
        self.table = TableView(t, self.model, name="absence_list", label=t("Absence"))
        self.table.set_empty(EmptyState(t("Nobody is away."), icon="users", name="absence_empty"))
        row = FlowRow("absence_buttons")
        self.add_button = Button(t("New absence"), icon="calendar-plus", name="absence_add")
        self.edit_button = Button(t("Edit"), icon="pencil", key="Enter", name="absence_edit")
        self.work_button = Button(t("Work in these days…"), icon="calendar-days", name="absence_work")
        self.delete_button = Button(t("Delete"), icon="trash-2", name="absence_delete")
        for button, run in (
            (self.add_button, self.add_absence),
            (self.edit_button, self.edit_absence),
            (self.work_button, self.show_work),
            (self.delete_button, self.delete_absence),
        ):
            row.add(button)
            button.clicked.connect(run)
        for widget in (self.message, row):
            self.box.addWidget(widget)
        self.box.addWidget(self.table, 1)
        self.table.setMinimumHeight(180)
        self.table.opened.connect(lambda _id: self.edit_absence())
        self.table.current_changed.connect(lambda _id: self._dress())
        self.findable(t("New absence"), self.add_button)

    def _ids(self) -> Sequence[int]:
        self._rows = {row.id: row for row in self._doors.coming()}
        return list(self._rows)

    def reload(self) -> None:
        """Show the absences as stored."""
        self.model.reload()
        if self.model.rowCount() and not self.table.current_id():
            self.table.selectRow(0)
        self._dress()

    def _dress(self) -> None:
        for button in (self.edit_button, self.work_button, self.delete_button):
            button.setEnabled(self.table.current_id() in self._rows)

    def add_absence(self) -> None:
        """Ask for a new absence."""
        self._open(None)

    def edit_absence(self) -> None:
        """Ask for changes of the chosen absence."""
        known = self._rows.get(self.table.current_id())
        if known is not None:
            self._open(known)

    def _open(self, known: AbsenceRow | None) -> None:
        self.message.clear()
        dialog = AbsenceDialog(self._t, self._doors, known, self.window())
        dialog.saved.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, absence: AbsenceDraft) -> None:
        self.reload()
        self._offer(absence)

    def show_work(self) -> None:
        """Show what lies in the days of the chosen absence."""
        known = self._rows.get(self.table.current_id())
        if known is not None and not self._offer(known.draft()):
            self.message.show_message(self._t("Nothing of {name} lies in these days.").format(name=known.staff))

    def _offer(self, absence: AbsenceDraft) -> bool:
        work = self._doors.inside(absence.staff_id, max(absence.first_on, self._doors.today()), absence.last_on)
        if work.rows:
            AbsentWorkDialog(self._t, self._doors, absence, work, self.window()).open()
        return bool(work.rows)

    def delete_absence(self) -> None:
        """Remove the chosen absence; undoable."""
        try:
            self._doors.delete(self.table.current_id())
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.message.clear()
            self.reload()


def _columns(t: Translator) -> list[Column]:
    return [
        Column("staff", t("Who"), lambda row: row.staff, 12, bold=True, sortable=False),
        Column("first_on", t("From"), lambda row: row.first_on.isoformat(), 12, sortable=False),
        Column("last_on", t("Until"), lambda row: row.last_on.isoformat(), 12, sortable=False),
        Column("kind", t("Why"), lambda row: label(row.kind, t), 10, sortable=False),
        Column("note", t("Note"), lambda row: row.note, 16, sortable=False, stretch=True),
    ]
