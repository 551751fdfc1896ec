"""When the program reminds of an item of the agenda, and what is done with it: once for each due time, until somebody dealt with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from dealer_crm.domain.agenda import AgendaItem
from dealer_crm.domain.planning import ReminderEnd

LEAD, LEAD_OF_MEETINGS, LONGEST_LEAD = 15, 30, 240
"""Minutes before its time at which an item is said, where nobody chose otherwise."""
OPENS_AT = time(8, 30)
AN_HOUR = timedelta(hours=1)
DEALT_WITH = frozenset({ReminderEnd.OPENED, ReminderEnd.SEEN})
"""Ends that hold though the item is still open. The others took it from the list: where that is taken back, it waits again."""


class Due(NamedTuple):
    """What is reminded of: an item at one due time.

    Day and time are those of the wall clock, whatever zone the computer is in; of an instant ("14:05Z") those of UTC.
    """

    source: str
    source_id: int
    occurrence: date | None
    due_on: date
    due_at: str


class Kept(NamedTuple):
    """A reminder that was raised. `until`: said again then."""

    due: Due
    raised_at: datetime
    until: datetime | None = None
    ended_at: datetime | None = None
    end: ReminderEnd | None = None


@dataclass(frozen=True)
class Rules:
    """How many minutes before its time an item, and a meeting, is said; and when the shop opens, for what has a day only."""

    lead: int = LEAD
    lead_of_meetings: int = LEAD_OF_MEETINGS
    opens_at: time = OPENS_AT


class Waiting(NamedTuple):
    """An open item with its due time. `meeting`: somebody drives there or comes."""

    item: AgendaItem
    due: Due
    meeting: bool = False


class Sum(NamedTuple):
    """How it adds up: what is due by today was reminded of, or its moment comes later today; `open` nobody has dealt with yet."""

    due: int = 0
    overdue: int = 0
    reminded: int = 0
    later: int = 0
    open: int = 0

    @property
    def sound(self) -> bool:
        """Tell whether nothing is missing."""
        return self.due + self.overdue == self.reminded + self.later


@dataclass(frozen=True)
class Standing:
    """What to say now. `single` come one after the other, by their time; `today` and `late` are said together.

    `missed` of all these fell due while the program was closed; `raised` are said for the first time, `next_at` by the wall clock is
    the next moment at which something comes up.
    """

    single: Sequence[Waiting] = ()
    today: Sequence[Waiting] = ()
    late: Sequence[Waiting] = ()
    missed: int = 0
    raised: Sequence[Waiting] = ()
    next_at: datetime | None = None
    sum: Sum = field(default_factory=Sum)

    @property
    def open(self) -> int:
        """Return how many wait for somebody."""
        return len(self.single) + len(self.today) + len(self.late)

    @property
    def together(self) -> Sequence[Waiting]:
        """Return what is said in one line."""
        return (*self.late, *self.today)


@dataclass(frozen=True)
class Step:
    """What follows for the reminders that are kept: rows that are new, and rows that changed."""

    standing: Standing
    new: Sequence[Kept]
    changed: Sequence[Kept]


def moment(one: Waiting, rules: Rules) -> datetime:
    """Return when an item is said, by the wall clock: a while before its time, else when the shop opens on its day."""
    if one.item.at is None:
        return datetime.combine(one.item.due_on, rules.opens_at)
    lead = rules.lead_of_meetings if one.meeting else rules.lead
    return datetime.combine(one.item.due_on, one.item.at) - timedelta(minutes=lead)


def look(open_items: Iterable[Waiting], kept: Mapping[Due, Kept], now: datetime, rules: Rules) -> Step:
    """Return what to say at `now` (an instant), of items that are open and due by today or tomorrow, and what is to be kept of it.

    `kept` are the reminders of these items and all that nobody has dealt with yet.
    """
    wall = wall_clock(now)
    items = {one.due: one for one in open_items}
    come = {due: one for due, one in items.items() if one.item.due_on < wall.date() or moment(one, rules) <= wall}
    new = [Kept(due, now) for due in come if due not in kept]
    again = [kept[due]._replace(ended_at=None, end=None) for due in come if due in kept and _taken_back(kept[due])]
    gone = [row._replace(ended_at=now) for due, row in kept.items() if row.ended_at is None and due not in items]
    there = {**kept, **{row.due: row for row in (*new, *again)}}
    later = [moment(one, rules) for due, one in items.items() if due not in come]
    said_again = [wall_clock(until) for due in come if (until := _pause(there[due], now)) is not None]
    standing = _standing(come, there, now)
    raised, next_at = [come[row.due] for row in new], min((*later, *said_again), default=None)
    summed = _sum(items, come, there, standing.open, wall.date())
    return Step(replace(standing, raised=raised, next_at=next_at, sum=summed), new, (*again, *gone))


def wall_clock(instant: datetime) -> datetime:
    """Return what the clock on the wall shows at an instant."""
    return instant.astimezone().replace(tzinfo=None)


def came_late(one: Waiting, wall: datetime) -> bool:
    """Tell whether the moment of an item passed well before it could be said: on a day before, or its time is over."""
    own = one.item.at
    return one.item.due_on < wall.date() or (own is not None and datetime.combine(one.item.due_on, own) < wall)


def _taken_back(row: Kept) -> bool:
    return row.ended_at is not None and row.end not in DEALT_WITH


def _pause(row: Kept, now: datetime) -> datetime | None:
    """Return until when it is not said; a pause of more than an hour comes from a clock that was wrong, and holds no longer."""
    if row.until is None or row.ended_at is not None or not now < row.until <= now + AN_HOUR:
        return None
    return row.until


def _standing(come: Mapping[Due, Waiting], there: Mapping[Due, Kept], now: datetime) -> Standing:
    shown = [(one, there[due]) for due, one in come.items() if there[due].ended_at is None and _pause(there[due], now) is None]
    today = wall_clock(now).date()
    single, of_today, late = list[Waiting](), list[Waiting](), list[Waiting]()
    for one, row in shown:
        timed = one.item.at is not None and one.item.due_on >= today
        (single if timed or row.until is not None else late if one.item.due_on < today else of_today).append(one)
    single.sort(key=lambda one: (one.item.due_on, one.item.at or time(), one.due[:2]))
    return Standing(single, of_today, late)


def _sum(items: Mapping[Due, Waiting], come: Mapping[Due, Waiting], there: Mapping[Due, Kept], waiting: int, today: date) -> Sum:
    due = sum(one.item.due_on == today for one in items.values())
    overdue = sum(one.item.due_on < today for one in items.values())
    later = sum(one.item.due_on == today for due, one in items.items() if due not in come)
    tomorrow = sum(one.item.due_on > today for one in come.values())
    return Sum(due, overdue, sum(one in there for one in come) - tomorrow, later, waiting)
