"""The agenda: everything that is due, from all sources, in one order; completed, moved, spread and given up as one undoable step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.agenda import (
    ENOUGH,
    AgendaFilter,
    AgendaItem,
    AgendaKind,
    AgendaRow,
    DropReasonMissing,
    Place,
    Span,
    merged,
    order,
)
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Action, Actor, Subject, several
from dealer_crm.domain.text import one_line
from dealer_crm.services.agenda_room import AgendaRoom
from dealer_crm.services.agenda_sources.asking import Count, Sources
from dealer_crm.services.agenda_sources.callers import with_customers
from dealer_crm.services.agenda_sources.care import CARE, VISIT
from dealer_crm.services.agenda_sources.changes import CHANGES
from dealer_crm.services.agenda_sources.claims import CLAIMS
from dealer_crm.services.agenda_sources.compensation import COMPENSATIONS
from dealer_crm.services.agenda_sources.complaints import COMPLAINTS
from dealer_crm.services.agenda_sources.deeds import completed, droppable, dropped, movable, moved
from dealer_crm.services.agenda_sources.expectations import EXPECTED
from dealer_crm.services.agenda_sources.finished import DONE
from dealer_crm.services.agenda_sources.goods import GOODS
from dealer_crm.services.agenda_sources.jobs import JOBS
from dealer_crm.services.agenda_sources.mending import MENDING
from dealer_crm.services.agenda_sources.occasions import OCCASIONS
from dealer_crm.services.agenda_sources.quotes import QUOTES
from dealer_crm.services.agenda_sources.slips import SLIPS
from dealer_crm.services.agenda_sources.source import ONE_DAY, Dated
from dealer_crm.services.agenda_sources.steps import STEP, STEPS
from dealer_crm.services.birthday_days import BirthdayDays
from dealer_crm.services.customer_list import waiting
from dealer_crm.services.series_steps import plan_following
from dealer_crm.services.trade import Trade
from dealer_crm.services.visit_plan import plan_next_year
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import CustomerLine, Staff, Visit

SOURCES = Sources(
    (*STEPS, *GOODS, *JOBS, *CARE, *COMPLAINTS, *COMPENSATIONS, *SLIPS, *EXPECTED, *MENDING, *CLAIMS, *QUOTES, *CHANGES, *OCCASIONS)
)
FINISHED = Sources(DONE)
AGENDA_TABLES = frozenset(
    {
        *("customer", "phone", "premises", "premises_holder", "community", "opportunity", "follow_up", "next_step", "staff"),
        *("quote", "sales_order", "order_line", "change_order", "trade_in", "payment_node"),
        *(
            "promise",
            "payment",
            "delivery",
            "delivery_check",
            "job",
            "acceptance",
            "service_request",
            "visit",
            "complaint",
            "complaint_step",
            "complaint_cost",
        ),
        *("equipment", "equipment_coverage", "maintenance", "agenda_mark", "contact", "handover_slip"),
    }
)
"""Tables whose news change what is due."""
_WAITING = select(func.count()).select_from(CustomerLine).where(*waiting())
"""How many customers wait for somebody to plan the next contact."""
_WAITING_OF = {"staff": CustomerLine.owner_id == bindparam("staff"), "community": CustomerLine.community == bindparam("community")}
SUBJECTS = {
    AgendaKind.STEP: Subject.NEXT_STEP,
    AgendaKind.DELIVERY: Subject.DELIVERY,
    AgendaKind.JOB: Subject.JOB,
    AgendaKind.REQUEST: Subject.REQUEST,
    AgendaKind.VISIT: Subject.VISIT,
    AgendaKind.PROMISE: Subject.PROMISE,
    AgendaKind.MAINTENANCE: Subject.MAINTENANCE,
    AgendaKind.HANDOVER: Subject.SLIP,
    AgendaKind.EXPECTATION: Subject.DELIVERY,
    AgendaKind.MEND: Subject.ACCEPTANCE,
    AgendaKind.CLAIM: Subject.TRADE_IN,
    AgendaKind.QUOTE: Subject.QUOTE,
    AgendaKind.CHANGE: Subject.CHANGE_ORDER,
}


@dataclass(frozen=True)
class AgendaFigures:
    """The figures of a day. `longest` days the oldest overdue item waits; `kinds` = how many of each are overdue or due."""

    overdue: int = 0
    longest: int = 0
    due: int = 0
    done: int = 0
    no_next_step: int = 0
    kinds: Mapping[AgendaKind, int] = field(default_factory=dict)


@dataclass(frozen=True)
class AgendaMonth:
    """What a month shows: items, done ones among them, and how many of each kind a day has. Not `whole`: only the first of each day."""

    items: Sequence[AgendaItem] = ()
    counts: Mapping[tuple[date, AgendaKind], int] = field(default_factory=dict)
    whole: bool = True


class Agenda:
    """Questions and deeds of the day. All sources of a kind answer in one statement, all statements of a question in one read."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade | None = None) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade or Trade()
        self._birthdays = BirthdayDays(db)

    # questions

    def today(self, staff_id: int | None = None, filter: AgendaFilter | None = None) -> tuple[list[AgendaItem], AgendaFigures]:
        """Return what is due today or late, in order, and the figures of the day, counted from that unless there is too much of it.

        Of very much that is late the oldest are given, of today always all.
        """
        span = self._span(None, local_day(self._now()), staff_id, filter)
        with self._reading(span) as session:
            items, whole = _due(session, span)
            counts = [(item.kind, item.due_on, 1) for item in items] if whole else SOURCES.counts(session, span)
            return items, _figures(session, counts, span)

    def due_by(self, last: date) -> tuple[list[AgendaItem], bool]:
        """Return what is open and due by a day, in order, and whether that is all; of very much the oldest, and all from today on."""
        span = self._until(local_day(self._now()), None)
        with self._reading(span) as session:
            return _due(session, replace(span, last=max(last, span.today)))

    def month(self, first: date, last: date, staff_id: int | None = None, filter: AgendaFilter | None = None) -> AgendaMonth:
        """Return what is due and what was done from a day to a day, both included; of very much the first of each day."""
        span = self._span(first, last, staff_id, filter)
        with self._reading(span) as session:
            counts = _by_kind(count for sources in (SOURCES, FINISHED) for count in sources.counts(session, span))
            whole = sum(counts.values()) < span.limit
            asked = (sources.items if whole else sources.firsts for sources in (SOURCES, FINISHED))
            items = [item for ask in asked for item in ask(session, span)]
        return AgendaMonth(sorted(items, key=order), counts, whole)

    def listed(self, first: date, last: date, staff_id: int | None = None, filter: AgendaFilter | None = None) -> list[AgendaItem]:
        """Return what is due and what was done from a day on, day by day; of very much what comes first."""
        span = self._span(first, last, staff_id, filter)
        with self._reading(span) as session:
            return merged(item for sources in (SOURCES, FINISHED) for item in sources.items(session, span))[: span.limit]

    def finished(self, first: date, last: date, staff_id: int | None = None, filter: AgendaFilter | None = None) -> list[AgendaItem]:
        """Return what was done from a day to a day."""
        return self._merged(FINISHED, self._span(first, last, staff_id, filter))

    def late(self, staff_id: int | None = None, filter: AgendaFilter | None = None) -> list[AgendaItem]:
        """Return what was due before today, the longest first; of very much only that."""
        return self._merged(SOURCES, self._span(None, local_day(self._now()) - ONE_DAY, staff_id, filter))

    def late_and_count(self, staff_id: int | None = None, filter: AgendaFilter | None = None) -> tuple[list[AgendaItem], int]:
        """Return what was due before today, and how much there is of it."""
        items = self.late(staff_id, filter)
        if len(items) < ENOUGH:
            return items, len(items)
        span = self._span(None, local_day(self._now()) - ONE_DAY, staff_id, filter)
        with self._reading(span) as session:
            return items, sum(count for _kind, _day, count in SOURCES.counts(session, span))

    def rows(self, items: Sequence[AgendaItem]) -> list[AgendaRow]:
        """Return items with their customers and words, in two further statements."""
        with self._db.read() as session:
            return [self._worded(row) for row in with_customers(session, items, _source_of)]

    def day(self, on: date | None = None, staff_id: int | None = None) -> list[AgendaRow]:
        """Return what is due by the day (None = today), overdue first; of very much that is late the oldest, of the day all."""
        span = self._until(on or local_day(self._now()), staff_id)
        with self._reading(span) as session:
            items, _whole = _due(session, span)
        return self.rows(items)

    def overdue(self, on: date | None = None, staff_id: int | None = None) -> list[AgendaRow]:
        """Return what was due before the day (None = today), the longest first."""
        span = self._until(on or local_day(self._now()), staff_id)
        return self.rows(self._merged(SOURCES, replace(span, last=span.last - ONE_DAY)))

    def range(self, first: date, last: date, staff_id: int | None = None) -> list[AgendaRow]:
        """Return what is due from a day to a day, both included, what is late left out where it lies before."""
        return self.rows(self._merged(SOURCES, Span(first, last, local_day(self._now()), staff_id, now=self._now())))

    def done(self, first: date, last: date, staff_id: int | None = None) -> list[AgendaRow]:
        """Return what was done from a day to a day."""
        return self.rows(self.finished(first, last, staff_id))

    def counts(self, first: date, last: date, staff_id: int | None = None, kinds: Iterable[AgendaKind] = ()) -> dict[date, int]:
        """Return how many are due on each day that has any; without `kinds` of every kind."""
        span, wanted = Span(first, last, local_day(self._now()), staff_id, now=self._now()), set(kinds)
        with self._reading(span) as session:
            return _by_day(count for count in SOURCES.counts(session, span) if not wanted or count[0] in wanted)

    def figures(self, on: date | None = None, staff_id: int | None = None) -> AgendaFigures:
        """Return the figures of the day (None = today)."""
        span = self._until(on or local_day(self._now()), staff_id)
        with self._reading(span) as session:
            return _figures(session, SOURCES.counts(session, span), span)

    def _span(self, first: date | None, last: date, staff_id: int | None, filter: AgendaFilter | None) -> Span:
        wanted = filter or AgendaFilter()
        staff = staff_id if wanted.staff_id is None else wanted.staff_id
        return Span(first, last, local_day(self._now()), staff, community=wanted.community, kinds=wanted.kinds, now=self._now())

    def _until(self, today: date, staff_id: int | None) -> Span:
        return Span(None, today, today, staff_id, now=self._now())

    @contextmanager
    def _reading(self, span: Span) -> Iterator[Session]:
        """Read, with the birthdays of the span worked out."""
        self._birthdays.provide(span)
        with self._db.read() as session:
            yield session

    def _merged(self, sources: Sources, span: Span) -> list[AgendaItem]:
        with self._reading(span) as session:
            return merged(sources.items(session, span))

    def _worded(self, row: AgendaRow) -> AgendaRow:
        """Return the row with what the trade's data says of a visit."""
        rule = self._trade.visit_rule(row.code) if row.kind is AgendaKind.VISIT else None
        return row if rule is None else replace(row, zh=rule.zh, en=rule.en)

    # deeds

    def complete(self, rows: Iterable[AgendaRow]) -> int:
        """Mark items done without further words, as one undoable step; return how many.

        What must be finished in its own room is left out. Raises AgendaItemFixed when nothing is left, AgendaItemGone.
        """
        chosen = movable(rows, lambda row: row.completable)
        with self._write(Action.COMPLETE, chosen) as session:
            for row in chosen:
                completed(session, row, self._now(), self._actor().staff_id)
            self._go_on(session, chosen)
            _file(session, chosen)
        return len(chosen)

    def postpone(self, rows: Iterable[AgendaRow], to: date) -> int:
        """Move items to a day, as one undoable step; return how many. What keeps its deadline is left out. Raises as `complete`."""
        return self.place(rows, Place(to))

    def place(self, rows: Iterable[AgendaRow], to: Place) -> int:
        """Move items to a day, to a time of it and to a person, as one undoable step; return how many. Raises as `complete`."""
        chosen = movable(rows, lambda row: row.movable)
        with self._write(Action.POSTPONE, chosen) as session:
            for row in chosen:
                moved(session, row, to, self._actor().staff_id)
            _file(session, chosen)
        return len(chosen)

    def spread(self, rows: Iterable[AgendaRow], first: date, per_day: int) -> int:
        """Move items to working days from `first` on, in their order, as one undoable step; return how many.

        On no day anybody has more than `per_day` things to do, what already stands there counted. Raises as `complete`.
        """
        chosen = movable(rows, lambda row: row.movable)
        with self._write(Action.POSTPONE, chosen) as session:
            for row, day in self._spread(session, chosen, first, per_day):
                moved(session, row, Place(day), self._actor().staff_id)
            _file(session, chosen)
        return len(chosen)

    def spread_days(self, rows: Iterable[AgendaRow], first: date, per_day: int) -> int:
        """Return on how many days the items would stand if they were spread; nothing is changed."""
        chosen = [row for row in rows if row.movable]
        with self._db.read() as session:
            return len({day for _row, day in self._spread(session, chosen, first, per_day)})

    def _spread(self, session: Session, rows: Sequence[AgendaRow], first: date, per_day: int) -> list[tuple[AgendaRow, date]]:
        room = AgendaRoom(partial(self._standing, session), self._trade.calendar(), first, per_day, rows)
        return [(row, room.take(row.staff_id)) for row in sorted(rows, key=lambda row: order(row.item))]

    def drop(self, rows: Iterable[AgendaRow], reason: str) -> int:
        """Give items up with a reason, as one undoable step; return how many. What must be ended in its own room is left out.

        Raises DropReasonMissing, and as `complete`.
        """
        reason = one_line(reason)
        if not reason:
            raise DropReasonMissing
        chosen = movable(rows, droppable)
        with self._write(Action.DROP, chosen) as session:
            for row in chosen:
                dropped(session, row, self._now(), self._actor().staff_id, reason)
            self._go_on(session, chosen)
            _file(session, chosen)
        return len(chosen)

    def _go_on(self, session: WriteSession, closed: Sequence[AgendaRow]) -> None:
        """Plan what follows in the series of steps that were closed, and next year's visit in place of a yearly one."""
        today = local_day(self._now())
        if ids := [row.key.source_id for row in closed if row.source == VISIT]:
            plan_next_year(session, session.scalars(select(Visit).where(Visit.id.in_(ids))).all(), self._trade, today)
        if owners := {row.customer_id for row in closed if row.source == STEP}:
            plan_following(session, owners, today, self._trade.calendar())

    def _standing(self, session: Session, staff_id: int | None, first: date, last: date) -> dict[date, int]:
        """Return how much a person, or (None) nobody, has to do on each day."""
        span = self._span(first, last, staff_id, None)
        found = Counter(_by_day(SOURCES.counts(session, span)))
        if staff_id is None:
            for one in session.execute(select(Staff.id)).scalars().all():
                found.subtract(_by_day(SOURCES.counts(session, replace(span, staff_id=one))))
        return found

    def _write(self, action: Action, rows: Sequence[AgendaRow]) -> AbstractContextManager[WriteSession]:
        kinds = {row.kind for row in rows}
        subject = SUBJECTS.get(next(iter(kinds)), Subject.AGENDA) if len(kinds) == 1 else Subject.AGENDA
        return self._db.write(self._actor(), action, subject)


