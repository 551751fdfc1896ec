"""Breaks text into lines by measuring: between any two Chinese characters, between words elsewhere, 禁则 obeyed."""

from __future__ import annotations

import re

from dealer_crm.documents.pdf.fonts import printable, width

_NEVER_FIRST = frozenset("，。、；：？！）】》」』〉〕”’…—·,.;:?!)]}%‰℃°㎡/")
_NEVER_LAST = frozenset("（【《「『〈〔“‘([{¥$￥")
_WORD = re.compile(r"[0-9A-Za-z²³À-ɏ_@#&+\-/.,:;=%'’]+|\s+|.", re.DOTALL)


def lines(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return the printable text as lines no wider than `room`; words longer than a line are cut. '' gives one line."""
    found: list[str] = []
    for paragraph in printable(text).split("\n"):
        found += _paragraph(paragraph.rstrip(), room, size, bold)
    while len(found) > 1 and not found[-1]:
        found.pop()
    return found


def _paragraph(text: str, room: float, size: float, bold: bool) -> list[str]:
    if width(text, size, bold=bold) <= room:
        return [text]
    done: list[str] = []
    line: list[str] = []
    used = 0.0
    for piece in _pieces(text, room, size, bold):
        advance = width(piece.rstrip(), size, bold=bold)
        if line and used + advance > room:
            kept, carried = _parted(line, piece)
            used = width("".join(carried), size, bold=bold)
            if carried and used + advance > room:  # signs that stay together are wider than the room
                kept, carried, used = line, [], 0.0
            done.append("".join(kept).rstrip())
            line = carried
        if line or not done or not piece.isspace():
            line.append(piece)
            used += width(piece, size, bold=bold)
    return [*done, "".join(line).rstrip()]


def _parted(line: list[str], following: str) -> tuple[list[str], list[str]]:
    """Return what stays on the line and what must stand on the next one: it may not begin or end just anywhere.

    Words are kept whole unless the line is one word.
    """
    keep = len(line)
    first = following[0]
    while keep > 1 and (first in _NEVER_FIRST or line[keep - 1][-1] in _NEVER_LAST):
        keep -= 1
        first = line[keep][0]
    if keep > 1 or first not in _NEVER_FIRST:
        return line[:keep], line[keep:]
    if len(line[0]) == 1:
        return line, []
    return _parted([*line[0], *line[1:]], following)


def _pieces(text: str, room: float, size: float, bold: bool) -> list[str]:
    """Cut into what stays together; a word wider than the room is cut into its characters."""
    found: list[str] = []
    for piece in _WORD.findall(text):
        found += [piece] if width(piece, size, bold=bold) <= room else list(piece)
    return found


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return the text on one line, shortened with … where it is too wide; '' where not even … fits."""
    line = printable(text).replace("\n", " ").strip()
    if width(line, size, bold=bold) <= room:
        return line
    room -= width("…", size, bold=bold)
    if room < 0:
        return ""
    kept = ""
    for character in line:
        room -= width(character, size, bold=bold)
        if room < 0:
            break
        kept += character
    return kept.rstrip() + "…"
