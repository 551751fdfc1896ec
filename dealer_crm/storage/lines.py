"""Keeps the derived tables true: one line per customer for lists, one text for search, from whatever a write touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from dealer_crm.domain.customers import STAGE_ORDER, IntentLevel, Stage
from dealer_crm.domain.followups import Outcome, StepState
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.premises import PremisesDraft, address_line, short_line
from dealer_crm.storage import search
from dealer_crm.storage.guard import recording
from dealer_crm.storage.journal import Recorder
from dealer_crm.storage.models import (
    Community,
    Contact,
    Customer,
    CustomerLine,
    Equipment,
    FollowUp,
    NextStep,
    OpeningBalance,
    Opportunity,
    Phone,
    Premises,
    PremisesHolder,
    Staff,
)
from dealer_crm.storage.rows import CHUNK, table_named

Grouped = dict[int, list[Any]]


def refresh(connection: Connection, recorder: Recorder, pinyin: Pinyin) -> None:
    """Write anew the lines and search texts of every customer that the recorded changes touch."""
    _renew(connection, sorted(touched(connection, recorder)), pinyin)


def rebuild(connection: Connection, pinyin: Pinyin) -> int:
    """Write all derived rows anew; return the number of customers."""
    ids = list(connection.execute(select(Customer.id).order_by(Customer.id)).scalars())
    with recording(connection):
        connection.execute(delete(CustomerLine))
        search.clear(connection)
    _renew(connection, ids, pinyin)
    return len(ids)


def _renew(connection: Connection, ids: list[int], pinyin: Pinyin) -> None:
    with recording(connection):
        for start in range(0, len(ids), CHUNK):
            part = ids[start : start + CHUNK]
            connection.execute(delete(CustomerLine).where(CustomerLine.customer_id.in_(part)))
            found = list(compute(connection, part, pinyin))
            if found:
                connection.execute(insert(CustomerLine), [line for line, _ in found])
            search.replace(connection, part, [text for _, text in found])


def touched(connection: Connection, recorder: Recorder) -> set[int]:
    """Return the ids of customers whose line or text may differ after the recorded changes."""
    ids: set[int] = set()
    wider: dict[str, set[int]] = defaultdict(set)
    for (table, row_id), states in recorder.changes.items():
        _collect(ids, wider, table, row_id, states)
    for run in recorder.runs:
        for values in run.values:
            _collect(ids, wider, run.table, values["id"], [values])
        ids |= _run_customers(connection, run.table, run.first_id, run.last_id)
    return ids | _wider(connection, wider)


def _collect(ids: set[int], wider: dict[str, set[int]], table: str, row_id: int, states: Iterable[Any]) -> None:
    if table == "customer":
        ids.add(row_id)
    for values in states:
        if values and values.get("customer_id"):
            ids.add(values["customer_id"])
        if values and values.get("premises_id"):
            wider["premises"].add(values["premises_id"])
    if table in {"premises", "community", "staff"}:
        wider[table].add(row_id)


def _run_customers(connection: Connection, name: str, first: int, last: int) -> set[int]:
    table = table_named(name)
    column = table.c.id if name == "customer" else table.c.get("customer_id")
    if column is None:
        if name != "equipment":
            return set()
        query = select(PremisesHolder.customer_id).join(Equipment, Equipment.premises_id == PremisesHolder.premises_id)
        return set(connection.execute(query.where(Equipment.id.between(first, last))).scalars())
    return set(connection.execute(select(column).where(table.c.id.between(first, last)).distinct()).scalars())


def _wider(connection: Connection, wider: dict[str, set[int]]) -> set[int]:
    found: set[int] = set()
    holders = select(PremisesHolder.customer_id)
    queries: dict[str, tuple[Select[int], Any]] = {
        "premises": (holders, PremisesHolder.premises_id),
        "community": (holders.join(Premises, Premises.id == PremisesHolder.premises_id), Premises.community_id),
        "staff": (select(Customer.id), Customer.owner_id),
    }
    for name, ids in wider.items():
        query, column = queries[name]
        found.update(connection.execute(query.where(column.in_(sorted(ids)))).scalars())
    return found


def compute(connection: Connection, ids: list[int], pinyin: Pinyin) -> Iterator[tuple[dict[str, Any], search.Text]]:
    """Yield the line and the search text of each customer, from the recorded tables alone."""
    customers = connection.execute(
        select(Customer.__table__, func.coalesce(Staff.name, "").label("owner"))
        .outerjoin(Staff, Staff.id == Customer.owner_id)
        .where(Customer.id.in_(ids))
        .order_by(Customer.id)
    ).all()
    parts = _Parts(connection, ids)
    for customer in customers:
        yield _line(customer, parts, pinyin), _text(customer, parts, pinyin)


class _Parts:
    """What belongs to some customers, grouped by customer, one statement a table."""

    def __init__(self, connection: Connection, ids: list[int]) -> None:
        def grouped(query: Any, column: Any) -> Grouped:
            groups: Grouped = defaultdict(list)
            for row in connection.execute(query.where(column.in_(ids))):
                groups[row.customer_id].append(row)
            return groups

        self.phones = grouped(
            select(Phone.customer_id, Phone.digits).order_by(Phone.contact_id.is_not(None), Phone.position, Phone.id), Phone.customer_id
        )
        self.contacts = grouped(select(Contact.customer_id, Contact.name, Contact.wechat, Contact.note), Contact.customer_id)
        self.places = grouped(_places(), PremisesHolder.customer_id)
        self.machines = grouped(
            select(PremisesHolder.customer_id, Equipment.product, Equipment.brand, Equipment.model, Equipment.serial)
            .select_from(Equipment)
            .join(PremisesHolder, PremisesHolder.premises_id == Equipment.premises_id),
            PremisesHolder.customer_id,
        )
        self.chances = grouped(
            select(Opportunity.customer_id, Opportunity.stage, Opportunity.intent_level).order_by(Opportunity.id), Opportunity.customer_id
        )
        self.steps = grouped(
            select(NextStep.customer_id, NextStep.due_on, NextStep.purpose)
            .where(NextStep.state == StepState.OPEN)
            .order_by(NextStep.due_on, NextStep.id),
            NextStep.customer_id,
        )
        self.last = grouped(
            select(FollowUp.customer_id, FollowUp.happened_at, FollowUp.words, FollowUp.outcome).order_by(
                FollowUp.happened_at.desc(), FollowUp.id.desc()
            ),
            FollowUp.customer_id,
        )
        self.money = grouped(select(OpeningBalance.customer_id, OpeningBalance.amount), OpeningBalance.customer_id)


def _places() -> Select[Any]:
    columns = [Premises.__table__.c[name] for name in ("province", "city", "district", "street", "building", "unit", "room", "note")]
    return (
        select(PremisesHolder.customer_id, *columns, func.coalesce(Community.name, "").label("community"), Community.alias)
        .select_from(PremisesHolder)
        .join(Premises, Premises.id == PremisesHolder.premises_id)
        .outerjoin(Community, Community.id == Premises.community_id)
        .order_by(PremisesHolder.to_on.is_not(None), PremisesHolder.position, PremisesHolder.id)
    )


def _draft(place: Any) -> PremisesDraft:
    names = ("province", "city", "district", "street", "community", "building", "unit", "room")
    return PremisesDraft(**{name: getattr(place, name) for name in names})


def derived_stage(chances: list[tuple[Stage, IntentLevel]]) -> tuple[Stage, IntentLevel]:
    """Return the customer's stage and level: those of his most telling opportunity, the latest among equals."""
    best = max(range(len(chances)), key=lambda i: (STAGE_ORDER.index(chances[i][0]), i), default=None)
    return (Stage.POTENTIAL, IntentLevel.N) if best is None else chances[best]


