"""The agenda: everything that is due, from all sources, in one order; completed and moved as one undoable step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.agenda import AgendaItem, AgendaKind, AgendaRow, Span, merged
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.services.agenda_sources.asking import Sources
from dealer_crm.services.agenda_sources.callers import with_customers
from dealer_crm.services.agenda_sources.care import CARE
from dealer_crm.services.agenda_sources.complaints import COMPLAINTS
from dealer_crm.services.agenda_sources.deeds import completed, movable, moved
from dealer_crm.services.agenda_sources.finished import DONE
from dealer_crm.services.agenda_sources.goods import GOODS
from dealer_crm.services.agenda_sources.source import ONE_DAY
from dealer_crm.services.agenda_sources.steps import STEPS
from dealer_crm.services.customer_list import waiting
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import CustomerLine

SOURCES, FINISHED = Sources((*STEPS, *GOODS, *CARE, *COMPLAINTS)), Sources(DONE)
AGENDA_TABLES = frozenset(
    {
        *("customer", "phone", "premises", "premises_holder", "community", "opportunity", "follow_up", "next_step", "staff"),
        *("sales_order", "order_line", "promise", "payment", "delivery", "service_request", "visit", "complaint"),
        *("equipment", "equipment_coverage", "maintenance", "agenda_mark"),
    }
)
"""Tables whose news change what is due."""
SUBJECTS = {
    AgendaKind.STEP: Subject.NEXT_STEP,
    AgendaKind.DELIVERY: Subject.DELIVERY,
    AgendaKind.REQUEST: Subject.REQUEST,
    AgendaKind.VISIT: Subject.VISIT,
    AgendaKind.PROMISE: Subject.PROMISE,
    AgendaKind.MAINTENANCE: Subject.MAINTENANCE,
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


class Agenda:
    """Questions and deeds of the day. All sources of a kind answer in one statement, all statements of a question in one read."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade | None = None) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade or Trade()

    # questions

    def items(self, first: date | None, last: date, staff_id: int | None = None) -> list[AgendaItem]:
        """Return what is due from a day (None = from ever) to a day, both included, in order; what is late lies before."""
        return self._merged(SOURCES, Span(first, last, local_day(self._now()), staff_id))

    def finished(self, first: date, last: date, staff_id: int | None = None) -> list[AgendaItem]:
        """Return what was done from a day to a day."""
        return self._merged(FINISHED, Span(first, last, local_day(self._now()), staff_id))

    def rows(self, items: Sequence[AgendaItem]) -> list[AgendaRow]:
        """Return items with their customers, in one further statement; staff are few and read whole."""
        with self._db.read() as session:
            return with_customers(session, items)

    def day(self, on: date | None = None, staff_id: int | None = None) -> list[AgendaRow]:
        """Return what is due by the day (None = today), overdue first."""
        today = on or local_day(self._now())
        return self.rows(self._merged(SOURCES, Span(None, today, today, staff_id)))

    def overdue(self, on: date | None = None, staff_id: int | None = None) -> list[AgendaRow]:
        """Return what was due before the day (None = today), the longest first."""
        today = on or local_day(self._now())
        return self.rows(self._merged(SOURCES, Span(None, today - ONE_DAY, today, staff_id)))

    def range(self, first: date, last: date, staff_id: int | None = None) -> list[AgendaRow]:
        """Return `items` with their customers."""
        return self.rows(self.items(first, last, staff_id))

    def done(self, first: date, last: date, staff_id: int | None = None) -> list[AgendaRow]:
        """Return what is `finished` with its customers."""
        return self.rows(self.finished(first, last, staff_id))

    def counts(self, first: date, last: date, staff_id: int | None = None, kinds: Iterable[AgendaKind] = ()) -> dict[date, int]:
        """Return how many are due on each day that has any; without `kinds` of every kind."""
        span, wanted, found = Span(first, last, local_day(self._now()), staff_id), set(kinds), Counter[date]()
        with self._db.read() as session:
            for kind, day, count in SOURCES.counts(session, span):
                if not wanted or kind in wanted:
                    found[day] += count
        return dict(found)

    def figures(self, on: date | None = None, staff_id: int | None = None) -> AgendaFigures:
        """Return the figures of the day (None = today)."""
        today = on or local_day(self._now())
        span = Span(None, today, today, staff_id)
        kinds, days = Counter[AgendaKind](), Counter[date]()
        with self._db.read() as session:
            for kind, day, count in SOURCES.counts(session, span):
                days[day] += count
                kinds[kind] += count
            done = sum(count for _kind, _day, count in FINISHED.counts(session, replace(span, first=today)))
            without = _without_next_step(session, staff_id)
        late = [day for day in days if day < today]
        longest = (today - min(late)).days if late else 0
        return AgendaFigures(sum(days[day] for day in late), longest, days[today], done, without, dict(kinds))

    def _merged(self, sources: Sources, span: Span) -> list[AgendaItem]:
        with self._db.read() as session:
            return merged(self._worded(sources.items(session, span)))

    def _worded(self, items: Iterable[AgendaItem]) -> Iterator[AgendaItem]:
        """Give the items with what the trade's data says of a visit."""
        for item in items:
            rule = self._trade.visit_rule(item.code) if item.kind is AgendaKind.VISIT else None
            yield item if rule is None else replace(item, zh=rule.zh, en=rule.en)

    # deeds

    def complete(self, rows: Iterable[AgendaRow]) -> int:
        """Mark items done without further words, as one undoable step; return how many.

        What must be finished in its own room is left out. Raises AgendaItemFixed when nothing is left, AgendaItemGone.
        """
        chosen = movable(rows, lambda row: row.completable)
        with self._write(Action.COMPLETE, chosen) as session:
            for row in chosen:
                completed(session, row, self._now(), self._actor().staff_id)
                session.about(row.key.source_id, row.name or row.number)
        return len(chosen)

    def postpone(self, rows: Iterable[AgendaRow], to: date) -> int:
        """Move items to a day, as one undoable step; return how many. What keeps its deadline is left out. Raises as `complete`."""
        chosen = movable(rows, lambda row: row.movable)
        with self._write(Action.POSTPONE, chosen) as session:
            for row in chosen:
                moved(session, row, to, self._actor().staff_id)
                session.about(row.key.source_id, row.name or row.number)
        return len(chosen)

    def _write(self, action: Action, rows: Sequence[AgendaRow]) -> AbstractContextManager[WriteSession]:
        kinds = {row.kind for row in rows}
        subject = SUBJECTS.get(next(iter(kinds)), Subject.AGENDA) if len(kinds) == 1 else Subject.AGENDA
        return self._db.write(self._actor(), action, subject)


def _without_next_step(session: Session, staff_id: int | None) -> int:
    """Return how many customers wait for somebody to plan the next contact."""
    query = select(func.count()).select_from(CustomerLine).where(*waiting())
    return session.execute(query if staff_id is None else query.where(CustomerLine.owner_id == staff_id)).scalar_one()
