"""The two bundled fonts as reportlab needs them: registered once, embedded always, every character looked up."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from dealer_crm import resources
from dealer_crm.domain.text import clean

REGULAR = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"
BOX = "□"
"""Drawn for a character that no bundled font has."""
_BLOCK = 100


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
    font = ttfonts.TTFont(name, str(resources.path("fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(font)
    known = font.face.charToGlyph
    return Face(name, {code: font.face.charWidths.get(code, font.face.defaultWidth) for code in known})


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


def printable(text: str) -> str:
    """Return the text as it is drawn: cleaned, tabs as spaces, invisible marks gone, what has no glyph as □."""
    regular, _bold = faces()
    visible = (" " if c == "\t" else c for c in clean(text) if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Mn"))
    return "".join(c if c == "\n" or ord(c) in regular.widths else _substitute(c) for c in visible)


def _substitute(character: str) -> str:
    """Take a plain space for a rare one, and the compatible form of a character where the font has it."""
    if character.isspace():
        return " "
    regular, _bold = faces()
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain != character and all(ord(c) in regular.widths for c in plain) else BOX


def missing(text: str) -> str:
    """Return the characters of the text that would be drawn as □, each once, in order."""
    return "".join(dict.fromkeys(c for c in clean(text) if c != BOX and printable(c) == BOX))


def runs(text: str, *, bold: bool) -> list[tuple[str, str]]:
    """Cut printable text into pieces of one font each: bold where the bold font has the character."""
    regular, heavy = faces()
    if not bold:
        return [(regular.name, text)] if text else []
    named = ((heavy.name if ord(c) in heavy.widths else regular.name, c) for c in text)
    return [(name, "".join(c for _, c in group)) for name, group in groupby(named, key=lambda pair: pair[0])]


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of printable text in points."""
    regular, heavy = faces()
    first, second = (heavy.widths, regular.widths) if bold else (regular.widths, {})
    return sum(first.get(code) or second.get(code, 0.0) for code in map(ord, text)) * size / 1000
