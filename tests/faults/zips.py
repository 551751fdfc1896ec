"""Zip files written byte by byte, so that their lists may say what no writer of zips would: hostile names, lengths, kinds."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dealer_crm.storage import archive

STORED, DEFLATED = 0, 8
SYMLINK = 0o120777 << 16
WIDE = 0xFFFFFFFF


@dataclass(frozen=True)
class Entry:
    """A member as the zip tells it. `content` None: deflated `data` is there already, `size` long if it were unpacked."""

    name: bytes
    data: bytes
    method: int = STORED
    size: int | None = None
    crc: int | None = None
    attributes: int = 0
    flags: int = 0x800


def packed(name: str, content: bytes) -> Entry:
    """Return an honest, deflated member."""
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    data = squeeze.compress(content) + squeeze.flush()
    return Entry(name.encode(), data, DEFLATED, len(content), zlib.crc32(content))


def zeros(name: str, told: int | None, megabytes: int = 10_240) -> Entry:
    """Return a member that unpacks to 10 GB of zeros, and says so (`told` None) or says something else."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = squeeze.compress(bytes(1 << 20)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    last = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return Entry(name.encode(), piece * megabytes + last, DEFLATED, megabytes << 20 if told is None else told, 0)


def write(path: Path, entries: Sequence[Entry]) -> Path:
    """Write the members and a list of them, sealed as backups are."""
    body, listed = bytearray(), bytearray()
    for one in entries:
        size = len(one.data) if one.size is None else one.size
        crc = zlib.crc32(one.data) if one.crc is None else one.crc
        wide = struct.pack("<HHQQ", 1, 16, size, len(one.data)) if size >= WIDE else b""
        lengths = (WIDE, WIDE) if wide else (len(one.data), size)
        common = struct.pack("<HHHHHLLLHH", 45, one.flags, one.method, 0, 33, crc, *lengths, len(one.name), len(wide))
        listed += b"PK\1\2" + struct.pack("<H", 0x031E) + common + struct.pack("<HHHLL", 0, 0, 0, one.attributes, len(body))
        listed += one.name + wide
        body += b"PK\3\4" + common + one.name + wide + one.data
    comment = archive.SEAL + b"0" * archive.SEAL_LENGTH
    path.write_bytes(bytes(body + listed) + _end(len(entries), len(listed), len(body)) + struct.pack("<H", len(comment)) + comment)
    archive.seal(path)
    return path


def _end(count: int, length: int, start: int) -> bytes:
    """Return the end of the list, in the wide form where there are too many members for the other."""
    if count < 0xFFFF:
        return b"PK\5\6" + struct.pack("<HHHHLL", 0, 0, count, count, length, start)
    wide = b"PK\6\6" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, count, count, length, start)
    locator = b"PK\6\7" + struct.pack("<LQL", 0, start + length, 1)
    return wide + locator + b"PK\5\6" + struct.pack("<HHHHLL", 0, 0, 0xFFFF, 0xFFFF, WIDE, WIDE)
