"""What a source of the agenda answers, and how one statement answers it for a table with a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from sqlalchemy import Select, and_, func, null, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain.agenda import AgendaKey, AgendaKind, AgendaRow, Span, time_of
from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.storage.models import AgendaMark, CustomerLine, Staff

Column = Any
"""A mapped attribute or an expression of them; SQLAlchemy has no one type for both."""
ONE_DAY = timedelta(days=1)
_LINE = ("number", "name", "phone", "community", "address", "stage", "intent_level", "last_at", "last_words")


class AgendaSource(Protocol):
    """One kind of dated record. Each answer is one statement; words and marks come with it."""

    @property
    def name(self) -> str:
        """Return the name that stands in `agenda_mark.source`."""

    @property
    def kind(self) -> AgendaKind:
        """Return what its rows are."""

    def rows(self, session: Session, span: Span) -> list[AgendaRow]:
        """Return what is due in the span, the oldest first."""

    def overdue(self, session: Session, span: Span) -> list[AgendaRow]:
        """Return what was due before the span's today."""

    def counts(self, session: Session, span: Span) -> dict[date, int]:
        """Return how many are due on each day of the span that has any."""


@dataclass(frozen=True)
class Dated:
    """A source over one table whose `day` (a date, or an instant where `instants`) says when.

    The row is due `lead` days before its day. With `keep` it is moot when less than so many days are left of it. A `derived`
    one is moved and done by `agenda_mark`, any other by the record itself. `columns` are the fields of AgendaRow that differ;
    not `timed` = its instant is no appointment.
    """

    name: str
    kind: AgendaKind
    record: Any
    day: Column
    customer: Column
    where: tuple[Column, ...]
    staff: Column = None
    joins: tuple[tuple[Any, Column], ...] = ()
    columns: Mapping[str, Column] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    lead: int = 0
    keep: int | None = None
    derived: bool = False
    instants: bool = False
    timed: bool = True

    def rows(self, session: Session, span: Span) -> list[AgendaRow]:
        """Return what is due in the span, the oldest first."""
        query = self._select(span, *self._fields()).order_by(self.day, self.record.id).limit(span.limit)
        return [self._row(found._mapping, span.today) for found in session.execute(query)]  # noqa: SLF001 - SQLAlchemy's public name

    def overdue(self, session: Session, span: Span) -> list[AgendaRow]:
        """Return what was due before the span's today."""
        return self.rows(session, Span(None, span.today - ONE_DAY, span.today, span.staff_id, span.limit))

    def counts(self, session: Session, span: Span) -> dict[date, int]:
        """Return how many are due on each day of the span that has any."""
        moved = self._moved()
        query = self._select(span, self.day.label("day"), moved.label("moved_to"), func.count().label("n")).group_by(self.day, moved)
        found: dict[date, int] = {}
        for line in session.execute(query):
            due = self._due(line.day, line.moved_to)
            found[due] = found.get(due, 0) + line.n
        return found

    # the statement

    def _moved(self) -> Column:
        return AgendaMark.moved_to if self.derived else null()

    def _fields(self) -> list[Column]:
        staff_id = CustomerLine.owner_id if self.staff is None else func.coalesce(self.staff, CustomerLine.owner_id)
        common = {
            "source_id": self.record.id,
            "record_id": self.record.id,
            "customer_id": self.customer,
            "day": self.day,
            "moved_to": self._moved(),
            "staff_id": staff_id,
            "staff": func.coalesce(Staff.name, ""),
        }
        line = {name: getattr(CustomerLine, name) for name in _LINE}
        return [column.label(name) for name, column in {**common, **line, **self.columns}.items()]

    def _select(self, span: Span, *wanted: Column) -> Select[Any]:
        staff = CustomerLine.owner_id if self.staff is None else func.coalesce(self.staff, CustomerLine.owner_id)
        query = select(*wanted).select_from(self.record)
        for target, on in self.joins:
            query = query.join(target, on)
        query = query.join(CustomerLine, CustomerLine.customer_id == self.customer).outerjoin(Staff, Staff.id == staff)
        if self.derived:
            marked = (AgendaMark.source == self.name, AgendaMark.source_id == self.record.id, AgendaMark.occurrence == self.day)
            query = query.outerjoin(AgendaMark, and_(*marked))
        query = query.where(*self.where, *self._when(span))
        return query if span.staff_id is None else query.where(staff == span.staff_id)

    def _when(self, span: Span) -> list[Column]:
        own = self._between(self.day, span)
        if not self.derived:
            return [own, *self._moot(span)]
        moved = self._moved_between(AgendaMark.moved_to, span)
        elsewhere = select(AgendaMark.source_id).where(AgendaMark.source == self.name, moved).correlate(None)
        return [
            or_(own, self.record.id.in_(elsewhere)),
            or_(and_(AgendaMark.moved_to.is_(None), own), moved),
            *self._moot(span),
            AgendaMark.done_at.is_(None),
        ]

    def _moot(self, span: Span) -> list[Column]:
        return [] if self.keep is None else [self.day >= span.today + timedelta(days=self.keep)]

    def _between(self, column: Column, span: Span) -> Column:
        last = span.last + timedelta(days=self.lead)
        until = column < day_start(last + ONE_DAY) if self.instants else column <= last
        if span.first is None:
            return until
        first = span.first + timedelta(days=self.lead)
        return and_(column >= (day_start(first) if self.instants else first), until)

    def _moved_between(self, column: Column, span: Span) -> Column:
        until = and_(column.is_not(None), column <= span.last)
        return until if span.first is None else and_(until, column >= span.first)

    # the row

    def _due(self, day: date | datetime, moved_to: date | None) -> date:
        own = local_day(day) if isinstance(day, datetime) else day
        return moved_to or own - timedelta(days=self.lead)

    def _row(self, found: Any, today: date) -> AgendaRow:
        values = dict(found)
        day, moved_to = values.pop("day"), values.pop("moved_to")
        occurrence, due = day if self.derived else None, self._due(day, moved_to)
        return AgendaRow(
            kind=self.kind,
            key=AgendaKey(self.name, values.pop("source_id"), occurrence),
            due_on=due,
            days_late=(today - due).days,
            at=self._at(day, values),
            moved=moved_to is not None,
            **values,
            **self.fixed,
        )

    def _at(self, day: date | datetime, values: Mapping[str, Any]) -> time | None:
        if isinstance(day, datetime) and self.timed:
            return day.astimezone().time().replace(second=0, microsecond=0)
        return None if self.lead or not self.timed else time_of(values.get("slot") or "")
