"""A month in memory: items that move and vanish as the calendar asks, with news after each change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from dealer_crm.domain.agenda import AgendaFilter, AgendaItem, AgendaRow, DropReasonMissing, Place
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.services.absences import AbsenceRow
from dealer_crm.services.agenda import AgendaMonth
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.ui.calendar.doors import CalendarReads, CalendarWrites, DayFacts, PlannedStep
from tests.ui.today.morning import TODAY
from tests.ui.unsaved import PassingDrafts

HOLIDAYS = WorkCalendar(frozenset({date(2026, 11, 3)}), frozenset({date(2026, 11, 7)}), frozenset({2026}))

STAFF = ((3, "李晓梅"), (4, "陈师傅"))


class Diary:
    """Stands in for the services; `changed` is called after each write, as news would."""

    def __init__(self, rows: Sequence[AgendaRow] = (), lost: Sequence[CustomerRow] = ()) -> None:
        self.rows, self.lost = list(rows), list(lost)
        self.done: list[AgendaRow] = []
        self.drafts = PassingDrafts()
        self.moved: list[tuple[tuple[int, ...], date]] = []
        self.planned: list[PlannedStep] = []
        self.asked: list[AgendaFilter] = []
        self.placed: list[Place] = []
        self.dropped: list[tuple[tuple[int, ...], str]] = []
        self.spread_over: list[tuple[int, date, int]] = []
        self.facts: dict[date, DayFacts] = {}
        self.away: list[AbsenceRow] = []
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
            lost=lambda _wanted: (self.lost, len(self.lost)),
            staff=lambda: list(STAFF),
            find=lambda words, _limit: [row for row in self.lost if words in row.name],
            today=lambda: TODAY,
            workdays=lambda: HOLIDAYS,
            customer=lambda one: next((row for row in self.lost if row.id == one), None),
            facts=lambda _first, _last: self.facts,
            away=lambda first, last: [one for one in self.away if one.first_on <= last and one.last_on >= first],
            communities=lambda: ["云上花园", "梧桐样苑"],
        )

    def _listed(self, first: date, last: date, _wanted: AgendaFilter) -> list[AgendaItem]:
        return [row.item for row in (*self.rows, *self.done) if first <= row.due_on <= last]

    def _overdue(self, _wanted: AgendaFilter) -> tuple[list[AgendaItem], int]:
        late = [row.item for row in self.rows if row.days_late > 0]
        return late, len(late)

    def _month(self, first: date, last: date, wanted: AgendaFilter) -> AgendaMonth:
        self.asked.append(wanted)
        items = self._listed(first, last, wanted)
        counts = Counter((item.due_on, item.kind) for item in items)
        shown = [item for place, item in enumerate(items) if sum(one.due_on == item.due_on for one in items[:place]) < self.most]
        return AgendaMonth(shown, counts, whole=len(shown) == len(items))

    def _rows(self, items: Sequence[AgendaItem]) -> list[AgendaRow]:
        self.read.append(len(items))
        known = {(row.key, row.done): row for row in (*self.rows, *self.done)}
        return [row for item in items if (row := known.get((item.key, item.done)))]

    def writes(self) -> CalendarWrites:
        """Return the changes."""
        return CalendarWrites(self.complete, self.place, self.drop, self.spread, self.plan, self.drafts)

    def complete(self, rows: Sequence[AgendaRow]) -> int:
        """Take items out."""
        if self.refusal:
            raise self.refusal
        done = [row for row in rows if row.completable]
        self.rows = [row for row in self.rows if row not in done]
        self.done += [replace(row, done=True, due_on=TODAY) for row in done]
        self.changed()
        return len(done)

    def place(self, rows: Sequence[AgendaRow], to: Place) -> int:
        """Move items to a day, a time, a person."""
        keys = {row.key for row in rows if row.movable}
        self.placed.append(to)
        self.moved.append((tuple(row.record_id for row in rows if row.movable), to.day))
        self.rows = [self._at(row, to) if row.key in keys else row for row in self.rows]
        self.changed()
        return len(keys)

    def _at(self, row: AgendaRow, to: Place) -> AgendaRow:
        slot = f"{to.at:%H:%M}" if to.at else row.slot
        placed = replace(row, due_on=to.day, days_late=(TODAY - to.day).days, at=to.at or row.at, slot=slot)
        return replace(placed, staff_id=to.staff_id, staff=dict(STAFF)[to.staff_id]) if to.staff_id else placed

    def drop(self, rows: Sequence[AgendaRow], reason: str) -> int:
        """Give items up."""
        if not reason:
            raise DropReasonMissing
        self.dropped.append((tuple(row.record_id for row in rows), reason))
        self.rows = [row for row in self.rows if row not in rows]
        self.changed()
        return len(rows)

    def spread(self, rows: Sequence[AgendaRow], first: date, each: int) -> int:
        """Spread items over days."""
        self.spread_over.append((len(rows), first, each))
        self.changed()
        return len(rows)

    def plan(self, step: PlannedStep) -> None:
        """Plan a step."""
        self.planned.append(step)
        self.changed()
