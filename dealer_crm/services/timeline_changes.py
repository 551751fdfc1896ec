"""What changed of a customer that matters to whoever serves him: phone, address, owner, stage and level, consent, a class set by hand.

It is read from the journal: entries about him, about his opportunities and houses, and about classes set by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, literal, select, union
from sqlalchemy.orm import Session

from dealer_crm.domain import phones
from dealer_crm.domain.journal import Subject
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.storage import rows
from dealer_crm.storage.models import (
    ClassOverride,
    Community,
    JournalEntry,
    JournalPayload,
    JournalRow,
    Opportunity,
    PremisesHolder,
    Staff,
)

CHUNK = 50
CLASSES = 200
"""So many of the newest entries about classes set by hand are looked into: of one taken back only the content knows whose it was."""
PLACE = ("province", "city", "district", "street", "building", "unit", "room")
PLAIN = {"customer": ("owner_id", "consent_on", "marketing_ok"), "opportunity": ("stage", "intent_level")}
"""Columns whose change is told, by table."""


@dataclass(frozen=True)
class Changed:
    """One change: a field of the draft, or `class:` with the kind of class; values as they are stored, "" for nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeEntry:
    """The changes of one journal entry."""

    entry_id: int
    at: datetime
    staff: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True)
class _Own:
    """Whose entries are read: his houses with their lines, and the names of staff and communities."""

    customer_id: int
    houses: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    communities: Mapping[int, str] = field(default_factory=dict)


def changes_of(session: Session, customer_id: int, most: int) -> list[ChangeEntry]:
    """Return the newest entries with changes that matter, newest first."""
    connection = session.connection()
    own = _own(session, customer_id)
    found: list[ChangeEntry] = []
    ids = _entries(connection, customer_id)
    for start in range(0, len(ids), CHUNK):
        for row in connection.execute(_payloads(ids[start : start + CHUNK])):
            changes = tuple(_told(rows.unpack(row.body)["rows"], own)) if row.body else ()
            if changes:
                found.append(ChangeEntry(row.id, row.at, own.names.get(row.staff_id or 0, ""), changes))
        if len(found) >= most:
            break
    return found[:most]


def _entries(connection: Connection, customer_id: int) -> list[int]:
    """Return the entries that may hold such a change, newest first."""
    about = select(JournalEntry.id).where(JournalEntry.subject == Subject.CUSTOMER, JournalEntry.subject_id == customer_id)
    held = select(PremisesHolder.premises_id).where(PremisesHolder.customer_id == customer_id)
    touched = (
        ("opportunity", select(Opportunity.id).where(Opportunity.customer_id == customer_id)),
        ("class_override", select(ClassOverride.id).where(ClassOverride.customer_id == customer_id)),
        ("premises_holder", select(PremisesHolder.id).where(PremisesHolder.customer_id == customer_id)),
        ("premises", held),
        ("customer", select(literal(customer_id))),
    )
    classes = select(JournalEntry.id).where(JournalEntry.subject == Subject.CUSTOMER_CLASS).order_by(JournalEntry.id.desc()).limit(CLASSES)
    parts = [select(JournalRow.entry_id).where(JournalRow.table_name == name, JournalRow.row_id.in_(mine)) for name, mine in touched]
    return sorted(connection.execute(union(about, *parts, select(classes.subquery().c.id))).scalars(), reverse=True)


def _payloads(ids: Sequence[int]) -> Any:
    return (
        select(JournalEntry.id, JournalEntry.at, JournalEntry.staff_id, JournalPayload.body)
        .join(JournalPayload, JournalPayload.entry_id == JournalEntry.id)
        .where(JournalEntry.id.in_(ids))
        .order_by(JournalEntry.id.desc())
    )


def _own(session: Session, customer_id: int) -> _Own:
    names = {person.id: person.name for person in session.execute(select(Staff.id, Staff.name))}
    houses = rows.table_named("premises")
    query = (
        select(houses.c.id, *(houses.c[part] for part in PLACE), houses.c.community_id, Community.name.label("community"))
        .join(PremisesHolder, PremisesHolder.premises_id == houses.c.id)
        .outerjoin(Community, Community.id == houses.c.community_id)
        .where(PremisesHolder.customer_id == customer_id)
    )
    communities: dict[int, str] = {}
    lines: dict[int, str] = {}
    for row in session.execute(query):
        communities |= {row.community_id: row.community} if row.community_id else {}
        lines[row.id] = _line(dict(row._mapping), row.community or "")  # noqa: SLF001 - SQLAlchemy's public name
    return _Own(customer_id, lines, names, communities)


def _line(values: Mapping[str, Any], community: str) -> str:
    province, city, district, street, building, unit, room = (str(values.get(part) or "") for part in PLACE)
    return PremisesDraft(province, city, district, street, community, building, unit, room).line


def _told(content: Sequence[Sequence[Any]], own: _Own) -> Iterator[Changed]:
    """Yield the changes of an entry; the one that filed the customer tells none."""
    if any(name == "customer" and row_id == own.customer_id and not before for name, row_id, before, _ in content):
        return
    for name, row_id, before, after in content:
        was, now = before or {}, after or {}
        if name == "premises" and was and now and row_id in own.houses:
            yield from _if_other("premises", _line(was, _place(was, own)), _line(now, _place(now, own)))
        elif _his(name, row_id, was or now, own):
            yield from _of_row(name, was, now, own)
    mine = [
        (before or {}, after or {})
        for name, row_id, before, after in content
        if name == "phone" and _his(name, row_id, before or after, own)
    ]
    gone, new = ({state["digits"]: None for pair in mine if (state := pair[side])} for side in (0, 1))
    yield from _if_other("phones", _numbers(gone.keys() - new.keys(), gone), _numbers(new.keys() - gone.keys(), new))


def _numbers(wanted: Set[str], order: Mapping[str, None]) -> str:
    return "  ".join(phones.shown(one) for one in order if one in wanted)


def _of_row(name: str, was: Mapping[str, Any], now: Mapping[str, Any], own: _Own) -> Iterator[Changed]:
    """Yield what changed in a row that is his."""
    if name == "premises_holder":
        yield from _if_other("premises", _held(was, own), _held(now, own))
    elif name == "class_override":
        yield from _if_other(f"class:{(was or now)['kind']}", was.get("value", ""), now.get("value", ""))
    elif name in PLAIN and was and now:
        for column in PLAIN[name]:
            yield from _if_other(column, _plain(column, was.get(column), own), _plain(column, now.get(column), own))


def _his(name: str, row_id: int, was: Mapping[str, Any], own: _Own) -> bool:
    return (row_id if name == "customer" else was.get("customer_id")) == own.customer_id


def _place(values: Mapping[str, Any], own: _Own) -> str:
    return own.communities.get(values.get("community_id") or 0, "")


def _held(state: Mapping[str, Any], own: _Own) -> str:
    """Return the house that a row says he has, "" where he has it no more."""
    return own.houses.get(state["premises_id"], "") if state and not state.get("to_on") else ""


def _plain(column: str, value: Any, own: _Own) -> str:
    if column == "owner_id":
        return own.names.get(value or 0, "")
    if column == "marketing_ok":
        return "yes" if value else "no"
    return str(value or "")


def _if_other(name: str, before: str, after: str) -> Iterator[Changed]:
    if before != after:
        yield Changed(name, before, after)
