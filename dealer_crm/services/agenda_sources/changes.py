"""Change orders that nobody signed: the work waits for the customer's name (domain.md 2.3)."""

from __future__ import annotations

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.services.agenda_sources.source import Dated, text_of
from dealer_crm.storage.models import ChangeOrder, SalesOrder

_CHANGE, _ORDER = ChangeOrder.__table__, SalesOrder.__table__
CHANGE = "change_order"

CHANGES = (
    Dated(
        name=CHANGE,
        kind=AgendaKind.CHANGE,
        record=_CHANGE,
        joins=((_ORDER, _ORDER.c.id == _CHANGE.c.order_id),),
        day=_CHANGE.c.asked_on,
        customer=_ORDER.c.customer_id,
        staff=_CHANGE.c.staff_id,
        where=(_CHANGE.c.state == text_of(ChangeState.DRAFT),),
        columns={"words": _CHANGE.c.number, "amount": _CHANGE.c.amount, "record_id": _ORDER.c.id},
        fixed={"completable": False},
        derived=True,
    ),
)
