"""How many things each person already has to do on a day, and the next day on which one more fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from dealer_crm.domain.agenda import AgendaRow
from dealer_crm.domain.workdays import WorkCalendar

WINDOW = timedelta(days=41)
Standing = Callable[[int | None, date, date], Mapping[date, int]]
"""How many things a person (None = nobody) has to do on each day of a span."""


class AgendaRoom:
    """Working days from `first` on, of which nobody gets more than `per_day`; `moving` are the rows that leave their days."""

    def __init__(self, standing: Standing, calendar: WorkCalendar, first: date, per_day: int, moving: Iterable[AgendaRow]) -> None:
        self._standing = standing
        self._calendar = calendar
        self._first = first
        self._per_day = max(1, per_day)
        self._leaving = Counter((row.staff_id, row.due_on) for row in moving)
        self._taken: dict[int | None, Counter[date]] = {}
        self._known: dict[int | None, date] = {}
        self._next: dict[int | None, date] = {}

    def take(self, staff_id: int | None) -> date:
        """Return the first working day on which one more fits for a person, and count it there."""
        day = self._calendar.next_workday(self._next.get(staff_id, self._first))
        while self._count(staff_id, day) >= self._per_day:
            day = self._calendar.next_workday(day + timedelta(days=1))
        self._taken[staff_id][day] += 1
        self._next[staff_id] = day
        return day

    def _count(self, staff_id: int | None, day: date) -> int:
        taken = self._taken.setdefault(staff_id, Counter())
        if day > self._known.get(staff_id, date.min):
            until = day + WINDOW
            taken.update(self._standing(staff_id, day, until))
            taken.subtract({on: n for (who, on), n in self._leaving.items() if who == staff_id and day <= on <= until})
            self._known[staff_id] = until
        return taken[day]
