"""The columns a customer list can show, sort, filter and export: one registry for all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case

from dealer_crm.domain.customers import IntentLevel, Stage
from dealer_crm.i18n import N_
from dealer_crm.storage.models import CustomerLine


class FieldKind(StrEnum):
    """How a value is shown, aligned and written to a workbook."""

    TEXT = "text"
    PHONE = "phone"
    DATE = "date"
    INSTANT = "instant"
    MONEY = "money"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True)
class Field:
    """One column. `label` is a msgid; `width` in characters; `order` sorts (None = the column itself)."""

    key: str
    label: str
    kind: FieldKind
    column: Any
    width: int = 12
    shown: bool = False
    order: Callable[[], ColumnElement[Any]] | None = None

    def sorting(self) -> Any:
        """Return what ORDER BY takes."""
        return self.order() if self.order else self.column


def _rank(column: Any, values: type[StrEnum]) -> Callable[[], ColumnElement[Any]]:
    return lambda: case({value.value: n for n, value in enumerate(values)}, value=column, else_=len(list(values)))


FIELDS: tuple[Field, ...] = (
    Field("name", N_("Name"), FieldKind.TEXT, CustomerLine.name, 10, True, lambda: CustomerLine.sort_key),  # type: ignore[return-value, arg-type]
    Field("phone", N_("Phone"), FieldKind.PHONE, CustomerLine.phone, 14, True),
    Field("next_on", N_("Next step"), FieldKind.DATE, CustomerLine.next_on, 13, True),
    Field("address", N_("Address"), FieldKind.TEXT, CustomerLine.address, 20, True),
    Field("stage", N_("Stage"), FieldKind.CHOICE, CustomerLine.stage, 8, True, _rank(CustomerLine.stage, Stage)),
    Field(
        "intent_level",
        N_("Intent level"),
        FieldKind.CHOICE,
        CustomerLine.intent_level,
        8,
        True,
        _rank(CustomerLine.intent_level, IntentLevel),
    ),
    Field("last_at", N_("Last contact"), FieldKind.INSTANT, CustomerLine.last_at, 11, True),
    Field("last_words", N_("Last words"), FieldKind.TEXT, CustomerLine.last_words, 30, True),
    Field("next_purpose", N_("What for"), FieldKind.TEXT, CustomerLine.next_purpose, 20),
    Field("owner", N_("Responsible"), FieldKind.TEXT, CustomerLine.owner, 8, True),
    Field("source", N_("Source"), FieldKind.CHOICE, CustomerLine.source, 10),
    Field("nature", N_("Nature"), FieldKind.CHOICE, CustomerLine.nature, 10),
    Field("party_kind", N_("Party"), FieldKind.CHOICE, CustomerLine.party_kind, 10),
    Field("interests", N_("Interests"), FieldKind.CHOICES, CustomerLine.interests, 18),
    Field("community", N_("Community"), FieldKind.TEXT, CustomerLine.community, 12),
    Field("wechat", N_("WeChat"), FieldKind.TEXT, CustomerLine.wechat, 14),
    Field("balance", N_("Owed"), FieldKind.MONEY, CustomerLine.balance, 10),
    Field("note", N_("Note"), FieldKind.TEXT, CustomerLine.note, 30),
    Field("number", N_("Number"), FieldKind.TEXT, CustomerLine.number, 15),
    Field("created_at", N_("Filed on"), FieldKind.INSTANT, CustomerLine.created_at, 11),
)
"""Every column, in default order; those with `shown` are visible at first."""

BY_KEY = {field.key: field for field in FIELDS}
