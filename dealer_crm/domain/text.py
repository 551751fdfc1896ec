"""Text as it is kept, as it is compared, and as it may name a file."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_TURNS = re.compile("[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")
_OPENS, _CLOSES = "\u2066\u2067\u2068", "\u2069"
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*%]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$) *(?:\.|$)", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")
FILE_NAME_BYTES = 200


def clean(text: str) -> str:
    """NFC, line ends \\n, without what no file format holds (C0 but tab and newline, lone surrogates, U+FFFE/FFFF)."""
    if text.isprintable():
        return unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    """Cleaned, on one line, without spaces at the ends."""
    plain = clean(text)
    return " ".join(plain.split()) if " " in plain or not plain.isprintable() else plain


def fold(text: str) -> str:
    """Text as search compares it: full-width and case folded, spaces collapsed, invisible marks gone."""
    folded = text.casefold()
    if text.isprintable() and (text.isascii() or (folded == text and unicodedata.is_normalized("NFKC", text))):
        return " ".join(folded.split()) if " " in folded else folded
    visible = _INVISIBLE.sub("", clean(text))
    twice = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    return " ".join(unicodedata.normalize("NFKC", twice.casefold()).split())


def apart(text: str) -> str:
    """Return a text as it stands inside a sentence: what turns its reading round ends with it, also where it is never closed."""
    if text.isascii() or not _TURNS.search(text):
        return text
    return "\n".join(_isolated(line) for line in text.split("\n"))


def _isolated(line: str) -> str:
    """Return a line in an isolate that holds it whole, whatever of its own it opens or closes."""
    opened = before = 0
    for sign in line:
        if sign in _OPENS:
            opened += 1
        elif sign == _CLOSES and opened:
            opened -= 1
        elif sign == _CLOSES:
            before += 1
    return "\u2068" * (before + 1) + line + _CLOSES * (opened + 1)


def file_name(text: str) -> str:
    """Suggest a file name that Windows, macOS and Linux accept: at most 200 UTF-8 bytes, a short suffix is kept.

    Separators, reserved device names, direction marks, dots and spaces at the ends are taken out; never empty.
    """
    visible = clean("".join(c for c in clean(text) if unicodedata.category(c) not in ("Cc", "Cf", "Cn") or c in "\t\n"))
    name = _ends(_NOT_IN_FILE_NAMES.sub("_", " ".join(visible.split())))
    found = _SUFFIX.search(name)
    suffix = found.group() if found and found.start() else ""
    room = FILE_NAME_BYTES - len(suffix) - 1
    stem = name.removesuffix(suffix).encode()[:room].decode(errors="ignore")
    name = _ends(stem) + suffix if _ends(stem) else "file" + suffix
    return f"_{name}" if _RESERVED.match(name) else name


def _ends(name: str) -> str:
    return name.lstrip(" .-~").rstrip(" .")
