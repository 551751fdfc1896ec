"""What the page of the day asks and does, given to it from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.agenda import AgendaItem, AgendaRow
from dealer_crm.services.agenda import AgendaFigures
from dealer_crm.services.customer_list import CustomerRow


@dataclass(frozen=True)
class TodayReads:
    """Questions. `rows` are asked for the items in view; `lost` are customers who wait for a next step, the longest silence first;
    `care_notes` are what to mind with a customer, `confirming` is by which way an appointment is best confirmed, and in which words."""

    day: Callable[[], tuple[Sequence[AgendaItem], AgendaFigures]]
    done: Callable[[], Sequence[AgendaItem]]
    rows: Callable[[Sequence[AgendaItem]], Sequence[AgendaRow]]
    lost_ids: Callable[[], Sequence[int]]
    lost_rows: Callable[[Sequence[int]], Sequence[CustomerRow]]
    today: Callable[[], date]
    care_notes: Callable[[int], str] = lambda _customer_id: ""
    confirming: Callable[[AgendaRow], tuple[str, str]] = lambda _row: ("", "")


@dataclass(frozen=True)
class TodayWrites:
    """Changes; each call is one undoable step, but `in_an_hour`, which only says again.

    They raise DomainError; items are answered with how many of them were changed.
    """

    complete: Callable[[Sequence[AgendaRow]], int]
    postpone: Callable[[Sequence[AgendaRow], date], int]
    plan: Callable[[Sequence[int], date], object]
    in_an_hour: Callable[[Sequence[AgendaRow]], object] | None = None


@dataclass(frozen=True)
class DayPapers:
    """The day sheet: looked at before it is printed, or printed at once; the plan of its week and the list of its morning, looked
    at; the notes of all its deliveries."""

    preview: Callable[[], object]
    print_now: Callable[[], object]
    week: Callable[[], object] | None = None
    morning: Callable[[], object] | None = None
    notes: Callable[[], object] | None = None

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what a page with these papers does for commands of the window."""
        offered = {
            "print_preview": self.preview,
            "print_now": self.print_now,
            "print_week": self.week,
            "print_morning": self.morning,
            "print_notes": self.notes,
        }
        return {name: run for name, run in offered.items() if run is not None}
