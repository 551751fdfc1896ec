"""What is said above everything else when the folder or the computer is not as it should be."""

from __future__ import annotations

from collections.abc import Callable

from dealer_crm.app.opened import Opened
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.store import StoreReadOnly
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.shell.shortcuts import WRITING


def warn(window: MainWindow, opened: Opened, t: Translator, refuse: Callable[[DomainError], object]) -> None:
    """Say what is amiss in a window that was just wired."""
    if opened.read_only:
        words = t("Read-only: {folder} cannot be written. You can look, search, print and export; nothing can be changed.")
        window.add_notice("read_only", words.format(folder=opened.folder.path))
        window.forbid(WRITING, lambda: refuse(StoreReadOnly(folder=str(opened.folder.path))))
