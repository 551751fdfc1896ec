"""Lines of text laid out once and kept, so that painting one again is no more than its glyphs."""

from __future__ import annotations

from functools import lru_cache
from math import floor
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText

from dealer_crm.ui.theme.fonts import Type, font_of, metrics_of

KEPT = 4096
"""So many lines are what some hundred rows of a list show; each takes about a kilobyte."""


class Line(NamedTuple):
    """One line as it is painted; `room` is what its ink takes, `height` its own, in logical pixels."""

    text: str
    glyphs: QStaticText
    font: QFont
    room: float
    height: float


def line_of(text: str, kind: Type, room: int) -> Line:
    """Return the text as one line that fits into `room`, shortened with … where it is longer."""
    whole = _whole(text, kind)
    return whole if whole.room <= room else _shortened(text, kind, room)


@lru_cache(maxsize=KEPT)
def _whole(text: str, kind: Type) -> Line:
    face, shown = _face(kind), one_line(text)
    glyphs = QStaticText(shown)
    glyphs.setTextFormat(Qt.TextFormat.PlainText)
    glyphs.prepare(font=face.font)
    return Line(shown, glyphs, face.font, glyphs.size().width(), face.height)


class _Face(NamedTuple):
    font: QFont
    metrics: QFontMetricsF
    height: float


@lru_cache
def _face(kind: Type) -> _Face:
    font = font_of(kind)
    metrics = QFontMetricsF(font)
    return _Face(font, metrics, metrics.height())


@lru_cache(maxsize=KEPT)
def _shortened(text: str, kind: Type, room: int) -> Line:
    """Shorten what really is too long: ink may stand out a little, and Qt shortens what is a fraction of a pixel longer."""
    fits = advance(one_line(text), kind) <= room
    return _whole(text if fits else metrics_of(kind).elidedText(one_line(text), Qt.TextElideMode.ElideRight, room), kind)


@lru_cache(maxsize=KEPT)
def width_of(text: str, kind: Type) -> float:
    """Return how far from its beginning what follows the text would stand."""
    return _face(kind).metrics.horizontalAdvance(text)


def advance(text: str, kind: Type = Type.BODY) -> int:
    """Return the width of one line in whole logical pixels."""
    return floor(width_of(text, kind) + 0.5)


def one_line(text: str) -> str:
    """Return the text without breaks and what else is not printed."""
    return text if text.isprintable() else " ".join(text.split())


def laid_out() -> int:
    """Return how many lines were laid out since they were last dropped."""
    return _whole.cache_info().misses


def kept() -> int:
    """Return how many lines are kept."""
    return _whole.cache_info().currsize


def forget() -> None:
    """Drop the kept lines, after the text size changed."""
    for kept in (_whole, _shortened, _face, width_of):
        kept.cache_clear()
