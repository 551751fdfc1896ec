"""The complaints of a period for the analysis: one indexed statement each for cases, teams, visits and costs.

It names teams, never a person: complaints are the customer's gift and no penalty for somebody (S3-43).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import RequestState
from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaint_figures import LED_BY, Case, ComplaintFigures, Cost
from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.domain.jobs import JobState
from dealer_crm.domain.periods import Period
from dealer_crm.services.complaint_list import ComplaintList, ComplaintRow
from dealer_crm.services.complaint_topics import topics_of
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint, ComplaintCost, Equipment, Job, OrderLine, ServiceRequest, Staff

OWN = ("id", "opened_at", "type", "subtype", "level", "severity", "channel", "respond_by", "topic", "dissatisfied", "liable")
LATER = ("close_by", "responded_at", "first_closed_at", "closed_at", "paused_at", "reopened", "satisfaction")
"""The first fields of `Case`, in its order."""
BEGUN = (JobState.UNDER_WAY, JobState.DONE)


class ComplaintReport:
    """Questions over a period, by the day on which a complaint came; asked beside the window."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db, self._now = db, now

    def figures(self, period: Period) -> ComplaintFigures:
        """Return all complaints that came in the period, with what was spent on them until today."""
        with self._db.read() as session:
            teams, visits = _teams(session, period), _visits(session, period)
            rows: Sequence[Sequence[Any]] = session.execute(_cases(period)).all()
            costs = [Cost(case, kind, payer, amount, asked is None) for case, kind, payer, amount, asked in session.execute(_costs(period))]
            requests = session.execute(_requests(period)).scalar_one()
            topics = topics_of(session)
        months: dict[date, str] = {}
        cases = tuple(_case(row, months, teams, visits) for row in rows)
        return ComplaintFigures(cases, tuple(costs), requests, self._now(), topics)

    def rows(self, ids: Sequence[int]) -> list[ComplaintRow]:
        """Return the lines of these complaints in the same order; ids that are gone are left out."""
        return ComplaintList(self._db, self._now).rows(ids)


def _within(period: Period) -> tuple[ColumnElement[bool], ...]:
    end: Any = day_start(period.last + timedelta(days=1))
    return Complaint.opened_at >= day_start(period.first), Complaint.opened_at < end


def _cases(period: Period) -> Select[Any]:
    columns = [Complaint.__table__.c[name] for name in (*OWN, *LATER)]
    order = func.coalesce(Complaint.order_id, OrderLine.order_id).label("work_id")
    return (
        select(*columns, Equipment.category, Equipment.brand, Equipment.model, order)
        .outerjoin(Equipment, Equipment.id == Complaint.equipment_id)
        .outerjoin(OrderLine, OrderLine.id == Equipment.order_line_id)
        .where(*_within(period))
        .order_by(Complaint.opened_at.desc(), Complaint.id.desc())
    )


def _case(row: Sequence[Any], months: dict[date, str], teams: dict[int, list[tuple[datetime, str]]], visits: dict[int, int]) -> Case:
    *own, category, brand, model, order_id = row
    complaint_id, came = own[:2]
    day = local_day(came)
    month = months.get(day) or months.setdefault(day, f"{day:%Y-%m}")
    team = next((team for at, team in teams.get(order_id, ()) if at <= came), "")
    return Case._make((*own, category or "", brand or "", model or "", month, team, visits.get(complaint_id, 0)))


def _teams(session: Session, period: Period) -> dict[int, list[tuple[datetime, str]]]:
    """Return by order who worked on the site and since when, the last first.

    A team is named by its leader, one from outside that nobody of ours led by its own name; a leader alone is one person, not named.
    """
    on_line = select(OrderLine.order_id).join(Equipment, Equipment.order_line_id == OrderLine.id)
    orders = select(Complaint.order_id).where(*_within(period), Complaint.order_id.is_not(None))
    others = on_line.join(Complaint, Complaint.equipment_id == Equipment.id).where(*_within(period))
    at = func.coalesce(Job.started_at, Job.finished_at).label("at")
    found: dict[int, list[tuple[datetime, str]]] = {}
    for order_id, begun, crew, leader, members in session.execute(
        select(Job.order_id, at, Job.crew, Staff.name, Job.members)
        .outerjoin(Staff, Staff.id == Job.leader_id)
        .where(or_(Job.order_id.in_(orders), Job.order_id.in_(others)), and_(Job.state.in_(BEGUN), at.is_not(None)))
        .order_by(at.desc(), Job.id.desc())
    ):
        found.setdefault(order_id, []).append((begun, LED_BY + leader if leader and (members or crew) else "" if leader else crew))
    return found


def _visits(session: Session, period: Period) -> dict[int, int]:
    """Return how many service requests were done for each complaint that has any."""
    query = (
        select(ServiceRequest.complaint_id, func.count())
        .join(Complaint, Complaint.id == ServiceRequest.complaint_id)
        .where(*_within(period), ServiceRequest.state == RequestState.DONE)
        .group_by(ServiceRequest.complaint_id)
    )
    return {one: count for one, count in session.execute(query) if one is not None}


def _costs(period: Period) -> Select[int, CostKind, Payer, int, date | None]:
    """Ask for the costs of the cases; compensation that was refused is none."""
    cost = ComplaintCost
    return (
        select(cost.complaint_id, cost.kind, cost.payer, cost.amount, cost.asked_on)
        .join(Complaint, Complaint.id == cost.complaint_id)
        .where(*_within(period), cost.refused_at.is_(None))
        .order_by(cost.id)
    )


def _requests(period: Period) -> Select[int]:
    end: Any = day_start(period.last + timedelta(days=1))
    reported = ServiceRequest.reported_at
    return select(func.count()).select_from(ServiceRequest).where(reported >= day_start(period.first), reported < end)
