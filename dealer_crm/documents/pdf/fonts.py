"""The bundled fonts, and spare ones of the computer, as reportlab needs them: embedded always, every character looked up."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from dealer_crm import resources
from dealer_crm.documents.pdf.spare_fonts import BOX, SpareFont, folders, spare_fonts
from dealer_crm.domain.text import clean

REGULAR = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"
_BLOCK = 100
_LEFTWARDS = frozenset(("R", "AL"))
"""Scripts that need more than a glyph for each character."""
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp", "Mn"))
_NO_CHARACTER = frozenset(("Cn", "Co", "Cs"))
_KEPT = 4096
"""Texts that are remembered: labels come again on every paper, and each text is asked about several times."""


@dataclass(frozen=True)
class Face:
    """A registered font: advances in thousandths of the size, by code point."""

    name: str
    widths: dict[int, float]


@cache
def faces() -> tuple[Face, Face]:
    """Register both weights on first use and return them: regular, bold."""
    rl_config.useA85 = 0
    rl_config.canvas_basefontname = REGULAR
    ttfonts.makeToUnicodeCMap = to_unicode
    return _face(REGULAR), _face(BOLD)


def _face(name: str) -> Face:
    font = ttfonts.TTFont(name, str(resources.path("fonts", f"{name}.ttf")), asciiReadable=0)
    font.face.get_table = _cutting(font.face)  # type: ignore[method-assign]
    pdfmetrics.registerFont(font)
    known = font.face.charToGlyph
    return Face(name, {code: font.face.charWidths.get(code, font.face.defaultWidth) for code in known})


class _Spares:
    """Letters of the computer's own fonts, by character; `places` are the folders, None = those of the system."""

    def __init__(self) -> None:
        self.places: tuple[Path, ...] | None = None
        self._faces: dict[str, Face | None] = {}
        self._loaded: dict[tuple[Path, int], Face | None] = {}

    def use(self, places: tuple[Path, ...] | None) -> None:
        """Look in other folders from now on."""
        self.places = places
        self._faces.clear()
        printable.cache_clear()
        _advance.cache_clear()
        for bold in (False, True):
            advances = _advances(bold)
            for character in set(advances) - {chr(code) for face in faces() for code in face.widths}:
                del advances[character]

    def face(self, character: str) -> Face | None:
        """Return the font of the computer that has a character no bundled font has, if one is there."""
        if character not in self._faces:
            self._faces[character] = self._found(character)
        return self._faces[character]

    def _found(self, character: str) -> Face | None:
        code = ord(character)
        if unicodedata.bidirectional(character) in _LEFTWARDS or unicodedata.category(character) in _NO_CHARACTER:
            return None
        places = tuple(folders()) if self.places is None else self.places
        named = (self._load(font) for font in spare_fonts(places) if font.has(code))
        return next((face for face in named if face is not None and code in face.widths), None)

    def _load(self, font: SpareFont) -> Face | None:
        """Register a font; what reportlab cannot read is left out."""
        key = font.path, font.index
        if key not in self._loaded:
            try:
                self._loaded[key] = _spare_face(f"Spare{len(self._loaded)}-{_plain(font.path.stem)}", font)
            except (ttfonts.TTFError, OSError, ValueError, KeyError, IndexError, struct.error):
                self._loaded[key] = None
        return self._loaded[key]


def _spare_face(name: str, spare: SpareFont) -> Face:
    """Register a font under a name of its own: reportlab takes two faces of one name for the same."""
    font = ttfonts.TTFont(name, str(spare.path), subfontIndex=spare.index, asciiReadable=0)
    font.face.name = name.encode()
    pdfmetrics.registerFont(font)
    face = font.face
    return Face(name, {code: face.charWidths.get(code, face.defaultWidth) for code, glyph in face.charToGlyph.items() if glyph})


def _plain(name: str) -> str:
    return "".join(sign for sign in name if sign.isascii() and sign.isalnum())


class _Stretch:
    """A table of a font that is cut out piece by piece: to copy all its drawings takes longer than to make a note."""

    def __init__(self, face: Any, start: int) -> None:
        self._face = face
        self._start = start

    def __getitem__(self, piece: slice) -> bytes:
        found: bytes = self._face.get_chunk(self._start + piece.start, piece.stop - piece.start)
        return found


def _cutting(face: Any) -> Callable[[str], bytes | _Stretch]:
    """Return what gives the tables of a face to whoever puts a part of it into a file."""
    whole, start = face.get_table, face.get_table_pos("glyf")[0]
    return lambda tag: _Stretch(face, start) if tag == "glyf" else whole(tag)


