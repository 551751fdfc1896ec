"""Reads the parts in which an order is delivered, and when the work on its site began; part of the caller's read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import INSTALLED, AcceptanceState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import OPEN_STATES, TAKEN_STATES, DeliveryKind
from dealer_crm.domain.delivery_parts import Part, begun_on, is_last
from dealer_crm.domain.jobs import JobStage, JobState
from dealer_crm.storage.models import Acceptance, Delivery, Job


def stands_for_others(session: Session, delivery_id: int) -> bool:
    """Tell whether a delivery that is not handed over yet is the last part of its order."""
    order = select(Delivery.order_id).where(Delivery.id == delivery_id).scalar_subquery()
    query = select(Delivery.id, Delivery.signed_at, Delivery.planned_on).where(
        Delivery.order_id == order,
        Delivery.kind == DeliveryKind.DELIVERY,
        Delivery.state.in_((*OPEN_STATES, *TAKEN_STATES)),
        Delivery.finished_at.is_(None),
    )
    parts = [Part(*row) for row in session.execute(query)]
    own = next((part for part in parts if part.id == delivery_id), None)
    return own is not None and is_last(own, parts)


def work_begun(session: Session, order_id: int, goods: Iterable[date]) -> date | None:
    """Return the first day of work on the site of an order; a survey is none. `goods` are the days on which they came."""
    jobs = select(Job.started_at).where(Job.order_id == order_id, Job.stage != JobStage.SURVEY, Job.state != JobState.CANCELLED)
    sheets = select(Acceptance.started_on).where(
        Acceptance.order_id == order_id, Acceptance.stage.in_(INSTALLED), Acceptance.state != AcceptanceState.CANCELLED
    )
    begun = [local_day(at) for at in session.scalars(jobs) if at is not None]
    return begun_on(begun, [day for day in session.scalars(sheets) if day is not None], goods)
