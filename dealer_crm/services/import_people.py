"""Reads from the store who a row of a sheet may be, and what is known of those it matches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, func, select

from dealer_crm.domain import phones
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.details import Holder
from dealer_crm.domain.followups import StepState
from dealer_crm.domain.import_details import written
from dealer_crm.domain.import_matching import TELLING, Person, room_key
from dealer_crm.domain.import_merging import CONTACTS, LASTS, MACHINES, OWN, PLACES, STEPS
from dealer_crm.domain.imports import PLACE, Target, Values
from dealer_crm.storage import search
from dealer_crm.storage.models import (
    Community,
    Contact,
    Customer,
    Equipment,
    FollowUp,
    NextStep,
    OpeningBalance,
    Opportunity,
    Phone,
    Premises,
    PremisesHolder,
    SearchKey,
    Staff,
)
from dealer_crm.storage.rows import CHUNK

_NAMED = {Target.REFERRER: "referrer_id", Target.OWNER: "owner_id"}
_OWN = {target: _NAMED.get(target, target.value) for target in (*OWN, Target.INTERESTS) if target is not Target.CONSENT_ON}
OWN_COLUMNS: Mapping[Target, str] = {target: column for target, column in _OWN.items() if column in Customer.__table__.c}
"""Column of the customer row for each target that has one; the day of consent is written with its wording."""
PLACE_COLUMNS = tuple(target.value for target in PLACE if target is not Target.COMMUNITY)


def staff_names(connection: Connection) -> list[tuple[int, str]]:
    """Return everybody of the shop, those who left too: old sheets name them."""
    return [(row.id, row.name) for row in connection.execute(select(Staff.id, Staff.name).order_by(Staff.active.desc(), Staff.id))]


def people(connection: Connection, ids: Iterable[int] | None = None) -> Iterator[Person]:
    """Yield the customers with these ids, or all, as rows are compared with them."""
    wanted = None if ids is None else sorted(set(ids))
    numbers: dict[int, list[str]] = {}
    for customer_id, digits in _among(connection, select(Phone.customer_id, Phone.digits).order_by(Phone.id), Phone.customer_id, wanted):
        if len(digits) >= TELLING:
            numbers.setdefault(customer_id, []).append(digits)
    rooms: dict[int, list[str]] = {}
    for row in _among(connection, _places(), PremisesHolder.customer_id, wanted):
        if key := room_key(row._mapping):  # noqa: SLF001 - the documented name
            rooms.setdefault(row.customer_id, []).append(key)
    query = select(Customer.id, Customer.name, Customer.number).order_by(Customer.id)
    for row in _among(connection, query, Customer.id, wanted):
        yield Person(row.name, tuple(numbers.get(row.id, ())), tuple(rooms.get(row.id, ())), row.number, customer_id=row.id)


def candidates(connection: Connection, values: Mapping[str, Any]) -> list[int]:
    """Return ids of customers that one row may be or may name as referrer: same phone, name or number."""
    digits = [number for number, _ in values.get(Target.PHONE, ())]
    digits += phones.split(str(values.get(Target.REFERRER, "")))
    names = [search.fold_word(str(values.get(target, "")))[: search.KEY_LENGTH] for target in (Target.NAME, Target.REFERRER)]
    queries: tuple[Select[int], ...] = (
        select(Phone.customer_id).where(Phone.digits.in_(digits)),
        select(SearchKey.customer_id).where(SearchKey.text.in_([n for n in names if n]), SearchKey.weight == search.NAME),
        select(Customer.id).where(Customer.number == str(values.get(Target.NUMBER, "")).upper()),
    )
    return sorted({found for query in queries for found in connection.execute(query).scalars()})


def known(connection: Connection, ids: Iterable[int]) -> dict[int, Values]:
    """Return what the store holds of these customers, as `domain.import_merging` compares it; nine statements a chunk."""
    wanted = sorted(set(ids))
    found: dict[int, Values] = {}
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        for row in connection.execute(select(Customer.__table__).where(Customer.id.in_(part))):
            found[row.id] = _own(row)
        _add_lists(connection, found, part)
    return found


def _own(row: Any) -> Values:
    values: Values = {target.value: getattr(row, column) for target, column in OWN_COLUMNS.items()}
    values[Target.CONSENT_ON.value] = row.consent_on.isoformat() if row.consent_on else None
    values |= written(row.details, Holder.CUSTOMER)
    values |= {name: [] for name in (Target.PHONE.value, PLACES, MACHINES, CONTACTS, LASTS, STEPS)}
    return values


def _add_lists(connection: Connection, found: dict[int, Values], part: list[int]) -> None:
    for phone in connection.execute(select(Phone.__table__).where(Phone.customer_id.in_(part)).order_by(Phone.position, Phone.id)):
        found[phone.customer_id][Target.PHONE.value].append([phone.digits, phone.label])
    latest = select(Opportunity.__table__).where(Opportunity.customer_id.in_(part))
    for chance in connection.execute(latest.order_by(Opportunity.closed_on.is_(None), Opportunity.id)):
        found[chance.customer_id] |= {
            Target.STAGE.value: chance.stage.value,
            Target.INTENT_LEVEL.value: chance.intent_level.value,
            "opportunity_id": chance.id,
        }
    for money in connection.execute(select(OpeningBalance.__table__).where(OpeningBalance.customer_id.in_(part))):
        found[money.customer_id] |= {Target.OPENING.value: money.amount, "opening_id": money.id}
    for contact in connection.execute(select(Contact.customer_id, Contact.name).where(Contact.customer_id.in_(part))):
        found[contact.customer_id][CONTACTS].append(contact.name)
    for last in connection.execute(
        select(FollowUp.customer_id, FollowUp.happened_at, FollowUp.words).where(FollowUp.customer_id.in_(part))
    ):
        found[last.customer_id][LASTS].append([local_day(last.happened_at).isoformat(), last.words])
    open_steps = select(NextStep.customer_id, NextStep.due_on, NextStep.purpose).where(NextStep.state == StepState.OPEN)
    for step in connection.execute(open_steps.where(NextStep.customer_id.in_(part))):
        found[step.customer_id][STEPS].append([step.due_on.isoformat(), step.purpose])
    _add_houses(connection, found, part)


def _add_houses(connection: Connection, found: dict[int, Values], part: list[int]) -> None:
    query = (
        _places()
        .add_columns(Premises.details)
        .where(PremisesHolder.customer_id.in_(part))
        .order_by(PremisesHolder.position, PremisesHolder.id)
    )
    for row in connection.execute(query):
        place: Values = {name: getattr(row, name) for name in (*PLACE_COLUMNS, "id")}
        place |= written(row.details, Holder.PREMISES)
        found[row.customer_id][PLACES].append({**place, Target.COMMUNITY.value: row.community})
    machines = (
        select(PremisesHolder.customer_id, Equipment.__table__)
        .join(Equipment, Equipment.premises_id == PremisesHolder.premises_id)
        .where(PremisesHolder.customer_id.in_(part), PremisesHolder.to_on.is_(None))
    )
    for row in connection.execute(machines):
        machine: Values = {name: getattr(row, name) for name in ("product", "brand", "model", "serial") if getattr(row, name)}
        if row.installed_on:
            machine[Target.INSTALLED_ON.value] = row.installed_on.isoformat()
        found[row.customer_id][MACHINES].append(machine)


def _places() -> Select[Any]:
    columns = [Premises.__table__.c[name] for name in (*PLACE_COLUMNS, "id")]
    return (
        select(PremisesHolder.customer_id, *columns, func.coalesce(Community.name, "").label("community"))
        .select_from(PremisesHolder)
        .join(Premises, Premises.id == PremisesHolder.premises_id)
        .outerjoin(Community, Community.id == Premises.community_id)
        .where(PremisesHolder.to_on.is_(None))
    )


def _among(connection: Connection, query: Any, column: Any, ids: list[int] | None) -> Iterator[Any]:
    """Yield the rows of all customers, or of those with the ids, in statements of bounded size."""
    if ids is None:
        yield from connection.execute(query)
        return
    for start in range(0, len(ids), CHUNK):
        yield from connection.execute(query.where(column.in_(ids[start : start + CHUNK])))
