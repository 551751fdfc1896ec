"""What the calendar asks and does, given to it from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.agenda import AgendaFilter, AgendaItem, AgendaRow, Place
from dealer_crm.domain.followups import Way
from dealer_crm.domain.series import Recurrence
from dealer_crm.domain.workdays import ShopHours, WorkCalendar
from dealer_crm.services.absences import AbsenceRow
from dealer_crm.services.agenda import AgendaMonth
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.drafts import Drafts


@dataclass(frozen=True)
class PlannedStep:
    """A step as planned on a day; with a meeting `way` an appointment at `slot`, with `repeat` the first of a series.

    `staff_id` sees to it, None = who looks after the customer.
    """

    customer_id: int
    day: date
    purpose: str = ""
    way: Way | None = None
    slot: str = ""
    repeat: Recurrence | None = None
    staff_id: int | None = None


@dataclass(frozen=True)
class DayFacts:
    """What is known of a day itself: closed as a holiday, worked instead of one, its names (the first that fits is shown), who is away."""

    closed: bool = False
    rest: bool = False
    make_up: bool = False
    names: tuple[str, ...] = ()
    away: tuple[str, ...] = ()


@dataclass(frozen=True)
class CalendarReads:
    """Questions. `month` is what the days show, `listed` what follows a day one by one; `rows` are asked for what is in view.

    `overdue` are the oldest, and how many there are; `lost` some customers who wait for a next step, the longest silence first, and
    how many there are; `customer` is the line of one, None where he is gone; `care_notes` are what to mind with a customer. `facts`
    are what is known of days, `away` who is not there; `spread` is on how many days items would stand, so many a day from a day on.
    """

    month: Callable[[date, date, AgendaFilter], AgendaMonth]
    listed: Callable[[date, date, AgendaFilter], Sequence[AgendaItem]]
    overdue: Callable[[AgendaFilter], tuple[Sequence[AgendaItem], int]]
    rows: Callable[[Sequence[AgendaItem]], Sequence[AgendaRow]]
    lost: Callable[[AgendaFilter], tuple[Sequence[CustomerRow], int]]
    staff: Callable[[], Sequence[tuple[int, str]]]
    find: Callable[[str, int], Sequence[CustomerRow]]
    today: Callable[[], date]
    workdays: Callable[[], WorkCalendar]
    customer: Callable[[int], CustomerRow | None] = lambda _customer_id: None
    care_notes: Callable[[int], str] = lambda _customer_id: ""
    facts: Callable[[date, date], Mapping[date, DayFacts]] = lambda _first, _last: {}
    away: Callable[[date, date], Sequence[AbsenceRow]] = lambda _first, _last: ()
    hours: Callable[[], ShopHours] = ShopHours
    communities: Callable[[], Sequence[str]] = tuple
    spread: Callable[[Sequence[AgendaRow], date, int], int] = lambda rows, _first, each: -(-len(rows) // each)


@dataclass(frozen=True)
class Waiting:
    """What stands beside the days: some of what is `late` and of who is `unplanned`, and how many there are."""

    overdue: Sequence[AgendaItem]
    late: int
    lost: Sequence[CustomerRow]
    unplanned: int
    communities: Sequence[str] = ()


def waiting(reads: CalendarReads, wanted: AgendaFilter) -> Waiting:
    """Ask for what stands beside the days, and for the communities one can choose from."""
    return Waiting(*reads.overdue(wanted), *reads.lost(wanted), reads.communities())


@dataclass(frozen=True)
class CalendarWrites:
    """Changes; each call is one undoable step. They raise DomainError; items are answered with how many of them were changed."""

    complete: Callable[[Sequence[AgendaRow]], int]
    place: Callable[[Sequence[AgendaRow], Place], int]
    drop: Callable[[Sequence[AgendaRow], str], int]
    spread: Callable[[Sequence[AgendaRow], date, int], int]
    plan: Callable[[PlannedStep], object]
    drafts: Drafts
