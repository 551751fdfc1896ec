"""The start of the window: one per folder, on an application that is made once."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from dealer_crm import __version__, resources
from dealer_crm.app import paths
from dealer_crm.app.exits import Exit
from dealer_crm.app.language import system_language
from dealer_crm.app.program import Program, read_settings
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.store import StoreInUse, StoreReadOnly
from dealer_crm.i18n import translator
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.ui.shell.tasks import PATIENCE_S
from dealer_crm.ui.theme import apply_theme

STYLE = "Fusion"
"""Named to Qt, not set: what `setStyle` returns would bring every enum of Qt's styles into being, half of an empty window's paint."""

OBJECTS_BETWEEN_LOOKS = 20_000
"""Python looks for rings of objects that nobody holds after so many new ones. A start makes many and drops few: at the usual 700 a tenth
of its time went into looking."""

SWITCH_S = 0.001
"""So long a thread may keep Python to itself while another waits: the usual five milliseconds, at each turn of a page's question, are
seen when the window paints beside it."""


def run_window(data: Path, language: str = "", theme: str = "", *, minimized: bool = False) -> int:
    """Show the window on the folder until it is closed. A second start wakes the first one and ends with 0.

    A folder that cannot be written is opened for looking.
    """
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    sys.setswitchinterval(SWITCH_S)
    app = application()
    lock: FolderLock | None = None
    try:
        lock = FolderLock(DataFolder(data).lock)
    except StoreReadOnly as error:
        if not os.access(DataFolder(data).store, os.R_OK):
            return _refused(error, data, language)
    except StoreInUse:
        from dealer_crm.app.single import lock_or_wake

        try:
            lock = lock_or_wake(data)
        except StoreInUse as error:
            return _refused(error, data, language)
        if lock is None:
            return Exit.DONE
    except DomainError as error:
        return _refused(error, data, language)
    program = Program(app, data, lock, language=language, theme=theme)
    program.runner.patience = PATIENCE_S
    program.start(minimized=minimized)
    code = app.exec()
    return program.exit_code or code


def application() -> QApplication:
    """Return the application, made on the first call."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    app = QApplication([paths.NAME, "-style", STYLE])
    app.setApplicationName(paths.NAME)
    app.setApplicationVersion(__version__)
    app.setWindowIcon(QIcon(str(resources.path("app.svg"))))
    app.setQuitOnLastWindowClosed(True)
    return app


def _refused(error: DomainError, data: Path, language: str) -> int:
    """Say in a window of its own why nothing can be opened."""
    from dealer_crm.ui.shell.prompts import Prompts
    from dealer_crm.words.errors import sentence

    t = translator(language or read_settings(data).value.language or system_language())
    apply_theme(application(), "system", language=t.language)
    Prompts(t, None).tell(t("Dealer CRM"), sentence(error, t))
    return Exit.REFUSED if isinstance(error, StoreInUse) else Exit.ENVIRONMENT
