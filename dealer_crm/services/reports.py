"""What the shop did in a period: contacts by staff and way, and each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from dealer_crm.domain.dates import day_start
from dealer_crm.domain.followups import Outcome, Way
from dealer_crm.domain.periods import Period
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import CustomerLine, FollowUp, Staff


@dataclass(frozen=True)
class ContactSum:
    """How often one person spoke with customers by one way; `staff` "" = nobody was switched on."""

    staff_id: int | None
    staff: str
    way: Way
    count: int


@dataclass(frozen=True)
class ContactLine:
    """One contact of the period."""

    id: int
    happened_at: datetime
    customer_id: int
    customer: str
    staff: str
    way: Way
    outcome: Outcome
    words: str


@dataclass(frozen=True)
class ContactFilter:
    """Which contacts: of one person (`by_staff`, also None for nobody), or by one way."""

    by_staff: bool = False
    staff_id: int | None = None
    way: Way | None = None


EVERY_CONTACT = ContactFilter()


class Reports:
    """Questions over a period; each is one statement."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def contacts(self, period: Period) -> list[ContactSum]:
        """Return how many contacts there were by person and way, the most first."""
        count = func.count().label("count")
        query = (
            select(FollowUp.staff_id, func.coalesce(Staff.name, ""), FollowUp.way, count)
            .outerjoin(Staff, Staff.id == FollowUp.staff_id)
            .where(*_within(period))
            .group_by(FollowUp.staff_id, Staff.name, FollowUp.way)
            .order_by(count.desc(), FollowUp.staff_id, FollowUp.way)
        )
        with self._db.read() as session:
            return [ContactSum(*row) for row in session.execute(query)]

    def contact_ids(self, period: Period, only: ContactFilter = EVERY_CONTACT) -> Sequence[int]:
        """Return the contacts of the period, the newest first."""
        query = select(FollowUp.id).where(*_within(period)).order_by(FollowUp.happened_at.desc(), FollowUp.id.desc())
        if only.by_staff:
            query = query.where(FollowUp.staff_id.is_(None) if only.staff_id is None else FollowUp.staff_id == only.staff_id)
        if only.way is not None:
            query = query.where(FollowUp.way == only.way)
        with self._db.read() as session:
            return ids_of(session, query)

    def contact_rows(self, ids: Sequence[int]) -> list[ContactLine]:
        """Return these contacts in the same order; ids that are gone are left out."""
        query = (
            select(
                FollowUp.id,
                FollowUp.happened_at,
                FollowUp.customer_id,
                CustomerLine.name,
                func.coalesce(Staff.name, ""),
                FollowUp.way,
                FollowUp.outcome,
                FollowUp.words,
            )
            .join(CustomerLine, CustomerLine.customer_id == FollowUp.customer_id)
            .outerjoin(Staff, Staff.id == FollowUp.staff_id)
            .where(FollowUp.id.in_(list(ids)))
        )
        with self._db.read() as session:
            found = {row.id: ContactLine(*row) for row in session.execute(query)}
        return [found[key] for key in ids if key in found]


def _within(period: Period) -> tuple[ColumnElement[bool], ...]:
    end: Any = day_start(period.last + timedelta(days=1))
    return FollowUp.happened_at >= day_start(period.first), FollowUp.happened_at < end
