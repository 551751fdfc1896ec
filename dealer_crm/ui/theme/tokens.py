"""Colours, spaces and sizes of the two looks; the only place where a colour is written down."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Tone(StrEnum):
    """What a status means; every tone has a colour pair and an icon, and is always shown with words."""

    DANGER = "danger"
    INFO = "info"
    DONE = "done"
    POSTPONED = "postponed"
    WARN = "warn"
    NEUTRAL = "neutral"


TONE_ICONS = {
    Tone.DANGER: "triangle-alert",
    Tone.INFO: "clock",
    Tone.DONE: "circle-check",
    Tone.POSTPONED: "bell-off",
    Tone.WARN: "wrench",
    Tone.NEUTRAL: "circle-dashed",
}


class Density(StrEnum):
    """How much air rows and controls have."""

    COMPACT = "compact"
    STANDARD = "standard"
    ROOMY = "roomy"


ROWS = {Density.COMPACT: 26, Density.STANDARD: 32, Density.ROOMY: 40}
CONTROLS = {Density.COMPACT: 24, Density.STANDARD: 28, Density.ROOMY: 34}
TEXT_SIZES = (100, 110, 125, 150)


class Space(IntEnum):
    """The 4 px grid."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24


RADIUS_CONTROL = 4
RADIUS_CARD = 6


@dataclass(frozen=True)
class Pair:
    """Text colour and the ground it stands on."""

    fg: str
    bg: str


@dataclass(frozen=True)
class Tokens:
    """One look. Values are `#rrggbb`."""

    dark: bool
    window: str
    surface: str
    alt: str
    text: str
    text2: str
    placeholder: str
    disabled: str
    border: str
    hairline: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    danger: Pair
    info: Pair
    done: Pair
    postponed: Pair
    warn: Pair
    neutral: Pair
    charts: tuple[str, ...]

    def tone(self, tone: Tone) -> Pair:
        """Return the colours of a status."""
        pair: Pair = getattr(self, tone.value)
        return pair


LIGHT = Tokens(
    dark=False,
    window="#F3F5F8",
    surface="#FFFFFF",
    alt="#F7F9FC",
    text="#1A2330",
    text2="#4A5565",
    placeholder="#667182",
    disabled="#8B95A3",
    border="#758195",
    hairline="#D5DBE3",
    accent="#0B47D1",
    accent_hover="#0938A5",
    on_accent="#FFFFFF",
    selection="#D6E6FC",
    danger=Pair("#C5160C", "#FDE7E4"),
    info=Pair("#0B47D1", "#E1EAFD"),
    done=Pair("#0A6B52", "#DAF2E8"),
    postponed=Pair("#9A35A6", "#F6E6F8"),
    warn=Pair("#4A2A00", "#FCE8B8"),
    neutral=Pair("#3E4854", "#E9EDF2"),
    charts=("#0539D1", "#6B2E05", "#2F9E6A", "#CF4BB2", "#958800", "#1C2127"),
)

DARK = Tokens(
    dark=True,
    window="#171B20",
    surface="#20252C",
    alt="#252B33",
    text="#E7EBF0",
    text2="#B5BECA",
    placeholder="#97A3B2",
    disabled="#6E7A88",
    border="#8391A2",
    hairline="#3A434F",
    accent="#7DB0FF",
    accent_hover="#9CC3FF",
    on_accent="#0B1B33",
    selection="#1F3F6E",
    danger=Pair("#FF7E70", "#45201D"),
    info=Pair("#9CCBFF", "#17304F"),
    done=Pair("#57E0A6", "#123528"),
    postponed=Pair("#E47BF7", "#3C2147"),
    warn=Pair("#FAC53B", "#3B2C0C"),
    neutral=Pair("#9FA8B3", "#2E3640"),
    charts=("#CEE0FD", "#D9661A", "#2BE39B", "#D06BE6", "#FDCD04", "#7B8590"),
)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
