"""Ready wording to copy or to read out, with fields that the program fills in (domain.md 2.12)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dealer_crm.domain.trade import Entry

FIELD = re.compile(r"\{(\w+)\}")
BLANK = "____"


@dataclass(frozen=True)
class Phrase(Entry):
    """One wording. `title_zh` and `title_en` say when it is used; phrases of one `group` belong together, in order.

    `keywords` are what a customer says when this is the one to answer with.
    """

    code: str
    group: str
    title_zh: str
    title_en: str
    keywords: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """Return when it is used, in a language."""
        return self.title_zh if language == "zh" else self.title_en


def fields(text: str) -> list[str]:
    """Return the fields a wording asks for, each once, in order."""
    return list(dict.fromkeys(FIELD.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the wording with its fields filled in; what is not known is left to be written in."""
    return FIELD.sub(lambda match: values.get(match.group(1)) or BLANK, text)


def answering(phrases: Iterable[Phrase], said: str) -> Phrase | None:
    """Return the first wording that answers what was said, by its keywords as whole words; None where none does."""
    return next((phrase for phrase in phrases if any(_occurs(keyword, said) for keyword in phrase.keywords)), None)


def _occurs(keyword: str, said: str) -> bool:
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(keyword)}(?![A-Za-z0-9])", said, re.IGNORECASE) is not None
