"""What an import decides: the fields a column may fill, what becomes of a row, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dealer_crm.domain.customers import NameOrPhoneMissing
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.files import CardNotReadable

if TYPE_CHECKING:
    from dealer_crm.domain.import_details import Slot

Values = dict[str, Any]
"""A cleaned row by target: plain values that JSON holds (text, int, ISO day, list of [number, label], list of words)."""


class Target(StrEnum):
    """What a column fills. `KEEP` goes into the note with its heading, `NOTHING` is not taken."""

    NAME = "name"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    COMPANY = "company"
    CONTACT = "contact"
    PHONE = "phone"
    SALUTATION = "salutation"
    WECHAT = "wechat"
    EMAIL = "email"
    CREDIT_CODE = "credit_code"
    NATURE = "nature"
    PARTY_KIND = "party_kind"
    STAGE = "stage"
    INTENT_LEVEL = "intent_level"
    SOURCE = "source"
    REFERRER = "referrer"
    OWNER = "owner"
    INTERESTS = "interests"
    PREFERRED_CHANNEL = "preferred_channel"
    PREFERRED_TIME = "preferred_time"
    PREFERRED_FREQUENCY = "preferred_frequency"
    DO_NOT_DISTURB = "do_not_disturb"
    MARKETING_OK = "marketing_ok"
    CONSENT_ON = "consent_on"
    CARE_NOTES = "care_notes"
    NOTE = "note"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    BUILDING = "building"
    UNIT = "unit"
    ROOM = "room"
    HOUSE_TYPE = "house_type"
    AREA = "area"
    ACCESS_NOTES = "access_notes"
    CREATED_ON = "created_on"
    LAST_ON = "last_on"
    LAST_WAY = "last_way"
    LAST_WORDS = "last_words"
    NEXT_ON = "next_on"
    NEXT_PURPOSE = "next_purpose"
    PRODUCT = "product"
    BRAND = "brand"
    MODEL = "model"
    SERIAL = "serial"
    INSTALLED_ON = "installed_on"
    MACHINE_NOTE = "machine_note"
    OPENING = "opening"
    NUMBER = "number"
    KEEP = "keep"
    NOTHING = "nothing"


PLACE = tuple(
    Target(name)
    for name in ("province", "city", "district", "street", "community", "building", "unit", "room", "house_type", "area", "access_notes")
)
"""Targets of one house."""
MACHINE = tuple(Target(name) for name in ("product", "brand", "model", "serial", "installed_on", "machine_note"))
"""Targets of one machine."""
SEVERAL = frozenset({Target.PHONE, Target.NOTE, Target.MACHINE_NOTE, Target.INTERESTS, Target.KEEP, Target.NOTHING})
"""Targets that more than one column may fill."""
NAMING = frozenset({Target.NAME, Target.FAMILY_NAME, Target.GIVEN_NAME, Target.COMPANY, Target.CONTACT, Target.PHONE})
"""A file without any of these says of nobody who he is."""


class Outcome(StrEnum):
    """What the check found of a row, in the order of the list."""

    ERROR = "error"
    DUPLICATE = "duplicate"
    UPDATE = "update"
    NEW = "new"
    SKIP = "skip"


class Choice(StrEnum):
    """What will be done with a row."""

    FILL = "fill"
    OVERWRITE = "overwrite"
    SKIP = "skip"
    CREATE = "create"


class Reason(StrEnum):
    """Why a row is taken for somebody who is known already. `name` is the other one's, `row` his row in the sheet."""

    NUMBER = "number"
    PHONE_AND_NAME = "phone_and_name"
    NAME_AND_ROOM = "name_and_room"
    PHONE_OTHER_NAME = "phone_other_name"
    ROOM_OTHER_PHONE = "room_other_phone"
    NAME_ONLY = "name_only"
    SHEET_PHONE_AND_NAME = "sheet_phone_and_name"
    SHEET_NAME_AND_ROOM = "sheet_name_and_room"
    SHEET_PHONE = "sheet_phone"
    SHEET_ROOM = "sheet_room"
    SHEET_NAME = "sheet_name"


