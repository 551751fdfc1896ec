"""Products, and the quotes they are offered in, version by version."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.orders import LineGroup, TaxMode
from dealer_crm.domain.products import ProductKind
from dealer_crm.domain.quotes import QuoteState
from dealer_crm.storage.base import Base, Journalled, enum_type, fk


class Product(Journalled, Base):
    """What the shop sells. `price`, `cost`, and the `prices` of levels by code in 分; None or "" where the category (trade data) speaks.

    `picture` is the SHA-256 of a file in the attachments folder.
    """

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
    kind: Mapped[ProductKind] = mapped_column(enum_type(ProductKind), default=ProductKind.GOODS)
    barcode: Mapped[str] = mapped_column(default="", index=True)
    prices: Mapped[dict[str, Any]] = mapped_column(default=dict)
    start_basis: Mapped[str] = mapped_column(default="")
    energy_label: Mapped[str] = mapped_column(default="")
    picture: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Quote(Journalled, Base):
    """An offer to a customer with its versions; what it wants to solve (S3-02) goes with it into the order."""

    __tablename__ = "quote"
    __table_args__ = (Index("ix_quote_list", "quoted_on", "id", "state"), {"sqlite_autoincrement": True})
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    premises_id: Mapped[int | None] = mapped_column(fk("premises.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(fk("opportunity.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    state: Mapped[QuoteState] = mapped_column(enum_type(QuoteState), default=QuoteState.DRAFT)
    quoted_on: Mapped[date]
    valid_until: Mapped[date] = mapped_column(index=True)
    pains: Mapped[str] = mapped_column(default="")
    expectations: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    decline_reason: Mapped[str] = mapped_column(default="")


class QuoteVersion(Journalled, Base):
    """One version of an offer, fixed once it was given. Money in 分, `extra` as in an order, `area` in thousandths of ㎡."""

    __tablename__ = "quote_version"
    __table_args__ = (Index("uq_quote_version_position", "quote_id", "position", unique=True), {"sqlite_autoincrement": True})
    quote_id: Mapped[int] = mapped_column(fk("quote.id"))
    position: Mapped[int]
    quoted_on: Mapped[date]
    valid_days: Mapped[int]
    given_on: Mapped[date | None]
    discount: Mapped[int] = mapped_column(default=0)
    rounding: Mapped[int] = mapped_column(default=0)
    tax_mode: Mapped[TaxMode] = mapped_column(enum_type(TaxMode), default=TaxMode.INCLUDED)
    tax_rate: Mapped[int] = mapped_column(default=0)
    subsidy: Mapped[int] = mapped_column(default=0)
    extra: Mapped[int] = mapped_column(default=0)
    area: Mapped[int | None]
    system: Mapped[str] = mapped_column(default="")
    designer: Mapped[str] = mapped_column(default="")
    included: Mapped[str] = mapped_column(default="")
    extras: Mapped[str] = mapped_column(default="")
    lead_time: Mapped[str] = mapped_column(default="")
    warranty: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class QuoteLine(Journalled, Base):
    """One line of a version, in words of its own; quantity in thousandths, prices of one unit in 分."""

    __tablename__ = "quote_line"
    __table_args__ = (Index("ix_quote_line_amount", "version_id", "quantity", "price"), {"sqlite_autoincrement": True})
    version_id: Mapped[int] = mapped_column(fk("quote_version.id"))
    position: Mapped[int] = mapped_column(default=0)
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
    list_price: Mapped[int | None]
    cost: Mapped[int | None]
    room: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
