"""Changes of classes as they came, and which of them the shop has not seen yet (S2-01)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from dealer_crm.domain.class_news import ClassNews, is_news
from dealer_crm.domain.class_rules import Classes
from dealer_crm.domain.classes import OF_MARGIN, ClassKind, Figure, Why
from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.domain.followups import add_months
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.storage.database import Database
from dealer_crm.storage.dialect import one_of
from dealer_crm.storage.models import ClassChange, CustomerLine

KEPT_MONTHS = 24
COUNTS = frozenset({ClassKind.LOYALTY, ClassKind.SCORE, ClassKind.PROFILE})
"""Kinds that are numbers: they change all the time, and no change of theirs is kept."""
DAY_KEY = "day:"


@dataclass(frozen=True)
class Change:
    """The row of a customer as it was, the columns of it that changed, and his classes with their reasons."""

    customer_id: int
    then: Mapping[str, Any]
    changed: Mapping[str, Any]
    classes: Classes


class Changes:
    """Each change is kept for two years; a change and its way back, both unseen, are none. Only the owner is told of the margin."""

    def __init__(self, db: Database, now: Callable[[], datetime], actor: Callable[[], Actor] = Actor) -> None:
        self._db, self._now, self._actor = db, now, actor

    def record(self, connection: Connection, found: Iterable[Change]) -> int:
        """Keep what changed, in the caller's write, and return how much of it is news; a customer's first classes are none."""
        at, rows = self._now(), [row for one in found if one.then["relation_state"] for row in _rows(one)]
        known = _unseen(connection, {row["customer_id"] for row in rows})
        new, news = [], 0
        for row in rows:
            earlier = known.get((row["customer_id"], row["kind"]))
            news += not row["seen"] or earlier is not None
            if earlier is None:
                new.append(row | {"at": at})
                continue
            connection.execute(delete(ClassChange).where(ClassChange.id == earlier.id))
            if earlier.before != row["after"]:
                kind = ClassKind(row["kind"])
                new.append(row | {"before": earlier.before, "at": at, "seen": not is_news(kind, earlier.before, row["after"])})
        if new:
            connection.execute(insert(ClassChange), new)
        return news

    def count(self) -> int:
        """Return of how many customers there is news."""
        with self._db.read() as session:
            there = select(CustomerLine.customer_id).where(CustomerLine.customer_id == ClassChange.customer_id).exists()
            return session.execute(select(func.count(ClassChange.customer_id.distinct())).where(~ClassChange.seen, there)).scalar_one()

    def news(self, limit: int = 200) -> list[ClassNews]:
        """Return what nobody has seen yet, the latest first."""
        columns = (ClassChange.id, ClassChange.customer_id, CustomerLine.name, CustomerLine.number)
        more = (ClassChange.__table__.c[name] for name in ("kind", "before", "after", "why", "figures", "at"))
        known: Select[Any] = select(*columns, *more).join(CustomerLine, CustomerLine.customer_id == ClassChange.customer_id)
        latest = known.where(~ClassChange.seen).order_by(ClassChange.at.desc(), ClassChange.id.desc()).limit(limit)
        with self._db.read() as session:
            found = session.execute(latest).all()
        all_told = self._actor().role is Role.OWNER
        return [_news(row, all_told=all_told) for row in found if row.kind in set(ClassKind)]

    def see(self, ids: Collection[int] | None = None) -> None:
        """Mark news as seen, all of it with None. Raises as `Database.write`."""
        with self._db.derive() as connection:
            statement = update(ClassChange).where(~ClassChange.seen).values(seen=True)
            connection.execute(statement if ids is None else statement.where(one_of(ClassChange.id, ids)))

    def forget_old(self, connection: Connection) -> None:
        """Take out what is so old that nobody asks for it; in the caller's write."""
        before = day_start(add_months(local_day(self._now()), -KEPT_MONTHS))
        connection.execute(delete(ClassChange).where(ClassChange.at < before))


def _rows(one: Change) -> list[dict[str, Any]]:
    """Return the rows for what changed of a customer, each with the reason of the value he has now."""
    found = []
    for kind in one.classes:
        if kind.value not in one.changed or kind in COUNTS:
            continue
        before, after = one.then[kind.value] or "", one.changed[kind.value] or ""
        reason = next((value for value in one.classes[kind] if str(value.value) not in before.split()), None)
        figures = {name: _kept(value) for name, value in (reason.figures if reason else {}).items()}
        row = {"customer_id": one.customer_id, "kind": kind.value, "before": before, "after": after, "figures": figures}
        found.append(row | {"why": reason.why.value if reason else "", "seen": not is_news(kind, before, after)})
    return found


def _unseen(connection: Connection, ids: Collection[int]) -> dict[tuple[int, str], Any]:
    query = select(ClassChange.id, ClassChange.customer_id, ClassChange.kind, ClassChange.before).where(~ClassChange.seen)
    return {(row.customer_id, row.kind): row for row in connection.execute(query.where(one_of(ClassChange.customer_id, ids)))}


def _news(row: Any, *, all_told: bool) -> ClassNews:
    why = Why(row.why) if row.why in set(Why) and (all_told or row.why not in OF_MARGIN) else None
    figures = {name: _shown(value) for name, value in row.figures.items()}
    return ClassNews(row.id, row.customer_id, row.name or row.number, ClassKind(row.kind), row.before, row.after, why, figures, row.at)


def _kept(value: Figure) -> int | str:
    return DAY_KEY + value.isoformat() if isinstance(value, date) else value


def _shown(value: Any) -> Figure:
    if isinstance(value, str) and value.startswith(DAY_KEY):
        return date.fromisoformat(value.removeprefix(DAY_KEY))
    figure: Figure = value
    return figure
