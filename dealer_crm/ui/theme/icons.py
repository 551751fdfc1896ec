"""Lucide icons in a token's colour, rendered at whole pixels and kept per name, colour, size and screen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dealer_crm import resources


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = 16, dpr: float = 1.0) -> QPixmap:
    """Return the icon `name` in `colour` (`#rrggbb`), `size` logical pixels wide on a screen of `dpr`."""
    pixels = max(1, round(size * dpr))
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture


def icon(name: str, colour: str, size: int = 16, dpr: float = 1.0) -> QIcon:
    """Return `pixmap` as an icon, for the few places of Qt that want one."""
    return QIcon(pixmap(name, colour, size, dpr))


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resources.icon(name).read_text("utf-8")


def forget() -> None:
    """Drop the rendered icons, after the look changed."""
    pixmap.cache_clear()
