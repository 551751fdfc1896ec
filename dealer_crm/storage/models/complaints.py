"""Complaints and the eight steps of each."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.complaint_case import Clear, CostKind, Detected, Escalation, Payer, WaitFor
from dealer_crm.domain.complaint_steps import Due
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
from dealer_crm.storage.base import Base, Journalled, enum_type, fk, partial_index


class Complaint(Journalled, Base):
    """A customer's expectation that was not met, from first word to prevention.

    Without a `customer_id` somebody else complains (a neighbour, nobody who gives a name), or the file of who did is gone: `complainant`
    and `reporter_phone` say what is known. The three deadlines are derived from `clock`, the rule as it was when the case came, so that
    a rule changed later does not move them, and from the pauses; `paused_at` is set while the case waits. `due_kind`, `due_at` are the
    deadline that runs, None once it is closed; `remind_at`, `manager_at`, `owner_at` are derived from it: when who sees to it is reminded,
    when it goes to the manager, to the owner. `told_at` is when the customer last heard how it goes.
    `topic` is the shop's own third level under the subtype; `detected` says by what a silent complaint was noticed. `reopened` counts
    how often it was opened again, `first_closed_at` stays from the first time. `satisfaction` 1 to 5 is what the customer says at the end.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        Index("ix_complaint_state_closed_at", "state", "closed_at"),
        partial_index("ix_complaint_due_at", "due_at", where="due_at IS NOT NULL"),
        partial_index("ix_complaint_remind_at", "remind_at", where="remind_at IS NOT NULL"),
        partial_index("ix_complaint_manager_at", "manager_at", where="manager_at IS NOT NULL"),
        partial_index("ix_complaint_owner_at", "owner_at", where="owner_at IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int | None] = mapped_column(fk("customer.id"), index=True)
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
    topic: Mapped[str] = mapped_column(default="")
    detected: Mapped[Detected | None] = mapped_column(enum_type(Detected))
    reporter_phone: Mapped[str] = mapped_column(default="")
    clock: Mapped[dict[str, Any]] = mapped_column(default=dict)
    paused_at: Mapped[datetime | None]
    due_kind: Mapped[Due | None] = mapped_column(enum_type(Due))
    due_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    manager_at: Mapped[datetime | None]
    owner_at: Mapped[datetime | None]
    reopened: Mapped[int] = mapped_column(default=0)
    first_closed_at: Mapped[datetime | None]
    satisfaction: Mapped[int | None]
    manager_words: Mapped[str] = mapped_column(default="")
    owner_words: Mapped[str] = mapped_column(default="")
    authority_on: Mapped[date | None]
    mediation_on: Mapped[date | None]
    authority_result: Mapped[str] = mapped_column(default="")


class ComplaintStep(Journalled, Base):
    """One of the eight steps as done: when, by whom, in which words. A step without a row is open."""

    __tablename__ = "complaint_step"
    __table_args__ = (Index("uq_complaint_step_complaint_id_step", "complaint_id", "step", unique=True), {"sqlite_autoincrement": True})
    complaint_id: Mapped[int] = mapped_column(fk("complaint.id"))
    step: Mapped[int]
    done_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    words: Mapped[str] = mapped_column(default="")


class ComplaintClear(Journalled, Base):
    """One letter of CLEAR as it was kept on the phone (S0-18): when, by whom, what was said."""

    __tablename__ = "complaint_clear"
    __table_args__ = (Index("uq_complaint_clear_letter", "complaint_id", "letter", unique=True), {"sqlite_autoincrement": True})
    complaint_id: Mapped[int] = mapped_column(fk("complaint.id"))
    letter: Mapped[Clear] = mapped_column(enum_type(Clear))
    done_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    words: Mapped[str] = mapped_column(default="")


class ComplaintPause(Journalled, Base):
    """A time in which the case waited for somebody and its clock stood still; `until_at` None = it waits still.

    `expected_on` is the day on which somebody asks whether the waiting is over.
    """

    __tablename__ = "complaint_pause"
    complaint_id: Mapped[int] = mapped_column(fk("complaint.id"), index=True)
    wait_for: Mapped[WaitFor] = mapped_column(enum_type(WaitFor))
    words: Mapped[str]
    from_at: Mapped[datetime]
    expected_on: Mapped[date]
    until_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)


class ComplaintCost(Journalled, Base):
    """What a case cost, in 分, and who bears it. Compensation counts once somebody who may has approved it.

    `asked_on` is the day from which compensation waits for approval; None once it is decided, or where none is needed. Who refused it
    stands in `approved_by_id` too, with `refused_at` in place of `approved_at`; `answer` is what was said with it.
    """

    __tablename__ = "complaint_cost"
    __table_args__ = (partial_index("ix_complaint_cost_asked_on", "asked_on", where="asked_on IS NOT NULL"), {"sqlite_autoincrement": True})
    complaint_id: Mapped[int] = mapped_column(fk("complaint.id"), index=True)
    kind: Mapped[CostKind] = mapped_column(enum_type(CostKind))
    amount: Mapped[int]
    payer: Mapped[Payer] = mapped_column(enum_type(Payer))
    spent_on: Mapped[date]
    words: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    approved_by_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    approved_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    asked_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")


class ComplaintEscalation(Journalled, Base):
    """That a manager or the owner has seen to a case that went up to him: when, and what he decided."""

    __tablename__ = "complaint_escalation"
    complaint_id: Mapped[int] = mapped_column(fk("complaint.id"), index=True)
    level: Mapped[Escalation] = mapped_column(enum_type(Escalation))
    seen_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    words: Mapped[str] = mapped_column(default="")


class OwnClock(Journalled, Base):
    """How the shop sets its clock of complaints: a version of all its terms, `body` as `domain/complaint_rules.py` writes it.

    The newest counts for cases that come from now on; a running case keeps the terms it began with.
    """

    __tablename__ = "own_clock"
    body: Mapped[dict[str, Any]]
    written_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
