"""Translations without global state: translator(language) gives an object that speaks one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations

from dealer_crm import resources

DOMAIN = "dealer_crm"


@dataclass(frozen=True)
class Language:
    """One that the program speaks: what its own speakers call it, and its tag for papers and for Qt's own words."""

    own_name: str
    tag: str


LANGUAGES: Mapping[str, Language] = {"zh": Language("中文", "zh-CN"), "en": Language("English", "en")}
"""The languages that are offered; the first is spoken where the computer names none, English where it names another one."""


def N_(msgid: str) -> str:  # noqa: N802 - the name gettext tools expect
    """Mark a text in a table for extraction; it is translated where it is shown."""
    return msgid


class Translator:
    """Speaks one language. Call it with a literal and format the result: t("{n} of {m}").format(n=1, m=2)."""

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, msgid: str) -> str:
        """Return the text; the empty one stays empty (gettext would answer with the catalogue's header)."""
        return self._catalogue.gettext(msgid) if msgid else ""

    def plural(self, one: str, many: str, n: int) -> str:
        """Return the form for n things; format(n=n) it afterwards."""
        return self._catalogue.ngettext(one, many, n)

    def context(self, context: str, msgid: str) -> str:
        """Return the text of a word that means different things in different places, e.g. context("button", "Open")."""
        return self._catalogue.pgettext(context, msgid) if msgid else ""

    def __repr__(self) -> str:
        return f"Translator({self.language!r})"


@cache
def translator(language: str) -> Translator:
    """Return the translator of a language. English needs no catalogue: its texts are the msgids, and what others lack.

    Raises ValueError for a language that the program does not speak.
    """
    if language not in LANGUAGES:
        raise ValueError(language)
    file = resources.catalogues() / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if language == "en" and not file.exists():
        return Translator(language, NullTranslations())
    with file.open("rb") as stream:
        return Translator(language, GNUTranslations(stream))
