"""What follows a sale: coverages, maintenance, repair calls and visits."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.care import RequestKind, RequestState, VisitState, WarrantyAnswer
from dealer_crm.domain.coverages import CoverageKind, Provider, StartBasis
from dealer_crm.domain.followups import Outcome, Way
from dealer_crm.domain.planning import ReferralWill
from dealer_crm.storage.base import Base, Journalled, enum_type, fk, partial_index


class EquipmentCoverage(Journalled, Base):
    """Who answers for what of a machine; `rule` names the trade data it came from.

    `start_on` and `end_on` are None while the day of the basis is unknown.
    """

    __tablename__ = "equipment_coverage"
    __table_args__ = (
        Index("ix_equipment_coverage_list", "equipment_id", "kind", "start_on", "end_on"),
        Index("ix_equipment_coverage_ends", "end_on", "kind", "equipment_id"),
        {"sqlite_autoincrement": True},
    )
    equipment_id: Mapped[int] = mapped_column(fk("equipment.id"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[CoverageKind] = mapped_column(enum_type(CoverageKind))
    basis: Mapped[StartBasis] = mapped_column(enum_type(StartBasis))
    provider: Mapped[Provider] = mapped_column(enum_type(Provider))
    months: Mapped[int] = mapped_column(default=0)
    days: Mapped[int] = mapped_column(default=0)
    repair_days: Mapped[int] = mapped_column(default=0)
    start_on: Mapped[date | None]
    end_on: Mapped[date | None]
    rule: Mapped[str] = mapped_column(default="")
    rule_version: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")


class Maintenance(Journalled, Base):
    """One recurring work on a machine; `next_on` is derived from `last_on` (or the commissioning) and the cycle."""

    __tablename__ = "maintenance"
    __table_args__ = (
        Index("ix_maintenance_due", "active", "by_customer", "next_on", "equipment_id"),
        Index("ix_maintenance_of", "equipment_id", "active", "by_customer", "next_on"),
        {"sqlite_autoincrement": True},
    )
    equipment_id: Mapped[int] = mapped_column(fk("equipment.id"))
    code: Mapped[str]
    zh: Mapped[str]
    en: Mapped[str]
    by_customer: Mapped[bool] = mapped_column(default=False)
    cycle_months: Mapped[int]
    last_on: Mapped[date | None]
    next_on: Mapped[date | None]
    active: Mapped[bool] = mapped_column(default=True)


class ServiceRequest(Journalled, Base):
    """A call for service, from the customer's words to what was done. `fee` in 分."""

    __tablename__ = "service_request"
    __table_args__ = (Index("ix_service_request_state_appointment_on", "state", "appointment_on"), {"sqlite_autoincrement": True})
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    premises_id: Mapped[int | None] = mapped_column(fk("premises.id"), index=True)
    equipment_id: Mapped[int | None] = mapped_column(fk("equipment.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(fk("complaint.id"), index=True)
    kind: Mapped[RequestKind] = mapped_column(enum_type(RequestKind))
    state: Mapped[RequestState] = mapped_column(enum_type(RequestState), default=RequestState.OPEN)
    warranty: Mapped[WarrantyAnswer] = mapped_column(enum_type(WarrantyAnswer), default=WarrantyAnswer.UNKNOWN)
    reported_at: Mapped[datetime] = mapped_column(index=True)
    taken_by_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    symptom: Mapped[str]
    appointment_on: Mapped[date | None]
    slot: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    cause: Mapped[str] = mapped_column(default="")
    work: Mapped[str] = mapped_column(default="")
    fee: Mapped[int] = mapped_column(default=0)
    repair_days: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")


class Visit(Journalled, Base):
    """A call or visit after a sale (回访): planned by rule, told with its outcome. `grade` 0–3 is the satisfaction as said (S1-14).

    `slot` is the time of day it is planned for, in words; `way` how the customer was spoken to; `trouble` and `suggestion` what he said of
    them, `friends` whether he would bring some, and whom.
    """

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_state_due_on", "state", "due_on"),
        Index("ix_visit_state_done_at", "state", "done_at"),
        {"sqlite_autoincrement": True},
    )
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    delivery_id: Mapped[int | None] = mapped_column(fk("delivery.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(fk("service_request.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(fk("complaint.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    code: Mapped[str]
    due_on: Mapped[date]
    state: Mapped[VisitState] = mapped_column(enum_type(VisitState), default=VisitState.OPEN)
    outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome))
    grade: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    slot: Mapped[str] = mapped_column(default="")
    way: Mapped[Way | None] = mapped_column(enum_type(Way))
    trouble: Mapped[str] = mapped_column(default="")
    suggestion: Mapped[str] = mapped_column(default="")
    friends: Mapped[ReferralWill | None] = mapped_column(enum_type(ReferralWill))
    friend_names: Mapped[str] = mapped_column(default="")


class AgendaMark(Journalled, Base):
    """What staff decided about a derived agenda item: done, or moved to another day. One a source, record and occurrence."""

    __tablename__ = "agenda_mark"
    __table_args__ = (
        Index("uq_agenda_mark_source_source_id_occurrence", "source", "source_id", "occurrence", unique=True),
        partial_index(
            "ix_agenda_mark_moved",
            "source",
            "moved_to",
            "source_id",
            where="moved_to IS NOT NULL",
        ),
        {"sqlite_autoincrement": True},
    )
    source: Mapped[str]
    source_id: Mapped[int]
    occurrence: Mapped[date]
    moved_to: Mapped[date | None]
    done_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")
