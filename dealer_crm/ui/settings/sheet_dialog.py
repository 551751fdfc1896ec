"""A template of a checklist being changed: its items, what differs from the shipped sheet, saved as a new version with a remark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.checklists import CheckItem, Checklist
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.reading_rules import limits_said
from dealer_crm.domain.sheet_bodies import plain_sheet, sheet_of
from dealer_crm.domain.sheet_changes import ItemChange, changes
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_SHEET, Drafts
from dealer_crm.ui.settings.ordered_table import OrderedDoors, OrderedTable, OrderedWords
from dealer_crm.ui.settings.sheet_editing import ItemLine, SheetEditing
from dealer_crm.ui.settings.sheet_item_dialog import SheetItemDialog
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip, Column, Dialog, FormGrid, Ink, Label, LineEdit, Role
from dealer_crm.words.labels import label

TOLD = 8
"""Changes that are told one by one."""


@dataclass(frozen=True)
class SheetDialogDoors:
    """Saves a sheet with a remark and returns its version (may raise); keeps what is not saved yet."""

    save: Callable[[Checklist, str], int]
    drafts: Drafts


class SheetDialog(Dialog):
    """Every step can be undone here by Ctrl+Z; a saved version is undone like anything else. `saved` carries the version."""

    saved = Signal(int)

    def __init__(self, t: Translator, sheet: Checklist, shipped: Checklist, doors: SheetDialogDoors, parent: QWidget | None) -> None:
        super().__init__(t, sheet.said(t.language), parent, name="sheet_dialog", width=880)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sheet, self._shipped, self._doors = sheet, shipped, doors
        self.editing = SheetEditing(sheet)
        self._take_draft()
        self.list = OrderedTable(
            t,
            self._columns(),
            OrderedDoors(lambda: self.editing.lines, self._move, self._retire),
            OrderedWords("sheet_items", t("Items of the sheet"), t("New item")),
        )
        self.told = Label(tone=Ink.TEXT2, name="sheet_changes", wrap=True)
        self.form: FormGrid = FormGrid(t, name="sheet_form")
        self.note = self.form.add("note", t("Why it changes"), LineEdit(name="field_sheet_note"))
        for widget in (self.list, self.told, self.form):
            self.box.addWidget(widget)
        self.save_button = self.add_button(t("Save as a new version"), role=Role.PRIMARY, key="F8", name="sheet_save", icon="check")
        self.add_button(t("Discard the changes"), name="sheet_discard").clicked.connect(self.discard)
        self.add_button(t("Later"), key="Esc", name="sheet_leave").clicked.connect(self.reject)
        self.form.set_last(self.save_button)
        self._wire()
        self.list.reload()
        self._dress()

    def _wire(self) -> None:
        self.save_button.clicked.connect(self.accept)
        self.list.add_requested.connect(self.add)
        self.list.edit_requested.connect(self.edit)

    def _columns(self) -> list[Column]:
        t, language = self._t, self._t.language
        return [
            Column("code", t("Code"), lambda one: one.code, 9, quiet=True),
            Column("words", t("Item"), lambda one: one.item.said(language), 24, bold=True, stretch=3),
            Column("standard", t("Has to be"), lambda one: one.item.standard(language), 20, quiet=True, stretch=2, rank=2),
            Column("limits", t("Limits"), lambda one: self._limits(one.item), 14, rank=1),
            Column("state", t("State"), self._asked, 14, quiet=True, chip=self._state),
        ]

    def _limits(self, item: CheckItem) -> str:
        if item.grid:
            return self._t("Table, {count} columns").format(count=len(item.grid.columns))
        return limits_said(item.low, item.high, item.unit) or item.unit

    def _asked(self, one: ItemLine) -> str:
        t, item = self._t, one.item
        return " · ".join(words for words, asked in ((t("Required"), item.required), (t("Photos"), item.photo)) if asked)

    def _state(self, one: ItemLine) -> Chip | None:
        return Chip(self._t("No longer used"), Tone.NEUTRAL) if one.retired else None

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the items."""
        super().showEvent(event)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # steps

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z takes the last step back, Ctrl+Y does it again."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._step(self.editing.undo)
        elif event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._step(self.editing.redo)
        else:
            super().keyPressEvent(event)

    def add(self) -> None:
        """Ask for a new item, behind the current one."""
        behind = self.list.current()
        near = next((line.item for line in self.editing.lines if line.code == behind), None)
        group = near.group if near else (self._sheet.groups[0].code if self._sheet.groups else "")
        self._open(CheckItem("", group), lambda item: self.editing.put(item, behind=behind))

    def edit(self, code: str) -> None:
        """Ask for changes of an item."""
        item = next(line.item for line in self.editing.lines if line.code == code)
        self._open(item, lambda changed: self.editing.put(changed, code))

    def _open(self, item: CheckItem, put: Callable[[CheckItem], object]) -> None:
        dialog = SheetItemDialog(self._t, item, self._sheet.groups, put, self)
        dialog.accepted.connect(lambda: self._step(lambda: None))
        dialog.open()

    def _move(self, code: str, step: int) -> None:
        self.editing.move(code, step)
        self._keep()

    def _retire(self, code: str, retired: bool) -> None:
        self.editing.retire(code, retired)
        self._keep()

    def _step(self, deed: Callable[[], object]) -> None:
        deed()
        self.list.reload()
        self._keep()

    def discard(self) -> None:
        """Go back to the version that holds."""
        self._step(lambda: self.editing.take(self._sheet))

    # what is kept and told

    def _take_draft(self) -> None:
        kept = self._doors.drafts.load(KIND_SHEET, self._sheet.code)
        if kept is None:
            return
        try:
            self.editing.take(sheet_of(self._sheet.code, self._sheet.version, kept))
        except DomainError:
            self._doors.drafts.drop(KIND_SHEET, self._sheet.code)
        else:
            self.message.show_message(self._t("This is the draft you left; it is not saved yet."), Tone.INFO)

    def _keep(self) -> None:
        code = self._sheet.code
        if self.editing.is_changed():
            self._doors.drafts.save(KIND_SHEET, code, plain_sheet(self.editing.sheet()), self._sheet.said(self._t.language))
        else:
            self._doors.drafts.drop(KIND_SHEET, code)
        self._dress()

    def _dress(self) -> None:
        found = changes(self._shipped, self.editing.sheet())
        self.told.setText(changes_told(self._t, found))
        self.save_button.setEnabled(self.editing.is_changed())

    def accept(self) -> None:
        """Save a new version, or say why not and stay."""
        try:
            version = self._doors.save(self.editing.sheet(), self.note.text())
        except DomainError as error:
            self.message.show_error(error)
            return
        self._doors.drafts.drop(KIND_SHEET, self._sheet.code)
        self.saved.emit(version)
        super().accept()


def changes_told(t: Translator, found: tuple[ItemChange, ...]) -> str:
    """Return in one paragraph what differs from the shipped sheet."""
    if not found:
        return t("The same as the shipped sheet.")
    told = "; ".join(f"{one.item.code} {label(one.kind, t)}" for one in found[:TOLD])
    if len(found) > TOLD:
        told = t("{changes} and {count} more").format(changes=told, count=len(found) - TOLD)
    return t("Differs from the shipped sheet: {changes}").format(changes=told)
