"""Deliveries and returns with their lines; checklists, signatures and the customer's own marks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.acceptances import SignRole
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState
from dealer_crm.domain.plain_data import mapping_read, rows_read, words_read
from dealer_crm.storage.base import Base, Journalled, Plain, enum_type, fk, partial_index

WAITING = "sheet = 'expectations' AND result IS NULL AND (code IN ('D1', 'D2') OR planned_on IS NOT NULL)"
"""Which items the agenda asks for as expectations; said as its source says it, for else SQLite leaves the index alone."""


class Delivery(Journalled, Base):
    """Goods brought to (or, as a return, from) a customer. Name, phone and address are as the note prints them.

    `collect` in 分 is the money to bring back. `open_reason` and `open_staff_id` say who let required items stay open, and why.
    `refusal` says why nothing, or only a part, was taken. `agreed_by` and `agreed_at` tell how and when the customer agreed to the slot,
    `called_at` that he was called ahead. `handed_with_id` is the delivery at whose hand-over this one was handed over too.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_list", "state", "planned_on", "finished_at", "kind", "slot"),
        Index("ix_delivery_order", "order_id", "state", "kind", "planned_on"),
        Index("ix_delivery_over", "id", "state", "finished_at", "kind"),
        Index("ix_delivery_state_signed_at", "state", "signed_at"),
        partial_index("ix_delivery_open", "state", "kind", "order_id", where="finished_at IS NULL"),
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
    agreed_by: Mapped[PreferredChannel | None] = mapped_column(enum_type(PreferredChannel))
    agreed_at: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    handed_with_id: Mapped[int | None] = mapped_column(fk("delivery.id"), index=True)


class DeliveryLine(Journalled, Base):
    """What of an order line goes with this delivery: `quantity` in thousandths, below zero on a return.

    `model` and `spec` are what the note says where the order line says nothing.
    """

    __tablename__ = "delivery_line"
    delivery_id: Mapped[int] = mapped_column(fk("delivery.id"), index=True)
    order_line_id: Mapped[int] = mapped_column(fk("order_line.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    quantity: Mapped[int]
    serials: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    spec: Mapped[str] = mapped_column(default="")


class DeliveryCheck(Journalled, Base):
    """One item of a checklist with the texts and limits it had when the sheet was begun. `low`, `high` in thousandths of `unit`.

    It belongs to a delivery, a job or an acceptance sheet, to one of them. `shape` holds what else the sheet said of it: the grid of its
    readings and its small ticks (`domain/sheet_shapes.py`); `readings` are the rows of the grid, column code → what was read; `steps`
    the small ticks, code → the word that was asked or "". `person_id` and `planned_on` say who does it and when; `failed_at` and
    `failure` stay when what failed was mended.
    """

    __tablename__ = "delivery_check"
    __table_args__ = (
        partial_index("ix_delivery_check_failed", "due_on", where="result = 'fail'"),
        partial_index("ix_delivery_check_expected", "delivery_id", where=WAITING),
        {"sqlite_autoincrement": True},
    )
    delivery_id: Mapped[int | None] = mapped_column(fk("delivery.id"), index=True)
    job_id: Mapped[int | None] = mapped_column(fk("job.id"), index=True)
    acceptance_id: Mapped[int | None] = mapped_column(fk("acceptance.id"), index=True)
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
    photo: Mapped[bool] = mapped_column(default=False)
    shape: Mapped[dict[str, Any]] = mapped_column(Plain(mapping_read), default=dict)
    readings: Mapped[list[dict[str, str]]] = mapped_column(Plain(rows_read), default=list)
    steps: Mapped[dict[str, str]] = mapped_column(Plain(words_read), default=dict)
    person_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    planned_on: Mapped[date | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(default="")


class Signature(Journalled, Base):
    """Somebody's signature as a picture: `picture` is the SHA-256 of a PNG in the attachments folder.

    It stands under a delivery, a job or an acceptance sheet, to one of them; `letter` names the expectation it is for, "" for the whole.
    """

    __tablename__ = "signature"
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    delivery_id: Mapped[int | None] = mapped_column(fk("delivery.id"), index=True)
    job_id: Mapped[int | None] = mapped_column(fk("job.id"), index=True)
    acceptance_id: Mapped[int | None] = mapped_column(fk("acceptance.id"), index=True)
    role: Mapped[SignRole] = mapped_column(enum_type(SignRole))
    letter: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime]
    picture: Mapped[str]


class ExpectationRating(Journalled, Base):
    """The customer's own mark for one expectation of a hand-over: `score` 1 (not kept) to 5 (more than expected); S4-05+."""

    __tablename__ = "expectation_rating"
    __table_args__ = (
        Index("uq_expectation_rating_letter", "delivery_id", "letter", unique=True),
        Index("ix_expectation_rating_rated_on", "rated_on", "letter", "score"),
        {"sqlite_autoincrement": True},
    )
    delivery_id: Mapped[int] = mapped_column(fk("delivery.id"))
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    letter: Mapped[str]
    score: Mapped[int]
    rated_on: Mapped[date]
    on_paper: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    note: Mapped[str] = mapped_column(default="")
