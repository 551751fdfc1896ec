"""Contacts with customers and the steps planned next."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.followups import Attitude, Outcome, StepState, Way
from dealer_crm.storage.base import Base, Journalled, enum_type, fk, partial_index


class FollowUp(Journalled, Base):
    """A contact as it was; never overwritten by a later one."""

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_customer_id_happened_at", "customer_id", "happened_at"), {"sqlite_autoincrement": True})
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"))
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    happened_at: Mapped[datetime] = mapped_column(index=True)
    way: Mapped[Way] = mapped_column(enum_type(Way))
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome))
    attitude: Mapped[Attitude | None] = mapped_column(enum_type(Attitude))
    words: Mapped[str] = mapped_column(default="")
    no_next_reason: Mapped[str] = mapped_column(default="")


class NextStep(Journalled, Base):
    """A contact planned for a day; it stays open until done or dropped, whatever the date.

    With a `way` that means meeting (visit, shop, site, survey) it is an appointment, `slot` its time of day in words.
    One of a series names it, and in `occurrence` the day that the rule gave, wherever it was moved since; `left_out` earlier ones were
    not planned, because the one before was still open.
    """

    __tablename__ = "next_step"
    __table_args__ = (
        Index("ix_next_step_customer_id_state", "customer_id", "state"),
        partial_index(
            "ix_next_step_open",
            "due_on",
            "customer_id",
            "state",
            "way",
            where="state = 'open'",
        ),
        partial_index("ix_next_step_series", "series_id", "occurrence", where="series_id IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )
    customer_id: Mapped[int] = mapped_column(fk("customer.id"))
    planned_by_id: Mapped[int | None] = mapped_column(fk("follow_up.id"), index=True)
    done_by_id: Mapped[int | None] = mapped_column(fk("follow_up.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    due_on: Mapped[date]
    purpose: Mapped[str] = mapped_column(default="")
    way: Mapped[Way | None] = mapped_column(enum_type(Way))
    slot: Mapped[str] = mapped_column(default="")
    state: Mapped[StepState] = mapped_column(enum_type(StepState), default=StepState.OPEN)
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    series_id: Mapped[int | None] = mapped_column(fk("series.id"))
    occurrence: Mapped[date | None]
    left_out: Mapped[int] = mapped_column(default=0)
