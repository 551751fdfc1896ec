"""Periods that reports look at: today, this week, month or quarter, the last twelve months, or two days of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Span(StrEnum):
    """A period by its name; weeks begin on Monday."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CHOSEN = "chosen"


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def one_day(self) -> bool:
        """Tell whether it is a single day."""
        return self.first == self.last


def period_of(span: Span, today: date) -> Period:
    """Return the named period up to today."""
    match span:
        case Span.WEEK:
            return Period(today - timedelta(days=today.weekday()), today)
        case Span.MONTH:
            return Period(today.replace(day=1), today)
        case Span.QUARTER:
            return Period(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), today)
        case Span.YEAR:
            return Period(today - timedelta(days=364), today)
        case _:
            return Period(today, today)


def between(first: date, last: date) -> Period:
    """Return the period of two days, whichever is the earlier one."""
    return Period(min(first, last), max(first, last))
