"""The shop's logo: decoded with care, made as small as paper needs it, and in pure black and white for needles."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from dealer_crm.domain.paper_templates import LOGO_HEIGHTS
from dealer_crm.domain.products import PictureUnreadable

UNREADABLE = (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError)
"""What is raised by pictures that cannot be read."""
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP")
_MOST_PIXELS = 60_000_000
"""More of them are no logo; a JPEG is read in a smaller size beforehand."""
_WIDEST = 80
"""Millimetres on paper."""
_FINEST = 600
_MM = 25.4


def fitted_logo(data: bytes, name: str = "") -> bytes:
    """Return a picture as a PNG on white, no larger than 600 dpi need at the largest size it is printed in. Raises PictureUnreadable."""
    most = round(_WIDEST / _MM * _FINEST), round(LOGO_HEIGHTS[1] / _MM * _FINEST)
    try:
        picture = decoded(data, most)
    except UNREADABLE as error:
        raise PictureUnreadable(name=name) from error
    picture.thumbnail(most, Image.Resampling.LANCZOS)
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()


def struck_logo(data: bytes, size: tuple[int, int]) -> Image.Image:
    """Return a fitted logo in so many dots of black and white: darker than the middle between its ink and its ground is struck."""
    grey = ImageOps.autocontrast(Image.open(io.BytesIO(data)).convert("L").resize(size, Image.Resampling.LANCZOS))
    limit = _parting(grey.histogram())
    return grey.point([0] * (limit + 1) + [255] * (255 - limit), "1")


def logo_pixels(data: bytes) -> tuple[int, int]:
    """Return width and height of a fitted logo; (0, 0) for what is none."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            return picture.size
    except (OSError, ValueError, SyntaxError):
        return 0, 0


def decoded(data: bytes, most: tuple[int, int]) -> Image.Image:
    """Return a picture on white, upright, a JPEG no larger than needed. Raises OSError, ValueError and what else decoders raise."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS)
    if picture.format == "JPEG":
        picture.draft("RGB", most)
    if picture.width * picture.height > _MOST_PIXELS:
        raise ValueError(picture.size)
    picture = ImageOps.exif_transpose(picture).convert("RGBA")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture).convert("RGB")


def _parting(histogram: list[int]) -> int:
    """Return the level between dark and light that keeps both as even as can be (Otsu's method)."""
    total, weighted = sum(histogram), sum(level * count for level, count in enumerate(histogram))
    dark = dark_weighted = 0
    best, found = -1.0, 127
    for level, count in enumerate(histogram[:-1]):
        dark += count
        dark_weighted += level * count
        if not dark or dark == total:
            continue
        apart = dark_weighted / dark - (weighted - dark_weighted) / (total - dark)
        between = dark * (total - dark) * apart * apart
        if between > best:
            best, found = between, level
    return found
