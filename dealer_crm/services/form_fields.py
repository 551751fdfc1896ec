"""The fields and lists of the forms: as shipped, with what the shop added or changed laid over them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.details import FormField, FormFields, Holder, ListValue, Section, ValueKind
from dealer_crm.storage.files import program_text
from dealer_crm.storage.models import OwnField, OwnValue


@lru_cache(maxsize=1)
def shipped() -> FormFields:
    """Return the fields and lists that come with the program."""
    data = tomllib.loads(program_text("forms", "fields.toml"))
    fields = tuple(_shipped_field(row) for row in data["field"])
    return FormFields(fields, {one["code"]: tuple(_shipped_value(one["code"], row) for row in one["values"]) for one in data["list"]})


def _shipped_field(row: Mapping[str, Any]) -> FormField:
    """Return a shipped field of a form."""
    return FormField(
        code=row["code"],
        holder=Holder(row["holder"]),
        kind=ValueKind(row["kind"]),
        section=Section(row["section"]),
        list_code=row.get("list", ""),
        unit=row.get("unit", ""),
        only_companies=row.get("only_companies", False),
        zh=row["zh"],
        en=row["en"],
        source=row.get("source", ""),
    )


def _shipped_value(list_code: str, row: Mapping[str, Any]) -> ListValue:
    """Return a shipped value of a list."""
    return ListValue(list_code=list_code, code=row["code"], colour=row.get("colour", ""), zh=row["zh"], en=row["en"])


def form_fields(session: Session) -> FormFields:
    """Return every field and list as the shop has them now. Own rows of the same code take the place of shipped ones."""
    base = shipped()
    fields = {one.code: (place * 10, one) for place, one in enumerate(base.fields, 1)}
    for row in session.scalars(select(OwnField).order_by(OwnField.position, OwnField.id)):
        fields[row.code] = (row.position, _field(row, base.field(row.code)))
    lists = {code: {one.code: (place * 10, one) for place, one in enumerate(values, 1)} for code, values in base.lists.items()}
    for value in session.scalars(select(OwnValue).order_by(OwnValue.position, OwnValue.id)):
        known = lists.setdefault(value.list_code, {})
        known[value.code] = (value.position, _value(value, known.get(value.code, (0, None))[1]))
    return FormFields(
        tuple(one for _, one in sorted(fields.values(), key=lambda pair: pair[0])),
        {code: tuple(one for _, one in sorted(values.values(), key=lambda pair: pair[0])) for code, values in lists.items()},
    )


def _field(row: OwnField, base: FormField | None) -> FormField:
    """Return a stored field; a shipped one keeps what the shop cannot change: whose it is, its kind and its list."""
    if base is not None:
        return replace(base, zh=row.zh, en=row.en, section=row.section, retired=row.retired)
    return FormField(
        code=row.code,
        holder=row.holder,
        kind=row.kind,
        section=row.section,
        zh=row.zh,
        en=row.en or row.zh,
        list_code=row.list_code,
        unit=row.unit,
        only_companies=row.only_companies,
        retired=row.retired,
        own=True,
    )


def _value(row: OwnValue, base: ListValue | None) -> ListValue:
    if base is not None:
        return replace(base, zh=row.zh, en=row.en, colour=row.colour, retired=row.retired)
    return ListValue(
        list_code=row.list_code, code=row.code, zh=row.zh, en=row.en or row.zh, colour=row.colour, retired=row.retired, own=True
    )


def checked_details(session: Session, draft: CustomerDraft) -> CustomerDraft:
    """Return the draft with its further fields, and those of its houses, as they are stored.

    Raises DetailNotNumber, DetailNotDay, DetailNotInList, DetailTooLong.
    """
    if not draft.details and not any(place.details for place in draft.premises):
        return draft
    fields = form_fields(session)
    places = tuple(replace(place, details=fields.checked(place.details)) for place in draft.premises)
    return replace(draft, details=fields.checked(draft.details), premises=places)
