"""Strokes shared by everything that paints itself: boxes, icons and text that reports when it does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from dealer_crm.ui.theme import Type, line_of, metrics_of, one_line, pixmap, width_of
from dealer_crm.ui.theme import advance as advance

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
ICON = 16


@dataclass(frozen=True)
class Style:
    """Kind and alignment of a painted text."""

    kind: Type = Type.BODY
    align: Qt.AlignmentFlag = LEFT


def paint_box(painter: QPainter, rect: QRect, fill: str | None, border: str | None = None, radius: float = 4) -> None:
    """Fill and frame a rounded box with edges on whole pixels."""
    _paint_rounded(painter, rect, QColor(fill) if fill else None, QPen(QColor(border), 1) if border else None, radius)


def paint_ring(painter: QPainter, rect: QRect, colour: str, width: int = 2, radius: float = 4) -> None:
    """Draw the focus ring inside `rect`."""
    _paint_rounded(painter, rect, None, QPen(QColor(colour), width), radius)


def _paint_rounded(painter: QPainter, rect: QRect, fill: QColor | None, pen: QPen | None, radius: float) -> None:
    half = pen.widthF() / 2 if pen is not None else 0.0
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if pen is None else pen)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius - half / 2, radius - half / 2)
    painter.restore()


def icon_side(kind: Type = Type.BODY) -> int:
    """Return the side of an icon beside a text: it grows with the text, 16 at 100 %."""
    return max(ICON, round(metrics_of(kind).height() * 0.82))


def paint_icon(painter: QPainter, name: str, colour: str, where: QPointF, size: int = 0) -> None:
    """Draw an icon with its top left corner at `where`, snapped to device pixels; `size` 0 goes with the text."""
    size = size or icon_side()
    dpr = painter.device().devicePixelRatio()
    painter.drawPixmap(QPointF(round(where.x() * dpr) / dpr, round(where.y() * dpr) / dpr), pixmap(name, colour, size, dpr))


def paint_text(painter: QPainter, rect: QRect, text: str, colour: str, style: Type | Style = Type.BODY) -> None:
    """Draw one line, shortened with … where the box is too narrow."""
    kind, align = (style.kind, style.align) if isinstance(style, Style) else (style, LEFT)
    line = line_of(text, kind, rect.width())
    left = rect.x() if align == LEFT else rect.x() + share_before(align) * (rect.width() - width_of(line.text, kind))
    painter.setPen(colour_of(colour))
    painter.setFont(line.font)
    painter.drawStaticText(QPointF(left, rect.y() + (rect.height() - line.height) / 2), line.glyphs)


@lru_cache
def share_before(align: Qt.AlignmentFlag) -> float:
    """Return which part of the room that is left stands before the text."""
    return 1.0 if align & Qt.AlignmentFlag.AlignRight else 0.5 if align & Qt.AlignmentFlag.AlignHCenter else 0.0


@lru_cache
def colour_of(name: str) -> QColor:
    """Return a colour by its name; nobody changes it."""
    return QColor(name)


def shortened(text: str, font: QFont, width: int) -> str:
    """Return the text as one line that fits into `width`."""
    metrics, line = QFontMetrics(font), one_line(text)
    return line if metrics.horizontalAdvance(line) <= width else metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)


def centred(rect: QRect, size: QSize) -> QRect:
    """Return a rectangle of `size` in the middle of `rect`."""
    return QRect(
        rect.x() + (rect.width() - size.width()) // 2, rect.y() + (rect.height() - size.height()) // 2, size.width(), size.height()
    )


def shows_focus(widget: QWidget) -> bool:
    """Tell whether the widget has to show the focus ring."""
    return widget.hasFocus() and widget.window().isActiveWindow()
