"""Sizes of the papers a shop prints on, and what a page set-up chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

INCH = 72.0
MM = INCH / 25.4


class Paper(Enum):
    """Papers by the names of the trade: width, height, margins left, right, top, bottom, all in points.

    Continuous paper is made in inches: "241×140" is 9.5 × 5.5 in, and its holes take half an inch at each side.
    Drivers of needle printers leave a quarter of an inch (6.35 mm) blank at both ends of a form; the foot stands above that.
    Labels are A4 sheets of 2×7 (99.1 × 38.1 mm) or 3×8 (70 × 36 mm) with the margin round them, or a roll of 60×40 mm.
    """

    A4 = (210 * MM, 297 * MM, (16 * MM, 16 * MM, 13 * MM, 11 * MM))
    A4_LANDSCAPE = (297 * MM, 210 * MM, (13 * MM, 13 * MM, 12 * MM, 10 * MM))
    A5 = (148 * MM, 210 * MM, (12 * MM, 12 * MM, 11 * MM, 9 * MM))
    A5_LANDSCAPE = (210 * MM, 148 * MM, (14 * MM, 14 * MM, 10 * MM, 8 * MM))
    CONT_241x140 = (9.5 * INCH, 5.5 * INCH, (14.5 * MM, 19.3 * MM, 7 * MM, 7.5 * MM))
    CONT_241x93 = (9.5 * INCH, 11 / 3 * INCH, (14.5 * MM, 19.3 * MM, 4.8 * MM, 8.6 * MM))
    CONT_241x280 = (9.5 * INCH, 11 * INCH, (14.5 * MM, 19.3 * MM, 8 * MM, 8 * MM))
    LABELS_2x7 = (210 * MM, 297 * MM, (4.65 * MM, 4.65 * MM, 15.15 * MM, 15.15 * MM))
    LABELS_3x8 = (210 * MM, 297 * MM, (0.0, 0.0, 4.5 * MM, 4.5 * MM))
    ROLL_60x40 = (60 * MM, 40 * MM, (0.0, 0.0, 0.0, 0.0))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.value[0], self.value[1]

    @property
    def left(self) -> float:
        """Where the content begins."""
        return self.value[2][0]

    @property
    def right(self) -> float:
        """Where the content ends, from the left edge."""
        return self.value[0] - self.value[2][1]

    @property
    def top(self) -> float:
        """Where the content begins, from the lower edge."""
        return self.value[1] - self.value[2][2]

    @property
    def bottom(self) -> float:
        """Where the footer stands, from the lower edge."""
        return self.value[2][3]

    @property
    def width(self) -> float:
        """Width of the content."""
        return self.right - self.left

    @property
    def continuous(self) -> bool:
        """Needle printers: no fills, no grey."""
        return self.name.startswith("CONT")

    @property
    def labels(self) -> bool:
        """Labels: no head and no foot."""
        return self.name.startswith(("LABELS", "ROLL"))


@dataclass(frozen=True)
class PageSetup:
    """On what, in which language and as which copies a paper is printed; `printed_at` is the shop's wall clock.

    Each copy is a set of pages of its own with its name at the edge. Without copies there is one set without a name,
    as for paper that makes its copies itself.
    """

    paper: Paper = Paper.A4
    language: str = "zh"
    copies: tuple[str, ...] = ()
    printed_at: datetime | None = None
    printed_by: str = ""
    times: int = 0


@dataclass(frozen=True)
class ShopHead:
    """What every paper says of the shop; `hotline` is the number it is known by, `phone` another one."""

    name: str = ""
    address: str = ""
    hotline: str = ""
    credit_code: str = ""
    note: str = ""
    postcode: str = ""
    phone: str = ""
