"""The backups there are, each with what it holds, so that one knows what a restore brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.backups import BackupInfo
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Tone, row_height
from dealer_crm.ui.widgets import Button, Chip, Column, EmptyState, PagedModel, TableView
from dealer_crm.ui.widgets.painting import RIGHT
from dealer_crm.words.backups import REASONS
from dealer_crm.words.moments import moment

ROWS_SHOWN = 6


@dataclass(frozen=True)
class _Line:
    id: int
    backup: BackupInfo


class BackupList(QWidget):
    """`restore_requested` carries the BackupInfo that was chosen."""

    restore_requested = Signal(object)
    file_requested = Signal()

    def __init__(self, t: Translator, backups: Callable[[], Sequence[BackupInfo]], now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("backup_list")
        self._ask = backups
        self._lines: dict[int, _Line] = {}
        self.model = PagedModel(_columns(t, now), self._ids, lambda ids: [self._lines[i] for i in ids if i in self._lines], self)
        self.table = TableView(t, self.model, name="backup_table", label=t("Existing backups"))
        self.table.set_empty(EmptyState(t("No backup yet. The first one is made when you close the program."), name="backup_empty"))
        self.table.setMinimumHeight(30 + ROWS_SHOWN * row_height())
        self.restore = Button(t("Restore…"), icon="history", key="Enter", name="backup_restore")
        self.other = Button(t("Restore from a file…"), icon="folder-open", name="backup_from_file")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.restore)
        row.addWidget(self.other)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(row)
        box.addWidget(self.table)
        self.table.opened.connect(lambda _id: self._on_restore())
        self.restore.clicked.connect(self._on_restore)
        self.other.clicked.connect(self.file_requested)

    def _ids(self) -> Sequence[int]:
        self._lines = {n: _Line(n, backup) for n, backup in enumerate(self._ask(), 1)}
        return list(self._lines)

    def reload(self) -> None:
        """Show the backups, the newest first."""
        self.model.reload()
        if self.model.rowCount() and not self.table.current_id():
            self.table.selectRow(0)
        self.restore.setEnabled(self.model.rowCount() > 0)

    def _on_restore(self) -> None:
        line = self._lines.get(self.table.current_id())
        if line is not None:
            self.restore_requested.emit(line.backup)


def _columns(t: Translator, now: Callable[[], datetime]) -> list[Column]:
    return [
        Column("at", t("When"), lambda line: moment(line.backup.made_at, now(), t), 16, bold=True, sortable=False),
        Column("why", t("Made"), lambda line: t(REASONS[line.backup.reason]), 14, sortable=False, rank=2, stretch=True),
        Column("customers", t("Customers"), lambda line: _count(line.backup, "customer"), 8, align=RIGHT, sortable=False),
        Column("follow_ups", t("Follow-ups"), lambda line: _count(line.backup, "follow_up"), 8, align=RIGHT, sortable=False),
        Column("size", t("Size"), lambda line: size_words(line.backup.size), 9, align=RIGHT, sortable=False, rank=1),
        Column("state", t("State"), lambda _line: "", 14, chip=lambda line: _state(line.backup, t), sortable=False),
    ]


def _count(backup: BackupInfo, table: str) -> str:
    return f"{backup.counts.get(table, 0):,}" if backup.counts else ""


def _state(backup: BackupInfo, t: Translator) -> Chip:
    return Chip(t("Verified"), Tone.DONE) if backup.verified else Chip(t("Not verified"), Tone.WARN, "circle-alert")


def size_words(size: int) -> str:
    """Return 1.2 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, size // 1000)} KB"
