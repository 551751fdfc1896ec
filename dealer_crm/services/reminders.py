"""Reminds of every item of the agenda when its moment comes, once for each due time, and keeps what was said and dealt with."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain import reminders
from dealer_crm.domain.agenda import MEETINGS, AgendaItem, AgendaKey, AgendaKind
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.planning import ReminderEnd
from dealer_crm.domain.reminders import AN_HOUR, Due, Kept, Rules, Standing, Step, Sum, Waiting, came_late, wall_clock
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.agenda_sources.complaints import next_up
from dealer_crm.services.agenda_sources.source import OWN, TOLD
from dealer_crm.storage import reminder_rows
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Shop

VISITED = frozenset({AgendaKind.DELIVERY, AgendaKind.JOB, AgendaKind.REQUEST})
"""Kinds for which somebody has to set out."""
_DAY = 3
_WAY = TOLD - 2 + list(OWN).index("way")
"""Where the day and the way stand in what a source told of an item."""
MIDNIGHT = time()


class Reminders:
    """Asked from any thread. Where the store cannot be written, what was said counts until the program ends.

    `leads` are the minutes before the time of an item, and of a meeting; when the shop opens stands in the store.
    """

    def __init__(
        self, db: Database, now: Callable[[], datetime], agenda: Agenda, leads: Callable[[], tuple[int, int]] | None = None
    ) -> None:
        self._db, self._now, self._agenda = db, now, agenda
        self._leads = leads or (lambda: (reminders.LEAD, reminders.LEAD_OF_MEETINGS))
        self._unwritten: dict[Due, Kept] = {}
        self._missed: frozenset[Due] | None = None
        self._turn = threading.RLock()

    def look(self) -> Standing:
        """Return what to say now; what is said for the first time is kept."""
        with self._turn:
            now = self._now()
            wall = wall_clock(now)
            horizon = wall + timedelta(minutes=max(self._leads()))
            items, whole = self._open(horizon.date())
            with self._db.read() as session:
                rules = self._rules(session)
                kept = self._kept(session, items)
                up = next_up(session, now)
                first = not self._unwritten and self._missed is None and not reminder_rows.any_at_all(session.connection())
            step = _until_next_up(reminders.look(items.values(), kept, now, rules), up)
            self._write(step.new, [row for row in step.changed if whole or row.due in items])
            return self._told(step, wall, horizon, first=first)

    def end(self, dues: Iterable[Due], end: ReminderEnd) -> None:
        """Somebody dealt with these."""
        at = self._now()
        self._change(dues, lambda row: row._replace(ended_at=at, end=end))

    def in_an_hour(self, dues: Iterable[Due]) -> None:
        """Say these again in an hour; the items stay where they are."""
        until = self._now() + AN_HOUR
        self._change(dues, lambda row: row._replace(until=until, ended_at=None, end=None))

    def items_in_an_hour(self, keys: Collection[AgendaKey]) -> None:
        """Say these items again in an hour; whose moment has not come yet is said then in any case."""
        items, _whole = self._open(wall_clock(self._now()).date())
        wanted = [due for due, one in items.items() if one.item.key in keys]
        with self._turn, self._db.read() as session:
            there = self._kept(session, wanted)
        self.in_an_hour(due for due in wanted if due in there)

    def due_of(self, item: AgendaItem) -> Due:
        """Return what an item is reminded of by."""
        return _waiting(item).due

    def sum(self) -> Sum:
        """Return how it adds up by what is counted in the store: what is due against what was said."""
        now = self._now()
        wall = wall_clock(now)
        with self._turn:
            figures, (items, _whole) = self._agenda.figures(), self._open(wall.date())
            with self._db.read() as session:
                rules, there = self._rules(session), self._kept(session, items)
        later = sum(one.due not in there and reminders.moment(one, rules) > wall for one in items.values())
        waiting = sum(due in there and there[due].ended_at is None for due in items)
        return Sum(figures.due, figures.overdue, sum(due in there for due in items), later, waiting)

    def opens_at(self) -> str:
        """Return when what has a day only is said, "HH:MM"."""
        with self._db.read() as session:
            return f"{self._rules(session).opens_at:%H:%M}"

    def _open(self, last: date) -> tuple[dict[Due, Waiting], bool]:
        items, whole = self._agenda.due_by(last)
        return {one.due: one for one in map(_waiting, items)}, whole

    def _rules(self, session: Session) -> Rules:
        lead, of_meetings = self._leads()
        said = session.execute(select(Shop.opens_at).limit(1)).scalar() or ""
        try:
            opens_at = time.fromisoformat(said)
        except ValueError:
            opens_at = reminders.OPENS_AT
        return Rules(lead, of_meetings, opens_at)

    def _kept(self, session: Session, items: Collection[Due]) -> dict[Due, Kept]:
        return {**reminder_rows.of(session.connection(), items, and_open=True), **self._unwritten}

    def _change(self, dues: Iterable[Due], changed: Callable[[Kept], Kept]) -> None:
        wanted = list(dict.fromkeys(dues))
        with self._turn:
            with self._db.read() as session:
                there = self._kept(session, wanted)
            found = [(due in there, changed(there.get(due) or Kept(due, self._now()))) for due in wanted]
            self._write([row for known, row in found if not known], [row for known, row in found if known])

    def _write(self, new: Collection[Kept], changed: Collection[Kept]) -> None:
        """Keep what was said; a disk that refuses must not make anybody miss it, or hear it twice: it is written with the next."""
        if not new and not changed and not self._unwritten:
            return
        waiting = {**self._unwritten, **{row.due: row for row in (*new, *changed)}}
        try:
            with self._db.derive() as connection:
                added = {row.due for row in reminder_rows.add(connection, waiting.values())}
                reminder_rows.change(connection, [row for due, row in waiting.items() if due not in added])
        except DomainError:
            self._unwritten = waiting
        else:
            self._unwritten = {}

    def _told(self, step: Step, wall: datetime, horizon: datetime, *, first: bool) -> Standing:
        """Add how many fell due while nobody looked: at the first look of a run, not at the very first of a shop."""
        standing = step.standing
        if self._missed is None:
            self._missed = frozenset(one.due for one in standing.raised if not first and came_late(one, wall))
        shown = {one.due for one in (*standing.single, *standing.together)}
        evening = datetime.combine(wall.date() + timedelta(days=1), MIDNIGHT) - (horizon - wall)
        next_at = min((at for at in (standing.next_at, evening) if at is not None and at > wall), default=None)
        return replace(standing, missed=len(self._missed & shown), next_at=next_at)


def _until_next_up(step: Step, up: datetime | None) -> Step:
    """Return the step with the moment at which a complaint goes up next: before that nobody has to do with it."""
    moments = (step.standing.next_at, None if up is None else wall_clock(up))
    return replace(step, standing=replace(step.standing, next_at=min((at for at in moments if at is not None), default=None)))


def _waiting(item: AgendaItem) -> Waiting:
    day, way = item.told[_DAY], item.told[_WAY]
    if isinstance(day, datetime) and not item.moved:
        instant = day.astimezone(UTC)
        on, at = instant.date(), f"{instant:%H:%M}Z"
    else:
        on, at = item.due_on, f"{item.at:%H:%M}" if item.at else ""
    key = item.key
    meeting = item.kind in VISITED or (item.kind is AgendaKind.STEP and way in set(MEETINGS))
    return Waiting(item, Due(key.source, key.source_id, key.occurrence, on, at), meeting)
