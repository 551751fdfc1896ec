"""Understands the words that foreign sheets use for our choices: 'A(重点客户)', '男', '老带新'."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping

from dealer_crm.domain.import_headings import plain
from dealer_crm.domain.text import fold

_PARTS = re.compile(r"[/、,，;；|+\n]+")
_BEFORE_BRACKET = re.compile(r"[(（\[【:：].*", re.DOTALL)


class Words:
    """A table of words per choice; built once from the text of `resources/imports/words.toml`.

    `labels` are what we call the values ourselves, in every language.
    """

    def __init__(self, text: str, labels: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._values: dict[str, dict[str, str]] = {}
        for name, entries in tomllib.loads(text).items():
            table = self._values.setdefault(name, {})
            for value, words in entries.items():
                table.update((plain(word), value) for word in (*words, value))
        for target, own in (labels or {}).items():
            self._values.setdefault(target, {}).update((plain(word), value) for word, value in own.items())
        self._labels = {fold(word) for own in (labels or {}).values() for word in own}
        self._empty = {fold(word) for word in tomllib.loads(text).get("empty", {}).get("empty", ())}
        self._longest_empty = max(map(len, self._empty), default=0)
        self._asked: dict[tuple[str, str], str | None] = {}

    def says_nothing(self, text: str) -> bool:
        """Tell whether the cell only says that there is nothing to say."""
        return len(text) <= self._longest_empty and fold(text) in self._empty

    def value(self, target: str, text: str) -> str | None:
        """Return the value the text names; None for a word that is not known. Columns repeat themselves, so answers are kept."""
        if (target, text) not in self._asked:
            self._asked[target, text] = self._look_up(target, text)
        return self._asked[target, text]

    def _look_up(self, target: str, text: str) -> str | None:
        table = self._values.get(target, {})
        for word in (text, _BEFORE_BRACKET.sub("", text)):
            if (found := table.get(plain(word))) is not None:
                return found
        return None

    def values(self, target: str, text: str) -> list[str] | None:
        """Return the values of a list of words, each once; None where one of them is not known."""
        for pieces in ([text], text.split(" / "), _PARTS.split(text), text.split()):
            found = [self.value(target, piece) for piece in pieces if piece.strip()]
            known = [value for value in found if value is not None]
            if len(known) == len(found):
                return list(dict.fromkeys(known))
        return None

    def ours(self, text: str) -> bool:
        """Tell whether the text is what we call a value ourselves."""
        return fold(text) in self._labels

    def yes(self, text: str) -> bool | None:
        """Return what a switch says; None for a word that is not known."""
        found = self._values.get("yes", {}).get(plain(text)) or self._values.get("yes", {}).get(fold(text))
        return None if found is None else found == "yes"


def staff_words(staff: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Return staff ids by folded name; a name that two share stands for nobody."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for staff_id, name in staff:
        key = plain(name)
        if key in found:
            twice.add(key)
        found[key] = staff_id
    return {key: value for key, value in found.items() if key not in twice}
