"""Windows of the whole program for tests: opened on a folder, waited for, closed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.app.opened import Opened
from dealer_crm.app.program import Program
from dealer_crm.app.start import application
from dealer_crm.app.wiring import Wiring
from dealer_crm.domain.store import StoreReadOnly
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from tests.storage.shops import empty_file
from tests.ui.scripted import ScriptedPrompts

WAIT_MS = 20_000
Now = Callable[[], datetime]


class Running:
    """A running program with answers ready for its questions."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot = qtbot
        self.program = program
        self.may_crash = False
        self.answer()

    @property
    def window(self):  # type: ignore[no-untyped-def]
        """The window of now."""
        return self.program.window

    @property
    def opened(self) -> Opened:
        """The open folder."""
        assert self.program.opened is not None
        return self.program.opened

    @property
    def wiring(self) -> Wiring:
        """What the window is wired to."""
        assert self.program.wiring is not None
        return self.program.wiring

    def wait(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(true, timeout=WAIT_MS)

    def ready(self) -> None:
        """Wait until the window is wired and in front."""
        self.wait(lambda: self.program.wiring is not None and self.program.wiring.said)
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def answer(self, *answers: object) -> None:
        """Have these answers ready."""
        self.prompts = ScriptedPrompts(list(answers))
        self.program.prompts = self.window.prompts = self.prompts


@contextmanager
def running(qtbot: QtBot, data: Path, language: str = "en", *, now: Now | None = None, answers: Sequence[object] = ()) -> Iterator[Running]:
    """Run the program on a folder; it is closed at the end without a backup."""
    if not data.exists():
        data.mkdir(parents=True)
        DataFolder(data).store.write_bytes(empty_file())  # as the program makes it, made once
    end_exit()
    others = set(QApplication.topLevelWidgets())
    program = Program(application(), data, _lock(data), language=language, theme="light")
    program.now = now
    found = Running(qtbot, program)
    found.answer(*answers)
    try:
        program.window.resize(1366, 690)
        program.start()
        found.ready()
        yield found
    finally:
        if program.opened is not None:
            program.close_now()
        program.crashes.uninstall()
        if not found.may_crash:
            notes = [log.read_text("utf-8") for log in data.rglob("dealer-crm.log")]
            assert not notes, notes
        _let_go(others)


def end_exit() -> None:
    """Let the application go through an exit that a program asked for: until then every wait would end at once."""
    app = application()
    QTimer.singleShot(0, app.quit)
    app.exec()


def _lock(data: Path) -> FolderLock | None:
    try:
        return FolderLock(DataFolder(data).lock)
    except StoreReadOnly:
        return None


def _let_go(others: set[QWidget]) -> None:
    """Delete the windows of the run: whatever stays is painted anew by each later change of the look."""
    for widget in QApplication.topLevelWidgets():
        if widget not in others and widget.parent() is None:
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