def _due(session: Session, span: Span) -> tuple[list[AgendaItem], bool]:
    """Return what is open by the end of a span, in order, and whether that is all: what is late never takes the room of its last day."""
    items = SOURCES.items(session, span)
    if len(items) < ENOUGH and all(count < span.limit for count in Counter(item.key.source for item in items).values()):
        return merged(items), True
    late = merged(item for item in items if item.due_on < span.today)
    return late + sorted(SOURCES.items(session, replace(span, first=span.today)), key=order), False


def _file(session: WriteSession, rows: Sequence[AgendaRow]) -> None:
    session.about(rows[-1].key.source_id, several(row.name or row.number for row in rows))


def _source_of(name: str) -> Dated:
    return SOURCES.named(name) if name in SOURCES else FINISHED.named(name)


def _by_day(counts: Iterable[Count]) -> dict[date, int]:
    found = Counter[date]()
    for _kind, day, count in counts:
        found[day] += count
    return dict(found)


def _by_kind(counts: Iterable[Count]) -> dict[tuple[date, AgendaKind], int]:
    found = Counter[tuple[date, AgendaKind]]()
    for kind, day, count in counts:
        found[day, kind] += count
    return dict(found)


def _figures(session: Session, counts: Sequence[Count], span: Span) -> AgendaFigures:
    days, kinds = _by_day(counts), Counter[AgendaKind]()
    for kind, _day, count in counts:
        kinds[kind] += count
    late = [day for day in days if day < span.today]
    longest = (span.today - min(late)).days if late else 0
    done = sum(count for _kind, _day, count in FINISHED.counts(session, replace(span, first=span.today)))
    of = {name: value for name, value in (("staff", span.staff_id), ("community", span.community)) if value}
    without = session.execute(_WAITING.where(*(_WAITING_OF[name] for name in of)), of).scalar_one()
    return AgendaFigures(sum(days[day] for day in late), longest, days.get(span.today, 0), done, without, dict(kinds))
