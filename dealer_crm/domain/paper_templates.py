"""What a shop has chosen of a kind of paper: blocks, columns, its own words, places to sign, copies, letters, logo and code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, TypeVar
from unicodedata import east_asian_width

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import clean, one_line

Item = TypeVar("Item")

TEXT_SCALES = (90, 100, 110, 120)
"""Per cent of the usual letters; no letter is ever smaller than nine points on paper for needles."""
LOGO_HEIGHTS = (8, 20)
"""Millimetres: the lowest and the highest."""
MOST_LINES = 40
MOST_COPIES = 6
LONGEST_WORDS = 1_000
LONGEST_TITLE, CHINESE_TITLE, LATIN_TITLE = 200, 20, 36
"""How wide a title may be, in tenths of the height of its letters, so that small papers print it whole: about so many letters."""
_WIDE, _CAPITAL, _SMALL = 10, 7.5, 5.5


class PaperTitleTooLong(DomainError):
    """A title would not stand whole on small papers. Parameters: title, chinese, latin (about so many letters have room)."""

    field = "title"

    def __init__(self, *, title: str, chinese: int = CHINESE_TITLE, latin: int = LATIN_TITLE) -> None:
        super().__init__(title=title, chinese=chinese, latin=latin)


def check_title(title: Words) -> None:
    """Raise PaperTitleTooLong where the own title of a paper has no room on the smallest one."""
    for text in (title.zh, title.en):
        if sum(map(_drawn, text)) > LONGEST_TITLE:
            raise PaperTitleTooLong(title=text)


def _drawn(letter: str) -> float:
    if east_asian_width(letter) in "WFA":
        return _WIDE
    return _CAPITAL if letter.isupper() or letter in "mw@%&" else _SMALL


class CopyColour(StrEnum):
    """Colours of carbonless paper, in the order the sheets usually lie."""

    WHITE = "white"
    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"


@dataclass(frozen=True)
class Words:
    """One text in both languages; '' = the usual one."""

    zh: str = ""
    en: str = ""

    def said(self, language: str) -> str:
        """Return the text in a language (zh or en); where only the other one was written, that."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)

    def cleaned(self, *, line: bool = False) -> Words:
        """Return both texts cleaned, as one line where they are names."""
        tidy = one_line if line else lambda text: clean(text).strip()
        return Words(tidy(self.zh)[:LONGEST_WORDS], tidy(self.en)[:LONGEST_WORDS])


@dataclass(frozen=True)
class CopyStyle:
    """One copy of a paper (联): what it is called, the colour of its sheet, and what differs on it.

    `without` are the columns and blocks that it leaves out, `remark` is printed on it alone.
    """

    name: Words = Words()
    colour: CopyColour = CopyColour.WHITE
    prices: bool = True
    without: tuple[str, ...] = ()
    remark: Words = Words()

    @property
    def content(self) -> tuple[object, ...]:
        """What of the copy changes the paper; copies of equal content are laid out once."""
        return self.prices, self.without, self.remark


