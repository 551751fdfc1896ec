"""Customer files: open, change, delete; a file is saved whole, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain import phones
from dealer_crm.domain.customers import (
    CONSENT_WORDING,
    ContactDraft,
    CustomerDraft,
    CustomerInUse,
    CustomerNotFound,
    PhoneDraft,
    ReferrerIsSelf,
)
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject, several
from dealer_crm.domain.premises import PremisesDraft, place_order
from dealer_crm.domain.text import one_line
from dealer_crm.services.communities import by_name
from dealer_crm.services.customer_draft import OWN_FIELDS, PLACE_FIELDS, places_of, read_file, stored_details
from dealer_crm.services.customer_records import delete_records
from dealer_crm.services.facts import note_change
from dealer_crm.services.form_fields import checked_details
from dealer_crm.services.relations import refuse_cycle
from dealer_crm.storage import dialect, numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import (
    Acceptance,
    Community,
    Contact,
    Customer,
    Delivery,
    Equipment,
    Job,
    NextStep,
    Opportunity,
    Phone,
    Premises,
    PremisesHolder,
    Quote,
    SalesOrder,
    ServiceRequest,
)


class Customers:
    """Use-cases of the customer file. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now

    def create(self, draft: CustomerDraft, next_on: date | None = None, purpose: str = "") -> int:
        """Open a file with its first opportunity, and a first step when a day is given; return its id.

        Raises the errors of `CustomerDraft.checked`.
        """
        draft = draft.checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.CUSTOMER) as session:
            customer_id = open_file(session, draft, self._now())
            if next_on is not None:
                session.add(NextStep(customer_id=customer_id, staff_id=draft.owner_id, due_on=next_on, purpose=one_line(purpose)))
            session.about(customer_id, draft.name or phones.shown(draft.phones[0].number))
            return customer_id

    def edit(self, customer_id: int, draft: CustomerDraft, version: int) -> None:
        """Save a file that was opened at `version`. Raises CustomerNotFound, EditConflict, ReferrerCycle and the errors of the draft."""
        draft = draft.checked()
        if draft.referrer_id == customer_id:
            raise ReferrerIsSelf
        with self._db.write(self._actor(), Action.EDIT, Subject.CUSTOMER) as session:
            draft = checked_details(session, draft)
            known, theirs = _read(session, customer_id)
            if theirs != version:
                raise EditConflict(mine=version, theirs=theirs)
            change_file(session, customer_id, (known, draft), local_day(self._now()), self._actor().staff_id)
            session.about(customer_id, draft.name or _require(session, customer_id).number)

    def delete(self, customer_id: int) -> None:
        """Move a file with all that is his to the recycle bin (an undoable entry). Houses and machines stay where they stand.

        Raises CustomerNotFound, CustomerInUse when another customer names him as referrer.
        """
        with self._db.write(self._actor(), Action.DELETE, Subject.CUSTOMER) as session:
            customer = _require(session, customer_id)
            session.about(customer_id, customer.name or customer.number)
            _refuse_if_needed(session, [customer_id])
            _delete(session, customer)

    def delete_many(self, customer_ids: Iterable[int]) -> None:
        """Move several files to the recycle bin as one undoable step, in whatever order. Raises as `delete`; then none is moved."""
        ids = list(dict.fromkeys(customer_ids))
        with self._db.write(self._actor(), Action.DELETE, Subject.CUSTOMER) as session:
            _refuse_if_needed(session, ids)
            dialect.defer_foreign_keys(session.connection())
            names = []
            for customer_id in ids:
                customer = _require(session, customer_id)
                names.append(customer.name or customer.number)
                _delete(session, customer)
            session.recorder.about.label = several(names)

    def draft(self, customer_id: int) -> tuple[CustomerDraft, int]:
        """Return the file as a draft with the version to save it by. Raises CustomerNotFound."""
        with self._db.read() as session:
            return _read(session, customer_id)

    def id_of(self, number: str) -> int:
        """Return the id of a customer number. Raises CustomerNotFound."""
        with self._db.read() as session:
            found = session.execute(select(Customer.id).where(Customer.number == number.strip().upper())).scalar()
        if found is None:
            raise CustomerNotFound(number=number)
        return found


