"""The list of contacts as they were, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from dealer_crm.domain.followups import Attitude, Outcome, Way
from dealer_crm.storage.database import Database
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

    def page(self, limit: int, offset: int = 0) -> list[FollowUpRow]:
        """Return some of them, the newest first."""
        columns = [FollowUp.__table__.c[name] for name in ("id", "number", "happened_at", "way", "outcome", "attitude", "words")]
        query = (
            select(*columns, Customer.number.label("customer"), Customer.name, func.coalesce(Staff.name, "").label("staff"))
            .join(Customer, Customer.id == FollowUp.customer_id)
            .outerjoin(Staff, Staff.id == FollowUp.staff_id)
            .order_by(FollowUp.happened_at.desc(), FollowUp.id.desc())
        )
        with self._db.read() as session:
            found = session.execute(query.limit(limit).offset(offset)).all()
        return [FollowUpRow(**row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's public name for a row's mapping
