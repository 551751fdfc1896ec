"""What an order leaves to do: goods that should arrive, deliveries, orders nobody delivers yet, promises, money still owed."""

from __future__ import annotations

from sqlalchemy import and_, case, exists, func, literal_column, select

from dealer_crm.domain.agenda import DAYLESS, AgendaKind
from dealer_crm.domain.deliveries import OPEN_STATES, DeliveryKind, DeliveryState
from dealer_crm.domain.orders import Arrival, OrderState
from dealer_crm.domain.promises import PromiseState
from dealer_crm.services.agenda_sources.source import Dated, text_of
from dealer_crm.storage.models import Delivery, OrderLine, Payment, PaymentNode, Promise, SalesOrder

_ORDER, _LINE, _PAYMENT = SalesOrder.__table__, OrderLine.__table__, Payment.__table__
_DELIVERY, _PROMISE = Delivery.__table__, Promise.__table__
_NODE = PaymentNode.__table__
DELIVERY, PROMISE, RECEIVABLE, UNDELIVERED, ARRIVAL = "delivery", "promise", "receivable", "order", "arrival"
PART_DUE = "payment_node"
_MONEY_DAY = func.coalesce(_ORDER.c.promised_on, _ORDER.c.ordered_on)
_GOODS = (
    select(func.coalesce(func.sum((_LINE.c.quantity * _LINE.c.price + 500) // 1000), 0))
    .where(_LINE.c.order_id == _ORDER.c.id)
    .correlate(_ORDER)
    .scalar_subquery()
)
_PAID = select(func.coalesce(func.sum(_PAYMENT.c.amount), 0)).where(_PAYMENT.c.order_id == _ORDER.c.id).correlate(_ORDER).scalar_subquery()
_OWED = _GOODS + _ORDER.c.extra - _PAID
# asked through coalesce, so that the few lines that are ordered are read by their day, not all lines of open orders
_UNDER_WAY = (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY)
CALL = "call"
"""Stands in `zh` of a delivery whose customer is still to be called before it sets out."""
_TO_CALL = case((_DELIVERY.c.called_at.is_(None), text_of(CALL)), else_=text_of(""))
_DELIVERED = exists(literal_column("1")).where(
    _DELIVERY.c.order_id == _ORDER.c.id,
    _DELIVERY.c.kind == text_of(DeliveryKind.DELIVERY),
    _DELIVERY.c.state != text_of(DeliveryState.CANCELLED),
)
_SOLD = (*_UNDER_WAY, OrderState.DELIVERED)
_OPEN_PART = _NODE.c.open > literal_column("0")  # written out, or the index of the open parts does not serve
_PLANNED = exists(literal_column("1")).where(_NODE.c.order_id == _ORDER.c.id, _OPEN_PART, _NODE.c.due_on.is_not(None))

GOODS = (
    Dated(
        name=DELIVERY,
        kind=AgendaKind.DELIVERY,
        record=_DELIVERY,
        day=_DELIVERY.c.planned_on,
        customer=_DELIVERY.c.customer_id,
        staff=_DELIVERY.c.staff_id,
        where=(_DELIVERY.c.state.in_(map(text_of, OPEN_STATES)),),
        columns={"words": _DELIVERY.c.number, "slot": _DELIVERY.c.slot, "code": _DELIVERY.c.kind, "zh": _TO_CALL},
        fixed={"completable": False},
    ),
    Dated(
        name=DAYLESS,
        kind=AgendaKind.DELIVERY,
        record=_DELIVERY,
        day=_DELIVERY.c.created_at,
        customer=_DELIVERY.c.customer_id,
        staff=_DELIVERY.c.staff_id,
        where=(_DELIVERY.c.state.in_(map(text_of, OPEN_STATES)), _DELIVERY.c.planned_on.is_(None)),
        columns={"words": _DELIVERY.c.number, "slot": _DELIVERY.c.slot, "code": _DELIVERY.c.kind},
        fixed={"completable": False},
        instants=True,
        timed=False,
    ),
    Dated(
        name=PROMISE,
        kind=AgendaKind.PROMISE,
        record=_PROMISE,
        day=_PROMISE.c.due_on,
        customer=_PROMISE.c.customer_id,
        staff=_PROMISE.c.staff_id,
        where=(_PROMISE.c.state == text_of(PromiseState.OPEN),),
        columns={"words": _PROMISE.c.words, "record_id": func.coalesce(_PROMISE.c.order_id, 0)},
    ),
    Dated(
        name=RECEIVABLE,
        kind=AgendaKind.RECEIVABLE,
        record=_ORDER,
        day=_MONEY_DAY,
        customer=_ORDER.c.customer_id,
        staff=_ORDER.c.staff_id,
        where=(_ORDER.c.state == text_of(OrderState.DELIVERED), _OWED > 0, ~_PLANNED),
        columns={"words": _ORDER.c.number, "amount": _OWED},
        fixed={"completable": False},
        derived=True,
    ),
    Dated(
        name=PART_DUE,
        kind=AgendaKind.RECEIVABLE,
        record=_NODE,
        joins=((_ORDER, and_(_ORDER.c.id == _NODE.c.order_id, func.coalesce(_ORDER.c.state, "").in_(map(text_of, _SOLD)))),),
        day=_NODE.c.due_on,
        customer=_ORDER.c.customer_id,
        staff=_ORDER.c.staff_id,
        where=(_OPEN_PART,),
        columns={"words": _ORDER.c.number, "record_id": _ORDER.c.id, "amount": _NODE.c.open},
        fixed={"completable": False},
        derived=True,
    ),
    Dated(
        name=UNDELIVERED,
        kind=AgendaKind.ORDER,
        record=_ORDER,
        day=_MONEY_DAY,
        customer=_ORDER.c.customer_id,
        staff=_ORDER.c.staff_id,
        where=(_ORDER.c.state.in_(map(text_of, _UNDER_WAY)), ~_DELIVERED),
        columns={"words": _ORDER.c.number},
        fixed={"completable": False},
        derived=True,
    ),
    Dated(
        name=ARRIVAL,
        kind=AgendaKind.ARRIVAL,
        record=_LINE,
        joins=((_ORDER, and_(_ORDER.c.id == _LINE.c.order_id, func.coalesce(_ORDER.c.state, "").in_(map(text_of, _UNDER_WAY)))),),
        day=_LINE.c.arrives_on,
        customer=_ORDER.c.customer_id,
        staff=_ORDER.c.staff_id,
        where=(_LINE.c.arrival == text_of(Arrival.ORDERED),),
        columns={"words": func.trim(_LINE.c.brand + " " + _LINE.c.name + " " + _LINE.c.model), "record_id": _ORDER.c.id},
        derived=False,
    ),
)
