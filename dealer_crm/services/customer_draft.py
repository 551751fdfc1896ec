"""Reads a stored customer back as the draft that a form edits."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from zlib import crc32

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import ContactDraft, ContactRole, CustomerDraft, IntentLevel, Interest, PhoneDraft, Stage
from dealer_crm.domain.details import Detail, Details
from dealer_crm.domain.premises import HouseType, PremisesDraft, PremisesRole
from dealer_crm.storage import rows
from dealer_crm.storage.models import Community, Contact, Customer, Opportunity, Phone, Premises, PremisesHolder
from dealer_crm.storage.wholes import Whole

OTHERWISE = ("interests", "consent_on", "details")
"""Fields that the row writes in another way than the draft, or together with others."""
OWN_FIELDS = tuple(name for name in CustomerDraft.__dataclass_fields__ if name in Customer.__table__.c and name not in OTHERWISE)
"""Fields that the draft and the customer row share."""
PLACE_FIELDS = tuple(name for name in PremisesDraft.__dataclass_fields__ if name in Premises.__table__.c and name not in ("id", "details"))
"""Fields that the draft of a house and its row share."""


def places_of(session: Session, customer_id: int) -> list[tuple[PremisesHolder, Premises]]:
    """Return the customer's present houses in form order."""
    query = (
        select(PremisesHolder, Premises)
        .join(Premises, Premises.id == PremisesHolder.premises_id)
        .where(PremisesHolder.customer_id == customer_id, PremisesHolder.to_on.is_(None))
        .order_by(PremisesHolder.position, PremisesHolder.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def read_file(session: Session, customer_id: int) -> tuple[CustomerDraft, int] | None:
    """Return a file as the store holds it: the draft, with ids of contacts and premises, and its version. None for nobody's."""
    for row, (contacts, phones, places, chances) in _files().rows(session.connection(), [customer_id]):
        own = rows.decode(rows.table_named("customer"), {name: getattr(row, name) for name in (*OWN_FIELDS, *OTHERWISE)})
        numbers: dict[int | None, list[PhoneDraft]] = defaultdict(list)
        for phone in phones:
            numbers[phone.contact_id].append(PhoneDraft(phone.digits, phone.label))
        chance = next(iter(chances), None)
        draft = CustomerDraft(
            **{**own, "interests": tuple(Interest(value) for value in own["interests"]), "details": details_of(own["details"])},
            stage=Stage(chance.stage) if chance else Stage.POTENTIAL,
            intent_level=IntentLevel(chance.intent_level) if chance else IntentLevel.N,
            phones=tuple(numbers[None]),
            contacts=tuple(
                ContactDraft(c.name, ContactRole(c.role), tuple(numbers[c.id]), c.wechat, c.note, c.id, c.birthday) for c in contacts
            ),
            premises=tuple(_place(place) for place in places if place.to_on is None),
        )
        houses = {(place.place_id, place.place_version) for place in places}
        parts = ((row.id, row.version),), *map(_versions, (contacts, phones, places)), houses, _versions(chances)
        return draft, crc32(repr([seen for part in parts for seen in sorted(part)]).encode())
    return None


def details_of(stored: Mapping[str, str]) -> Details:
    """Return stored values of further fields as a draft has them, in the order of their codes."""
    return tuple(Detail(code, stored[code]) for code in sorted(stored))


def stored_details(details: Details) -> dict[str, str]:
    """Return the values of a draft as the row holds them."""
    return {one.code: one.value for one in details}


def _versions(part: Sequence[Any]) -> list[tuple[int, int]]:
    return [(row.id, row.version) for row in part]


@cache
def _files() -> Whole:
    """Return the question for files. Every row of them counts for the version: who saves with another one has not seen all."""
    contact, phone, holder, chance = Contact, Phone, PremisesHolder, Opportunity
    place = (*(Premises.__table__.c[name] for name in (*PLACE_FIELDS, "details")), Premises.version.label("place_version"))
    parts: dict[str, Any] = {
        "contacts": select(
            contact.customer_id, contact.id, contact.version, contact.name, contact.role, contact.wechat, contact.note, contact.birthday
        ),
        "phones": select(phone.customer_id, phone.id, phone.version, phone.contact_id, phone.digits, phone.label),
        "places": select(holder.customer_id, holder.id, holder.version, holder.to_on, holder.role, Premises.id.label("place_id"), *place)
        .add_columns(func.coalesce(Community.name, "").label("community"))
        .join(Premises, Premises.id == holder.premises_id)
        .outerjoin(Community, Community.id == Premises.community_id),
        "chances": select(chance.customer_id, chance.id, chance.version, chance.stage, chance.intent_level),
    }
    orders: dict[str, tuple[Any, ...]] = {
        "contacts": (contact.position, contact.id),
        "phones": (phone.position, phone.id),
        "places": (holder.position, holder.id),
        "chances": (chance.closed_on.is_not(None), chance.id.desc()),
    }
    whole = {name: part.order_by(*orders[name]) for name, part in parts.items()}
    return Whole(select(Customer.__table__), Customer.__table__.c.id, whole)


def _place(place: Any) -> PremisesDraft:
    return PremisesDraft(
        **{name: getattr(place, name) for name in PLACE_FIELDS if name != "house_type"},
        community=place.community,
        house_type=HouseType(place.house_type) if place.house_type else None,
        role=PremisesRole(place.role),
        id=place.place_id,
        details=details_of(json.loads(place.details)),
    )
