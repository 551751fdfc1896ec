"""Pictures as papers draw them, the logo and signatures: of the chosen height, their dots whole where needles strike them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

from dealer_crm.documents.logos import UNREADABLE, decoded, logo_pixels, struck_logo
from dealer_crm.documents.pdf.pages import INCH, MM, PageSetup

DOT = INCH / 180
"""What a needle strikes."""
_LOWEST_SHARE = 1 / 7
_WIDEST_SHARE = 0.2
_MOST_PIXELS = 4000, 4000
_THIN = 225
"""Lighter is no line of a pen that was drawn smaller."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture and its size on paper."""

    image: ImageReader
    width: float
    height: float


def logo(setup: PageSetup) -> Picture | None:
    """Return the logo of a page: as high as chosen where the paper is not low, its sides in proportion; None without one."""
    if not setup.logo:
        return None
    paper = setup.paper
    most = min(setup.template.logo_height * MM, paper.above * _LOWEST_SHARE)
    return _sized(setup.logo, round(most, 3), round(paper.width * _WIDEST_SHARE, 3), setup.needles)


@lru_cache(maxsize=8)
def _sized(data: bytes, most_height: float, most_width: float, needles: bool) -> Picture | None:  # noqa: FBT001
    across, above = logo_pixels(data)
    if not across or not above:
        return None
    scale = min(most_height / above, most_width / across)
    width, height = across * scale, above * scale
    if not needles:
        return Picture(ImageReader(io.BytesIO(data)), width, height)
    dots = max(round(width / DOT), 1), max(round(height / DOT), 1)
    return Picture(ImageReader(struck_logo(data, dots)), dots[0] * DOT, dots[1] * DOT)


@lru_cache(maxsize=64)
def signature(data: bytes, room: tuple[float, float], *, needles: bool = False) -> Picture | None:
    """Return a signature as large as it fits into a room (width, height), without the empty ground round it; None for what is none."""
    try:
        drawn = decoded(data, _MOST_PIXELS).convert("L")
    except UNREADABLE:
        return None
    box = ImageOps.invert(drawn).point([0] * 16 + [255] * 240).getbbox()
    if box is None:
        return None
    drawn = drawn.crop(box)
    scale = min(room[0] / drawn.width, room[1] / drawn.height)
    width, height = drawn.width * scale, drawn.height * scale
    if needles:
        dots = max(round(width / DOT), 1), max(round(height / DOT), 1)
        struck = drawn.resize(dots, Image.Resampling.BOX).point([0] * _THIN + [255] * (256 - _THIN), "1")
        return Picture(ImageReader(struck), dots[0] * DOT, dots[1] * DOT)
    return Picture(ImageReader(drawn), width, height)
