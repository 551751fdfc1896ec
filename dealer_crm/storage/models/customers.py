"""Customers, their people, houses, machines and opportunities."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.care import EquipmentState
from dealer_crm.domain.customers import (
    Channel,
    ContactRole,
    IntentLevel,
    Nature,
    PartyKind,
    PreferredChannel,
    PreferredFrequency,
    Stage,
)
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.phones import PhoneKind
from dealer_crm.domain.premises import HouseType, PremisesRole
from dealer_crm.storage.base import Base, Journalled, enum_type, fk

KEPT_BIRTHDAY = "substr(birthday, 1, birthday LIKE 'L%') || substr(birthday, -5 - (birthday LIKE '%+'))"
"""The birthday without its year (05-12, L08-15, L06-01+), as `calendar_day` has it."""
DECORATION_KNOWN = """instr(details, '"deco_start_on": "') > 0"""
DECORATION_STARTS = """substr(details, instr(details, '"deco_start_on": "') + 18, 10)"""
"""The day on which the decoration of a house begins, as text; an index may not call functions of JSON where schemas are not trusted."""


class Customer(Journalled, Base):
    """A household or company the shop knows. Its stage is derived from its opportunities."""

    __tablename__ = "customer"
    __table_args__ = (
        Index("ix_customer_birthday", text(KEPT_BIRTHDAY), sqlite_where=text("birthday != ''")),
        {"sqlite_autoincrement": True},
    )
    number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    salutation: Mapped[str] = mapped_column(default="")
    nature: Mapped[Nature] = mapped_column(enum_type(Nature), default=Nature.INDIVIDUAL)
    party_kind: Mapped[PartyKind] = mapped_column(enum_type(PartyKind), default=PartyKind.END_CUSTOMER)
    wechat: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    credit_code: Mapped[str] = mapped_column(default="")
    birthday: Mapped[str] = mapped_column(default="")
    target_account: Mapped[bool] = mapped_column(default=False)
    source: Mapped[Channel | None] = mapped_column(enum_type(Channel))
    referrer_id: Mapped[int | None] = mapped_column(fk("customer.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    interests: Mapped[list[str]] = mapped_column(default=list)
    preferred_channel: Mapped[PreferredChannel | None] = mapped_column(enum_type(PreferredChannel))
    preferred_time: Mapped[str] = mapped_column(default="")
    preferred_frequency: Mapped[PreferredFrequency | None] = mapped_column(enum_type(PreferredFrequency))
    do_not_disturb: Mapped[bool] = mapped_column(default=False)
    care_notes: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    consent_on: Mapped[date | None]
    consent_wording: Mapped[str] = mapped_column(default="")
    marketing_ok: Mapped[bool] = mapped_column(default=False)
    peace_reason: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, str]] = mapped_column(default=dict)
    created_at: Mapped[datetime]


class Contact(Journalled, Base):
    """A further person of a customer."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_birthday", text(KEPT_BIRTHDAY), sqlite_where=text("birthday != ''")),
        {"sqlite_autoincrement": True},
    )
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[ContactRole] = mapped_column(enum_type(ContactRole))
    wechat: Mapped[str] = mapped_column(default="")
    birthday: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Phone(Journalled, Base):
    """A number of a customer (`contact_id` None) or of one of his contacts; digits as `domain.phones.digits` stores them."""

    __tablename__ = "phone"
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(fk("contact.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    digits: Mapped[str] = mapped_column(index=True)
    kind: Mapped[PhoneKind] = mapped_column(enum_type(PhoneKind))
    label: Mapped[str] = mapped_column(default="")


class Community(Journalled, Base):
    """小区: the place name that addresses share. `completed` is a year, `households` a count, both None until they are known."""

    __tablename__ = "community"
    name: Mapped[str] = mapped_column(unique=True)
    alias: Mapped[str] = mapped_column(default="")
    completed: Mapped[int | None]
    households: Mapped[int | None]
    heating: Mapped[str] = mapped_column(default="")
    sample_flats: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Premises(Journalled, Base):
    """A house or site; it outlives its owners. `area` in thousandths of a ㎡."""

    __tablename__ = "premises"
    __table_args__ = (
        Index("ix_premises_decoration", text(DECORATION_STARTS), sqlite_where=text(DECORATION_KNOWN)),
        {"sqlite_autoincrement": True},
    )
    community_id: Mapped[int | None] = mapped_column(fk("community.id"), index=True)
    province: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    district: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    building: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    house_type: Mapped[HouseType | None] = mapped_column(enum_type(HouseType))
    area: Mapped[int | None]
    access_notes: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, str]] = mapped_column(default=dict)