def _line(customer: Any, parts: _Parts, pinyin: Pinyin) -> dict[str, Any]:
    key = customer.id
    stage, level = derived_stage([(c.stage, c.intent_level) for c in parts.chances[key]])
    place = next(iter(parts.places[key]), None)
    step = next(iter(parts.steps[key]), None)
    contacts = parts.last[key]
    reached = next((c for c in contacts if c.outcome in {Outcome.REACHED, Outcome.RESCHEDULED}), None)
    words = next((c.words for c in contacts if c.words), "")
    return {
        "customer_id": key,
        "number": customer.number,
        "name": customer.name,
        "sort_key": pinyin.sort_key(customer.name),
        "phone": next((p.digits for p in parts.phones[key]), ""),
        "community": place.community if place else "",
        "address": short_line(_draft(place)) if place else "",
        "stage": stage,
        "intent_level": level,
        "nature": customer.nature,
        "party_kind": customer.party_kind,
        "source": customer.source,
        "owner_id": customer.owner_id,
        "owner": customer.owner,
        "wechat": customer.wechat,
        "note": customer.note,
        "interests": " ".join(customer.interests),
        "marketing_ok": customer.marketing_ok,
        "balance": sum(m.amount for m in parts.money[key]),
        "created_at": customer.created_at,
        "last_at": reached.happened_at if reached else None,
        "last_words": words,
        "next_on": step.due_on if step else None,
        "next_purpose": step.purpose if step else "",
    }


def _text(customer: Any, parts: _Parts, pinyin: Pinyin) -> search.Text:
    key = customer.id
    names = [customer.name, *(c.name for c in parts.contacts[key])]
    readings = [reading for name in names if name for reading in pinyin.readings(name)]
    numbers = [p.digits for p in parts.phones[key]]
    texts = [customer.wechat, customer.email, customer.note, customer.care_notes]
    texts += [text for c in parts.contacts[key] for text in (c.wechat, c.note)]
    for place in parts.places[key]:
        texts += [address_line(_draft(place)), short_line(_draft(place)), place.alias or "", place.note]
    texts += [text for m in parts.machines[key] for text in (m.serial, f"{m.brand}{m.model}", m.product)]
    keys = [(search.NAME, name) for name in names]
    keys += [(search.PINYIN, r.full) for r in readings] + [(search.INITIALS, r.initials) for r in readings]
    keys += [(search.PHONE, number) for number in numbers] + [(search.NUMBER, customer.number)]
    fields = [*names, *(r.full for r in readings), *(r.initials for r in readings), *numbers, customer.number, *texts]
    return search.Text(key, search.fold_fields(fields), tuple((weight, search.fold_word(text)) for weight, text in keys if text))
