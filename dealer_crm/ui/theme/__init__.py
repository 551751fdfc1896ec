"""Colours, type, icons and sizes of the window."""

from dealer_crm.ui.theme.apply import apply_theme, control_height, density, row_height
from dealer_crm.ui.theme.fonts import Type, font_of, line_height, metrics_of
from dealer_crm.ui.theme.icons import icon, pixmap
from dealer_crm.ui.theme.lines import advance, line_of, one_line, width_of
from dealer_crm.ui.theme.palette import tokens_of
from dealer_crm.ui.theme.tokens import RADIUS_CARD, RADIUS_CONTROL, TONE_ICONS, Density, Pair, Space, Tokens, Tone

__all__ = [
    "RADIUS_CARD",
    "RADIUS_CONTROL",
    "TONE_ICONS",
    "Density",
    "Pair",
    "Space",
    "Tokens",
    "Tone",
    "Type",
    "advance",
    "apply_theme",
    "control_height",
    "density",
    "font_of",
    "icon",
    "line_height",
    "line_of",
    "metrics_of",
    "one_line",
    "pixmap",
    "row_height",
    "tokens_of",
    "width_of",
]
