"""Which days a view of the calendar shows around a day, and where turning it leads; pure."""

from __future__ import annotations

from datetime import date, timedelta

MONTH, WEEK, DAY, AGENDA = "month", "week", "day", "agenda"
ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(days=7)


def month_after(day: date, months: int) -> date:
    """Return the day so many months later, at most the 28th, so that it exists."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, min(day.day, 28))


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def period(view: str, day: date) -> tuple[date, date]:
    """Return the first and the last day that a view tells of; the agenda tells of a month."""
    if view == DAY:
        return day, day
    if view == WEEK:
        return monday_of(day), monday_of(day) + 6 * ONE_DAY
    first = day.replace(day=1)
    return first, month_after(first, 1) - ONE_DAY


def in_sight(view: str, day: date) -> tuple[date, date]:
    """Return the first and the last day that are asked for: a month with the days that make its weeks whole."""
    first, last = period(view, day)
    return (first, last) if view in (WEEK, DAY) else (monday_of(first), monday_of(last) + 6 * ONE_DAY)


def turned(view: str, day: date, steps: int) -> date:
    """Return the day so many periods on."""
    if view == DAY:
        return day + steps * ONE_DAY
    return day + steps * ONE_WEEK if view == WEEK else month_after(day, steps)
