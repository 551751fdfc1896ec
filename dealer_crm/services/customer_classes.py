"""What class a customer is in and why, worked out from the records as they stand now; and classes set by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import EquipmentState, RequestKind, RequestState
from dealer_crm.domain.class_by_hand import ClassNotByHand, checked
from dealer_crm.domain.class_rules import Classes, Earned, classify, places
from dealer_crm.domain.classes import ByHand, Classed, ClassKind, ClassRules, Facts, Why
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.customers import CustomerNotFound, IntentLevel
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import Outcome, add_months
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.orders import OrderState
from dealer_crm.services.money import Money
from dealer_crm.services.order_list import total_column
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import (
    ClassOverride,
    Complaint,
    Customer,
    CustomerLine,
    Equipment,
    FollowUp,
    Maintenance,
    OrderLine,
    PremisesHolder,
    SalesOrder,
    ServiceRequest,
    Staff,
    Visit,
)

AGREED = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY, OrderState.DELIVERED, OrderState.DONE)
REACHED = (Outcome.REACHED, Outcome.RESCHEDULED)
GRADED = (IntentLevel.H, IntentLevel.A, IntentLevel.B, IntentLevel.C)
CARE = (RequestKind.MAINTENANCE, RequestKind.CARTRIDGE, RequestKind.CLEANING)
MISSED_DAYS = 30
"""Care that nobody came for so long after its day counts as missed (domain.md 3.3)."""
KINDS = frozenset(ClassKind)
COST = frozenset({Why.NO_GAIN, Why.COSTS_MORE})
"""Reasons with the margin in them, which only the owner sees."""


class CustomerClasses:
    """Asked beside the window, since every buyer is looked at to know where one stands. One setting by hand is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db, self._actor, self._now, self._trade = db, actor, now, trade
        self._money = Money(db, now)

    def of(self, customer_id: int) -> Classes:
        """Return the classes of a customer, none where he is gone meanwhile.

        A line without a cost counts with the usual margin of the rules; what was paid for service counts whole.
        """
        now, rules = self._now(), self._trade.class_rules()
        today = local_day(now)
        owed = self._money.receivables(customer_id)
        with self._db.read() as session:
            buyers = {one.customer_id: one for one in _buyers(session, rules, today)}
            customer, line = session.get(Customer, customer_id), session.get(CustomerLine, customer_id)
            if customer is None or line is None:
                return {}
            cadence = self._trade.cadences().get(line.intent_level)
            facts = replace(
                _records(session, customer_id, now),
                target=customer.target_account,
                nature=customer.nature,
                party_kind=customer.party_kind,
                stage=line.stage,
                wants=bool(customer.interests),
                graded=line.intent_level in GRADED,
                every_days=cadence.every_days if cadence else None,
                owed_since=min((row.since for row in owed), default=None),
            )
            said = _by_hand(session, customer_id)
        mine = buyers.get(customer_id)
        if mine is not None:
            facts = replace(facts, contribution=mine.contribution, money=mine.money)
        return self._shown(classify(facts, places(buyers.values()).get(customer_id), rules, today, said))

    def override(self, customer_id: int, kind: ClassKind, value: str, note: str) -> None:
        """Set a class by hand, instead of an earlier setting too; it stands over the rules until it is taken back.

        `value` is one of `class_by_hand.VALUES[kind]`, of `CARE` several with spaces between.
        Raises CustomerNotFound, ClassNotInKind, ClassNoteMissing.
        """
        value, note = checked(kind, value, note)
        with self._db.write(self._actor(), Action.EDIT, Subject.CUSTOMER_CLASS) as session:
            customer = session.get(Customer, customer_id)
            if customer is None:
                raise CustomerNotFound(number=str(customer_id))
            row = session.scalars(_set_by_hand(customer_id, kind)).first() or ClassOverride(customer_id=customer_id, kind=kind.value)
            row.value, row.note, row.set_on, row.staff_id = value, note, local_day(self._now()), self._actor().staff_id
            session.add(row)
            session.flush()
            session.about(row.id, customer.name or customer.number)

    def take_back(self, customer_id: int, kind: ClassKind) -> None:
        """Let the rules speak again. Raises ClassNotByHand."""
        with self._db.write(self._actor(), Action.DELETE, Subject.CUSTOMER_CLASS) as session:
            row = session.scalars(_set_by_hand(customer_id, kind)).first()
            if row is None:
                raise ClassNotByHand
            customer = session.get(Customer, customer_id)
            session.about(row.id, (customer.name or customer.number) if customer else "")
            session.delete(row)

    def _shown(self, found: Classes) -> Classes:
        if self._actor().role is Role.OWNER:
            return found
        hidden = {kind: tuple(_without_cost(one) for one in values) for kind, values in found.items()}
        return {**hidden, ClassKind.PROFIT: ()}


def _without_cost(one: Classed) -> Classed:
    if one.by_hand is not None and one.by_hand.computed is not None:
        return replace(one, by_hand=replace(one.by_hand, computed=_without_cost(one.by_hand.computed)))
    return Classed(one.value, Why.IS_NEITHER) if one.why in COST else one


def _set_by_hand(customer_id: int, kind: ClassKind) -> Select[ClassOverride]:
    return select(ClassOverride).where(ClassOverride.customer_id == customer_id, ClassOverride.kind == kind.value)