def change_file(
    session: WriteSession, customer_id: int, files: tuple[CustomerDraft, CustomerDraft], day: date, staff_id: int | None
) -> None:
    """Write a checked draft over the file that is known, as part of the caller's write, and note what it replaces.

    Raises CustomerNotFound, ReferrerCycle.
    """
    known, draft = files
    customer = _require(session, customer_id)
    if draft.referrer_id != known.referrer_id:
        refuse_cycle(session, customer_id, draft.referrer_id)
    _fill(customer, draft)
    _write_what_differs(session, customer_id, known, draft)
    note_change(session, customer_id, files, day, staff_id)


def open_file(session: WriteSession, draft: CustomerDraft, now: datetime) -> int:
    """Write a new file of a checked draft with its first opportunity, as part of the caller's write; return its id.

    Raises what the further fields refuse.
    """
    draft = checked_details(session, draft)
    connection, day = session.connection(), local_day(now)
    customer = Customer(number=numbers.take(connection, numbers.CUSTOMER, day)[0], created_at=now)
    _fill(customer, draft)
    session.add(customer)
    session.flush()
    session.add(
        Opportunity(
            number=numbers.take(connection, numbers.OPPORTUNITY, day)[0],
            customer_id=customer.id,
            stage=draft.stage,
            intent_level=draft.intent_level,
            opened_on=day,
        )
    )
    _write_people(session, customer.id, draft)
    _write_places(session, customer.id, draft.premises)
    return customer.id


def _require(session: Session, customer_id: int) -> Customer:
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise CustomerNotFound(number=str(customer_id))
    return customer


def _read(session: Session, customer_id: int) -> tuple[CustomerDraft, int]:
    found = read_file(session, customer_id)
    if found is None:
        raise CustomerNotFound(number=str(customer_id))
    return found


def _fill(customer: Customer, draft: CustomerDraft) -> None:
    for name in OWN_FIELDS:
        _set(customer, name, getattr(draft, name))
    _set(customer, "interests", [interest.value for interest in draft.interests])
    _set(customer, "details", stored_details(draft.details))
    if draft.consent_on != customer.consent_on:
        customer.consent_on = draft.consent_on
        customer.consent_wording = CONSENT_WORDING if draft.consent_on else ""


def _set(row: Any, name: str, value: object) -> None:
    if getattr(row, name) != value:
        setattr(row, name, value)


def _write_what_differs(session: WriteSession, customer_id: int, known: CustomerDraft, draft: CustomerDraft) -> None:
    """Write what belongs to the customer, leaving alone what stands in the file as it stands in the draft."""
    if (draft.stage, draft.intent_level) != (known.stage, known.intent_level):
        chance = _chance(session, customer_id)
        if chance is not None:
            chance.stage, chance.intent_level = draft.stage, draft.intent_level
    if (draft.phones, draft.contacts) != (known.phones, known.contacts):
        _write_people(session, customer_id, draft)
    if draft.premises != known.premises:
        _write_places(session, customer_id, draft.premises)


def _chance(session: Session, customer_id: int) -> Opportunity | None:
    """Return the opportunity whose stage the form shows: the latest that is not closed, else the latest."""
    query = select(Opportunity).where(Opportunity.customer_id == customer_id)
    return session.scalars(query.order_by(Opportunity.closed_on.is_not(None), Opportunity.id.desc()).limit(1)).first()


def _write_people(session: WriteSession, customer_id: int, draft: CustomerDraft) -> None:
    """Make contacts and phones equal to the draft, keeping the rows that stay."""
    known = {c.id: c for c in session.scalars(select(Contact).where(Contact.customer_id == customer_id))}
    numbers_known = list(session.scalars(select(Phone).where(Phone.customer_id == customer_id).order_by(Phone.id)))
    own = [p for p in numbers_known if p.contact_id is None]
    _write_phones(session, (customer_id, None), own, draft.phones)
    for position, wanted in enumerate(draft.contacts):
        contact = known.pop(wanted.id, None) if wanted.id else None
        if contact is None:
            contact = Contact(customer_id=customer_id, name="", wechat="", note="", birthday="", position=position, role=wanted.role)
            session.add(contact)
        _fill_contact(contact, wanted, position)
        session.flush()
        mine = [p for p in numbers_known if p.contact_id == contact.id]
        _write_phones(session, (customer_id, contact.id), mine, wanted.phones)
    for gone in known.values():
        for phone in (p for p in numbers_known if p.contact_id == gone.id):
            session.delete(phone)
        session.flush()
        session.delete(gone)
    session.flush()


