"""Words that promise more than a shop can keep, found in what is written to a customer, with what to say instead (S1-12)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from dealer_crm.domain.text import fold
from dealer_crm.domain.trade import Entry


@dataclass(frozen=True)
class TooMuch(Entry):
    """Words that say too much; the entry's own words say what to write instead. Within `unless` they are harmless."""

    code: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = field(default=())

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Find harmless words first, so that what stands within them is passed over."""
        harmless = "|".join(_pattern(word) for word in sorted(self.unless, key=len, reverse=True))
        found = "|".join(_pattern(word) for word in sorted(self.words, key=len, reverse=True))
        return re.compile(f"{harmless}|({found})" if harmless else f"({found})")


@dataclass(frozen=True)
class Flag:
    """A word as it stands in the text, and the entry that speaks of it."""

    word: str
    entry: TooMuch


def flags(text: str, entries: Iterable[TooMuch]) -> tuple[Flag, ...]:
    """Return what promises too much, in the order of the text, each word once; case, width and spaces do not matter."""
    folded = fold(text)
    found: dict[str, tuple[int, Flag]] = {}
    for entry in entries:
        for match in entry.pattern.finditer(folded):
            if word := match.group(1):
                found.setdefault(word, (match.start(), Flag(word, entry)))
    ordered = sorted(found.values(), key=lambda one: (one[0], -len(one[1].word)))
    return tuple(flag for _at, flag in ordered)


def _pattern(word: str) -> str:
    """Return a pattern for a word: Latin words only as whole ones, spaces at will."""
    folded = fold(word)
    plain = r"\s*".join(re.escape(part) for part in folded.split())
    return rf"(?<![a-z]){plain}(?![a-z])" if folded[0].isascii() and folded[0].isalpha() else plain
