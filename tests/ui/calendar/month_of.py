"""A month in memory: items that move and vanish as the calendar asks, with news after each change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from dealer_crm.domain.agenda import AgendaItem, AgendaRow
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.services.agenda import AgendaMonth
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.ui.calendar.doors import CalendarReads, CalendarWrites, PlannedStep
from tests.ui.today.morning import TODAY
from tests.ui.unsaved import PassingDrafts

HOLIDAYS = WorkCalendar(frozenset({date(2026, 11, 3)}), frozenset({date(2026, 11, 7)}), frozenset({2026}))


class Diary:
    """Stands in for the services; `changed` is called after each write, as news would."""

    def __init__(self, rows: Sequence[AgendaRow] = (), lost: Sequence[CustomerRow] = ()) -> None:
        self.rows, self.lost = list(rows), list(lost)
        self.done: list[AgendaRow] = []
        self.drafts = PassingDrafts()
        self.moved: list[tuple[tuple[int, ...], date]] = []
        self.planned: list[PlannedStep] = []
        self.asked: list[int | None] = []
        self.read: list[int] = []
        self.most = 2_000
        self.refusal: DomainError | None = None
        self.changed: Callable[[], object] = lambda: None

    def reads(self) -> CalendarReads:
        """Return the questions."""
        return CalendarReads(
            month=self._month,
            listed=self._listed,
            overdue=self._overdue,
            rows=self._rows,
            lost=lambda _staff: (self.lost, len(self.lost)),
            staff=lambda: [(3, "李晓梅")],
            find=lambda words, _limit: [row for row in self.lost if words in row.name],
            today=lambda: TODAY,
            workdays=lambda: HOLIDAYS,
        )

    def _listed(self, first: date, last: date, _staff: int | None) -> list[AgendaItem]:
        return [row.item for row in (*self.rows, *self.done) if first <= row.due_on <= last]

    def _overdue(self, _staff: int | None) -> tuple[list[AgendaItem], int]:
        late = [row.item for row in self.rows if row.days_late > 0]
        return late, len(late)

    def _month(self, first: date, last: date, staff: int | None) -> AgendaMonth:
        self.asked.append(staff)
        items = self._listed(first, last, staff)
        counts = Counter((item.due_on, item.kind) for item in items)
        shown = [item for place, item in enumerate(items) if sum(one.due_on == item.due_on for one in items[:place]) < self.most]
        return AgendaMonth(shown, counts, whole=len(shown) == len(items))

    def _rows(self, items: Sequence[AgendaItem]) -> list[AgendaRow]:
        self.read.append(len(items))
        known = {(row.key, row.done): row for row in (*self.rows, *self.done)}
        return [row for item in items if (row := known.get((item.key, item.done)))]

    def writes(self) -> CalendarWrites:
        """Return the changes."""
        return CalendarWrites(self.complete, self.postpone, self.plan, self.drafts)

    def complete(self, rows: Sequence[AgendaRow]) -> int:
        """Take items out."""
        if self.refusal:
            raise self.refusal
        done = [row for row in rows if row.completable]
        self.rows = [row for row in self.rows if row not in done]
        self.done += [replace(row, done=True, due_on=TODAY) for row in done]
        self.changed()
        return len(done)

    def postpone(self, rows: Sequence[AgendaRow], to: date) -> int:
        """Move items to a day."""
        moved = [row for row in rows if row.movable]
        self.moved.append((tuple(row.record_id for row in moved), to))
        self.rows = [replace(row, due_on=to, days_late=(TODAY - to).days) if row in moved else row for row in self.rows]
        self.changed()
        return len(moved)

    def plan(self, step: PlannedStep) -> None:
        """Plan a step."""
        self.planned.append(step)
        self.changed()
