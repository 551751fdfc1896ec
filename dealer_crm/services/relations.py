"""Ties between customers: told from both sides, added, removed; and the tree of who brought whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.knowledge import RelationKind
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.relations import (
    ALIKE,
    BroughtByOther,
    ReferrerCycle,
    RelationDraft,
    RelationGone,
    RelationKnown,
    Tie,
    tie_of,
)
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, CustomerLine, Relation, SalesOrder

DEPTH, MOST = 5, 400
"""Levels and customers of a tree that is shown."""
CHUNK = 400
AGREED = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY, OrderState.DELIVERED, OrderState.DONE)


@dataclass(frozen=True)
class RelationRow:
    """Somebody and what he is to the customer. `id` is negative where the referrer of a file says it, not a row of its own."""

    id: int
    tie: Tie
    other_id: int
    number: str
    name: str
    phone: str
    note: str = ""


@dataclass(frozen=True)
class TreeRow:
    """One who was brought, at his level below the customer; `brought` counts those he brought himself, `deals` his orders."""

    customer_id: int
    number: str
    name: str
    level: int
    brought: int
    deals: int


@dataclass(frozen=True)
class ReferralTree:
    """Who brought the customer, the nearest first, and whom he brought, each before those below him. `cut`: not all are shown."""

    above: tuple[TreeRow, ...]
    below: tuple[TreeRow, ...]
    cut: bool = False

    @property
    def deals(self) -> int:
        """Orders of all who came through the customer."""
        return sum(row.deals for row in self.below)


class Relations:
    """Use-cases of ties. Who introduced somebody is said by his file (`referrer_id`) alone, and shown and changed here as a tie."""

    def __init__(self, db: Database, actor: Callable[[], Actor]) -> None:
        self._db = db
        self._actor = actor

    def of(self, customer_id: int) -> tuple[RelationRow, ...]:
        """Return everybody related to a customer: who brought him first, then family and the rest, those he brought last."""
        with self._db.read() as session:
            ties = [*_referrals(session, customer_id), *_stored(session, customer_id)]
            lines = _lines(session, [other for _, _, other, _ in ties])
        order = {tie: place for place, tie in enumerate(ORDER)}
        rows = [
            RelationRow(row_id, tie, other, lines[other].number, lines[other].name, lines[other].phone, note)
            for row_id, tie, other, note in ties
            if other in lines
        ]
        return tuple(sorted(rows, key=lambda row: (order[row.tie], abs(row.id))))

    def count(self, customer_id: int) -> int:
        """Return how many ties a customer has."""
        mine = or_(Relation.customer_id == customer_id, Relation.other_id == customer_id)
        with self._db.read() as session:
            stored = session.execute(select(func.count()).where(mine)).scalar_one()
            brought = session.execute(select(func.count()).where(Customer.referrer_id == customer_id)).scalar_one()
            by = session.execute(select(Customer.referrer_id).where(Customer.id == customer_id)).scalar()
        return stored + brought + (by is not None)

    def add(self, draft: RelationDraft) -> int:
        """Tie two customers and return the id of the tie; who introduced somebody becomes his referrer.

        Raises RelationToSelf, CustomerNotFound, RelationKnown, BroughtByOther, ReferrerCycle.
        """
        draft = draft.checked()
        if draft.kind is RelationKind.INTRODUCED:
            return self._introduce(draft)
        with self._db.write(self._actor(), Action.CREATE, Subject.RELATION) as session:
            one, other = _require(session, draft.customer_id), _require(session, draft.other_id)
            _refuse_known(session, draft, _name(other))
            relation = Relation(customer_id=one.id, other_id=other.id, kind=draft.kind, note=draft.note)
            session.add(relation)
            session.flush()
            session.about(relation.id, f"{_name(one)} – {_name(other)}")
            return relation.id

    def _introduce(self, draft: RelationDraft) -> int:
        with self._db.write(self._actor(), Action.EDIT, Subject.CUSTOMER) as session:
            by, brought = _require(session, draft.customer_id), _require(session, draft.other_id)
            if brought.referrer_id == by.id:
                raise RelationKnown(name=_name(by))
            if brought.referrer_id is not None:
                raise BroughtByOther(name=_name(brought), by=_name(_require(session, brought.referrer_id)))
            refuse_cycle(session, brought.id, by.id)
            brought.referrer_id = by.id
            session.about(brought.id, _name(brought))
            return -brought.id

    def remove(self, relation_id: int) -> None:
        """Take a tie back; of an introduction the referrer of the file is emptied. Raises RelationGone."""
        if relation_id < 0:
            self._forget_referrer(-relation_id)
            return
        with self._db.write(self._actor(), Action.DELETE, Subject.RELATION) as session:
            relation = session.get(Relation, relation_id)
            if relation is None:
                raise RelationGone
            names = [_name(_require(session, one)) for one in (relation.customer_id, relation.other_id)]
            session.about(relation.id, " – ".join(names))
            session.delete(relation)

    def _forget_referrer(self, brought_id: int) -> None:
        with self._db.write(self._actor(), Action.EDIT, Subject.CUSTOMER) as session:
            brought = _require(session, brought_id)
            if brought.referrer_id is None:
                raise RelationGone
            brought.referrer_id = None
            session.about(brought.id, _name(brought))

    def tree(self, customer_id: int) -> ReferralTree:
        """Return who brought the customer and whom he brought, down to `DEPTH` levels. Asked beside the window."""
        with self._db.read() as session:
            above = _above(session, customer_id)
            levels, cut = _levels(session, customer_id)
            shown = [one for level in levels for one in level]
            facts = _facts(session, [*above, *shown])
        below = _in_order(customer_id, levels)
        return ReferralTree(
            tuple(_row(facts[one], -place) for place, one in enumerate(above, 1) if one in facts),
            tuple(_row(facts[one], level) for one, level in below if one in facts),
            cut,
        )


ORDER = (
    Tie.BROUGHT_BY,
    Tie.FAMILY,
    Tie.EMPLOYER,
    Tie.DESIGNER,
    Tie.NEIGHBOUR,
    Tie.EMPLOYEE,
    Tie.DESIGNS_FOR,
    Tie.BROUGHT,
)


def refuse_cycle(session: Session, customer_id: int, referrer_id: int | None) -> None:
    """Raise ReferrerCycle where the customer stands among those through whom the referrer came himself."""
    if in_circle(session, customer_id, referrer_id):
        referrer = session.get(Customer, referrer_id)
        raise ReferrerCycle(name=_name(referrer) if referrer else "")


def in_circle(session: Session, customer_id: int, referrer_id: int | None) -> bool:
    """Tell whether the referrer came himself, at some remove, through the customer."""
    seen: set[int] = set()
    at = referrer_id
    while at is not None and at not in seen:
        if at == customer_id:
            return True
        seen.add(at)
        at = session.execute(select(Customer.referrer_id).where(Customer.id == at)).scalar()
    return False


def _require(session: WriteSession, customer_id: int) -> Customer:
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise CustomerNotFound(number=str(customer_id))
    return customer


def _name(customer: Customer) -> str:
    return customer.name or customer.number


def _refuse_known(session: WriteSession, draft: RelationDraft, name: str) -> None:
    same = and_(Relation.customer_id == draft.customer_id, Relation.other_id == draft.other_id)
    turned = and_(Relation.customer_id == draft.other_id, Relation.other_id == draft.customer_id)
    pair = or_(same, turned) if draft.kind in ALIKE else same
    if session.execute(select(Relation.id).where(pair, Relation.kind == draft.kind).limit(1)).first():
        raise RelationKnown(name=name)


Found = tuple[int, Tie, int, str]


def _referrals(session: Session, customer_id: int) -> list[Found]:
    by = session.execute(select(Customer.referrer_id).where(Customer.id == customer_id)).scalar()
    brought = session.execute(select(Customer.id).where(Customer.referrer_id == customer_id).order_by(Customer.id)).scalars()
    first: list[Found] = [(-customer_id, Tie.BROUGHT_BY, by, "")] if by is not None else []
    return [*first, *((-one, Tie.BROUGHT, one, "") for one in brought)]


def _stored(session: Session, customer_id: int) -> list[Found]:
    columns = select(Relation.id, Relation.kind, Relation.customer_id, Relation.other_id, Relation.note)
    found = session.execute(columns.where(or_(Relation.customer_id == customer_id, Relation.other_id == customer_id)))
    return [
        (row.id, tie_of(row.kind, forward=mine), row.other_id if mine else row.customer_id, row.note)
        for row in found
        for mine in [row.customer_id == customer_id]
    ]


def _lines(session: Session, ids: Sequence[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    line = CustomerLine
    for start in range(0, len(ids), CHUNK):
        query = select(line.customer_id, line.number, line.name, line.phone).where(line.customer_id.in_(ids[start : start + CHUNK]))
        found.update((row.customer_id, row) for row in session.execute(query))
    return found


def _above(session: Session, customer_id: int) -> list[int]:
    """Return the chain of referrers, the nearest first; a circle in an older file ends it."""
    chain: list[int] = []
    at: int | None = customer_id
    while at is not None and len(chain) < DEPTH:
        at = session.execute(select(Customer.referrer_id).where(Customer.id == at)).scalar()
        if at is None or at == customer_id or at in chain:
            break
        chain.append(at)
    return chain


def _levels(session: Session, customer_id: int) -> tuple[list[dict[int, int]], bool]:
    """Return, level by level, who was brought and by whom, and whether there are more than are shown; nobody stands there twice."""
    seen, levels, last = {customer_id}, list[dict[int, int]](), [customer_id]
    while last and len(levels) < DEPTH and len(seen) <= MOST:
        level: dict[int, int] = {}
        for start in range(0, len(last), CHUNK):
            query = select(Customer.id, Customer.referrer_id).where(Customer.referrer_id.in_(last[start : start + CHUNK]))
            level.update((row.id, row.referrer_id) for row in session.execute(query.order_by(Customer.id)) if row.id not in seen)
        kept = dict(list(level.items())[: MOST + 1 - len(seen)])
        if kept:
            levels.append(kept)
        seen.update(kept)
        last = list(kept)
        if len(kept) < len(level):
            return levels, True
    more = last and session.execute(select(Customer.id).where(Customer.referrer_id.in_(last[:CHUNK])).limit(1)).first()
    return levels, bool(more) and len(levels) == DEPTH


def _in_order(customer_id: int, levels: Sequence[dict[int, int]]) -> list[tuple[int, int]]:
    """Return everybody with his level, each before those he brought."""
    children: dict[int, list[int]] = {}
    for level in levels:
        for one, by in level.items():
            children.setdefault(by, []).append(one)
    found: list[tuple[int, int]] = []
    waiting = [(one, 1) for one in reversed(children.get(customer_id, []))]
    while waiting:
        one, at = waiting.pop()
        found.append((one, at))
        waiting += [(child, at + 1) for child in reversed(children.get(one, []))]
    return found


@dataclass(frozen=True)
class _Facts:
    customer_id: int
    number: str
    name: str
    brought: int
    deals: int


def _facts(session: Session, ids: Sequence[int]) -> dict[int, _Facts]:
    brought: dict[int, int] = {}
    deals: dict[int, int] = {}
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        counted = select(Customer.referrer_id, func.count()).where(Customer.referrer_id.in_(part)).group_by(Customer.referrer_id)
        brought.update((row[0], row[1]) for row in session.execute(counted) if row[0] is not None)
        sold = select(SalesOrder.customer_id, func.count()).where(SalesOrder.customer_id.in_(part), SalesOrder.state.in_(AGREED))
        deals.update((row[0], row[1]) for row in session.execute(sold.group_by(SalesOrder.customer_id)))
    lines = _lines(session, ids)
    return {one: _Facts(one, line.number, line.name, brought.get(one, 0), deals.get(one, 0)) for one, line in lines.items()}


def _row(facts: _Facts, level: int) -> TreeRow:
    return TreeRow(facts.customer_id, facts.number, facts.name, level, facts.brought, facts.deals)
