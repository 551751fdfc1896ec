"""Backups, restoring and the check, as the settings and the closing window need them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_crm.app.opened import Opened
from dealer_crm.app.papers import open_outside
from dealer_crm.app.paths import log_file
from dealer_crm.domain.backups import BackupInfo, Reason
from dealer_crm.domain.check import FindingKind
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow, StatusItem
from dealer_crm.ui.shell.tasks import Task
from dealer_crm.ui.theme import Tone

if TYPE_CHECKING:
    from dealer_crm.app.wiring import Wiring
    from dealer_crm.ui.settings.doors import DataDoors, DataState, Finding

MENDABLE = frozenset({FindingKind.LINES, FindingKind.SEARCH, FindingKind.DATES, FindingKind.SUMS, FindingKind.NUMBERS, FindingKind.IDS})


class SafetyLink:
    """Knows how recent the backups are, makes one when the window closes, and puts one back."""

    def __init__(self, wiring: Wiring, window: MainWindow, opened: Opened) -> None:
        self._t: Translator = wiring.t
        self._wiring, self._window, self._opened = wiring, window, opened
        self._last: BackupInfo | None = None
        self._may_go = False
        self._proving = self._unplugged = False
        self.look()

    def unplug(self) -> None:
        """Let go of the window: what still runs beside it tells nobody."""
        self._unplugged = True

    def look(self) -> None:
        """Ask again which backup is the newest."""
        self._last = self._opened.backups.status().here

    def _line(self) -> str:
        """Return the state of the backups in a few words."""
        from dealer_crm.ui.settings.backup_state import backup_words

        return "" if self._opened.settings.value.demo else backup_words(self._last, self._opened.now(), self._t)

    def item(self) -> StatusItem | None:
        """Return what the foot of the window says."""
        line = self._line()
        tone = Tone.DONE if self._last else Tone.WARN
        return StatusItem("backup", line, "database-backup", tone, lambda: self._window.go("settings", "data")) if line else None

    # doors

    def doors(self) -> DataDoors:
        """Return what the settings page asks."""
        from dealer_crm.services.check import Check
        from dealer_crm.ui.settings.doors import BackupDoors, DataDoors

        change = self._opened.settings.change
        return DataDoors(
            backup=BackupDoors(self._state, self._backups, self._back_up, self._opened.backups.compare, self._restore),
            set_second_folder=lambda folder: change(backup_folder=str(folder) if folder else ""),
            open_folder=open_outside,
            check=self._check,
            repair=lambda progress: Check(self._opened.db, self._opened.folder).run(repair=True, progress=progress),
            now=self._opened.now,
            calendar_phones=lambda: self._opened.settings.value.calendar_phones,
            set_calendar_phones=lambda on: change(calendar_phones=on),
        )

    def _state(self) -> DataState:
        from dealer_crm.ui.settings.doors import DataState

        opened = self._opened
        status = opened.backups.status()
        if status.here != self._last:
            self._show(status.here)
        second_at = status.second.made_at if status.second else None
        return DataState(opened.folder.path, opened.folder.backups, opened.second_place(), status.here, second_at, opened.backups.due())

    def _backups(self) -> Sequence[BackupInfo]:
        """Return the backups; beside the window every byte of theirs is compared, and the list told again where that found something."""
        found = self._opened.backups.list()
        if not self._proving and self._opened.backups.unproven():
            self._proving = True
            task = Task(self._opened.backups.prove)
            task.finished.connect(self._on_proven)
            task.ended.connect(self._on_proving_ended)
            self._window.runner.start(task)
        return found

    def _on_proven(self, broken: bool) -> None:
        if broken and not self._unplugged:
            self._window.page("settings").reload()

    def _on_proving_ended(self) -> None:
        self._proving = False

    def _back_up(self, progress: Progress) -> BackupInfo:
        return self._opened.backups.make(Reason.DEMAND, progress=progress)

    def _restore(self, file: Path) -> None:
        self._wiring.restore(file)

    def _check(self, progress: Progress) -> Sequence[Finding]:
        from dealer_crm.services.check import Check
        from dealer_crm.ui.settings.doors import Finding
        from dealer_crm.words.backups import FINDINGS

        found = Check(self._opened.db, self._opened.folder).run(progress=progress)
        return [Finding(self._t(FINDINGS[one.kind]).format(count=one.count), one.kind in MENDABLE) for one in found]

    # commands

    def back_up_now(self) -> None:
        """Make a backup and say how it went."""
        self._window.run_task(self._t("Backing up…"), self._back_up, done=self._on_backed_up, failed=self._on_not_backed_up)

    def _on_backed_up(self, _made: object) -> None:
        self._show(self._opened.backups.status().here)

    def _on_not_backed_up(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        from dealer_crm.words.errors import sentence

        self._window.prompts.tell(self._t("No backup was made"), sentence(error, self._t))

    def _show(self, last: BackupInfo | None) -> None:
        """Say at the foot of the window which backup is the newest."""
        self._last = last
        self._wiring.refresh()

    def may_close(self, again: Callable[[], object]) -> bool:
        """Tell whether the window may go; with changes since the last backup one is made first, then `again` closes it."""
        opened = self._opened
        if self._may_go or opened.read_only or opened.settings.value.demo or not opened.backups.due():
            return True
        self._window.run_task(
            self._t("Backing up…"),
            lambda progress: self._opened.backups.make(Reason.EXIT, progress=progress),
            done=lambda _made: self._go(again),
            failed=lambda error: self._on_failed(error, again),
            cancellable=False,
        )
        return False

    def _go(self, again: Callable[[], object]) -> None:
        self._may_go = True
        again()

    def _on_failed(self, error: Exception, again: Callable[[], object]) -> None:
        from dealer_crm.words.errors import sentence

        t = self._t
        words = sentence(error, t) if isinstance(error, DomainError) else self._noted(error)
        if self._window.prompts.confirm(t("No backup was made"), words, t("Close without a backup")):
            self._go(again)

    def _noted(self, error: Exception) -> str:
        """Note what nobody expected; closing must stay possible."""
        from dealer_crm.app.crash import record

        data = self._opened.folder.path
        text = self._t("Something went wrong in the program. It is noted as {code} in {file}.")
        return text.format(code=record(data, error), file=log_file(data))
