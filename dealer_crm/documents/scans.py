"""The scan of a form, to place fields over: decoded with care, as fine as a screen needs it, and never printed."""

from __future__ import annotations

import io

from PIL import Image

from dealer_crm.documents.logos import UNREADABLE, decoded
from dealer_crm.documents.pdf.render import page_sizes, png
from dealer_crm.domain.products import PictureUnreadable

DPI = 200
_TENTHS = 254
_LARGEST_PAGE = 2_000
"""Points; a page of a PDF that is larger is no scan of a form."""
_QUALITY = 80


def fitted_scan(data: bytes, size: tuple[int, int], name: str = "") -> bytes:
    """Return a picture, or the first page of a PDF, as a JPEG of at most 200 dpi on a form of `size` (tenths of a mm).

    Raises PictureUnreadable.
    """
    try:
        picture = decoded(_first_page(data) if data.startswith(b"%PDF") else data, _pixels(size))
    except (*UNREADABLE, RuntimeError) as error:
        raise PictureUnreadable(name=name) from error
    most = _pixels(size)
    lying = (picture.width > picture.height) != (most[0] > most[1])
    picture.thumbnail((most[1], most[0]) if lying else most, Image.Resampling.LANCZOS)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()


def _pixels(size: tuple[int, int]) -> tuple[int, int]:
    return max(size[0] * DPI // _TENTHS, 1), max(size[1] * DPI // _TENTHS, 1)


def _first_page(data: bytes) -> bytes:
    width, height = page_sizes(data)[0]
    if not 0 < max(width, height) <= _LARGEST_PAGE:
        raise ValueError(width, height)
    return png(data, 0, DPI)