def _by_hand(session: Session, customer_id: int) -> dict[ClassKind, ByHand]:
    """Return what somebody set, by kind; kinds that the program does not know (any more) are passed over."""
    query = select(ClassOverride, Staff.name).outerjoin(Staff, Staff.id == ClassOverride.staff_id)
    rows = session.execute(query.where(ClassOverride.customer_id == customer_id)).all()
    return {ClassKind(row.kind): ByHand(row.value, row.note, row.set_on, staff or "") for row, staff in rows if row.kind in KINDS}


def _records(session: Session, customer_id: int, now: datetime) -> Facts:
    """Return what the records of one customer say, but for money."""
    today = local_day(now)
    orders = session.execute(select(SalesOrder.state, SalesOrder.ordered_on).where(SalesOrder.customer_id == customer_id)).all()
    requests = session.execute(
        select(ServiceRequest.kind, ServiceRequest.done_on, ServiceRequest.fee).where(
            ServiceRequest.customer_id == customer_id, ServiceRequest.state == RequestState.DONE
        )
    ).all()
    missed = session.execute(_care_missed(customer_id, today - timedelta(days=MISSED_DAYS))).scalar_one()
    care_done = sum(row.kind in CARE for row in requests)
    return Facts(
        deals=tuple(row.ordered_on for row in orders if row.state in AGREED),
        ordered=any(row.state in AGREED and row.state is not OrderState.DONE for row in orders),
        offered=any(row.state is OrderState.DRAFT for row in orders),
        services=tuple(row.done_on for row in requests if row.fee > 0 and row.done_on),
        touched=_touched(session, customer_id),
        referrals=session.execute(select(func.count()).where(Customer.referrer_id == customer_id)).scalar_one(),
        grade=session.execute(_last_grade(customer_id)).scalar(),
        complaints=session.execute(select(func.count()).where(Complaint.customer_id == customer_id)).scalar_one(),
        complaint_late=session.execute(_late_complaints(customer_id, now)).scalar_one() > 0,
        reminders_missed=missed,
        services_due=care_done + missed,
        services_own=care_done,
    )


def _touched(session: Session, customer_id: int) -> date | None:
    """Return the last day on which somebody was reached, by a call of sales or after the sale."""
    talks = select(func.max(FollowUp.happened_at)).where(FollowUp.customer_id == customer_id, FollowUp.outcome.in_(REACHED))
    visits = select(func.max(Visit.done_at)).where(Visit.customer_id == customer_id, Visit.outcome.in_(REACHED))
    days = [local_day(at) for at in (session.execute(query).scalar() for query in (talks, visits)) if at is not None]
    return max(days, default=None)


def _last_grade(customer_id: int) -> Select[Any]:
    query = select(Visit.grade).where(Visit.customer_id == customer_id, Visit.grade.is_not(None))
    return query.order_by(Visit.done_at.desc(), Visit.id.desc()).limit(1)


def _late_complaints(customer_id: int, now: datetime) -> Select[Any]:
    late = Complaint.close_by < now
    return select(func.count()).where(Complaint.customer_id == customer_id, Complaint.state == ComplaintState.OPEN, late)


def _care_missed(customer_id: int, before: date) -> Select[Any]:
    """Return the question how much care at the customer's houses is long overdue."""
    return (
        select(func.count(Maintenance.id.distinct()))
        .join(Equipment, Equipment.id == Maintenance.equipment_id)
        .join(PremisesHolder, PremisesHolder.premises_id == Equipment.premises_id)
        .where(PremisesHolder.customer_id == customer_id, PremisesHolder.to_on.is_(None), Equipment.state == EquipmentState.IN_USE)
        .where(Maintenance.active, Maintenance.by_customer.is_(False), Maintenance.next_on < before)
    )


def _buyers(session: Session, rules: ClassRules, today: date) -> list[Earned]:
    """Return what everybody who ever bought brought: contribution and turnover over the windows of the rules."""
    earning, spending = add_months(today, -rules.major_months), add_months(today, -rules.recent_months)
    usual = OrderLine.price * (100 - rules.margin) // 100
    cost = select(func.coalesce(func.sum(OrderLine.quantity * func.coalesce(OrderLine.cost, usual)), 0) // 1000)
    cost = cost.where(OrderLine.order_id == SalesOrder.id)
    sold = (
        select(SalesOrder.customer_id, SalesOrder.ordered_on, total_column().label("total"), cost.scalar_subquery().label("cost"))
        .where(SalesOrder.state.in_(AGREED))
        .subquery()
    )
    gain = func.sum(case((sold.c.ordered_on >= earning, sold.c.total - sold.c.cost), else_=0))
    spent = func.sum(case((sold.c.ordered_on >= spending, sold.c.total), else_=0))
    query = select(sold.c.customer_id, gain, spent, func.max(sold.c.ordered_on)).group_by(sold.c.customer_id)
    fees = select(ServiceRequest.customer_id, func.sum(ServiceRequest.fee)).where(ServiceRequest.done_on >= earning, ServiceRequest.fee > 0)
    paid = {row[0]: row[1] for row in session.execute(fees.group_by(ServiceRequest.customer_id))}
    return [Earned(one, gained + paid.get(one, 0), money, latest) for one, gained, money, latest in session.execute(query)]
