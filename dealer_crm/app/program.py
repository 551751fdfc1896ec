"""One run of the window: painted first, then wired to the store; rebuilt in another language, moved to another folder, closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from dealer_crm.app import paths
from dealer_crm.app.crash import CrashReporter
from dealer_crm.app.exits import Exit
from dealer_crm.app.language import system_language
from dealer_crm.app.settings import Settings, SettingsFile
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.store import StoreDamaged
from dealer_crm.i18n import LANGUAGES, Translator, translator
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.ui.shell import MainWindow, TaskRunner
from dealer_crm.ui.theme import Density, apply_theme
from dealer_crm.ui.theme.apply import Mode

if TYPE_CHECKING:
    from dealer_crm.app.opened import Opened
    from dealer_crm.app.services import Now
    from dealer_crm.app.single import Doorbell
    from dealer_crm.app.wiring import Wiring
    from dealer_crm.ui.shell import Prompts


def read_settings(data: Path, now: Now | None = None) -> SettingsFile:
    """Return the settings of a folder."""
    from datetime import UTC, datetime

    return SettingsFile(paths.settings_file(data), now or (lambda: datetime.now(UTC)))


class Program(QObject):
    """Holds the window and the open folder, and puts one in the place of another.

    `prompts` takes the place of the windows' own questions (for scripts); `now` is the clock, None = the computer's. `runner` outlives
    all windows; it waits for every answer, as scripts want it, until somebody gives it less patience.
    """

    def __init__(self, app: QApplication, data: Path, lock: FolderLock | None, *, language: str = "", theme: str = "") -> None:
        super().__init__()
        self.app = app
        self.runner = TaskRunner()
        self.data = data
        self._home: Path | None = None
        self.exit_code = 0
        self.now: Now | None = None
        self.prompts: Prompts | None = None
        self.opened: Opened | None = None
        self.wiring: Wiring | None = None
        self._lock = lock
        self._wanted = {name: value for name, value in (("language", language), ("theme", theme)) if value}
        self._qt_texts: QTranslator | None = None
        self._bell: Doorbell | None = None
        self.crashes = CrashReporter(data, self._tell_crash, self.tell_refusal)
        kept = read_settings(data)
        self._unreadable = kept.put_aside
        self._unseen = kept.value.start_in_tray
        self.window = self._shell(kept.value)

    @property
    def home(self) -> Path:
        """Where leaving the sample shop leads."""
        return self._home or paths.default_folder()

    # the shell

    def start(self, *, minimized: bool = False) -> None:
        """Show the window; the rest follows when it was painted. Minimized it waits in the tray, without one in the taskbar."""
        self.crashes.install()
        self.window.shown_first.connect(self._on_shown_first)
        if minimized or self._unseen:
            self._start_unseen(minimized=minimized)
        else:
            self.window.show()

    def _start_unseen(self, *, minimized: bool) -> None:
        from dealer_crm.ui.shell.tray import has_tray

        if has_tray():
            self.app.setQuitOnLastWindowClosed(False)
        elif minimized:
            self.window.showMinimized()
        else:
            return self.window.show()
        return self.window.begin_unseen()

    def language(self, settings: Settings) -> str:
        """Return the language to speak: as asked at the start, else as set, else the computer's."""
        return self._wanted.get("language") or settings.language or system_language()

    def _shell(self, settings: Settings, old: MainWindow | None = None) -> MainWindow:
        language = self.language(settings)
        self.dress(settings)
        self._speak(language)
        geometry = QSettings(str(self.data / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(translator(language), settings=geometry, start=old.state() if old else None, runner=self.runner)
        if self.prompts is not None:
            window.prompts = self.prompts
        return window

    def dress(self, settings: Settings) -> None:
        """Put the look of the settings on the application."""
        apply_theme(self.app, self.theme(settings), settings.text_size, Density(settings.density), self.language(settings))

    def theme(self, settings: Settings) -> Mode:
        """Return the colours: as asked at the start, else as set."""
        match self._wanted.get("theme") or settings.theme:
            case "light":
                return "light"
            case "dark":
                return "dark"
            case _:
                return "system"

    def chosen(self, *names: str) -> None:
        """Forget what the command line asked for: the user chose by himself."""
        for name in names:
            self._wanted.pop(name, None)

    def words(self) -> Translator:
        """Return the translator of the language to speak."""
        return translator(self.language(read_settings(self.data).value))

    def _speak(self, language: str) -> None:
        """Let Qt's own words (file dialogs, menus of fields) come in the same language."""
        if self._qt_texts is not None:
            self.app.removeTranslator(self._qt_texts)
            self._qt_texts = None
        texts = QTranslator(self)
        name = f"qtbase_{LANGUAGES[language].tag.replace('-', '_')}"
        if texts.load(name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self.app.installTranslator(texts)
            self._qt_texts = texts

    def _ring(self) -> None:
        """Listen for second starts before the store is opened, which takes its time; one that comes earlier tries for some seconds."""
        from dealer_crm.app.single import Doorbell

        self._bell = Doorbell(self.data, self.raise_window, self)

    # the store behind it

    def _on_shown_first(self) -> None:
        self.window.shown_first.disconnect(self._on_shown_first)
        if self._lock is not None:
            self._ring()
        self._open()

    def _open(self) -> None:
        from dealer_crm.app.opened import clock, open_folder
        from dealer_crm.domain.backups import StoreMissing
        from dealer_crm.domain.journal import Origin

        lock, self._lock = self._lock, None
        try:
            self.opened = open_folder(self.data, Origin.USER, self.now or clock, lock)
        except (StoreMissing, StoreDamaged) as error:
            from dealer_crm.app.trouble import Rescue

            return Rescue(self, error, read_settings(self.data).value.backup_folder).begin()
        except DomainError as error:
            self.tell_refusal(error)
            return self.give_up()
        if self._bell is None and not self.opened.read_only:
            self._ring()
        self._wire()
        self._tell_unreadable()
        return None

    def give_up(self) -> None:
        """End without having opened anything; why was told."""
        self.exit_code = Exit.REFUSED
        self._finish()
        self.window.close()
        self.app.exit(self.exit_code)

    def _tell_unreadable(self) -> None:
        if self._unreadable is not None:
            t, file = self.words(), self._unreadable
            self._unreadable = None
            text = t("The settings could not be read, so the usual ones are used. The old file was kept: {file}")
            self.window.prompts.tell(t("Settings"), text.format(file=file))

    def _wire(self) -> None:
        from dealer_crm.app.notices import warn
        from dealer_crm.app.wiring import Wiring

        assert self.opened is not None
        self.wiring = Wiring(self, self.window, self.opened)
        warn(self.window, self.opened, self.words(), self.tell_refusal)
        self.window.may_close = self._may_close
        self.window.closing.connect(self._on_closing)
        self.window.open_rooms()

    def rebuild(self) -> None:
        """Put a window in another language in place of this one."""
        assert self.opened is not None
        old = self.window
        if self.wiring is not None:
            self.wiring.unplug()
        self.window = self._shell(self.opened.settings.value, old)
        self.window.setGeometry(old.geometry())
        self.window.show()
        old.retire()
        self._wire()

    def move_later(self, data: Path, home: Path | None) -> None:
        """Open another folder once this event is through; `home` is where leaving the sample shop leads."""
        self._home = home or self._home
        self.later(lambda: self._replace(data))

    def _replace(self, data: Path) -> None:
        """Put a window on a folder in place of this one; where the folder is in use, this one stays."""
        try:
            lock = FolderLock(DataFolder(data).lock)
        except DomainError as error:
            return self.tell_refusal(error)
        self.window.runner.cancel_all_and_wait()
        self._finish()
        self.data = data
        self.crashes.data = data
        self._lock = lock
        self._new_window()
        self._open()
        return None

    def _new_window(self) -> None:
        old = self.window
        self.window = self._shell(read_settings(self.data).value)
        self.window.setGeometry(old.geometry())
        self.window.show()
        old.retire()

    def restore(self, file: Path) -> None:
        """Put a backup in the place of the store and open that; a refusal leaves everything as it was.

        An empty window waits meanwhile: in it nothing can ask the store.
        """
        from dealer_crm.storage.restore import restore

        assert self.opened is not None
        folder, now, opened = self.opened.folder, self.opened.now, self.opened
        self.window.runner.cancel_all_and_wait()
        self._unwire()
        self.opened = None
        self._lock = opened.close_keeping_lock()
        self._new_window()
        self.window.may_close = lambda: False
        self.window.run_task(
            self.words()("Restoring the backup…"),
            lambda progress: restore(folder, file, now, progress),
            done=lambda _restored: self._on_restored(folder, now),
            failed=self._on_not_restored,
            cancellable=False,
        )

    def _on_restored(self, folder: DataFolder, now: Now) -> None:
        from dealer_crm.app.notices import tell_of_drafts
        from dealer_crm.services.drafts import Drafts

        aside = Drafts(folder.drafts, now).unbind()
        self.open_again()
        tell_of_drafts(self.window, aside, self.words())

    def _on_not_restored(self, error: Exception) -> None:
        self.open_again()
        if not isinstance(error, DomainError):
            raise error
        self.tell_refusal(error)

    def open_again(self) -> None:
        """Open the folder after its store was replaced."""
        self.window.may_close = None
        self._open()

    def raise_window(self) -> None:
        """Come to the front: somebody started the program again."""
        self.app.setQuitOnLastWindowClosed(True)
        if self.window.isMinimized():
            self.window.showNormal()
        elif not self.window.isVisible():
            self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    # the end

    def _may_close(self) -> bool:
        return self.wiring is None or self.wiring.may_close()

    def _on_closing(self) -> None:
        self._finish()
        self.app.quit()

    def _unwire(self) -> None:
        if self.wiring is not None:
            self.wiring.unplug()
            self.wiring = None
        if self._bell is not None:
            self._bell.silence()
            self._bell.deleteLater()
            self._bell = None

    def _finish(self) -> None:
        self._unwire()
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    def close_now(self) -> None:
        """Close without a backup; for folders that are thrown away."""
        self.window.may_close = None
        self.window.close()

    def later(self, run: Callable[[], object]) -> None:
        """Run something when the present event is through."""
        QTimer.singleShot(0, self, run)

    # trouble

    def tell_refusal(self, error: DomainError) -> None:
        """Say in a sentence why something was not done."""
        from dealer_crm.words.errors import sentence

        t = self.words()
        self.window.prompts.tell(t("That did not work"), sentence(error, t))

    def _tell_crash(self, code: str) -> None:
        t = self.words()
        text = t("Something went wrong in the program; nothing you typed is lost. It is noted as {code} in {file}.")
        self.window.prompts.tell(t("Something went wrong"), text.format(code=code, file=paths.log_file(self.data)))
