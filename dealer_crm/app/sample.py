"""Makes the sample shop beside the user's own data, behind a progress dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dealer_crm.app.opened import open_folder
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator
from dealer_crm.services.demo import Demo
from dealer_crm.storage.folder import DataFolder
from dealer_crm.ui.shell import MainWindow


def make_sample(t: Translator, window: MainWindow, folder: Path, done: Callable[[], object]) -> None:
    """Make the sample shop in the folder where there is none yet, then call `done`."""
    if DataFolder(folder).store.exists():
        done()
        return
    window.run_task(t("Making the sample shop"), lambda progress: fill(folder, t.language, progress), done=lambda _count: done())


def fill(folder: Path, language: str, progress: Progress) -> int:
    """Fill a new folder with the sample shop and mark it as such."""
    opened = open_folder(folder, Origin.SYSTEM)
    try:
        count = Demo(opened.db, opened.now).fill(language, progress=progress)
        opened.settings.change(demo=True, first_run_done=True, staff_id=1)
    finally:
        opened.close()
    return count
