"""Products, orders with their lines and promises, payments and invoices."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.orders import Arrival, OrderState, PayKind, PayWay
from dealer_crm.domain.promises import PromiseState
from dealer_crm.storage.base import Base, Journalled, enum_type, fk, partial_index


class Product(Journalled, Base):
    """What the shop sells. `price`, `cost` in 分; None or "" where the category (trade data) speaks."""

    __tablename__ = "product"
    code: Mapped[str] = mapped_column(default="", index=True)
    category: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    brand: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="", index=True)
    spec: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    price: Mapped[int] = mapped_column(default=0)
    cost: Mapped[int | None]
    whole_months: Mapped[int | None]
    parts_months: Mapped[int | None]
    cycle_months: Mapped[int | None]
    checklist: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class SalesOrder(Journalled, Base):
    """What a customer bought; its paper is the contract with the same digits. `discount` in 分."""

    __tablename__ = "sales_order"
    __table_args__ = (
        Index("ix_sales_order_list", "ordered_on", "id", "state"),
        Index("ix_sales_order_state_promised_on", "state", "promised_on"),
        {"sqlite_autoincrement": True},
    )
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    premises_id: Mapped[int | None] = mapped_column(fk("premises.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(fk("opportunity.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    state: Mapped[OrderState] = mapped_column(enum_type(OrderState), default=OrderState.DRAFT)
    ordered_on: Mapped[date]
    promised_on: Mapped[date | None]
    discount: Mapped[int] = mapped_column(default=0)
    external_party: Mapped[str] = mapped_column(default="")
    external_number: Mapped[str] = mapped_column(default="", index=True)
    note: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    cancel_reason: Mapped[str] = mapped_column(default="")


class OrderLine(Journalled, Base):
    """One line, with words of its own whatever the product says later.

    `quantity` in thousandths of the unit, `price` and `cost` of one unit in 分.
    """

    __tablename__ = "order_line"
    __table_args__ = (
        Index("ix_order_line_amount", "order_id", "quantity", "price"),
        partial_index(
            "ix_order_line_ordered",
            "arrives_on",
            "order_id",
            "arrival",
            where="arrival = 'ordered'",
        ),
        {"sqlite_autoincrement": True},
    )
    order_id: Mapped[int] = mapped_column(fk("sales_order.id"))
    position: Mapped[int] = mapped_column(default=0)
    product_id: Mapped[int | None] = mapped_column(fk("product.id"), index=True)
    category: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    brand: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    spec: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int]
    price: Mapped[int] = mapped_column(default=0)
    cost: Mapped[int | None]
    room: Mapped[str] = mapped_column(default="")
    serials: Mapped[list[str]] = mapped_column(default=list)
    arrival: Mapped[Arrival] = mapped_column(enum_type(Arrival), default=Arrival.TO_ORDER)
    arrives_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class Promise(Journalled, Base):
    """What was promised beside the goods; it stays open until kept or broken (S1-12)."""

    __tablename__ = "promise"
    __table_args__ = (
        partial_index("ix_promise_open_due", "due_on", where="state = 'open'"),
        {"sqlite_autoincrement": True},
    )
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(fk("sales_order.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    words: Mapped[str]
    due_on: Mapped[date | None]
    state: Mapped[PromiseState] = mapped_column(enum_type(PromiseState), default=PromiseState.OPEN)
    closed_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")


class Payment(Journalled, Base):
    """Money received (or, below zero, given back), in 分. Cash is with `staff_id` until `handed_in_on`."""

    __tablename__ = "payment"
    __table_args__ = (Index("ix_payment_amount", "order_id", "amount"), {"sqlite_autoincrement": True})
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(fk("sales_order.id"))
    request_id: Mapped[int | None] = mapped_column(fk("service_request.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    kind: Mapped[PayKind] = mapped_column(enum_type(PayKind))
    way: Mapped[PayWay] = mapped_column(enum_type(PayWay))
    amount: Mapped[int]
    paid_on: Mapped[date] = mapped_column(index=True)
    receipt_number: Mapped[str] = mapped_column(default="")
    handed_in_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class Invoice(Journalled, Base):
    """An invoice the customer asked for; issued when it has a number and a day. `amount` in 分."""

    __tablename__ = "invoice"
    order_id: Mapped[int] = mapped_column(fk("sales_order.id"), index=True)
    asked_on: Mapped[date]
    title: Mapped[str] = mapped_column(default="")
    tax_number: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    amount: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
