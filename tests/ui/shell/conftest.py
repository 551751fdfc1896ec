"""A window with two pages."""

from __future__ import annotations

import pytest

from dealer_crm.ui.shell import MainWindow
from tests.ui.shell.rig import Page


@pytest.fixture
def rooms(window: MainWindow) -> MainWindow:
    """A window with two pages."""
    window.set_page("today", lambda: Page("today"))
    window.set_page("customers", lambda: Page("customers"))
    window.open_rooms()
    return window
