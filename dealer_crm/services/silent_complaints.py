"""Looks for complaints that nobody voiced: low marks in calls and after hand-overs, and customers who bring nobody any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from dealer_crm.domain.care import BEST_GRADE, VisitState
from dealer_crm.domain.complaint_case import Detected
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.planning import ReferralWill
from dealer_crm.domain.silent_complaints import LOOK_BACK, LOW_GRADE, LOW_SCORE, Sign, SignGone, SignSource
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import AgendaMark, Complaint, Customer, CustomerLine, ExpectationRating, Visit

BEST_SCORE = 5
WILLING = (ReferralWill.GLADLY, ReferralWill.PERHAPS, ReferralWill.GAVE_NAMES)


class SilentComplaints:
    """Signs of the last three months that led to no complaint and that nobody has put aside."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now

    def signs(self, most: int = 20) -> list[Sign]:
        """Return them, the latest first; one a customer."""
        with self._db.read() as session:
            found = sorted(_signs(session, self._now()), key=lambda sign: (sign.on, sign.source_id), reverse=True)
        latest: dict[int, Sign] = {}
        for sign in found:
            latest.setdefault(sign.customer_id, sign)
        return list(latest.values())[:most]

    def put_aside(self, sign: Sign) -> None:
        """Say that it is no complaint; what this customer gave before is none either. Raises SignGone."""
        with self._db.write(self._actor(), Action.DROP, Subject.AGENDA) as session:
            his = [one for one in _signs(session, self._now()) if one.customer_id == sign.customer_id and one.on <= sign.on]
            if not his:
                raise SignGone
            for one in his:
                mark = AgendaMark(source=one.source.value, source_id=one.source_id, occurrence=one.on, done_at=self._now())
                mark.staff_id = self._actor().staff_id
                session.add(mark)
            session.flush()
            session.about(sign.source_id, sign.customer or sign.phone)


def _signs(session: Session, now: datetime) -> list[Sign]:
    return [*_visits(session, now), *_ratings(session, now)]


def _visits(session: Session, now: datetime) -> list[Sign]:
    earlier, brought = aliased(Visit), aliased(Customer)
    willing = exists().where(earlier.customer_id == Visit.customer_id, earlier.done_at < Visit.done_at, earlier.friends.in_(WILLING))
    brings = exists().where(brought.referrer_id == Visit.customer_id)
    lost = and_(Visit.friends == ReferralWill.NO, or_(willing, brings))
    low = Visit.grade <= LOW_GRADE
    query = (
        select(Visit.id, Visit.customer_id, Visit.done_at, Visit.grade, Visit.trouble, Visit.words, func.coalesce(low, 0).label("low"))
        .add_columns(CustomerLine.name, CustomerLine.phone)
        .join(CustomerLine, CustomerLine.customer_id == Visit.customer_id)
        .where(Visit.state == VisitState.DONE, Visit.done_at >= now - LOOK_BACK, or_(low, lost))
        .where(_untold(Visit.customer_id, Visit.done_at), _unseen(Visit.id))
    )
    return [
        Sign(
            SignSource.VISIT,
            *(row.id, row.customer_id, row.name, row.phone),
            Detected.LOW_GRADE if row.low else Detected.LOST_REFERRAL,
            local_day(row.done_at),
            row.trouble or row.words,
            row.grade,
            BEST_GRADE,
        )
        for row in session.execute(query)
    ]


def _ratings(session: Session, now: datetime) -> list[Sign]:
    """Return low marks for what a customer expected, one sign a hand-over."""
    rating, first = ExpectationRating, local_day(now - LOOK_BACK)
    query: Select[Any] = (
        select(func.min(rating.id).label("id"), rating.customer_id, rating.rated_on, func.min(rating.score).label("score"))
        .add_columns(func.max(rating.note).label("note"), CustomerLine.name, CustomerLine.phone)
        .join(CustomerLine, CustomerLine.customer_id == rating.customer_id)
        .where(rating.rated_on >= first, rating.score <= LOW_SCORE)
        .group_by(rating.delivery_id, rating.customer_id, rating.rated_on, CustomerLine.name, CustomerLine.phone)
    )
    seen = set(session.scalars(select(AgendaMark.source_id).where(AgendaMark.source == SignSource.RATING.value)))
    rows = [row for row in session.execute(query) if row.id not in seen]
    told = _told(session, {row.customer_id for row in rows})
    return [
        Sign(
            SignSource.RATING,
            *(row.id, row.customer_id, row.name, row.phone),
            Detected.LOW_GRADE,
            row.rated_on,
            row.note,
            row.score,
            BEST_SCORE,
        )
        for row in rows
        if row.customer_id not in told or told[row.customer_id] < day_start(row.rated_on)
    ]


def _told(session: Session, customers: set[int]) -> dict[int, datetime]:
    """Return when each of these complained last; who has an open complaint did so just now, whenever it came."""
    found: dict[int, datetime] = {}
    query = select(Complaint.customer_id, Complaint.opened_at, Complaint.state).where(Complaint.customer_id.in_(customers))
    for customer_id, opened_at, state in session.execute(query).all() if customers else ():
        assert customer_id is not None
        at = datetime.max.replace(tzinfo=opened_at.tzinfo) if state is ComplaintState.OPEN else opened_at
        found[customer_id] = max(found.get(customer_id, at), at)
    return found


def _untold(customer_id: Any, at: Any) -> ColumnElement[bool]:
    """He has no open complaint, and none that came since."""
    his = Complaint.customer_id == customer_id
    return ~exists().where(his, or_(Complaint.state == ComplaintState.OPEN, Complaint.opened_at >= at))


def _unseen(visit_id: Any) -> ColumnElement[bool]:
    return ~exists().where(AgendaMark.source == SignSource.VISIT.value, AgendaMark.source_id == visit_id)
