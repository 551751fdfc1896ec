"""Somebody at the window outside of pytest: what waits for the window and presses its keys."""

from __future__ import annotations

import os

from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot


def seat() -> QtBot:
    """Return the bot that waits and types; a harness is run by a test or by hand."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not hasattr(qt_api, "QtCore"):
        qt_api.set_qt_api("pyside6")
    return QtBot(None)  # type: ignore[arg-type]
