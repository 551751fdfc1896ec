"""What a shop plans with besides single steps: series, absences, days of its own, hand-over slips; and what it was reminded of."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.followups import Way
from dealer_crm.domain.planning import AbsenceKind, Department, HolidayRule, ReminderEnd, SeriesState, SlipState
from dealer_crm.storage.base import Base, Journalled, enum_type, fk, partial_index, pk


class Series(Journalled, Base):
    """Steps that come again. `rule` is an RRULE of RFC 5545 without DTSTART; `starts_on` is its beginning.

    `season_from`, `season_to` ("MM-DD", both or none) are the window of the year outside of which no day counts. `made_until` is the
    day up to which its steps were made, None before the first. The steps themselves are rows of `next_step`. `reason` says why it ended.
    """

    __tablename__ = "series"
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    rule: Mapped[str]
    starts_on: Mapped[date]
    season_from: Mapped[str] = mapped_column(default="")
    season_to: Mapped[str] = mapped_column(default="")
    holidays: Mapped[HolidayRule] = mapped_column(enum_type(HolidayRule), default=HolidayRule.NEXT)
    purpose: Mapped[str] = mapped_column(default="")
    way: Mapped[Way | None] = mapped_column(enum_type(Way))
    slot: Mapped[str] = mapped_column(default="")
    state: Mapped[SeriesState] = mapped_column(enum_type(SeriesState), default=SeriesState.RUNNING)
    made_until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")


class Absence(Journalled, Base):
    """Days on which a staff member is not there, both included."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_last_on", "last_on", "first_on"), {"sqlite_autoincrement": True})
    staff_id: Mapped[int] = mapped_column(fk("staff.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    kind: Mapped[AbsenceKind] = mapped_column(enum_type(AbsenceKind), default=AbsenceKind.LEAVE)
    note: Mapped[str] = mapped_column(default="")


class ShopDay(Journalled, Base):
    """A day of which the shop knows better than the published calendar whether it works. `name` is what it is called, "" for nothing."""

    __tablename__ = "shop_day"
    day: Mapped[date] = mapped_column(unique=True)
    works: Mapped[bool]
    name: Mapped[str] = mapped_column(default="")


class ShopYear(Journalled, Base):
    """A year whose holidays the shop has entered, so that nothing in it is provisional any more."""

    __tablename__ = "shop_year"
    year: Mapped[int] = mapped_column(unique=True)


class CalendarDay(Base):
    """Which birthdays are kept on a day: `sun` is the solar one ("05-12"), `moon` the lunar one ("L08-15").

    Worked out year by year when a year is first asked for, so that birthdays are found by an index. A day on which two are kept
    (28 February of a common year, the last day of a short lunar month) has two rows.
    """

    __tablename__ = "calendar_day"
    __table_args__ = (Index("ix_calendar_day_day", "day", "birthday"),)
    id: Mapped[pk]
    day: Mapped[date]
    birthday: Mapped[str]


class HandoverSlip(Journalled, Base):
    """A hand-over slip 交接单 at a change of stage (S4-07): what was promised, handed on, accepted or refused with a reason."""

    __tablename__ = "handover_slip"
    __table_args__ = (Index("ix_handover_slip_state", "state", "due_on"), {"sqlite_autoincrement": True})
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(fk("customer.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(fk("sales_order.id"), index=True)
    from_department: Mapped[Department] = mapped_column(enum_type(Department))
    to_department: Mapped[Department] = mapped_column(enum_type(Department))
    from_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    to_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    sent_at: Mapped[datetime]
    due_on: Mapped[date]
    promised: Mapped[str] = mapped_column(default="")
    open_points: Mapped[str] = mapped_column(default="")
    papers: Mapped[str] = mapped_column(default="")
    state: Mapped[SlipState] = mapped_column(enum_type(SlipState), default=SlipState.SENT)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(fk("staff.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")


class Reminder(Base):
    """That somebody was reminded of an item of the agenda for one due time; who moves the item makes a new due time.

    `occurrence` is that of the key, None for a record that holds its own day; `due_on` and `due_at` ("HH:MM", "" = any time of the day)
    are by the shop's wall clock, so that a changed time zone reminds nobody twice. `until` is when it is said again after "in 1 hour".
    """

    __tablename__ = "reminder"
    __table_args__ = (
        Index("ix_reminder_item", "source", "source_id", "due_on", "due_at"),
        Index("ix_reminder_due_on", "due_on"),
        partial_index("ix_reminder_open", "due_on", "source", "source_id", where="ended_at IS NULL"),
    )
    id: Mapped[pk]
    source: Mapped[str]
    source_id: Mapped[int]
    occurrence: Mapped[date | None]
    due_on: Mapped[date]
    due_at: Mapped[str] = mapped_column(default="")
    raised_at: Mapped[datetime]
    until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end: Mapped[ReminderEnd | None] = mapped_column(enum_type(ReminderEnd))
