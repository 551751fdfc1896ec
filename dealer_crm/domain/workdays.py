"""Which days the shop works: holidays, days that make up for them, and years whose holidays nobody knows yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

WEEKEND = frozenset({5, 6})


@dataclass(frozen=True)
class WorkCalendar:
    """Working days. `make_up` are weekend days on which people work (调休); `published` are the years whose holidays are known.

    In any other year only weekends are free, and what is computed there is provisional.
    """

    holidays: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()
    published: frozenset[int] = frozenset()
    rest_days: frozenset[int] = WEEKEND

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on the day."""
        if day in self.make_up:
            return True
        return day not in self.holidays and day.weekday() not in self.rest_days

    def next_workday(self, day: date) -> date:
        """Return the day itself if people work on it, else the first working day after it."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """Return the last of `count` working days after the day, which itself is not counted (民法典 §201)."""
        for _ in range(count):
            day = self.next_workday(day + timedelta(days=1))
        return day

    def provisional(self, day: date) -> bool:
        """Tell whether the holidays of the day's year are not published yet."""
        return day.year not in self.published
