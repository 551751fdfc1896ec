"""Reads what a 24-pin printer gets (ESC/P): how long each form is, and which dots are struck on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image, ImageChops

DPI = 180
_PER_LINE = 6
_SIXTIETHS = 3
"""ESC $ counts sixtieths of an inch: three dots."""
EDGE = DPI // 4
"""The driver leaves a quarter of an inch at every edge and counts from there."""
_TRIPLE = 39
"""ESC * 39: 24 pins at 180 × 180 dots an inch, three bytes a column."""
_WITH_ONE = frozenset(b"xUlQCNO3PR")
_ALONE = frozenset(b"@P2O0M")


@dataclass
class Form:
    """One form: its length in inches as the printer was told, and the dots on it (white is paper)."""

    inches: float
    dots: Image.Image


@dataclass
class _Head:
    """Where the print head is, in dots."""

    x: int = 0
    y: int = 0
    feed: int = 0
    lines: int = 0
    started: bool = False
    passes: list[tuple[int, int, Image.Image]] = field(default_factory=list)


def forms(content: bytes, width: int) -> list[Form]:
    """Return every form that was fed out, `width` dots wide. Raises ValueError at a code that is not known here."""
    found: list[Form] = []
    head, at = _Head(), 0
    while at < len(content):
        code = content[at]
        if code == 0x1B:
            at = _escape(content, at + 1, head)
            continue
        if code == 0x0A:
            head.y += head.feed
        elif code == 0x0D:
            head.x = 0
        elif code == 0x0C:
            found.append(_form(head, width))
            head = _Head(feed=head.feed, lines=head.lines)
        elif code != 0x12:
            raise ValueError(f"byte {code:#x} at {at}")
        at += 1
    if head.passes:
        raise ValueError("the last form is not fed out")
    return found


def _escape(content: bytes, at: int, head: _Head) -> int:
    """Follow one command and return where the next one begins."""
    letter = content[at]
    if letter == ord("*"):
        return _strike(content, at, head)
    if letter == ord("$"):
        head.x = _SIXTIETHS * int.from_bytes(content[at + 1 : at + 3], "little")
        return at + 3
    if letter == ord("C"):
        head.lines = content[at + 1]
    elif letter == ord("3"):
        head.feed = content[at + 1]
    if letter in _ALONE:
        return at + 1
    if letter in _WITH_ONE:
        return at + 2
    raise ValueError(f"ESC {chr(letter)} at {at}")


def _strike(content: bytes, at: int, head: _Head) -> int:
    if content[at + 1] != _TRIPLE:
        raise ValueError(f"ESC * {content[at + 1]}")
    columns = int.from_bytes(content[at + 2 : at + 4], "little")
    end = at + 4 + 3 * columns
    pins = Image.frombytes("1", (24, columns), content[at + 4 : end]).transpose(Image.Transpose.TRANSPOSE)
    head.passes.append((head.x, head.y, pins))
    head.x += columns
    return end


def _form(head: _Head, width: int) -> Form:
    height = head.lines * DPI // _PER_LINE
    page = Image.new("1", (width, height), 1)
    for x, y, pins in head.passes:
        page.paste(0, (EDGE + x, EDGE + y), pins)
    return Form(head.lines / _PER_LINE, page)


def covered(wanted: Image.Image, struck: Image.Image, shift: tuple[int, int] = (0, 0)) -> float:
    """Return which part of the wanted black dots was struck, the wanted picture moved by so many dots first."""
    ink, found = ImageChops.invert(wanted.convert("L")), ImageChops.invert(struck.convert("L"))
    moved = Image.new("L", found.size, 0)
    moved.paste(ink, shift)
    both = ImageChops.multiply(moved, found)
    return _sum(both) / max(_sum(moved), 1)


def _sum(picture: Image.Image) -> int:
    return picture.histogram()[255]
