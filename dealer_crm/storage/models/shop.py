"""The shop and its staff."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.journal import Role
from dealer_crm.storage.base import Base, Journalled, enum_type


class Shop(Journalled, Base):
    """What papers print of the shop, and when it works; one row, id 1, from the first migration on.

    `opens_at`, `closes_at` are "HH:MM" by the wall clock; `rest_days` the weekdays it is closed as digits, 1 = Monday. `logo` is the
    SHA-256 of the picture in the head of papers. So much compensation (分) a case may cost before somebody has to approve it:
    `compensation_limit`.
    """

    __tablename__ = "shop"
    name: Mapped[str] = mapped_column(default="")
    credit_code: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    hotline: Mapped[str] = mapped_column(default="")
    bank: Mapped[str] = mapped_column(default="")
    account: Mapped[str] = mapped_column(default="")
    categories: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    opens_at: Mapped[str] = mapped_column(default="08:30")
    closes_at: Mapped[str] = mapped_column(default="18:00")
    rest_days: Mapped[str] = mapped_column(default="67")
    logo: Mapped[str] = mapped_column(default="")
    compensation_limit: Mapped[int] = mapped_column(default=0)


class Staff(Journalled, Base):
    """A person of the shop; who left stays with `active` false."""

    __tablename__ = "staff"
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(enum_type(Role))
    phone: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
