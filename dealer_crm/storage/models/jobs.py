"""Work on a site: jobs with their material, acceptance sheets, and sheets that the shop wrote itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.acceptances import AcceptanceState, SheetStage
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.jobs import JobStage, JobState
from dealer_crm.domain.plain_data import ids_read, mapping_read
from dealer_crm.storage.base import Base, Journalled, Plain, enum_type, fk


class Job(Journalled, Base):
    """A stage of an installation 安装派工单: who goes when, and what came of it.

    `days` is how long it is meant to take. `members` are ids of staff. `agreed_by` and `agreed_at` tell how and when the customer agreed
    to the slot, `called_at` that he was called ahead. `next_stage` and `next_on` are what was arranged on leaving.
    `complaint_id` is the case for which it mends something.
    """

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_list", "state", "planned_on", "slot"),
        Index("ix_job_state_finished_at", "state", "finished_at"),
        Index("ix_job_order", "order_id", "state", "planned_on"),
        {"sqlite_autoincrement": True},
    )
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    order_id: Mapped[int] = mapped_column(fk("sales_order.id"))
    premises_id: Mapped[int | None] = mapped_column(fk("premises.id"), index=True)
    stage: Mapped[JobStage] = mapped_column(enum_type(JobStage))
    state: Mapped[JobState] = mapped_column(enum_type(JobState), default=JobState.PLANNED)
    planned_on: Mapped[date | None]
    slot: Mapped[str] = mapped_column(default="")
    days: Mapped[int] = mapped_column(default=1)
    leader_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    members: Mapped[list[int]] = mapped_column(Plain(ids_read), default=list)
    crew: Mapped[str] = mapped_column(default="")
    licences: Mapped[str] = mapped_column(default="")
    access: Mapped[str] = mapped_column(default="")
    special: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    agreed_by: Mapped[PreferredChannel | None] = mapped_column(enum_type(PreferredChannel))
    agreed_at: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    printed_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    signed_by: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    next_stage: Mapped[JobStage | None] = mapped_column(enum_type(JobStage))
    next_on: Mapped[date | None]
    complaint_id: Mapped[int | None] = mapped_column(fk("complaint.id"), index=True)


class JobMaterial(Journalled, Base):
    """Material taken along and brought back, in thousandths of `unit`."""

    __tablename__ = "job_material"
    job_id: Mapped[int] = mapped_column(fk("job.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(fk("product.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    taken: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")


class Acceptance(Journalled, Base):
    """An acceptance sheet 验收单 of one system of an order at one stage; its items are rows of `delivery_check`."""

    __tablename__ = "acceptance"
    __table_args__ = (
        Index("ix_acceptance_list", "state", "stage", "finished_on"),
        Index("ix_acceptance_order", "order_id", "sheet", "state"),
        {"sqlite_autoincrement": True},
    )
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    order_id: Mapped[int] = mapped_column(fk("sales_order.id"))
    premises_id: Mapped[int | None] = mapped_column(fk("premises.id"), index=True)
    job_id: Mapped[int | None] = mapped_column(fk("job.id"), index=True)
    sheet: Mapped[str]
    sheet_version: Mapped[int]
    stage: Mapped[SheetStage] = mapped_column(enum_type(SheetStage))
    zone: Mapped[str] = mapped_column(default="")
    state: Mapped[AcceptanceState] = mapped_column(enum_type(AcceptanceState), default=AcceptanceState.OPEN)
    leader_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    inspector_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    decorator: Mapped[str] = mapped_column(default="")
    started_on: Mapped[date | None]
    finished_on: Mapped[date | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    signed_by: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")


class OwnSheet(Journalled, Base):
    """A version of a checklist that the shop wrote: `body` is the whole sheet as plain data. Versions are only added."""

    __tablename__ = "own_sheet"
    __table_args__ = (Index("uq_own_sheet_code", "code", "number", unique=True), {"sqlite_autoincrement": True})
    code: Mapped[str]
    number: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(Plain(mapping_read))
    written_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
