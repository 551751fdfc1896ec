"""A ready wording as the shop says it in place of the shipped one: what may stand in it, and when it is as shipped after all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dealer_crm.domain.errors import DomainError, NotFound
from dealer_crm.domain.phrases import Phrase, fields
from dealer_crm.domain.text import clean

LONGEST = 500
"""So many characters a wording has at most: it is said on the phone or sent as one message."""
ALWAYS = frozenset({"salutation", "shop", "staff"})
"""What every wording may name, whatever group it belongs to."""


class PhraseUnknown(NotFound):
    """The trade has no wording of this code. Parameter: number."""


class PhraseFieldUnknown(DomainError):
    """A field in braces is not one the program fills in. Parameters: name, known (the fields it fills in)."""


class PhraseFieldUnknownZh(PhraseFieldUnknown):
    """It stands in the Chinese wording. Parameters: name, known."""

    field = "zh"


class PhraseFieldUnknownEn(PhraseFieldUnknown):
    """It stands in the English wording. Parameters: name, known."""

    field = "en"


class PhraseTooLong(DomainError):
    """The wording is too long to be said or sent. Parameter: most."""


class PhraseTooLongZh(PhraseTooLong):
    """The Chinese one. Parameter: most."""

    field = "zh"


class PhraseTooLongEn(PhraseTooLong):
    """The English one. Parameter: most."""

    field = "en"


@dataclass(frozen=True)
class OwnWords:
    """How the shop says one wording; "" = as it is shipped in that language."""

    zh: str = ""
    en: str = ""

    def checked(self, shipped: Phrase, known: frozenset[str]) -> OwnWords:
        """Return the words cleaned, "" where they are the shipped ones. Raises PhraseTooLong, PhraseFieldUnknown of the language."""
        zh = _cleaned(self.zh, shipped.zh)
        en = _cleaned(self.en, shipped.en)
        for words, too_long, unknown in ((zh, PhraseTooLongZh, PhraseFieldUnknownZh), (en, PhraseTooLongEn, PhraseFieldUnknownEn)):
            if len(words) > LONGEST:
                raise too_long(most=LONGEST)
            for name in fields(words):
                if name not in known:
                    raise unknown(name=f"{{{name}}}", known=", ".join(f"{{{one}}}" for one in sorted(known)))
        return OwnWords(zh, en)


def _cleaned(words: str, shipped: str) -> str:
    cleaned = clean(words).strip()
    return "" if cleaned == shipped.strip() else cleaned


def known_fields(phrases: Iterable[Phrase], group: str) -> frozenset[str]:
    """Return the fields that the program fills in for wordings of a group: those its shipped wordings use, and the usual ones."""
    used = (name for phrase in phrases if phrase.group == group for words in (phrase.zh, phrase.en) for name in fields(words))
    return frozenset(used) | ALWAYS


def as_said(phrase: Phrase, own: Mapping[str, OwnWords]) -> Phrase:
    """Return a wording as the shop says it."""
    words = own.get(phrase.code)
    return replace(phrase, zh=words.zh or phrase.zh, en=words.en or phrase.en) if words else phrase
