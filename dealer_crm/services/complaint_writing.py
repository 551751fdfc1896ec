"""The complaint a write is about: found, told to the history, and refused where it is closed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from dealer_crm.domain.complaints import ComplaintNotFound, ComplaintNotOpen, ComplaintState
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Complaint, ComplaintStep, Customer


def any_case(session: WriteSession, complaint_id: int) -> Complaint:
    """Return the complaint, open or closed, and file the entry under it. Raises ComplaintNotFound."""
    complaint = session.get(Complaint, complaint_id)
    if complaint is None:
        raise ComplaintNotFound(number=str(complaint_id))
    session.about(complaint.id, case_label(complaint, case_customer(session, complaint)))
    return complaint


def open_case(session: WriteSession, complaint_id: int) -> Complaint:
    """Return the complaint that is worked on, and file the entry under it. Raises ComplaintNotFound, ComplaintNotOpen."""
    complaint = any_case(session, complaint_id)
    if complaint.state is not ComplaintState.OPEN:
        raise ComplaintNotOpen(number=complaint.number)
    return complaint


def case_customer(session: WriteSession, complaint: Complaint) -> Customer | None:
    """Return whose complaint it is; None where somebody else complains."""
    return session.get(Customer, complaint.customer_id) if complaint.customer_id is not None else None


def case_label(complaint: Complaint, customer: Customer | None) -> str:
    """Return what the history calls it."""
    name = customer.name if customer is not None else complaint.complainant
    return f"{complaint.number} {name}".strip()


def first_word(session: WriteSession, complaint: Complaint) -> datetime | None:
    """Return when the customer was answered, as far as it still stands: by the first step, or by word of how it goes."""
    first = select(ComplaintStep.done_at).where(ComplaintStep.complaint_id == complaint.id).order_by(ComplaintStep.done_at).limit(1)
    return session.execute(first).scalar() or complaint.told_at
