"""A month of the agenda as whole weeks of days; pure, so that painting and keys agree on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dealer_crm.domain.agenda import AgendaItem, AgendaKey, order
from dealer_crm.domain.workdays import WorkCalendar


def first_shown(month: date) -> date:
    """Return the Monday with which the grid of a month begins."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


def last_shown(month: date) -> date:
    """Return the Sunday with which the grid of a month ends."""
    last = month_after(month.replace(day=1), 1) - timedelta(days=1)
    return last + timedelta(days=6 - last.weekday())


def month_after(day: date, months: int) -> date:
    """Return the day so many months later, at most the 28th, so that it exists."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, min(day.day, 28))


@dataclass(frozen=True)
class Cell:
    """One day of the grid: its items, open ones first, and how many there are. `rest` = closed, `make_up` = works on a weekend."""

    day: date
    items: tuple[AgendaItem, ...] = ()
    count: int = 0
    inside: bool = True
    rest: bool = False
    make_up: bool = False


@dataclass(frozen=True)
class MonthPlan:
    """The cells of a month in order, and today."""

    month: date
    today: date
    cells: tuple[Cell, ...] = ()
    places: Mapping[AgendaKey, tuple[int, int]] = field(default_factory=dict)

    @property
    def weeks(self) -> int:
        """Return how many weeks the month touches."""
        return max(1, len(self.cells) // 7)

    def cell(self, day: date) -> Cell | None:
        """Return the cell of a day, None when it is not shown."""
        at = (day - first_shown(self.month)).days
        return self.cells[at] if 0 <= at < len(self.cells) else None

    def with_first(self, key: AgendaKey) -> MonthPlan:
        """Return the plan with this item as the first of its day: one that is followed stays in sight also on a full day."""
        at, place = self.places[key]
        cell = self.cells[at]
        items = (cell.items[place], *cell.items[:place], *cell.items[place + 1 :])
        cells = (*self.cells[:at], replace(cell, items=items), *self.cells[at + 1 :])
        return replace(self, cells=cells, places={**self.places, **{item.key: (at, place) for place, item in enumerate(items)}})

    def where(self, key: AgendaKey) -> tuple[date, int] | None:
        """Return day and place of an item, None when it is not shown."""
        found = self.places.get(key)
        return None if found is None else (self.cells[found[0]].day, found[1])


def month_plan(month: date, today: date, items: Iterable[AgendaItem], counts: Mapping[date, int], workdays: WorkCalendar) -> MonthPlan:
    """Return the plan of a month; `counts` tells how many items a day has where not all of them were read."""
    by_day: dict[date, list[AgendaItem]] = defaultdict(list)
    for item in items:
        by_day[item.due_on].append(item)
    cells, places = [], {}
    for at in range((last_shown(month) - first_shown(month)).days + 1):
        day = first_shown(month) + timedelta(days=at)
        found = sorted(by_day.get(day, []), key=lambda item: (item.done, order(item)))
        places.update({item.key: (at, place) for place, item in enumerate(found)})
        cells.append(_cell(day, tuple(found), max(len(found), counts.get(day, 0)), month, workdays))
    return MonthPlan(month, today, tuple(cells), places)


def _cell(day: date, items: tuple[AgendaItem, ...], count: int, month: date, workdays: WorkCalendar) -> Cell:
    inside = (day.year, day.month) == (month.year, month.month)
    return Cell(day, items, count, inside, rest=day in workdays.holidays, make_up=day in workdays.make_up)
