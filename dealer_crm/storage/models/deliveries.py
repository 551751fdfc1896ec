"""Deliveries and returns with their lines and checklists."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState
from dealer_crm.storage.base import Base, Journalled, enum_type, fk


class Delivery(Journalled, Base):
    """Goods brought to (or, as a return, from) a customer. Name, phone and address are as the note prints them.

    `collect` in 分 is the money to bring back. `open_reason` and `open_staff_id` say who let required items stay open, and why.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_list", "state", "planned_on", "finished_at", "kind", "slot"),
        Index("ix_delivery_order", "order_id", "state", "kind", "planned_on"),
        Index("ix_delivery_over", "id", "state", "finished_at", "kind"),
        Index("ix_delivery_state_signed_at", "state", "signed_at"),
        {"sqlite_autoincrement": True},
    )
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[DeliveryKind] = mapped_column(enum_type(DeliveryKind), default=DeliveryKind.DELIVERY)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    order_id: Mapped[int] = mapped_column(fk("sales_order.id"))
    premises_id: Mapped[int | None] = mapped_column(fk("premises.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    state: Mapped[DeliveryState] = mapped_column(enum_type(DeliveryState), default=DeliveryState.DRAFT)
    planned_on: Mapped[date | None]
    slot: Mapped[str] = mapped_column(default="")
    receiver: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    driver: Mapped[str] = mapped_column(default="")
    vehicle: Mapped[str] = mapped_column(default="")
    collect: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[str] = mapped_column(default="")
    refusal: Mapped[str] = mapped_column(default="")
    commissioned_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    finished_at: Mapped[datetime | None]
    open_reason: Mapped[str] = mapped_column(default="")
    open_staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)


class DeliveryLine(Journalled, Base):
    """What of an order line goes with this delivery: `quantity` in thousandths, below zero on a return."""

    __tablename__ = "delivery_line"
    delivery_id: Mapped[int] = mapped_column(fk("delivery.id"), index=True)
    order_line_id: Mapped[int] = mapped_column(fk("order_line.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    quantity: Mapped[int]
    serials: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(default="")


class DeliveryCheck(Journalled, Base):
    """One item of the checklist with the texts and limits it had when the sheet was begun. `low`, `high` in thousandths of `unit`."""

    __tablename__ = "delivery_check"
    delivery_id: Mapped[int] = mapped_column(fk("delivery.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    sheet: Mapped[str]
    sheet_version: Mapped[int]
    code: Mapped[str]
    group: Mapped[str] = mapped_column("group_code", default="")
    zh: Mapped[str]
    en: Mapped[str]
    standard_zh: Mapped[str] = mapped_column(default="")
    standard_en: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    low: Mapped[int | None]
    high: Mapped[int | None]
    required: Mapped[bool]
    result: Mapped[CheckResult | None] = mapped_column(enum_type(CheckResult))
    value: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
