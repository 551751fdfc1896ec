"""A day as lanes of people: what has a time as boxes side by side, what has none in a band above; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from dealer_crm.domain.agenda import AgendaKey, AgendaRow, order
from dealer_crm.domain.clashes import lasts, minutes

NOBODY = 0
LEAST, MIDNIGHT = 30, 24 * 60


@dataclass(frozen=True)
class Box:
    """An item with a time: from which to which minute of the day it is drawn, in which of how many columns of its lane."""

    row: AgendaRow
    first: int
    last: int
    column: int = 0
    columns: int = 1


@dataclass(frozen=True)
class Lane:
    """What one person (`staff_id` 0 = nobody yet) has on the day; `away` says why he is not there, "" where he is."""

    staff_id: int
    name: str
    band: tuple[AgendaRow, ...] = ()
    boxes: tuple[Box, ...] = ()
    away: str = ""

    @property
    def rows(self) -> tuple[AgendaRow, ...]:
        """Return its items in the order of the keys: those without a time, then by time."""
        return (*self.band, *(box.row for box in self.boxes))


@dataclass(frozen=True)
class DayPlan:
    """The lanes of a day, the hours of the shop in minutes, and whether it works at all. `left` items find no room: the list has them."""

    day: date
    today: date
    lanes: tuple[Lane, ...] = ()
    opens: int = 8 * 60 + 30
    closes: int = 18 * 60
    closed: bool = False
    left: int = 0

    def where(self, key: AgendaKey) -> tuple[int, int] | None:
        """Return lane and place of an item, None where it is not shown."""
        for at, lane in enumerate(self.lanes):
            for place, row in enumerate(lane.rows):
                if row.key == key:
                    return at, place
        return None


@dataclass(frozen=True)
class People:
    """Whose lanes there are: everybody of the shop in order, and who is away today."""

    names: Sequence[tuple[int, str]] = ()
    away: Mapping[int, str] = field(default_factory=dict)
    only: int | None = None


def lanes_of(rows: Sequence[AgendaRow], people: People, nobody: str) -> tuple[Lane, ...]:
    """Return the lanes: the shop's people in order, whoever else has something, last what is nobody's."""
    by_person: dict[int, list[AgendaRow]] = defaultdict(list)
    names = {person: name for person, name in people.names if people.only in (None, person)}
    for row in sorted(rows, key=lambda row: (row.done, order(row.item))):
        by_person[row.staff_id or NOBODY].append(row)
        if row.staff_id:
            names.setdefault(row.staff_id, row.staff)
    if NOBODY in by_person or not names:
        names[NOBODY] = nobody
    return tuple(_lane(person, name, by_person[person], people.away.get(person, "")) for person, name in names.items())


def _lane(staff_id: int, name: str, rows: Sequence[AgendaRow], away: str) -> Lane:
    timed = sorted((row for row in rows if row.at is not None), key=lambda row: order(row.item))
    band = tuple(row for row in rows if row.at is None)
    return Lane(staff_id, name, band, _side_by_side(timed), away)


def _side_by_side(rows: Sequence[AgendaRow]) -> tuple[Box, ...]:
    """Put what overlaps side by side: each into the first column that is free, all of a bunch equally wide."""
    boxes: list[Box] = []
    bunch: list[tuple[AgendaRow, int, int, int]] = []
    ends: list[int] = []
    for row in rows:
        first = minutes(row.at or time())
        last = min(MIDNIGHT, first + max(LEAST, lasts(row)))
        if bunch and first >= max(ends):
            boxes += _bunched(bunch, len(ends))
            bunch, ends = [], []
        column = next((at for at, end in enumerate(ends) if end <= first), len(ends))
        ends[column : column + 1] = [last]
        bunch.append((row, first, last, column))
    return tuple(boxes + _bunched(bunch, len(ends)))


def _bunched(bunch: Sequence[tuple[AgendaRow, int, int, int]], columns: int) -> list[Box]:
    return [Box(row, first, last, column, columns) for row, first, last, column in bunch]
