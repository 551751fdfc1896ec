"""Tables derived from the recorded ones in the same write: the lists of customers and machines, the search index, the number series."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.care import EquipmentState
from dealer_crm.domain.customers import Channel, IntentLevel, Nature, PartyKind, Stage
from dealer_crm.storage.base import Base, enum_type, pk


class CustomerLine(Base):
    """One customer as lists show him; `rank` orders stages, `sort_key` orders names by sound; `balance` in 分 is what he owes."""

    __tablename__ = "customer_line"
    __table_args__ = (Index("ix_customer_line_figures", "next_on", "stage", "at_peace", "intent_level", "created_at", "owner_id"),)
    customer_id: Mapped[pk]
    number: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    phone: Mapped[str] = mapped_column(index=True)
    community: Mapped[str]
    address: Mapped[str] = mapped_column(index=True)
    stage: Mapped[Stage] = mapped_column(enum_type(Stage), index=True)
    intent_level: Mapped[IntentLevel] = mapped_column(enum_type(IntentLevel), index=True)
    nature: Mapped[Nature] = mapped_column(enum_type(Nature))
    party_kind: Mapped[PartyKind] = mapped_column(enum_type(PartyKind))
    source: Mapped[Channel | None] = mapped_column(enum_type(Channel), index=True)
    owner_id: Mapped[int | None] = mapped_column(index=True)
    owner: Mapped[str]
    wechat: Mapped[str]
    note: Mapped[str]
    interests: Mapped[str]
    details: Mapped[str]
    marketing_ok: Mapped[bool]
    balance: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(index=True)
    last_at: Mapped[datetime | None] = mapped_column(index=True)
    last_words: Mapped[str]
    next_on: Mapped[date | None] = mapped_column(index=True)
    next_purpose: Mapped[str]
    at_peace: Mapped[bool]


class MachineLine(Base):
    """What the list of machines is sorted and counted by.

    `until` is the last day of what answers for the whole machine, `waiting` = a coverage lacks the day it counts from, `care_on`
    the day of the next work that somebody comes for, `sort_key` that of whoever has the house now.
    """

    __tablename__ = "machine_line"
    __table_args__ = (
        Index("ix_machine_line_until", "until", "equipment_id", "state", "waiting", "care_on"),
        Index("ix_machine_line_care", "care_on", "equipment_id", "state"),
        Index("ix_machine_line_name", "sort_key", "equipment_id"),
    )
    equipment_id: Mapped[pk]
    state: Mapped[EquipmentState] = mapped_column(enum_type(EquipmentState))
    until: Mapped[date | None]
    waiting: Mapped[bool]
    care_on: Mapped[date | None]
    sort_key: Mapped[str | None]


class SearchDoc(Base):
    """The folded text of a customer, kept because the index needs the old text to forget it."""

    __tablename__ = "search_doc"
    customer_id: Mapped[pk]
    body: Mapped[str]


class SearchKey(Base):
    """What a customer is found by from its beginning: name, pinyin, initials, numbers, phones."""

    __tablename__ = "search_key"
    __table_args__ = (Index("ix_search_key_text", "text", "weight", "customer_id"), {"sqlite_with_rowid": False})
    customer_id: Mapped[int] = mapped_column(primary_key=True)
    weight: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(primary_key=True)


class NumberSeries(Base):
    """The last number given per kind and day."""

    __tablename__ = "number_series"
    kind: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]
