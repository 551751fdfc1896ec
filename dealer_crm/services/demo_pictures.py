"""Small pictures of the sample shop: pipes laid in loops, drawn from numbers, so that they are the same everywhere."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime
from functools import cache
from pathlib import Path

from dealer_crm.domain.attachments import media_type
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Attachment, DeliveryCheck

WIDTH, HEIGHT, EDGE, PIPE = 240, 180, 12, 4
BED, SUPPLY, RETURN = b"\xd9\xd3\xc7", b"\xc2\x58\x3e", b"\x4c\x79\xa8"
SPACINGS = (15, 18, 22)
"""How far apart the pipes are on the pictures, one after the other."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Album:
    """Takes pictures of items of sheets inside the caller's write; `folder` is the attachments folder."""

    def __init__(self, session: WriteSession, folder: Path) -> None:
        self._session, self._blobs = session, Blobs(folder)
        self._kept: dict[int, str] = {}

    def photograph(self, check: DeliveryCheck, customer_id: int, at: datetime) -> None:
        """Take a picture of an item."""
        spacing = SPACINGS[check.position % len(SPACINGS)]
        data = pipes(spacing)
        sha256 = self._kept.get(spacing) or self._kept.setdefault(spacing, self._blobs.put(data))
        picture = Attachment(customer_id=customer_id, sha256=sha256, name=f"{check.code}.png", size=len(data), added_at=at)
        picture.media_type, picture.kind, picture.check_id = media_type(data), AttachmentKind.SITE, check.id
        picture.delivery_id, picture.acceptance_id = check.delivery_id, check.acceptance_id
        self._session.add(picture)


@cache
def pipes(spacing: int) -> bytes:
    """Return a PNG of pipes so many pixels apart: they run to the right red and come back blue."""
    return _png(b"".join(b"\0" + _line(y, spacing) for y in range(HEIGHT)))


def _line(y: int, spacing: int) -> bytes:
    """Return a row of pixels: along a pipe, through the bends at one end, or of the bed between."""
    turn, within = divmod(y - EDGE, spacing)
    inside = EDGE <= y < HEIGHT - EDGE - spacing
    colour = RETURN if turn % 2 else SUPPLY
    if inside and within < PIPE:
        return BED * EDGE + colour * (WIDTH - 2 * EDGE) + BED * EDGE
    bend = colour * PIPE if inside else BED * PIPE
    rest = BED * (WIDTH - 2 * EDGE - PIPE)
    return BED * EDGE + (bend + rest if turn % 2 else rest + bend) + BED * EDGE


def _png(rows: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
