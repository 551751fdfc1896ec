"""数据体检 (S3-16): what can be wrong with the files of customers, how much each matters, and what is mended by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dealer_crm.domain import phones
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import fold, one_line


class Ill(StrEnum):
    """In which way files are not well."""

    MISSING = "missing"
    INVALID = "invalid"
    STALE = "stale"
    CARELESS = "careless"
    DOUBLE = "double"


class Finding(StrEnum):
    """What is found; stable codes for the command's output."""

    NO_PHONE = "no_phone"
    NO_NAME = "no_name"
    NO_ADDRESS = "no_address"
    NO_COMMUNITY = "no_community"
    NO_SOURCE = "no_source"
    NO_OWNER = "no_owner"
    NO_NEED = "no_need"
    NO_LEVEL = "no_level"
    ODD_PHONE = "odd_phone"
    ODD_EMAIL = "odd_email"
    ODD_CODE = "odd_code"
    ODD_AREA = "odd_area"
    NOT_VERIFIED = "not_verified"
    FEW_CONTACTS = "few_contacts"
    NO_NEXT_STEP = "no_next_step"
    NO_CONSENT = "no_consent"
    SAME_PHONE = "same_phone"
    SAME_NAME = "same_name"
    SAME_ADDRESS = "same_address"


@dataclass(frozen=True)
class Rule:
    """How a finding is told: which way, at which field of the form, and its weight in the completeness (0 = none)."""

    ill: Ill
    field: str
    weight: int = 0


RULES: Mapping[Finding, Rule] = {
    Finding.NO_PHONE: Rule(Ill.MISSING, "phones", 3),
    Finding.NO_NAME: Rule(Ill.MISSING, "name", 2),
    Finding.NO_ADDRESS: Rule(Ill.MISSING, "community", 2),
    Finding.NO_COMMUNITY: Rule(Ill.MISSING, "community", 1),
    Finding.NO_SOURCE: Rule(Ill.MISSING, "source", 1),
    Finding.NO_OWNER: Rule(Ill.MISSING, "owner_id", 1),
    Finding.NO_NEED: Rule(Ill.MISSING, "interests", 2),
    Finding.NO_LEVEL: Rule(Ill.MISSING, "intent_level", 1),
    Finding.ODD_PHONE: Rule(Ill.INVALID, "phones"),
    Finding.ODD_EMAIL: Rule(Ill.INVALID, "email"),
    Finding.ODD_CODE: Rule(Ill.INVALID, "credit_code"),
    Finding.ODD_AREA: Rule(Ill.INVALID, "area"),
    Finding.NOT_VERIFIED: Rule(Ill.STALE, "phones"),
    Finding.FEW_CONTACTS: Rule(Ill.CARELESS, "contacts", 1),
    Finding.NO_NEXT_STEP: Rule(Ill.CARELESS, ""),
    Finding.NO_CONSENT: Rule(Ill.CARELESS, "consent_on", 1),
    Finding.SAME_PHONE: Rule(Ill.DOUBLE, ""),
    Finding.SAME_NAME: Rule(Ill.DOUBLE, ""),
    Finding.SAME_ADDRESS: Rule(Ill.DOUBLE, ""),
}
CONTACTS = 3
"""So many people of a company the shop should know (S3-20)."""
STALE_MONTHS = 12
AREA = range(1, 1_000_001)
"""㎡ that a house may have."""


@dataclass(frozen=True)
class Count:
    """How many files have a finding, of how many it could concern."""

    finding: Finding
    count: int
    of: int


@dataclass(frozen=True)
class Health:
    """The whole: every finding with its count, how many files have none but lack nothing, and what can be mended by itself."""

    customers: int
    counts: tuple[Count, ...]
    mendable: int

    @property
    def completeness(self) -> int:
        """Return 完整度 in percent: the weighted share of what should be known that is (§3.6)."""
        asked = sum(RULES[one.finding].weight * one.of for one in self.counts)
        missing = sum(RULES[one.finding].weight * one.count for one in self.counts)
        return 100 * (asked - missing) // asked if asked else 100

    def of(self, finding: Finding) -> int:
        """Return how many files have it."""
        return next((one.count for one in self.counts if one.finding is finding), 0)


@dataclass(frozen=True)
class Mend:
    """One text that is written in a better way: in which table and column, the row, and from what to what."""

    table: str
    column: str
    row_id: int
    before: str
    after: str


class NothingToMend(DomainError):
    """Nothing can be mended by itself (any more)."""


def better_phone(digits: str) -> str:
    """Return a stored number as it would be stored today."""
    return phones.digits(digits) or digits


def better_text(text: str) -> str:
    """Return a text of one line without what nobody sees."""
    return one_line(text)


def community_key(name: str) -> str:
    """Return by what two spellings of a community are the same: letters, digits and signs, whatever their width, case and spaces."""
    plain = "".join(fold(name).split())
    return plain.removesuffix("小区") if len(plain) > 4 else plain
