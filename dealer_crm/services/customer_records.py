"""What hangs on a customer's file, and goes to the recycle bin with it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import (
    Acceptance,
    Attachment,
    ChangeLine,
    ChangeOrder,
    ClassOverride,
    Complaint,
    ComplaintClear,
    ComplaintCost,
    ComplaintEscalation,
    ComplaintPause,
    ComplaintStep,
    Contact,
    Delivery,
    DeliveryCheck,
    DeliveryLine,
    Equipment,
    ExpectationRating,
    FollowUp,
    FormerValue,
    HandoverSlip,
    Invoice,
    Job,
    JobMaterial,
    Moment,
    NextStep,
    OpeningBalance,
    Opportunity,
    OrderLine,
    OrderReturn,
    Payment,
    PaymentNode,
    Phone,
    Promise,
    Quote,
    QuoteLine,
    QuoteVersion,
    Relation,
    SalesOrder,
    Series,
    ServiceRequest,
    Signature,
    TradeIn,
    Verification,
    Visit,
)

_PARTS: tuple[tuple[type[Any], str, type[Any]], ...] = (
    (DeliveryCheck, "delivery_id", Delivery),
    (DeliveryCheck, "acceptance_id", Acceptance),
    (DeliveryCheck, "job_id", Job),
    (JobMaterial, "job_id", Job),
    (DeliveryLine, "delivery_id", Delivery),
    (OrderReturn, "delivery_id", Delivery),
    *((part, "complaint_id", Complaint) for part in (ComplaintStep, ComplaintClear, ComplaintPause, ComplaintCost, ComplaintEscalation)),
    (OrderReturn, "order_id", SalesOrder),
    (TradeIn, "order_id", SalesOrder),
    (Invoice, "order_id", SalesOrder),
    (PaymentNode, "order_id", SalesOrder),
    (ChangeLine, "change_id", ChangeOrder),
    (OrderLine, "order_id", SalesOrder),
    (ChangeOrder, "order_id", SalesOrder),
    (QuoteLine, "version_id", QuoteVersion),
    (QuoteVersion, "quote_id", Quote),
)
"""Rows without a customer of their own, and the record they are part of; those that are referred to later."""

_WITHIN: dict[type[Any], tuple[str, type[Any]]] = {ChangeOrder: ("order_id", SalesOrder), QuoteVersion: ("quote_id", Quote)}
"""Wholes that are part of a record themselves."""

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
    Signature,
    ExpectationRating,
    Acceptance,
    Job,
    Complaint,
    Delivery,
    Promise,
    SalesOrder,
    Quote,
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
    for delivery in session.scalars(select(Delivery).where(Delivery.customer_id == customer_id, Delivery.handed_with_id.is_not(None))):
        delivery.handed_with_id = None
    session.flush()
    for table in _OWN:
        for part, column, whole in _PARTS:
            if _WITHIN.get(whole, ("", whole))[1] is table:
                _delete_all(session, part, getattr(part, column).in_(_mine(whole, customer_id)))
        _delete_all(session, table, table.customer_id == customer_id)


def _mine(whole: type[Any], customer_id: int) -> Any:
    """Return the question for the ids of these records of the customer."""
    if whole not in _WITHIN:
        return select(whole.id).where(whole.customer_id == customer_id)
    column, outer = _WITHIN[whole]
    return select(whole.id).where(getattr(whole, column).in_(_mine(outer, customer_id)))


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
