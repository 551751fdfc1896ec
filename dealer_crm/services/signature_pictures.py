"""Looks over pictures of signatures: only what the pad draws is kept, nothing larger and nothing hidden in it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from dealer_crm.domain.signatures import LARGEST, SIZE, SignatureEmpty, SignatureForeign, SignatureTooLarge

_HEAD = b"\x89PNG\r\n\x1a\n"
_RGBA, _BYTES = 6, 4
_DRAWN_CHUNKS = frozenset({b"IHDR", b"IDAT", b"IEND", b"pHYs", b"sRGB", b"gAMA", b"cHRM"})
_LEAST_INK = 60
"""Bytes that are not zero in a picture with a line of a few pixels."""


def checked_picture(data: bytes) -> bytes:
    """Return a picture that the pad drew, looked over. Raises SignatureEmpty, SignatureTooLarge, SignatureForeign."""
    if not data:
        raise SignatureEmpty
    if len(data) > LARGEST:
        raise SignatureTooLarge(kilobytes=LARGEST // 1000)
    try:
        inked = _inked(data)
    except (ValueError, struct.error, zlib.error) as error:
        raise SignatureForeign from error
    if inked < _LEAST_INK:
        raise SignatureEmpty
    return data


def _inked(data: bytes) -> int:
    """Return how many bytes of the pixels are not nothing. Raises ValueError, struct.error, zlib.error for what is no such picture."""
    chunks = list(_chunks(data))
    kinds = [kind for kind, _content in chunks]
    if not kinds or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or not _DRAWN_CHUNKS.issuperset(kinds):
        raise ValueError(kinds)
    width, height, depth, colours, *_ways, laced = struct.unpack(">IIBBBBB", chunks[0][1])
    if ((width, height), depth, colours, laced) != (SIZE, 8, _RGBA, 0):
        raise ValueError(SIZE)
    row = width * _BYTES + 1
    unpacker = zlib.decompressobj()
    pixels = unpacker.decompress(b"".join(content for kind, content in chunks if kind == b"IDAT"), row * height + 1)
    if len(pixels) != row * height:
        raise ValueError(len(pixels))
    return len(pixels) - pixels.count(0) - sum(pixels[start] != 0 for start in range(0, len(pixels), row))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG with their sums checked, nothing before, between or behind them."""
    if not data.startswith(_HEAD):
        raise ValueError(data[:8])
    at = len(_HEAD)
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        (told,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(kind + content) != told:
            raise ValueError(kind)
        yield kind, content
        at += 12 + length
