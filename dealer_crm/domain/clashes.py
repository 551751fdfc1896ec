"""What gets in each other's way in the calendar: two things at once, somebody who is not there, a closed shop. Shown, never forbidden."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import combinations
from typing import Protocol

from dealer_crm.domain.agenda import MEETINGS, AgendaItem, AgendaKey, AgendaKind, AgendaRow, time_of

USUAL, CALL, HALF_A_DAY = 60, 30, 12 * 60
DEADLINES = (AgendaKind.COMPLAINT, AgendaKind.ESCALATION, AgendaKind.CONFIRM)
MINUTES = {AgendaKind.DELIVERY: 120, AgendaKind.JOB: 180, AgendaKind.REQUEST: 90, **dict.fromkeys(DEADLINES, 0)}
"""How long an item takes where its time does not say; a deadline takes none."""
BRINGS = frozenset({AgendaKind.STEP, AgendaKind.DELIVERY, AgendaKind.JOB, AgendaKind.REQUEST, AgendaKind.VISIT})
"""Kinds for which somebody of the shop has to work on that day."""
MANY = 200
"""So many things of one person on one day are compared with each other at most."""
_UNTIL = re.compile(r"[-\u2013\u2014~\uff5e\u81f3\u5230]")


class ClashKind(StrEnum):
    """What is in the way; the order is that of weight."""

    TIME = "time"
    AWAY = "away"
    CLOSED = "closed"
    TWICE = "twice"


class Absent(Protocol):
    """Somebody who is not there from a day to a day, both included."""

    @property
    def staff_id(self) -> int:
        """The person."""

    @property
    def first_on(self) -> date:
        """The first day."""

    @property
    def last_on(self) -> date:
        """The last day."""


@dataclass(frozen=True)
class Clash:
    """One thing that is in the way: `who` is the other customer of TIME, the person away of AWAY, the other person of TWICE."""

    kind: ClashKind
    who: str = ""
    at: time | None = None


@dataclass(frozen=True)
class Days:
    """What is known of the days: who is away when, and on which the shop does not work."""

    away: Sequence[Absent] = ()
    closed: Callable[[date], bool] = lambda _day: False

    def is_away(self, staff_id: int | None, day: date) -> bool:
        """Tell whether a person is not there on a day."""
        return any(one.staff_id == staff_id and one.first_on <= day <= one.last_on for one in self.away)

    def somebody_away(self, day: date) -> bool:
        """Tell whether anybody is not there on a day."""
        return any(one.first_on <= day <= one.last_on for one in self.away)


def minutes(at: time) -> int:
    """Return how many minutes of its day have passed at a time."""
    return at.hour * 60 + at.minute


def lasts(row: AgendaRow) -> int:
    """Return for how many minutes an item is expected to take somebody: as its time says (9:00-11:30), else as its kind does."""
    parts = _UNTIL.split(row.slot, maxsplit=1)
    end = time_of(parts[1]) if row.at and len(parts) == 2 else None
    if end is not None and row.at is not None:
        length = minutes(end) - minutes(row.at)
        length += HALF_A_DAY if length <= 0 and end.hour < 12 else 0
        if length > 0:
            return length
    if row.kind is AgendaKind.STEP and row.way not in MEETINGS:
        return CALL
    return MINUTES.get(row.kind, USUAL)


def occupied(row: AgendaRow) -> tuple[int, int] | None:
    """Return from which to which minute of the day an item takes somebody; None where it names no hour, as "in the morning" does."""
    length = lasts(row)
    if row.at is None or not length or (row.slot and not any(sign.isdigit() for sign in row.slot)):
        return None
    return minutes(row.at), minutes(row.at) + length


def suspects(items: Iterable[AgendaItem], days: Days) -> list[AgendaItem]:
    """Return the items that may clash with another or with an absence, as far as can be told without knowing whose they are."""
    open_ones = [item for item in items if not item.done and item.days_late <= 0]
    timed = Counter(item.due_on for item in open_ones if item.at)
    met = Counter((item.due_on, item.customer_id) for item in open_ones)
    away = {day for day in {item.due_on for item in open_ones} if days.somebody_away(day)}
    return [
        item for item in open_ones if (item.at and timed[item.due_on] > 1) or item.due_on in away or met[item.due_on, item.customer_id] > 1
    ]


def on_closed_days(items: Iterable[AgendaItem], days: Days) -> dict[AgendaKey, tuple[Clash, ...]]:
    """Return the items for which somebody would have to work while the shop is closed: that can be told without reading them."""
    wanted = (item for item in items if item.kind in BRINGS and not item.done and item.days_late <= 0)
    return {item.key: (Clash(ClashKind.CLOSED),) for item in wanted if days.closed(item.due_on)}


def clashes(rows: Iterable[AgendaRow], days: Days) -> dict[AgendaKey, tuple[Clash, ...]]:
    """Return what is in the way of which item; what is done or late is in nobody's way."""
    open_rows = [row for row in rows if not row.done and row.days_late <= 0]
    found: dict[AgendaKey, dict[Clash, None]] = defaultdict(dict)
    for row in open_rows:
        found[row.key].update(dict.fromkeys(_not_there(row, days)))
    for one, other in _pairs(open_rows, lambda row: [person for person, _name in row.people]):
        if _overlap(occupied(one), occupied(other)):
            found[one.key][Clash(ClashKind.TIME, _called(other), other.at)] = None
            found[other.key][Clash(ClashKind.TIME, _called(one), one.at)] = None
    for one, other in _pairs(open_rows, lambda row: [row.customer_id]):
        if one.staff_id is not None and other.staff_id is not None and not _together(one, other):
            found[one.key][Clash(ClashKind.TWICE, other.staff)] = None
            found[other.key][Clash(ClashKind.TWICE, one.staff)] = None
    order = list(ClashKind)
    return {key: tuple(sorted(of, key=lambda clash: order.index(clash.kind))) for key, of in found.items() if of}


def _not_there(row: AgendaRow, days: Days) -> Iterable[Clash]:
    """Return who is away on the day of an item, and whether the shop is closed."""
    yield from (Clash(ClashKind.AWAY, name) for person, name in row.people if days.is_away(person, row.due_on))
    if row.kind in BRINGS and days.closed(row.due_on):
        yield Clash(ClashKind.CLOSED)


def _pairs(rows: Sequence[AgendaRow], of: Callable[[AgendaRow], Iterable[int]]) -> Iterable[tuple[AgendaRow, AgendaRow]]:
    """Return every two rows of one day and one person."""
    grouped: Mapping[tuple[date, int], list[AgendaRow]] = defaultdict(list)
    for row in rows:
        for who in of(row):
            grouped[row.due_on, who].append(row)
    return (pair for group in grouped.values() for pair in combinations(group[:MANY], 2))


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _together(one: AgendaRow, other: AgendaRow) -> bool:
    """Tell whether somebody sees to both, so that the customer does not get two of the shop who know nothing of each other."""
    return not {person for person, _name in one.people}.isdisjoint(person for person, _name in other.people)


def _called(row: AgendaRow) -> str:
    return row.name or row.number
