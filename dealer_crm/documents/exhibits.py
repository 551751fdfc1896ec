"""Photos and scans for paper: decoded with care, upright, as fine as a page needs them; nothing of a scan but what is seen gets through."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from PIL import Image
from pypdfium2 import PdfDocument, PdfiumError  # type: ignore[import-untyped]

from dealer_crm.documents.logos import decoded
from dealer_crm.documents.pdf.render import ONE_AT_A_TIME

PHOTO, SCAN = (1500, 1500), (1300, 1840)
"""Pixels of half a page and of a whole one."""
_QUALITY = 82
_EXIF, _TAKEN = 0x8769, 36867
_LOCKED = "password"
_NO_MOMENT = (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, AttributeError, struct.error)
"""What reading the notes of a camera may raise: anything wrote them."""


class PictureTooLarge(Exception):  # noqa: N818 - what the file is
    """The picture has more dots than can be read with care."""


class ScanLocked(Exception):  # noqa: N818 - what the file is
    """The PDF wants a password."""


def photo(data: bytes, most: tuple[int, int] = PHOTO) -> bytes:
    """Return a picture as a JPEG no larger than `most`. Raises PictureTooLarge, and what decoders raise."""
    try:
        picture = decoded(data, most)
    except Image.DecompressionBombError as error:
        raise PictureTooLarge from error
    except ValueError as error:
        if error.args and isinstance(error.args[0], tuple):  # the size that `decoded` does not take
            raise PictureTooLarge from error
        raise
    picture.thumbnail(most, Image.Resampling.LANCZOS)
    return _jpeg(picture)


def taken_at(data: bytes) -> str:
    """Return when the camera says a picture was taken, "" where it says nothing that is a moment."""
    with suppress(*_NO_MOMENT):
        said = Image.open(io.BytesIO(data)).getexif().get_ifd(_EXIF).get(_TAKEN)
        return datetime.strptime(str(said), "%Y:%m:%d %H:%M:%S").strftime("%Y-%m-%d %H:%M")  # noqa: DTZ007 - a camera knows no zone
    return ""


def scan_count(data: bytes) -> int:
    """Return how many pages a PDF has. Raises ScanLocked, PdfiumError."""
    with ONE_AT_A_TIME:
        document = _opened(data)
        try:
            return len(document)
        finally:
            document.close()


def scan_pages(data: bytes, most: int) -> Iterator[bytes]:
    """Yield the first pages of a PDF as pictures (JPEG). Raises ScanLocked, PdfiumError, ValueError."""
    with ONE_AT_A_TIME:
        document = _opened(data)
        try:
            for number in range(min(len(document), most)):
                across, above = document.get_page_size(number)
                if not (across > 0 and above > 0):
                    raise ValueError(across, above)
                scale = min(max(SCAN) / max(across, above), min(SCAN) / min(across, above))
                page = document[number]
                yield _jpeg(page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB"))
                page.close()
        finally:
            document.close()


def _opened(data: bytes) -> PdfDocument:
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if _LOCKED in str(error).lower():
            raise ScanLocked from error
        raise


def _jpeg(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()
