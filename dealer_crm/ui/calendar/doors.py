"""What the calendar asks and does, given to it from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.agenda import AgendaItem, AgendaRow
from dealer_crm.domain.followups import Way
from dealer_crm.domain.series import Recurrence
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.services.agenda import AgendaMonth
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.drafts import Drafts

Staff = int | None
"""A staff member's id; None = everybody."""


@dataclass(frozen=True)
class PlannedStep:
    """A step as planned on a day; with a meeting `way` an appointment at `slot`, with `repeat` the first of a series."""

    customer_id: int
    day: date
    purpose: str = ""
    way: Way | None = None
    slot: str = ""
    repeat: Recurrence | None = None


@dataclass(frozen=True)
class CalendarReads:
    """Questions. `month` is what the days show, `listed` what follows a day one by one; `rows` are asked for what is in view.

    `overdue` are the oldest, and how many there are; `lost` some customers who wait for a next step, the longest silence first, and
    how many there are; `care_notes` are what to mind with a customer.
    """

    month: Callable[[date, date, Staff], AgendaMonth]
    listed: Callable[[date, date, Staff], Sequence[AgendaItem]]
    overdue: Callable[[Staff], tuple[Sequence[AgendaItem], int]]
    rows: Callable[[Sequence[AgendaItem]], Sequence[AgendaRow]]
    lost: Callable[[Staff], tuple[Sequence[CustomerRow], int]]
    staff: Callable[[], Sequence[tuple[int, str]]]
    find: Callable[[str, int], Sequence[CustomerRow]]
    today: Callable[[], date]
    workdays: Callable[[], WorkCalendar]
    care_notes: Callable[[int], str] = lambda _customer_id: ""


@dataclass(frozen=True)
class Waiting:
    """What stands beside the days: some of what is `late` and of who is `unplanned`, and how many there are."""

    overdue: Sequence[AgendaItem]
    late: int
    lost: Sequence[CustomerRow]
    unplanned: int


def waiting(reads: CalendarReads, staff: Staff) -> Waiting:
    """Ask for what stands beside the days."""
    return Waiting(*reads.overdue(staff), *reads.lost(staff))


@dataclass(frozen=True)
class CalendarWrites:
    """Changes; each call is one undoable step. They raise DomainError; items are answered with how many of them were changed."""

    complete: Callable[[Sequence[AgendaRow]], int]
    postpone: Callable[[Sequence[AgendaRow], date], int]
    plan: Callable[[PlannedStep], object]
    drafts: Drafts
