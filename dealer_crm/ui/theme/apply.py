"""Puts a look on the application, at start and live."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication

from dealer_crm.ui.theme import fonts, icons, lines
from dealer_crm.ui.theme.palette import build_palette
from dealer_crm.ui.theme.qss import style_sheet
from dealer_crm.ui.theme.tokens import CONTROLS, DARK, LIGHT, ROWS, Density, Tokens

Mode = Literal["light", "dark", "system"]
_MODE, _DENSITY = "kitMode", "kitDensity"


def apply_theme(
    app: QApplication, mode: Mode = "system", percent: int = 100, density: Density = Density.STANDARD, language: str = "zh"
) -> None:
    """Dress the application, whose style is Fusion; call again to change the look, the text size, the density or the language."""
    first = app.property(_MODE) is None
    denser = not first and app.property(_DENSITY) != density.value
    app.setProperty(_MODE, mode)
    app.setProperty(_DENSITY, density.value)
    if first:
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow(app))
    hints = app.styleHints()
    match mode:
        case "light":
            hints.setColorScheme(Qt.ColorScheme.Light)
        case "dark":
            hints.setColorScheme(Qt.ColorScheme.Dark)
        case _:
            hints.unsetColorScheme()
    fonts.forget()
    lines.forget()
    app.setFont(fonts.app_font(language, percent))
    _dress(app, _tokens(mode))
    for widget in app.allWidgets() if denser else ():
        app.sendEvent(widget, QEvent(QEvent.Type.FontChange))


def _tokens(mode: str) -> Tokens:
    if mode == "system":
        return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if mode == "dark" else LIGHT


def _follow(app: QApplication) -> None:
    if app.property(_MODE) == "system":
        _dress(app, _tokens("system"))


def _dress(app: QApplication, tokens: Tokens) -> None:
    icons.forget()
    app.setPalette(build_palette(tokens))
    sheet = style_sheet(tokens)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)


def density() -> Density:
    """Return the density that `apply_theme` was last given."""
    app = QApplication.instance()
    return Density(app.property(_DENSITY) or Density.STANDARD.value) if app else Density.STANDARD


def row_height() -> int:
    """Return the height of a list row: the density's, or what the text needs."""
    return max(ROWS[density()], QFontMetrics(QApplication.font()).height() + 10)


def control_height() -> int:
    """Return the height of a button or field: the density's, or what the text needs."""
    return max(CONTROLS[density()], QFontMetrics(QApplication.font()).height() + 8)