SURE = frozenset({Reason.NUMBER, Reason.PHONE_AND_NAME, Reason.NAME_AND_ROOM, Reason.SHEET_PHONE_AND_NAME, Reason.SHEET_NAME_AND_ROOM})
"""Reasons that leave no doubt that two are one customer."""


class Effect(StrEnum):
    """What a value of the sheet means for the customer's file."""

    SAME = "same"
    FILLS = "fills"
    ADDS = "adds"
    DIFFERS = "differs"


class PhoneDigitsLost(DomainError):
    """The cell shows 1.38E+10 or rounds: the number cannot be known any more. Parameter: text."""


class PhoneLengthWrong(DomainError):
    """A mobile number with digits missing or too many. Parameters: text, digits (how many there are)."""


class DigitsLost(DomainError):
    """A long number was rounded by the spreadsheet. Parameter: text."""


class DateUnreadable(DomainError):
    """The cell is no date, or a day that does not exist. Parameter: text."""


class AmountUnreadable(DomainError):
    """The cell is no amount. Parameter: text."""


class ImportColumnsMissing(DomainError):
    """No column is taken as name or phone."""


class ImportOutdated(DomainError):
    """The store changed after the check, so rows were compared anew and must be looked at again."""


class FileTooDemanding(DomainError):
    """Reading the file took more memory or time than it may. Parameter: file."""


PROBLEMS: dict[str, type[DomainError]] = {
    kind.__name__: kind
    for kind in (PhoneDigitsLost, PhoneLengthWrong, DigitsLost, DateUnreadable, AmountUnreadable, NameOrPhoneMissing, CardNotReadable)
}
"""What can be wrong with a row, by the name under which it is staged."""


@dataclass(frozen=True)
class Change:
    """A value that is not taken as it stood in the cell. An empty `after` was moved to the note."""

    target: Slot
    before: str
    after: str


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be taken; `column` is the cell to mend, -1 for the whole row."""

    column: int
    error: DomainError


@dataclass(frozen=True)
class Cleaned:
    """One row after cleaning."""

    values: Values
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Match:
    """Who a row seems to be: a customer of the store, or an earlier row of the sheet."""

    reason: Reason
    name: str = ""
    customer_id: int | None = None
    row: int | None = None

    @property
    def sure(self) -> bool:
        """Tell whether it can be nobody else."""
        return self.reason in SURE


@dataclass(frozen=True)
class ImportOptions:
    """How a file is to be read; None = found out. `header_row` counts from 1, 0 = the sheet has no headings."""

    sheet: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    columns: tuple[Slot, ...] | None = None


@dataclass(frozen=True)
class Column:
    """A column of the sheet with what it will fill and some of its values."""

    index: int
    heading: str
    target: Slot
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counts:
    """Rows by what the check found; they add up to `total`."""

    new: int = 0
    update: int = 0
    duplicate: int = 0
    error: int = 0
    skip: int = 0

    @property
    def total(self) -> int:
        """All rows."""
        return self.new + self.update + self.duplicate + self.error + self.skip


@dataclass(frozen=True)
class Plan:
    """Rows by what will be done with them."""

    create: int = 0
    fill: int = 0
    overwrite: int = 0
    skip: int = 0
    refused: int = 0

    @property
    def written(self) -> int:
        """Rows that change the store."""
        return self.create + self.fill + self.overwrite


def judge(problems: bool, match: Match | None, fills: bool) -> tuple[Outcome, Choice]:
    """Return what a row is and what is done with it unless the user chooses otherwise.

    `fills` tells whether the row knows anything that the file of the matched customer lacks.
    """
    if problems:
        return Outcome.ERROR, Choice.SKIP
    if match is None:
        return Outcome.NEW, Choice.CREATE
    if match.row is not None or not match.sure:
        return Outcome.DUPLICATE, Choice.FILL if match.sure and fills else Choice.SKIP
    return (Outcome.UPDATE, Choice.FILL) if fills else (Outcome.SKIP, Choice.SKIP)
