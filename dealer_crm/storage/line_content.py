"""What a customer's list line and search text say, computed from the recorded tables alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, case, func, or_, select

from dealer_crm.domain.amounts import line_amount
from dealer_crm.domain.customers import STAGE_ORDER, IntentLevel, Stage
from dealer_crm.domain.details import BETWEEN
from dealer_crm.domain.followups import Outcome, StepState
from dealer_crm.domain.names import Pinyin, Reading, sort_key
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.premises import address_line, short_line
from dealer_crm.storage import rows, search
from dealer_crm.storage.models import (
    Community,
    Contact,
    Customer,
    Equipment,
    FollowUp,
    FormerValue,
    NextStep,
    OpeningBalance,
    Opportunity,
    OrderLine,
    Payment,
    Phone,
    Premises,
    PremisesHolder,
    SalesOrder,
    Staff,
)
from dealer_crm.storage.wholes import Whole

Line = rows.Values
_CODES = re.compile("[a-z_][a-z0-9_]*(?: [a-z_][a-z0-9_]*)*")
EMPTY = "{}"
"""What the file holds for no further fields."""
PLACE = ("province", "city", "district", "street", "building", "unit", "room")
REACHED = frozenset({Outcome.REACHED.value, Outcome.RESCHEDULED.value})
OWING = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY, OrderState.DELIVERED, OrderState.DONE)
RANKS = {stage.value: rank for rank, stage in enumerate(STAGE_ORDER)}


def compute(connection: Connection, ids: Sequence[int], pinyin: Pinyin) -> Iterator[tuple[Line, search.Text]]:
    """Yield the line (as the file holds it) and the search text of each of these customers."""
    for customer, parts in _wholes().rows(connection, ids):
        line, keys, texts = content(customer, Parts(*parts), pinyin)
        yield line, search.text_of(customer.id, [*keys, (search.NUMBER, customer.number)], texts)


def content(customer: Any, parts: Parts, pinyin: Pinyin) -> tuple[Line, list[tuple[int, str]], list[str]]:
    """Return the line, the keys but for the number, and the further searched texts of one customer.

    `customer` has the columns of the table as the file holds them, and `owner`, the name of who looks after him.
    """
    readings = pinyin.readings(customer.name)
    spoken = readings if customer.name else []
    for contact in parts.contacts:
        if contact.name:
            spoken = [*spoken, *pinyin.readings(contact.name)]
    line = _line(customer, parts, sort_key(readings[0], customer.name))
    return line, _keys(customer, parts, spoken), _texts(customer, parts)


class Parts(NamedTuple):
    """What belongs to one customer, in the order that matters, as the file holds it."""

    phones: Sequence[Any] = ()
    contacts: Sequence[Any] = ()
    places: Sequence[Any] = ()
    machines: Sequence[Any] = ()
    chances: Sequence[Any] = ()
    steps: Sequence[Any] = ()
    talks: Sequence[Any] = ()
    money: Sequence[Any] = ()
    goods: Sequence[Any] = ()
    orders: Sequence[Any] = ()
    payments: Sequence[Any] = ()
    former: Sequence[Any] = ()


@cache
def _wholes() -> Whole:
    query = select(Customer.__table__, func.coalesce(Staff.name, "").label("owner"))
    query = query.outerjoin(Staff, Staff.id == Customer.owner_id).order_by(Customer.id)
    return Whole(query, Customer.__table__.c.id, dict(zip(Parts._fields, _parts(), strict=True)))


def _parts() -> tuple[Any, ...]:
    """Return what is asked of each part, the customer's id first, in the order of `Parts`."""
    holder, phone, step, talk, order = PremisesHolder, Phone, NextStep, FollowUp, SalesOrder
    free = and_(Payment.request_id.is_(None), Payment.kind != PayKind.SERVICE)
    return (
        select(phone.customer_id, phone.digits).order_by(phone.contact_id.is_not(None), phone.position, phone.id),
        select(Contact.customer_id, Contact.name, Contact.wechat, Contact.note).order_by(Contact.id),
        _places(),
        select(holder.customer_id, Equipment.product, Equipment.brand, Equipment.model, Equipment.serial)
        .join(Equipment, holder.premises_id == Equipment.premises_id)
        .where(holder.to_on.is_(None))
        .order_by(Equipment.id),
        select(Opportunity.customer_id, Opportunity.stage, Opportunity.intent_level).order_by(Opportunity.id),
        select(step.customer_id, step.due_on, step.purpose).where(step.state == StepState.OPEN).order_by(step.due_on, step.id),
        select(talk.customer_id, talk.happened_at, talk.words, talk.outcome).order_by(talk.happened_at.desc(), talk.id.desc()),
        select(OpeningBalance.customer_id, OpeningBalance.amount).order_by(OpeningBalance.id),
        select(order.customer_id, OrderLine.quantity, OrderLine.price)
        .join(OrderLine, OrderLine.order_id == order.id)
        .where(order.state.in_(OWING)),
        select(order.customer_id, case((order.state == OrderState.CANCELLED, order.kept), else_=order.extra).label("extra")).where(
            or_(order.state.in_(OWING), order.kept != 0)
        ),
        select(Payment.customer_id, Payment.amount).where(or_(Payment.order_id.is_not(None), free)),
        select(FormerValue.customer_id, FormerValue.field, FormerValue.words).order_by(FormerValue.id),
    )


