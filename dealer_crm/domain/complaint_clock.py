"""The clock of a case while it runs: which hours count, what stands still, how far up it goes (domain.md 3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from dealer_crm.domain.complaint_case import ClockKind
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.workdays import WorkCalendar

LAST_MINUTE = time(23, 59)
"""A term in days runs to the end of its last day (民法典 §203)."""
MANAGER_SHARE, REMIND_SHARE, OWNER_SHARE = 100, 50, 150
"""In per cent of the time that a deadline gives (domain.md 3.4)."""


class Pause(NamedTuple):
    """A time in which a clock stands still, aware UTC; `until_at` None = it stands still now."""

    from_at: datetime
    until_at: datetime | None = None


@dataclass(frozen=True)
class Hours:
    """Which time a clock counts: all of it, or the shop's opening hours on its working days. `zone` None = this computer's."""

    kind: ClockKind = ClockKind.NATURAL
    opens_at: time = time(8, 30)
    closes_at: time = time(18)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    zone: tzinfo | None = None

    def counted(self, start: datetime, end: datetime) -> timedelta:
        """Return how much of the time between two instants counts; none where the end is not after the start."""
        if end <= start:
            return timedelta()
        if self.kind is ClockKind.NATURAL:
            return end - start
        first, last = local_day(start, self.zone), local_day(end, self.zone)
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        spans = (self._open(day) for day in days if self.calendar.is_workday(day))
        return sum((max(timedelta(), min(end, closes) - max(start, opens)) for opens, closes in spans), timedelta())

    def advance(self, start: datetime, amount: timedelta) -> datetime:
        """Return the instant, in UTC, by which so much time has counted since the start; nothing to count leads nowhere."""
        if self.kind is ClockKind.NATURAL or not amount:
            return (start + amount).astimezone(UTC)
        day, left = local_day(start, self.zone), amount
        while True:
            day = self.calendar.next_workday(day)
            opens, closes = self._open(day)
            begins = max(start, opens)
            if begins < closes and left <= closes - begins:
                return (begins + left).astimezone(UTC)
            left -= max(timedelta(), closes - begins)
            day += timedelta(days=1)

    def end_of(self, day: date) -> datetime:
        """Return when a term in days that ends on this day ends, in UTC: with the day; for the shop when it closes, on its next day."""
        return self.day_ends(day) if self.kind is ClockKind.NATURAL else self._open(self.calendar.next_workday(day))[1]

    def day_ends(self, day: date) -> datetime:
        """Return the last minute of a day, in UTC, whichever hours count."""
        return datetime.combine(day, LAST_MINUTE, self.zone).astimezone(UTC)

    def _open(self, day: date) -> tuple[datetime, datetime]:
        at = (self.opens_at, self.closes_at)
        opens, closes = (datetime.combine(day, one, self.zone).astimezone(UTC) for one in at)
        return opens, closes


def moved(end: datetime, pauses: Iterable[Pause], hours: Hours) -> datetime:
    """Return a deadline with what the pauses add to it: as much as they took of the time that counts, in turn.

    A pause that has not ended adds nothing yet; one that began after the deadline adds nothing at all. What is left is as long after a
    pause as before it.
    """
    for pause in _merged(pauses):
        if pause.until_at is not None and pause.from_at < end:
            end = hours.advance(end, hours.counted(pause.from_at, pause.until_at))
    return end


def share_of(start: datetime, end: datetime, per_cent: int, pauses: Sequence[Pause], hours: Hours) -> datetime:
    """Return when so many per cent of the time that a deadline gives have gone; 100 is the deadline itself.

    What pauses took does not count, before the deadline and after it. A pause that has not ended takes nothing yet.
    """
    ended = [(one.from_at, one.until_at) for one in _merged(pauses) if one.until_at is not None]
    lost = sum((hours.counted(max(start, begins), min(end, until)) for begins, until in ended), timedelta())
    whole = hours.counted(start, end) - lost
    if per_cent > MANAGER_SHARE:
        return _after(end, whole * (per_cent - MANAGER_SHARE) / 100, ended, hours)
    return end if per_cent == MANAGER_SHARE else min(_after(start, whole * per_cent / 100, ended, hours), end)


def _after(start: datetime, amount: timedelta, pauses: Iterable[tuple[datetime, datetime]], hours: Hours) -> datetime:
    """Return the instant by which so much time has counted since the start, the pauses left out."""
    at, left = start, amount
    for begins, until in pauses:
        before = hours.counted(at, begins)
        if left <= before:
            break
        if until > at:
            at, left = until, left - before
    return hours.advance(at, left)


def _merged(pauses: Iterable[Pause]) -> list[Pause]:
    """Return the pauses in order, those that meet as one."""
    found: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.from_at):
        last = found[-1] if found else None
        if last is None or (last.until_at is not None and last.until_at < pause.from_at):
            found.append(pause)
        elif last.until_at is not None:
            found[-1] = Pause(last.from_at, None if pause.until_at is None else max(last.until_at, pause.until_at))
    return found


class Steps(NamedTuple):
    """When a case goes up, aware UTC: who sees to it is reminded, the manager hears of it, the owner does."""

    remind_at: datetime
    manager_at: datetime
    owner_at: datetime


def escalation(start: datetime, end: datetime, pauses: Sequence[Pause], hours: Hours) -> Steps:
    """Return when a deadline goes up: at 50, 100 and 150 per cent of its time."""
    return Steps(*(share_of(start, end, share, pauses, hours) for share in (REMIND_SHARE, MANAGER_SHARE, OWNER_SHARE)))
