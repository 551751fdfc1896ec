"""When every made-up shop stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2026, 11, 22)


def now() -> datetime:
    """Return the moment at which a made-up shop stands."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, 3, tzinfo=UTC)
