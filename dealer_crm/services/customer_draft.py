"""Reads a stored customer back as the draft that a form edits."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import ContactDraft, CustomerDraft, IntentLevel, Interest, PhoneDraft, Stage
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.storage.models import Community, Contact, Customer, Opportunity, Phone, Premises, PremisesHolder

OWN_FIELDS = (
    "name",
    "salutation",
    "nature",
    "party_kind",
    "wechat",
    "email",
    "credit_code",
    "source",
    "referrer_id",
    "owner_id",
    "preferred_channel",
    "preferred_time",
    "preferred_frequency",
    "do_not_disturb",
    "care_notes",
    "note",
    "marketing_ok",
)
"""Fields that the draft and the customer row share by name."""


def places_of(session: Session, customer_id: int) -> list[tuple[PremisesHolder, Premises]]:
    """Return the customer's present houses in form order."""
    query = (
        select(PremisesHolder, Premises)
        .join(Premises, Premises.id == PremisesHolder.premises_id)
        .where(PremisesHolder.customer_id == customer_id, PremisesHolder.to_on.is_(None))
        .order_by(PremisesHolder.position, PremisesHolder.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def file_version(session: Session, customer_id: int) -> int:
    """Return a number that changes with any row the form shows: people, phones, houses and opportunities have versions of their own."""
    held = select(PremisesHolder.premises_id).where(PremisesHolder.customer_id == customer_id)
    parts: tuple[tuple[Any, Any], ...] = (
        (Customer, Customer.id == customer_id),
        (Contact, Contact.customer_id == customer_id),
        (Phone, Phone.customer_id == customer_id),
        (PremisesHolder, PremisesHolder.customer_id == customer_id),
        (Premises, Premises.id.in_(held)),
        (Opportunity, Opportunity.customer_id == customer_id),
    )
    seen = [tuple(row) for table, mine in parts for row in session.execute(select(table.id, table.version).where(mine).order_by(table.id))]
    return crc32(repr(seen).encode())


def draft_of(session: Session, customer: Customer) -> CustomerDraft:
    """Return the whole file as a draft; ids of contacts and premises are kept in it."""
    stage, level = _chance(session, customer.id)
    numbers: dict[int | None, list[PhoneDraft]] = defaultdict(list)
    for phone in session.scalars(select(Phone).where(Phone.customer_id == customer.id).order_by(Phone.position, Phone.id)):
        numbers[phone.contact_id].append(PhoneDraft(phone.digits, phone.label))
    contacts = session.scalars(select(Contact).where(Contact.customer_id == customer.id).order_by(Contact.position, Contact.id))
    return CustomerDraft(
        **{name: getattr(customer, name) for name in OWN_FIELDS},
        stage=stage,
        intent_level=level,
        interests=tuple(Interest(value) for value in customer.interests),
        consent_on=customer.consent_on,
        phones=tuple(numbers[None]),
        contacts=tuple(ContactDraft(c.name, c.role, tuple(numbers[c.id]), c.wechat, c.note, c.id) for c in contacts),
        premises=tuple(_place(session, holder, place) for holder, place in places_of(session, customer.id)),
    )


def _chance(session: Session, customer_id: int) -> tuple[Stage, IntentLevel]:
    query = select(Opportunity.stage, Opportunity.intent_level).where(Opportunity.customer_id == customer_id)
    row = session.execute(query.order_by(Opportunity.closed_on.is_not(None), Opportunity.id.desc()).limit(1)).first()
    return (row.stage, row.intent_level) if row else (Stage.POTENTIAL, IntentLevel.N)


def _place(session: Session, holder: PremisesHolder, place: Premises) -> PremisesDraft:
    community = session.get(Community, place.community_id) if place.community_id else None
    return PremisesDraft(
        **{name: getattr(place, name) for name in ("province", "city", "district", "street", "building", "unit", "room")},
        community=community.name if community else "",
        house_type=place.house_type,
        area=place.area,
        access_notes=place.access_notes,
        note=place.note,
        role=holder.role,
        id=place.id,
    )
