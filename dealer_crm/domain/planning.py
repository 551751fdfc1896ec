"""What a shop plans with besides single steps: series, absences, days of its own, hand-over slips, reminders; kinds and states."""

from __future__ import annotations

from enum import StrEnum


class HolidayRule(StrEnum):
    """Where a day of a series goes that the shop does not work: it stays, goes to the next working day, or falls out."""

    KEEP = "keep"
    NEXT = "next"
    SKIP = "skip"


class SeriesState(StrEnum):
    """Whether a series goes on."""

    RUNNING = "running"
    ENDED = "ended"


class AbsenceKind(StrEnum):
    """Why somebody is not there."""

    LEAVE = "leave"
    SICK = "sick"
    TRAINING = "training"
    AWAY = "away"
    OTHER = "other"


class Department(StrEnum):
    """Who hands a customer on to whom (S4-07)."""

    SALES = "sales"
    INSTALLATION = "installation"
    SERVICE = "service"
    FINANCE = "finance"


class SlipState(StrEnum):
    """What the receiver of a hand-over slip 交接单 said: not yet anything, accepted, or refused with a reason.

    A refused one that the sender has taken note of, or sent anew, is `SETTLED`.
    """

    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SETTLED = "settled"


class ReminderEnd(StrEnum):
    """How a reminder was dealt with: its item was opened, done, moved or dropped; `SEEN` together with others."""

    OPENED = "opened"
    DONE = "done"
    MOVED = "moved"
    DROPPED = "dropped"
    SEEN = "seen"


class ReferralWill(StrEnum):
    """Whether a customer would bring friends, as asked in a call after the sale (domain.md 2.9)."""

    GLADLY = "gladly"
    PERHAPS = "perhaps"
    NO = "no"
    GAVE_NAMES = "gave_names"
