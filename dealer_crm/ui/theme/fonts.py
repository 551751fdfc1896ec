"""Which typeface and sizes the window uses, and the bundled one where none of ours is installed."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication

from dealer_crm import resources

BUNDLED = "Noto Sans SC"
CHINESE = ("Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
ENGLISH_FIRST = "Segoe UI"
BODY_POINTS = 10.0


class Type(Enum):
    """Points at 100 % and weight of each kind of text; nothing is smaller than 9 pt."""

    CAPTION = (9.0, QFont.Weight.Normal)
    LABEL = (9.0, QFont.Weight.DemiBold)
    BODY = (10.0, QFont.Weight.Normal)
    STRONG = (10.0, QFont.Weight.DemiBold)
    SECTION = (11.0, QFont.Weight.DemiBold)
    TITLE = (15.0, QFont.Weight.DemiBold)
    NUMBER = (18.0, QFont.Weight.Bold)

    __hash__ = object.__hash__
    """Each is one object, and part of the key of every line that is painted: Enum's own hash is a call into Python."""


def families(language: str, installed: frozenset[str]) -> list[str]:
    """Return the families to ask for, ending in the bundled one; SimSun can never be reached."""
    found = [name for name in CHINESE if name in installed]
    head = [ENGLISH_FIRST] if language == "en" and ENGLISH_FIRST in installed else []
    return head + (found or [BUNDLED])


def app_font(language: str, percent: int) -> QFont:
    """Return the body font; offscreen (tests, pictures) always the bundled one."""
    installed = frozenset[str]() if QGuiApplication.platformName() == "offscreen" else frozenset(QFontDatabase.families())
    names = families(language, installed)
    if BUNDLED in names:
        load_bundled()
    font = QFont()
    font.setFamilies(names)
    font.setPointSizeF(BODY_POINTS * percent / 100)
    return font


def load_bundled() -> None:
    """Make the bundled family known to Qt; a second call does nothing."""
    if BUNDLED in QFontDatabase.families():
        return
    for path in resources.fonts():
        QFontDatabase.addApplicationFont(str(path))


def font_of(kind: Type) -> QFont:
    """Return the font of a kind of text at the present text size."""
    return QFont(_font(kind))


@lru_cache
def metrics_of(kind: Type) -> QFontMetrics:
    """Return the measures of a kind of text at the present text size."""
    return QFontMetrics(_font(kind))


def line_height(kind: Type = Type.BODY) -> int:
    """Return the height of one line of text in logical pixels."""
    return metrics_of(kind).height()


def forget() -> None:
    """Drop the kept fonts, after the text size changed."""
    _font.cache_clear()
    metrics_of.cache_clear()


@lru_cache
def _font(kind: Type) -> QFont:
    font = QFont(QApplication.font())
    points, weight = kind.value
    font.setPointSizeF(font.pointSizeF() * points / BODY_POINTS)
    font.setWeight(weight)
    return font
