"""The list of contacts as they were, newest first."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from dealer_crm.domain.followups import Attitude, Outcome, Way
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import Customer, FollowUp, Staff


@dataclass(frozen=True)
class FollowUpRow:
    """One contact with whom it was. `customer` is his number, `happened_at` aware UTC."""

    id: int
    number: str
    customer: str
    name: str
    happened_at: datetime
    way: Way
    outcome: Outcome
    attitude: Attitude | None
    words: str
    staff: str


class FollowUpList:
    """Questions to the contacts of all customers."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def count(self) -> int:
        """Return how many there are."""
        with self._db.read() as session:
            return session.execute(select(func.count()).select_from(FollowUp)).scalar_one()

    def ids(self) -> array[int]:
        """Return the ids of all of them, the newest first."""
        with self._db.read() as session:
            return ids_of(session, select(FollowUp.id).order_by(*NEWEST))

    def rows(self, ids: Sequence[int]) -> list[FollowUpRow]:
        """Return these contacts in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            found = {row.id: _row(row) for row in session.execute(_lines().where(FollowUp.id.in_(list(ids))))}
        return [found[key] for key in ids if key in found]

    def page(self, limit: int, offset: int = 0) -> list[FollowUpRow]:
        """Return some of them, the newest first."""
        with self._db.read() as session:
            return [_row(row) for row in session.execute(_lines().order_by(*NEWEST).limit(limit).offset(offset))]


NEWEST = (FollowUp.happened_at.desc(), FollowUp.id.desc())


def _lines() -> Select[Any]:
    columns = [FollowUp.__table__.c[name] for name in ("id", "number", "happened_at", "way", "outcome", "attitude", "words")]
    return (
        select(*columns, Customer.number.label("customer"), Customer.name, func.coalesce(Staff.name, "").label("staff"))
        .join(Customer, Customer.id == FollowUp.customer_id)
        .outerjoin(Staff, Staff.id == FollowUp.staff_id)
    )


def _row(row: Any) -> FollowUpRow:
    return FollowUpRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row's mapping
