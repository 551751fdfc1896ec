"""Opens the history of changes with what it asks of the store."""

from __future__ import annotations

from collections.abc import Callable

from dealer_crm.app.opened import Opened
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow


def show_history(t: Translator, window: MainWindow, opened: Opened, refuse: Callable[[DomainError], object], tab: str) -> None:
    """Show who changed what, or the recycle bin."""
