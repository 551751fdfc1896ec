"""Fonts of the computer, for the few characters that the bundled ones lack: looked for only when such a character comes."""

from __future__ import annotations

import os
import struct
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

BOX = "□"
"""Drawn for a character that no font has."""
PLACES = "DEALER_CRM_FONTS"
"""An environment variable that names other folders to look in; empty = in none."""
_NAMES = (
    "simsun.ttc", "simsunb.ttf", "simsunextg.ttf", "msyh.ttc", "simhei.ttf", "mingliub.ttc", "msjh.ttc", "seguisym.ttf", "arialuni.ttf",
    "songti.ttc", "stheiti light.ttc", "stheiti medium.ttc", "arial unicode.ttf", "apple symbols.ttf",
    "hanamina.ttf", "hanaminb.ttf", "wqy-zenhei.ttc", "wqy-microhei.ttc", "droidsansfallbackfull.ttf", "droidsansfallback.ttf",
    "uming.ttc", "ukai.ttc", "dejavusans.ttf", "symbola.ttf", "symbola_hint.ttf", "unifont.ttf", "unifont_upper.ttf", "babelstonehan.ttf",
    "jigmo.ttf", "jigmo2.ttf", "jigmo3.ttf", "plangothicp1-regular.ttf", "plangothicp2-regular.ttf",
)  # fmt: skip
"""Fonts with Chinese characters and signs, in small letters; Chinese ones first."""
_COLLECTION = b"ttcf"
_MOST_FONTS = 16
"""Of one collection."""
_DEPTH = 4
_RESTRICTED = 2
"""A font whose maker forbids to put it into files."""


@dataclass(frozen=True)
class SpareFont:
    """One font in a file: which of a collection, and the ranges of characters it has."""

    path: Path
    index: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, code: int) -> bool:
        """Tell whether the font names a glyph for a character."""
        place = bisect_right(self.starts, code) - 1
        return place >= 0 and code <= self.ends[place]


def folders() -> list[Path]:
    """Return where this computer keeps its fonts, or the folders that are named instead."""
    named = os.environ.get(PLACES)
    if named is not None:
        return [Path(place) for place in named.split(os.pathsep) if place]
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return [Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"), *([Path(local, "Microsoft", "Windows", "Fonts")] if local else [])]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local" / "share" / "fonts", home / ".fonts"]


@lru_cache(maxsize=2)
def spare_fonts(places: tuple[Path, ...]) -> tuple[SpareFont, ...]:
    """Return the known fonts in the folders that a paper can take letters from: drawn in TrueType outlines, free to embed."""
    found: dict[str, Path] = {}
    for place in places:
        for path in _files(place, _DEPTH):
            found.setdefault(path.name.lower(), path)
    ordered = sorted((name for name in found if name in _NAMES), key=_NAMES.index)
    return tuple(font for name in ordered for font in _fonts(found[name]))


def _files(place: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(place.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.is_dir() and depth:
            yield from _files(entry, depth - 1)
        elif entry.suffix.lower() in (".ttf", ".ttc"):
            yield entry


def _fonts(path: Path) -> list[SpareFont]:
    """Read the fonts of a file; what is damaged has none."""
    try:
        with path.open("rb") as file:
            return [font for index, start in enumerate(_starts(file)) if (font := _font(file, path, index, start))]
    except (OSError, struct.error, ValueError):
        return []


def _starts(file: BinaryIO) -> Sequence[int]:
    if file.read(4) != _COLLECTION:
        return (0,)
    _version, count = struct.unpack(">II", file.read(8))
    count = min(count, _MOST_FONTS)
    return struct.unpack(f">{count}I", file.read(4 * count))


def _font(file: BinaryIO, path: Path, index: int, start: int) -> SpareFont | None:
    file.seek(start + 4)
    (count,) = struct.unpack(">H6x", file.read(8))
    tables = {tag: (place, size) for tag, _sum, place, size in struct.iter_unpack(">4sIII", file.read(16 * min(count, 64)))}
    if not {b"glyf", b"loca", b"cmap"} <= tables.keys():
        return None
    if b"OS/2" in tables:
        file.seek(tables[b"OS/2"][0] + 8)
        if struct.unpack(">H", file.read(2))[0] & 0xF == _RESTRICTED:
            return None
    file.seek(tables[b"cmap"][0])
    ranges = _ranges(file.read(tables[b"cmap"][1]))
    return SpareFont(path, index, tuple(first for first, _last in ranges), tuple(last for _first, last in ranges))


def _ranges(cmap: bytes) -> list[tuple[int, int]]:
    """Return the ranges of characters of a font in order: of its widest table."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    found: list[tuple[int, int]] = []
    for number in range(min(count, 64)):
        platform, _encoding, place = struct.unpack_from(">HHI", cmap, 4 + 8 * number)
        if platform in (0, 3):
            found = max(found, _subtable(cmap, place), key=lambda ranges: sum(last - first + 1 for first, last in ranges))
    return sorted(found)


def _subtable(cmap: bytes, place: int) -> list[tuple[int, int]]:
    (form,) = struct.unpack_from(">H", cmap, place)
    if form == 12:
        (groups,) = struct.unpack_from(">I", cmap, place + 12)
        return [struct.unpack_from(">II", cmap, place + 16 + 12 * group) for group in range(groups)]
    if form == 4:
        (doubled,) = struct.unpack_from(">H", cmap, place + 6)
        ends = struct.unpack_from(f">{doubled // 2}H", cmap, place + 14)
        starts = struct.unpack_from(f">{doubled // 2}H", cmap, place + 16 + doubled)
        return [(first, last) for first, last in zip(starts, ends, strict=True) if first <= last and first != 0xFFFF]
    return []
