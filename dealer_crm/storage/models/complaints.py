"""Complaints and the eight steps of each."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.complaints import (
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
    ComplaintSubtype,
    ComplaintType,
    Demand,
    DissatisfiedType,
    LiableParty,
    Severity,
)
from dealer_crm.storage.base import Base, Journalled, enum_type, fk


class Complaint(Journalled, Base):
    """A customer's expectation that was not met, from first word to prevention.

    The three deadlines are derived once from the rule named beside them; a rule changed later does not move them.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        Index("ix_complaint_state_closed_at", "state", "closed_at"),
        {"sqlite_autoincrement": True},
    )
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(fk("sales_order.id"), index=True)
    equipment_id: Mapped[int | None] = mapped_column(fk("equipment.id"), index=True)
    taken_by_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    state: Mapped[ComplaintState] = mapped_column(enum_type(ComplaintState), default=ComplaintState.OPEN)
    opened_at: Mapped[datetime] = mapped_column(index=True)
    channel: Mapped[ComplaintChannel] = mapped_column(enum_type(ComplaintChannel))
    type: Mapped[ComplaintType] = mapped_column(enum_type(ComplaintType))
    subtype: Mapped[ComplaintSubtype] = mapped_column(enum_type(ComplaintSubtype))
    level: Mapped[ComplaintLevel] = mapped_column(enum_type(ComplaintLevel))
    severity: Mapped[Severity] = mapped_column(enum_type(Severity))
    dissatisfied: Mapped[DissatisfiedType | None] = mapped_column(enum_type(DissatisfiedType))
    complainant: Mapped[str] = mapped_column(default="")
    words: Mapped[str]
    demand: Mapped[Demand] = mapped_column(enum_type(Demand))
    demand_words: Mapped[str] = mapped_column(default="")
    respond_by: Mapped[datetime]
    plan_by: Mapped[datetime | None]
    close_by: Mapped[datetime | None]
    rule: Mapped[str] = mapped_column(default="")
    rule_version: Mapped[int] = mapped_column(default=0)
    responded_at: Mapped[datetime | None]
    cause: Mapped[str] = mapped_column(default="")
    liable: Mapped[LiableParty | None] = mapped_column(enum_type(LiableParty))
    measure: Mapped[str] = mapped_column(default="")
    promised_by: Mapped[datetime | None]
    prevention: Mapped[str] = mapped_column(default="")
    prevention_staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    prevention_on: Mapped[date | None]
    verification: Mapped[str] = mapped_column(default="")
    external_number: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)


class ComplaintStep(Journalled, Base):
    """One of the eight steps as done: when, by whom, in which words. A step without a row is open."""

    __tablename__ = "complaint_step"
    __table_args__ = (Index("uq_complaint_step_complaint_id_step", "complaint_id", "step", unique=True), {"sqlite_autoincrement": True})
    complaint_id: Mapped[int] = mapped_column(fk("complaint.id"))
    step: Mapped[int]
    done_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    words: Mapped[str] = mapped_column(default="")
