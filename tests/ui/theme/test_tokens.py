"""Every pair of colours that meets on a screen can be read, in both looks."""

from __future__ import annotations

import pytest

from dealer_crm.ui.theme.qss import style_sheet
from dealer_crm.ui.theme.tokens import DARK, LIGHT, Tokens, Tone, contrast

LOOKS = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@LOOKS
def test_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    for ink in (tokens.text, tokens.text2):
        for ground in (tokens.window, tokens.surface, tokens.alt, tokens.selection):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(tokens.placeholder, tokens.surface) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent_hover) >= 4.5


@LOOKS
@pytest.mark.parametrize("tone", Tone)
def test_chips_can_be_read_on_their_own_ground_and_on_cards(tokens: Tokens, tone: Tone) -> None:
    pair = tokens.tone(tone)
    assert contrast(pair.fg, pair.bg) >= 4.5
    assert contrast(pair.fg, tokens.surface) >= 4.5


@LOOKS
def test_borders_and_focus_can_be_seen(tokens: Tokens) -> None:
    for ground in (tokens.window, tokens.surface):
        assert contrast(tokens.border, ground) >= 3
        assert contrast(tokens.accent, ground) >= 3
    assert contrast(tokens.accent, tokens.selection) >= 3
    assert all(contrast(colour, tokens.surface) >= 3 for colour in tokens.charts)


def test_contrast_of_black_on_white_is_21() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert contrast("#123456", "#123456") == 1


@LOOKS
def test_style_sheet_is_short_and_leaves_the_ink_of_inputs_alone(tokens: Tokens) -> None:
    sheet = style_sheet(tokens)
    assert sheet.count("\n") < 60
    assert "$" not in sheet
    assert all(" color:" not in line for line in sheet.splitlines() if line.startswith(("QLineEdit", "QPlainTextEdit")))
