"""Whole customer files as rows of plain values, by the fields an import knows, so that what goes out comes in again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from dealer_crm.documents.lists import ColumnKind, ListColumn, Value
from dealer_crm.domain.customers import Interest
from dealer_crm.domain.imports import Target
from dealer_crm.i18n import Translator
from dealer_crm.storage.models import Community, Contact, Customer, CustomerLine, Equipment, Phone, Premises, PremisesHolder
from dealer_crm.words.imports import TARGETS
from dealer_crm.words.labels import label

KINDS = {
    Target.AREA: ColumnKind.AREA,
    Target.OPENING: ColumnKind.MONEY,
    Target.CREATED_ON: ColumnKind.DATE,
    Target.LAST_ON: ColumnKind.DATE,
    Target.NEXT_ON: ColumnKind.DATE,
    Target.INSTALLED_ON: ColumnKind.DATE,
    Target.CONSENT_ON: ColumnKind.DATE,
}
"""Columns that hold more than text."""
OWN = ("name", "salutation", "wechat", "email", "credit_code", "nature", "party_kind", "source", "preferred_channel")
OWN_LATER = ("preferred_time", "preferred_frequency", "do_not_disturb", "marketing_ok", "consent_on", "care_notes", "note")
PLACE = ("province", "city", "district", "street", "building", "unit", "room", "house_type", "area", "access_notes")
COLUMNS = (
    *(Target(name) for name in ("number", "name", "salutation", "phone", "contact", "wechat", "email", "nature", "party_kind")),
    *(Target(name) for name in ("stage", "intent_level", "source", "referrer", "owner", "interests")),
    *(Target(name) for name in ("province", "city", "district", "street", "community", "building", "unit", "room", "house_type", "area")),
    *(Target(name) for name in ("access_notes", "preferred_channel", "preferred_time", "preferred_frequency", "do_not_disturb")),
    *(Target(name) for name in ("marketing_ok", "consent_on", "care_notes", "note", "credit_code", "created_on", "last_on")),
    *(Target(name) for name in ("last_words", "next_on", "next_purpose", "product", "brand", "model", "serial", "installed_on", "opening")),
)
"""What a whole file consists of, in the order of the sheet."""
BETWEEN = " / "


def columns(t: Translator) -> list[ListColumn]:
    """Return the columns with the headings that the import understands in both languages."""
    return [ListColumn(t(TARGETS[target]), KINDS.get(target, ColumnKind.TEXT), 14) for target in COLUMNS]


@dataclass(frozen=True)
class _Parts:
    """What belongs to some customers, one statement a table."""

    phones: dict[int, list[Any]]
    contacts: dict[int, list[Any]]
    places: dict[int, list[Any]]
    machines: dict[int, list[Any]]


def rows(session: Session, ids: Sequence[int], t: Translator) -> Iterable[list[Value]]:
    """Yield the rows of these customers, in their order; those that are gone are left out."""
    referrer = aliased(Customer)
    query = (
        select(Customer.__table__, func.coalesce(referrer.name, "").label("referrer"), *_line_columns())
        .join(CustomerLine, CustomerLine.customer_id == Customer.id)
        .outerjoin(referrer, referrer.id == Customer.referrer_id)
    )
    found = {row.id: row for row in session.execute(query.where(Customer.id.in_(ids)))}
    parts = _parts(session, ids)
    for key in ids:
        if key in found:
            values = _values(found[key], parts, t)
            yield [values.get(target) for target in COLUMNS]


def _line_columns() -> list[Any]:
    names = ("stage", "intent_level", "owner", "last_at", "last_words", "next_on", "next_purpose", "balance")
    return [CustomerLine.__table__.c[name] for name in names]


def _parts(session: Session, ids: Sequence[int]) -> _Parts:
    def grouped(query: Any, column: Any) -> dict[int, list[Any]]:
        groups: dict[int, list[Any]] = defaultdict(list)
        for row in session.execute(query.where(column.in_(ids))):
            groups[row.customer_id].append(row)
        return groups

    held = PremisesHolder.customer_id
    place = (
        select(held, *(Premises.__table__.c[name] for name in PLACE), func.coalesce(Community.name, "").label("community"))
        .join(Premises, Premises.id == PremisesHolder.premises_id)
        .outerjoin(Community, Community.id == Premises.community_id)
        .where(PremisesHolder.to_on.is_(None))
        .order_by(PremisesHolder.position, PremisesHolder.id)
    )
    machine = (
        select(held, Equipment.product, Equipment.brand, Equipment.model, Equipment.serial, Equipment.installed_on)
        .join(Equipment, Equipment.premises_id == PremisesHolder.premises_id)
        .where(PremisesHolder.to_on.is_(None))
        .order_by(Equipment.installed_on, Equipment.id)
    )
    numbers = select(Phone.customer_id, Phone.digits).order_by(Phone.contact_id.is_not(None), Phone.position, Phone.id)
    people = select(Contact.customer_id, Contact.name).order_by(Contact.position, Contact.id)
    return _Parts(
        phones=grouped(numbers, Phone.customer_id),
        contacts=grouped(people, Contact.customer_id),
        places=grouped(place, held),
        machines=grouped(machine, held),
    )


def _values(customer: Any, parts: _Parts, t: Translator) -> dict[Target, Value]:
    values: dict[Target, Value] = {Target(name): _plain(getattr(customer, name), t) for name in (*OWN, *OWN_LATER)}
    for name in ("number", "referrer", "owner", "stage", "intent_level", "last_words", "next_on", "next_purpose"):
        values[Target(name)] = _plain(getattr(customer, name), t)
    values[Target.PHONE] = BETWEEN.join(dict.fromkeys(row.digits for row in parts.phones[customer.id]))
    values[Target.CONTACT] = BETWEEN.join(row.name for row in parts.contacts[customer.id] if row.name)
    values[Target.INTERESTS] = BETWEEN.join(label_of(value, t) for value in customer.interests)
    values[Target.CREATED_ON] = customer.created_at.astimezone().date()
    values[Target.LAST_ON] = customer.last_at.astimezone().date() if customer.last_at else None
    values[Target.OPENING] = customer.balance or None
    for place in parts.places[customer.id][:1]:
        values |= {Target(name): _plain(getattr(place, name), t) for name in (*PLACE, "community")}
    for machine in parts.machines[customer.id][:1]:
        values |= {Target(name): getattr(machine, name) for name in ("product", "brand", "model", "serial", "installed_on")}
    return values


def _plain(value: Any, t: Translator) -> Value:
    if isinstance(value, StrEnum):
        return label(value, t)
    if isinstance(value, bool):
        return t("Yes") if value else t("No")
    plain: Value = value
    return plain


def label_of(interest: str, t: Translator) -> str:
    """Return what a stored interest is called."""
    return label(Interest(interest), t)


def reached_by(session: Session, ids: Sequence[int]) -> tuple[dict[int, list[str]], dict[int, str]]:
    """Return the numbers and the e-mail address of these customers."""
    numbers: dict[int, list[str]] = defaultdict(list)
    query = select(Phone.customer_id, Phone.digits).where(Phone.customer_id.in_(ids))
    for row in session.execute(query.order_by(Phone.contact_id.is_not(None), Phone.position, Phone.id)):
        numbers[row.customer_id].append(row.digits)
    emails = session.execute(select(Customer.id, Customer.email).where(Customer.id.in_(ids)))
    return numbers, {row.id: row.email for row in emails}
