"""How all buyers stand among each other on a day, whose classes have to be worked out anew, and the rows of these."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.class_facts import Place
from dealer_crm.domain.class_places import Earned, band, places
from dealer_crm.domain.class_places import best as best_of
from dealer_crm.domain.class_profile import Profile, profile_of
from dealer_crm.domain.class_rules import Classes, classify
from dealer_crm.domain.classes import Classed, ClassKind
from dealer_crm.services.class_facts import Asking, by_hand_of, facts_of, traits_of
from dealer_crm.services.class_money import earned
from dealer_crm.storage.dialect import one_of
from dealer_crm.storage.models import ClassState, Customer, CustomerClass

TABLE = CustomerClass.__table__
COUNTED = frozenset(kind for kind in ClassKind if TABLE.c[kind.value].nullable)
COLUMN = {kind: kind.value for kind in ClassKind}
Row = dict[str, Any]
"""Columns of `customer_class` with what is in them."""


@dataclass(frozen=True)
class Standing:
    """The places of all buyers, the profile of the best, and who is to be classed: the ids, and how many changes of each wait."""

    asking: Asking
    earned: Mapping[int, Earned]
    ranks: Mapping[int, Place]
    profile: Profile
    whole: bool
    ids: Sequence[int]
    waiting: Mapping[int, int]

    @property
    def said(self) -> str:
        """Return the profile in words, to be compared with that of the last time."""
        return json.dumps([sorted(values) for values in self.profile.values])


def standing(session: Session, asking: Asking, *, whole: bool) -> Standing:
    """Return how things stand: of everybody with `whole`, or where the profile of the best is another one than it was.

    Else those whose records were touched, and those who came into another band through others; what all the others earned is taken
    from their rows. Where no buyer was touched nobody's place is another, and the best are the same.
    """
    rules, state = asking.rules, session.get(ClassState, 1)
    rows = session.execute(select(CustomerClass.customer_id, CustomerClass.waiting).where(CustomerClass.waiting > 0))
    waiting = {row.customer_id: row.waiting for row in rows}
    buyers: dict[int, Earned] = {one.customer_id: one for one in earned(session, rules, asking.today, None if whole else waiting)}
    if not whole and state is not None and not buyers and not _bought(session, waiting):
        return Standing(asking, {}, {}, _profile(state.profile), whole=False, ids=sorted(waiting), waiting=waiting)
    if not whole:
        buyers = {**_kept_buyers(session, waiting), **buyers}
    ranks = places(buyers.values())
    best = best_of(ranks, buyers.values(), rules)
    found = Standing(asking, buyers, ranks, profile_of(traits_of(session, replace(asking, ids=best)), rules), whole, (), waiting)
    if whole or state is None or state.profile != found.said:
        return replace(found, whole=True, ids=session.execute(select(Customer.id).order_by(Customer.id)).scalars().all())
    return replace(found, ids=sorted({*waiting, *_moved(session, found)}))


def fresh(session: Session, now: Standing, ids: Sequence[int]) -> dict[int, tuple[Row, Classes]]:
    """Return of each of these customers the row as it should be, and his classes with their reasons."""
    said, found = by_hand_of(session, ids), {}
    rules, today = now.asking.rules, now.asking.today
    for one, facts in facts_of(session, replace(now.asking, ids=ids), now.profile).items():
        place = now.ranks.get(one)
        classes = classify(facts, place, rules, today, said.get(one, {}))
        row = {COLUMN[kind]: _column(kind, values) for kind, values in classes.items()}
        row |= _money(now.earned.get(one), band(place, rules) if place else "")
        found[one] = (row, classes)
    return found


def kept(session: Session, ids: Collection[int]) -> dict[int, Row]:
    """Return the rows of these customers as they are."""
    return {row["customer_id"]: dict(row) for row in session.execute(select(TABLE).where(one_of(TABLE.c.customer_id, ids))).mappings()}


def changes(then: Row, now: Row) -> Row:
    """Return the columns that differ."""
    return {name: value for name, value in now.items() if then[name] != value}


def _profile(said: str) -> Profile:
    return Profile(tuple(frozenset(values) for values in json.loads(said)))


def _bought(session: Session, ids: Collection[int]) -> bool:
    """Tell whether any of these was a buyer when they were worked out."""
    query = select(TABLE.c.customer_id).where(TABLE.c.latest_on.is_not(None), one_of(TABLE.c.customer_id, ids))
    return session.execute(query.limit(1)).first() is not None


def _kept_buyers(session: Session, but: Collection[int]) -> dict[int, Earned]:
    columns = (TABLE.c[name] for name in ("customer_id", "contribution", "money", "latest_on", "cost"))
    rows = session.execute(select(*columns).where(TABLE.c.latest_on.is_not(None)))
    return {row[0]: Earned(*row) for row in rows if row[0] not in but}


def _moved(session: Session, now: Standing) -> set[int]:
    """Return those whose place among all buyers is in another band than it was."""
    query = select(CustomerClass.customer_id, CustomerClass.standing).where(CustomerClass.latest_on.is_not(None))
    then = {row[0]: row[1] for row in session.execute(query)}
    return {one for one, place in now.ranks.items() if then.get(one) != band(place, now.asking.rules)}


def _column(kind: ClassKind, values: tuple[Classed, ...]) -> str | int | None:
    if kind in COUNTED:
        return int(values[0].value) if values else None
    return str(values[0].value) if len(values) == 1 else " ".join(str(one.value) for one in values)


def _money(one: Earned | None, stands: str) -> Row:
    if one is None:
        return {"contribution": 0, "money": 0, "cost": 0, "latest_on": None, "standing": ""}
    return {"contribution": one.contribution, "money": one.money, "cost": one.cost, "latest_on": one.latest, "standing": stands}
