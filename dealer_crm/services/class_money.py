"""What buyers brought, what serving them cost, and how they paid, for their classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.care import RequestKind, RequestState
from dealer_crm.domain.class_contact_rules import settlement
from dealer_crm.domain.class_facts import ClassRules
from dealer_crm.domain.class_places import Earned
from dealer_crm.domain.classes import Settlement
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryKind
from dealer_crm.domain.followups import add_months
from dealer_crm.domain.orders import OrderState
from dealer_crm.services.order_list import total_column
from dealer_crm.services.order_reading import HANDED_OVER
from dealer_crm.storage.dialect import one_of
from dealer_crm.storage.models import Delivery, OrderLine, Payment, SalesOrder, ServiceRequest

AGREED = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY, OrderState.DELIVERED, OrderState.DONE)
Ids = Collection[int] | None


@dataclass(frozen=True)
class EarnedBy(Earned):
    """What a buyer brought, with the visits that cost him nothing."""

    free_visits: int = 0


def earned(session: Session, rules: ClassRules, today: date, ids: Ids) -> list[EarnedBy]:
    """Return what each of these buyers (None = all) brought: contribution and turnover over the windows of the rules.

    A line without a cost counts with the usual margin; what was paid for service counts whole. Contribution = margin after discount,
    less free visits at the rate of the rules. `cost` = free visits and discounts; parts and compensation are not recorded anywhere,
    so they are not in it (domain.md 3.6).
    """
    earning, spending = add_months(today, -rules.major_months), add_months(today, -rules.recent_months)
    fees = {row[0]: (row[1], row[2]) for row in session.execute(_services(earning, ids))}
    found = []
    for customer_id, gained, given, money, latest in session.execute(_sales(rules, earning, spending, ids)):
        paid, free = fees.get(customer_id, (0, 0))
        visits = free * rules.visit_cost
        found.append(EarnedBy(customer_id, gained + paid - visits, money, latest, given + visits, free))
    return found


def settled(session: Session, rules: ClassRules, today: date, ids: Ids) -> dict[int, list[tuple[date, Settlement]]]:
    """Return how each order was paid whose goods were handed over: by the day of the last hand-over, as soon as it can be told."""
    goods = select(Delivery.order_id, func.max(Delivery.planned_on).label("on"), func.max(Delivery.finished_at).label("at"))
    goods = goods.where(func.coalesce(Delivery.state, "").in_(HANDED_OVER), Delivery.kind == DeliveryKind.DELIVERY)
    handed = _his(goods, Delivery.customer_id, ids).group_by(Delivery.order_id).subquery()
    query = select(SalesOrder.id, SalesOrder.customer_id, handed.c.on, handed.c.at, total_column().label("total"))
    query = query.join(handed, handed.c.order_id == SalesOrder.id).where(agreed())
    paid: dict[int, list[tuple[date, int]]] = defaultdict(list)
    money = select(Payment.order_id, Payment.paid_on, Payment.amount).where(Payment.order_id.is_not(None))
    for order_id, on, amount in session.execute(_his(money, Payment.customer_id, ids)):
        paid[order_id].append((on, amount))
    found: dict[int, list[tuple[date, Settlement]]] = defaultdict(list)
    for order_id, customer_id, planned, at, total in session.execute(_his(query, SalesOrder.customer_id, ids)):
        on = planned or local_day(at)  # goods may be handed over that nobody had planned for a day
        before = sum(amount for day, amount in paid[order_id] if day < on)
        in_time = sum(amount for day, amount in paid[order_id] if (day - on).days <= rules.credit_days)
        way = settlement(total, before, in_time)
        if way is not Settlement.CREDIT or (today - on).days > rules.credit_days:
            found[customer_id].append((on, way))
    return found


def _sales(rules: ClassRules, earning: date, spending: date, ids: Ids) -> Any:
    usual = OrderLine.price * (100 - rules.margin) // 100
    cost = select(func.coalesce(func.sum(OrderLine.quantity * func.coalesce(OrderLine.cost, usual)), 0) // 1000)
    cost = cost.where(OrderLine.order_id == SalesOrder.id)
    columns = (SalesOrder.customer_id, SalesOrder.ordered_on, SalesOrder.discount)
    query = select(*columns, total_column().label("total"), cost.scalar_subquery().label("cost"))
    sold = _his(query.where(agreed()), SalesOrder.customer_id, ids).subquery()
    gain = func.sum(case((sold.c.ordered_on >= earning, sold.c.total - sold.c.cost), else_=0))
    given = func.sum(case((sold.c.ordered_on >= earning, sold.c.discount), else_=0))
    spent = func.sum(case((sold.c.ordered_on >= spending, sold.c.total), else_=0))
    return select(sold.c.customer_id, gain, given, spent, func.max(sold.c.ordered_on)).group_by(sold.c.customer_id)


def _services(since: date, ids: Ids) -> Any:
    """Return the question what was paid for service, and how many visits were free; to install what was sold is no service."""
    free = case(((ServiceRequest.fee == 0) & (ServiceRequest.kind != RequestKind.INSTALLATION), 1), else_=0)
    query = select(ServiceRequest.customer_id, func.sum(ServiceRequest.fee), func.sum(free))
    query = query.where(ServiceRequest.done_on >= since, func.coalesce(ServiceRequest.state, "") == RequestState.DONE)
    return _his(query, ServiceRequest.customer_id, ids).group_by(ServiceRequest.customer_id)


def agreed() -> Any:
    """Return the condition of orders that count, so that the index of customers is used and not that of states."""
    return func.coalesce(SalesOrder.state, "").in_(AGREED)


def _his(query: Any, column: Any, ids: Ids) -> Any:
    return query if ids is None else query.where(one_of(column, ids))
