"""Scrolls to the field that has the focus, however it came by it; Qt does so for Tab only."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

ROOM = 24


class FocusFollower(QObject):
    """Lives as long as the scrolled area."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @Slot("QWidget*", "QWidget*")
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._area.isAncestorOf(new):
            self._area.ensureWidgetVisible(new, 0, ROOM)
            QTimer.singleShot(0, self, self._settle)

    @Slot()
    def _settle(self) -> None:
        """Look again when what was just unfolded has its place."""
        focused = QApplication.focusWidget()
        if focused is not None and self._area.isAncestorOf(focused):
            self._area.ensureWidgetVisible(focused, 0, ROOM)