def _places() -> Select[Any]:
    columns = [Premises.__table__.c[name] for name in (*PLACE, "note", "details")]
    community = (func.coalesce(Community.name, "").label("community"), func.coalesce(Community.alias, "").label("alias"))
    return (
        select(PremisesHolder.customer_id, *columns, *community, PremisesHolder.to_on)
        .join(Premises, Premises.id == PremisesHolder.premises_id)
        .outerjoin(Community, Community.id == Premises.community_id)
        .order_by(PremisesHolder.to_on.is_not(None), PremisesHolder.position, PremisesHolder.id)
    )


def _stage(chances: Sequence[Any]) -> tuple[str, str]:
    """Return stage and level of the most telling opportunity, the latest among equals."""
    if not chances:
        return Stage.POTENTIAL.value, IntentLevel.N.value
    if len(chances) == 1:
        return chances[0].stage, chances[0].intent_level
    best = max(range(len(chances)), key=lambda place: (RANKS[chances[place].stage], place))
    return chances[best].stage, chances[best].intent_level


def _owed(parts: Parts) -> int:
    """Return what orders still bring, in 分: their lines with what stands beside them, less payments.

    Payments of no order and no service pay off the opening balance.
    """
    if not (parts.goods or parts.orders or parts.payments):
        return 0
    goods = sum(line_amount(line.quantity, line.price) for line in parts.goods)
    beside: int = sum(order.extra for order in parts.orders)
    paid: int = sum(payment.amount for payment in parts.payments)
    return goods + beside - paid


def _line(customer: Any, parts: Parts, key: str) -> Line:
    stage, level = _stage(parts.chances)
    place = parts.places[0] if parts.places and parts.places[0].to_on is None else None
    step = parts.steps[0] if parts.steps else None
    reached = next((talk for talk in parts.talks if talk.outcome in REACHED), None) if parts.talks else None
    return {
        "customer_id": customer.id,
        "number": customer.number,
        "name": customer.name,
        "sort_key": key,
        "phone": parts.phones[0].digits if parts.phones else "",
        "community": place.community if place else "",
        "address": short_line(place) if place else "",
        "stage": stage,
        "intent_level": level,
        "nature": customer.nature,
        "party_kind": customer.party_kind,
        "source": customer.source,
        "owner_id": customer.owner_id,
        "owner": customer.owner,
        "wechat": customer.wechat,
        "note": customer.note,
        "interests": _listed(customer.interests),
        "details": _details(customer, place),
        "marketing_ok": customer.marketing_ok,
        "balance": sum([money.amount for money in parts.money]) + _owed(parts),
        "created_at": customer.created_at,
        "last_at": reached.happened_at if reached else None,
        "last_words": next((talk.words for talk in parts.talks if talk.words), ""),
        "next_on": step.due_on if step else None,
        "next_purpose": step.purpose if step else "",
        "at_peace": 1 if customer.peace_reason else 0,
    }


@lru_cache(maxsize=1_000)
def _listed(interests: str) -> str:
    return " ".join(json.loads(interests))


def _details(customer: Any, place: Any) -> str:
    """Return the further fields of a customer and his first house as one object; no code stands in both."""
    if customer.details == EMPTY:
        return str(place.details) if place else EMPTY
    if place is None or place.details == EMPTY:
        return str(customer.details)
    return json.dumps(json.loads(customer.details) | json.loads(place.details), ensure_ascii=False, sort_keys=True)


def _spoken(details: str) -> list[str]:
    """Return the values of further fields; what may be chosen of a list is said by its codes (`search.chosen`)."""
    if details == EMPTY:
        return []
    found: list[str] = []
    for field, value in json.loads(details).items():
        found.append(value)
        if _CODES.fullmatch(value):
            found += [search.chosen(field, code) for code in value.split(BETWEEN)]
    return found


def _keys(customer: Any, parts: Parts, readings: list[Reading]) -> list[tuple[int, str]]:
    keys = [(search.NAME, customer.name), *((search.NAME, contact.name) for contact in parts.contacts)]
    keys += [(search.PINYIN, reading.full) for reading in readings]
    keys += [(search.INITIALS, reading.initials) for reading in readings]
    keys += [(search.PHONE, phone.digits) for phone in parts.phones]
    keys += [(search.PHONE, former.words) for former in parts.former if former.field == "phones"]
    return keys


def _texts(customer: Any, parts: Parts) -> list[str]:
    texts = [customer.wechat, customer.email, customer.note, customer.care_notes, *_spoken(customer.details)]
    for contact in parts.contacts:
        texts += [contact.wechat, contact.note]
    for place in parts.places:
        texts += [address_line(place), short_line(place), place.alias, place.note, *_spoken(place.details)]
    texts += [former.words for former in parts.former if former.field != "phones"]
    for machine in parts.machines:
        texts += [machine.serial, f"{machine.brand}{machine.model}", machine.product]
    return texts
