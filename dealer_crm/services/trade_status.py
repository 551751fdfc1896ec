"""How trade with one customer stands now (交易活动现状, S0-08): what is offered, under way, owed, complained of, and what was said last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import RequestState, VisitState
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import OPEN_STATES as ON_THE_WAY
from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState
from dealer_crm.domain.followups import Outcome
from dealer_crm.domain.orders import OrderState
from dealer_crm.services.money import Money
from dealer_crm.services.order_list import total_column
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint, Delivery, Payment, SalesOrder, ServiceRequest, Visit

UNDER_WAY = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY, OrderState.DELIVERED)
REACHED = (Outcome.REACHED, Outcome.RESCHEDULED)


@dataclass(frozen=True)
class Sum:
    """Some orders together; `total` in 分, `latest` the day of the last one."""

    count: int = 0
    total: int = 0
    latest: date | None = None


@dataclass(frozen=True)
class TradeStatus:
    """Figures of one customer. `owed_days` counts from the oldest unpaid sum; `done` names facts of the stages (stages.toml)."""

    offers: Sum = Sum()
    under_way: Sum = Sum()
    deals: Sum = Sum()
    owed: int = 0
    owed_days: int = 0
    complaints: int = 0
    complaints_open: int = 0
    requests_open: int = 0
    grade: int | None = None
    graded_on: date | None = None
    done: frozenset[str] = frozenset()


class TradeStatuses:
    """One question, asked beside the window."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._money = Money(db, now)

    def of(self, customer_id: int) -> TradeStatus:
        """Return how trade with a customer stands; of nobody nothing."""
        owed = self._money.receivables(customer_id)
        with self._db.read() as session:
            query = select(SalesOrder.state, SalesOrder.ordered_on, total_column()).where(SalesOrder.customer_id == customer_id)
            orders = session.execute(query).all()
            complaints = list(session.scalars(select(Complaint.state).where(Complaint.customer_id == customer_id)))
            graded = session.execute(_graded(customer_id)).first()
            done = _done(session, customer_id)
            requests = _count(session, ServiceRequest, customer_id, ServiceRequest.state.in_((RequestState.OPEN, RequestState.SCHEDULED)))
        deals = [row for row in orders if row[0] in (*UNDER_WAY, OrderState.DONE)]
        facts = {"agreed": bool(deals) or done["paid"], "handed_over": done["handed_over"], "called": done["called"]}
        facts["paid_up"] = bool(deals) and not owed
        return TradeStatus(
            offers=_sum([row for row in orders if row[0] is OrderState.DRAFT]),
            under_way=_sum([row for row in orders if row[0] in UNDER_WAY]),
            deals=_sum(deals),
            owed=sum(row.owed for row in owed),
            owed_days=max((row.days for row in owed), default=0),
            complaints=len(complaints),
            complaints_open=sum(state is ComplaintState.OPEN for state in complaints),
            requests_open=requests,
            grade=graded.grade if graded else None,
            graded_on=local_day(graded.done_at) if graded and graded.done_at else None,
            done=frozenset(name for name, there in facts.items() if there),
        )


def _sum(rows: Sequence[Any]) -> Sum:
    return Sum(len(rows), sum(row[2] or 0 for row in rows), max((row[1] for row in rows), default=None))


def _graded(customer_id: int) -> Any:
    query = select(Visit.grade, Visit.done_at).where(Visit.customer_id == customer_id, Visit.grade.is_not(None))
    return query.order_by(Visit.done_at.desc(), Visit.id.desc()).limit(1)


def _count(session: Session, table: Any, customer_id: int, *conditions: Any) -> int:
    return session.execute(select(func.count()).select_from(table).where(table.customer_id == customer_id, *conditions)).scalar_one()


def _done(session: Session, customer_id: int) -> dict[str, bool]:
    """Return what was done: money that came in, everything brought and signed for, somebody asked after it."""
    brought = Delivery.kind == DeliveryKind.DELIVERY
    signed = _count(session, Delivery, customer_id, brought, Delivery.state == DeliveryState.SIGNED)
    waiting = _count(session, Delivery, customer_id, brought, Delivery.state.in_(ON_THE_WAY))
    called = (Visit.state == VisitState.DONE, Visit.delivery_id.is_not(None), Visit.outcome.in_(REACHED))
    return {
        "paid": _count(session, Payment, customer_id, Payment.amount > 0) > 0,
        "handed_over": signed > 0 and waiting == 0,
        "called": _count(session, Visit, customer_id, *called) > 0,
    }
