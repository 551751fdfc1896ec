"""What a scan at the door means: a product's barcode finds its line, a serial number goes to the machine that has none yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dealer_crm.domain.text import fold, one_line

LONGEST = 60
"""More characters are no serial number, but a scanner gone wild or a web address."""
_NOISE = re.compile(r"[\x00-\x1c\x1e-\x1f\x7f-\x9f]")
_GROUP = "\x1d"
_SYMBOLOGY = re.compile(r"^\](?:C1|d2|Q3|e0|d1|Q1|C0|E0|A0)")
_BRACKETS = re.compile(r"\((\d{2,4})\)([^(]*)")
_ARTICLE, _NUMBER = "01", "21"
_ARTICLE_DIGITS = 14


class ScanKind(StrEnum):
    """What came of a scan."""

    COUNTED = "counted"
    PUT = "put"
    ALREADY = "already"
    ELSEWHERE = "elsewhere"
    FOREIGN = "foreign"
    FULL = "full"
    TOO_MANY = "too_many"
    UNREADABLE = "unreadable"


TAKEN = (ScanKind.COUNTED, ScanKind.PUT)
"""Scans that changed something."""


@dataclass(frozen=True)
class Code:
    """A scan read: the article it names, and the serial number; either may be ""."""

    article: str
    serial: str


@dataclass(frozen=True)
class ScanLine:
    """A line of the delivery: `codes` find it, it has room for `wants` serial numbers (0 = none), `units` goods are on it."""

    id: int
    codes: tuple[str, ...]
    units: int
    wants: int
    serials: tuple[str, ...] = ()
    counted: int = 0


@dataclass(frozen=True)
class SerialPlace:
    """Where else a serial number stands: a machine, delivery or order by its words; `foreign` = kept for another order's goods."""

    words: str
    foreign: bool = False


@dataclass(frozen=True)
class Scan:
    """What a scan means: for line `line_id` (0 = none); `serial` as it is noted, `place` where it stands already."""

    kind: ScanKind
    line_id: int = 0
    serial: str = ""
    place: str = ""


def read_code(text: str) -> Code | None:
    """Return article and serial number of a scan, with or without GS1 marks; None for what nobody can read."""
    plain = _SYMBOLOGY.sub("", text.strip(" \t\r\n"))
    if len(plain) > 4 * LONGEST:
        return None
    plain = _NOISE.sub("", plain)
    parts = dict(_BRACKETS.findall(plain)) if plain.startswith("(") else _unbracketed(plain)
    if parts is None:
        return _fitting("", plain)
    return _fitting(parts.get(_ARTICLE, ""), parts.get(_NUMBER, ""))


def _fitting(article: str, serial: str) -> Code | None:
    article, serial = _shown(article), _shown(serial)
    if not (article or serial) or max(len(article), len(serial)) > LONGEST:
        return None
    return Code(article, serial)


def _shown(text: str) -> str:
    return one_line("".join(letter for letter in text if letter.isprintable()))


def _unbracketed(plain: str) -> dict[str, str] | None:
    """Return the parts of a GS1 code as a scanner sends it: an article of 14 digits, then the serial number up to its end."""
    end = len(_ARTICLE) + _ARTICLE_DIGITS
    if not (plain.startswith(_ARTICLE) and plain[:end].isdecimal() and plain[end : end + 2] == _NUMBER):
        return None
    return {_ARTICLE: plain[2:end], _NUMBER: plain[end + 2 :].split(_GROUP)[0]}


def scanned(text: str, lines: Sequence[ScanLine], chosen: int = 0, place: SerialPlace | None = None) -> Scan:
    """Return what a scan means for the lines of a delivery.

    `chosen` is the line the user pointed at, 0 = the first with room; `place` is where the number stands besides these lines.
    """
    code = read_code(text)
    if code is None:
        return Scan(ScanKind.UNREADABLE)
    line = _line_of(code.article or code.serial, lines)
    if line is not None and (not code.serial or not code.article):
        return Scan(ScanKind.COUNTED if line.counted < line.units else ScanKind.TOO_MANY, line.id)
    if not code.serial:
        return Scan(ScanKind.UNREADABLE)
    holder = next((one for one in lines if fold(code.serial) in map(fold, one.serials)), None)
    if holder is not None:
        return Scan(ScanKind.ALREADY, holder.id, code.serial)
    if place is not None:
        return Scan(ScanKind.FOREIGN if place.foreign else ScanKind.ELSEWHERE, 0, code.serial, place.words)
    wanted = line or next((one for one in lines if one.id == chosen), None)
    free = [one for one in ([wanted] if wanted else lines) if len(one.serials) < one.wants]
    return Scan(ScanKind.PUT, free[0].id, code.serial) if free else Scan(ScanKind.FULL, wanted.id if wanted else 0, code.serial)


def serial_of(text: str) -> str:
    """Return the serial number that a scan would note, "" where it names none."""
    code = read_code(text)
    return code.serial if code is not None else ""


def _line_of(code: str, lines: Sequence[ScanLine]) -> ScanLine | None:
    """Return the line of a product's code, one with room before one that is counted; leading zeros of a barcode do not matter."""
    same = [line for line in lines if fold(code).lstrip("0") in {fold(known).lstrip("0") for known in line.codes if known} - {""}]
    return next((line for line in same if line.counted < line.units), same[0] if same else None)
