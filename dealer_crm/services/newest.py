"""The newest record that a kind of paper is made of: what a preview shows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from dealer_crm.domain.deliveries import DeliveryKind
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import (
    Acceptance,
    ChangeOrder,
    Complaint,
    Customer,
    Delivery,
    Equipment,
    HandoverSlip,
    Job,
    OrderReturn,
    Payment,
    Quote,
    SalesOrder,
)

_TABLES: dict[str, Any] = {
    "delivery_note": (Delivery.id, Delivery.number),
    "checklist": (Delivery.id, Delivery.number),
    "dispatch": (Job.id, Job.number),
    "acceptance": (Acceptance.id, Acceptance.number),
    "return_slip": (OrderReturn.id, OrderReturn.number),
    "receipt": (Payment.id, Payment.number),
    "quote": (Quote.id, Quote.number),
    "contract": (SalesOrder.id, SalesOrder.number),
    "change_order": (ChangeOrder.id, ChangeOrder.number),
    "certificate": (Equipment.id, Equipment.number),
    "care_card": (Equipment.id, Equipment.number),
    "complaint": (Complaint.id, Complaint.number),
    "thanks": (Complaint.id, Complaint.number),
    "slip": (HandoverSlip.id, HandoverSlip.number),
    "customer_record": (Customer.id, Customer.number),
    "customer_form": (Customer.id, Customer.number),
    "followup_card": (Customer.id, Customer.number),
    "statement": (Customer.id, Customer.number),
}


def newest(db: Database, kind: str) -> tuple[int, str] | None:
    """Return id and number of the newest record of a kind of paper; None where there is none, or the paper is of no record."""
    if kind not in _TABLES:
        return None
    key, number = _TABLES[kind]
    query = select(key, number).order_by(key.desc()).limit(1)
    if kind in ("delivery_note", "checklist"):
        query = query.where(Delivery.kind == DeliveryKind.DELIVERY)  # goods that came back have a title of their own
    with db.read() as session:
        found = session.execute(query).first()
    return (found[0], found[1] or "") if found else None
