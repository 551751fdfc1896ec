"""What the shop knows around its customers beyond their files, and the fields, lists and standards it set up itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.details import Holder, Section, ValueKind
from dealer_crm.domain.knowledge import MomentKind, RelationKind
from dealer_crm.domain.standards import StandardArea
from dealer_crm.storage.base import Base, Journalled, enum_type, fk, partial_index, pk


class Relation(Journalled, Base):
    """A tie between two customers: `customer_id` is what `kind` says to `other_id` (introduced, designs for, works for)."""

    __tablename__ = "relation"
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    other_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    kind: Mapped[RelationKind] = mapped_column(enum_type(RelationKind))
    note: Mapped[str] = mapped_column(default="")


class Moment(Journalled, Base):
    """Praise or another good moment; `may_show` = the customer agreed that it is shown to others."""

    __tablename__ = "moment"
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    kind: Mapped[MomentKind] = mapped_column(enum_type(MomentKind))
    words: Mapped[str] = mapped_column(default="")
    happened_on: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    may_show: Mapped[bool] = mapped_column(default=False)


class Verification(Journalled, Base):
    """The last day on which the customer confirmed one of his facts; `field` = a field of the draft or the code of a detail."""

    __tablename__ = "verification"
    __table_args__ = (Index("uq_verification_field", "customer_id", "field", unique=True), {"sqlite_autoincrement": True})
    customer_id: Mapped[int] = mapped_column(fk("customer.id"))
    field: Mapped[str]
    verified_on: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)


class FormerValue(Journalled, Base):
    """A phone number or address that was right until a day, in the words lists show it by; it is still found by."""

    __tablename__ = "former_value"
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    field: Mapped[str]
    words: Mapped[str]
    until_on: Mapped[date]


class ClassOverride(Journalled, Base):
    """A class that somebody set by hand, with the reason; it stands until it is taken back."""

    __tablename__ = "class_override"
    __table_args__ = (Index("uq_class_override_kind", "customer_id", "kind", unique=True), {"sqlite_autoincrement": True})
    customer_id: Mapped[int] = mapped_column(fk("customer.id"))
    kind: Mapped[str]
    value: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    set_on: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)


class OwnField(Journalled, Base):
    """A field of a form that the shop made, or changed from how it is shipped (same `code`)."""

    __tablename__ = "own_field"
    code: Mapped[str] = mapped_column(unique=True)
    holder: Mapped[Holder] = mapped_column(enum_type(Holder))
    kind: Mapped[ValueKind] = mapped_column(enum_type(ValueKind))
    section: Mapped[Section] = mapped_column(enum_type(Section))
    zh: Mapped[str] = mapped_column(default="")
    en: Mapped[str] = mapped_column(default="")
    list_code: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    only_companies: Mapped[bool] = mapped_column(default=False)
    retired: Mapped[bool] = mapped_column(default=False)


class OwnList(Journalled, Base):
    """A list of values that the shop made, or renamed (same `code`)."""

    __tablename__ = "own_list"
    code: Mapped[str] = mapped_column(unique=True)
    zh: Mapped[str] = mapped_column(default="")
    en: Mapped[str] = mapped_column(default="")


class OwnValue(Journalled, Base):
    """A value of a list that the shop made, or changed from how it is shipped (same list and code)."""

    __tablename__ = "own_value"
    __table_args__ = (Index("uq_own_value_code", "list_code", "code", unique=True), {"sqlite_autoincrement": True})
    list_code: Mapped[str]
    code: Mapped[str]
    zh: Mapped[str] = mapped_column(default="")
    en: Mapped[str] = mapped_column(default="")
    colour: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)


class OwnStandard(Journalled, Base):
    """A standard of service (S0-20) that the shop made, or changed from how it is shipped (same `code`)."""

    __tablename__ = "own_standard"
    code: Mapped[str] = mapped_column(unique=True)
    area: Mapped[StandardArea] = mapped_column(enum_type(StandardArea))
    zh: Mapped[str] = mapped_column(default="")
    en: Mapped[str] = mapped_column(default="")
    measure_zh: Mapped[str] = mapped_column(default="")
    measure_en: Mapped[str] = mapped_column(default="")
    check_zh: Mapped[str] = mapped_column(default="")
    check_en: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)


class OwnPhrase(Journalled, Base):
    """A ready wording (domain.md 2.12) as the shop says it, in place of the shipped one of the same `code`; "" = as it is shipped."""

    __tablename__ = "own_phrase"
    code: Mapped[str] = mapped_column(unique=True)
    zh: Mapped[str] = mapped_column(default="")
    en: Mapped[str] = mapped_column(default="")


class CustomerClass(Base):
    """The classes of a customer as last worked out; a tag of `care_tag` stands beside the next with a space between.

    What the places among all buyers are worked out from stands here, too: `contribution`, `money`, `cost` in 分, `latest_on` the day of
    the latest deal; `standing` = the bands of the place (`class_places.band`). `waiting` = changes of his records since then.
    """

    __tablename__ = "customer_class"
    __table_args__ = (
        partial_index("ix_customer_class_waiting", "customer_id", where="waiting > 0"),
        Index("ix_customer_class_buyers", "latest_on", "contribution", "money", "cost"),
    )
    customer_id: Mapped[pk]
    time_class: Mapped[str] = mapped_column(default="")
    trade_phase: Mapped[str] = mapped_column(default="")
    market_rank: Mapped[str] = mapped_column(default="")
    relation_state: Mapped[str] = mapped_column(default="")
    party_scope: Mapped[str] = mapped_column(default="")
    chain_tier: Mapped[str] = mapped_column(default="")
    ar_state: Mapped[str] = mapped_column(default="")
    profitable: Mapped[str] = mapped_column(default="")
    value_class: Mapped[str] = mapped_column(default="")
    pyramid: Mapped[str] = mapped_column(default="")
    contribution_class: Mapped[str] = mapped_column(default="")
    loyalty_index: Mapped[int | None]
    service_class: Mapped[str] = mapped_column(default="")
    care_tag: Mapped[str] = mapped_column(default="")
    frequency: Mapped[str] = mapped_column(default="")
    amount_class: Mapped[str] = mapped_column(default="")
    stability: Mapped[str] = mapped_column(default="")
    development: Mapped[str] = mapped_column(default="")
    home_class: Mapped[str] = mapped_column(default="")
    region_class: Mapped[str] = mapped_column(default="")
    settlement: Mapped[str] = mapped_column(default="")
    relationship_type: Mapped[str] = mapped_column(default="")
    relationship_due: Mapped[str] = mapped_column(default="")
    relationship_score: Mapped[int | None]
    cost_class: Mapped[str] = mapped_column(default="")
    profile_match: Mapped[int | None]
    attention: Mapped[str] = mapped_column(default="")
    contribution: Mapped[int] = mapped_column(default=0)
    money: Mapped[int] = mapped_column(default=0)
    cost: Mapped[int] = mapped_column(default=0)
    latest_on: Mapped[date | None]
    standing: Mapped[str] = mapped_column(default="")
    waiting: Mapped[int] = mapped_column(default=1)


class ClassState(Base):
    """For which day and by which rules all classes were last worked out, and the profile of the best customers then; one row, id 1.

    `day` None = something changed that concerns everybody; `changes` counts how often, so that one which comes while all are worked
    out is not forgotten when they stand.
    """

    __tablename__ = "class_state"
    id: Mapped[pk]
    day: Mapped[date | None]
    rules: Mapped[str] = mapped_column(default="")
    profile: Mapped[str] = mapped_column(default="")
    changes: Mapped[int] = mapped_column(default=0)


class ClassChange(Base):
    """A customer went from one class to another, why in code and figures: news for the shop (S2-01) until somebody has seen it."""

    __tablename__ = "class_change"
    __table_args__ = (partial_index("ix_class_change_news", "customer_id", "kind", where="NOT seen"),)
    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime] = mapped_column(index=True)
    seen: Mapped[bool] = mapped_column(default=False)
