"""The lines of address books and calendars (RFC 6350, RFC 5545): signs escaped, long lines folded between characters."""

from __future__ import annotations

LINE_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def escaped(text: str) -> str:
    """Return a text as the value of a property."""
    return text.translate(_ESCAPES)


def folded(line: str) -> bytes:
    """Cut a line into pieces of at most 75 octets without cutting a character."""
    pieces, room = [b""], LINE_OCTETS
    for character in line:
        octets = character.encode()
        if len(pieces[-1]) + len(octets) > room:
            pieces.append(b"")
            room = LINE_OCTETS - 1
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
