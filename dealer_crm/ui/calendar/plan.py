"""A month or a week of the agenda as whole weeks of days; pure, so that painting and keys agree on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dealer_crm.domain.agenda import AgendaItem, AgendaKey, order
from dealer_crm.ui.calendar.doors import DayFacts
from dealer_crm.ui.calendar.periods import MONTH, ONE_DAY, WEEK, in_sight, period

_NOTHING = DayFacts()


@dataclass(frozen=True)
class Cell:
    """One day of the grid: its items, open ones first, and how many there are; what is known of the day itself stands in `facts`."""

    day: date
    items: tuple[AgendaItem, ...] = ()
    count: int = 0
    inside: bool = True
    facts: DayFacts = _NOTHING


@dataclass(frozen=True)
class GridPlan:
    """The cells of a month or a week in order, and today. `begins` is the first day of the month or week itself."""

    view: str
    begins: date
    today: date
    cells: tuple[Cell, ...] = ()
    places: Mapping[AgendaKey, tuple[int, int]] = field(default_factory=dict)

    @property
    def weeks(self) -> int:
        """Return how many weeks are shown."""
        return max(1, len(self.cells) // 7)

    @property
    def lines(self) -> int:
        """Return how many lines an item has: a week has room for two."""
        return 2 if self.view == WEEK else 1

    def cell(self, day: date) -> Cell | None:
        """Return the cell of a day, None when it is not shown."""
        at = (day - self.cells[0].day).days if self.cells else -1
        return self.cells[at] if 0 <= at < len(self.cells) else None

    def with_first(self, key: AgendaKey) -> GridPlan:
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


@dataclass(frozen=True)
class Filling:
    """What a grid is filled with; `counts` tells how many items a day has where not all of them were read."""

    items: Iterable[AgendaItem] = ()
    counts: Mapping[date, int] = field(default_factory=dict)
    facts: Mapping[date, DayFacts] = field(default_factory=dict)


def grid_plan(view: str, around: date, today: date, filling: Filling) -> GridPlan:
    """Return the month or the week around a day."""
    by_day: dict[date, list[AgendaItem]] = defaultdict(list)
    for item in filling.items:
        by_day[item.due_on].append(item)
    (begins, ends), (first, last) = period(view, around), in_sight(view, around)
    cells, places = [], {}
    for at in range((last - first).days + 1):
        day = first + at * ONE_DAY
        found = tuple(sorted(by_day.get(day, []), key=lambda item: (item.done, order(item))))
        places.update({item.key: (at, place) for place, item in enumerate(found)})
        count = max(len(found), filling.counts.get(day, 0))
        cells.append(Cell(day, found, count, begins <= day <= ends, filling.facts.get(day, _NOTHING)))
    return GridPlan(view, begins, today, tuple(cells), places)


def month_of(today: date) -> GridPlan:
    """Return the month of today with nothing in it yet."""
    return GridPlan(MONTH, today.replace(day=1), today)