class PremisesHolder(Journalled, Base):
    """What a customer is to a house, from a day to a day; open ends are None."""

    __tablename__ = "premises_holder"
    __table_args__ = (
        Index("ix_premises_holder_now", "premises_id", "to_on", "position", "customer_id"),
        {"sqlite_autoincrement": True},
    )
    premises_id: Mapped[int] = mapped_column(fk("premises.id"))
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    role: Mapped[PremisesRole] = mapped_column(enum_type(PremisesRole))
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]


class Equipment(Journalled, Base):
    """A machine (or a system by the ㎡) at a house: `quantity` in thousandths of `unit`. Each day is None until it is known."""

    __tablename__ = "equipment"
    number: Mapped[str] = mapped_column(unique=True)
    premises_id: Mapped[int] = mapped_column(fk("premises.id"), index=True)
    product: Mapped[str] = mapped_column(default="")
    brand: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="", index=True)
    installed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    product_id: Mapped[int | None] = mapped_column(fk("product.id"), index=True)
    order_line_id: Mapped[int | None] = mapped_column(fk("order_line.id"), index=True)
    delivery_id: Mapped[int | None] = mapped_column(fk("delivery.id"), index=True)
    category: Mapped[str] = mapped_column(default="other")
    spec: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int] = mapped_column(default=1000)
    state: Mapped[EquipmentState] = mapped_column(enum_type(EquipmentState), default=EquipmentState.IN_USE)
    sold_on: Mapped[date | None]
    invoiced_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    commissioned_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    produced_on: Mapped[date | None]
    removed_on: Mapped[date | None]


class Opportunity(Journalled, Base):
    """One chance to sell; stage and intent level live here."""

    __tablename__ = "opportunity"
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    stage: Mapped[Stage] = mapped_column(enum_type(Stage))
    intent_level: Mapped[IntentLevel] = mapped_column(enum_type(IntentLevel))
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    lost_reason: Mapped[str] = mapped_column(default="")


class OpeningBalance(Journalled, Base):
    """Money a customer owed when the shop moved in; `amount` in 分, negative = in his favour."""

    __tablename__ = "opening_balance"
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    amount: Mapped[int]
    as_of: Mapped[date]
    note: Mapped[str] = mapped_column(default="")


class Attachment(Journalled, Base):
    """A picture or file of a customer; the bytes lie in the attachments folder under their SHA-256."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_sha256", "sha256"), {"sqlite_autoincrement": True})
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    sha256: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[datetime]
    kind: Mapped[AttachmentKind] = mapped_column(enum_type(AttachmentKind), default=AttachmentKind.OTHER)
    caption: Mapped[str] = mapped_column(default="")
    delivery_id: Mapped[int | None] = mapped_column(fk("delivery.id"), index=True)
    check_id: Mapped[int | None] = mapped_column(fk("delivery_check.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(fk("service_request.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(fk("complaint.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(fk("sales_order.id"), index=True)
    change_id: Mapped[int | None] = mapped_column(fk("change_order.id"), index=True)
    trade_in_id: Mapped[int | None] = mapped_column(fk("trade_in.id"), index=True)
    job_id: Mapped[int | None] = mapped_column(fk("job.id"), index=True)
    acceptance_id: Mapped[int | None] = mapped_column(fk("acceptance.id"), index=True)
