"""Keeps the window on a screen that exists."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

KEY = "window/geometry"
SMALLEST = (911, 440)


def restore_geometry(window: QWidget, settings: QSettings | None) -> None:
    """Give the window its last place and size, within the screens of today."""
    saved = settings.value(KEY) if settings is not None else None
    if isinstance(saved, QByteArray):
        window.restoreGeometry(saved)
    else:
        window.resize(1366, 690)
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    window.setGeometry(clamped(window.geometry(), screens))


def save_geometry(window: QWidget, settings: QSettings | None) -> None:
    """Remember place and size."""
    if settings is not None:
        settings.setValue(KEY, window.saveGeometry())


def clamped(wanted: QRect, screens: list[QRect]) -> QRect:
    """Return the rectangle moved and shrunk into the screen that it overlaps most."""
    if not screens:
        return wanted

    def overlap(screen: QRect) -> int:
        common = screen.intersected(wanted)
        return common.width() * common.height()

    screen = max(screens, key=overlap)
    width, height = min(wanted.width(), screen.width()), min(wanted.height(), screen.height())
    x = max(screen.left(), min(wanted.left(), screen.right() + 1 - width))
    y = max(screen.top(), min(wanted.top(), screen.bottom() + 1 - height))
    return QRect(x, y, width, height)
