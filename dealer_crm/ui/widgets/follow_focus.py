"""Scrolls to the field that has the focus, however it came by it, and keeps it in sight; Qt does so for Tab only."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

ROOM = 24
HELD_MS = 20
"""How often it looks whether the mouse has let go."""
LOOKS = 50
"""So often it looks: a release that went to a window which closed meanwhile is never seen."""


def bring_into_view(area: QScrollArea, widget: QWidget) -> None:
    """Scroll to a widget inside; of one that is higher than the area the top is shown."""
    view = area.viewport()
    top = widget.mapTo(view, QPoint()).y()
    if widget.height() + ROOM <= view.height():
        area.ensureWidgetVisible(widget, 0, ROOM)
    elif not 0 <= top <= view.height() - ROOM:
        bar = area.verticalScrollBar()
        bar.setValue(bar.value() + top)


class FocusFollower(QObject):
    """Lives as long as the scrolled area, which says when it has become lower.

    What the mouse presses stays under it, or the press would come to nothing: a button half in sight is left where it is, a field that
    takes text comes into view when the mouse lets go.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._looks = 0
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(HELD_MS)
        self._held.timeout.connect(self._settle)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def look_again(self) -> None:
        """Bring the focus into view once everything has its place."""
        QTimer.singleShot(0, self, self._settle)

    @Slot("QWidget*", "QWidget*")
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._area.isAncestorOf(new):
            return
        if not _held():
            bring_into_view(self._area, new)
            self.look_again()
        elif new.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            self.look_again()

    @Slot()
    def _settle(self) -> None:
        focused = QApplication.focusWidget()
        self._looks = self._looks + 1 if _held() else 0
        if 0 < self._looks < LOOKS:
            self._held.start()
        elif focused is not None and self._area.isAncestorOf(focused):
            bring_into_view(self._area, focused)


def _held() -> bool:
    """Tell whether a button of the mouse is down."""
    return QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
