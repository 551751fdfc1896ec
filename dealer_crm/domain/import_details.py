"""Further fields as columns of a sheet: what a column fills, and what its cells say in the form the file holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dealer_crm.domain.details import (
    BETWEEN,
    LONGEST,
    NO,
    YES,
    DetailNotNumber,
    FormField,
    FormFields,
    Holder,
    ListValue,
    Section,
    ValueKind,
    number_text,
)
from dealer_crm.domain.import_cells import Cell, date_of, known_text, text_of
from dealer_crm.domain.import_words import Words
from dealer_crm.domain.imports import DateUnreadable, Target, Values
from dealer_crm.domain.text import clean, one_line

_SIGN = ":"
_UNIT = re.compile(r"^(?P<number>[-+]?[\d,.\uff0c]+)\s*[^\d\s]{1,6}$")


class DetailTarget(str):
    """A further field that a column fills, written `customer:residents`; it knows the field and its list, for whoever shows it."""

    known: FormField
    values: tuple[ListValue, ...]

    @classmethod
    def of(cls, known: FormField, values: tuple[ListValue, ...] = ()) -> DetailTarget:
        """Return the target of a field."""
        target = cls(f"{known.holder.value}{_SIGN}{known.code}")
        target.known, target.values = known, values
        return target

    @property
    def value(self) -> str:
        """Return what is written down."""
        return str(self)

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Go to another process, and into copies, as the plain text."""
        return str, (str(self),)


Slot = Target | DetailTarget
"""What a column fills."""


def slots(fields: FormFields) -> list[DetailTarget]:
    """Return what columns may fill beyond the built-in fields, in the order of the form; retired ones too."""
    return [DetailTarget.of(one, fields.values(one.list_code)) for one in fields.fields]


def slot(text: str, fields: FormFields) -> Slot:
    """Return the target that was written down; a field that is not there any more is shown by its code."""
    holder, sign, code = text.partition(_SIGN)
    if not sign:
        return Target(text)
    known = fields.field(code) or FormField(code, Holder(holder), ValueKind.TEXT, Section.OWN, zh=code, en=code)
    return DetailTarget.of(known, fields.values(known.list_code))


def details_in(values: Mapping[str, Any], holder: Holder) -> Values:
    """Return those values of a row that are further fields of the holder."""
    found: Values = {}
    for name in values:
        if _SIGN in name and name.startswith(holder.value):
            found[name] = values[name]
    return found


def by_holder(values: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the further fields of a row by their codes, for each holder of whom it says any; asked of every row."""
    found: dict[str, dict[str, str]] = {}
    for name in values:
        if _SIGN in name:
            holder, _sign, code = name.partition(_SIGN)
            found.setdefault(holder, {})[code] = values[name]
    return found


def stored(values: Mapping[str, Any], holder: Holder) -> dict[str, str]:
    """Return the further fields of a row by their codes, as the file holds them."""
    return {name.partition(_SIGN)[2]: value for name, value in sorted(details_in(values, holder).items())}


def written(details: Mapping[str, str], holder: Holder) -> Values:
    """Return further fields of a file as values of a row."""
    return {f"{holder.value}{_SIGN}{code}": value for code, value in details.items()}


def list_words(fields: FormFields) -> dict[str, dict[str, str]]:
    """Return how the values of each field with choices are called, by its target."""
    found: dict[str, dict[str, str]] = {}
    for target in slots(fields):
        if target.known.list_code:
            table = found.setdefault(target, {})
            for one in target.values:
                names = [name for name in (one.zh, one.en) if name]
                for name in (*(name.replace("–", "-") for name in names), one.code, *names):
                    table[name] = one.code
    return found


def read(target: DetailTarget, cell: Cell, words: Words) -> str | None:
    """Return what the cell says in the form the file holds; None for what the field cannot hold."""
    known, text = target.known, text_of(cell)
    match known.kind:
        case ValueKind.NUMBER:
            return _number(text)
        case ValueKind.DATE:
            return _day(cell)
        case ValueKind.YES_NO:
            said = words.yes(text)
            return None if said is None else YES if said else NO
        case ValueKind.CHOICE:
            return words.value(target, text)
        case ValueKind.CHOICES:
            found = words.values(target, text)
            return None if found is None else _ordered(target, found)
    plain = clean(known_text(cell)).strip() if known.kind is ValueKind.LINES else one_line(known_text(cell))
    return plain if len(plain) <= LONGEST else None


def _ordered(target: DetailTarget, codes: Iterable[str]) -> str:
    chosen = set(codes)
    return BETWEEN.join(one.code for one in target.values if one.code in chosen)


def _number(text: str) -> str | None:
    found = _UNIT.fullmatch(text)
    try:
        return number_text("", found["number"] if found else text)
    except DetailNotNumber:
        return None


def _day(cell: Cell) -> str | None:
    try:
        day = date_of(cell)
    except DateUnreadable:
        return None
    return day.isoformat() if day else None
