"""Sets single fields of a customer or of one of his houses by name, through the same door as the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from dealer_crm.domain import phones
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.details import (
    Detail,
    DetailNotDay,
    DetailNotInList,
    DetailNotNumber,
    Details,
    FormField,
    FormFields,
    Holder,
    ValueKind,
    number_text,
    value_of,
)
from dealer_crm.domain.import_details import DetailTarget, read
from dealer_crm.domain.import_words import Words
from dealer_crm.domain.imports import Target
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.setting import HousePlaceUnknown, SettingFieldUnknown, SettingKindUnknown, SettingNotReadable, SettingValueUnknown
from dealer_crm.domain.text import fold
from dealer_crm.i18n import LANGUAGES, Translator, translator
from dealer_crm.services.customers import Customers
from dealer_crm.services.form_fields import form_fields
from dealer_crm.services.import_layout import words
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Staff
from dealer_crm.words.columns import column_words
from dealer_crm.words.customers import FIELDS
from dealer_crm.words.imports import KINDS
from dealer_crm.words.labels import label

CUSTOMER, HOUSE = "customer", "house"
TEXTS = frozenset({"name", "salutation", "wechat", "email", "credit_code", "birthday", "preferred_time", "care_notes", "note"})
CHOICES = frozenset({"nature", "party_kind", "source", "stage", "intent_level", "preferred_channel", "preferred_frequency", "house_type"})
SWITCHES = frozenset({"do_not_disturb", "marketing_ok", "target_account"})
OTHERS = ("phones", "interests", "consent_on", "owner_id", "referrer_id")
PLACE_TEXTS = ("province", "city", "district", "street", "community", "building", "unit", "room", "access_notes", "note")
WANTED: Mapping[ValueKind, type[DetailNotDay | DetailNotNumber | DetailNotInList]] = {
    ValueKind.NUMBER: DetailNotNumber,
    ValueKind.DATE: DetailNotDay,
}


@dataclass(frozen=True)
class SetField:
    """One field that was set: its name, what it held and what it holds, as plain values."""

    field: str
    before: str | int | bool | None
    after: str | int | bool | None


class FieldSetter:
    """Sets fields by name. One call is one step of the history; nothing is set where one field is refused."""

    def __init__(self, db: Database, customers: Customers, t: Translator) -> None:
        self._db, self._customers, self._t = db, customers, t

    def set(self, kind: str, number: str, settings: Sequence[str]) -> list[SetField]:
        """Set FIELD=VALUE of a customer, or of his house (number/place, the first where none is said); return what changed.

        Raises SettingKindUnknown, SettingNotReadable, SettingFieldUnknown, SettingValueUnknown, HousePlaceUnknown, CustomerNotFound,
        and what the form refuses.
        """
        if kind not in {CUSTOMER, HOUSE}:
            raise SettingKindUnknown(kind=kind, kinds=f"{CUSTOMER}, {HOUSE}")
        number, _sign, place = number.partition("/")
        customer_id = self._customers.id_of(number)
        draft, version = self._customers.draft(customer_id)
        reader = self._reader()
        pairs = [_pair(text) for text in settings]
        if kind == CUSTOMER:
            after: CustomerDraft = reader.customer(draft, pairs)
            self._customers.edit(customer_id, after, version)
            return _changes(draft, self._customers.draft(customer_id)[0])
        at = _place(place, number, draft)
        houses = (*draft.premises[:at], reader.house(draft.premises[at], pairs), *draft.premises[at + 1 :])
        self._customers.edit(customer_id, replace(draft, premises=houses), version)
        return _changes(draft.premises[at], self._customers.draft(customer_id)[0].premises[at])

    def _reader(self) -> _Reader:
        with self._db.read() as session:
            fields = form_fields(session)
            staff = {fold(name): staff_id for staff_id, name in session.execute(select(Staff.id, Staff.name).order_by(Staff.id.desc()))}
        return _Reader(fields, words(fields), staff, self._customers.id_of, self._t)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise SettingNotReadable(text=text)
    return name.strip(), value.strip()


def _place(text: str, number: str, draft: CustomerDraft) -> int:
    at = int(text) - 1 if text.isdecimal() else 0 if not text else -1
    if not 0 <= at < len(draft.premises):
        raise HousePlaceUnknown(number=number, place=text or 1, count=len(draft.premises))
    return at


@dataclass(frozen=True)
class _Reader:
    """Reads names and values as people write them."""

    fields: FormFields
    words: Words
    staff: Mapping[str, int]
    id_of: Callable[[str], int]
    t: Translator

    def customer(self, draft: CustomerDraft, pairs: Sequence[tuple[str, str]]) -> CustomerDraft:
        """Return the draft with these fields."""
        names = _names(lambda name, t: t(FIELDS[name]), (*TEXTS, *CHOICES - {"house_type"}, *SWITCHES, *OTHERS))
        own, details = self._read(pairs, names, Holder.CUSTOMER, draft.details)
        return replace(draft, **own, details=details)

    def house(self, draft: PremisesDraft, pairs: Sequence[tuple[str, str]]) -> PremisesDraft:
        """Return the house with these fields."""
        names = _names(
            lambda name, t: column_words("premises", "community_id" if name == "community" else name, t),
            (*PLACE_TEXTS, "house_type", "area"),
        )
        own, details = self._read(pairs, names, Holder.PREMISES, draft.details)
        return replace(draft, **own, details=details)

    def _others(self) -> Mapping[str, Callable[[str], Any]]:
        return {
            "phones": lambda text: tuple(PhoneDraft(number) for number in phones.split(text)) or ((PhoneDraft(text),) if text else ()),
            "interests": self._interests,
            "consent_on": self._day,
            "owner_id": self._staff,
            "referrer_id": lambda text: self.id_of(text) if text else None,
            "area": self._area,
        }

    def _read(
        self, pairs: Sequence[tuple[str, str]], names: Mapping[str, str], holder: Holder, details: Details
    ) -> tuple[dict[str, Any], Details]:
        own: dict[str, Any] = {}
        held = {one.code: one for one in details}
        for typed, value in pairs:
            known = self._detail(typed, holder)
            if fold(typed) in names:
                name = names[fold(typed)]
                own[name] = self._value(name, value)
            elif known is not None:
                held[known.code] = Detail(known.code, self._detail_value(known, value))
            else:
                raise SettingFieldUnknown(text=typed)
        return own, self.fields.checked(held.values())

    def _detail(self, typed: str, holder: Holder) -> FormField | None:
        wanted = fold(typed)
        return next((one for one in self.fields.of(holder) if wanted in {fold(one.code), fold(one.zh), fold(one.en)}), None)

    def _detail_value(self, known: FormField, text: str) -> str:
        found = read(DetailTarget.of(known, self.fields.values(known.list_code)), text, self.words) if text else ""
        if found is None:
            raise WANTED.get(known.kind, DetailNotInList)(code=known.code, text=text)
        return found

    def _value(self, name: str, text: str) -> Any:
        if name in TEXTS or name in PLACE_TEXTS:
            return text
        if name in CHOICES:
            return self._choice(name, text)
        if name in SWITCHES:
            said = self.words.yes(text) if text else False
            return self._refuse(name, text, (self.t("Yes"), self.t("No"))) if said is None else said
        return self._others()[name](text)

    def _choice(self, name: str, text: str) -> StrEnum | None:
        kind = KINDS[Target(name)]
        if not text:
            return None if name in {"source", "preferred_channel", "preferred_frequency", "house_type"} else next(iter(kind))
        found = self.words.value(Target(name), text)
        return self._refuse(name, text, [label(one, self.t) for one in kind]) if found is None else kind(found)

    def _interests(self, text: str) -> tuple[Any, ...]:
        found = self.words.values(Target.INTERESTS, text)
        kind = KINDS[Target.INTERESTS]
        return self._refuse("interests", text, [label(one, self.t) for one in kind]) if found is None else tuple(map(kind, found))

    def _day(self, text: str) -> date | None:
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise DetailNotDay(code="consent_on", text=text) from None

    def _area(self, text: str) -> int | None:
        return round(float(number_text("area", text)) * 1000) if text else None

    def _staff(self, text: str) -> int | None:
        if text and fold(text) not in self.staff:
            self._refuse("owner_id", text, sorted(self.staff))
        return self.staff.get(fold(text))

    def _refuse(self, name: str, text: str, values: Sequence[str]) -> Any:
        raise SettingValueUnknown(field=self.t(FIELDS[name]) if name in FIELDS else name, text=text, values=", ".join(values))


def _names(called: Callable[[str, Translator], str], names: Sequence[str]) -> dict[str, str]:
    """Return fields by everything they may be called: as in the draft, as in the form in every language."""
    found = {fold(called(name, translator(language))): name for language in LANGUAGES for name in names}
    return found | {fold(name): name for name in names}


def _changes(before: Any, after: Any) -> list[SetField]:
    found = [
        SetField(name, _plain(getattr(before, name)), _plain(getattr(after, name)))
        for name in before.__dataclass_fields__
        if name not in {"details", "premises", "contacts"} and getattr(before, name) != getattr(after, name)
    ]
    codes = dict.fromkeys(one.code for one in (*before.details, *after.details))
    return found + [
        SetField(code, value_of(before.details, code), value_of(after.details, code))
        for code in codes
        if value_of(before.details, code) != value_of(after.details, code)
    ]


def _plain(value: Any) -> str | int | bool | None:
    if isinstance(value, tuple):
        return " / ".join(one.number if isinstance(one, PhoneDraft) else str(one) for one in value)
    return value.isoformat() if isinstance(value, date) else value
