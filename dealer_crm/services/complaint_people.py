"""Takes the person out of the cases of a customer who is erased: what happened stays, who he was does not."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import (
    Attachment,
    Complaint,
    ComplaintClear,
    ComplaintCost,
    ComplaintEscalation,
    ComplaintPause,
    ComplaintStep,
    Customer,
    Phone,
)

GONE = "…"
"""Stands in texts where his name or his number stood."""
SHORTEST_NAME = 2
PARTS: tuple[type[Any], ...] = (ComplaintStep, ComplaintClear, ComplaintPause, ComplaintCost, ComplaintEscalation)
TEXTS = (
    *("words", "demand_words", "cause", "measure", "prevention", "verification"),
    *("manager_words", "owner_words", "authority_result"),
)
"""What was written in a case; his name and his numbers are struck out of it."""


def forget_person(session: WriteSession, customer_id: int) -> int:
    """Leave the cases of a customer without him and return how many there are; part of the write that erases his file for good.

    Words, steps, clock, cause and costs stay for the archive. Name, phone, the way to his file, his orders, his house and his machines,
    his pictures and the number of his case at an authority go; his name and numbers are struck out of what was written. The contents of
    older journal entries are emptied by whoever erases. A file that goes to the recycle bin takes its cases along instead, see
    `delete_records`.
    """
    cases = session.scalars(select(Complaint).where(Complaint.customer_id == customer_id).order_by(Complaint.id)).all()
    if not cases:
        return 0
    secrets = _secrets(session, customer_id, [one.complainant for one in cases])
    ids = [one.id for one in cases]
    for picture in session.scalars(select(Attachment).where(Attachment.complaint_id.in_(ids))):
        session.delete(picture)
    for case in cases:
        case.customer_id = case.order_id = case.equipment_id = None
        case.complainant = case.reporter_phone = case.external_number = ""
        for name in TEXTS:
            _strike(case, name, secrets)
    for part in PARTS:
        for row in session.scalars(select(part).where(part.complaint_id.in_(ids))):
            for name in ("words", *(("answer",) if part is ComplaintCost else ())):
                _strike(row, name, secrets)
    session.flush()
    return len(cases)


def _secrets(session: WriteSession, customer_id: int, others: list[str]) -> re.Pattern[str] | None:
    """Return what finds his name, those who complained for him, and his numbers, however they are spaced; None = nothing to find."""
    customer = session.get(Customer, customer_id)
    names = {name for name in (customer.name if customer else "", *others) if len(name) >= SHORTEST_NAME}
    numbers: set[str] = set(session.scalars(select(Phone.digits).where(Phone.customer_id == customer_id)))
    found = [re.escape(name) for name in sorted(names, key=len, reverse=True)]
    found += [r"[\s-]*".join(number) for number in sorted(numbers, key=len, reverse=True) if number]
    return re.compile("|".join(found)) if found else None


def _strike(row: Any, name: str, secrets: re.Pattern[str] | None) -> None:
    before = getattr(row, name)
    after = secrets.sub(GONE, before) if secrets else before
    if after != before:
        setattr(row, name, after)
