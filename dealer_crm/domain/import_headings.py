"""Finds the row of headings under the notes of a foreign sheet, and what each column fills."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dealer_crm.domain import phones
from dealer_crm.domain.import_cells import Cell, text_of
from dealer_crm.domain.imports import NAMING, SEVERAL, Target
from dealer_crm.domain.text import fold

if TYPE_CHECKING:
    from dealer_crm.domain.import_details import Slot

LOOK = 30
"""Headings stand within the first rows."""
SAMPLES = 50
_BRACKETS = re.compile(r"[(\[【<{].*?[)\]】>}]")
_SIGNS = re.compile(r"[\s*:_\-./#'\"、,;&?|~^%!。：·]+")
_OF_WHOM = re.compile(r"^(?:客户|顾客|业主|用户|会员|收货人|收件人|联系人|customer|client|contact)(?=.)")
_PLACE_WORD = re.compile(r"[省市区县镇乡村路街道巷弄号幢栋室]|小区|花园|street|road|ave", re.IGNORECASE)
_HAN_NAME = re.compile(r"[\u3400-\u9fff·]{2,4}(?:先生|女士|总|老师)?")


def plain(heading: str) -> str:
    """Return a heading as it is compared: 手机号*（必填） → 手机号."""
    folded = fold(heading)
    return _SIGNS.sub("", _BRACKETS.sub("", folded)) or _SIGNS.sub("", folded.strip("()[]【】<>{}"))


@dataclass(frozen=True)
class Found:
    """The row of headings (index, -1 = none) and what each column fills."""

    row: int
    targets: tuple[Slot, ...]


class Headings:
    """A table of headings; built once from the text of `resources/imports/headings.toml`."""

    def __init__(self, text: str, own: Mapping[str, Slot] | None = None, further: Mapping[str, Slot] | None = None) -> None:
        """`own` are the headings of our exports; they overrule the table, which overrules `further`."""
        self._sure: dict[str, Slot] = {plain(word): target for word, target in (further or {}).items()}
        self._likely: dict[str, Target] = {}
        for name, entry in tomllib.loads(text).items():
            target = Target(name)
            self._sure.update((plain(word), target) for word in (*entry["sure"], name))
            self._likely.update((plain(word), target) for word in entry.get("likely", ()))
        self._sure.update((plain(word), target) for word, target in (own or {}).items())

    def target(self, heading: str) -> tuple[Slot | None, bool]:
        """Return what the heading means, and whether that is sure."""
        text = plain(heading)
        bare = re.sub(r"\d+", "", text)
        for word in (text, bare, _OF_WHOM.sub("", bare)):
            if word in self._sure:
                return self._sure[word], True
            if word in self._likely:
                return self._likely[word], False
        return None, False

    def find(self, rows: Sequence[Sequence[Cell]]) -> int:
        """Return the index of the row of headings: the first that names most fields; -1 where none does."""
        best, row = 0, -1
        for index, cells in enumerate(rows[:LOOK]):
            score = self._score(cells)
            if score > best:
                best, row = score, index
        return row

    def _score(self, cells: Sequence[Cell]) -> int:
        texts = [text for cell in cells if isinstance(cell, str) and (text := cell.strip())]
        known = {target for text in texts if len(text) <= 40 and (target := self.target(text)[0]) is not None}
        useful = known - {Target.NOTHING}
        if len(useful) >= 2 or (useful and len(texts) == 1):
            return len(known)
        return 0

    def mapping(self, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> tuple[Slot, ...]:
        """Return what each column fills. A field is filled once, the surest heading first; the rest is kept in the note."""
        found = [self.target(heading) for heading in headings]
        taken: set[Slot] = set()
        targets: list[Slot] = [Target.NOTHING] * len(headings)
        for sure in (True, False):
            for index, (target, is_sure) in enumerate(found):
                if target is None or is_sure is not sure:
                    continue
                free = target in SEVERAL or target not in taken
                targets[index] = target if free else Target.KEEP
                taken.add(target)
        for index, heading in enumerate(headings):
            unknown = found[index][0] is None and bool(heading.strip())
            if (unknown or targets[index] is Target.KEEP) and _telling(rows, index):
                targets[index] = Target.KEEP
            elif targets[index] is Target.KEEP:
                targets[index] = Target.NOTHING
        return tuple(targets)


def _telling(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """Tell whether a column holds more than blanks and switches."""
    texts = {text_of(row[column]).casefold() for row in rows[:SAMPLES] if column < len(row)}
    return not texts <= {"", "true", "false"}


def guess(rows: Sequence[Sequence[Cell]], width: int) -> tuple[Slot, ...]:
    """Return what the columns of a sheet without headings seem to fill: phones, a name, an address; the rest is not taken."""
    targets = [Target.NOTHING] * width
    wanted: list[tuple[Target, re.Pattern[str]]] = [(Target.NAME, _HAN_NAME), (Target.STREET, _PLACE_WORD)]
    for column in range(width):
        texts = [text for row in rows[:SAMPLES] if column < len(row) and (text := text_of(row[column]))]
        if texts and sum(_is_phone(text) for text in texts) * 2 > len(texts):
            targets[column] = Target.PHONE
            continue
        for target, pattern in wanted:
            fits = sum(bool(pattern.fullmatch(t) if target is Target.NAME else pattern.search(t)) for t in texts)
            if target not in targets and fits * 2 > len(texts):
                targets[column] = target
                break
    return tuple(targets)


def _is_phone(text: str) -> bool:
    kinds = {phones.kind(number) for number in phones.split(text)}
    return bool(kinds & {phones.PhoneKind.MOBILE, phones.PhoneKind.LANDLINE})


def says_who(targets: Sequence[Slot]) -> bool:
    """Tell whether some column holds a name or a phone."""
    return not NAMING.isdisjoint(targets)
