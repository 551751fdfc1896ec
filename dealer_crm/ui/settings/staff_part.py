"""The people of the shop: who works here, in which role; who left stays in the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Role as StaffRole
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_STAFF, NEW, DraftPlace
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.settings.doors import ShopDoors
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import (
    Button,
    Chip,
    Choice,
    Column,
    Dialog,
    EmptyState,
    FlowRow,
    FormGrid,
    InlineMessage,
    LineEdit,
    PagedModel,
    PhoneEdit,
    Role,
    Segments,
    TableView,
)
from dealer_crm.ui.widgets.narrow import Narrow
from dealer_crm.words.labels import label


class StaffPart(Part):
    """A table of people with what can be done to the chosen one."""

    def __init__(self, t: Translator, doors: ShopDoors) -> None:
        super().__init__("staff", t("Staff"), t("Who calls, visits and installs. Switch the current person in the status bar."))
        self._t, self._doors = t, doors
        self._people: dict[int, StaffRow] = {}
        self.message = InlineMessage(t, name="staff_message")
        self.model = PagedModel(_columns(t), self._ids, lambda ids: [self._people[i] for i in ids if i in self._people], self)
        self.table = TableView(t, self.model, name="staff_list", label=t("Staff"))
        self.table.set_empty(EmptyState(t("Nobody is entered yet."), icon="users", name="staff_empty"))
        self._build()
        self.findable(t("New person"), self.add_button)
        self.findable(t("Staff"), self.table)

    def _build(self) -> None:
        t = self._t
        row = FlowRow("staff_buttons")
        self.add_button = Button(t("New person"), icon="user-plus", name="staff_add")
        self.edit_button = Button(t("Edit"), icon="pencil", key="Enter", name="staff_edit")
        self.leave_button = Button(t("Has left"), icon="log-out", name="staff_leave")
        self.over_button = Button(t("Hand over…"), icon="users", name="staff_hand_over")
        self.over_button.setVisible(self._doors.hand_over is not None)
        for button, run in (
            (self.add_button, self.add_person),
            (self.edit_button, self.edit_person),
            (self.leave_button, self.turn_person),
            (self.over_button, self.hand_over),
        ):
            row.add(button)
            button.clicked.connect(run)
        self.box.addWidget(self.message)
        self.box.addWidget(row)
        self.box.addWidget(self.table, 1)
        self.table.setMinimumHeight(180)
        self.table.opened.connect(lambda _id: self.edit_person())
        self.table.current_changed.connect(lambda _id: self._dress_buttons())

    def _ids(self) -> Sequence[int]:
        self._people = {person.id: person for person in self._doors.staff()}
        return sorted(self._people, key=lambda i: (not self._people[i].active, i))

    def reload(self) -> None:
        """Show everybody as stored."""
        self.model.reload()
        if self.model.rowCount() and not self.table.current_id():
            self.table.selectRow(0)
        self._dress_buttons()

    def _dress_buttons(self) -> None:
        person = self._people.get(self.table.current_id())
        self.edit_button.setEnabled(person is not None)
        self.over_button.setEnabled(person is not None)
        self.leave_button.setEnabled(person is not None)
        back = person is not None and not person.active
        self.leave_button.set_label(self._t("Works here again") if back else self._t("Has left"))
        self.leave_button.set_icon("undo-2" if back else "log-out")

    def add_person(self) -> None:
        """Ask for a new person."""
        self._open(StaffDialog(self._t, StaffDraft(""), self._doors.add_staff, self.window()), NEW)

    def edit_person(self) -> None:
        """Ask for changes of the chosen person."""
        person = self._people.get(self.table.current_id())
        if person is not None:
            self._open(
                StaffDialog(self._t, _draft(person), lambda draft: self._doors.save_staff(person.id, draft), self.window()), str(person.id)
            )

    def _open(self, dialog: StaffDialog, key: str) -> None:
        self.message.clear()
        KeptDialog(self._t, dialog, self._doors.drafts, DraftPlace(KIND_STAFF, key, dialog.windowTitle()))
        dialog.open()

    def hand_over(self) -> None:
        """Let the chosen person give all that is open to colleagues."""
        person = self._people.get(self.table.current_id())
        if person is not None and self._doors.hand_over is not None:
            self._doors.hand_over(person, self.window())

    def turn_person(self) -> None:
        """Let the chosen person leave, or come back; undoable. Who leaves with something in his hands is asked to whom it goes."""
        person = self._people.get(self.table.current_id())
        if person is None:
            return
        if person.active and self._doors.holds is not None and self._doors.holds(person.id):
            self.hand_over()
            return
        try:
            self._doors.save_staff(person.id, replace(_draft(person), active=not person.active))
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.message.clear()


class StaffDialog(Dialog):
    """One person. `save` may refuse; then the dialog stays open."""

    saved = Signal()

    def __init__(self, t: Translator, draft: StaffDraft, save: Callable[[StaffDraft], object], parent: QWidget | None) -> None:
        super().__init__(t, draft.name or t("New person"), parent, name="staff_dialog", width=480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._draft, self._save = draft, save
        self.form = FormGrid(t, name="staff_form")
        self.name = LineEdit(name="field_staff_name", chars=20)
        self.name.setText(draft.name)
        self.phone = PhoneEdit(t, name="field_staff_phone")
        self.form.add("name", t("Name"), Narrow(self.name), required=True)
        self.role = self.form.add("role", t("Job"), Segments([Choice(role, label(role, t)) for role in StaffRole], name="field_staff_role"))
        self.form.add("phone", t("Phone"), Narrow(self.phone))
        self.role.set_value(draft.role)
        self.phone.set_value(draft.phone)
        self.box.addWidget(self.form)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name="staff_save")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="staff_cancel").clicked.connect(self.reject)
        self.form.set_last(button)

    def draft(self) -> StaffDraft:
        """Return the person as the fields say it."""
        return replace(self._draft, name=self.name.text(), role=StaffRole(self.role.value()), phone=self.phone.value())

    def accept(self) -> None:
        """Save, or say why not and stay."""
        try:
            self._save(self.draft())
        except DomainError as error:
            self.show_error(error)
        else:
            self.saved.emit()
            super().accept()


def _draft(person: StaffRow) -> StaffDraft:
    return StaffDraft(person.name, person.role, person.phone, person.active)


def _columns(t: Translator) -> list[Column]:
    return [
        Column("name", t("Name"), lambda person: person.name, 14, bold=True, sortable=False),
        Column("role", t("Job"), lambda person: label(person.role, t), 12, sortable=False),
        Column("phone", t("Phone"), lambda person: phones.shown(person.phone), 16, sortable=False),
        Column("state", t("State"), lambda _person: "", 12, chip=lambda person: _state(person, t), sortable=False, stretch=True),
    ]


def _state(person: StaffRow, t: Translator) -> Chip:
    return Chip(t("At work"), Tone.DONE) if person.active else Chip(t("Left"), Tone.NEUTRAL)