def _fill_contact(contact: Contact, wanted: ContactDraft, position: int) -> None:
    for name in ("name", "role", "wechat", "note", "birthday"):
        _set(contact, name, getattr(wanted, name))
    _set(contact, "position", position)


def _write_phones(session: WriteSession, owner: tuple[int, int | None], known: list[Phone], wanted: tuple[PhoneDraft, ...]) -> None:
    by_digits = {phone.digits: phone for phone in known}
    for position, draft in enumerate(wanted):
        phone = by_digits.pop(draft.number, None)
        if phone is None:
            phone = Phone(customer_id=owner[0], contact_id=owner[1], digits=draft.number, kind=phones.kind(draft.number))
            phone.label, phone.position = draft.label, position
            session.add(phone)
        _set(phone, "label", draft.label)
        _set(phone, "position", position)
    for gone in by_digits.values():
        session.delete(gone)


def _write_places(session: WriteSession, customer_id: int, wanted: tuple[PremisesDraft, ...]) -> None:
    """Make the customer's houses equal to the draft. A house he no longer has stays with its machines."""
    known = {place.id: (holder, place) for holder, place in places_of(session, customer_id)}
    for position, draft in enumerate(wanted):
        holder, place = known.pop(draft.id, (None, None)) if draft.id else (None, None)
        community = community_id(session, draft.community)
        if place is None:
            place = Premises(**dict.fromkeys(("province", "city", "district", "street", "building", "unit", "room"), ""))
            place.access_notes = place.note = ""
            place.details = {}
            session.add(place)
        for name in PLACE_FIELDS:
            _set(place, name, getattr(draft, name))
        _set(place, "details", stored_details(draft.details))
        _set(place, "community_id", community)
        session.flush()
        if holder is None:
            holder = PremisesHolder(premises_id=place.id, customer_id=customer_id, role=draft.role)
            session.add(holder)
        _set(holder, "role", draft.role)
        _set(holder, "position", place_order(position, draft.role))
    session.flush()
    for holder, place in known.values():
        session.delete(holder)
        session.flush()
        _delete_bare_place(session, place)


def community_id(session: WriteSession, name: str) -> int | None:
    """Return the community that goes by that name, made if it is new; None for ''."""
    if not name:
        return None
    known = by_name(session, name)
    if known is not None:
        return known
    community = Community(name=name, alias="")
    session.add(community)
    session.flush()
    return community.id


def _delete_bare_place(session: WriteSession, place: Premises) -> None:
    """Delete a house that nobody holds, where no machine stands and nothing was ordered."""
    for table in (PremisesHolder, Equipment, Quote, SalesOrder, Delivery, Job, Acceptance, ServiceRequest):
        if session.execute(select(table.id).where(table.premises_id == place.id).limit(1)).first():
            return
    session.delete(place)
    session.flush()


def _refuse_if_needed(session: WriteSession, customer_ids: Sequence[int]) -> None:
    """Raise CustomerInUse where somebody who stays names one of these as referrer."""
    going = frozenset(customer_ids)
    for customer_id in customer_ids:
        referred = session.execute(select(Customer.id, Customer.name, Customer.number).where(Customer.referrer_id == customer_id))
        for row in referred:
            if row.id not in going:
                raise CustomerInUse(name=row.name or row.number)


def _delete(session: WriteSession, customer: Customer) -> None:
    delete_records(session, customer.id)
    held = select(PremisesHolder, Premises).join(Premises, Premises.id == PremisesHolder.premises_id)
    for holder, place in session.execute(held.where(PremisesHolder.customer_id == customer.id)).all():
        session.delete(holder)
        session.flush()
        _delete_bare_place(session, place)
    session.delete(customer)
    session.flush()
