"""How an order is paid: its plan, payments, invoices, what the state pays back, and the counted drawer."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.invoices import InvoiceKind
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.pay_plan import NodeTrigger, PayKind
from dealer_crm.domain.trade_ins import TradeInState
from dealer_crm.storage.base import Base, Journalled, enum_type, fk, partial_index


class PaymentNode(Journalled, Base):
    """A part of the price and when it falls due. `amount` and `open` in 分 follow from the total and what was paid.

    `planned_on` is the day that was typed; `due_on` is that day or, without it, the day of the event (`domain/pay_days.py`).
    """

    __tablename__ = "payment_node"
    __table_args__ = (
        Index("ix_payment_node_order", "order_id", "position"),
        partial_index("ix_payment_node_due", "due_on", "order_id", where="open > 0"),
        {"sqlite_autoincrement": True},
    )
    order_id: Mapped[int] = mapped_column(fk("sales_order.id"))
    position: Mapped[int]
    kind: Mapped[PayKind] = mapped_column(enum_type(PayKind))
    trigger: Mapped[NodeTrigger] = mapped_column(enum_type(NodeTrigger))
    share: Mapped[int | None]
    fixed: Mapped[int | None]
    planned_on: Mapped[date | None]
    due_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(default="")
    amount: Mapped[int] = mapped_column(default=0)
    open: Mapped[int] = mapped_column(default=0)


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
    payer: Mapped[str] = mapped_column(default="")


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
    kind: Mapped[InvoiceKind] = mapped_column(enum_type(InvoiceKind), default=InvoiceKind.NORMAL)
    voided_on: Mapped[date | None]


class TradeIn(Journalled, Base):
    """国补/以旧换新: what the shop advances, in 分, and the evidence gathered for it (codes of the programme's list).

    `due_on` is the day of what is next in its state; `repaid_on` when what the state paid went back, for goods that came back.
    """

    __tablename__ = "trade_in"
    __table_args__ = (
        partial_index("ix_trade_in_waiting", "due_on", where="state IN ('collecting', 'submitted', 'to_repay')"),
        {"sqlite_autoincrement": True},
    )
    order_id: Mapped[int] = mapped_column(fk("sales_order.id"), index=True)
    order_line_id: Mapped[int | None] = mapped_column(fk("order_line.id"), index=True)
    invoice_id: Mapped[int | None] = mapped_column(fk("invoice.id"), index=True)
    program: Mapped[str] = mapped_column(default="")
    state: Mapped[TradeInState] = mapped_column(enum_type(TradeInState), default=TradeInState.COLLECTING)
    energy_label: Mapped[str] = mapped_column(default="")
    old_unit: Mapped[str] = mapped_column(default="")
    old_serial: Mapped[str] = mapped_column(default="")
    new_serial: Mapped[str] = mapped_column(default="")
    amount: Mapped[int] = mapped_column(default=0)
    evidence: Mapped[list[str]] = mapped_column(default=list)
    due_on: Mapped[date | None]
    submitted_on: Mapped[date | None]
    claim_number: Mapped[str] = mapped_column(default="")
    paid_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    repaid_on: Mapped[date | None]


class CashClose(Journalled, Base):
    """日结: the drawer counted at the end of a day, in 分. `expected` is what the books said when it was counted."""

    __tablename__ = "cash_close"
    day: Mapped[date] = mapped_column(unique=True)
    opening: Mapped[int] = mapped_column(default=0)
    expected: Mapped[int] = mapped_column(default=0)
    counted: Mapped[int] = mapped_column(default=0)
    taken_out: Mapped[int] = mapped_column(default=0)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    closed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
