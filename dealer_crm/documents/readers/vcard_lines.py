"""Cuts address books into cards and plain lines: folding, quoted-printable and character sets undone."""

from __future__ import annotations

import codecs
import contextlib
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEAD = re.compile(rb'(?:[\w-]+\.)?([A-Za-z][\w-]*)((?:;(?:"[^"]*"|[^":])*)?):(.*)', re.DOTALL)
_CHARSET = re.compile(rb'charset="?([\w.:-]+)', re.IGNORECASE)
_QUOTED = re.compile(rb"[;=,]\s*quoted-printable", re.IGNORECASE)
_BREAK = re.compile(rb"\r\n|\n|\r")
_DEFAULTS = ("utf-8", "gb18030")


@dataclass(frozen=True)
class Line:
    """One property: its name and parameters in capitals, its value decoded but still with its escapes."""

    name: str
    parameters: str
    value: str


def cards(content: bytes) -> Iterator[list[bytes] | None]:
    """Yield the physical lines of each card, without BEGIN and END; None for a card that is not closed."""
    lines: list[bytes] | None = None
    for line in _BREAK.split(content):
        word = line.strip().upper()
        if word == b"BEGIN:VCARD":
            if lines is not None:
                yield None
            lines = []
        elif word == b"END:VCARD":
            if lines is not None:
                yield lines
            lines = None
        elif lines is not None:
            lines.append(line)
    if lines is not None:
        yield None


def properties(lines: list[bytes], wanted: frozenset[str]) -> Iterator[Line]:
    """Yield the wanted properties of one card. Raises ValueError where a value fits no character set."""
    for joined in _logical(lines):
        found = _HEAD.match(joined)
        name = found.group(1).decode("ascii", "replace").upper() if found else ""
        if found and name in wanted:
            yield Line(name, found.group(2).decode("latin-1").upper(), _value(found.group(2), found.group(3)))


def _logical(lines: list[bytes]) -> Iterator[bytes]:
    """Join folded lines: a leading blank, or in quoted-printable a `=` at the end of the line before."""
    held: list[bytes] = []
    soft = False
    for line in lines:
        if soft:
            held[-1] = held[-1][:-1]
            held.append(line)
        elif line[:1] in (b" ", b"\t") and held:
            held.append(line[1:])
        else:
            if held:
                yield b"".join(held)
            held = [line]
        soft = line.endswith(b"=") and bool(_QUOTED.search(held[0].partition(b":")[0]))
    if held:
        yield b"".join(held)


def _value(parameters: bytes, raw: bytes) -> str:
    named = _CHARSET.search(parameters)
    quoted = bool(_QUOTED.search(parameters))
    value = quopri.decodestring(raw) if quoted else raw
    text = _decoded(value, named.group(1).decode("ascii", "replace") if named else "")
    return re.sub(r"\r\n|\r|\n", r"\\n", text)


def _decoded(value: bytes, charset: str) -> str:
    """Decode by the named character set, else as UTF-8, else as GB18030; phones cut long values inside a character.

    What Python names like a character set and is none (zlib, hex, rot13) does not count: only those encode text to bytes.
    Raises ValueError where none fits.
    """
    name = "gb18030" if charset.lower() == "gb2312" else charset
    named = ((name, True), (name, False)) if name else ()
    for encoding, final in (*named, *((default, final) for final in (True, False) for default in _DEFAULTS)):
        with contextlib.suppress(UnicodeError, LookupError, TypeError):
            " ".encode(encoding)
            return str(codecs.getincrementaldecoder(encoding)().decode(value, final))
    raise ValueError("character set")
