"""Seasons of the trade: when it is heated or cooled, and when maintenance is due; days without a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MonthDay = tuple[int, int]


@dataclass(frozen=True)
class Season:
    """From one day of the year to another, both included; it may run over New Year (采暖 11-15 → 03-15)."""

    start: MonthDay
    end: MonthDay

    def starting(self, year: int) -> tuple[date, date]:
        """Return first and last day of the season that starts in the year."""
        return _on(year, self.start), _on(year + (self.end < self.start), self.end)

    def full_season_end(self, day: date, count: int) -> date:
        """Return the last day of the `count`-th season that starts on or after the day."""
        first = day.year if self.starting(day.year)[0] >= day else day.year + 1
        return self.starting(first + count - 1)[1]

    def nearest(self, day: date, after: date) -> date:
        """Return the day of the season that is nearest to `day` and later than `after`; of two, the earlier one."""
        spans = [self.starting(year) for year in range(day.year - 2, day.year + 3)]
        later = [(max(start, after + timedelta(days=1)), end) for start, end in spans]
        inside = [min(max(day, start), end) for start, end in later if start <= end]
        return min(inside, key=lambda found: (abs(found - day), found))


def _on(year: int, month_day: MonthDay) -> date:
    """Return the day in the year; 29 February is the 28th where there is none."""
    month, day = month_day
    if (month, day) == (2, 29) and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        day = 28
    return date(year, month, day)
