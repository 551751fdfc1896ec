"""Where it stands who sees to what: the columns that name somebody, as long as what they stand in is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.care import RequestState, VisitState
from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.deliveries import BEGINS, TAKEN_STATES, DeliveryKind, DeliveryState
from dealer_crm.domain.deliveries import OPEN_STATES as OPEN_DELIVERIES
from dealer_crm.domain.followups import StepState
from dealer_crm.domain.hand_over import Held, team_with
from dealer_crm.domain.jobs import OPEN_JOBS, JobState
from dealer_crm.domain.orders import OPEN_STATES, OrderState
from dealer_crm.domain.planning import SeriesState, SlipState
from dealer_crm.domain.promises import PromiseState
from dealer_crm.domain.quotes import OPEN_QUOTES
from dealer_crm.storage.dialect import held_in
from dealer_crm.storage.models import (
    Acceptance,
    ChangeOrder,
    Complaint,
    Customer,
    Delivery,
    DeliveryCheck,
    HandoverSlip,
    Job,
    NextStep,
    Promise,
    Quote,
    SalesOrder,
    Series,
    ServiceRequest,
    Visit,
)

OPEN_REQUESTS = (RequestState.OPEN, RequestState.SCHEDULED)


class HeldRow(NamedTuple):
    """A row that is somebody's: whose customer it belongs to, and what else is needed to give it away."""

    id: int
    customer_id: int
    told: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Hold:
    """Rows of a table that are somebody's as long as they are open.

    `columns` say whose; `customer` is where the customer stands, None = in the row. `mine` = only what somebody else's record says, where
    no column of the row does: then the first column is written.
    """

    kind: Held
    columns: tuple[Any, ...]
    open: tuple[ColumnElement[bool], ...] = ()
    customer: Any = None
    mine: Any = None

    @property
    def table(self) -> Any:
        """Return the table."""
        return self.columns[0].class_

    def count(self, session: Session, staff_id: int) -> int:
        """Return how many rows are the person's."""
        return session.execute(select(func.count()).select_from(self.table).where(*self._his(staff_id))).scalar_one()

    def rows(self, session: Session, staff_id: int) -> list[HeldRow]:
        """Return the person's rows; told is which of the columns name him."""
        table = self.table
        whose: Any = (table.id if table is Customer else table.customer_id) if self.customer is None else self.customer
        named = [column == staff_id for column in self.columns]
        query: Any = select(table.id, whose, *named).where(*self._his(staff_id)).order_by(table.id)
        return [HeldRow(row_id, customer_id, tuple(told)) for row_id, customer_id, *told in session.execute(query)]

    def values(self, row: HeldRow, _from_id: int, to_id: int) -> Mapping[str, Any]:
        """Return what the row says from now on."""
        named = [column for column, told in zip(self.columns, row.told, strict=True) if told or self.mine is not None]
        return {column.key: to_id for column in named}

    def _his(self, staff_id: int) -> tuple[ColumnElement[bool], ...]:
        if self.mine is not None:
            return (self.columns[0].is_(None), self.mine == staff_id, *self.open)
        return (or_(false(), *(column == staff_id for column in self.columns)), *self.open)


@dataclass(frozen=True)
class JobHold(Hold):
    """Open jobs that somebody leads, or in whose team he is."""

    @property
    def table(self) -> Any:
        """Return the table."""
        return Job

    def rows(self, session: Session, staff_id: int) -> list[HeldRow]:
        """Return the jobs; told is who leads and who is in the team."""
        query = select(Job.id, Job.customer_id, Job.leader_id, Job.members).where(*self._his(staff_id)).order_by(Job.id)
        return [HeldRow(row_id, whose, (leader, tuple(members))) for row_id, whose, leader, members in session.execute(query)]

    def values(self, row: HeldRow, from_id: int, to_id: int) -> Mapping[str, Any]:
        """Return the team from now on: nobody is in it twice."""
        leader, members = row.told
        leads = {"leader_id": to_id} if self.kind is Held.JOBS else {}
        team = team_with(members, from_id, to_id, to_id if leads else leader)
        return {**leads, **({} if team == members else {"members": team})}

    def _his(self, staff_id: int) -> tuple[ColumnElement[bool], ...]:
        if self.kind is Held.JOBS:
            return (Job.leader_id == staff_id, Job.state.in_(OPEN_JOBS))
        in_team = held_in(Job.members, "of_team")
        return (exists().select_from(in_team).where(in_team.c.value == staff_id), Job.state.in_(OPEN_JOBS))


