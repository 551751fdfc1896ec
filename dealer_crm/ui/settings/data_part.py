"""Data and backup: how safe the data is, at one glance, and everything that can be done with all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.backups import BackupInfo, Comparison
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator
from dealer_crm.ui.settings.backup_list import BackupList
from dealer_crm.ui.settings.backup_state import BackupState
from dealer_crm.ui.settings.doors import DataDoors, Finding, Frame
from dealer_crm.ui.settings.findings import FindingsDialog
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.settings.restore import RestoreDialog
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Button, CheckBox, ElidedLabel, FlowRow, Ink, InlineMessage
from dealer_crm.words.moments import moment


class DataPart(Part):
    """Long work runs beside the window; what it refuses is said at the top."""

    import_requested = Signal()
    export_requested = Signal()
    history_requested = Signal()
    bin_requested = Signal()
    demo_requested = Signal()

    def __init__(self, t: Translator, frame: Frame, doors: DataDoors) -> None:
        super().__init__("data", t("Data and backup"))
        self._t, self._frame, self._doors = t, frame, doors
        self.message = InlineMessage(t, name="data_message")
        self.state = BackupState(t, self._choose_folder)
        self.list = BackupList(t, doors.backup.backups, doors.now)
        self.places: dict[str, QWidget] = {"backups": self.list.table}
        self._folder = ElidedLabel("", tone=Ink.TEXT2, name="data_folder")
        self.box.addWidget(self.message)
        self.add_card("data_backup").box.addWidget(self.state)
        self.add_card("data_backups", t("Existing backups")).box.addWidget(self.list)
        self._add_whole(t)
        self.box.addStretch(1)
        self._wire()

    def _add_whole(self, t: Translator) -> None:
        card = self.add_card("data_whole", t("All data"))
        card.box.addWidget(self._folder)
        rows = FlowRow("data_buttons")
        for name, text, icon, run in (
            ("data_open_folder", t("Open the folder"), "folder-open", self._open_folder),
            ("data_check", t("Check the data"), "shield-check", self.check),
            ("data_import", t("Import…"), "import", self.import_requested.emit),
            ("data_export", t("Export all customers…"), "file-up", self.export_requested.emit),
            ("data_history", t("Operation history"), "history", self.history_requested.emit),
            ("data_bin", t("Recycle bin"), "trash-2", self.bin_requested.emit),
            ("data_demo", t("Look at the sample shop"), "store", self.demo_requested.emit),
        ):
            button = Button(text, icon=icon, name=name, key="Ctrl+H" if name == "data_history" else "")
            button.clicked.connect(lambda _on=False, run=run: run())
            rows.add(button)
            self.findable(text, button)
            if name == "data_check":
                self.places["check"] = button
        card.box.addWidget(rows)
        self.calendar_phones = CheckBox(t("Calendar files bear phone numbers"), "data_calendar_phones")
        card.box.addWidget(self.calendar_phones)
        self.calendar_phones.clicked.connect(self._on_phones)
        self.findable(t("Calendar files bear phone numbers"), self.calendar_phones)

    def _on_phones(self, on: bool) -> None:
        try:
            self._doors.set_calendar_phones(on)
        except DomainError as error:
            self.message.show_error(error)
        self.calendar_phones.setChecked(self._doors.calendar_phones())

    def _wire(self) -> None:
        self.state.backup_requested.connect(self.back_up)
        self.state.second_chosen.connect(self._doors.set_second_folder)
        self.state.second_chosen.connect(lambda _folder: self.reload())
        self.state.open_requested.connect(lambda: self._doors.open_folder(self._doors.backup.state().backup_folder))
        self.list.restore_requested.connect(self._on_chosen)
        self.list.file_requested.connect(self._choose_backup)
        self.findable(self._t("Back up now"), self.state.button)
        self.findable(self._t("Second place"), self.state.second.edit)
        self.findable(self._t("Restore a backup"), self.list.table)

    def reload(self) -> None:
        """Ask how safe the data is."""
        state = self._doors.backup.state()
        self.state.show_state(state, self._doors.now())
        self.list.reload()
        self._folder.setText(str(state.folder))
        self.calendar_phones.setChecked(self._doors.calendar_phones())

    def _choose_folder(self, title: str) -> Path | None:
        return self._frame.prompts.choose_folder(title)

    def _open_folder(self) -> None:
        self._doors.open_folder(self._doors.backup.state().folder)

    # long work

    def back_up(self) -> None:
        """Make a backup now."""
        self._run(self._t("Backing up…"), self._doors.backup.back_up, self._on_backed_up)

    def _on_backed_up(self, _result: object) -> None:
        self.reload()
        self.message.show_message(self._t("The backup is made and verified."), Tone.DONE)

    def _choose_backup(self) -> None:
        file = self._frame.prompts.choose_file(self._t("Restore a backup"), self._t("Backups") + " (*.zip)")
        if file is not None:
            self.compare(file, file.name)

    def _on_chosen(self, backup: BackupInfo) -> None:
        self.compare(Path(backup.path), moment(backup.made_at, self._doors.now(), self._t))

    def compare(self, file: Path, name: str) -> None:
        """Read a backup and show it beside the data of now; restoring is asked there."""
        done = partial(self._on_compared, file, name)
        self._run(self._t("Reading the backup…"), lambda _progress: self._doors.backup.compare(file), done)

    def _on_compared(self, file: Path, name: str, found: Comparison) -> None:
        dialog = RestoreDialog(self._t, name, found, self._doors.now(), self.window())
        dialog.restore_requested.connect(lambda: self._restore(file))
        dialog.open()

    def _restore(self, file: Path) -> None:
        try:
            self._doors.backup.restore(file)
        except DomainError as error:
            self.message.show_error(error)

    def check(self) -> None:
        """Check the whole store."""
        self._run(self._t("Checking the data…"), self._doors.check, self._on_checked)

    def _on_checked(self, findings: Sequence[Finding]) -> None:
        if not findings:
            self.message.show_message(self._t("The data is sound: nothing was found."), Tone.DONE)
            return
        dialog = FindingsDialog(self._t, findings, self.window())
        dialog.repair_requested.connect(self.repair)
        dialog.open()

    def repair(self) -> None:
        """Mend what the check can mend."""
        self._run(self._t("Mending…"), self._doors.repair, self._on_repaired)

    def _on_repaired(self, _result: object) -> None:
        self.message.show_message(self._t("What could be mended is mended. Check again to be sure."), Tone.DONE)

    def _run(self, title: str, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        self.message.clear()
        self._frame.run_task(title, work, done=done, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        self.message.show_error(error)
