"""Standards of service (S0-20): what the customer may count on, by what it is measured, how the shop checks it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import one_line
from dealer_crm.domain.trade import Entry

LONGEST = 300
"""Characters of one text of a standard: it stands on a wall."""


class StandardArea(StrEnum):
    """Where a standard holds, in the order of the page."""

    RECEPTION = "reception"
    CALLS = "calls"
    DELIVERY = "delivery"
    INSTALLATION = "installation"
    SERVICE = "service"
    COMPLAINTS = "complaints"


class StandardMissing(DomainError):
    """A standard needs its words in one language at least."""

    field = "zh"


class StandardTooLong(DomainError):
    """A text of a standard is longer than it may be. Parameter: most."""


@dataclass(frozen=True)
class Standard(Entry):
    """One standard; a retired one is printed no more. `own` = made by the shop."""

    code: str
    area: StandardArea
    measure_zh: str = ""
    measure_en: str = ""
    check_zh: str = ""
    check_en: str = ""
    retired: bool = False
    own: bool = False

    def measured(self, language: str) -> str:
        """Return by what it is measured, in a language (zh or en)."""
        return self.measure_zh if language == "zh" else self.measure_en

    def checked_by(self, language: str) -> str:
        """Return how the shop checks it, in a language (zh or en)."""
        return self.check_zh if language == "zh" else self.check_en

    def draft(self) -> StandardDraft:
        """Return what a form changes."""
        return StandardDraft(self.area, self.zh, self.en, self.measure_zh, self.measure_en, self.check_zh, self.check_en)


@dataclass(frozen=True)
class StandardDraft:
    """What a form says of a standard; a text that is missing in one language is taken from the other."""

    area: StandardArea = StandardArea.RECEPTION
    zh: str = ""
    en: str = ""
    measure_zh: str = ""
    measure_en: str = ""
    check_zh: str = ""
    check_en: str = ""

    def said(self, language: str) -> str:
        """Return the standard in a language (zh or en)."""
        return self.zh if language == "zh" else self.en

    def checked(self) -> StandardDraft:
        """Return the draft cleaned. Raises StandardMissing, StandardTooLong."""
        texts = {name: one_line(getattr(self, name)) for name in TEXTS}
        if not texts["zh"] and not texts["en"]:
            raise StandardMissing
        if any(len(text) > LONGEST for text in texts.values()):
            raise StandardTooLong(most=LONGEST)
        for name in ("", "measure_", "check_"):
            zh, en = texts[f"{name}zh"], texts[f"{name}en"]
            texts |= {f"{name}zh": zh or en, f"{name}en": en or zh}
        return StandardDraft(self.area, *texts.values())


TEXTS = ("zh", "en", "measure_zh", "measure_en", "check_zh", "check_en")