_CHECK = DeliveryCheck
_OF_DELIVERY = and_(Delivery.id == _CHECK.delivery_id, Delivery.kind == DeliveryKind.DELIVERY)
_ALIVE = Delivery.state.not_in((DeliveryState.REFUSED, DeliveryState.CANCELLED))
_WAITS = or_(Delivery.finished_at.is_(None), _CHECK.group == BEGINS)
_FAILED = _CHECK.result == CheckResult.FAIL
_UNSETTLED = or_(
    exists().where(_OF_DELIVERY, _ALIVE, or_(_FAILED, and_(_CHECK.result.is_(None), _WAITS))),
    exists().where(Acceptance.id == _CHECK.acceptance_id, Acceptance.state == AcceptanceState.OPEN),
    exists().where(Job.id == _CHECK.job_id, Job.state != JobState.CANCELLED),
)
_CUSTOMER = func.coalesce(
    select(Delivery.customer_id).where(Delivery.id == _CHECK.delivery_id).scalar_subquery(),
    select(Acceptance.customer_id).where(Acceptance.id == _CHECK.acceptance_id).scalar_subquery(),
    select(Job.customer_id).where(Job.id == _CHECK.job_id).scalar_subquery(),
)
_LEFT_WITH = func.coalesce(
    select(Delivery.staff_id).where(_OF_DELIVERY, Delivery.finished_at.is_not(None)).scalar_subquery(),
    select(Job.leader_id).where(Job.id == _CHECK.job_id, Job.state == JobState.DONE).scalar_subquery(),
    select(Job.leader_id)
    .join(Acceptance, Acceptance.job_id == Job.id)
    .where(Acceptance.id == _CHECK.acceptance_id, Acceptance.leader_id.is_(None), Job.state.not_in(OPEN_JOBS))
    .scalar_subquery(),
)
"""Who mends what failed where nobody was named: who brought the goods or led the job, long after those are over."""
_UNFINISHED = and_(Delivery.state.in_(TAKEN_STATES), Delivery.finished_at.is_(None), Delivery.kind == DeliveryKind.DELIVERY)


def _of_order(order_id: Any) -> Any:
    return select(SalesOrder.customer_id).where(SalesOrder.id == order_id).scalar_subquery()


HOLDS = (
    Hold(Held.CUSTOMERS, (Customer.owner_id,)),
    Hold(Held.STEPS, (NextStep.staff_id,), (NextStep.state == StepState.OPEN,)),
    Hold(Held.VISITS, (Visit.staff_id,), (Visit.state == VisitState.OPEN,)),
    Hold(Held.REQUESTS, (ServiceRequest.staff_id,), (ServiceRequest.state.in_(OPEN_REQUESTS),)),
    Hold(Held.DELIVERIES, (Delivery.staff_id,), (or_(Delivery.state.in_(OPEN_DELIVERIES), _UNFINISHED),)),
    JobHold(Held.JOBS, ()),
    JobHold(Held.TEAMS, ()),
    Hold(Held.SHEETS, (Acceptance.leader_id, Acceptance.inspector_id), (Acceptance.state == AcceptanceState.OPEN,)),
    Hold(Held.ITEMS, (_CHECK.person_id,), (or_(_CHECK.result.is_(None), _FAILED), _UNSETTLED), _CUSTOMER),
    Hold(Held.ITEMS, (_CHECK.person_id,), (_FAILED, _UNSETTLED), _CUSTOMER, _LEFT_WITH),
    Hold(Held.PROMISES, (Promise.staff_id,), (Promise.state == PromiseState.OPEN,)),
    Hold(Held.COMPLAINTS, (Complaint.staff_id,), (Complaint.state == ComplaintState.OPEN,)),
    Hold(Held.ORDERS, (SalesOrder.staff_id,), (SalesOrder.state.in_((*OPEN_STATES, OrderState.DELIVERED)),)),
    Hold(Held.QUOTES, (Quote.staff_id,), (Quote.state.in_(OPEN_QUOTES),)),
    Hold(Held.CHANGES, (ChangeOrder.staff_id,), (ChangeOrder.state == ChangeState.DRAFT,), _of_order(ChangeOrder.order_id)),
    Hold(Held.SERIES, (Series.staff_id,), (Series.state == SeriesState.RUNNING,)),
    Hold(Held.SLIPS, (HandoverSlip.to_id,), (HandoverSlip.state == SlipState.SENT,)),
    Hold(Held.SLIPS, (HandoverSlip.from_id,), (HandoverSlip.state == SlipState.REFUSED,)),
)
