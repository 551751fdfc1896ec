"""Pinyin of names: full and initials, surnames in both readings (domain.md 3.8)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """One way to say a name: syllables without tones; other signs stay as they are, lower case."""

    syllables: tuple[str, ...]

    @property
    def full(self) -> str:
        """'zengyouyu'."""
        return "".join(self.syllables)

    @property
    def initials(self) -> str:
        """'zyy'."""
        return "".join(syllable[0] for syllable in self.syllables)


class Pinyin:
    """A table of readings; built once from the text of `resources/pinyin/pinyin.txt`."""

    def __init__(self, text: str) -> None:
        self._syllable: dict[str, str] = {}
        self._surnames: dict[str, tuple[str, ...]] = {}
        for line in text.splitlines():
            head, _, rest = line.partition(" ")
            if head == "=":
                name, _, reading = rest.partition(" ")
                self._surnames[name] = tuple(reading.split())
            else:
                self._syllable.update(dict.fromkeys(rest, head))

    def readings(self, name: str) -> list[Reading]:
        """Return the ways to say the name, as a surname first; at least one, '' gives an empty one."""
        plain = "".join(name.split())
        usual = self._plain(plain)
        for length in (2, 1):
            surname = self._surnames.get(plain[:length])
            if surname and len(plain) >= length:
                other = Reading((*surname, *self._plain(plain[length:]).syllables))
                return [other] if other == usual else [other, usual]
        return [usual]

    def sort_key(self, name: str) -> str:
        """Order by sound, syllable by syllable, then by the characters themselves."""
        return sort_key(self.readings(name)[0], name)

    def _plain(self, text: str) -> Reading:
        syllable = self._syllable.get
        return Reading(tuple([syllable(c) or c.casefold() for c in text[:60]]))


def sort_key(reading: Reading, name: str) -> str:
    """Order a name by this reading, syllable by syllable, then by the characters themselves."""
    return f"{' '.join(reading.syllables)} {name}"[:200]
