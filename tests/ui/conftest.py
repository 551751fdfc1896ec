"""A dressed application, English words, and a window that shows nothing of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator, translator
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.theme import apply_theme

ROOMIER = ((1366, 690), (1093, 540), 1366, 1093)
SELDOM = ((911, 440), "zh")
"""What fits as a rule where English, whose words are longer, fits into the smallest window."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to the slow tests what fits as a rule where the others do: the roomier windows, and Chinese in the smallest."""
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {})
        values = list(params.values())
        if any(one in values for one in ROOMIER) or all(one in values for one in SELDOM):
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def t() -> Translator:
    """English words."""
    return translator("en")


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> None:
    """The light look in the bundled font; windows of the last test go first, since a new look would paint them all.

    An exit that a test of the whole program has asked for is gone through before: every wait would end at once until then.
    """
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    apply_theme(qapp, "light", language="en")


def _hide_dialogs(window: QWidget) -> None:
    """Close what a test left open: a dialog outlasts the closing of its window, and a modal one keeps the focus from the next test's."""
    for dialog in window.findChildren(QDialog):
        dialog.hide()


Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Show widgets below each other in an active window; keeps them alive until the test ends."""
    kept: list[QWidget] = []

    def show_below(*widgets: QWidget) -> QWidget:
        outer = QWidget()
        qtbot.addWidget(outer)
        kept.append(outer)
        box = QVBoxLayout(outer)
        for widget in widgets:
            box.addWidget(widget)
        outer.show()
        outer.activateWindow()
        qtbot.waitUntil(outer.isActiveWindow)
        return outer

    yield show_below
    for outer in kept:
        _hide_dialogs(outer)
    kept.clear()


@pytest.fixture
def window(qtbot: QtBot, t: Translator) -> Iterator[MainWindow]:
    """An empty window of the size the screens are drawn for, shown and active."""
    shown = MainWindow(t)
    qtbot.addWidget(shown)
    shown.resize(1366, 690)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    yield shown
    shown.runner.cancel_all_and_wait()
    _hide_dialogs(shown)
