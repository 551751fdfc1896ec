"""How safe the data is: the last backup in large words, where it lies, and the second place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.backups import BackupInfo
from dealer_crm.i18n import Translator
from dealer_crm.ui.settings.doors import DataState
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Chip, ChipLabel, ElidedLabel, FormGrid, Ink, Label, Role
from dealer_crm.ui.widgets.folder import FolderField
from dealer_crm.words.moments import moment

SECOND_AFTER_DAYS = 3


def backup_words(last: BackupInfo | None, now: datetime, t: Translator) -> str:
    """Return the last backup in a few words, for status bars: 'Backup: today 09:00'."""
    return t("Backup: {moment}").format(moment=moment(last.made_at, now, t)) if last else t("No backup yet")


class BackupState(QWidget):
    """The second place is saved when chosen, or when its field is left with a change; None gives it up."""

    backup_requested = Signal()
    open_requested = Signal()
    second_chosen = Signal(object)

    def __init__(self, t: Translator, choose: Callable[[str], Path | None]) -> None:
        super().__init__()
        self.setObjectName("backup_state")
        self._t = t
        self._kept = ""
        self._words = Label("", Type.SECTION, name="backup_words")
        self._chip = ChipLabel(name="backup_chip")
        self.button = Button(t("Back up now"), role=Role.PRIMARY, icon="database-backup", name="backup_now")
        self._open = Button(t("Open the folder"), icon="folder-open", name="backup_open")
        self._place = ElidedLabel("", tone=Ink.TEXT2, name="backup_folder")
        self.second = FolderField(
            t, lambda: choose(t("Second place")), name="field_second_folder", placeholder=t("For example a USB stick")
        )
        self.form = FormGrid(t, name="backup_form")
        self.form.add("second", t("Second place"), self.second)
        self._build()
        self._wire()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._words)
        head.addWidget(self._chip)
        head.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.button)
        buttons.addWidget(self._open)
        buttons.addWidget(self._place, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addLayout(head)
        box.addLayout(buttons)
        box.addWidget(self.form)

    def _wire(self) -> None:
        self.button.clicked.connect(self.backup_requested)
        self._open.clicked.connect(self.open_requested)
        self.form.left.connect(lambda _name: self.keep())
        self.second.changed.connect(self.keep)

    def show_state(self, state: DataState, now: datetime) -> None:
        """Show how things stand."""
        t = self._t
        self._words.setText(
            t("Last backup: {moment}").format(moment=moment(state.last.made_at, now, t)) if state.last else t("No backup yet")
        )
        self._chip.set_chip(_chip(state, t))
        self._place.setText(str(state.backup_folder))
        self._kept = str(state.second_folder or "")
        self.second.set_text(self._kept)
        self.form.show_field_note("second", self._second_note(state, now), Tone.WARN)

    def _second_note(self, state: DataState, now: datetime) -> str:
        if state.second_folder is None:
            return ""
        if state.second_at is None:
            return self._t("Nothing was copied there yet.")
        days = (now - state.second_at).days
        late = self._t.plural("Nothing was copied there for {n} day.", "Nothing was copied there for {n} days.", days)
        return late.format(n=days) if days >= SECOND_AFTER_DAYS else ""

    def keep(self) -> None:
        """Tell when the second place differs from what was shown."""
        before, self._kept = self._kept, self.second.text().strip()
        if self._kept != before:
            self.second_chosen.emit(Path(self._kept) if self._kept else None)


def _chip(state: DataState, t: Translator) -> Chip:
    if state.last is None:
        return Chip(t("Make one today"), Tone.WARN, "circle-alert")
    if not state.last.verified:
        return Chip(t("Not verified"), Tone.DANGER)
    return Chip(t("Changes since then"), Tone.INFO) if state.changed else Chip(t("Verified, nothing changed since"), Tone.DONE)
