"""The columns a customer list can show, sort, filter and export: one registry for built-in, further and computed ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, case, func, or_

from dealer_crm.domain.classes import ClassKind
from dealer_crm.domain.customers import Channel, IntentLevel, Interest, Nature, PartyKind, Stage
from dealer_crm.domain.dates import day_start
from dealer_crm.domain.details import FormFields
from dealer_crm.i18n import N_, Translator
from dealer_crm.storage.models import CustomerLine
from dealer_crm.words.labels import label

LAST = 10_000
"""Sorts what is in no list behind what is."""


class FieldKind(StrEnum):
    """How a value is shown, aligned, filtered and written to a workbook."""

    TEXT = "text"
    PHONE = "phone"
    NUMBER = "number"
    DATE = "date"
    INSTANT = "instant"
    MONEY = "money"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"


CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO})
RANGES = frozenset({FieldKind.NUMBER, FieldKind.DATE, FieldKind.INSTANT, FieldKind.MONEY})


@dataclass(frozen=True)
class Condition:
    """What customers of a list have in a field: one of `values` ("" = nothing), `low` to `high`, or `low` within a text.

    Numbers and days in their plain form, money in 分.
    """

    key: str
    values: tuple[str, ...] = ()
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Option:
    """A value to choose, with its words; `tone` colours it or is empty."""

    value: str
    words: str
    tone: str = ""


@dataclass(frozen=True)
class Field:
    """One column. `label` is a msgid; `width` in characters; `values` are what a choice can be, in its order."""

    key: str
    label: str
    kind: FieldKind
    column: Any
    width: int = 12
    shown: bool = False
    values: type[StrEnum] | None = None
    empty_last: ClassVar[bool] = False

    def title(self, t: Translator) -> str:
        """Return what the column is called."""
        return t(self.label)

    def value(self, row: Any) -> Any:
        """Return the value of a row of the list."""
        return getattr(row, self.key)

    def options(self, t: Translator) -> tuple[Option, ...]:
        """Return the values that can be chosen, in order; retired ones too."""
        return tuple(Option(value.value, label(value, t)) for value in self.values or ())

    def codes(self) -> list[str]:
        """Return the stored forms of the values in their order."""
        return [value.value for value in self.values or ()]

    def stored(self) -> Any:
        """Return what the store holds, as it is compared."""
        return self.column

    def group(self, t: Translator) -> str:
        """Return the part of all columns it stands in, "" for those of the line itself."""
        return ""

    def sorting(self) -> Any:
        """Return what ORDER BY takes."""
        if self.key == "name":
            return CustomerLine.sort_key
        if self.kind is FieldKind.CHOICE and self.key in RANKED:
            return case({code: place for place, code in enumerate(self.codes())}, value=self.stored(), else_=LAST)
        return self.stored()

    def order(self, *, descending: bool) -> Any:
        """Return the order of a list; where nothing is known stands last where that tells."""
        ordered = self.sorting().desc() if descending else self.sorting().asc()
        return ordered.nulls_last() if self.empty_last or self.key in {"next_on", "last_at"} else ordered

    def fits(self, wanted: Condition) -> ColumnElement[bool] | None:
        """Return what a condition asks of the store; None where it asks nothing yet."""
        if self.kind in CHOSEN:
            return self._one_of(wanted.values) if wanted.values else None
        if self.kind in RANGES:
            return self._between(wanted)
        return func.instr(func.lower(self.stored()), wanted.low.lower()) > 0 if wanted.low else None

    def _one_of(self, values: tuple[str, ...]) -> ColumnElement[bool]:
        stored = self.stored()
        empty = [stored.is_(None), stored == ""] if "" in values else []
        named = [value for value in values if value]
        if self.kind is FieldKind.CHOICES:
            return or_(*empty, *(func.instr(" " + stored + " ", f" {value} ") > 0 for value in named))
        return or_(*empty, stored.in_(named))

    def _between(self, wanted: Condition) -> ColumnElement[bool] | None:
        column, bounds = self.sorting(), [self._bound(text) for text in (wanted.low, wanted.high)]
        found: list[ColumnElement[bool]] = [column >= bounds[0]] if bounds[0] is not None else []
        if bounds[1] is not None:
            found.append(column < bounds[1] + timedelta(days=1) if self.kind is FieldKind.INSTANT else column <= bounds[1])
        return found[0] if len(found) == 1 else found[0] & found[1] if found else None

    def _bound(self, text: str) -> Any:
        """Return an end of a range as the store compares it; None for none, and for what is no such value."""
        try:
            return self._read(text) if text else None
        except ValueError:
            return None

    def _read(self, text: str) -> Any:
        if self.kind is FieldKind.MONEY:
            return int(text)
        day = date.fromisoformat(text)
        return day_start(day) if self.kind is FieldKind.INSTANT else day


RANKED = frozenset({"stage", "intent_level"})
"""Choices that are sorted by their order; the others by what is stored."""
LINE = CustomerLine
FIELDS: tuple[Field, ...] = (
    Field("name", N_("Name"), FieldKind.TEXT, LINE.name, 10, True),
    Field("phone", N_("Phone"), FieldKind.PHONE, LINE.phone, 14, True),
    Field("next_on", N_("Next step"), FieldKind.DATE, LINE.next_on, 13, True),
    Field("address", N_("Address"), FieldKind.TEXT, LINE.address, 20, True),
    Field("stage", N_("Stage"), FieldKind.CHOICE, LINE.stage, 8, True, Stage),
    Field("intent_level", N_("Intent level"), FieldKind.CHOICE, LINE.intent_level, 8, True, IntentLevel),
    Field("last_at", N_("Last contact"), FieldKind.INSTANT, LINE.last_at, 11, True),
    Field("last_words", N_("Last words"), FieldKind.TEXT, LINE.last_words, 30, True),
    Field("next_purpose", N_("What for"), FieldKind.TEXT, LINE.next_purpose, 20),
    Field("owner", N_("Responsible"), FieldKind.TEXT, LINE.owner, 8, True),
    Field("source", N_("Source"), FieldKind.CHOICE, LINE.source, 10, values=Channel),
    Field("nature", N_("Nature"), FieldKind.CHOICE, LINE.nature, 10, values=Nature),
    Field("party_kind", N_("Party"), FieldKind.CHOICE, LINE.party_kind, 10, values=PartyKind),
    Field("interests", N_("Interests"), FieldKind.CHOICES, LINE.interests, 18, values=Interest),
    Field("community", N_("Community"), FieldKind.TEXT, LINE.community, 12),
    Field("wechat", N_("WeChat"), FieldKind.TEXT, LINE.wechat, 14),
    Field("balance", N_("Owed"), FieldKind.MONEY, LINE.balance, 10),
    Field("note", N_("Note"), FieldKind.TEXT, LINE.note, 30),
    Field("number", N_("Number"), FieldKind.TEXT, LINE.number, 15),
    Field("created_at", N_("Filed on"), FieldKind.INSTANT, LINE.created_at, 11),
)
"""Every column of the line, in default order; those with `shown` are visible at first."""

BY_KEY = {field.key: field for field in FIELDS}
ASKED_ALREADY = frozenset({"name", "phone", "stage", "intent_level", "owner", "source", "number"})
"""Fields that views, words and the filter box ask for in their own way."""


def field_of(key: str, fields: FormFields) -> Field | None:
    """Return a column by its key: built-in, of a class, or of a further field, retired ones too; None for an unknown one."""
    if key in BY_KEY:
        return BY_KEY[key]
    from dealer_crm.services.further_columns import class_columns, detail_column

    if key in set(ClassKind):
        return next((one for one in class_columns() if one.key == key), None)
    known = fields.field(key)
    return detail_column(known, fields) if known else None


def every(fields: FormFields) -> Iterator[Field]:
    """Yield every column that can be chosen now: built-in ones, classes, further fields in use in the order of the form."""
    from dealer_crm.services.further_columns import class_columns, detail_column

    yield from FIELDS
    yield from class_columns()
    for known in fields.fields:
        if not known.retired:
            yield detail_column(known, fields)
