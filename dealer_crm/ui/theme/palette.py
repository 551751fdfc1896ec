"""The full Qt palette of a look: every role, and the disabled group."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from dealer_crm.ui.theme.tokens import DARK, LIGHT, Tokens

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup


def build_palette(tokens: Tokens) -> QPalette:
    """Return the palette that Fusion paints `tokens` with."""
    palette = QPalette()
    for role, colour in _colours(tokens).items():
        palette.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText, _Role.PlaceholderText, _Role.Link):
        palette.setColor(_Group.Disabled, role, QColor(tokens.disabled))
    palette.setColor(_Group.Disabled, _Role.Base, QColor(tokens.window))
    palette.setColor(_Group.Disabled, _Role.Button, QColor(tokens.window))
    palette.setColor(_Group.Disabled, _Role.Highlight, QColor(tokens.hairline))
    palette.setColor(_Group.Disabled, _Role.Accent, QColor(tokens.disabled))
    return palette


def _colours(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    shadow = "#000000" if tokens.dark else tokens.border
    return {
        _Role.Window: tokens.window,
        _Role.WindowText: tokens.text,
        _Role.Base: tokens.surface,
        _Role.AlternateBase: tokens.alt,
        _Role.Text: tokens.text,
        _Role.Button: tokens.surface,
        _Role.ButtonText: tokens.text,
        _Role.BrightText: tokens.danger.fg,
        _Role.PlaceholderText: tokens.placeholder,
        _Role.Highlight: tokens.selection,
        _Role.HighlightedText: tokens.text,
        _Role.Accent: tokens.accent,
        _Role.Link: tokens.accent,
        _Role.LinkVisited: tokens.postponed.fg,
        _Role.ToolTipBase: tokens.surface,
        _Role.ToolTipText: tokens.text,
        _Role.Light: tokens.surface if not tokens.dark else tokens.hairline,
        _Role.Midlight: tokens.alt if not tokens.dark else tokens.hairline,
        _Role.Mid: tokens.hairline,
        _Role.Dark: tokens.border,
        _Role.Shadow: shadow,
    }


def tokens_of(source: QWidget | QPalette) -> Tokens:
    """Return the look that a widget, or a palette handed to a delegate, is painted in."""
    palette = source if isinstance(source, QPalette) else source.palette()
    return DARK if palette.color(_Role.Base).lightness() < 128 else LIGHT
