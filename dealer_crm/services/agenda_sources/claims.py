"""Claims of 以旧换新 that wait: to be handed in by their day, handed in for somebody to ask what became of them, to be paid back.

Of an order that is done whoever looks after the customer asks: who sold it keeps the sale, also when he has left.
"""

from __future__ import annotations

from sqlalchemy import case

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.trade_ins import OPEN
from dealer_crm.services.agenda_sources.source import Dated, text_of
from dealer_crm.storage.models import SalesOrder, TradeIn

_CLAIM, _ORDER = TradeIn.__table__, SalesOrder.__table__
CLAIM = "trade_in"

CLAIMS = (
    Dated(
        name=CLAIM,
        kind=AgendaKind.CLAIM,
        record=_CLAIM,
        joins=((_ORDER, _ORDER.c.id == _CLAIM.c.order_id),),
        day=_CLAIM.c.due_on,
        customer=_ORDER.c.customer_id,
        staff=case((_ORDER.c.state != text_of(OrderState.DONE), _ORDER.c.staff_id)),
        where=(_CLAIM.c.state.in_(map(text_of, OPEN)),),
        columns={"words": _ORDER.c.number, "amount": _CLAIM.c.amount, "code": _CLAIM.c.state, "record_id": _ORDER.c.id},
        fixed={"completable": False},
    ),
)
