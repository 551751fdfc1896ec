"""What a form asks beyond the fields that rules need: fields and lists as data, shipped or the shop's own, and what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import clean, fold, one_line
from dealer_crm.domain.trade import Entry

LONGEST = 2_000
"""Characters of one value; more is a document, not a field."""
BETWEEN = " "
"""Stands between the codes of several choices; no code has a space."""
YES, NO = "yes", "no"
NAME_LENGTH = 40
"""Characters of the name of a field, a list or a value: a heading of a sheet is no longer."""
COLOURS = ("info", "done", "warn", "danger", "postponed", "neutral")
"""Tones that a value can have; "" = none."""


class Holder(StrEnum):
    """Whose field it is."""

    CUSTOMER = "customer"
    PREMISES = "premises"


class ValueKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"


class Section(StrEnum):
    """The part of the form a field stands in."""

    PERSON = "person"
    TRAITS = "traits"
    COMPANY = "company"
    HOUSE = "house"
    DECORATION = "decoration"
    PRESENT = "present"
    NEEDS = "needs"
    OWN = "own"


class DetailNotNumber(DomainError):
    """A number was expected. Parameters: code, text."""


class DetailNotDay(DomainError):
    """A calendar day (yyyy-mm-dd) was expected. Parameters: code, text."""


class DetailNotInList(DomainError):
    """The value is not in the list of the field. Parameters: code, text."""


class DetailTooLong(DomainError):
    """The text is longer than a field holds. Parameters: code, most."""


class FieldNameMissing(DomainError):
    """A field, list or value needs a name in one of the languages."""

    field = "zh"


class FieldNameTooLong(DomainError):
    """The name is longer than a heading. Parameter: most."""

    field = "zh"


class FieldNameTaken(DomainError):
    """Another field of the same holder, list, or value of the same list has the name. Parameter: name."""

    field = "zh"


class FieldListMissing(DomainError):
    """A field with choices needs a list."""

    field = "list_code"


class FieldListEmpty(DomainError):
    """A field with choices needs a list with a value in use. Parameter: name (of the list)."""

    field = "list_code"


class FieldFixed(DomainError):
    """Whose field it is, what it holds and its list cannot change: it is shipped, or has values. Parameter: name."""

    field = "kind"


@dataclass(frozen=True)
class Detail:
    """One value as text: plain, a decimal number, an ISO day, a code, codes with `BETWEEN`, or yes/no. Never empty when checked."""

    code: str
    value: str


Details = tuple[Detail, ...]


@dataclass(frozen=True)
class ListValue(Entry):
    """One value of a list. `colour` names a tone of the theme or is empty; a retired one is offered no more but still shown."""

    list_code: str
    code: str
    colour: str = ""
    retired: bool = False
    own: bool = False


@dataclass(frozen=True)
class FieldList(Entry):
    """A list that fields take their values from."""

    code: str
    own: bool = False


@dataclass(frozen=True)
class FormField(Entry):
    """One field. `list_code` for choices; `only_companies` = asked of companies and partners alone; `own` = made by the shop."""

    code: str
    holder: Holder
    kind: ValueKind
    section: Section
    list_code: str = ""
    unit: str = ""
    only_companies: bool = False
    retired: bool = False
    own: bool = False


@dataclass(frozen=True)
class FormFields:
    """Every field in form order, and every list in its order, retired ones included."""

    fields: tuple[FormField, ...] = ()
    lists: Mapping[str, tuple[ListValue, ...]] = field(default_factory=dict)
    titles: Mapping[str, FieldList] = field(default_factory=dict)

    def field(self, code: str) -> FormField | None:
        """Return a field by its code."""
        return next((one for one in self.fields if one.code == code), None)

    def of(self, holder: Holder, section: Section | None = None) -> tuple[FormField, ...]:
        """Return the fields in use of a holder, or of one section."""
        return tuple(one for one in self.fields if one.holder is holder and not one.retired and section in (None, one.section))

    def values(self, list_code: str) -> tuple[ListValue, ...]:
        """Return the values of a list, retired ones too."""
        return tuple(self.lists.get(list_code, ()))

    def checked(self, details: Iterable[Detail]) -> Details:
        """Return the values as stored, in the order of their codes; empty ones left out, those of unknown fields as they are.

        Raises DetailNotNumber, DetailNotDay, DetailNotInList, DetailTooLong.
        """
        found = {one.code: self._checked(one) for one in details}
        return tuple(one for _, one in sorted(found.items()) if one.value)

    def _checked(self, detail: Detail) -> Detail:
        known = self.field(detail.code)
        kind = known.kind if known else ValueKind.LINES
        text = clean(detail.value).strip() if kind is ValueKind.LINES else one_line(detail.value)
        if len(text) > LONGEST:
            raise DetailTooLong(code=detail.code, most=LONGEST)
        if known is None or not text:
            return replace(detail, value=text)
        match kind:
            case ValueKind.NUMBER:
                text = number_text(detail.code, text)
            case ValueKind.DATE:
                text = _day(detail.code, text)
            case ValueKind.CHOICE | ValueKind.CHOICES | ValueKind.YES_NO:
                text = self._codes(known, text)
        return replace(detail, value=text)

    def _codes(self, known: FormField, text: str) -> str:
        offered = [YES, NO] if known.kind is ValueKind.YES_NO else [one.code for one in self.values(known.list_code)]
        chosen = text.split(BETWEEN) if known.kind is ValueKind.CHOICES else [text]
        for code in chosen:
            if code not in offered:
                raise DetailNotInList(code=known.code, text=code)
        return BETWEEN.join(code for code in offered if code in chosen)


@dataclass(frozen=True)
class ValueDraft:
    """A value of a list as somebody sets it up; a name in one language stands for both."""

    zh: str = ""
    en: str = ""
    colour: str = ""

    def checked(self, others: Iterable[Entry]) -> ValueDraft:
        """Return the draft cleaned. Raises FieldNameMissing, FieldNameTooLong, FieldNameTaken."""
        zh, en = checked_names(self.zh, self.en, others)
        return replace(self, zh=zh, en=en, colour=self.colour if self.colour in COLOURS else "")


@dataclass(frozen=True)
class FieldDraft:
    """A field as somebody sets it up; a name in one language stands for both."""

    zh: str = ""
    en: str = ""
    holder: Holder = Holder.CUSTOMER
    kind: ValueKind = ValueKind.TEXT
    section: Section = Section.OWN
    list_code: str = ""
    unit: str = ""
    only_companies: bool = False

    def checked(self, known: FormFields, code: str = "") -> FieldDraft:
        """Return the draft cleaned; `code` is the field that is changed.

        Raises FieldNameMissing, FieldNameTooLong, FieldNameTaken, FieldListMissing, FieldListEmpty.
        """
        zh, en = checked_names(self.zh, self.en, (one for one in known.of(self.holder) if one.code != code))
        chooses = self.kind in {ValueKind.CHOICE, ValueKind.CHOICES}
        if chooses and self.list_code not in known.lists:
            raise FieldListMissing
        if chooses and all(one.retired for one in known.values(self.list_code)):
            raise FieldListEmpty(name=known.titles[self.list_code].zh)
        unit = one_line(self.unit)[:NAME_LENGTH] if self.kind is ValueKind.NUMBER else ""
        return replace(self, zh=zh, en=en, list_code=self.list_code if chooses else "", unit=unit)


def checked_names(zh: str, en: str, others: Iterable[Entry]) -> tuple[str, str]:
    """Return both names cleaned; neither may be that of another in either language.

    Raises FieldNameMissing, FieldNameTooLong, FieldNameTaken.
    """
    names = one_line(zh), one_line(en)
    if not any(names):
        raise FieldNameMissing
    if max(map(len, names)) > NAME_LENGTH:
        raise FieldNameTooLong(most=NAME_LENGTH)
    taken = {fold(name) for one in others for name in (one.zh, one.en)}
    for name in names:
        if name and fold(name) in taken:
            raise FieldNameTaken(name=name)
    return names


def number_text(code: str, text: str) -> str:
    """Return a number in its shortest plain form: 1,200.50 → 1200.5. Raises DetailNotNumber."""
    try:
        number = Decimal(text.replace(",", "").replace("\uff0c", ""))
    except InvalidOperation:
        raise DetailNotNumber(code=code, text=text) from None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise DetailNotNumber(code=code, text=text)
    plain = f"{number:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


def _day(code: str, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise DetailNotDay(code=code, text=text) from None


def value_of(details: Iterable[Detail], code: str) -> str:
    """Return the value of a field, "" where nothing is known."""
    return next((one.value for one in details if one.code == code), "")
