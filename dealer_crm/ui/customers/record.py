"""The customer file as words: labels of fields, values as text, blocks of the record; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from dealer_crm.domain import phones
from dealer_crm.domain.class_rules import Classes
from dealer_crm.domain.classes import Classed
from dealer_crm.domain.customers import ContactDraft, CustomerDraft, IntentLevel, PhoneDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_page import CustomerFile
from dealer_crm.ui.widgets.typed_fields import number_text
from dealer_crm.words.classes import why_words
from dealer_crm.words.customers import field_label
from dealer_crm.words.labels import label, level_short


@dataclass(frozen=True)
class Line:
    """One value of the record. An empty `text` offers to fill `field` in."""

    label: str
    text: str
    field: str = ""


@dataclass(frozen=True)
class Block:
    """A part of the record."""

    title: str
    lines: tuple[Line, ...]


def value_words(name: str, value: Any, t: Translator, names: Mapping[str, str]) -> str:
    """Write the value of a draft field; `names` gives people for owner_id and referrer_id as texts of their ids."""
    if name in ("owner_id", "referrer_id"):
        return names.get(f"{name}{value}", "") if value else ""
    if isinstance(value, bool):
        return t("Yes") if value else t("No")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, IntentLevel):
        return level_short(value, t) or label(value, t)
    if isinstance(value, tuple):
        return " · ".join(_part_words(part, t) for part in value)
    return str(value) if type(value) is str else label(value, t)


def _part_words(part: Any, t: Translator) -> str:
    if isinstance(part, PhoneDraft):
        return f"{phones.shown(part.number)} {part.label}".strip()
    if isinstance(part, ContactDraft):
        numbers = " ".join(phones.shown(phone.number) for phone in part.phones)
        return " ".join(text for text in (part.name, label(part.role, t), numbers, part.wechat, part.note) if text)
    if isinstance(part, PremisesDraft):
        return " ".join(text for text in (part.line, label(part.house_type, t), _area(part)) if text)
    return label(part, t)


def house_value(place: PremisesDraft, name: str, t: Translator) -> str:
    """Write one field of a house."""
    value = getattr(place, name)
    if name == "area":
        return _area(place)
    return value if type(value) is str else label(value, t)


def _area(place: PremisesDraft) -> str:
    return "" if place.area is None else f"{number_text(place.area, 3)} ㎡"


def blocks(file: CustomerFile, t: Translator) -> list[Block]:
    """Return the record of a customer: what is filled in, and the essentials that are not."""
    draft = file.draft
    names = {f"owner_id{draft.owner_id}": file.line.owner, f"referrer_id{draft.referrer_id}": file.referrer}

    def lines(*wanted: str, always: tuple[str, ...] = ()) -> list[Line]:
        found = [Line(field_label(name, t), value_words(name, getattr(draft, name), t, names), name) for name in wanted]
        return [line for line in found if line.text or line.field in always]

    basic = [Line(t("Number"), file.line.number)]
    basic += lines("phones", "source", "owner_id", "interests", always=("phones", "source", "owner_id", "interests"))
    basic += lines("stage", "intent_level", "nature", "party_kind", "salutation", "wechat", "email", "credit_code", "referrer_id")
    basic += [Line(t("Brought to us"), " · ".join(file.referred))] if file.referred else []
    basic += [Line(t("Filed on"), local_day(file.line.created_at).isoformat())]
    basic += lines("note")
    talk = lines("care_notes", "preferred_channel", "preferred_time", "preferred_frequency", always=("preferred_channel",))
    talk += lines("do_not_disturb") if draft.do_not_disturb else []
    talk += _consent(file, t)
    found = [Block(t("Basics"), tuple(basic)), *_houses(draft, t), Block(t("Keeping in touch"), tuple(talk))]
    if draft.contacts:
        people = [Line(label(one.role, t), _person(one), "contacts") for one in draft.contacts]
        found.append(Block(t("Contacts"), tuple(people)))
    return found


def class_block(found: Classes, t: Translator) -> Block:
    """Return the classes of a customer, each with its reason beside it, so that nobody has to hover for it."""
    lines = [
        Line(label(kind, t), t("{what}: {state}").format(what=_class_words(one, t), state=why_words(one, t)))
        for kind, values in found.items()
        for one in values
    ]
    return Block(t("Classes"), tuple(lines))


def _class_words(one: Classed, t: Translator) -> str:
    return label(one.value, t) if isinstance(one.value, StrEnum) else str(one.value)


def _consent(file: CustomerFile, t: Translator) -> list[Line]:
    on = file.draft.consent_on
    words = t("{date}, wording {version}").format(date=on.isoformat(), version=file.consent_wording) if on else ""
    allowed = t("Allowed") if file.draft.marketing_ok else t("Not allowed")
    return [Line(field_label("consent_on", t), words, "consent_on"), Line(field_label("marketing_ok", t), allowed)]


def _person(contact: ContactDraft) -> str:
    numbers = " / ".join(f"{phones.shown(phone.number)} {phone.label}".strip() for phone in contact.phones)
    return " · ".join(text for text in (contact.name, numbers, contact.wechat, contact.note) if text)


def _houses(draft: CustomerDraft, t: Translator) -> list[Block]:
    if not draft.premises:
        return [Block(t("House"), (Line(t("Address"), "", "community"),))]
    titles = [t("House")] if len(draft.premises) == 1 else [t("House {n}").format(n=n + 1) for n in range(len(draft.premises))]
    return [Block(title, tuple(_house(place, t))) for title, place in zip(titles, draft.premises, strict=True)]


def _house(place: PremisesDraft, t: Translator) -> list[Line]:
    found = [
        Line(t("Address"), place.line, "community"),
        Line(t("House type"), label(place.house_type, t), "house_type"),
        Line(t("Customer is"), label(place.role, t)),
        Line(t("Area"), _area(place)),
        Line(t("Access"), place.access_notes),
        Line(t("House note"), place.note),
    ]
    return [line for line in found if line.text or line.field]


def differences(one: CustomerDraft, other: CustomerDraft) -> list[str]:
    """Return the names of the fields in which two drafts differ."""
    return [field.name for field in fields(CustomerDraft) if getattr(one, field.name) != getattr(other, field.name)]
