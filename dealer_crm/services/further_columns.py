"""Columns of the customer list beyond its own line: the further fields of the form, and the classes customers are in."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import Float, case, cast, func

from dealer_crm.domain.class_by_hand import VALUES
from dealer_crm.domain.classes import ClassKind
from dealer_crm.domain.details import BETWEEN, NO, YES, FormField, FormFields, ValueKind
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_fields import CHOSEN, Field, FieldKind, Option
from dealer_crm.storage import dialect
from dealer_crm.storage.models import CustomerClass, CustomerLine
from dealer_crm.words.labels import label

KINDS = {
    ValueKind.TEXT: FieldKind.TEXT,
    ValueKind.LINES: FieldKind.TEXT,
    ValueKind.NUMBER: FieldKind.NUMBER,
    ValueKind.DATE: FieldKind.DATE,
    ValueKind.CHOICE: FieldKind.CHOICE,
    ValueKind.CHOICES: FieldKind.CHOICES,
    ValueKind.YES_NO: FieldKind.YES_NO,
}
WIDTHS = {FieldKind.TEXT: 14, FieldKind.NUMBER: 9, FieldKind.DATE: 11, FieldKind.CHOICES: 16, FieldKind.YES_NO: 6}


@dataclass(frozen=True)
class FurtherField(Field):
    """A column that is empty for most customers: those come last, whichever way it is sorted."""

    empty_last: ClassVar[bool] = True
    text: ClassVar[bool] = True
    """Numbers are stored as text."""

    def sorting(self) -> Any:
        """Sort choices by their list (several by the first of them), numbers as numbers."""
        stored = self.stored()
        if self.kind in CHOSEN:
            first = func.substr(stored, 1, func.instr(stored + BETWEEN, BETWEEN) - 1) if self.kind is FieldKind.CHOICES else stored
            places = {code: place for place, code in enumerate(self.codes())}
            return case(places, value=first) if places else stored
        return cast(stored, Float) if self.kind is FieldKind.NUMBER and self.text else stored

    def _read(self, text: str) -> Any:
        return float(text) if self.kind is FieldKind.NUMBER else text


@dataclass(frozen=True)
class DetailField(FurtherField):
    """A further field of the customer or his first house."""

    known: FormField = field(kw_only=True)
    fields: FormFields = field(kw_only=True)

    def title(self, t: Translator) -> str:
        """Return what the shop calls it, with its unit."""
        return self.known.said(t.language) + (f" ({self.known.unit})" if self.known.unit else "")

    def group(self, t: Translator) -> str:
        """Return the part of the form."""
        return label(self.known.section, t)

    def value(self, row: Any) -> str:
        """Return the value as the store holds it, "" for none."""
        found: str = row.details.get(self.key, "")
        return found

    def options(self, t: Translator) -> tuple[Option, ...]:
        """Return the values of the list with their colours."""
        if self.kind is FieldKind.YES_NO:
            return Option(YES, t("Yes")), Option(NO, t("No"))
        return tuple(Option(one.code, one.said(t.language), one.colour) for one in self.fields.values(self.known.list_code))

    def codes(self) -> list[str]:
        """Return the values in the order of their list."""
        return [YES, NO] if self.kind is FieldKind.YES_NO else [one.code for one in self.fields.values(self.known.list_code)]

    def stored(self) -> Any:
        """Return the text under the code of the field."""
        return dialect.json_text(CustomerLine.__table__.c.details, self.key)


@dataclass(frozen=True)
class ClassField(FurtherField):
    """A class, as it was last worked out."""

    text: ClassVar[bool] = False

    def title(self, t: Translator) -> str:
        """Return what the class is called."""
        return label(ClassKind(self.key), t)

    def group(self, t: Translator) -> str:
        """Classes stand together."""
        return t("Classes")

    def value(self, row: Any) -> str | int:
        """Return the value as it was worked out, "" for none."""
        found: str | int = row.classes.get(self.key, "")
        return found

    def stored(self) -> Any:
        """Return the class; the question joins the table (`CustomerList`)."""
        column = CustomerClass.__table__.c[self.key]
        return column if self.kind is FieldKind.NUMBER else func.nullif(column, "")


def detail_column(known: FormField, fields: FormFields) -> DetailField:
    """Return the column of a further field."""
    kind = KINDS[known.kind]
    return DetailField(known.code, "", kind, None, WIDTHS.get(kind, 12), known=known, fields=fields)


@cache
def class_columns() -> tuple[ClassField, ...]:
    """Return the columns of the classes that are kept, in the order of their kinds."""
    return tuple(_class_column(kind, VALUES.get(kind)) for kind in ClassKind if kind.value in CustomerClass.__table__.c)


def _class_column(kind: ClassKind, values: type[StrEnum] | None) -> ClassField:
    shape = FieldKind.NUMBER if values is None else FieldKind.CHOICES if kind is ClassKind.CARE else FieldKind.CHOICE
    return ClassField(kind.value, "", shape, None, WIDTHS.get(shape, 12), values=values)
