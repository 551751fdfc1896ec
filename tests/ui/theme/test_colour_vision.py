"""The colours of charts can be told apart by whoever sees no red, no green or no blue: computed, not looked at."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest

from dealer_crm.ui.theme.tokens import DARK, LIGHT, Tokens

FLOOR = 20.0
"""ΔE (CIE 1976) that no two colours of a chart come below, nor a colour and its ground; about 2 can just be seen."""
Matrix = tuple[tuple[float, float, float], ...]
PLAIN: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
PROTAN: Matrix = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
DEUTAN: Matrix = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
TRITAN: Matrix = ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900))
"""What is seen of linear light at full severity (Machado, Oliveira and Fernandes 2009)."""


def linear(colour: str) -> tuple[float, float, float]:
    """Return the light of `#rrggbb`."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def seen(colour: str, vision: Matrix) -> tuple[float, float, float]:
    """Return L*a*b* (D65) of what somebody with this vision sees of a colour."""
    light = [min(max(sum(a * b for a, b in zip(row, linear(colour), strict=True)), 0.0), 1.0) for row in vision]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    found = [sum(a * b for a, b in zip(row, light, strict=True)) / part for row, part in zip(to_xyz, white, strict=True)]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in found)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("vision", [PLAIN, PROTAN, DEUTAN, TRITAN], ids=["all", "no red", "no green", "no blue"])
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_of_charts_differ_for_everybody(tokens: Tokens, vision: Matrix) -> None:
    colours = {colour: seen(colour, vision) for colour in (*tokens.charts, tokens.surface)}
    near = {(one, two): round(dist(colours[one], colours[two]), 1) for one, two in combinations(colours, 2)}
    assert min(near.values()) >= FLOOR, min(near.items(), key=lambda pair: pair[1])


def test_simulation_knows_whom_red_and_green_confuse() -> None:
    """A red and a green of equal lightness lie far apart for most, close together for whoever sees no green."""
    red, green = "#C0392B", "#5B7B2A"
    assert dist(seen(red, PLAIN), seen(green, PLAIN)) > 60
    assert dist(seen(red, DEUTAN), seen(green, DEUTAN)) < 25
    assert dist(seen("#808080", PROTAN), seen("#808080", PLAIN)) < 1
