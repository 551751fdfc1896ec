"""What an order leaves to do: goods that should arrive, deliveries, promises, money still owed after the delivery."""

from __future__ import annotations

from sqlalchemy import and_, func, select

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.deliveries import OPEN_STATES
from dealer_crm.domain.orders import Arrival, OrderState
from dealer_crm.domain.promises import PromiseState
from dealer_crm.services.agenda_sources.source import Dated
from dealer_crm.storage.models import Delivery, OrderLine, Payment, Promise, SalesOrder

DELIVERY, PROMISE, RECEIVABLE, ARRIVAL = "delivery", "promise", "receivable", "arrival"
_MONEY_DAY = func.coalesce(SalesOrder.promised_on, SalesOrder.ordered_on)
_GOODS = (
    select(func.coalesce(func.sum((OrderLine.quantity * OrderLine.price + 500) // 1000), 0))
    .where(OrderLine.order_id == SalesOrder.id)
    .correlate(SalesOrder)
    .scalar_subquery()
)
_PAID = select(func.coalesce(func.sum(Payment.amount), 0)).where(Payment.order_id == SalesOrder.id).correlate(SalesOrder).scalar_subquery()
_OWED = _GOODS - SalesOrder.discount - _PAID
# asked through coalesce, so that the few lines that are ordered are read by their day, not all lines of open orders
_UNDER_WAY = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY)

GOODS = (
    Dated(
        name=DELIVERY,
        kind=AgendaKind.DELIVERY,
        record=Delivery,
        day=Delivery.planned_on,
        customer=Delivery.customer_id,
        staff=Delivery.staff_id,
        where=(Delivery.state.in_(OPEN_STATES),),
        columns={"words": Delivery.number, "slot": Delivery.slot, "code": Delivery.kind},
        fixed={"completable": False},
    ),
    Dated(
        name=PROMISE,
        kind=AgendaKind.PROMISE,
        record=Promise,
        day=Promise.due_on,
        customer=Promise.customer_id,
        staff=Promise.staff_id,
        where=(Promise.state == PromiseState.OPEN,),
        columns={"words": Promise.words, "record_id": func.coalesce(Promise.order_id, 0)},
    ),
    Dated(
        name=RECEIVABLE,
        kind=AgendaKind.RECEIVABLE,
        record=SalesOrder,
        day=_MONEY_DAY,
        customer=SalesOrder.customer_id,
        staff=SalesOrder.staff_id,
        where=(SalesOrder.state == OrderState.DELIVERED, _OWED > 0),
        columns={"words": SalesOrder.number, "amount": _OWED},
        fixed={"completable": False},
        derived=True,
    ),
    Dated(
        name=ARRIVAL,
        kind=AgendaKind.ARRIVAL,
        record=OrderLine,
        joins=((SalesOrder, and_(SalesOrder.id == OrderLine.order_id, func.coalesce(SalesOrder.state, "").in_(_UNDER_WAY))),),
        day=OrderLine.arrives_on,
        customer=SalesOrder.customer_id,
        staff=SalesOrder.staff_id,
        where=(OrderLine.arrival == Arrival.ORDERED,),
        columns={"words": func.trim(OrderLine.brand + " " + OrderLine.model + " " + OrderLine.name), "record_id": SalesOrder.id},
        derived=False,
    ),
)