def to_unicode(fontname: str, subset: Sequence[int]) -> str:
    """Return the table by which a PDF's text is searched and copied.

    reportlab's own writes characters beyond U+FFFF with five digits, which readers take for another character.
    """
    pairs = [f"<{i:02X}> <{chr(code).encode('utf-16-be', 'surrogatepass').hex().upper()}>" for i, code in enumerate(subset)]
    blocks = [pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK)]
    head = f"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n<< /Registry ({fontname})"
    names = f"/Ordering ({fontname})\n/Supplement 0\n>> def\n/CMapName /{fontname} def\n/CMapType 2 def"
    space = f"1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange"
    body = "\n".join("\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks)
    return f"{head}\n{names}\n{space}\n{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


@lru_cache(maxsize=_KEPT)
def printable(text: str) -> str:
    """Return the text as it is drawn: cleaned, tabs as spaces, invisible marks gone, what has no glyph as □."""
    regular, _bold = faces()
    cleaned = clean(text)
    if _drawn_as_they_are().issuperset(cleaned):
        return cleaned
    visible = (" " if c == "\t" else c for c in cleaned if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)
    return "".join(c if c == "\n" or ord(c) in regular.widths else _substitute(c) for c in visible)


@cache
def _drawn_as_they_are() -> frozenset[str]:
    regular, _bold = faces()
    return frozenset(c for c in map(chr, regular.widths) if unicodedata.category(c) not in _UNSEEN) | {"\n"}


def _substitute(character: str) -> str:
    """Take a plain space for a rare one, the compatible form of a character where the font has it, else a font of the computer."""
    if character.isspace():
        return " "
    regular, _bold = faces()
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and all(ord(c) in regular.widths for c in plain):
        return plain
    return character if spares.face(character) else BOX


def missing(text: str) -> str:
    """Return the characters of the text that would be drawn as □, each once, in order."""
    if BOX not in printable(text):
        return ""
    return "".join(dict.fromkeys(c for c in clean(text) if c != BOX and printable(c) == BOX))


def lost_words(texts: Iterable[str]) -> str:
    """Return what the keywords of a file keep of characters that stand as □ in it, as `render.missing_of` reads it; '' without any."""
    lost = "".join(dict.fromkeys("".join(map(missing, texts))))
    return BOX + lost if lost else ""


def runs(text: str, *, bold: bool) -> list[tuple[str, str]]:
    """Cut printable text into pieces of one font each: bold where the bold font has the character, spare where no bundled one has."""
    regular, heavy = faces()
    if not bold and _drawn_as_they_are().issuperset(text):
        return [(regular.name, text)] if text else []
    if bold and _heavy().issuperset(text):
        return [(heavy.name, text)] if text else []
    named = ((_font_of(c, bold=bold), c) for c in text)
    return [(name, "".join(c for _, c in group)) for name, group in groupby(named, key=lambda pair: pair[0])]


@cache
def _heavy() -> frozenset[str]:
    _regular, heavy = faces()
    return frozenset(map(chr, heavy.widths))


def _font_of(character: str, *, bold: bool) -> str:
    regular, heavy = faces()
    code = ord(character)
    if code in regular.widths or bold and code in heavy.widths:
        return heavy.name if bold and code in heavy.widths else regular.name
    spare = spares.face(character)
    return spare.name if spare else regular.name


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of printable text in points."""
    return _advance(text, bold) * size / 1000


@lru_cache(maxsize=_KEPT)
def _advance(text: str, bold: bool) -> float:  # noqa: FBT001
    return sum(map(_advances(bold).__getitem__, text))


class _Advances(dict[str, float]):
    """Advances by character; what the bundled fonts lack is asked of the spare ones, what no font has takes no room."""

    def __missing__(self, character: str) -> float:
        spare = spares.face(character) if character != "\n" else None
        advance = self[character] = spare.widths[ord(character)] if spare else 0.0
        return advance


@cache
def _advances(bold: bool) -> _Advances:  # noqa: FBT001
    regular, heavy = faces()
    if not bold:
        return _Advances((chr(code), advance) for code, advance in regular.widths.items())
    codes = regular.widths | heavy.widths
    return _Advances((chr(code), heavy.widths.get(code) or regular.widths.get(code, 0.0)) for code in codes)


spares = _Spares()
