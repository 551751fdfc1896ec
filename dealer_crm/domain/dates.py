"""Instants and calendar days: instants are aware UTC, a day is the shop's local calendar day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

YEARS = range(1900, 2101)
"""A day in any other year is a slip of the hand, or 9999 for "for ever": nothing could be counted from it."""

TOLERANCE = timedelta(hours=1)
"""What a clock may go back by itself, when it is set by the network."""


def local_day(instant: datetime, zone: tzinfo | None = None) -> date:
    """Return the calendar day of an instant in the zone (None = this computer's)."""
    return instant.astimezone(zone).date()


def clock_is_behind(now: datetime, last: datetime) -> bool:
    """Tell whether the clock shows a time well before something that was saved."""
    return last - now > TOLERANCE


def day_start(day: date, zone: tzinfo | None = None) -> datetime:
    """Return the instant (UTC) at which the day begins in the zone (None = this computer's)."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
