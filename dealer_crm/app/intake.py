"""Opens the import of customers with what it asks of the store."""

from __future__ import annotations

from dealer_crm.app.opened import Opened
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow


def show_import(t: Translator, window: MainWindow, opened: Opened) -> None:
    """Let the user choose a file and look at it row by row."""