@dataclass(frozen=True)
class PaperTemplate:
    """What was chosen for one kind of paper; a template without any choice prints the paper as the program means it.

    `without` are blocks and places to sign that are left out; `columns` the columns in their order, () = the usual ones; `words` own
    texts by their code; `lines` per page, 0 = as many as fit; `text_scale` in per cent; `logo_height` in mm; `struck` = the rest of a
    short table says that nothing follows (以下空白); `copies` () = the usual ones.
    """

    kind: str
    title: Words = Words()
    without: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict, hash=False)
    lines: int = 0
    text_scale: int = 100
    logo: bool = True
    logo_height: int = 12
    code: bool = True
    struck: bool = True
    copies: tuple[CopyStyle, ...] = ()
    version: int = 0

    def shows(self, part: str) -> bool:
        """Tell whether a block or a place to sign is printed."""
        return part not in self.without

    def said(self, part: str, language: str, usual: str = "") -> str:
        """Return the shop's own text of a part, or the usual one."""
        own = self.words.get(part)
        return (own.said(language) if own else "") or usual

    def ordered(self, columns: Mapping[str, Item], copy: CopyStyle | None = None) -> dict[str, Item]:
        """Return the columns of a paper as chosen, by their codes; what the copy leaves out is missing, unknown codes are skipped."""
        chosen = [code for code in self.columns if code in columns] or list(columns)
        left_out = copy.without if copy else ()
        return {code: columns[code] for code in chosen if code not in left_out}

    def copy(self, name: str, language: str, usual: Sequence[CopyStyle] = ()) -> CopyStyle:
        """Return the copy of that name; one that is not known (any more) is an ordinary one."""
        found = (style for style in self.copies or usual if style.name.said(language) == name)
        return next(found, CopyStyle(Words(name, name)))

    def checked(self) -> PaperTemplate:
        """Return the template with texts cleaned and numbers inside what can be meant."""
        return replace(
            self,
            title=self.title.cleaned(line=True),
            words={code: words.cleaned() for code, words in self.words.items() if words != Words()},
            lines=min(max(self.lines, 0), MOST_LINES),
            text_scale=min(TEXT_SCALES, key=lambda scale: abs(scale - self.text_scale)),
            logo_height=min(max(self.logo_height, LOGO_HEIGHTS[0]), LOGO_HEIGHTS[1]),
            copies=tuple(_tidy(copy) for copy in self.copies if copy.name.cleaned(line=True) != Words())[:MOST_COPIES],
        )

    def plain(self) -> dict[str, Any]:
        """Return what is stored of the template: the choices that differ from the usual, without kind and version."""
        usual = asdict(PaperTemplate(self.kind))
        return {name: value for name, value in asdict(self).items() if name not in ("kind", "version") and value != usual[name]}


def template_of(kind: str, stored: Mapping[str, Any], version: int = 0) -> PaperTemplate:
    """Read a template as `plain` gives it; what is not sound is left at its usual value."""
    known = {each.name: each for each in fields(PaperTemplate)}
    sound = {name: _READ[name](value) for name, value in stored.items() if name in known and name in _READ and _is(name, value)}
    return PaperTemplate(kind=kind, version=version, **sound).checked()


def _tidy(copy: CopyStyle) -> CopyStyle:
    return replace(copy, name=copy.name.cleaned(line=True), remark=copy.remark.cleaned(line=True))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value)


def _words(value: Any) -> Words:
    return Words(str(value.get("zh", "")), str(value.get("en", ""))) if isinstance(value, Mapping) else Words()


def _copies(value: Any) -> tuple[CopyStyle, ...]:
    return tuple(_copy(one) for one in value if isinstance(one, Mapping))


def _copy(stored: Mapping[str, Any]) -> CopyStyle:
    colours = {one.value: one for one in CopyColour}
    without = stored.get("without")
    return CopyStyle(
        name=_words(stored.get("name")),
        colour=colours.get(str(stored.get("colour")), CopyColour.WHITE),
        prices=stored.get("prices") is not False,
        without=_texts(without) if isinstance(without, list | tuple) else (),
        remark=_words(stored.get("remark")),
    )


_READ: Mapping[str, Any] = {
    "title": _words,
    "without": _texts,
    "columns": _texts,
    "words": lambda value: {str(code): _words(words) for code, words in value.items()},
    "lines": int,
    "text_scale": int,
    "logo": bool,
    "logo_height": int,
    "code": bool,
    "struck": bool,
    "copies": _copies,
}
_SHAPES: Mapping[str, type | tuple[type, ...]] = {
    "title": Mapping,
    "without": (list, tuple),
    "columns": (list, tuple),
    "words": Mapping,
    "copies": (list, tuple),
    **dict.fromkeys(("lines", "text_scale", "logo_height"), int),
}


def _is(name: str, value: object) -> bool:
    if name in ("logo", "code", "struck"):
        return isinstance(value, bool)
    return isinstance(value, _SHAPES[name]) and not isinstance(value, bool)
