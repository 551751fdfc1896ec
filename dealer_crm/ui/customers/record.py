"""The customer file as words: values as text, and the record in its four parts (S0-08); pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dealer_crm.domain import phones
from dealer_crm.domain.customers import ContactDraft, IntentLevel, Nature, PartyKind, PhoneDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.details import Details, FormFields, Holder, Section, value_of
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_page import CustomerFile
from dealer_crm.ui.widgets.typed_fields import number_text
from dealer_crm.words.birthdays import birthday_words
from dealer_crm.words.customers import field_label
from dealer_crm.words.details import detail_words
from dealer_crm.words.labels import label, level_short


class Side(StrEnum):
    """The column a part of the record stands in where there are two."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class Line:
    """One value of the record."""

    label: str
    text: str


@dataclass(frozen=True)
class Missing:
    """A field without a value: its name in the form, and what it is called."""

    field: str
    label: str


@dataclass(frozen=True)
class Block:
    """A part of the record; one quiet button offers all that is `missing`."""

    title: str
    lines: tuple[Line, ...]
    missing: tuple[Missing, ...] = ()
    side: Side = Side.RIGHT


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


class Record:
    """Writes the parts of one customer's record: what is known, and what the form still asks."""

    def __init__(self, file: CustomerFile, fields: FormFields, today: date, t: Translator) -> None:
        self._file, self._fields, self._today, self._t = file, fields, today, t
        self._draft = file.draft
        self._names = {f"owner_id{self._draft.owner_id}": file.line.owner, f"referrer_id{self._draft.referrer_id}": file.referrer}

    def parts(self) -> list[Block]:
        """Return basics, houses and people at the left, traits and business at the right."""
        return [self._basics(), *self._houses(), self._people(), self._traits(), self._business()]

    def _basics(self) -> Block:
        t, file = self._t, self._file
        first = [Line(t("Number"), file.line.number)]
        named = ("phones", "salutation", "wechat", "email", "source", "owner_id", "referrer_id")
        lines = [*first, *self._own(named)]
        if self._draft.birthday:
            lines.append(Line(field_label("birthday", t), birthday_words(self._draft.birthday, self._today, t)))
        lines += self._known(self._draft.details, Holder.CUSTOMER, (Section.PERSON,))
        lines += self._own(("nature", "party_kind"))
        lines += [Line(t("Brought to us"), " · ".join(file.referred))] if file.referred else []
        lines += [Line(t("Filed on"), local_day(file.line.created_at).isoformat()), *self._consent(), *self._own(("note",))]
        missing = self._unsaid(("phones", "source", "owner_id", "wechat", "birthday", "consent_on"))
        return Block(
            t.context("record", "Basics"),
            tuple(lines),
            (*missing, *self._unknown(self._draft.details, Holder.CUSTOMER, (Section.PERSON,))),
            Side.LEFT,
        )

    def _houses(self) -> list[Block]:
        t, places = self._t, self._draft.premises
        if not places:
            return [Block(t("House"), (), (Missing("community", t("Address")),), Side.LEFT)]
        titles = [t("House")] if len(places) == 1 else [t("House {n}").format(n=n + 1) for n in range(len(places))]
        return [self._house(title, place, first=place is places[0]) for title, place in zip(titles, places, strict=True)]

    def _house(self, title: str, place: PremisesDraft, *, first: bool) -> Block:
        t, sections = self._t, (Section.HOUSE, Section.DECORATION, Section.PRESENT, Section.NEEDS, Section.OWN)
        values = (
            ("community", t("Address"), place.line),
            ("house_type", t("House type"), label(place.house_type, t)),
            ("", t("Customer is"), label(place.role, t)),
            ("area", t("Area"), _area(place)),
            ("", t("Access"), place.access_notes),
            ("", t("House note"), place.note),
        )
        lines = [Line(words, text) for _, words, text in values if text]
        lines += self._known(place.details, Holder.PREMISES, sections)
        missing = [Missing(name, words) for name, words, text in values if name and not text]
        missing += self._unknown(place.details, Holder.PREMISES, sections)
        return Block(title, tuple(lines), tuple(missing) if first else (), Side.LEFT)

    def _people(self) -> Block:
        t = self._t
        lines = tuple(Line(label(one.role, t), self._person(one)) for one in self._draft.contacts)
        return Block(t("Contacts"), lines, () if lines else (Missing("contacts", t("Contacts")),), Side.LEFT)

    def _person(self, contact: ContactDraft) -> str:
        numbers = " / ".join(f"{phones.shown(phone.number)} {phone.label}".strip() for phone in contact.phones)
        born = birthday_words(contact.birthday, self._today, self._t)
        return " · ".join(text for text in (contact.name, numbers, contact.wechat, born, contact.note) if text)

    def _traits(self) -> Block:
        t, draft = self._t, self._draft
        named = ("care_notes", "preferred_channel", "preferred_time", "preferred_frequency")
        lines = [*self._own(named), *(self._own(("do_not_disturb",)) if draft.do_not_disturb else ())]
        lines += self._known(draft.details, Holder.CUSTOMER, (Section.TRAITS,))
        missing = (*self._unsaid(named), *self._unknown(draft.details, Holder.CUSTOMER, (Section.TRAITS,)))
        return Block(t("Traits of the customer"), tuple(lines), missing)

    def _business(self) -> Block:
        t, draft = self._t, self._draft
        company = draft.nature is not Nature.INDIVIDUAL or draft.party_kind is not PartyKind.END_CUSTOMER
        sections = (Section.NEEDS, Section.COMPANY, Section.OWN)
        asked = sections if company else (Section.NEEDS, Section.OWN)
        lines = self._own(("stage", "intent_level", "interests", "credit_code"))
        lines += self._own(("target_account",)) if draft.target_account else []
        lines += self._known(draft.details, Holder.CUSTOMER, (*sections, Section.HOUSE, Section.DECORATION, Section.PRESENT))
        missing = (
            *self._unsaid(("interests", "credit_code") if company else ("interests",)),
            *self._unknown(draft.details, Holder.CUSTOMER, asked),
        )
        return Block(t("Business"), tuple(lines), missing)

    def _own(self, names: Iterable[str]) -> list[Line]:
        found = [Line(field_label(name, self._t), self._value(name)) for name in names]
        return [line for line in found if line.text]

    def _value(self, name: str) -> str:
        return value_words(name, getattr(self._draft, name), self._t, self._names)

    def _unsaid(self, names: Iterable[str]) -> list[Missing]:
        shown = {"owner_id": "owner_id", "referrer_id": "referrer"}
        return [Missing(shown.get(name, name), field_label(name, self._t)) for name in names if not getattr(self._draft, name)]

    def _known(self, details: Details, holder: Holder, sections: tuple[Section, ...]) -> list[Line]:
        """Return the further fields of these parts that have a value, retired ones too."""
        fields = [one for one in self._fields.fields if one.holder is holder and one.section in sections]
        found = [(one, detail_words(one, self._fields, value_of(details, one.code), self._t)) for one in fields]
        return [Line(one.said(self._t.language), text) for one, text in found if text]

    def _unknown(self, details: Details, holder: Holder, sections: tuple[Section, ...]) -> list[Missing]:
        company = self._draft.nature is not Nature.INDIVIDUAL
        asked = [one for section in sections for one in self._fields.of(holder, section) if company or not one.only_companies]
        return [Missing(one.code, one.said(self._t.language)) for one in asked if not value_of(details, one.code)]

    def _consent(self) -> list[Line]:
        t, file = self._t, self._file
        on = file.draft.consent_on
        found = [Line(field_label("consent_on", t), self._agreed(on))] if on else []
        allowed = t("Allowed") if file.draft.marketing_ok else t("Not allowed")
        return [*found, Line(field_label("marketing_ok", t), allowed)]

    def _agreed(self, on: date) -> str:
        return self._t("{date}, wording {version}").format(date=on.isoformat(), version=self._file.consent_wording)
