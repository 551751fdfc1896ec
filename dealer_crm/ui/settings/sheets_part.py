"""Templates of the checklists: which there are, in which version, changed here, put back to what was shipped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from dealer_crm.domain.checklists import Checklist
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.sheet_changes import Edition, changes
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import Drafts
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.settings.sheet_dialog import SheetDialog, SheetDialogDoors, changes_told
from dealer_crm.ui.widgets import Button, FlowRow, InlineMessage, Label

_CODE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class SheetDoors:
    """Every sheet as it holds; its versions, the newest first; writes a version; puts the shipped one back. May raise."""

    sheets: Callable[[], Sequence[Edition]]
    editions: Callable[[str], Sequence[Edition]]
    save: Callable[[Checklist, str], int]
    reset: Callable[[str], int]
    drafts: Drafts


class SheetsPart(Part):
    """A list of sheets with the versions of the chosen one below; every version can be undone."""

    def __init__(self, t: Translator, doors: SheetDoors) -> None:
        sentence = t(
            "What is looked at on a site, and by which limits. The maker's manual comes first: change what yours says otherwise. "
            "A sheet that was begun keeps its version."
        )
        super().__init__("sheets", t("Checklist templates"), sentence)
        self._t, self._doors = t, doors
        self._held: Sequence[Edition] = ()
        self.message = InlineMessage(t, name="sheets_message")
        self.list = QListWidget()
        self.list.setObjectName("sheets_list")
        self.list.setAccessibleName(t("Checklist templates"))
        self.list.setProperty("framed", "true")
        self.list.setMinimumHeight(160)
        self.open_button = Button(t("Open…"), icon="pencil", key="Enter", name="sheets_open")
        self.reset_button = Button(t("Back to the shipped sheet"), icon="undo-2", name="sheets_reset")
        self.versions = Label(name="sheets_versions", wrap=True)
        row = FlowRow("sheets_buttons")
        row.add(self.open_button)
        row.add(self.reset_button)
        for widget in (row, self.message, self.list, self.versions):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self._wire()
        self.findable(t("Checklist templates"), self.list)
        self.findable(t("Back to the shipped sheet"), self.reset_button)

    def _wire(self) -> None:
        self.open_button.clicked.connect(self.open_chosen)
        self.reset_button.clicked.connect(self.reset_chosen)
        self.list.itemActivated.connect(lambda _item: self.open_chosen())
        self.list.currentRowChanged.connect(lambda _row: self._dress())

    def reload(self) -> None:
        """Show the sheets as they hold now; the chosen one stays."""
        chosen = max(self.list.currentRow(), 0)
        self._held = self._doors.sheets()
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._held:
            item = QListWidgetItem(self._line(one))
            item.setData(_CODE, one.sheet.code)
            self.list.addItem(item)
        self.list.setCurrentRow(min(chosen, len(self._held) - 1))
        self.list.blockSignals(False)
        self._dress()

    def _line(self, one: Edition) -> str:
        t, sheet = self._t, one.sheet
        state = t("as shipped") if one.shipped else t("Our own")
        items = t("{count} items").format(count=len(sheet.items))
        return " · ".join((sheet.said(t.language), items, t("version {number}").format(number=sheet.version), state))

    def chosen(self) -> Edition | None:
        """Return the sheet that is chosen."""
        row = self.list.currentRow()
        return self._held[row] if 0 <= row < len(self._held) else None

    def open_chosen(self) -> None:
        """Change the chosen sheet."""
        one = self.chosen()
        if one is None:
            return
        shipped = self._doors.editions(one.sheet.code)[-1].sheet
        dialog = SheetDialog(self._t, one.sheet, shipped, SheetDialogDoors(self._doors.save, self._doors.drafts), self.window())
        dialog.saved.connect(lambda _version: self.reload())
        dialog.open()

    def reset_chosen(self) -> None:
        """Let the shipped sheet hold again."""
        one = self.chosen()
        self.message.clear()
        try:
            if one is not None:
                self._doors.reset(one.sheet.code)
        except DomainError as error:
            self.message.show_error(error)
        self.reload()

    def _dress(self) -> None:
        one = self.chosen()
        self.open_button.setEnabled(one is not None)
        found = self._doors.editions(one.sheet.code) if one else ()
        differs = one is not None and bool(changes(found[-1].sheet, one.sheet))
        self.reset_button.setEnabled(differs)
        told = changes_told(self._t, changes(found[-1].sheet, one.sheet)) if one else ""
        self.versions.setText("\n".join([told, *map(self._version, found)]))

    def _version(self, one: Edition) -> str:
        t = self._t
        if one.shipped or one.written_at is None:
            return t("Version {number}: shipped with the program").format(number=one.sheet.version)
        said = (f"{one.written_at.astimezone():%Y-%m-%d %H:%M}", one.by, one.note)
        return t("Version {number}: {told}").format(number=one.sheet.version, told=" · ".join(filter(None, said)))
