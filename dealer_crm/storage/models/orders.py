"""Orders with their lines, promises, signed changes and returns."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.domain.order_returns import ReturnKind
from dealer_crm.domain.orders import Arrival, CancelSide, DeliveryMethod, LineGroup, OrderState, TaxMode
from dealer_crm.domain.promises import PromiseState
from dealer_crm.storage.base import Base, Journalled, enum_type, fk, partial_index


class SalesOrder(Journalled, Base):
    """What a customer bought; its paper is the contract with the same digits. Money in 分.

    `extra` is what the total is more (or less) than the lines: discount, rounding, tax on top, subsidy, fees, or what was kept of a
    cancelled order; worked out with every change (`services/order_state.py`).
    """

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
    extra: Mapped[int] = mapped_column(default=0)
    quote_version_id: Mapped[int | None] = mapped_column(fk("quote_version.id"), index=True)
    rounding: Mapped[int] = mapped_column(default=0)
    tax_mode: Mapped[TaxMode] = mapped_column(enum_type(TaxMode), default=TaxMode.INCLUDED)
    tax_rate: Mapped[int] = mapped_column(default=0)
    delivery_method: Mapped[DeliveryMethod] = mapped_column(enum_type(DeliveryMethod), default=DeliveryMethod.OWN)
    collect: Mapped[bool] = mapped_column(default=False)
    external_code: Mapped[str] = mapped_column(default="")
    external_returned_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    signed_place: Mapped[str] = mapped_column(default="")
    hidden_on: Mapped[date | None]
    commission_on: Mapped[date | None]
    work_days: Mapped[int | None]
    install_months: Mapped[int | None]
    terms: Mapped[str] = mapped_column(default="")
    pains: Mapped[str] = mapped_column(default="")
    expectations: Mapped[str] = mapped_column(default="")
    cancel_side: Mapped[CancelSide | None] = mapped_column(enum_type(CancelSide))
    kept: Mapped[int | None]


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
    line_group: Mapped[LineGroup | None] = mapped_column(enum_type(LineGroup))
    list_price: Mapped[int | None]
    change_id: Mapped[int | None] = mapped_column(fk("change_order.id"), index=True)
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


class ChangeOrder(Journalled, Base):
    """增项签证单: signed before the work, it changes the lines and the discount of its order. `amount`, `discount` in 分."""

    __tablename__ = "change_order"
    __table_args__ = (partial_index("ix_change_order_waiting", "asked_on", where="state = 'draft'"), {"sqlite_autoincrement": True})
    number: Mapped[str] = mapped_column(unique=True)
    order_id: Mapped[int] = mapped_column(fk("sales_order.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    state: Mapped[ChangeState] = mapped_column(enum_type(ChangeState), default=ChangeState.DRAFT)
    asked_on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    days: Mapped[int] = mapped_column(default=0)
    discount: Mapped[int] = mapped_column(default=0)
    amount: Mapped[int] = mapped_column(default=0)
    signed_on: Mapped[date | None]
    signed_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ChangeLine(Journalled, Base):
    """One line of a change: new goods, or more or (below nothing) less of a line of the order."""

    __tablename__ = "change_line"
    change_id: Mapped[int] = mapped_column(fk("change_order.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    order_line_id: Mapped[int | None] = mapped_column(fk("order_line.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(fk("product.id"), index=True)
    line_group: Mapped[LineGroup | None] = mapped_column(enum_type(LineGroup))
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
    note: Mapped[str] = mapped_column(default="")


class OrderReturn(Journalled, Base):
    """退货/换货: goods that came back off an order by a return delivery. `amount` came off the price, `fee` the shop keeps, in 分."""

    __tablename__ = "order_return"
    number: Mapped[str] = mapped_column(unique=True)
    order_id: Mapped[int] = mapped_column(fk("sales_order.id"), index=True)
    delivery_id: Mapped[int] = mapped_column(fk("delivery.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    kind: Mapped[ReturnKind] = mapped_column(enum_type(ReturnKind))
    reason: Mapped[str] = mapped_column(default="")
    returned_on: Mapped[date]
    amount: Mapped[int] = mapped_column(default=0)
    fee: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
