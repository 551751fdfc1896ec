"""What hangs on a customer's file, and goes to the recycle bin with it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import (
    Attachment,
    ClassOverride,
    Complaint,
    ComplaintStep,
    Contact,
    Delivery,
    DeliveryCheck,
    DeliveryLine,
    Equipment,
    FollowUp,
    FormerValue,
    HandoverSlip,
    Invoice,
    Moment,
    NextStep,
    OpeningBalance,
    Opportunity,
    OrderLine,
    Payment,
    Phone,
    Promise,
    Relation,
    SalesOrder,
    Series,
    ServiceRequest,
    Verification,
    Visit,
)

_PARTS: tuple[tuple[type[Any], str, type[Any]], ...] = (
    (DeliveryCheck, "delivery_id", Delivery),
    (DeliveryLine, "delivery_id", Delivery),
    (ComplaintStep, "complaint_id", Complaint),
    (Invoice, "order_id", SalesOrder),
    (OrderLine, "order_id", SalesOrder),
)
"""Rows without a customer of their own, and the record they are part of."""

_OWN: tuple[type[Any], ...] = (
    Relation,
    Moment,
    Verification,
    FormerValue,
    ClassOverride,
    HandoverSlip,
    NextStep,
    Series,
    FollowUp,
    Visit,
    Payment,
    ServiceRequest,
    Complaint,
    Delivery,
    Promise,
    SalesOrder,
    OpeningBalance,
    Opportunity,
    Phone,
    Contact,
)
"""Rows that name the customer, those that are referred to last."""


def delete_records(session: WriteSession, customer_id: int) -> None:
    """Delete all that is the customer's alone. Machines stay in their house and forget which sale brought them."""
    _delete_all(session, Attachment, Attachment.customer_id == customer_id)
    _delete_all(session, Relation, Relation.other_id == customer_id)
    _forget_sale(session, customer_id)
    for table in _OWN:
        for part, column, whole in _PARTS:
            if whole is table:
                mine = select(whole.id).where(whole.customer_id == customer_id)
                _delete_all(session, part, getattr(part, column).in_(mine))
        _delete_all(session, table, table.customer_id == customer_id)


def _delete_all(session: WriteSession, table: type[Any], mine: Any) -> None:
    for row in session.scalars(select(table).where(mine)):
        session.delete(row)
    session.flush()


def _forget_sale(session: WriteSession, customer_id: int) -> None:
    lines = select(OrderLine.id).join(SalesOrder, SalesOrder.id == OrderLine.order_id).where(SalesOrder.customer_id == customer_id)
    deliveries = select(Delivery.id).where(Delivery.customer_id == customer_id)
    for machine in session.scalars(select(Equipment).where(Equipment.order_line_id.in_(lines) | Equipment.delivery_id.in_(deliveries))):
        machine.order_line_id = machine.delivery_id = None
    session.flush()
